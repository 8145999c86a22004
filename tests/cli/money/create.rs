//! A create is sent once. Anything but a clear answer means that the phone may be asking for the money: 24.

use super::{CREATE, ID, ORDER, READ, session};
use crate::support::server::{Answer, Server, bytes, cut, json, kept, stalled, with_headers};
use crate::support::{Run, Sandbox};

fn create(answers: Vec<Answer>, flags: &str) -> (Run, Server) {
    let server = Server::answering(answers);
    let run = Sandbox::playground(&server.address).run(&format!("session create {ORDER} {flags}"));
    (run, server)
}

/// Not known, sent once, and said so to people and to programs.
#[track_caller]
fn unknown(answer: Answer, flags: &str) {
    // A second create would be answered well: it must not be asked for.
    for command in ["session create", "pay"] {
        let server = Server::answering(vec![answer.clone(), session("FINALIZED")]);
        let sandbox = Sandbox::playground(&server.address);
        let run = sandbox.run(&format!("{command} {ORDER} {flags}")).expect(24);
        let run = run.says(&["not known", "phone may be asking", "caused by: ", "do not run it again"]);
        assert_eq!(run.out, "");
        assert_eq!(server.operations(), [CREATE], "{run:?}");
        let server = Server::answering(vec![answer.clone(), session("FINALIZED")]);
        let run = Sandbox::playground(&server.address).run(&format!("{command} {ORDER} {flags} -o json")).expect(24);
        assert_eq!(run.error()["kind"], "outcome_unknown");
        assert_eq!(server.operations(), [CREATE], "{run:?}");
    }
}

