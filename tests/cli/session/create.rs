//! `ipp session create`: asks once, answers in every format, and never twice.

use crate::support::bodies::{DEVICE_ID, SESSION_ID, problem, session};
use crate::support::server::{Answer, Server, json as answer};
use crate::support::{Sandbox, TEST_KEY};
use serde_json::{Value, json};

const CREATE: &str = "session create --amount 240000 --currency SEK";

#[test]
fn it_works_on_a_machine_that_has_nothing() {
    let run = Sandbox::new().run(&format!("{CREATE} --env emulator -o json")).expect(0);
    let session = run.json();
    assert_eq!((&session["status"], &session["order_amount"]), (&json!("CREATED"), &json!(240_000)));
    assert_eq!((&session["purchase_currency"], &session["order_tax_amount"]), (&json!("SEK"), &json!(0)));
    run.says(&["no rate is set, so it is 0%", "{\"note\":\"env: emulator\"}"]);
}

#[test]
fn it_works_as_written_once_a_profile_exists() {
    let sandbox = Sandbox::new();
    sandbox.run("profile add demo --env emulator --tax-rate 25%").expect(0);
    let run =
        sandbox.run(&format!("{CREATE} -o json")).expect(0).err_is("{\"note\":\"env: emulator (profile demo)\"}\n");
    assert_eq!(run.json()["order_tax_amount"], 48_000);
}

#[test]
fn the_new_session_is_shown_in_every_format() {
    let sandbox = Sandbox::emulator();
    let create =
        |format: &str| sandbox.run(&format!("{CREATE} --tax-rate 25% --allow-duplicate -o {format}")).expect(0);
    create("table")
        .err_is("env: emulator\n")
        .shows(&["status   CREATED\namount   2,400.00 SEK\ntax      480.00 SEK\n"]);
    create("jsonl").err_is("{\"note\":\"env: emulator\"}\n").shows(&["{\"session_id\":", "\"CREATED\""]);
    create("csv").err_is("env: emulator\n").shows(&["session_id,status,", ",CREATED,240000,48000,SEK,"]);
    assert_eq!(create("id").err_is("env: emulator\n").out.trim_end().len(), 36);
}

#[test]
fn references_and_texts_come_back() {
    let line = format!(
        "{CREATE} --ref ORDER-1 --ref2 TILL-7 --merchant-data \"a=b\" --item-name Coffee --tax-rate 12% -o json"
    );
    let session = Sandbox::emulator().run(&line).expect(0).json();
    assert_eq!(
        (&session["merchant_reference1"], &session["merchant_reference2"]),
        (&json!("ORDER-1"), &json!("TILL-7"))
    );
    assert_eq!((&session["merchant_data"], &session["order_items"][0]["name"]), (&json!("a=b"), &json!("Coffee")));
}

#[test]
fn a_refusal_by_the_api_says_that_nothing_is_charged() {
    let server = Server::answering(vec![problem(409, "Device is offline")]);
    let run = Sandbox::playground(&server.address).run(&format!("{CREATE} --device {DEVICE_ID} -o json")).expect(6);
    let error = run.out_is("").error();
    assert_eq!(error["message"], "no session was created, and nothing will be charged");
    assert_eq!((&error["status"], &error["problem"]["detail"]), (&json!(409), &json!("Device is offline")));
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_lost_answer_is_unknown_and_never_sent_again() {
    let cut = Answer::Bytes(b"HTTP/1.1 201 X\r\ncontent-length: 900\r\n\r\n{\"session_id\":".to_vec());
    let answers = [Answer::Close, cut, answer(500, "{}"), answer(503, ""), answer(200, ""), answer(201, "<html>")];
    for lost in answers {
        let server = Server::answering(vec![lost.clone(), session("CREATED")]);
        let run =
            Sandbox::playground(&server.address).run(&format!("{CREATE} --device {DEVICE_ID} -o json")).expect(24);
        assert_eq!(run.out, "", "{lost:?}");
        assert_eq!(run.error()["kind"], "outcome_unknown", "{lost:?}");
        let hint = run.error()["hint"].as_str().expect("a hint").to_owned();
        assert!(hint.contains("do not run it again before you have looked at the phone"), "{hint}");
        assert_eq!(server.asked().len(), 1, "{lost:?}");
    }
}

#[test]
fn silence_until_the_deadline_is_unknown() {
    let server = Server::answering(vec![Answer::Silence]);
    let line = format!("{CREATE} --device {DEVICE_ID} --request-timeout 300ms");
    Sandbox::playground(&server.address).run(&line).expect(24).out_is("").says(&["it is not known whether a session"]);
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn patience_is_asked_for_before_anything_happened_so_it_is_sent_again() {
    let patience = crate::support::server::with_headers(429, &[("retry-after", "0")], "");
    let server = Server::answering(vec![patience, session("CREATED")]);
    let run = Sandbox::playground(&server.address).run(&format!("{CREATE} --device {DEVICE_ID} -o id")).expect(0);
    assert_eq!((run.out.as_str(), server.asked().len()), (format!("{SESSION_ID}\n").as_str(), 2));
}

#[test]
fn the_request_is_shown_without_a_key_and_never_with_it() {
    for sandbox in [Sandbox::new(), Sandbox::new().with("IPP_API_KEY", TEST_KEY)] {
        let sandbox = sandbox.with("IPP_ENV", "playground").with("IPP_MERCHANT_ID", "DM11917000");
        let line = format!("{CREATE} --tax-rate 25% --device {DEVICE_ID}");
        let shown = sandbox.run(&format!("{line} --dry-run -o json -q")).expect(0).err_is("").hides(TEST_KEY).json();
        assert_eq!(shown["url"], "https://api.playground.kustom.co/ipp/v1/sessions");
        assert_eq!(shown["headers"]["authorization"], "Basic ***");
        assert_eq!(shown["headers"]["x-merchant-id"], "DM11917000");
        assert_eq!((&shown["body"]["device_id"], &shown["body"]["order_amount"]), (&json!(DEVICE_ID), &json!(240_000)));
        let curl = sandbox.run(&format!("{line} --curl -q")).expect(0).err_is("").hides(TEST_KEY);
        let words = shlex::split(&curl.out).expect("words");
        assert_eq!(&words[..4], ["curl", "-sS", "-X", "POST"]);
        let body = &words[1 + words.iter().position(|word| word == "--data-raw").expect("a body")];
        let mut body: Value = serde_json::from_str(body).expect("JSON");
        body["purchase_started_at"] = shown["body"]["purchase_started_at"].clone();
        assert_eq!(body, shown["body"]);
    }
}

#[test]
fn what_is_sent_carries_the_key_and_the_merchant() {
    let server = Server::answering(vec![session("CREATED")]);
    let sandbox = Sandbox::playground(&server.address).with("IPP_MERCHANT_ID", "DM11917000");
    sandbox.run(&format!("{CREATE} --device {DEVICE_ID} -vv")).expect(0).hides(TEST_KEY);
    let asked = &server.asked()[0];
    assert_eq!(asked.header("authorization"), Some(format!("Basic {TEST_KEY}").as_str()));
    assert_eq!(asked.header("x-merchant-id"), Some("DM11917000"));
}
