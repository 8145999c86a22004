//! `ipp pay`: 0 means paid, the whole amount, and nothing else does.

use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, SESSION_ID, problem, session, session_value};
use crate::support::server::{Answer, Server, json as answer};
use ipp::model::tap::TapOutcome;
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};

const PAY: &str = "pay --env emulator --amount 2400.00 --currency SEK --tax-rate 25%";

/// Against a test server; the phone is named, so that nothing is looked up.
fn pay_at(server: &Server, flags: &str) -> crate::support::Run {
    let line =
        format!("pay --amount 240000 --currency SEK --tax-rate 0% --device {DEVICE_ID} --retries 0 {flags} -o json");
    Sandbox::playground(&server.address).run(&line)
}

#[test]
fn a_decline_and_a_second_tap_are_paid() {
    let run =
        Sandbox::new().run(&format!("{PAY} --simulate-tap DECLINED_GENERIC --simulate-tap SUCCESS -o json")).expect(0);
    let session = run.json();
    assert_eq!(session["status"], "FINALIZED");
    assert_eq!(session["order_amount"], 240_000);
    assert!(session["order_id"].is_string());
    let notes: Vec<&str> = run.err.lines().collect();
    assert_eq!(notes.len(), 4, "{run:?}");
    assert_eq!(notes[0], "{\"note\":\"env: emulator\"}");
    run.says(&["asks for 2,400.00 SEK on device Simulated phone", "card: DECLINED_GENERIC", "card: SUCCESS"]);
}

#[test]
fn only_declined_it_is_cancelled_and_read_back() {
    let run = Sandbox::new().run(&format!("{PAY} --simulate-tap DECLINED_GENERIC --timeout 2s -o json")).expect(23);
    assert_eq!(run.json()["status"], "CANCELLED");
    assert_eq!(run.error()["code"], 23);
}

#[test]
fn the_paid_session_is_shown_in_every_format() {
    let pay = |format: &str| Sandbox::new().run(&format!("{PAY} --simulate-tap SUCCESS -o {format}")).expect(0);
    pay("table").says(&["env: emulator\n"]).shows(&[
        "FINALIZED (paid)",
        "amount     2,400.00 SEK",
        "1 x Payment",
        "order ",
    ]);
    let line = pay("jsonl").says(&["{\"note\":\"env: emulator\"}\n"]);
    assert_eq!((line.out.lines().count(), &line.json()["status"]), (1, &json!("FINALIZED")));
    pay("csv").shows(&["session_id,status,", ",FINALIZED,240000,48000,SEK,"]);
    assert_eq!(pay("id").out.trim_end().len(), 36);
    Sandbox::new().run(&format!("{PAY} --simulate-tap SUCCESS -q -o id")).expect(0).err_is("");
}

#[test]
fn no_decline_ends_the_wait() {
    let all: Vec<String> = TapOutcome::ALL
        .into_iter()
        .filter(|outcome| *outcome != TapOutcome::Success)
        .map(|outcome| format!("--simulate-tap {outcome}"))
        .collect();
    assert_eq!(all.len(), 9);
    let run = Sandbox::new().run(&format!("{PAY} {} --simulate-tap success -o json", all.join(" "))).expect(0);
    assert_eq!(run.json()["status"], "FINALIZED");
}

#[test]
fn with_keep_open_the_time_leaves_it_open() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&format!("{PAY} --timeout 100ms --keep-open -o json")).expect(23);
    let id = run.json()["session_id"].as_str().expect("an id").to_owned();
    assert_eq!((&run.json()["status"], &run.error()["session_id"]), (&json!("CREATED"), &json!(id)));
    let open = sandbox.run(&format!("session get {id} --env emulator -o json")).expect(0).json();
    assert_eq!(open["status"], "CREATED");
}

#[test]
fn a_tap_that_races_the_cancel_is_paid() {
    let is_late = AtomicBool::new(false);
    let server = Server::scripted(move |asked, _| match asked.method.as_str() {
        "PUT" => {
            is_late.store(true, Ordering::SeqCst);
            problem(409, "too late")
        }
        "GET" if is_late.load(Ordering::SeqCst) => session("FINALIZED"),
        _ => session("CREATED"),
    });
    let run = pay_at(&server, "--timeout 100ms").expect(0);
    assert_eq!(run.json()["status"], "FINALIZED");
    let lines = server.lines();
    assert_eq!(lines[lines.len() - 2], format!("PUT /ipp/v1/sessions/{SESSION_ID}/cancel"));
    assert_eq!(lines[lines.len() - 1], format!("GET /ipp/v1/sessions/{SESSION_ID}"));
}

#[test]
fn not_paid_has_a_code_for_each_way() {
    for (status, code) in [("CANCELLED", 20), ("EXPIRED", 21), ("FAILED", 22)] {
        let run = pay_at(&Server::answering(vec![session("CREATED"), session(status)]), "").expect(code);
        assert_eq!((&run.json()["status"], &run.error()["session_id"]), (&json!(status), &json!(SESSION_ID)));
        assert!(run.error()["message"].as_str().is_some_and(|text| text.ends_with("it was not paid")), "{run:?}");
    }
}

