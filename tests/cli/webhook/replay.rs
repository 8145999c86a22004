//! `ipp webhook replay`: what reaches the handler, in which order, and how it is signed.

use super::handlers;
use super::listening::{Sending, listen, sandbox};
use crate::support::Sandbox;
use crate::support::server::{Server, nobody};
use serde_json::Value;
use std::time::{Duration, Instant};

/// Events `a`, `b`, `c`, and a forged `x`.
fn recorded() -> Sandbox {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "-q");
    for (id, kind) in [("a", "ipp.session.created"), ("b", "ipp.session.activated"), ("c", "ipp.session.finalized")] {
        let sent = Sending::event(id, kind).and("x-any", "1").and("connection", "keep-alive");
        assert_eq!(sent.to(&listening.url), 200);
    }
    assert_eq!(Sending::event("x", "ipp.session.finalized").with("webhook-timestamp", "1").to(&listening.url), 401);
    listening.end().expect(0);
    sandbox
}

fn ids(server: &Server) -> Vec<String> {
    server.asked().iter().map(|asked| asked.header("webhook-id").expect("an id").to_owned()).collect()
}

#[test]
fn the_latest_go_in_their_order_signed_anew() {
    let (sandbox, handler) = (recorded(), handlers::good());
    let run = sandbox.run(&format!("webhook replay --last 2 --to {}/hook", handler.address)).expect(0);
    assert!(run.out.starts_with("ID"), "{run:?}");
    assert_eq!(ids(&handler), ["b", "c"]);
    let asked = handler.asked().remove(1);
    assert_eq!((asked.path.as_str(), asked.header("x-any")), ("/hook", Some("1")));
    let body: Value = serde_json::from_str(&asked.body).expect("JSON");
    assert_eq!(body["type"], "ipp.session.finalized");
    let recorded = sandbox.run("webhook list -o json").expect(0).json();
    assert_eq!(recorded[1]["body"].as_str(), Some(asked.body.as_str()));
    let all = handlers::good();
    sandbox.run(&format!("webhook replay --last 100 --to {} --resign", all.address)).expect(0);
    assert_eq!(ids(&all), ["a", "b", "c"]);
}

#[test]
fn by_id_doubled_shuffled_and_with_pauses() {
    let (sandbox, handler) = (recorded(), handlers::good());
    let to = format!("--to {}", handler.address);
    let run = sandbox.run(&format!("webhook replay c a --duplicate {to} -o json")).expect(0);
    assert_eq!(ids(&handler), ["c", "c", "a", "a"]);
    assert_eq!((&run.json()[0]["id"], &run.json()[0]["status"]), (&"c".into(), &204.into()));
    let began = Instant::now();
    sandbox.run(&format!("webhook replay --last 3 --shuffle --delay 100ms {to}")).expect(0);
    assert!(began.elapsed() >= Duration::from_millis(200));
    let mut shuffled = ids(&handler).split_off(4);
    shuffled.sort_unstable();
    assert_eq!(shuffled, ["a", "b", "c"]);
    sandbox.run(&format!("webhook replay --last 9 --event '*.finalized' {to} -o id")).expect(0).out_is("c\n");
}

#[test]
fn a_recorded_signature_goes_as_it_came() {
    let (sandbox, handler) = (recorded(), handlers::always(200));
    let to = format!("--to {}", handler.address);
    sandbox.run(&format!("webhook replay c --as-recorded {to}")).expect(0);
    let recorded = sandbox.run("webhook list -o json").expect(0).json();
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        assert_eq!(handler.asked()[0].header(name), recorded[1]["headers"][name].as_str(), "{name}");
    }
    sandbox.run(&format!("webhook replay c --as-recorded --resign {to}")).expect(2);
    sandbox.run(&format!("webhook replay c --no-resign {to} -o id")).expect(0).out_is("c\n");
}

