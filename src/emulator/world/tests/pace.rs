//! Time that goes faster than the machine's.

use super::super::{Clock, ScaledClock, World};
use super::{BEGINNING, Counting, created, world};
use crate::model::assumed::SESSION_LIFETIME;
use crate::model::session::SessionStatus;
use std::time::Duration;

#[test]
fn a_scaled_clock_runs_from_the_moment_it_is_made() {
    let (_, hands, _folder) = world();
    let clock = ScaledClock::new(hands.clone(), 60);
    assert_eq!(clock.now().as_second(), BEGINNING);
    hands.forward(10);
    assert_eq!(clock.now().as_second(), BEGINNING + 600);
}

#[test]
fn everything_lapses_sooner_but_leases_are_the_machines() {
    let (mut world, hands, _folder) = world();
    world.set_time_scale(60).expect("faster");
    world.add_destination("http://127.0.0.1:1/").expect("added");
    let id = created(&mut world).session_id;
    super::claim(&mut world, 1);
    assert_eq!(world.next_due_in().expect("asked"), Some(Duration::from_secs(30)));
    hands.forward(super::long(SESSION_LIFETIME) / 60 - 1);
    assert_eq!(world.session(&id).expect("read").status, SessionStatus::Created);
    assert_eq!(world.next_due_in().expect("asked"), Some(Duration::from_secs(16)));
    hands.forward(1);
    assert_eq!(world.session(&id).expect("read").status, SessionStatus::Expired);
}

#[test]
fn every_process_sees_the_same_time_and_it_never_goes_back() {
    let (mut world, hands, folder) = world();
    hands.forward(5);
    world.set_time_scale(100).expect("faster");
    hands.forward(10);
    let open =
        || World::open_with(folder.path(), Box::new(hands.clone()), Box::new(Counting(1 << 64))).expect("opened");
    assert_eq!((world.now().as_second(), open().now()), (BEGINNING + 1005, world.now()));
    world.set_time_scale(1).expect("as the machine's again");
    hands.forward(10);
    assert_eq!((world.now().as_second(), open().now()), (BEGINNING + 1015, world.now()));
    for scale in [0, -1] {
        world.set_time_scale(scale).expect_err("time does not stand still");
    }
}

#[test]
fn a_reset_goes_back_to_the_machines_time_in_every_process() {
    let (mut server, hands, folder) = world();
    server.rotate_secret().expect("rotated");
    let mut command =
        World::open_with(folder.path(), Box::new(hands.clone()), Box::new(Counting(1 << 64))).expect("opened");
    command.set_time_scale(i32::MAX).expect("faster");
    hands.forward(1 << 30);
    assert!(server.now().as_second() > BEGINNING << 1);
    command.reset().expect("reset");
    assert_eq!((server.now(), server.time_scale()), (command.now(), 1));
    assert_eq!(server.now().as_second(), BEGINNING + (1 << 30));
    assert_eq!(server.secrets().expect("secrets").len(), 1, "the one before would sign until then");
    let id = created(&mut server).session_id;
    hands.forward(super::long(SESSION_LIFETIME) - 1);
    assert_eq!(command.session(&id).expect("read").status, SessionStatus::Created);
}

#[test]
fn a_world_that_is_open_already_follows_a_new_pace() {
    let (mut server, hands, folder) = world();
    let id = created(&mut server).session_id;
    let mut command =
        World::open_with(folder.path(), Box::new(hands.clone()), Box::new(Counting(1 << 64))).expect("opened");
    for (scale, passed) in [(100, 1000), (1, 1010), (7, 1080)] {
        command.set_time_scale(scale).expect("another pace");
        hands.forward(10);
        assert_eq!((server.now().as_second(), command.now()), (BEGINNING + passed, server.now()), "{scale}");
    }
    command.set_time_scale(1_000).expect("faster");
    hands.forward(1);
    server.cancel_session(&id).expect_err("a transition goes by the new pace, too");
    assert_eq!(server.session(&id).expect("read").status, SessionStatus::Expired);
}
