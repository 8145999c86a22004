//! Transitions that are kept together: each whole or not at all by itself, and all of them or none in the end.

use super::super::{World, WorldError};
use super::{documented_order, first_device, told_types, world};
use crate::model::id::SessionId;
use crate::model::session::SessionStatus;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Where no other process writes.
fn together<T>(world: &mut World, work: impl FnOnce(&mut World) -> T) -> (T, Result<(), WorldError>) {
    world.together(work).expect("free")
}

fn count(world: &World) -> i64 {
    world.status().expect("counted").sessions.values().sum()
}

#[test]
fn what_is_done_together_is_seen_inside_and_kept_at_the_end() {
    let (mut world, _, folder) = world();
    let order = documented_order(first_device(&world).id.as_str());
    let other = World::open(folder.path()).expect("a world");
    let (ids, kept) = together(&mut world, |world| {
        let first = world.create_session(&order).expect("created").session_id;
        assert_eq!(world.cancel_session(&first).expect("cancelled").status, SessionStatus::Cancelled);
        let second = world.create_session(&order).expect("created").session_id;
        assert_eq!(count(&other), 0, "nobody else sees half of it");
        [first, second]
    });
    kept.expect("kept");
    assert_eq!(count(&other), 2);
    let statuses = ids.map(|id| world.session(&id).expect("kept").status);
    assert_eq!(statuses, [SessionStatus::Cancelled, SessionStatus::Created]);
    assert_eq!(told_types(&world).len(), 3, "each has told its callback");
}

#[test]
fn a_step_that_is_refused_takes_nothing_with_it() {
    let (mut world, _, _folder) = world();
    let order = documented_order(first_device(&world).id.as_str());
    let ((first, refused, last), kept) = together(&mut world, |world| {
        let first = world.create_session(&order);
        (first, world.cancel_session(&SessionId::new("nobody")), world.create_session(&order))
    });
    kept.expect("kept");
    assert!(matches!(refused, Err(WorldError::NotFound { .. })));
    assert!(first.is_ok() && last.is_ok());
    assert_eq!((count(&world), told_types(&world).len()), (2, 2));
}

#[test]
fn a_first_step_that_is_refused_half_way_leaves_nothing() {
    let (mut world, _, _folder) = world();
    let order = documented_order(first_device(&world).id.as_str());
    let ((broken, last), kept) = together(&mut world, |world| {
        let broken = world.transition(|step| {
            step.store.execute_batch("DELETE FROM devices")?;
            Err::<(), _>(WorldError::UnknownCode)
        });
        (broken, world.create_session(&order))
    });
    kept.expect("kept");
    assert!(broken.is_err() && last.is_ok(), "the phone is still there");
    assert_eq!((count(&world), told_types(&world).len()), (1, 1));
}

#[test]
fn a_full_disk_loses_the_whole_group_and_says_so() {
    let (mut world, _, _folder) = world();
    let order = documented_order(first_device(&world).id.as_str());
    let mut large = order.clone();
    large.merchant_data = Some("x".repeat(100_000));
    let pages: i64 = world.store.pragma_query_value(None, "page_count", |row| row.get(0)).expect("pages");
    world.store.pragma_update(None, "max_page_count", pages).expect("no more room");
    let full = |error: &WorldError| matches!(error, WorldError::Unavailable(reason) if reason == "the disk is full");
    let ((first, second), kept) =
        together(&mut world, |world| (world.create_session(&order), world.create_session(&large)));
    assert!(full(&second.expect_err("full")));
    // SQLite decides whether the steps before are lost; what was said has to be what is there.
    assert!(first.is_ok());
    match kept {
        Ok(()) => assert_eq!(count(&world), 1),
        Err(error) => assert!(full(&error) && count(&world) == 0, "{error}"),
    }
    world.store.pragma_update(None, "max_page_count", pages + 1_000).expect("room");
    world.create_session(&large).expect("goes on");
}

#[test]
fn after_the_transaction_is_lost_nothing_more_is_done() {
    let (mut world, _, _folder) = world();
    let order = documented_order(first_device(&world).id.as_str());
    let (_, kept) = together(&mut world, |world| {
        world.create_session(&order).expect("created");
        let lost = world.transition(|step| {
            step.store.execute_batch("ROLLBACK")?;
            Err::<(), _>(WorldError::Unavailable("gone".to_owned()))
        });
        assert!(lost.is_err());
        assert!(matches!(world.create_session(&order), Err(WorldError::Unavailable(reason)) if reason == "gone"));
    });
    assert!(matches!(kept, Err(WorldError::Unavailable(reason)) if reason == "gone"));
    assert_eq!(count(&world), 0);
    world.create_session(&order).expect("goes on");
}

#[test]
fn a_panic_or_a_lock_of_another_process_keeps_nothing() {
    let (mut world, _, folder) = world();
    let order = documented_order(first_device(&world).id.as_str());
    let broken = catch_unwind(AssertUnwindSafe(|| {
        world.together(|world| {
            world.create_session(&order).expect("created");
            panic!("on purpose");
        })
    }));
    assert!(broken.is_err());
    assert_eq!(count(&world), 0);
    let other = World::open(folder.path()).expect("a world");
    other.store.execute_batch("BEGIN IMMEDIATE").expect("locked");
    assert!(world.together(|world| world.create_session(&order)).is_none(), "nobody is waited for");
    other.store.execute_batch("ROLLBACK").expect("unlocked");
    world.create_session(&order).expect("goes on");
    assert_eq!(count(&world), 1);
}
