//! On a terminal a person is asked what is to become of a session that was found.

use super::recover::{PHONE, only_session};
use super::{lose, standings};
use crate::support::Sandbox;
use crate::support::server::{Answer, Server};
use crate::support::terminal::{CTRL_C, DOWN, ENTER, ESCAPE, Terminal};

const QUESTION: &str = "asks for 1.00 SEK: what now?";

fn lost() -> Sandbox {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A");
    sandbox
}

#[test]
fn leave_is_the_first_and_giving_up_leaves_it_too() {
    for keys in [ENTER, ESCAPE] {
        let sandbox = lost();
        let seen = Terminal::run(&sandbox, 200, "session recover").until_asked(QUESTION).types(keys).end().expect(0);
        assert!(seen.has_cursor, "{}", seen.text);
        assert_eq!(standings(&sandbox), ["open"]);
    }
}

#[test]
fn the_last_cancels_it() {
    let sandbox = lost();
    let mut terminal = Terminal::run(&sandbox, 200, "session recover");
    terminal.until_asked(QUESTION).types(DOWN).types(DOWN).until("❯ cancel it").types(ENTER);
    terminal.end().expect(0).shows(&["CANCELLED"]).hides(&["looking for the mark"]);
    assert_eq!(standings(&sandbox), ["unpaid"]);
}

#[test]
fn ctrl_c_at_the_question_says_that_it_is_open() {
    let sandbox = lost();
    let mut terminal = Terminal::run(&sandbox, 200, "session recover");
    terminal.until_asked(QUESTION).types(CTRL_C);
    terminal.end().expect(130).shows(&["may still be paid", "`ipp session wait", "`ipp session cancel"]);
    assert_eq!(standings(&sandbox), ["open"]);
}

#[test]
fn ctrl_c_at_the_question_whether_to_overrule_settles_nothing() {
    let sandbox = lost();
    sandbox.run("session recover 1 --leave").expect(0);
    let id = only_session(&sandbox);
    sandbox.run(&format!("session cancel {id}")).expect(0);
    lose(&sandbox, "--ref B --merchant-data mine");
    let mut terminal = Terminal::run(&sandbox, 200, "session recover 2 --settle unpaid");
    terminal.until_asked("settle attempt 2 as unpaid").types(CTRL_C).end().expect(24);
    sandbox.run("session recover 2 --settle paid --yes").expect(0);
    let mut terminal = Terminal::run(&sandbox, 200, "session recover 2 --settle unpaid");
    terminal.until_asked("settle attempt 2 as unpaid").types(CTRL_C).end().expect(130);
    assert_eq!(standings(&sandbox)[0], "paid");
}

#[test]
fn the_second_waits_and_its_end_is_the_code() {
    let sandbox = lost();
    let id = only_session(&sandbox);
    let mut terminal = Terminal::run(&sandbox, 200, "session recover --timeout 60s");
    terminal.until_asked(QUESTION).types(DOWN).until("❯ wait").types(ENTER).until("waiting for");
    sandbox.run(&format!("api POST /ipp/v1/dev/sessions/{id}/simulate-tap")).expect(0);
    terminal.end().expect(0).shows(&["FINALIZED (paid)"]);
    assert_eq!(standings(&sandbox), ["paid"]);
}

#[test]
fn ctrl_c_at_the_question_keeps_what_was_found() {
    let sandbox = lost();
    let seen = Terminal::run(&sandbox, 200, "session recover").until_asked(QUESTION).types(CTRL_C).end().expect(130);
    assert!(seen.has_cursor, "{}", seen.text);
    assert_eq!(standings(&sandbox), ["open"]);
}

#[test]
fn nobody_is_asked_without_a_terminal_or_with_a_flag() {
    let sandbox = lost();
    Terminal::run(&sandbox, 200, "session recover --no-input").end().expect(0).hides(&["what now?"]);
    let sandbox = lost();
    Terminal::run(&sandbox, 200, "session recover --leave").end().expect(0).hides(&["what now?"]);
}

#[test]
fn a_terminal_that_goes_away_leaves_what_is_known() {
    let sandbox = lost();
    let mut terminal = Terminal::run(&sandbox, 200, "session recover");
    terminal.until_asked(QUESTION);
    assert_eq!(terminal.hang_up(), 130);
    assert_eq!(standings(&sandbox), ["open"]);
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    let line = format!("session create --amount 100 --currency SEK --device {PHONE} --request-timeout 2s");
    let mut terminal = Terminal::run(&sandbox, 200, &line);
    terminal.until("env: playground");
    server.wait_until_asked(0);
    assert_eq!(terminal.hang_up(), 24, "the answer was still awaited");
    assert_eq!(standings(&sandbox), ["unknown"]);
}
