//! Callbacks: who sends them, how they are signed, in which order, and what a handler's answers do.

use super::support::client;
use super::support::handler::{Handler, event};
use super::support::serving::Serving;
use crate::support::Sandbox;
use crate::support::server::{Answer, Asked, Server, with_headers};
use crate::support::tls::{self, Authority};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use standardwebhooks::Webhook;
use std::collections::BTreeSet;
use std::path::PathBuf;

const PAY: &str = "pay --env emulator --amount 249.00 --currency SEK --simulate-tap SUCCESS -o id";
const LIFE: [&str; 3] = ["ipp.session.created", "ipp.session.activated", "ipp.session.finalized"];

/// Where the commands of a sandbox keep the emulator.
fn state(sandbox: &Sandbox) -> PathBuf {
    sandbox.home().join("state/ipp")
}

fn headers(asked: &Asked) -> HeaderMap {
    asked
        .headers
        .iter()
        .map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            (name, HeaderValue::from_str(value).expect("a value"))
        })
        .collect()
}

fn verifies(secret: &str, asked: &Asked) -> bool {
    Webhook::new(secret).expect("a secret").verify(asked.body.as_bytes(), &headers(asked)).is_ok()
}

fn secret(sandbox: &Sandbox) -> String {
    sandbox.run("emulator secret -o id").expect(0).out.trim().to_owned()
}

fn deliveries(sandbox: &Sandbox) -> Vec<Value> {
    let run = sandbox.run("emulator deliveries -o json").expect(0);
    run.json().as_array().expect("a list").clone()
}

#[test]
fn a_server_sends_what_its_clients_do_in_order_and_signed() {
    let sandbox = Sandbox::new();
    let handler = Handler::answering(200);
    let serving = Serving::start(&state(&sandbox), &["--webhook", &handler.url]);
    let id = serving.create();
    serving.pay(&id);
    let secret = secret(&sandbox);
    for kind in LIFE {
        let asked = handler.next();
        let event = event(&asked);
        assert_eq!((event["type"].as_str(), event["data"]["session_id"].as_str()), (Some(kind), Some(id.as_str())));
        assert_eq!(asked.header("webhook-id"), event["id"].as_str());
        assert_eq!(asked.header("content-type"), Some("application/json"));
        assert!(verifies(&secret, &asked), "{asked:?}");
    }
}

#[test]
fn a_server_sends_what_a_command_over_the_same_folder_does() {
    let sandbox = Sandbox::new();
    let handler = Handler::answering(200);
    let _serving = Serving::start(&state(&sandbox), &["--webhook", &handler.url]);
    sandbox.run(PAY).expect(0);
    assert_eq!(handler.types(3), LIFE);
}

#[test]
fn without_a_server_the_command_sends_before_it_ends() {
    let sandbox = Sandbox::new();
    let handler = Handler::answering(200);
    sandbox.run(&format!("emulator destination add {}", handler.url)).expect(0);
    sandbox.run(PAY).expect(0);
    assert_eq!(handler.types(3), LIFE);
    let all = deliveries(&sandbox);
    assert!(all.len() == 3 && all.iter().all(|delivery| delivery["status"] == "delivered"), "{all:?}");
    assert!(handler.is_quiet(), "each was sent once");
}

#[test]
fn what_a_handler_refuses_is_kept_with_its_answer_and_delivered_again_when_asked() {
    let sandbox = Sandbox::new();
    let handler = Handler::answering(302);
    sandbox.run(&format!("emulator destination add {}", handler.url)).expect(0);
    sandbox.run(PAY).expect(0);
    assert_eq!(handler.types(3).len(), 3);
    let failed = deliveries(&sandbox).pop().expect("a delivery");
    assert_eq!((failed["status"].as_str(), failed["attempts"][0]["status"].as_i64()), (Some("pending"), Some(302)));
    handler.answer(204);
    let run = sandbox.run(&format!("emulator deliveries --redeliver {} -o json", failed["delivery_id"])).expect(0);
    assert_eq!(run.json()["status"], "delivered");
    assert_eq!(event(&handler.next())["id"], failed["event_id"]);
    assert_eq!(run.json()["attempts"].as_array().map(Vec::len), Some(2));
    assert!(handler.is_quiet(), "a redirect is not followed");
}

#[test]
fn a_server_tries_again_by_the_schedule_of_its_own_time() {
    let sandbox = Sandbox::new();
    let handler = Handler::answering(500);
    let serving = Serving::start(&state(&sandbox), &["--webhook", &handler.url, "--time-scale", "1000"]);
    serving.create();
    let first = event(&handler.next());
    handler.answer(200);
    assert_eq!(event(&handler.next()), first, "the same bytes again");
}

#[test]
fn a_delivery_that_is_on_its_way_when_the_server_ends_is_kept_and_due_at_once() {
    let sandbox = Sandbox::new();
    let silent = Server::answering(vec![Answer::Silence]);
    let url = format!("{}/callbacks", silent.address);
    let serving = Serving::start(&state(&sandbox), &["--webhook", &url]);
    serving.create();
    silent.wait_for("POST /callbacks", 1);
    serving.signal("TERM");
    assert_eq!(serving.end().0, Some(0));
    let kept = deliveries(&sandbox).pop().expect("a delivery");
    assert_eq!((kept["status"].as_str(), kept["attempts"].as_array().map(Vec::len)), (Some("pending"), Some(0)));
    assert_eq!(sandbox.run("emulator status -o json").expect(0).json()["next_delivery_in_ms"], 0);
}

