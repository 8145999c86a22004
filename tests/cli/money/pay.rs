//! `ipp pay`: 0 is paid, the whole amount, and nothing else is.

use super::{CANCEL, CREATE, ID, ORDER, READ, session};
use crate::support::server::{Answer, Server, json};
use crate::support::{Run, Sandbox};

/// Pays at a server that reads and cancels like this. The last answer is repeated.
fn pay(reads: Vec<Answer>, cancels: Vec<Answer>, flags: &str) -> (Run, Server) {
    let server = Server::routes(vec![(CREATE, vec![session("CREATED")]), (READ, reads), (CANCEL, cancels)]);
    let run = Sandbox::playground(&server.address).run(&format!("pay {ORDER} -o json {flags}"));
    assert_eq!(server.count(CREATE), 1, "{run:?}");
    (run, server)
}

fn status(run: &Run) -> String {
    run.json()["status"].as_str().expect("a status").to_owned()
}

#[test]
fn paid_is_0() {
    let (run, server) = pay(vec![session("ACTIVE"), session("FINALIZED")], vec![], "");
    assert_eq!(status(&run.expect(0)), "FINALIZED");
    assert_eq!(server.operations(), [CREATE, READ, READ]);
}

#[test]
fn another_amount_or_currency_is_1() {
    for (amount, currency) in [(99, "SEK"), (101, "SEK"), (0, "SEK"), (100, "NOK"), (10_000, "SEK")] {
        let body = format!(
            r#"{{"session_id":"{ID}","status":"FINALIZED","order_amount":{amount},"purchase_currency":"{currency}"}}"#
        );
        let (run, server) = pay(vec![json(200, &body)], vec![], "");
        let run = run.expect(1).says(&["was paid", "asked"]);
        assert_eq!(run.error()["session_id"], ID);
        assert_eq!(status(&run), "FINALIZED");
        assert_eq!(server.count(CANCEL), 0);
    }
}

#[test]
fn every_other_end_has_its_code() {
    for (end, code) in [("CANCELLED", 20), ("EXPIRED", 21), ("FAILED", 22)] {
        let (run, server) = pay(vec![session(end)], vec![], "");
        let run = run.expect(code).says(&["not paid", end]);
        assert_eq!((status(&run).as_str(), &run.error()["session_id"]), (end, &ID.into()));
        assert_eq!(server.count(CANCEL), 0);
    }
}

#[test]
fn when_the_time_is_up_it_is_cancelled_and_read_back() {
    let (run, server) =
        pay(vec![session("ACTIVE"), session("CANCELLED")], vec![session("CANCELLED")], "--timeout 400ms");
    assert_eq!(status(&run.expect(23)), "CANCELLED");
    assert_eq!(server.operations(), [CREATE, READ, CANCEL, READ]);
}

