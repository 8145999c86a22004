//! Handlers: what they get, how often, and what the sender is told of them.

use crate::support::server::{Answer, Server, nobody, with_headers};
use crate::webhook::handlers;
use crate::webhook::listening::{Sending, listen, sandbox};
use serde_json::Value;

const FINALIZED: &str = "ipp.session.finalized";

#[test]
fn the_handler_gets_what_was_sent_to_the_byte() {
    let (sandbox, handler) = (sandbox(), handlers::good());
    let mut listening = listen(&sandbox, &format!("--forward-to {}/hook?a=b", handler.address));
    let sent = Sending::new("evt_1", "{ \"type\" :\t\"x\",\r\n \"å\": 1}  \n")
        .with("content-type", "application/json; charset=utf-8")
        .and("user-agent", "kustom/1")
        .and("x-any", "1")
        .and("x-any", "2");
    assert_eq!(sent.to(&listening.url), 200);
    assert!(listening.started.line().contains("verified  204 "));
    listening.end().expect(0);
    let asked = handler.asked().remove(0);
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/hook?a=b"));
    assert_eq!(asked.body.as_bytes(), sent.body);
    for (name, value) in &sent.headers {
        let values: Vec<_> = asked.headers.iter().filter(|(own, _)| own == name).map(|(_, value)| value).collect();
        assert!(values.contains(&value), "{name}: {asked:?}");
    }
    assert_eq!(asked.header("host"), Some(handler.address.trim_start_matches("http://")));
}

#[test]
fn a_handler_that_fails_is_asked_again_and_one_that_refuses_is_not() {
    let sandbox = sandbox();
    let passing = Server::answering(vec![handlers::status(503), Answer::Close, handlers::status(200)]);
    let mut listening = listen(&sandbox, &format!("--forward-to {}", passing.address));
    assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 200);
    let line = listening.started.line();
    assert!(line.contains("  200 ") && line.ends_with(" ms, 3 attempts\n"), "{line}");
    listening.end().expect(0);
    for code in [400, 404, 410, 302] {
        let refusing = handlers::always(code);
        let mut listening = listen(&sandbox, &format!("--forward-to {}", refusing.address));
        assert_eq!(Sending::event(&format!("evt_{code}"), FINALIZED).to(&listening.url), 502);
        assert!(listening.started.line().contains(&format!("  {code} ")));
        listening.end().expect(0);
        assert_eq!(refusing.asked().len(), 1, "{code}");
    }
}

#[test]
fn a_handler_that_is_down_is_told_and_the_sender_sends_again() {
    let sandbox = sandbox();
    let mut listening = listen(&sandbox, &format!("--forward-to {}/hook", nobody()));
    assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 502);
    let line = listening.started.line();
    assert!(line.contains("Connection refused") && line.contains("4 attempts"), "{line}");
    listening.end().expect(0);
}

#[test]
fn a_handler_that_hangs_or_hangs_up_costs_seconds_and_an_answer_comes_in_time() {
    let sandbox = sandbox();
    let (silent, closing) = (Server::answering(vec![Answer::Silence]), Server::answering(vec![Answer::Close]));
    let listening =
        listen(&sandbox, &format!("--forward-to {} --forward-to {} -o jsonl", silent.address, closing.address));
    let began = std::time::Instant::now();
    assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 502);
    assert!(began.elapsed().as_secs() < 15, "the sender has gone");
    let run = listening.end().expect(0);
    let line: Value = serde_json::from_str(&run.out).expect("JSON");
    let of = |number: usize| (&line["handlers"][number]["attempts"], line["handlers"][number]["error"].as_str());
    assert_eq!((of(0).0.as_u64(), of(1).0.as_u64()), (Some(1), Some(4)));
    assert!(of(0).1.is_some_and(|error| error.starts_with("no answer within 1")), "{line}");
}

#[test]
fn a_handler_that_says_too_much_or_leads_elsewhere() {
    let sandbox = sandbox();
    let elsewhere = Server::never();
    let large = with_headers(200, &[], &"x".repeat(10 * 1024 * 1024));
    let moved = with_headers(307, &[("location", &elsewhere.address)], "");
    for (answer, code) in [(large, 200), (moved, 502)] {
        let handler = Server::answering(vec![answer]);
        let listening = listen(&sandbox, &format!("--forward-to {}", handler.address));
        assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), code);
        listening.end().expect(0);
    }
    elsewhere.was_never_asked();
}

