//! What may be another payment's, or may be paid although its status says otherwise: never a yes, and never a way to ask twice.

use super::{CANCEL, CREATE, ID, ORDER};
use crate::support::Sandbox;
use crate::support::server::{Answer, Asked, Server, json};
use serde_json::{Value, json as value};

const OTHER: &str = "0a6f3c1e-5d43-4b0e-9d0c-000000000000";

/// What was sent, as the session of this id in this status.
fn echo(asked: &Asked, id: &str, status: &str) -> Value {
    let sent: Value = serde_json::from_str(&asked.body).expect("a body");
    value!({"session_id": id, "status": status, "order_amount": 100, "purchase_currency": "SEK",
        "device_id": sent["device_id"], "merchant_reference1": sent["merchant_reference1"],
        "merchant_data": sent["merchant_data"]})
}

fn answer(session: &Value) -> Answer {
    json(200, &session.to_string())
}

/// Repeats its first payment in every answer, paid; the first answer of all is lost.
fn repeating() -> Server {
    let first = std::sync::Mutex::new(None);
    Server::scripted(move |asked, _| {
        let mut first = first.lock().expect("the first");
        match first.as_ref() {
            None => {
                *first = Some(echo(asked, ID, "FINALIZED"));
                Answer::Close
            }
            Some(session) => answer(session),
        }
    })
}

#[test]
fn an_answer_that_bears_another_payments_mark_is_none() {
    let server = repeating();
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("pay {ORDER} --ref X1")).expect(24);
    let run = sandbox.run(&format!("pay {ORDER} --ref X2")).expect(24).out_is("");
    run.says(&[ID, "has another mark than was sent", "it says nothing of this payment", "session recover 2"]);
    assert_eq!(standings(&sandbox), ["unknown", "unknown"]);
    sandbox.run(&format!("session recover 1 --settle session={ID}")).expect(0);
    assert_eq!(standings(&sandbox), ["unknown", "paid"]);
}

#[test]
fn another_reference_or_phone_is_another_payments_too() {
    for (name, other) in [("merchant_reference1", "X9"), ("device_id", OTHER)] {
        let server = Server::scripted(move |asked, _| {
            let mut session = echo(asked, ID, "FINALIZED");
            session["merchant_data"] = Value::Null;
            session[name] = other.into();
            answer(&session)
        });
        let sandbox = Sandbox::playground(&server.address);
        sandbox.run(&format!("pay {ORDER} --ref X1")).expect(24).out_is("");
        assert_eq!(standings(&sandbox), ["unknown"]);
    }
}

#[test]
fn what_is_read_later_has_to_be_the_payment_too() {
    let sent = std::sync::Mutex::new(Value::Null);
    let server = Server::scripted(move |asked, _| {
        let mut sent = sent.lock().expect("what was sent");
        if asked.method == "POST" {
            *sent = echo(asked, ID, "FINALIZED");
            sent["merchant_data"] = r#"{"ipp_mark":"00000000000000000000000000000000"}"#.into();
            return json(200, &format!(r#"{{"session_id":"{ID}","status":"CREATED"}}"#));
        }
        answer(&sent)
    });
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("pay {ORDER} --ref X1")).expect(24).says(&["has another mark than was sent"]);
    for line in ["session wait", "session cancel", "session recover", "session recover --wait"] {
        sandbox.run(&format!("{line} {ID}")).expect(24);
    }
    assert_eq!(standings(&sandbox), ["open"]);
}

/// Whatever is asked, the session has ended, and something in it says that it was paid.
fn doubtful(status: &'static str, with: (&'static str, Value)) -> Server {
    Server::scripted(move |_, _| {
        let mut session = value!({"session_id": ID, "status": status, "order_amount": 100, "purchase_currency": "SEK"});
        session[with.0] = with.1.clone();
        answer(&session)
    })
}

#[test]
fn a_doubt_that_comes_later_counts_as_well() {
    let server = Server::scripted(|asked, _| {
        let status = if asked.method == "POST" { "CREATED" } else { "CANCELLED" };
        let order = if asked.method == "GET" && asked.nth > 0 { "order-1".into() } else { Value::Null };
        answer(&value!({"session_id": ID, "status": status, "order_id": order}))
    });
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("pay {ORDER} --ref P1")).expect(20);
    assert_eq!(standings(&sandbox), ["unpaid"]);
    sandbox.run(&format!("session wait {ID}")).expect(24);
    assert_eq!(standings(&sandbox), ["open"]);
}

#[test]
fn an_unpaid_end_that_may_be_paid_is_known_to_nobody() {
    for (status, with) in [
        ("CANCELLED", ("purchase_completed_at", "2026-06-05T18:33:39Z".into())),
        ("CANCELLED", ("order_id", 12345.into())),
        ("EXPIRED", ("order_id", "order-1".into())),
        ("FAILED", ("order_id", "order-1".into())),
    ] {
        let server = doubtful(status, with);
        let sandbox = Sandbox::playground(&server.address);
        let pay = format!("pay {ORDER} --ref P1");
        sandbox.run(&pay).expect(24).says(&["not known whether session"]);
        sandbox.run("session list").expect(0).shows(&[status, "may be paid"]);
        sandbox.run(&pay).expect(9).says(&["may be paid all the same", "nothing was sent"]);
        assert_eq!(server.operations().iter().filter(|operation| *operation == CREATE).count(), 1);
        for line in ["session wait", "session cancel", "session recover --wait", "session recover"] {
            sandbox.run(&format!("{line} {ID}")).expect(24);
        }
        assert!(server.operations().iter().any(|operation| operation == CANCEL));
        assert_eq!(standings(&sandbox), ["open"]);
    }
}

#[test]
fn a_status_that_holds_a_card_or_a_key_leaves_neither_in_the_journal() {
    let server = Server::scripted(|_, _| {
        json(200, &format!(r#"{{"session_id":"{ID}","status":"card 4111.1111.1111.1111 kco_test_api_x"}}"#))
    });
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("session create {ORDER}")).expect(0);
    let journal = sandbox.run("session list -o json").expect(0).out;
    assert!(!journal.contains("4111") && !journal.contains("api_x"), "{journal}");
}

/// Newest first.
fn standings(sandbox: &Sandbox) -> Vec<String> {
    let list = sandbox.run("session list -o json").expect(0).json();
    let rows = list.as_array().expect("a list");
    rows.iter().map(|row| row["standing"].as_str().expect("a standing").to_owned()).collect()
}