#[test]
fn a_tap_that_beats_the_cancel_is_paid() {
    for cancel in [session("CANCELLED"), json(409, r#"{"detail":"ended"}"#), json(500, ""), Answer::Close] {
        let flags = "--timeout 400ms --retries 0";
        let (run, server) = pay(vec![session("ACTIVE"), session("FINALIZED")], vec![cancel], flags);
        assert_eq!(status(&run.expect(0)), "FINALIZED");
        assert_eq!(server.operations(), [CREATE, READ, CANCEL, READ]);
    }
}

#[test]
fn a_cancel_that_leaves_it_open_is_24() {
    for cancel in [session("CANCELLED"), json(409, ""), json(503, ""), Answer::Close, json(401, "")] {
        let (run, server) = pay(vec![session("ACTIVE")], vec![cancel], "--timeout 400ms --retries 0");
        let run = run.expect(24).says(&["not known"]);
        assert_eq!(run.error()["session_id"], ID);
        assert_eq!(status(&run), "ACTIVE");
        assert_eq!(server.operations(), [CREATE, READ, CANCEL, READ]);
    }
}

#[test]
fn what_cannot_be_read_back_is_24() {
    for read in [json(500, ""), json(404, ""), json(401, ""), json(200, "<html>"), json(200, "{}"), Answer::Close] {
        let (run, server) =
            pay(vec![session("ACTIVE"), read], vec![session("CANCELLED")], "--timeout 400ms --retries 0");
        let run = run.expect(24).says(&["not known", "look at the phone"]);
        assert_eq!((run.out.as_str(), &run.error()["session_id"]), ("", &ID.into()));
        assert_eq!(server.operations(), [CREATE, READ, CANCEL, READ]);
    }
}

#[test]
fn keep_open_cancels_nothing() {
    let (run, server) = pay(vec![session("ACTIVE")], vec![], "--timeout 400ms --keep-open");
    let run = run.expect(23);
    assert_eq!((status(&run).as_str(), &run.error()["session_id"]), ("ACTIVE", &ID.into()));
    assert_eq!(server.operations(), [CREATE, READ, READ]);
}

#[test]
fn a_read_that_hangs_does_not_outlive_the_time() {
    let reads = vec![Answer::Silence, session("CANCELLED")];
    let (run, server) = pay(reads, vec![session("CANCELLED")], "--timeout 1s");
    run.expect(23);
    assert_eq!(server.operations(), [CREATE, READ, CANCEL, READ]);
}

#[test]
fn a_status_that_is_not_known_keeps_waiting() {
    let (run, server) = pay(vec![session("AUTHORISING"), session("FINALIZED")], vec![], "");
    run.expect(0);
    assert_eq!(server.operations(), [CREATE, READ, READ]);
    let (run, _) = pay(vec![session("AUTHORISING")], vec![session("AUTHORISING")], "--timeout 400ms");
    assert_eq!(status(&run.expect(24)), "AUTHORISING");
}

#[test]
fn passing_faults_do_not_end_the_wait() {
    for fault in [json(503, ""), json(429, ""), Answer::Close, json(200, "<html>")] {
        let (run, server) = pay(vec![fault, session("FINALIZED")], vec![], "--retries 0");
        run.expect(0);
        assert_eq!(server.operations(), [CREATE, READ, READ]);
    }
}

#[test]
fn a_refusal_to_say_ends_the_wait_and_cancels() {
    for status in [401, 302] {
        for (end, code) in [("CANCELLED", 20), ("FINALIZED", 0), ("ACTIVE", 24)] {
            let (run, server) = pay(vec![json(status, ""), session(end)], vec![session("CANCELLED")], "--retries 0");
            let run = run.expect(code).says(&["the wait is over"]);
            assert_eq!(server.operations(), [CREATE, READ, CANCEL, READ], "{run:?}");
        }
    }
}

#[test]
fn a_session_that_is_not_found_yet_is_waited_for() {
    for status in [403, 404] {
        let (run, server) = pay(vec![json(status, ""), session("FINALIZED")], vec![], "--retries 0");
        run.expect(0);
        assert_eq!(server.operations(), [CREATE, READ, READ]);
    }
}

#[test]
fn an_answer_about_another_session_is_no_answer() {
    let other = json(
        200,
        r#"{"session_id":"0a6f3c1e-0000-4b0e-9d0c-7a1f2b3c4d5e","status":"FINALIZED","order_amount":100,"purchase_currency":"SEK"}"#,
    );
    let (run, _) = pay(vec![other], vec![session("CANCELLED")], "--timeout 400ms --retries 0");
    run.expect(24);
}

#[test]
fn what_may_be_paid_is_24_though_it_is_left_open() {
    let ordered = json(200, &format!(r#"{{"session_id":"{ID}","status":"ACTIVE","order_id":"o-1"}}"#));
    for read in [session("CAPTURED"), ordered] {
        let (run, server) = pay(vec![read], vec![], "--timeout 400ms --keep-open");
        let run = run.expect(24).says(&["not known"]);
        assert_eq!(run.error()["session_id"], ID);
        assert_eq!(server.count(CANCEL), 0);
    }
}

#[test]
fn an_amount_that_is_not_told_is_not_taken_for_granted() {
    for amount in ["", r#","order_amount":100.0"#, r#","order_amount":null"#] {
        let body = format!(r#"{{"session_id":"{ID}","status":"FINALIZED","purchase_currency":"SEK"{amount}}}"#);
        let (run, server) = pay(vec![json(200, &body)], vec![], "");
        let run = run.expect(1).says(&["was paid", "not told by the API"]);
        assert_eq!((status(&run).as_str(), &run.error()["session_id"]), ("FINALIZED", &ID.into()));
        assert_eq!(server.operations(), [CREATE, READ]);
    }
}
