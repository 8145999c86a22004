//! Each fault of a callback against a handler, sent by a server or by the command itself.

use super::super::support::handler::{Handler, event};
use super::super::support::serving::Serving;
use super::add;
use crate::support::Sandbox;
use crate::support::server::Asked;
use ipp::secret::Secret;
use ipp::webhook::signature::SigningKey;

const PAY: &str = "pay --env emulator --amount 249.00 --currency SEK --simulate-tap SUCCESS -o id";

/// A sandbox whose callbacks go to this handler.
fn sandbox(handler: &Handler) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.run(&format!("emulator destination add {}", handler.url)).expect(0);
    sandbox
}

/// The last words of the types of the next callbacks.
#[track_caller]
fn next(handler: &Handler, count: usize) -> Vec<String> {
    let word = |name: String| name.rsplit('.').next().expect("a word").to_owned();
    handler.types(count).into_iter().map(word).collect()
}

fn verifies(sandbox: &Sandbox, asked: &Asked) -> bool {
    let secret = Secret::new(sandbox.run("emulator secret -o id").expect(0).out.trim().to_owned());
    let header = |name: &str| asked.header(name).expect("a header").to_owned();
    let timestamp = header("webhook-timestamp").parse().expect("seconds");
    let key = SigningKey::new(&secret).expect("a key");
    key.verifies(&header("webhook-signature"), &header("webhook-id"), timestamp, asked.body.as_bytes())
}

#[test]
fn lost_is_never_sent_and_can_be_delivered_on_request() {
    let handler = Handler::answering(200);
    let sandbox = sandbox(&handler);
    add(&sandbox, "callback-lost --on ipp.session.activated");
    sandbox.run(PAY).expect(0);
    assert_eq!(next(&handler, 2), ["created", "finalized"]);
    let deliveries = sandbox.run("emulator deliveries -o json").expect(0).json();
    let lost = &deliveries[1];
    assert_eq!((&lost["status"], &lost["fault"]), (&"given_up".into(), &"callback-lost".into()));
    sandbox.run("emulator deliveries").expect(0).shows(&["callback-lost"]);
    assert!(handler.is_quiet());
    sandbox.run(&format!("emulator deliveries --redeliver {}", lost["delivery_id"])).expect(0);
    assert_eq!(next(&handler, 1), ["activated"]);
}

#[test]
fn doubled_arrives_twice_under_one_id() {
    let handler = Handler::answering(200);
    let sandbox = sandbox(&handler);
    add(&sandbox, "callback-doubled --on ipp.session.finalized --count 1");
    sandbox.run(PAY).expect(0);
    assert_eq!(next(&handler, 2), ["created", "activated"]);
    let (first, second) = (handler.next(), handler.next());
    assert_eq!(event(&first), event(&second));
    assert!(verifies(&sandbox, &first) && verifies(&sandbox, &second));
    assert!(handler.is_quiet());
}

#[test]
fn late_arrives_when_its_time_has_come_on_the_emulators_clock() {
    let handler = Handler::answering(200);
    let sandbox = Sandbox::new();
    let flags = ["--webhook", &handler.url, "--time-scale", "10", "--fault", "callback-late,count=1,delay=30s"];
    let serving = Serving::start(&sandbox.state_dir(), &flags);
    let id = serving.create();
    serving.pay(&id);
    assert_eq!(next(&handler, 3), ["activated", "finalized", "created"]);
}

#[test]
fn out_of_order_arrives_after_the_next_or_alone() {
    let handler = Handler::answering(200);
    let sandbox = Sandbox::new();
    let fault = "callback-out-of-order,on=ipp.session.created,delay=40s";
    let flags = ["--webhook", &handler.url, "--time-scale", "10", "--fault", fault];
    let serving = Serving::start(&sandbox.state_dir(), &flags);
    let id = serving.create();
    serving.pay(&id);
    let all = next(&handler, 3);
    assert_eq!(all[0], "activated");
    assert!(all[1..].contains(&"created".to_owned()), "{all:?}");
    serving.create();
    assert_eq!(next(&handler, 1), ["created"]);
}

#[test]
fn a_bad_signature_is_put_right_for_a_handler_that_refuses_it() {
    let handler = Handler::answering(401);
    let sandbox = Sandbox::new();
    let fault = "callback-bad-signature,on=ipp.session.created";
    let flags = ["--webhook", &handler.url, "--time-scale", "100", "--fault", fault];
    let serving = Serving::start(&sandbox.state_dir(), &flags);
    serving.create();
    let first = handler.next();
    handler.answer(200);
    let second = handler.next();
    assert!(!verifies(&sandbox, &first) && verifies(&sandbox, &second));
    assert_eq!(event(&first), event(&second));
    assert!(first.header("webhook-signature").is_some_and(|header| header.starts_with("v1,")), "of the right form");
}

#[test]
fn whichever_process_delivers_obeys() {
    let handler = Handler::answering(200);
    let sandbox = sandbox(&handler);
    let _serving = Serving::start(&sandbox.state_dir(), &[]);
    add(&sandbox, "callback-lost --on ipp.session.created --count 1");
    sandbox.run(PAY).expect(0);
    assert_eq!(next(&handler, 2), ["activated", "finalized"]);
}
