//! What comes late: a delivery that is still being answered, and callbacks of sessions whose rows were judged before.

use super::changed::{Changed, is_tap};
use super::lies::{free_port, tell_paid};
use super::{Report, sandbox};
use crate::support::server::{Answer, Server};
use crate::webhook::handlers::{judged, status};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn a_delivery_that_is_still_being_answered_is_waited_for() {
    let created = AtomicUsize::new(0);
    let handler = Server::scripted(move |asked, _| {
        let is_created = asked.body.contains("ipp.session.created");
        match is_created && created.fetch_add(1, Ordering::SeqCst) == 3 {
            true => Answer::Silence,
            false => status(judged(asked, asked.body.as_bytes())),
        }
    });
    let report = Report::of(&sandbox(), &format!("--timeout 5s --handler {}", handler.address), 30);
    assert_eq!(report.ended("failed"), ["endpoint"]);
    report.says("endpoint", "failed", &["1 failed", "18 of 18 rows", "did not answer"]);
}

#[test]
fn a_cancelled_session_that_is_told_to_be_paid_does_not_pass() {
    let port = free_port();
    let own = port.clone();
    let changed = Changed::new(move |asked, given| {
        if is_tap(asked, "SUCCESS") && given.0 == 409 {
            tell_paid(&own, asked.path.split('/').nth(5).expect("an id"));
        }
        given
    });
    let report = Report::of(&changed.sandbox, &format!("--only cancel --port {port}"), 30);
    report.says("cancel", "failed", &["is CANCELLED", "was told to be paid", "read the session back"]);
}

#[test]
fn the_first_payment_that_is_told_twice_does_not_pass() {
    for (only, row) in [("callback", "callback"), ("order", "order")] {
        let (port, paid) = (free_port(), Mutex::new(String::new()));
        let own = port.clone();
        let changed = Changed::new(move |asked, given| {
            if asked.method == "GET" && given.1["status"] == "FINALIZED" {
                let mut paid = paid.lock().expect("a lock");
                if paid.is_empty() {
                    *paid = given.1["session_id"].as_str().expect("an id").to_owned();
                }
            }
            // The next item has begun.
            if asked.operation().ends_with("/cancel") && asked.nth == 0 {
                tell_paid(&own, &paid.lock().expect("a lock"));
            }
            given
        });
        let report = Report::of(&changed.sandbox, &format!("--only {only} --only cancel --port {port}"), 30);
        report.says(row, "failed", &["was told to be paid twice", "keep what was paid as paid once"]);
    }
}
