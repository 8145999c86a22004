//! `ipp session cancel`: the answer is what was read back, never what was hoped.

use crate::support::bodies::{SESSION_ID, problem, session};
use crate::support::server::{Answer, Server, json as answer};
use crate::support::{Sandbox, TEST_KEY};
use serde_json::json;

const CANCEL: &str = "session cancel 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";
const CREATE: &str = "session create --amount 240000 --currency SEK --tax-rate 25%";

#[test]
fn a_cancelled_session_is_shown_in_every_format() {
    let sandbox = Sandbox::emulator();
    let cancelled = |format: &str| {
        let id = sandbox.id(CREATE);
        let run = sandbox.run(&format!("session cancel {id} -o {format}")).expect(0);
        assert!(run.out.contains(&id), "{run:?}");
        run
    };
    cancelled("table").err_is("env: emulator\n").shows(&["CANCELLED (not paid)"]);
    let json = cancelled("json").err_is("{\"note\":\"env: emulator\"}\n").json();
    assert_eq!((&json["status"], &json["order_amount"]), (&json!("CANCELLED"), &json!(240_000)));
    assert_eq!(cancelled("jsonl").json()["status"], "CANCELLED");
    cancelled("csv").err_is("env: emulator\n").shows(&["session_id,status,", ",CANCELLED,240000,"]);
    assert_eq!(cancelled("id").err_is("env: emulator\n").out.lines().count(), 1);
}

#[test]
fn cancelling_twice_is_done() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(CREATE);
    for _ in 0..2 {
        assert_eq!(sandbox.run(&format!("session cancel {id} -o json")).expect(0).json()["status"], "CANCELLED");
    }
}

#[test]
fn a_paid_session_is_not_said_to_be_cancelled() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(CREATE);
    sandbox.run(&format!("dev simulate-tap {id}")).expect(0);
    let run = sandbox.run(&format!("session cancel {id} -o json")).expect(6);
    assert_eq!(run.json()["status"], "FINALIZED");
    let message = run.error()["message"].as_str().expect("a message").to_owned();
    assert!(message.ends_with("was paid before it could be cancelled: the money is taken"), "{message}");
}

#[test]
fn what_is_read_back_wins_over_the_answer_to_the_cancel() {
    let outcome = |answer: Answer, read: Answer, code: i32| {
        let server = Server::answering(vec![answer, read]);
        let run = Sandbox::playground(&server.address).run(&format!("{CANCEL} --retries 0 -o json")).expect(code);
        assert_eq!(server.lines()[0], format!("PUT /ipp/v1/sessions/{SESSION_ID}/cancel"));
        assert_eq!(server.lines()[1], format!("GET /ipp/v1/sessions/{SESSION_ID}"));
        run
    };
    assert_eq!(outcome(session("CANCELLED"), session("FINALIZED"), 6).error()["kind"], "refused_by_api");
    outcome(problem(409, "ended"), session("EXPIRED"), 21);
    outcome(problem(409, "ended"), session("FAILED"), 22);
    outcome(Answer::Close, session("CANCELLED"), 0);
    outcome(answer(200, ""), session("CANCELLED"), 0);
    let refused = outcome(problem(409, "busy"), session("ACTIVE"), 6);
    let said = refused.says(&["busy", "`ipp session wait 0a6f3c1e"]).error();
    let what = format!("session {SESSION_ID} is not cancelled: it is ACTIVE, and may still be paid");
    assert_eq!(
        (&said["message"], &said["status"], &said["session_id"]),
        (&json!(what), &json!(409), &json!(SESSION_ID))
    );
    outcome(answer(200, ""), session("ACTIVE"), 24);
    outcome(session("CANCELLED"), answer(500, "{}"), 24).out_is("");
    outcome(Answer::Close, session("ACTIVE"), 24);
}

#[test]
fn a_refused_key_or_an_unknown_id_is_said_as_it_is() {
    for (status, code) in [(401, 4), (403, 4), (404, 5)] {
        let server = Server::answering(vec![problem(status, "No")]);
        Sandbox::playground(&server.address).run(CANCEL).expect(code).out_is("").says(&[&status.to_string()]);
        assert_eq!(server.asked().len(), 1);
    }
}

#[test]
fn the_request_is_shown_without_a_key_and_never_with_it() {
    for sandbox in [Sandbox::new(), Sandbox::new().with("IPP_API_KEY", TEST_KEY)] {
        let sandbox = sandbox.with("IPP_ENV", "playground");
        let url = format!("https://api.playground.kustom.co/ipp/v1/sessions/{SESSION_ID}/cancel");
        let run = sandbox.run(&format!("{CANCEL} --dry-run -o json")).expect(0).err_is("").hides(TEST_KEY);
        assert_eq!((&run.json()["method"], &run.json()["url"]), (&json!("PUT"), &json!(url)));
        assert_eq!(run.json()["body"], json!(null));
        let line =
            format!("curl -sS -X PUT -H \"authorization: Basic $IPP_API_KEY\" -H 'accept: application/json' {url}\n");
        sandbox.run(&format!("{CANCEL} --curl")).expect(0).err_is("").out_is(&line);
    }
}
