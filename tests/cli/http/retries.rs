//! What is sent again and what never is: counted at the server.

use super::{GET_SESSION, SESSION, session};
use crate::support::Sandbox;
use crate::support::server::{Answer, Asked, Server, Stream, json, kept, nobody, with_headers};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Runs a command against these answers; gives the code and how often the server was asked.
fn tries(answers: Vec<Answer>, line: &str) -> (i32, usize) {
    let server = Server::answering(answers);
    let sandbox = Sandbox::playground(&server.address);
    let body = sandbox.file("body.json", "{}");
    let run = sandbox.run(&line.replace("BODY", &body));
    (run.code, server.asked().len())
}

#[test]
fn reads_puts_and_deletes_are_sent_again() {
    let ways = [
        format!("{GET_SESSION} --retries 1"),
        "api PUT /ipp/v1/x --from BODY --retries 1".to_owned(),
        "api DELETE /ipp/v1/x --yes --retries 1".to_owned(),
    ];
    for line in ways {
        for fault in [json(429, ""), json(502, ""), json(503, ""), json(504, ""), Answer::Close] {
            assert_eq!(tries(vec![fault.clone(), session()], &line), (0, 2), "{line} {fault:?}");
        }
    }
}

#[test]
fn three_times_is_enough() {
    let server = Server::answering(vec![with_headers(503, &[("retry-after", "0")], r#"{"detail":"down"}"#)]);
    let run = Sandbox::playground(&server.address).run(GET_SESSION).expect(8).says(&["503", "down", "try again later"]);
    assert_eq!(server.asked().len(), 4, "{run:?}");
}

#[test]
fn none_is_none() {
    for fault in [json(429, ""), json(503, ""), Answer::Close] {
        assert_eq!(tries(vec![fault, session()], &format!("{GET_SESSION} --retries 0")), (8, 1));
    }
}

#[test]
fn what_is_not_passing_is_not_sent_again() {
    for (status, code) in [(400, 6), (401, 4), (403, 4), (404, 5), (409, 6), (500, 8), (501, 8)] {
        assert_eq!(tries(vec![json(status, ""), session()], GET_SESSION), (code, 1), "{status}");
    }
}

#[test]
fn a_post_is_sent_again_after_429_only() {
    let post = "api POST /ipp/v1/x --from BODY";
    assert_eq!(tries(vec![json(429, ""), json(201, "{}")], post), (0, 2));
    for status in [500, 502, 503, 504] {
        assert_eq!(tries(vec![json(status, ""), json(201, "{}")], post), (24, 1), "{status}");
    }
    assert_eq!(tries(vec![Answer::Close, json(201, "{}")], post), (24, 1));
    assert_eq!(tries(vec![json(409, ""), json(201, "{}")], post), (6, 1));
    assert_eq!(tries(vec![Answer::Close, json(200, "{}")], "api PATCH /ipp/v1/x --from BODY"), (24, 1));
}

#[test]
fn a_post_that_is_always_429_was_refused() {
    let answer = with_headers(429, &[("retry-after", "0")], "");
    assert_eq!(tries(vec![answer], "api POST /ipp/v1/x --from BODY"), (8, 4));
}

#[test]
fn nobody_there_is_tried_again_and_said() {
    let sandbox = Sandbox::playground(&nobody());
    let run =
        sandbox.run(&format!("{GET_SESSION} --retries 2 -v")).expect(7).says(&["nothing was sent", "caused by: "]);
    assert_eq!(run.err.matches(super::SESSION_PATH).count(), 3, "{run:?}");
    let run = sandbox.run("api POST /ipp/v1/x --retries 1 -v").expect(7);
    assert_eq!(run.err.matches("POST /ipp/v1/x").count(), 2, "{run:?}");
}

#[test]
fn the_servers_wish_is_obeyed() {
    let server = Server::answering(vec![with_headers(429, &[("retry-after", "1")], ""), session()]);
    let started = Instant::now();
    Sandbox::playground(&server.address).run(GET_SESSION).expect(0);
    assert!(started.elapsed() >= Duration::from_secs(1), "{:?}", started.elapsed());
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_wish_beyond_the_deadline_ends_it_at_once() {
    for wish in ["60", "Fri, 01 Jan 2100 00:00:00 GMT"] {
        let server = Server::answering(vec![with_headers(429, &[("retry-after", wish)], ""), session()]);
        let started = Instant::now();
        let run = Sandbox::playground(&server.address).run(GET_SESSION).expect(8).says(&["429", "try again later"]);
        assert!(started.elapsed() < Duration::from_secs(5), "{run:?}");
        assert_eq!(server.asked().len(), 1);
    }
}

#[test]
fn a_wish_that_is_nonsense_is_passed_over() {
    let server = Server::answering(vec![with_headers(503, &[("retry-after", "soon")], ""), session()]);
    Sandbox::playground(&server.address).run(GET_SESSION).expect(0);
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn a_delete_that_finds_nothing_the_second_time_has_succeeded() {
    let line = format!("device remove {SESSION} --yes -o json");
    for fault in [Answer::Close, json(503, "")] {
        let server = Server::answering(vec![fault, json(404, r#"{"title":"Not Found"}"#)]);
        let run = Sandbox::playground(&server.address).run(&line).expect(0);
        assert_eq!(run.json()["removed"], true);
        assert_eq!(server.asked().len(), 2);
    }
    assert_eq!(tries(vec![json(404, "")], &line), (5, 1));
    assert_eq!(tries(vec![json(429, ""), json(404, "")], &line), (5, 2), "the first one never arrived");
}

#[test]
fn a_put_keeps_its_body_when_it_is_sent_again() {
    let server = Server::answering(vec![json(503, ""), json(200, "{}")]);
    let sandbox = Sandbox::playground(&server.address);
    let body = sandbox.file("body.json", r#"{"name":"Till 1"}"#);
    sandbox.run(&format!("api PUT /ipp/v1/x --from {body}")).expect(0);
    let bodies: Vec<String> = server.asked().into_iter().map(|asked| asked.body).collect();
    assert_eq!(bodies, [r#"{"name":"Till 1"}"#, r#"{"name":"Till 1"}"#]);
}

#[test]
fn a_post_never_goes_out_on_a_connection_that_a_read_left_open() {
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    let wrap = move |stream: TcpStream| -> Box<dyn Stream> {
        counted.fetch_add(1, Ordering::SeqCst);
        Box::new(stream)
    };
    let script = |asked: &Asked, _| match asked.operation().as_str() {
        "GET /ipp/v1/devices" => kept(json(200, r#"{"content":[{"id":"d-1","name":"Till"}],"last":true}"#)),
        "GET /ipp/v1/locations" => kept(json(200, r#"{"content":[{"id":"l-1","name":"Shop"}],"last":true}"#)),
        _ => kept(session()),
    };
    let server = Server::wrapped("http://127.0.0.1", Arc::new(wrap), Arc::new(script));
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run("session create --amount 100 --currency SEK --device Till --location Shop").expect(0);
    assert_eq!(
        server.operations(),
        ["GET /ipp/v1/locations", "GET /ipp/v1/devices", "POST /ipp/v1/sessions"],
        "both reads come first"
    );
    // The reads share one; the write has its own.
    assert_eq!(connections.load(Ordering::SeqCst), 2);
}