#[test]
fn gone_stops_the_destination() {
    let sandbox = Sandbox::new();
    let handler = Handler::answering(410);
    sandbox.run(&format!("emulator destination add {}", handler.url)).expect(0);
    sandbox.run("session create --env emulator --amount 100 --currency SEK").expect(0);
    handler.next();
    let listed = sandbox.run("emulator destination list -o json").expect(0).json();
    assert_eq!(listed[0]["state"], "stopped");
    sandbox.run(PAY).expect(0);
    assert!(handler.is_quiet());
}

#[test]
fn during_a_rotation_both_secrets_sign() {
    let sandbox = Sandbox::new();
    let handler = Handler::answering(200);
    let serving = Serving::start(&state(&sandbox), &["--webhook", &handler.url]);
    let old = secret(&sandbox);
    let rotated = sandbox.run("emulator rotate-secret -o json").expect(0).json();
    assert_eq!(rotated["previous_secret"], old);
    let new = rotated["secret"].as_str().expect("a secret");
    serving.create();
    let asked = handler.next();
    assert_eq!(asked.header("webhook-signature").map(|header| header.split(' ').count()), Some(2));
    assert!(verifies(&old, &asked) && verifies(new, &asked), "{asked:?}");
}

#[test]
fn a_secret_of_ones_own_comes_from_a_file_or_a_variable_and_is_not_shown() {
    const SECRET: &str = "whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=";
    let sandbox = Sandbox::new();
    let handler = Handler::answering(200);
    let file = sandbox.file("secret", format!("{SECRET}\n"));
    let serving = Serving::start(&state(&sandbox), &["--webhook", &handler.url, "--webhook-secret-file", &file]);
    serving.create();
    assert!(verifies(SECRET, &handler.next()));
    assert!(!serving.said.to_string().contains("whsec_"), "{}", serving.said);
    let run = sandbox.run("emulator run -- sh -c 'echo $IPP_WEBHOOK_SECRET'").expect(0);
    assert!(run.out.starts_with("whsec_") && run.out.trim() != SECRET);
    let sandbox = sandbox.with("IPP_WEBHOOK_SECRET", SECRET);
    let run = sandbox.run("emulator run -- sh -c 'echo $IPP_WEBHOOK_SECRET'").expect(0);
    assert_eq!(run.out.trim(), SECRET);
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", "hunter2");
    let run = sandbox.run("emulator run -- true").expect(2);
    assert!(!run.err.contains("hunter2"), "{run:?}");
    run.out_is("").says(&["whsec_", "IPP_WEBHOOK_SECRET"]);
}

#[test]
fn a_destination_that_hangs_keeps_nothing_from_another() {
    let sandbox = Sandbox::new();
    let (hangs, answers) = (Server::answering(vec![Answer::Silence]), Handler::answering(200));
    let serving = Serving::start(&sandbox.state_dir(), &["--webhook", &hangs.address, "--webhook", &answers.url]);
    let order = client::order(&serving.device());
    let mut waiting: BTreeSet<String> = (0..300)
        .map(|_| serving.ask("POST", "/sessions", &order)["session_id"].as_str().expect("an id").to_owned())
        .collect();
    while !waiting.is_empty() {
        waiting.remove(event(&answers.next())["data"]["session_id"].as_str().expect("an id"));
    }
    let to_the_other = |delivery: &Value| delivery["url"].as_str().is_some_and(|url| url.starts_with(&hangs.address));
    let kept = deliveries(&sandbox).into_iter().filter(to_the_other);
    let tried = kept.filter(|delivery| delivery["attempts"].as_array().is_some_and(|attempts| !attempts.is_empty()));
    assert_eq!(tried.count(), 0, "all arrived while the first of the others still hung");
}

#[test]
fn a_destination_with_https_needs_an_authority_that_is_known() {
    let (sandbox, authority) = (Sandbox::new(), Authority::new());
    let answer = with_headers(302, &[("location", "/elsewhere")], "");
    let server = tls::server("localhost", authority.identity("localhost"), answer);
    let file = sandbox.file("ca.pem", authority.pem());
    sandbox.run(&format!("emulator destination add {}/callbacks", server.address)).expect(0);
    sandbox.run("session create --env emulator --amount 100 --currency SEK").expect(0);
    let attempt = &deliveries(&sandbox)[0]["attempts"][0];
    assert!(attempt["error"].as_str().is_some_and(|error| error.contains("certificate")), "{attempt}");
    assert_eq!(server.lines(), [""; 0]);
    sandbox.run(&format!("emulator deliveries --redeliver 1 --ca-file {file}")).expect(0);
    assert_eq!(deliveries(&sandbox)[0]["attempts"][1]["status"], 302);
    let _serving = Serving::start(&state(&sandbox), &["--ca-file", &file]);
    sandbox.run("emulator deliveries --redeliver 1").expect(0).says(&["the server sends it now"]);
    server.wait_for("POST /callbacks", 2);
    assert_eq!(server.lines(), ["POST /callbacks", "POST /callbacks"], "a redirect is not followed");
}
