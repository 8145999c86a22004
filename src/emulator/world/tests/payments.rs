//! Sessions: what can happen to them, and what can't any more.

use super::super::{World, WorldError};
use super::{BEGINNING, created, documented_order, first_device, world};
use crate::model::assumed::SESSION_LIFETIME;
use crate::model::id::{DeviceId, LocationId, SessionId};
use crate::model::session::{NewSession, SessionStatus};
use crate::model::tap::TapOutcome;
use jiff::Timestamp;

fn assert_ended(error: WorldError, expected: SessionStatus) {
    match error {
        WorldError::SessionEnded { status } => assert_eq!(status, expected),
        other => panic!("{other}"),
    }
}

#[test]
fn the_documented_order_is_taken_to_the_digit() {
    let (mut world, _, _folder) = world();
    let session = created(&mut world);
    assert_eq!(session.status, SessionStatus::Created);
    assert_eq!((session.order_amount, session.order_tax_amount), (Some(240_000), Some(48_000)));
    assert_eq!(session.merchant_reference1.as_deref(), Some("ORDER-12345"));
    assert_eq!((session.order_id.as_deref(), session.purchase_completed_at.as_deref()), (None, None));
    assert_eq!(world.session(&session.session_id).expect("read"), session);
}

#[test]
fn a_tap_pays_once() {
    let (mut world, clock, _folder) = world();
    let session = created(&mut world);
    clock.forward(5);
    let paid = world.simulate_tap(&session.session_id, TapOutcome::Success).expect("paid");
    assert_eq!(paid.status, SessionStatus::Finalized);
    let completed = paid.purchase_completed_at.as_deref().expect("completed").parse::<Timestamp>();
    assert_eq!(completed.expect("a timestamp").as_second(), BEGINNING + 5);
    assert!(paid.order_id.is_some());
    for outcome in TapOutcome::ALL {
        assert_ended(world.simulate_tap(&session.session_id, outcome).expect_err("paid"), SessionStatus::Finalized);
    }
    assert_ended(world.cancel_session(&session.session_id).expect_err("paid"), SessionStatus::Finalized);
    clock.forward(super::long(SESSION_LIFETIME) * 2);
    assert_eq!(world.session(&session.session_id).expect("read"), paid, "what is paid does not expire");
}

#[test]
fn a_declined_tap_leaves_the_session_open() {
    let (mut world, _, _folder) = world();
    let id = created(&mut world).session_id;
    for outcome in TapOutcome::ALL.into_iter().filter(|outcome| *outcome != TapOutcome::Success) {
        let session = world.simulate_tap(&id, outcome).expect("declined");
        assert_eq!((session.status, session.order_id), (SessionStatus::Active, None), "{outcome}");
    }
    assert_eq!(world.simulate_tap(&id, TapOutcome::Success).expect("paid").status, SessionStatus::Finalized);
}

#[test]
fn a_cancelled_session_can_not_be_paid() {
    let (mut world, _, _folder) = world();
    let id = created(&mut world).session_id;
    let cancelled = world.cancel_session(&id).expect("cancelled");
    assert_eq!(cancelled.status, SessionStatus::Cancelled);
    assert_ended(world.simulate_tap(&id, TapOutcome::Success).expect_err("cancelled"), SessionStatus::Cancelled);
    assert_eq!(world.cancel_session(&id).expect("only what ended otherwise is refused"), cancelled);
}

#[test]
fn open_sessions_expire_on_the_worlds_clock_and_stay_expired() {
    let (mut world, clock, _folder) = world();
    let (untouched, declined) = (created(&mut world).session_id, created(&mut world).session_id);
    clock.forward(super::long(SESSION_LIFETIME) - 1);
    world.simulate_tap(&declined, TapOutcome::DeclinedGeneric).expect("declined");
    assert_eq!(world.session(&untouched).expect("read").status, SessionStatus::Created);
    clock.forward(1);
    assert_ended(world.simulate_tap(&declined, TapOutcome::Success).expect_err("late"), SessionStatus::Expired);
    assert_ended(world.cancel_session(&untouched).expect_err("late"), SessionStatus::Expired);
    clock.forward(-600);
    for id in [&untouched, &declined] {
        assert_eq!(world.session(id).expect("read").status, SessionStatus::Expired, "put back clocks revive nothing");
    }
}