#[test]
fn all_handlers_of_an_event_have_to_take_it() {
    let sandbox = sandbox();
    let (all, paid, refusing) = (handlers::good(), handlers::good(), handlers::always(400));
    let listening = listen(
        &sandbox,
        &format!(
            "--forward-to {}/all --forward '*.finalized={}/paid' --forward 'dispute.*={}/dispute' -o jsonl",
            all.address, paid.address, refusing.address
        ),
    );
    assert_eq!(Sending::event("a", FINALIZED).to(&listening.url), 200);
    assert_eq!(Sending::event("b", "dispute.created").to(&listening.url), 502);
    assert_eq!(Sending::event("c", "ipp.session.created").to(&listening.url), 200);
    assert_eq!((all.asked().len(), paid.asked().len(), refusing.asked().len()), (3, 1, 1));
    let run = listening.end().expect(0);
    let first: Value = serde_json::from_str(run.out.lines().next().expect("a line")).expect("JSON");
    let urls: Vec<_> = first["handlers"].as_array().expect("handlers").iter().map(|one| one["url"].clone()).collect();
    assert_eq!(urls, [format!("{}/all", all.address), format!("{}/paid", paid.address)]);
    assert!(first["handlers"][0]["milliseconds"].is_u64() && first["handlers"][0]["attempts"] == 1, "{first}");
}

#[test]
fn what_is_not_verified_is_forwarded_only_where_that_was_said() {
    let sandbox = sandbox();
    let handler = handlers::always(200);
    let forged = Sending::event("evt_1", FINALIZED).with("webhook-timestamp", "1");
    let listening = listen(&sandbox, &format!("--forward-to {}", handler.address));
    assert_eq!(forged.to(&listening.url), 401);
    listening.end().expect(0);
    handler.was_never_asked();
    let listening = listen(&sandbox, &format!("--forward-to {} --forward-unverified", handler.address));
    assert_eq!(forged.to(&listening.url), 200);
    listening.end().expect(0).shows(&["not verified: wrong signature  200 "]);
    let refusing = handlers::good();
    let listening = listen(&sandbox, &format!("--forward-to {} --forward-unverified", refusing.address));
    assert_eq!(forged.to(&listening.url), 502);
    listening.end().expect(0);
    // Without a secret nothing is verified; without a handler all of it is refused.
    let sandbox = crate::support::Sandbox::new();
    let listening = listen(&sandbox, "--forward-unverified");
    assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 401);
    listening.end().expect(0).says(&["nothing can be verified"]);
}

#[test]
fn passwords_of_handlers_are_not_shown() {
    let (sandbox, handler) = (sandbox(), handlers::good());
    let address = handler.address.replace("http://", "http://user:RECOGNISABLE@");
    let listening = listen(&sandbox, &format!("--forward-to {address}/?token=RECOGNISABLE -o jsonl"));
    assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 200);
    listening.end().expect(0).hides("RECOGNISABLE");
    for (flag, said) in [
        ("--forward-to ftp://a/", "http"),
        ("--forward-to hook", "URL"),
        ("--forward http://a/", "type"),
        ("--forward 'a b=http://a/'", "type"),
        ("--forward '*=b'", "URL"),
    ] {
        sandbox.run(&format!("webhook listen --port 0 {flag}")).expect(2).out_is("").says(&[said]);
    }
    // What production's secret has signed is not sent where others can read it.
    let production = self::sandbox().with("IPP_ENV", "production");
    let run = production.run("webhook listen --port 0 --forward-to http://shop.example/hook").expect(9).out_is("");
    run.says(&["http://shop.example/hook is not encrypted"]);
}

#[test]
fn headers_are_the_senders_own() {
    let (sandbox, handler) = (sandbox(), handlers::good());
    let listening = listen(&sandbox, &format!("--forward-to {}", handler.address));
    assert_eq!(Sending::new("evt_1", "").to(&listening.url), 200);
    listening.end().expect(0);
    let asked = handler.asked().remove(0);
    assert_eq!((asked.header("user-agent"), asked.header("content-length")), (None, Some("0")), "{asked:?}");
}

#[test]
fn a_body_that_never_ends_does_not_keep_the_sender_waiting() {
    let sandbox = sandbox();
    let handler = Server::answering(vec![crate::support::server::stalled(with_headers(200, &[], "more"))]);
    let listening = listen(&sandbox, &format!("--forward-to {}", handler.address));
    let began = std::time::Instant::now();
    assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 200);
    assert!(began.elapsed().as_secs() < 8, "{:?}", began.elapsed());
    listening.end().expect(0);
}