#[test]
fn another_amount_than_asked_is_not_0() {
    let mut other = session_value("FINALIZED");
    other["order_amount"] = json!(24_000);
    let run = pay_at(&Server::answering(vec![session("CREATED"), answer(200, &other.to_string())]), "").expect(1);
    assert_eq!(run.json()["order_amount"], 24_000);
    let message = run.error()["message"].as_str().expect("a message").to_owned();
    assert!(message.contains("the amount is 240.00 SEK and 2,400.00 SEK was asked"), "{message}");

    other["order_amount"] = json!(240_000);
    other["purchase_currency"] = json!("NOK");
    pay_at(&Server::answering(vec![session("CREATED"), answer(200, &other.to_string())]), "").expect(1);
}

#[test]
fn a_lost_create_is_unknown_and_not_sent_again() {
    let server = Server::answering(vec![Answer::Close, session("FINALIZED")]);
    let run = pay_at(&server, "").expect(24).out_is("");
    assert_eq!(run.error()["kind"], "outcome_unknown");
    assert_eq!(server.lines(), ["POST /ipp/v1/sessions"]);
}

#[test]
fn a_refused_create_is_certain() {
    for (status, code) in [(400, 6), (401, 4), (403, 4), (404, 5), (409, 6), (422, 6)] {
        let run = pay_at(&Server::answering(vec![problem(status, "No")]), "").expect(code).out_is("");
        assert_eq!(run.error()["message"], "no session was created, and nothing will be charged", "{status}");
    }
}

#[test]
fn when_the_session_cannot_be_read_any_more_the_outcome_is_unknown() {
    let run = pay_at(&Server::answering(vec![session("CREATED"), problem(401, "No")]), "").expect(24).out_is("");
    assert_eq!(run.error()["session_id"], SESSION_ID);
    // It reads that the wait ended, and that the cancel did not go through either.
    run.says(&["the wait is over", "the cancel did not go through"]);
}

#[test]
fn a_wrong_tap_is_refused_before_anything_is_sent() {
    let server = Server::never();
    pay_at(&server, "--simulate-tap MAYBE").expect(2).out_is("").says(&["MAYBE", "DECLINED_GENERIC"]);
    pay_at(&server, "--timeout 0s").expect(2).out_is("").says(&["--timeout"]);
    server.was_never_asked();
}

#[test]
fn the_request_is_shown_without_a_key() {
    let sandbox = Sandbox::new().with("IPP_ENV", "playground");
    let line = format!("pay --amount 100 --currency SEK --tax-rate 0% --device {DEVICE_ID}");
    let run = sandbox.run(&format!("{line} --dry-run -o json")).expect(0).says(&["a mark is added to `merchant_data`"]);
    assert_eq!(run.err.lines().count(), 1, "{run:?}");
    assert_eq!((&run.json()["method"], &run.json()["body"]["order_amount"]), (&json!("POST"), &json!(100)));
    let run = sandbox.run(&format!("{line} --curl")).expect(0).says(&["a mark is added to `merchant_data`"]);
    run.shows(&["curl -sS -X POST", "$IPP_API_KEY"]);
    sandbox.run(&format!("{line} --merchant-data mine --curl -q")).expect(0).err_is("");
    sandbox.run(&format!("{line} --merchant-data mine --curl")).expect(0).hides("a mark is added");
}

#[test]
fn a_shell_can_build_on_it() {
    let script = |tap: &str| format!("if ipp {PAY} --simulate-tap {tap} --timeout 1s -q; then echo open; fi");
    let open = Sandbox::new().shell(&script("SUCCESS"));
    assert!(open.out.ends_with("open\n"), "{open:?}");
    let shut = Sandbox::new().shell(&script("LOST_CARD"));
    assert!(!shut.out.contains("open\n"), "{shut:?}");
}

#[test]
fn a_simulated_tap_that_fails_is_said_at_once() {
    let sandbox = Sandbox::emulator();
    sandbox.run("emulator fault add 500 --on simulate-tap").expect(0);
    let line = "pay --amount 100 --currency SEK --simulate-tap LOST_CARD --simulate-tap SUCCESS --timeout 60s";
    let mut started = sandbox.begin(line);
    // The time is not up: what is said is said before the wait.
    started.wait_to_say("the simulated tap (LOST_CARD) failed: ");
    started.wait_to_say("it may have happened, so the wait goes on");
    let id = sandbox.run("session list -q -o id").expect(0).out;
    sandbox.run(&format!("emulator phone pay {id}")).expect(0);
    started.finish().expect(0).shows(&["FINALIZED"]);
    sandbox.run("emulator fault clear").expect(0);
    let line = "pay --amount 100 --currency SEK --simulate-tap SUCCESS --simulate-tap SUCCESS -o jsonl";
    let run = sandbox.run(line).expect(0).says(&["the simulated tap (SUCCESS) was refused: "]);
    assert!(run.err.lines().all(|line| line.starts_with('{')), "{run:?}");
}
