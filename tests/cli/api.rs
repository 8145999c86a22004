//! `ipp api`: any operation, with the key, the guard and the exit codes of all others.

use crate::support::bodies::{DEVICE_ID, LOCATION_ID, SESSION_ID, problem};
use crate::support::server::{Server, json as answer};
use crate::support::{Sandbox, TEST_KEY};
use serde_json::{Value, json};

#[test]
fn a_read_prints_the_answer_as_it_is() {
    let sandbox = Sandbox::emulator();
    let run = sandbox.run("api GET /ipp/v1/devices --query page_size=1 --query page_number=0").expect(0).err_is("");
    let page = run.json();
    assert_eq!((&page["total_elements"], &page["page_size"]), (&json!(1), &json!(1)));
    assert_eq!(sandbox.run("api get /ipp/v1/devices --query page_size=1 -o json").expect(0).err_is("").json(), page);
    let line = sandbox.run("api GET /ipp/v1/devices -o jsonl").expect(0).err_is("");
    assert_eq!((line.out.lines().count(), &line.json()), (1, &page["content"][0]));
}

#[test]
fn every_method_reaches_the_api() {
    let sandbox = Sandbox::emulator();
    let body = sandbox.file("device.json", r#"{"name": "Till"}"#);
    let made = sandbox.run(&format!("api POST /ipp/v1/dev/devices --from {body} -o json")).expect(0);
    let id = made.err_is("{\"note\":\"env: emulator\"}\n").json()["device_id"].as_str().expect("an id").to_owned();
    let path = format!("/ipp/v1/devices/{id}");
    let put = sandbox.ipp_reading(&["api", "PUT", &path, "--from", "-"], r#"{"name": "Other"}"#).expect(0);
    assert_eq!(put.err_is("env: emulator\n").json()["name"], "Other");
    sandbox.ipp(&["api", "DELETE", &path]).expect(9).out_is("").says(&["nobody has agreed to send DELETE"]);
    sandbox.ipp(&["api", "DELETE", &path, "--yes"]).expect(0).out_is("").err_is("env: emulator\n204: no content\n");
    sandbox.ipp(&["api", "GET", &path]).expect(5).out_is("").says(&["404"]);
}

#[test]
fn what_the_api_says_decides_the_code() {
    for (status, code) in [(400, 6), (401, 4), (403, 4), (404, 5), (409, 6), (422, 6), (500, 8), (503, 8)] {
        let server = Server::answering(vec![problem(status, "because")]);
        let run = Sandbox::playground(&server.address).run("api GET /ipp/v1/x --retries 0 -o json").expect(code);
        assert_eq!((&run.error()["status"], &run.error()["problem"]["detail"]), (&json!(status), &json!("because")));
        assert_eq!(run.out, "");
    }
}

#[test]
fn an_answer_that_is_no_json_is_printed_as_text() {
    let server = Server::answering(vec![answer(200, "hello")]);
    Sandbox::playground(&server.address).run("api GET /ipp/v1/x").expect(0).out_is("hello").err_is("");
}

#[test]
fn unknown_fields_and_all_digits_are_kept() {
    let body = r#"{"big":9223372036854775807,"z":1,"a":{"deep":[null,true]}}"#;
    let server = Server::answering(vec![answer(200, body)]);
    Sandbox::playground(&server.address).run("api GET /ipp/v1/x -o jsonl").expect(0).out_is(&format!("{body}\n"));
}

#[test]
fn a_path_cannot_leave_the_api_or_smuggle_a_query() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    for path in [
        "ipp/v1/x",
        "//evil.example/x",
        "https://evil.example/x",
        "/ipp/../x",
        "/ipp/%2e%2E/x",
        "/ipp/./x",
        "/ipp\\..\\x",
        "/ipp/x?a=b",
        "/ipp/x#y",
        "/ipp/a b",
        "/ipp/a\nb",
        "",
        "@evil.example/x",
    ] {
        let run = sandbox.ipp(&["api", "GET", path]).expect(2).out_is("");
        assert!(run.err.contains("<PATH>"), "{path:?} {run:?}");
    }
    sandbox.run("api FETCH /ipp/v1/x").expect(2).out_is("").says(&["GET, POST, PUT, PATCH or DELETE"]);
    sandbox.run("api GET /ipp/v1/x --query nothing").expect(2).out_is("").says(&["name=value"]);
    server.was_never_asked();
}

#[test]
fn query_values_are_encoded() {
    let server = Server::answering(vec![answer(200, "{}")]);
    let line = ["api", "GET", "/ipp/v1/x", "--query", "metadata=a:b&c=d", "--query", "q="];
    Sandbox::playground(&server.address).ipp(&line).expect(0);
    assert_eq!(server.lines(), ["GET /ipp/v1/x?metadata=a%3Ab%26c%3Dd&q="]);
}

#[test]
fn a_post_that_may_have_happened_is_said_to() {
    let server = Server::answering(vec![crate::support::server::Answer::Close]);
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.run(&format!("api POST /ipp/v1/sessions/{SESSION_ID}/x -o json")).expect(24).out_is("");
    assert_eq!((&run.error()["kind"], server.asked().len()), (&json!("outcome_unknown"), 1));
}

#[test]
fn writes_are_shown_without_a_key_and_never_with_it() {
    for sandbox in [Sandbox::new(), Sandbox::new().with("IPP_API_KEY", TEST_KEY)] {
        let sandbox = sandbox.with("IPP_ENV", "playground");
        let from = sandbox.file("body.json", r#"{"name":"It's"}"#);
        let line = format!("api PUT /ipp/v1/devices/{DEVICE_ID} --from {from} --query location_id={LOCATION_ID}");
        let run = sandbox.run(&format!("{line} --dry-run -o json")).expect(0).err_is("").hides(TEST_KEY);
        assert_eq!((&run.json()["method"], &run.json()["body"]), (&json!("PUT"), &json!({ "name": "It's" })));
        let run = sandbox.run(&format!("{line} --curl")).expect(0).err_is("").hides(TEST_KEY);
        let words = shlex::split(&run.out).expect("words");
        let body = &words[1 + words.iter().position(|word| word == "--data-raw").expect("a body")];
        assert_eq!(serde_json::from_str::<Value>(body).expect("JSON"), json!({ "name": "It's" }));
    }
}

#[test]
fn a_header_of_ones_own_goes_along() {
    let sandbox = Sandbox::emulator();
    let paid = sandbox.run("pay --amount 100 --currency SEK --simulate-tap SUCCESS -o json").expect(0).json();
    let path = format!("/ordermanagement/v1/orders/{}/refunds", paid["order_id"].as_str().expect("an order"));
    let body = sandbox.file("refund.json", r#"{"refunded_amount": 40}"#);
    let refund = |more: &[&str]| sandbox.ipp(&[&["api", "POST", path.as_str(), "--from", &body], more].concat());
    refund(&[]).expect(6).says(&["Klarna-Idempotency-Key"]);
    let key = "Klarna-Idempotency-Key: 6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10";
    let first = refund(&["-H", key]).expect(0).out;
    assert_eq!(refund(&["--header", key]).expect(0).out, first, "once for its key");
    refund(&["-H", key, "--curl"]).expect(0).shows(&["klarna-idempotency-key: 6f2c1f2e"]);
    for wrong in ["Authorization: Basic x", "no colon", "a b: c", "x: a\nb: c"] {
        refund(&["-H", wrong]).expect(2).out_is("");
    }
}
