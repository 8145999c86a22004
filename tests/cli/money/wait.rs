//! `ipp session wait`: the codes of `pay`, and never a cancel.

use super::{ID, READ, session};
use crate::support::server::{Answer, Server, json};
use crate::support::{Run, Sandbox};

/// Waits at a server that reads like this and knows nothing else. The last answer is repeated.
fn wait(reads: Vec<Answer>, flags: &str) -> (Run, Server) {
    let server = Server::routes(vec![(READ, reads)]);
    let run = Sandbox::playground(&server.address).run(&format!("session wait {ID} -o json {flags}"));
    assert!(server.operations().iter().all(|line| line == READ), "{:?}", server.operations());
    (run, server)
}

#[test]
fn every_end_has_its_code() {
    for (end, code) in [("FINALIZED", 0), ("CANCELLED", 20), ("EXPIRED", 21), ("FAILED", 22)] {
        let (run, server) = wait(vec![session(end)], "");
        assert_eq!(run.expect(code).json()["status"], end);
        assert_eq!(server.count(READ), 1);
    }
}

#[test]
fn it_waits_while_it_is_open() {
    for open in ["CREATED", "ACTIVE", "SOMETHING_NEW"] {
        let (run, server) = wait(vec![session(open), session("FINALIZED")], "");
        run.expect(0);
        assert_eq!(server.count(READ), 2);
    }
}

#[test]
fn when_the_time_is_up_it_is_read_once_more_and_left_open() {
    let (run, server) = wait(vec![session("ACTIVE")], "--timeout 400ms");
    let run = run.expect(23);
    assert_eq!((&run.json()["status"], &run.error()["session_id"]), (&"ACTIVE".into(), &ID.into()));
    assert_eq!(server.count(READ), 2);
    let (run, _) = wait(vec![session("ACTIVE"), session("FINALIZED")], "--timeout 400ms");
    run.expect(0);
    let (run, _) = wait(vec![session("ACTIVE"), session("EXPIRED")], "--timeout 400ms");
    run.expect(21);
}

#[test]
fn passing_faults_do_not_end_the_wait() {
    for fault in [json(503, ""), json(429, ""), Answer::Close, json(200, "{")] {
        let (run, server) = wait(vec![fault, session("FINALIZED")], "--retries 0");
        run.expect(0);
        assert_eq!(server.count(READ), 2);
    }
}

#[test]
fn what_cannot_be_read_at_the_end_is_24() {
    let (run, _) = wait(vec![json(503, "")], "--timeout 400ms --retries 0");
    assert_eq!(run.expect(24).error()["session_id"], ID);
    let (run, _) = wait(vec![Answer::Silence], "--timeout 400ms --request-timeout 200ms --retries 0");
    run.expect(24);
}

#[test]
fn a_refusal_ends_it_with_its_own_code() {
    for (status, code) in [(401, 4), (403, 4), (404, 5), (400, 6)] {
        let (run, server) = wait(vec![json(status, "")], "--retries 0");
        assert_eq!(run.expect(code).out, "");
        assert_eq!(server.count(READ), 1);
    }
}

#[test]
fn what_may_be_paid_when_the_time_is_up_is_24() {
    let ordered = json(200, &format!(r#"{{"session_id":"{ID}","status":"ACTIVE","order_id":"o-1"}}"#));
    for read in [session("CAPTURED"), ordered] {
        let (run, _) = wait(vec![read], "--timeout 400ms");
        let run = run.expect(24).says(&["not known"]);
        assert_eq!(run.error()["session_id"], ID);
    }
}

#[test]
fn an_unpaid_end_that_says_when_it_was_paid_is_not_known() {
    let paid_at = r#"{"session_id":"0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e","status":"CANCELLED","order_amount":100,
        "purchase_currency":"SEK","purchase_completed_at":"2026-06-05T18:33:39Z"}"#;
    let (run, _) = wait(vec![json(200, paid_at)], "--timeout 400ms");
    run.expect(24).says(&["not known"]);
}
