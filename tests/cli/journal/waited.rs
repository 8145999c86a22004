//! What later commands see goes into the journal, and what was paid is compared with what was asked.

use super::recover::PHONE;
use super::{CREATE, journal, standings};
use crate::support::Sandbox;
use crate::support::server::{Answer, Server, json};
use serde_json::Value;

const ID: &str = "0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";

fn session(status: &str, amount: i64) -> Answer {
    let body =
        format!(r#"{{"session_id":"{ID}","status":"{status}","order_amount":{amount},"purchase_currency":"SEK"}}"#);
    json(200, &body)
}

/// A machine that asked for 1.00 SEK, and a server that then shows this.
fn asked_for(then: Answer) -> (Sandbox, Server) {
    let server = Server::answering(vec![session("CREATED", 100), then]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("{CREATE} --device {PHONE}")).expect(0);
    (sandbox, server)
}

#[test]
fn a_wait_is_paid_only_by_the_whole_amount() {
    for line in [format!("session wait {ID}"), "session recover 1".to_owned()] {
        let (sandbox, _server) = asked_for(session("FINALIZED", 99));
        sandbox.run(&line).expect(1).says(&["was paid, but the amount is 0.99 SEK and 1.00 SEK was asked"]);
        assert_eq!(standings(&sandbox), ["paid"]);
        let (sandbox, _server) = asked_for(session("FINALIZED", 100));
        sandbox.run(&line).expect(0);
    }
    let (sandbox, _server) = asked_for(json(200, &format!(r#"{{"session_id":"{ID}","status":"FINALIZED"}}"#)));
    sandbox.run(&format!("session wait {ID}")).expect(1).says(&["not told by the API"]);
}

#[test]
fn of_a_session_of_another_machine_nothing_is_known_and_nothing_is_kept() {
    let server = Server::answering(vec![session("FINALIZED", 99)]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("session wait {ID}")).expect(0);
    assert!(journal(&sandbox).is_empty());
}

#[test]
fn each_command_writes_down_what_it_saw() {
    for (line, code) in [("get", 0), ("wait", 20), ("cancel", 0)] {
        let (sandbox, _server) = asked_for(session("CANCELLED", 100));
        sandbox.run(&format!("session {line} {ID}")).expect(code);
        let attempt = journal(&sandbox).remove(0);
        assert_eq!((&attempt["standing"], &attempt["status"]), (&"unpaid".into(), &"CANCELLED".into()));
        assert_eq!(attempt["seen"][1]["by"], format!("session {line}"));
    }
}

#[test]
fn a_payment_is_never_unpaid_again() {
    let server = Server::answering(vec![session("CREATED", 100), session("FINALIZED", 100), session("CANCELLED", 100)]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("{CREATE} --device {PHONE}")).expect(0);
    sandbox.run(&format!("session get {ID}")).expect(0);
    sandbox.run(&format!("session get {ID}")).expect(0);
    let seen: Vec<Value> = journal(&sandbox)[0]["seen"].as_array().expect("a list").clone();
    assert_eq!((standings(&sandbox), seen.len()), (vec!["paid".to_owned()], 2));
}

#[test]
fn what_is_certain_not_to_have_happened_is_refused_and_no_obstacle() {
    let server = Server::answering(vec![json(409, r#"{"detail":"Device is offline"}"#), session("CREATED", 100)]);
    let sandbox = Sandbox::playground(&server.address);
    let line = format!("{CREATE} --device {PHONE} --ref A");
    sandbox.run(&line).expect(6);
    let attempt = journal(&sandbox).remove(0);
    assert_eq!(attempt["standing"], "refused");
    assert!(attempt["why"].as_str().is_some_and(|why| why.contains("Device is offline")), "{attempt}");
    sandbox.run("session list").expect(0).shows(&["attempt-1", "refused"]);
    sandbox.run(&line).expect(0);
    let nobody = crate::support::server::nobody();
    sandbox.run(&format!("{CREATE} --device {PHONE} --base-url {nobody} --retries 0")).expect(7);
    let list = sandbox.run(&format!("session list --base-url {nobody} -o json")).expect(0).json();
    assert_eq!(list[0]["standing"], "refused");
}

#[test]
fn an_end_that_may_have_been_paid_all_the_same_is_no_end() {
    let odd = format!(
        r#"{{"session_id":"{ID}","status":"CANCELLED","order_amount":100,"purchase_currency":"SEK","order_id":"o-1"}}"#
    );
    let server = Server::answering(vec![session("CREATED", 100), session("CANCELLED", 100), json(200, &odd)]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("{CREATE} --device {PHONE} --ref A")).expect(0);
    sandbox.run(&format!("session get {ID}")).expect(0);
    assert_eq!(standings(&sandbox), ["unpaid"]);
    sandbox.run(&format!("session wait {ID}")).expect(24).says(&["it is not known whether"]);
    assert_eq!(standings(&sandbox), ["open"]);
    sandbox.run(&format!("{CREATE} --device {PHONE} --ref A")).expect(9).says(&["nothing was sent"]);
}

#[test]
fn a_session_with_another_second_reference_is_another_payment() {
    let other = format!(
        r#"{{"session_id":"{ID}","status":"FINALIZED","order_amount":100,"purchase_currency":"SEK","merchant_reference2":"C"}}"#
    );
    let server = Server::answering(vec![session("CREATED", 100), json(200, &other)]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("{CREATE} --device {PHONE} --ref A --ref2 B")).expect(0);
    let run = sandbox.run(&format!("session wait {ID}")).expect(24);
    run.says(&["has another second reference than was sent", "it is not known whether"]);
    assert_eq!(standings(&sandbox), ["open"]);
}
