//! Streams that are closed, full, or read by somebody who has seen enough.

use crate::support::Sandbox;
use crate::support::server::Server;

const PAY: &str = "ipp pay --env emulator --amount 100 --currency SEK --tax-rate 0% --simulate-tap SUCCESS -q";

#[test]
fn a_closed_stdin_is_no_order_and_otherwise_no_matter() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    sandbox.shell("ipp pay --from - --currency SEK <&-").expect(2).out_is("").says(&["stdin"]);
    sandbox.shell("ipp device remove x <&-").expect(9).out_is("").says(&["nobody has agreed"]);
    server.was_never_asked();
    Sandbox::new().shell(&format!("{PAY} -o id <&-")).expect(0).err_is("");
}

#[test]
fn a_closed_stdout_does_not_change_the_code() {
    Sandbox::new().shell(&format!("{PAY} >&-")).expect(0).out_is("").err_is("");
    Sandbox::new().shell("ipp pay --amount 2,4 --currency SEK --env emulator >&-").expect(2);
    Sandbox::new().shell("ipp pay --amount 2,4 --currency SEK --env emulator 2>&-").expect(2).out_is("").err_is("");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    // The shell has no `pipefail` everywhere, so the code of `ipp` goes through a file.
    let script = |command: &str| format!("{{ {command}; echo $? >code; }} | head -n 1 >first; cat first code");
    let sandbox = Sandbox::emulator();
    let commands = [
        "ipp completions bash",
        "ipp device list -o jsonl",
        "ipp help exit-codes",
        "ipp --help",
        "ipp profile show -o json",
    ];
    for command in commands {
        let run = sandbox.shell(&script(command)).expect(0).err_is("");
        assert_eq!((run.out.lines().count(), run.out.lines().last()), (2, Some("0")), "{command} {run:?}");
    }
}

#[test]
fn a_pipe_that_is_closed_before_the_first_byte_is_no_error() {
    // The reader has gone before the writer starts: it waits for the mark that the reader leaves at its end.
    let sandbox = Sandbox::emulator();
    let script = format!(
        "mkfifo gone; {{ cat gone; ipp device list -o jsonl; echo $? >code; {PAY}; echo $? >>code; }} | {{ exec <&-; echo >gone; }}; cat code"
    );
    sandbox.shell(&script).expect(0).out_is("0\n0\n").err_is("");
}

#[test]
fn a_full_disk_is_a_fault_that_says_what_was_done() {
    let sandbox = Sandbox::emulator();
    let run = sandbox.shell(&format!("{PAY} -o json >/dev/full")).expect(1).out_is("");
    assert_eq!(run.error()["kind"], "internal");
    run.says(&["the result could not be written", "No space left", "only the printing failed"]);
    sandbox.shell("ipp device list >/dev/full").expect(1).says(&["error: the result could not be written"]);
    sandbox.shell("ipp completions bash >/dev/full").expect(1);
    sandbox.shell("ipp device list 2>/dev/full").expect(0);
    sandbox.shell("ipp device get nobody 2>/dev/full").expect(5);
}

#[test]
fn a_full_disk_does_not_make_help_succeed() {
    let sandbox = Sandbox::new();
    for line in ["ipp --help", "ipp --version", "ipp help exit-codes", "ipp help pay", "ipp pay --help"] {
        sandbox.shell(&format!("{line} >/dev/full")).expect(1).says(&["could not be written"]);
    }
}
