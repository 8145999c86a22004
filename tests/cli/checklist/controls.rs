//! `ipp checklist --contract`: what is judged by a refusal is judged only where the same request was accepted that has nothing
//! to be refused for.

use super::changed::{Changed, refusal};
use super::contract::{Rows, is, of_one};
use super::nothing_is_left;

use std::sync::atomic::{AtomicBool, Ordering};

/// Every row that a create decides.
const OF_CREATES: [&str; 9] = [
    "session-values",
    "session-tax-rate",
    "session-formats",
    "session-unknown-device",
    "session-line-types",
    "session-reference2",
    "session-unknown-fields",
    "session-location",
    "session-status",
];

#[test]
fn a_server_that_refuses_every_create_shows_nothing_of_any() {
    for status in [400, 404, 409, 422] {
        let changed = Changed::new(move |asked, given| match is(asked, "POST /sessions") {
            true => refusal(status, "Device is offline"),
            false => given,
        });
        let rows = Rows::of(&changed.sandbox, "", 0);
        for id in OF_CREATES {
            rows.says(id, "not_seen", "");
        }
        assert_eq!(rows.ended("contradicted"), Vec::<&str>::new(), "{status}");
        rows.says("session-values", "not_seen", "Device is offline");
    }
}

#[test]
fn what_begins_to_refuse_everything_on_the_way_shows_nothing_more() {
    let changed = Changed::new(|asked, given| match is(asked, "POST /sessions") && asked.nth > 3 {
        true => refusal(400, "Device is offline"),
        false => given,
    });
    let rows = Rows::of(&changed.sandbox, "", 0);
    for id in ["session-values", "session-tax-rate", "session-formats", "session-unknown-device", "session-line-types"]
    {
        rows.says(id, "not_seen", "");
    }
}

#[test]
fn an_api_that_wants_a_location_contradicts_that_alone() {
    let changed = Changed::new(|asked, given| {
        match is(asked, "POST /sessions") && !asked.path.contains("location_id") && given.0 < 300 {
            true => refusal(400, "location_id is required"),
            false => given,
        }
    });
    let rows = Rows::of(&changed.sandbox, "", 30);
    assert_eq!(rows.ended("contradicted"), ["session-location"]);
    rows.says("session-location", "contradicted", "400");
    for id in OF_CREATES.into_iter().filter(|id| *id != "session-location") {
        rows.says(id, "confirmed", "");
    }
    for id in ["order-captured", "decline-stays-open", "session-busy", "callback-order", "session-ended"] {
        rows.says(id, "confirmed", "");
    }
    nothing_is_left(&changed.sandbox);
}

#[test]
fn a_field_that_alone_is_refused_is_named() {
    let changed = Changed::new(|asked, given| match is(asked, "POST /sessions") && asked.body.contains("-second\"") {
        true => refusal(400, "merchant_reference2: unknown"),
        false => given,
    });
    let rows = Rows::of(&changed.sandbox, "", 30);
    assert_eq!(rows.ended("contradicted"), ["session-reference2"]);
    rows.says("session-unknown-fields", "confirmed", "one of the order was taken");
    rows.says("session-cancel-again", "confirmed", "");
}

#[test]
fn a_phone_that_cannot_be_renamed_says_nothing_of_empty_names() {
    for status in [400, 404, 405] {
        let changed = Changed::new(move |asked, given| match of_one(asked, "PUT", "devices") {
            true => refusal(status, "no PUT"),
            false => given,
        });
        Rows::of(&changed.sandbox, "", 0).says("device-name-empty", "not_seen", "no PUT");
    }
}

#[test]
fn sessions_that_go_with_their_phone_are_a_contradiction() {
    let is_gone = AtomicBool::new(false);
    let changed = Changed::new(move |asked, given| {
        if of_one(asked, "DELETE", "devices") {
            is_gone.store(true, Ordering::SeqCst);
        }
        match of_one(asked, "GET", "sessions") && is_gone.load(Ordering::SeqCst) {
            true => refusal(404, "no such session"),
            false => given,
        }
    });
    let rows = Rows::of(&changed.sandbox, "", 30);
    assert_eq!(rows.ended("contradicted"), ["device-remove"]);
    rows.says("device-remove", "contradicted", "404");
}

#[test]
fn an_order_that_says_both_is_not_taken_to_be_captured() {
    let changed = Changed::new(|asked, (status, body)| match asked.path.starts_with("/ordermanagement") {
        true if body["captured_amount"] == 100 => (status, super::changed::with(body, "captured_amount", 0.into())),
        _ => (status, body),
    });
    let rows = Rows::of(&changed.sandbox, "", 0);
    rows.says("order-captured", "not_seen", "CAPTURED, 0 of 100 captured");
}
