//! `ipp session wait`: the exit code says how it ended, and nothing is ever cancelled.

use crate::support::Sandbox;
use crate::support::bodies::{SESSION_ID, problem, session};
use crate::support::server::{Answer, Server, json as answer};
use serde_json::json;

const WAIT: &str = "session wait 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";
const CREATE: &str = "session create --amount 240000 --currency SEK --tax-rate 25%";

#[test]
fn paid_is_0_in_every_format() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(CREATE);
    sandbox.run(&format!("dev simulate-tap {id}")).expect(0);
    let wait = |format: &str| sandbox.run(&format!("session wait {id} -o {format}")).expect(0).err_is("");
    wait("table").shows(&[&id, "FINALIZED (paid)", "2,400.00 SEK"]);
    assert_eq!(wait("json").json()["status"], "FINALIZED");
    assert_eq!(wait("jsonl").json()["order_amount"], 240_000);
    wait("id").out_is(&format!("{id}\n"));
    wait("csv").shows(&["session_id,status,", ",FINALIZED,240000,48000,SEK,"]);
}

#[test]
fn it_asks_until_it_is_paid() {
    let server = Server::answering(vec![session("CREATED"), session("ACTIVE"), session("FINALIZED")]);
    let run = Sandbox::playground(&server.address).run(&format!("{WAIT} -o json")).expect(0).err_is("");
    assert_eq!(run.json()["status"], "FINALIZED");
    assert_eq!(server.lines(), vec![format!("GET /ipp/v1/sessions/{SESSION_ID}"); 3]);
}

#[test]
fn faults_that_pass_do_not_end_the_wait() {
    let server = Server::answering(vec![answer(503, "{}"), Answer::Close, answer(200, "<html>"), session("FINALIZED")]);
    let run = Sandbox::playground(&server.address).run(&format!("{WAIT} --retries 0 -o json")).expect(0).err_is("");
    assert_eq!(run.json()["status"], "FINALIZED");
}

#[test]
fn an_unknown_status_is_open() {
    let server = Server::answering(vec![session("ON_HOLD"), session("FINALIZED")]);
    Sandbox::playground(&server.address).run(WAIT).expect(0).err_is("").shows(&["FINALIZED"]);
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn the_time_is_up_and_the_session_stays_open() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(CREATE);
    let run = sandbox.run(&format!("session wait {id} --timeout 100ms -o json")).expect(23);
    assert_eq!(run.json()["status"], "CREATED");
    let error = run.error();
    assert_eq!((&error["kind"], &error["session_id"]), (&json!("time_up"), &json!(id)));
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains(&format!("ipp session cancel {id}"))), "{error}");
    assert_eq!(sandbox.run(&format!("session get {id} -o json")).expect(0).json()["status"], "CREATED");
}

#[test]
fn not_paid_has_a_code_for_each_way() {
    for (status, code, kind) in
        [("CANCELLED", 20, "session_cancelled"), ("EXPIRED", 21, "session_expired"), ("FAILED", 22, "session_failed")]
    {
        let server = Server::answering(vec![session(status)]);
        let run = Sandbox::playground(&server.address).run(&format!("{WAIT} -o json")).expect(code);
        assert_eq!((&run.json()["status"], &run.error()["kind"]), (&json!(status), &json!(kind)));
    }
}

#[test]
fn a_last_look_that_fails_is_unknown() {
    let server = Server::answering(vec![session("ACTIVE"), answer(500, "{}")]);
    let run = Sandbox::playground(&server.address).run(&format!("{WAIT} --timeout 1s -o json")).expect(24).out_is("");
    assert_eq!((&run.error()["kind"], &run.error()["session_id"]), (&json!("outcome_unknown"), &json!(SESSION_ID)));
}

#[test]
fn a_refusal_ends_the_wait() {
    let server = Server::answering(vec![problem(401, "Access Denied")]);
    Sandbox::playground(&server.address).run(WAIT).expect(4).out_is("").says(&["401", "hint: the key was refused"]);
}

#[test]
fn the_time_is_a_duration_with_its_unit() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    for text in ["10", "0s", "-1s", "25h", "soon", ""] {
        sandbox
            .ipp(&["session", "wait", SESSION_ID, &format!("--timeout={text}")])
            .expect(2)
            .out_is("")
            .says(&["--timeout"]);
    }
    server.was_never_asked();
}