#[test]
fn a_forgery_is_never_signed() {
    let (sandbox, handler) = (recorded(), handlers::good());
    let to = format!("--to {}", handler.address);
    let run = sandbox.run(&format!("webhook replay x {to}")).expect(9).out_is("");
    run.says(&["could not be verified", "not signed anew", "--as-recorded"]);
    handler.was_never_asked();
    sandbox.run(&format!("webhook replay x --as-recorded {to}")).expect(30).shows(&["401"]);
    sandbox
        .run(&format!("webhook replay --last 9 --event '*.finalized' --as-recorded {to} -o id"))
        .expect(30)
        .out_is("c\nx\n");
}

#[test]
fn the_exit_code_says_whether_all_were_taken() {
    let sandbox = recorded();
    let some = Server::answering(vec![handlers::status(204), handlers::status(500)]);
    let run = sandbox.run(&format!("webhook replay --last 3 --to {} -o json", some.address)).expect(30);
    assert_eq!((run.json()[1]["status"].as_u64(), run.error()["kind"].as_str()), (Some(500), Some("check_failed")));
    run.says(&["2 of 3 deliveries were not answered with 2xx"]);
    let run = sandbox.run(&format!("webhook replay --last 3 --to {}", nobody())).expect(7);
    run.says(&["nothing was sent", "Connection refused"]);
    let run = sandbox.run("webhook replay nothing --to http://127.0.0.1:9").expect(5);
    run.says(&["no event nothing was recorded", "ipp webhook list"]);
    sandbox.run("webhook replay --last 1 --event none --to http://127.0.0.1:9").expect(5);
    sandbox.run("webhook replay --to http://127.0.0.1:9").expect(2);
    sandbox.run("webhook replay a --last 1 --to http://127.0.0.1:9").expect(2);
    sandbox.run("webhook replay a").expect(2);
    let slow = Server::answering(vec![crate::support::server::Answer::Silence]);
    sandbox
        .run(&format!("webhook replay a --timeout 100ms --to {}", slow.address))
        .expect(30)
        .shows(&["no answer within"]);
}

#[test]
fn what_cannot_be_printed_does_not_hide_what_became_of_it() {
    let (sandbox, handler) = (recorded(), handlers::good());
    let replay = |to: &str, format: &str| {
        sandbox.shell(&format!("ipp webhook replay --last 3 --to {to} -o {format} >/dev/full"))
    };
    replay(&handler.address, "json").expect(1).says(&["the result could not be written"]);
    assert_eq!(ids(&handler).len(), 3);
    replay(&handler.address, "jsonl").expect(30).says(&["1 of 3 deliveries were sent"]);
    replay(&nobody(), "json").expect(7).says(&["nothing was sent"]);
    // Whoever closes the pipe has seen enough; all of them are sent.
    sandbox.shell(&format!("ipp webhook replay --last 3 --to {} -o jsonl | true", handler.address)).expect(0);
}

#[test]
fn a_dry_run_shows_and_sends_nothing() {
    let sandbox = recorded();
    let handler = Server::never();
    let run = sandbox.run(&format!("webhook replay --last 1 --to {} --dry-run -o json", handler.address)).expect(0);
    assert_eq!(run.json()["headers"]["webhook-id"], "c");
    let run = sandbox.run(&format!("webhook replay --last 2 --to {} --curl", handler.address)).expect(0);
    assert_eq!(run.out.matches("curl -sS -X POST").count(), 2);
    handler.was_never_asked();
    let handler = handlers::good();
    let line = sandbox.run(&format!("webhook replay c --to {} --curl", handler.address)).expect(0).out;
    sandbox.shell(&line).expect(0);
    assert_eq!(ids(&handler), ["c"]);
}

#[test]
fn production_asks_first() {
    let sandbox = recorded().with("IPP_ENV", "production");
    let handler = Server::never();
    sandbox.run(&format!("webhook replay --last 1 --to {}", handler.address)).expect(9).out_is("").says(&["--yes"]);
    handler.was_never_asked();
}

