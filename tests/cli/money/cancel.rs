//! `ipp session cancel`: the answer is what was read back, never what was hoped.

use super::{CANCEL, ID, READ, session};
use crate::support::server::{Answer, Server, json};
use crate::support::{Run, Sandbox};
use std::io::Read;
use std::net::TcpListener;

fn cancel(answer: Answer, read: Answer) -> (Run, Server) {
    let server = Server::routes(vec![(CANCEL, vec![answer]), (READ, vec![read])]);
    let run = Sandbox::playground(&server.address).run(&format!("session cancel {ID} --retries 0 -o json"));
    (run, server)
}

#[test]
fn cancelled_is_0_whatever_was_said_on_the_way() {
    let ways = [session("CANCELLED"), json(200, ""), json(204, ""), json(409, ""), json(503, ""), Answer::Close];
    for answer in ways {
        let (run, server) = cancel(answer, session("CANCELLED"));
        assert_eq!(run.expect(0).json()["status"], "CANCELLED");
        assert_eq!(server.operations(), [CANCEL, READ]);
    }
}

#[test]
fn paid_is_6_and_the_money_is_taken() {
    for answer in [json(409, ""), session("CANCELLED"), json(503, ""), Answer::Close] {
        let (run, server) = cancel(answer, session("FINALIZED"));
        let run = run.expect(6).says(&["the money is taken"]);
        assert_eq!((&run.json()["status"], &run.error()["session_id"]), (&"FINALIZED".into(), &ID.into()));
        assert_eq!(server.operations(), [CANCEL, READ]);
    }
}

#[test]
fn another_end_has_its_code() {
    for (end, code) in [("EXPIRED", 21), ("FAILED", 22)] {
        let (run, _) = cancel(json(409, ""), session(end));
        run.expect(code).says(&["not paid"]);
    }
}

#[test]
fn a_cancel_that_was_taken_and_left_it_open_is_24() {
    for answer in [session("CANCELLED"), json(204, ""), Answer::Close] {
        let (run, server) = cancel(answer, session("ACTIVE"));
        assert_eq!(run.expect(24).says(&["not known"]).json()["status"], "ACTIVE");
        assert_eq!(server.operations(), [CANCEL, READ]);
    }
}

#[test]
fn a_cancel_that_was_refused_and_left_it_open_is_a_refusal() {
    for (status, code) in [(400, 6), (409, 6), (503, 8)] {
        let (run, _) = cancel(json(status, ""), session("ACTIVE"));
        assert_eq!(run.expect(code).json()["status"], "ACTIVE");
    }
}

#[test]
fn what_cannot_be_read_back_is_24() {
    for read in [json(503, ""), json(404, ""), json(200, "{}"), Answer::Close] {
        let (run, _) = cancel(session("CANCELLED"), read);
        let run = run.expect(24).says(&["not known"]);
        assert_eq!((run.out.as_str(), &run.error()["session_id"]), ("", &ID.into()));
    }
}

#[test]
fn a_refusal_of_the_key_or_the_id_changed_nothing() {
    for (status, code) in [(401, 4), (403, 4), (404, 5)] {
        let (run, server) = cancel(json(status, ""), session("ACTIVE"));
        assert_eq!(run.expect(code).out, "");
        assert_eq!(server.operations(), [CANCEL]);
    }
}

#[test]
fn nobody_there_is_7() {
    let address = crate::support::server::nobody();
    Sandbox::playground(&address)
        .run(&format!("session cancel {ID} --retries 0"))
        .expect(7)
        .says(&["nothing was sent"]);
}

/// Takes one request, and is gone before it could answer.
fn gone_after_one() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let read = stream.read(&mut [0; 4096]).expect("a request");
        drop(listener);
        assert!(read > 0);
    });
    address
}

#[test]
fn a_cancel_that_may_have_arrived_is_not_forgotten_when_the_host_is_gone() {
    let run = Sandbox::playground(&gone_after_one()).run(&format!("session cancel {ID} --retries 1"));
    run.expect(24).says(&["not known"]);
    let run = Sandbox::playground(&gone_after_one()).run(&format!("session get {ID} --retries 1")).expect(8);
    assert!(!run.err.contains("nothing was sent"), "{run:?}");
}

#[test]
fn a_refusal_of_the_second_try_says_nothing_of_the_first() {
    for status in [401, 403, 404] {
        for (end, code) in [("CANCELLED", 0), ("FINALIZED", 6), ("ACTIVE", 24)] {
            let cancels = vec![json(502, ""), json(status, "")];
            let server = Server::routes(vec![(CANCEL, cancels), (READ, vec![session(end)])]);
            let line = format!("session cancel {ID} --retries 1");
            let run = Sandbox::playground(&server.address).run(&line).expect(code);
            assert_eq!(server.operations(), [CANCEL, CANCEL, READ], "{run:?}");
        }
    }
}
