//! `-v` and `-vv`: everything that helps, and no secret, whatever the server sends back.

use super::{GET_SESSION, SESSION, SESSION_PATH, page, session};
use crate::support::server::{Answer, Server, json, with_headers};
use crate::support::{Run, Sandbox, TEST_KEY};

const CODE: &str = "PAIRING9";
const BEARER: &str = "bearer-RECOGNISABLE";
/// base64 of `DM1-shop:` and the key.
const BASE64: &str = "RE0xLXNob3A6a2NvX3Rlc3RfYXBpX1JFQ09HTklTQUJMRQ==";

fn run(answer: Answer, line: &str) -> Run {
    let server = Server::answering(vec![answer]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.write_config("[profiles.shop]\nenvironment = \"playground\"\nusername = \"DM1-shop\"\n");
    sandbox.run(&format!("{line} --retries 0"))
}

fn enrollment() -> String {
    format!(r#"{{"enrollment_id":"e-1","enrollment_code":"{CODE}","status":"PENDING"}}"#)
}

fn device() -> String {
    format!(
        r#"{{"id":"{SESSION}","name":"Till 1","credentials":{{"bearer_token":"{BEARER}","issuedAt":"2026-06-05T18:33:39Z"}}}}"#
    )
}

#[test]
fn once_is_one_line_a_request() {
    let server = Server::answering(vec![json(503, ""), with_headers(200, &[("x-correlation-id", "c-7")], "{}")]);
    let run = Sandbox::playground(&server.address).run("api GET /ipp/v1/x --query a=b -v").expect(0);
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines.len(), 2, "{run:?}");
    assert!(lines[0].starts_with("GET /ipp/v1/x?a=b 503 ") && lines[0].ends_with(" ms"), "{run:?}");
    assert!(lines[1].starts_with("GET /ipp/v1/x?a=b 200 c-7 ") && lines[1].ends_with(" ms"), "{run:?}");
}

#[test]
fn a_request_without_an_answer_is_one_line_as_well() {
    let run = run(Answer::Close, &format!("{GET_SESSION} -v")).expect(8);
    let line = run.err.lines().next().expect("a line");
    assert!(line.starts_with(&format!("GET {SESSION_PATH} no ")) && line.ends_with(" ms"), "{run:?}");
}

#[test]
fn an_id_in_the_body_is_worth_as_much_as_one_in_a_header() {
    let run = run(json(500, r#"{"correlation_id":"c-8"}"#), &format!("{GET_SESSION} -v")).expect(8);
    assert!(run.err.lines().next().is_some_and(|line| line.contains(" 500 c-8 ")), "{run:?}");
}

#[test]
fn with_json_every_line_is_an_object() {
    let run = run(session(), &format!("{GET_SESSION} -vv -o json")).expect(0);
    for line in run.err.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("an object");
        assert!(value["note"].is_string(), "{line}");
    }
    run.json();
}

#[test]
fn twice_shows_headers_and_bodies() {
    let line = "session create --amount 100 --currency SEK --device 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f -vv";
    let answer = with_headers(201, &[("x-answer", "yes")], r#"{"session_id":"s-1","status":"CREATED"}"#);
    run(answer, line).expect(0).hides_all(&[TEST_KEY]).says(&[
        "> authorization: Basic ***",
        "> content-type: application/json",
        "> {\"device_id\"",
        "< x-answer: yes",
        "< {\"session_id\":\"s-1\"",
    ]);
}

#[test]
fn the_code_is_on_stdout_and_nowhere_else() {
    for flags in ["-vv", "-vv -o json", "-vv -o jsonl", "-vv -o csv"] {
        let created = run(json(201, &enrollment()), &format!("enrollment create {flags}")).expect(0);
        assert!(created.out.contains(CODE), "{created:?}");
        assert!(!created.err.contains(CODE), "{created:?}");
        let listed = run(page(&enrollment(), r#","last":true"#), &format!("enrollment list {flags}")).expect(0);
        assert!(!listed.err.contains(CODE), "{listed:?}");
    }
}

#[test]
fn bodies_that_cannot_be_read_hide_their_secrets_too() {
    let whole = enrollment();
    let pretty = whole.replace(':', " : ");
    for body in [&whole[..whole.len() - 1], &whole[..whole.len() - 24], &pretty[..pretty.len() - 1]] {
        run(json(201, body), "enrollment create -vv").expect(24).hides_all(&[CODE]);
        run(json(500, body), "enrollment create -vv").expect(24).hides_all(&[CODE]);
    }
    run(json(201, &format!("\"{CODE}\"")), "enrollment create -vv").expect(24).hides_all(&[CODE]);
    let cut = format!(r#"{{"id":"d","credentials":{{"bearer_token":"{BEARER}"#);
    run(json(200, &cut), &format!("device get {SESSION} -vv")).expect(8).hides_all(&[BEARER]);
}

#[test]
fn a_refusal_does_not_repeat_a_code() {
    for status in [400, 409, 500] {
        let shown = run(json(status, &enrollment()), "enrollment create -vv -o json");
        shown.hides_all(&[CODE]);
    }
}

#[test]
fn bearer_tokens_are_on_stderr_nowhere() {
    let run = run(json(200, &device()), &format!("device get {SESSION} -vv")).expect(0);
    run.hides_all(&[BEARER]);
}

#[test]
fn a_key_that_the_server_sends_back_is_not_shown() {
    let key = TEST_KEY;
    let bodies = [
        format!(r#"{{"title":"Unauthorized","detail":"the key {key} is wrong"}}"#),
        format!(r#"{{"error_code":"{key}","error_messages":["{key}"],"correlation_id":"{key}"}}"#),
        format!(r#"{{"errors":{{"{key}":"{key}"}}}}"#),
        format!("<html>{key}</html>"),
        format!("{}{key}", "x".repeat(190)),
        format!(r#"{{"detail":"authorization was Basic {BASE64}"}}"#),
        format!("Authorization: Basic {BASE64}"),
    ];
    for body in &bodies {
        for flags in ["", "-v", "-vv", "-vv -o json", "-vv --profile shop"] {
            let headers = [("x-echo", body.as_str()), ("x-correlation-id", key)];
            let answer = with_headers(401, &headers, body);
            run(answer, &format!("{GET_SESSION} {flags}")).expect(4).hides_all(&[key, "RECOGNISABLE", BASE64]);
        }
    }
}

#[test]
fn a_key_in_an_answer_that_cannot_be_read_is_not_shown() {
    for body in [format!("\"{TEST_KEY}\""), format!(r#"{{"session_id":["{TEST_KEY}"]}}"#), format!("{TEST_KEY} <b>")] {
        run(json(200, &body), &format!("{GET_SESSION} -vv")).expect(8).hides_all(&[TEST_KEY]);
    }
    let body = format!(r#"{{"session_id":"s","status":"ACTIVE","order_amount":"{TEST_KEY}"}}"#);
    run(json(200, &body), &format!("{GET_SESSION} -vv")).expect(8).hides_all(&[TEST_KEY]);
}
