//! Ctrl-C and its kin while money is on the way: a look before leaving, and no cancel that nobody asked for.
//!
//! Signals are sent once the server has been asked for a certain thing; nothing here waits for time to pass.

use super::{CANCEL, CREATE, ID, ORDER, READ, session};
use crate::support::server::{Answer, Server};
use crate::support::started::Started;
use crate::support::{Run, Sandbox};

/// Pays at a server that reads and cancels like this, and waits until it was asked for `line` that often.
fn paying(reads: Vec<Answer>, cancels: Vec<Answer>, flags: &str) -> (Started, Server, Sandbox) {
    let server = Server::routes(vec![(CREATE, vec![session("CREATED")]), (READ, reads), (CANCEL, cancels)]);
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.begin(&format!("pay {ORDER} -o json {flags}"));
    server.wait_for(READ, 1);
    (run, server, sandbox)
}

fn open(run: &Run) {
    assert_eq!(run.json()["status"], "ACTIVE");
    assert_eq!((&run.error()["code"], &run.error()["session_id"]), (&130.into(), &ID.into()));
}

#[test]
fn a_signal_reads_it_back_and_leaves_it_open() {
    for signal in ["INT", "TERM", "HUP"] {
        let (run, server, _home) = paying(vec![Answer::Silence, session("ACTIVE")], vec![], "");
        run.signal(signal);
        let run = run.finish().expect(130).says(&["still open"]);
        open(&run);
        assert_eq!(server.operations(), [CREATE, READ, READ]);
    }
}

#[test]
fn with_the_flag_it_is_cancelled_first() {
    let reads = vec![Answer::Silence, session("CANCELLED")];
    let (run, server, _home) = paying(reads, vec![session("CANCELLED")], "--cancel-on-interrupt");
    run.signal("INT");
    let run = run.finish().expect(130).says(&["not paid"]);
    assert_eq!(run.json()["status"], "CANCELLED");
    assert_eq!(server.operations(), [CREATE, READ, CANCEL, READ]);
}

#[test]
fn paid_in_the_meantime_is_0() {
    for flags in ["", "--cancel-on-interrupt"] {
        let reads = vec![Answer::Silence, session("FINALIZED")];
        let (run, _server, _home) = paying(reads, vec![session("CANCELLED")], flags);
        run.signal("TERM");
        assert_eq!(run.finish().expect(0).json()["status"], "FINALIZED");
    }
}

#[test]
fn a_second_signal_quits_at_once() {
    let (run, server, _home) = paying(vec![Answer::Silence], vec![], "");
    run.signal("INT");
    server.wait_for(READ, 2);
    run.signal("INT");
    let run = run.finish().expect(130).says(&["may still be paid"]);
    assert_eq!((run.out.as_str(), &run.error()["session_id"]), ("", &ID.into()));
    assert_eq!(server.operations(), [CREATE, READ, READ]);
}

#[test]
fn what_cannot_be_read_after_a_signal_is_24() {
    let (run, _server, _home) = paying(vec![Answer::Silence, Answer::Close], vec![], "--retries 0");
    run.signal("INT");
    assert_eq!(run.finish().expect(24).error()["session_id"], ID);
}

#[test]
fn a_signal_while_it_is_created_does_not_lose_the_session() {
    for (command, reads) in [("pay", 1), ("session create", 0)] {
        let (gate, held) = std::sync::mpsc::channel::<()>();
        let held = std::sync::Mutex::new(held);
        let server = Server::scripted(move |asked, _| {
            if asked.operation() == CREATE {
                held.lock().expect("a gate").recv().expect("it opens");
            }
            session("ACTIVE")
        });
        let sandbox = Sandbox::playground(&server.address);
        let mut run = sandbox.begin(&format!("{command} {ORDER}"));
        server.wait_for(CREATE, 1);
        run.signal("INT");
        run.wait_to_say("waiting for the answer");
        gate.send(()).expect("it is awaited");
        let run = run.finish().expect(130).says(&[ID]);
        assert!(run.out.contains("ACTIVE"), "{run:?}");
        assert_eq!((server.count(CREATE), server.count(READ)), (1, reads));
    }
}

#[test]
fn two_signals_while_it_is_created_are_24() {
    for command in ["pay", "session create"] {
        let server = Server::answering(vec![Answer::Silence]);
        let sandbox = Sandbox::playground(&server.address);
        let mut run = sandbox.begin(&format!("{command} {ORDER}"));
        server.wait_for(CREATE, 1);
        run.signal("INT");
        run.wait_to_say("waiting for the answer");
        run.signal("INT");
        run.finish().expect(24).says(&["phone may be asking"]);
        assert_eq!(server.operations(), [CREATE]);
    }
}

#[test]
fn a_wait_is_left_the_same_way() {
    for (flags, lines) in [("", vec![READ, READ]), ("--cancel-on-interrupt", vec![READ, CANCEL, READ])] {
        let reads = vec![Answer::Silence, session("ACTIVE")];
        let server = Server::routes(vec![(READ, reads), (CANCEL, vec![session("CANCELLED")])]);
        let sandbox = Sandbox::playground(&server.address);
        let run = sandbox.begin(&format!("session wait {ID} -o json {flags}"));
        server.wait_for(READ, 1);
        run.signal("TERM");
        open(&run.finish().expect(130));
        assert_eq!(server.operations(), lines);
    }
}

#[test]
fn a_cancel_that_is_interrupted_says_that_it_may_be_paid() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.begin(&format!("session cancel {ID}"));
    server.wait_for(CANCEL, 1);
    run.signal("INT");
    run.finish().expect(130).says(&["may still be paid"]);
}
