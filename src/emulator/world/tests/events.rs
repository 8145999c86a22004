//! What the world tells: which transition tells what, in which words, and that a refused one tells nothing.

use super::{created, told, told_types, world};
use crate::model::assumed::SESSION_LIFETIME;
use crate::model::session::SessionStatus;
use crate::model::tap::TapOutcome;
use serde_json::{Value, json};

#[test]
fn a_tap_on_a_new_session_activates_and_pays() {
    let (mut world, _, _folder) = world();
    let id = created(&mut world).session_id;
    let paid = world.simulate_tap(&id, TapOutcome::Success).expect("paid");
    assert_eq!(told_types(&world), ["ipp.session.created", "ipp.session.activated", "ipp.session.finalized"]);
    let orders: Vec<_> = told(&world).into_iter().map(|event| event.data.order_id).collect();
    assert_eq!(orders, [None, None, paid.order_id], "only what is paid has an order");
}

#[test]
fn every_decline_is_told_with_its_reason_and_activation_once() {
    let (mut world, _, _folder) = world();
    let id = created(&mut world).session_id;
    for outcome in TapOutcome::ALL.into_iter().rev() {
        world.simulate_tap(&id, outcome).expect("tapped");
    }
    let reasons: Vec<_> = told(&world).into_iter().filter_map(|event| event.data.failure_reason).collect();
    let expected: Vec<_> = TapOutcome::ALL.iter().rev().map(|outcome| outcome.name()).collect();
    assert_eq!(reasons, expected[..9]);
    let types = told_types(&world);
    assert_eq!(types[..2], ["ipp.session.created", "ipp.session.activated"]);
    assert!(types[2..11].iter().all(|name| name == "ipp.payment.failed"), "{types:?}");
    assert_eq!(types[11..], ["ipp.session.finalized"]);
}

#[test]
fn a_cancel_is_told_once() {
    let (mut world, _, _folder) = world();
    let id = created(&mut world).session_id;
    world.cancel_session(&id).expect("cancelled");
    world.cancel_session(&id).expect("cancelled already");
    assert_eq!(told_types(&world), ["ipp.session.created", "ipp.session.cancelled"]);
}

#[test]
fn refused_transitions_and_expiry_tell_nothing() {
    let (mut world, clock, _folder) = world();
    let (paid, late) = (created(&mut world).session_id, created(&mut world).session_id);
    world.simulate_tap(&paid, TapOutcome::Success).expect("paid");
    let before = told(&world);
    world.cancel_session(&paid).expect_err("paid");
    world.simulate_tap(&paid, TapOutcome::LostCard).expect_err("paid");
    clock.forward(super::long(SESSION_LIFETIME));
    assert_eq!(world.session(&late).expect("read").status, SessionStatus::Expired);
    world.simulate_tap(&late, TapOutcome::Success).expect_err("late");
    world.create_session(&super::documented_order("nobody")).expect_err("no such phone");
    assert_eq!(told(&world), before);
}

#[test]
fn the_envelope_is_the_documented_one_and_is_sent_to_the_byte() {
    let (mut world, _, _folder) = world();
    world.add_destination("http://127.0.0.1:1/hook").expect("added");
    let session = created(&mut world);
    let due = super::claim(&mut world, 10).remove(0);
    let body: Value = serde_json::from_slice(&due.body).expect("JSON");
    assert_eq!(
        body,
        json!({
            "id": due.event_id, "merchant_id": "DM11917000", "timestamp": "2026-05-28T20:26:40.000000000Z",
            "type": "ipp.session.created",
            "data": {"session_id": session.session_id, "order_id": null, "failure_reason": null}
        })
    );
    let names: Vec<_> = body.as_object().expect("an object").keys().cloned().collect();
    assert_eq!(names, ["id", "merchant_id", "timestamp", "type", "data"]);
    assert!(due.event_id.starts_with("kevt_") && due.event_id.len() > 20, "{}", due.event_id);
    let stored: String = world.store.query_row("SELECT body FROM events", (), |row| row.get(0)).expect("a body");
    assert_eq!(stored.into_bytes(), due.body);
}

#[test]
fn event_and_deliveries_are_in_the_transaction_of_the_transition() {
    let (mut world, _, _folder) = world();
    world.add_destination("http://127.0.0.1:1/hook").expect("added");
    let id = created(&mut world).session_id;
    let before = world.status().expect("counted");
    for table in ["events", "deliveries"] {
        let trigger = format!(
            "CREATE TEMP TRIGGER broken BEFORE INSERT ON main.{table} BEGIN SELECT raise(ABORT, 'broken'); END"
        );
        world.store.execute_batch(&trigger).expect("a trigger");
        world.simulate_tap(&id, TapOutcome::Success).expect_err("the outbox fails");
        world.cancel_session(&id).expect_err("the outbox fails");
        world.store.execute_batch("DROP TRIGGER broken").expect("mended");
        assert_eq!(world.session(&id).expect("read").status, SessionStatus::Created, "{table}");
        assert_eq!((told(&world).len(), world.status().expect("counted")), (1, before.clone()), "{table}");
    }
}