#[test]
fn a_secret_of_production_asks_first() {
    let sandbox = recorded().with("IPP_ENV", "emulator");
    sandbox.write_config("[profiles.shop]\nenvironment = \"production\"\nwebhook_secret = \"whsec_aXBwLXRlc3Q=\"\n");
    let handler = Server::never();
    let line = format!("webhook replay c --secret-from profile:shop --to {}", handler.address);
    sandbox.run(&line).expect(9).out_is("").says(&["in production"]);
    handler.was_never_asked();
}

#[test]
fn each_id_goes_once_and_what_is_left_out_is_said() {
    let sandbox = recorded();
    let listening = listen(&sandbox, "-q");
    for _ in 0..2 {
        assert_eq!(Sending::event("d", "ipp.session.created").to(&listening.url), 200);
    }
    listening.end().expect(0);
    let handler = handlers::good();
    let to = format!("--to {}", handler.address);
    sandbox.run(&format!("webhook replay --last 2 {to}")).expect(0).says(&["left out: 1 that could not be verified"]);
    assert_eq!(ids(&handler), ["c", "d"]);
    sandbox.run(&format!("webhook replay c --event 'ipp.*' {to}")).expect(2).out_is("").says(&["`--last`"]);
    assert_eq!(handler.asked().len(), 2);
    let listening = listen(&sandbox, "-q");
    assert_eq!(Sending::event("d", "forged").with("webhook-timestamp", "1").to(&listening.url), 401);
    for _ in 0..2 {
        assert_eq!(Sending::event("", "forged").to(&listening.url), 400);
    }
    listening.end().expect(0);
    let all = handlers::always(200);
    sandbox.run(&format!("webhook replay --last 4 --as-recorded --to {}", all.address)).expect(0);
    assert_eq!(ids(&all), ["d", "d", "", ""]);
    let listed = sandbox.run("webhook list --limit 6 --event 'ipp.*' -o json").expect(0).json();
    let marks: Vec<_> = listed.as_array().expect("events").iter().map(|one| one["duplicate"] == true).collect();
    assert_eq!(marks, [true, false, false, false, false, false]);
    sandbox.run("webhook list --limit 1 --event 'ipp.*'").expect(0).shows(&["DUPLICATE", " yes       yes"]);
}

#[test]
fn credentials_are_neither_kept_nor_passed_on() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "-o jsonl");
    let mut sent = Sending::event("a", "ipp.session.created");
    for name in ["authorization", "proxy-authorization", "cookie", "x-api-key"] {
        sent = sent.and(name, "RECOGNISABLE");
    }
    assert_eq!(sent.and("x-any", "1").to(&format!("{}?a=1&token=RECOGNISABLE", listening.url)), 200);
    listening.end().expect(0).hides("RECOGNISABLE");
    let folder = sandbox.state_dir().join("events");
    let file = std::fs::read_dir(folder).expect("a folder").next().expect("a file").expect("an entry").path();
    let text = std::fs::read_to_string(file).expect("text");
    assert_eq!((text.matches("RECOGNISABLE").count(), text.matches("***").count()), (1, 4), "{text}");
    let listed = sandbox.run("webhook list -o json").expect(0).hides("RECOGNISABLE").json();
    assert_eq!(listed[0]["path"], "/?a=1&token=***");
    let handler = handlers::good();
    for how in ["--dry-run", "--curl", "", "--as-recorded"] {
        let run = sandbox.run(&format!("webhook replay a {how} --to {}", handler.address)).expect(0);
        run.hides_all(&["RECOGNISABLE", "***", "cookie"]);
    }
    for asked in handler.asked() {
        assert_eq!((asked.header("authorization"), asked.header("x-api-key")), (None, None));
        assert_eq!((asked.header("cookie"), asked.header("x-any")), (None, Some("1")));
    }
}
