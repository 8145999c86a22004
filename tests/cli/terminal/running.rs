//! `ipp emulator run` at a terminal: the command has the terminal, as if nothing stood between them.

use super::see;
use crate::support::Sandbox;
use crate::support::terminal::{CTRL_C, ENTER, Terminal};

/// `ipp emulator run` with a script of the shell.
fn run(script: &str) -> String {
    format!("emulator run -- sh -c {}", shlex::try_quote(script).expect("a word"))
}

#[test]
fn the_command_reads_what_is_typed() {
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::run(&sandbox, 80, &run("echo ready; read -r word; echo \"got $word\"; exit 6"));
    let seen = terminal.until("ready").types("tea").types(ENTER).end();
    seen.expect(6).shows(&["got tea"]);
}

#[test]
fn ctrl_c_reaches_the_command_once_and_the_code_is_its_own() {
    // A signal to `ipp` that follows is passed on after the first: by then a second Ctrl-C would have come.
    let script = "count=0; trap 'count=$((count + 1))' INT; trap 'echo \"told $count times\"; exit 5' USR1; \
                  echo ready; while [ $count = 0 ]; do sleep 0.01; done; \
                  kill -USR1 $PPID; while :; do sleep 0.01; done";
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::run(&sandbox, 80, &run(script));
    let seen = terminal.until("ready").types(CTRL_C).end();
    seen.expect(5).shows(&["told 1 times"]);
}

#[test]
fn a_command_that_ctrl_c_kills_is_said_by_the_code() {
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::run(&sandbox, 80, &run("echo ready; while :; do sleep 0.01; done"));
    terminal.until("ready").types(CTRL_C).end().expect(130);
    see(&sandbox, 80, &run("kill -9 $$")).expect(137);
}