#[test]
fn statuses_that_say_nothing_about_the_money() {
    for status in [500, 501, 502, 503, 504, 599, 301, 302, 307, 308, 304] {
        unknown(with_headers(status, &[("location", "/ipp/v1/sessions")], ""), "");
    }
    unknown(with_headers(503, &[("retry-after", "0")], r#"{"detail":"Service unavailable"}"#), "--retries 5");
}

#[test]
fn a_connection_that_is_closed_before_the_answer() {
    unknown(Answer::Close, "");
    unknown(Answer::Bytes(b"not http at all\r\n\r\n".to_vec()), "");
    unknown(
        Answer::Bytes(b"HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n".to_vec()),
        "",
    );
    unknown(Answer::Bytes(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec()), "");
}

#[test]
fn an_answer_that_is_cut_anywhere() {
    let whole = bytes(session("CREATED")).len();
    for length in [1, 9, 12, 20, whole / 2, whole - 60, whole - 20, whole - 1] {
        unknown(cut(session("CREATED"), length), "");
    }
}

#[test]
fn a_2xx_that_names_no_session() {
    for body in ["", "{}", "[]", "null", "<html>Welcome</html>", r#"{"status":"CREATED"}"#, r#"{"session_id":"#] {
        unknown(json(200, body), "");
    }
    unknown(json(204, ""), "");
    unknown(json(200, r#"{"session_id":"","status":"CREATED"}"#), "");
}

#[test]
fn an_answer_larger_than_any_session() {
    let body = format!(r#"{{"session_id":"{ID}","status":"CREATED","x":"{}"}}"#, "x".repeat(10 * 1024 * 1024));
    unknown(json(200, &body), "");
}

#[test]
fn an_answer_that_takes_too_long() {
    unknown(Answer::Silence, "--request-timeout 150ms");
    unknown(stalled(session("CREATED")), "--request-timeout 150ms");
    unknown(Answer::Bytes(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec()), "--request-timeout 150ms");
}

#[test]
fn continue_before_an_answer_is_no_answer_and_no_fault() {
    let mut answer = b"HTTP/1.1 100 Continue\r\n\r\n".to_vec();
    answer.extend(bytes(session("CREATED")));
    let (run, server) = create(vec![Answer::Bytes(answer)], "-o id");
    assert_eq!(run.expect(0).out, format!("{ID}\n"));
    assert_eq!(server.operations(), [CREATE]);
}

#[test]
fn a_clear_refusal_charges_nothing() {
    for (status, code) in [(400, 6), (401, 4), (403, 4), (404, 5), (409, 6), (422, 6)] {
        for command in ["session create", "pay"] {
            let server = Server::answering(vec![json(status, r#"{"detail":"Device is offline"}"#)]);
            let run = Sandbox::playground(&server.address).run(&format!("{command} {ORDER}")).expect(code);
            let run = run.says(&["nothing will be charged", "Device is offline"]);
            assert_eq!((run.out.as_str(), server.operations()), ("", vec![CREATE.to_owned()]));
        }
    }
}

#[test]
fn a_refusal_whose_body_is_cut_or_never_comes_is_one_all_the_same() {
    let refusal = || json(409, r#"{"detail":"Device is offline"}"#);
    let huge = json(409, &"x".repeat(11 * 1024 * 1024));
    let whole = bytes(refusal()).len();
    for answer in [cut(refusal(), whole - 30), cut(refusal(), whole - 1), stalled(refusal()), huge] {
        let (run, server) = create(vec![answer, session("CREATED")], "--request-timeout 2s");
        run.expect(6).out_is("").says(&["was answered with 409", "nothing will be charged"]);
        assert_eq!(server.operations(), [CREATE]);
    }
}

#[test]
fn too_many_requests_is_a_refusal_and_sent_again() {
    let (run, server) = create(vec![json(429, ""), session("CREATED")], "");
    run.expect(0);
    assert_eq!(server.operations(), [CREATE, CREATE]);
    let (run, server) = create(vec![json(429, "")], "--retries 0");
    run.expect(8).says(&["nothing will be charged"]);
    assert_eq!(server.operations(), [CREATE]);
}

#[test]
fn too_many_requests_and_then_a_lost_answer_is_not_known() {
    let (run, server) = create(vec![json(429, ""), Answer::Close, session("CREATED")], "");
    run.expect(24).says(&["phone may be asking"]);
    assert_eq!(server.operations(), [CREATE, CREATE]);
}

#[test]
fn nobody_there_charges_nothing() {
    let address = crate::support::server::nobody();
    for command in ["session create", "pay"] {
        Sandbox::playground(&address)
            .run(&format!("{command} {ORDER} --retries 1"))
            .expect(7)
            .says(&["nothing will be charged", "nothing was sent"]);
    }
}

#[test]
fn any_2xx_with_a_session_is_a_session() {
    for status in [200, 201, 202] {
        let body = format!(r#"{{"session_id":"{ID}","status":"CREATED"}}"#);
        let (run, server) = create(vec![json(status, &body)], "-o id");
        assert_eq!(run.expect(0).out, format!("{ID}\n"));
        assert_eq!(server.operations(), [CREATE]);
    }
}

#[test]
fn a_connection_that_a_read_left_open_is_no_reason_to_send_twice() {
    let devices = kept(json(200, r#"{"content":[{"id":"0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f"}],"last":true}"#));
    let server =
        Server::routes(vec![("GET /ipp/v1/devices", vec![devices]), (CREATE, vec![Answer::Close, session("CREATED")])]);
    let run = Sandbox::playground(&server.address).run("session create --amount 100 --currency SEK").expect(24);
    assert_eq!(server.operations(), ["GET /ipp/v1/devices", CREATE], "{run:?}");
}

#[test]
fn a_wish_for_more_time_than_there_is_breaks_nothing() {
    for command in ["session create", "pay"] {
        let answer = with_headers(429, &[("retry-after", "18446744073709551615")], "");
        let server = Server::answering(vec![answer, session("FINALIZED")]);
        let run = Sandbox::playground(&server.address).run(&format!("{command} {ORDER} -o json"));
        let run = run.expect(8).out_is("").hides("panicked");
        assert_eq!((&run.error()["code"], &run.error()["status"]), (&8.into(), &429.into()), "{run:?}");
        assert_eq!(server.operations(), [CREATE]);
    }
}

#[test]
fn an_answer_of_another_form_still_names_its_session() {
    let line = r#"{"name":"T","unit_price":100,"total_amount":100,"tax_rate":0}"#;
    for rest in [
        format!(r#","status":"CREATED","order_items":[{line}]"#),
        r#","status":"CREATED","order_amount":100.0"#.to_owned(),
        r#","status":"CREATED","merchant_reference1":12345"#.to_owned(),
        String::new(),
    ] {
        let body = format!(r#"{{"session_id":"{ID}"{rest}}}"#);
        let (run, server) = create(vec![json(201, &body)], "-o id");
        run.expect(0).out_is(&format!("{ID}\n"));
        let (run, _) = create(vec![json(201, &body)], "-o json");
        let (shown, sent) = (run.expect(0).json(), serde_json::from_str::<serde_json::Value>(&body).expect("JSON"));
        for (name, value) in sent.as_object().expect("an object") {
            assert_eq!(&shown[name], value, "what came is shown as it came");
        }
        assert_eq!(server.operations(), [CREATE]);
        // It exists, so it is waited for.
        let server = Server::routes(vec![(CREATE, vec![json(201, &body)]), (READ, vec![session("FINALIZED")])]);
        Sandbox::playground(&server.address).run(&format!("pay {ORDER}")).expect(0);
        assert_eq!(server.operations(), [CREATE, READ]);
    }
}

#[test]
fn an_answer_that_names_an_earlier_session_says_nothing_of_this_one() {
    let server = Server::answering(vec![session("CREATED")]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("session create {ORDER} --ref A1")).expect(0);
    let again = sandbox.run(&format!("session create {ORDER} --ref A2")).expect(24);
    again.out_is("").says(&[ID, "which attempt 1 has become", "session recover 2"]);
    let listed = sandbox.run("session list --unknown -o json").expect(0).json();
    assert_eq!((listed.as_array().map(Vec::len), listed[0]["session_id"].is_null()), (Some(1), true));
}