#[test]
fn unknown_phones_shops_and_sessions_are_not_found() {
    let (mut world, _, _folder) = world();
    let nobody = "00000000-0000-0000-0000-0000000000ff";
    let device = first_device(&world).id;
    let known = documented_order(device.as_str());
    let elsewhere = NewSession { location_id: Some(LocationId::new(nobody)), ..known.clone() };
    for (new, expected) in [(documented_order(nobody), "device"), (elsewhere, "location")] {
        let error = world.create_session(&new).expect_err(expected);
        assert!(matches!(error, WorldError::NotFound { what, .. } if what == expected), "{error}");
    }
    let id = SessionId::new(nobody);
    for error in [
        world.session(&id).expect_err("unknown"),
        world.cancel_session(&id).expect_err("unknown"),
        world.simulate_tap(&id, TapOutcome::Success).expect_err("unknown"),
    ] {
        assert!(matches!(error, WorldError::NotFound { what: "session", .. }), "{error}");
    }
    let removed = world.remove_device(&device).and_then(|()| world.create_session(&known).map(drop));
    assert!(matches!(removed, Err(WorldError::NotFound { what: "device", .. })));
}

#[test]
fn wrong_values_are_named_all_at_once() {
    let (mut world, _, _folder) = world();
    let mut new = documented_order("d-1");
    new.purchase_currency = "XXX".to_owned();
    new.purchase_started_at = "yesterday".to_owned();
    new.order_items[1].total_amount = 40_001;
    let Err(WorldError::Invalid(fields)) = world.create_session(&new) else { panic!("taken") };
    let names: Vec<_> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["device_id", "purchase_currency", "purchase_started_at", "order_items[1].total_amount"]);
    assert!(fields[3].1.contains("off by 1 minor units"), "{fields:?}");
}

#[test]
fn sums_that_do_not_hold_are_refused_by_field() {
    let (mut world, _, _folder) = world();
    let device = first_device(&world).id;
    let mut refused = |spoil: fn(&mut NewSession)| {
        let mut new = documented_order(device.as_str());
        spoil(&mut new);
        match world.create_session(&new) {
            Err(WorldError::Invalid(fields)) => fields.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(","),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(|new| new.order_amount = 240_001), "order_amount");
    assert_eq!(refused(|new| new.order_amount = 0), "order_amount");
    assert_eq!(refused(|new| new.order_tax_amount = 47_999), "order_tax_amount");
    assert_eq!(refused(|new| new.order_items[0].tax_rate = 10_001), "order_items[0].tax_rate");
    assert_eq!(refused(|new| new.order_items[0].total_tax_amount = 40_002), "order_items[0].total_tax_amount");
    assert_eq!(refused(|new| new.order_items[0].total_amount = i64::MAX), "order_items[0].total_amount");
    assert_eq!(refused(|new| new.order_items.clear()), "order_items,order_amount");
}

#[test]
fn a_full_disk_is_said_and_changes_nothing() {
    let (mut world, _, _folder) = world();
    let device = DeviceId::new(first_device(&world).id.as_str());
    let pages: i64 = world.store.pragma_query_value(None, "page_count", |row| row.get(0)).expect("pages");
    world.store.pragma_update(None, "max_page_count", pages).expect("no more room");
    let mut new = documented_order(device.as_str());
    new.merchant_data = Some("x".repeat(100_000));
    let error = world.create_session(&new).expect_err("full");
    assert!(matches!(&error, WorldError::Unavailable(reason) if reason == "the disk is full"), "{error}");
    assert_eq!(first_device(&world).id, device, "reading goes on");
}

#[test]
fn a_read_only_or_locked_file_is_said() {
    let (mut world, _, folder) = world();
    let order = documented_order(first_device(&world).id.as_str());
    let reason = |world: &mut World| match world.create_session(&order) {
        Err(WorldError::Unavailable(reason)) => reason,
        other => panic!("{other:?}"),
    };
    world.store.pragma_update(None, "query_only", true).expect("read-only");
    assert_eq!(reason(&mut world), "the file or its folder is read-only");
    world.store.pragma_update(None, "query_only", false).expect("writable");
    world.store.busy_timeout(std::time::Duration::ZERO).expect("no patience");
    let other = World::open(folder.path()).expect("another process's world");
    other.store.execute_batch("BEGIN IMMEDIATE").expect("a transition that takes its time");
    assert!(reason(&mut world).contains("another process"));
    drop(other);
    created(&mut world);
}
