//! Answers of every shape: what is read, what is kept, and what is said of those that cannot be read.

use super::{GET_SESSION, SESSION, page, session};
use crate::support::server::{Answer, Server, bytes, cut, json, with_headers};
use crate::support::{Run, Sandbox};

/// Reads a session from a server that answers like this, once.
fn get(answer: Answer, flags: &str) -> Run {
    let server = Server::answering(vec![answer]);
    let run = Sandbox::playground(&server.address).run(&format!("{GET_SESSION} --retries 0 {flags}"));
    assert_eq!(server.asked().len(), 1, "{run:?}");
    run
}

#[test]
fn problem_details_are_told_with_their_fields() {
    let answer = json(400, r#"{"title":"Validation Failed","errors":{"ttl":"must not be null"}}"#);
    get(answer.clone(), "").expect(6).says(&["error: ", "400", "Validation Failed", "ttl must not be null"]);
    let error = get(answer, "-o json").expect(6).error();
    assert_eq!(error["status"], 400);
    assert_eq!(error["problem"]["errors"]["ttl"], "must not be null");
}

#[test]
fn the_shape_of_the_other_apis_is_told_with_its_correlation_id() {
    let body = r#"{"correlation_id":"c-body-1","error_code":"NOT_ALLOWED","error_messages":["first","second"]}"#;
    get(json(403, body), "").expect(4).says(&["NOT_ALLOWED", "first", "second", "c-body-1"]);
    let error = get(json(403, body), "-o json").expect(4).error();
    assert_eq!(error["correlation_id"], "c-body-1");
    assert_eq!(error["problem"]["error_messages"][1], "second");
}

#[test]
fn a_correlation_id_of_the_header_is_told() {
    for name in ["x-correlation-id", "Correlation-Id", "x-request-id"] {
        let answer = with_headers(500, &[(name, "c-header-1")], r#"{"detail":"boom"}"#);
        get(answer.clone(), "").expect(8).says(&["500", "boom", "c-header-1"]);
        assert_eq!(get(answer, "-o json").expect(8).error()["correlation_id"], "c-header-1");
    }
}

#[test]
fn statuses_have_their_codes() {
    let table =
        [(400, 6), (401, 4), (403, 4), (404, 5), (405, 6), (409, 6), (418, 6), (422, 6), (429, 8), (500, 8), (503, 8)];
    for (status, code) in table {
        let run = get(json(status, ""), "").expect(code).says(&[&status.to_string(), "error: "]);
        assert_eq!(run.out, "");
        assert!(get(json(status, ""), "-o json").expect(code).error()["message"].is_string());
    }
}

#[test]
fn a_firewall_is_recognised() {
    let answer = with_headers(403, &[("content-type", "text/html")], "<html><h1>Forbidden</h1></html>");
    get(answer, "").expect(4).says(&["403", "firewall", "regions"]);
    get(json(403, r#"{"detail":"no"}"#), "").expect(4).says(&["In-Person Payments is enabled"]);
}

#[test]
fn html_cannot_drive_a_terminal() {
    let run = get(json(500, "<b>\u{1b}[31mred\u{202e}\r\n</b>"), "").expect(8);
    assert!(!run.err.contains(['\u{1b}', '\u{202e}', '\r']), "{run:?}");
}

#[test]
fn a_2xx_that_is_no_session_is_a_fault_of_the_server() {
    for body in ["", "{", r#"{"session_id":"s-1","#, "[]", "null", "<html>", r#"{"session_id":"s-1"}"#] {
        let run = get(json(200, body), "").expect(8).says(&["200", "cannot be read"]);
        assert_eq!(run.out, "", "{body}");
    }
}

#[test]
fn a_body_that_is_cut_is_no_answer() {
    let whole = bytes(session()).len();
    for length in [1, 12, 40, whole - 30, whole - 1] {
        let run = get(cut(session(), length), "").expect(8).says(&["no whole answer", "caused by: "]);
        assert_eq!(run.out, "", "{length}");
    }
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let big = format!(r#"{{"session_id":"{SESSION}","status":"ACTIVE","padding":"{}"}}"#, "x".repeat(10 * 1024 * 1024));
    let run = get(json(200, &big), "").expect(8).says(&["larger than 10 MiB"]);
    assert_eq!(run.out, "");
    let endless = format!("HTTP/1.1 200 X\r\n\r\n{big}");
    get(Answer::Stalled(endless.into_bytes()), "").expect(8).says(&["larger than 10 MiB"]);
}

#[test]
fn unknown_fields_are_kept_in_their_order_and_unknown_words_shown() {
    let body = format!(
        r#"{{"zeta":{{"b":1,"a":[true,null]}},"session_id":"{SESSION}","status":"PARTIALLY_TAPPED","big":9007199254740993,"order_items":[{{"name":"x","unit_price":1,"total_amount":1,"tax_rate":0,"total_tax_amount":0,"new":"y"}}]}}"#
    );
    let run = get(json(200, &body), "-o json").expect(0);
    let shown = run.json();
    assert_eq!(shown["status"], "PARTIALLY_TAPPED");
    assert_eq!(shown["zeta"]["a"][0], true);
    assert_eq!(shown["big"], 9_007_199_254_740_993_i64);
    assert_eq!(shown["order_items"][0]["new"], "y");
    assert!(get(json(200, &body), "").expect(0).out.contains("PARTIALLY_TAPPED"));
}

#[test]
fn members_that_are_null_are_members_that_are_missing() {
    let body = format!(
        r#"{{"session_id":"{SESSION}","status":"CREATED","device_id":null,"order_id":null,"order_amount":null,"order_items":null,"merchant_data":null}}"#
    );
    assert_eq!(get(json(200, &body), "-o json").expect(0).json()["status"], "CREATED");
}

#[test]
fn every_2xx_is_success() {
    for status in [200, 201, 202, 299] {
        let body = format!(r#"{{"session_id":"{SESSION}","status":"ACTIVE"}}"#);
        assert_eq!(get(json(status, &body), "-o json").expect(0).json()["session_id"], SESSION);
    }
}

#[test]
fn a_delete_may_answer_with_nothing_or_with_something() {
    for answer in [json(204, ""), json(200, ""), json(202, r#"{"deleted":true}"#)] {
        let server = Server::answering(vec![answer]);
        let run = Sandbox::playground(&server.address).run(&format!("device remove {SESSION} --yes -o json")).expect(0);
        assert_eq!(run.json()["removed"], true);
        assert_eq!(server.operations(), [format!("DELETE /ipp/v1/devices/{SESSION}")]);
    }
}

#[test]
fn early_hints_before_an_answer_are_passed_over() {
    let mut early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n".to_vec();
    early.extend(bytes(session()));
    assert_eq!(get(Answer::Bytes(early), "-o id").expect(0).out, format!("{SESSION}\n"));
}

#[test]
fn a_list_that_fails_on_its_second_page_prints_no_half_document() {
    let server = Server::answering(vec![page(r#"{"id":"l-1"}"#, r#","last":false"#), json(500, "")]);
    let run = Sandbox::playground(&server.address).run("location list -o json").expect(8);
    assert_eq!(run.out, "");
}

#[test]
fn the_credentials_of_a_phone_are_nowhere() {
    let phone = r#"{"id":"d-1","name":"Till","credentials":{"bearer_token":"TOKEN-OF-THE-PHONE"},"later":{"x":1}}"#;
    for format in ["table", "json", "jsonl", "csv", "id"] {
        for flags in ["", "-vv"] {
            let server = Server::answering(vec![page(phone, r#","last":true"#)]);
            let run = Sandbox::playground(&server.address).run(&format!("device list -o {format} {flags}"));
            run.expect(0).shows(&["d-1"]).hides("TOKEN-OF-THE-PHONE");
            let server = Server::answering(vec![page(phone, r#","last":true"#)]);
            let run = Sandbox::playground(&server.address).run(&format!("device get Till -o {format} {flags}"));
            run.expect(0).shows(&["d-1"]).hides("TOKEN-OF-THE-PHONE");
        }
    }
    let server = Server::answering(vec![page(phone, r#","last":true"#)]);
    let run = Sandbox::playground(&server.address).run("device list -o json").expect(0);
    assert_eq!(run.json()[0]["later"]["x"], 1, "what else is not known is kept");
}
