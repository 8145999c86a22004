//! Leases, attempts and the schedule.

use super::super::{Attempt, Delivery, DeliveryFilter, DeliveryStatus, DestinationState, Due, World};
use super::{Hands, LEASE, created, world};
use crate::model::assumed::DELIVERY_SCHEDULE;
use crate::model::id::SessionId;
use crate::model::tap::TapOutcome;
use std::collections::HashSet;
use std::sync::Barrier;
use std::time::Duration;
use tempfile::TempDir;

fn answered(status: u16) -> Attempt {
    Attempt { status: Some(status), error: None, duration: Duration::from_millis(7) }
}

fn unreachable() -> Attempt {
    Attempt { status: None, error: Some("connection refused".to_owned()), duration: Duration::from_millis(1) }
}

/// A world with one destination, and one delivery to it.
fn waiting() -> (World, Hands, TempDir) {
    let (mut world, clock, folder) = world();
    world.add_destination("http://127.0.0.1:1/").expect("added");
    created(&mut world);
    (world, clock, folder)
}

fn claim(world: &mut World) -> Vec<Due> {
    super::claim(world, 100)
}

fn only(world: &World) -> Delivery {
    let mut listed = world.deliveries(&DeliveryFilter::default(), 20).expect("listed");
    assert_eq!(listed.len(), 1);
    listed.remove(0)
}

#[test]
fn what_is_claimed_is_nobody_elses_until_the_lease_ends() {
    let (mut world, clock, folder) = waiting();
    let mut other = World::open_with(folder.path(), Box::new(clock.clone()), Box::new(super::Counting(1 << 64)))
        .expect("another process's world");
    let due = claim(&mut world).remove(0);
    assert!(claim(&mut world).is_empty() && claim(&mut other).is_empty());
    assert_eq!(other.next_due_in().expect("asked"), Some(LEASE));
    clock.forward(29);
    assert!(claim(&mut other).is_empty());
    clock.forward(1);
    let again = claim(&mut other).remove(0);
    assert_eq!((&again.event_id, &again.body), (&due.event_id, &due.body));
    assert_eq!(again.attempt, 1, "what nobody recorded was no attempt");
}

#[test]
fn what_follows_in_a_session_waits_for_what_another_process_sends() {
    let (mut world, clock, folder) = waiting();
    let mut other = World::open_with(folder.path(), Box::new(clock.clone()), Box::new(super::Counting(1 << 64)))
        .expect("another process's world");
    let first = claim(&mut world).remove(0);
    let session: SessionId = first.session_id.as_deref().expect("a session").parse().expect("an id");
    other.add_destination("http://127.0.0.1:2/").expect("added");
    other.simulate_tap(&session, TapOutcome::Success).expect("paid");
    let next = created(&mut other).session_id.to_string();
    let taken = claim(&mut other);
    let there: Vec<_> = taken.iter().filter(|due| due.url.ends_with(":1/")).collect();
    assert_eq!(there.len(), 1, "{there:?}");
    assert_eq!(there[0].session_id.as_deref(), Some(&*next), "other sessions pass");
    assert_eq!(taken.len(), 4, "and so do other destinations");
    clock.forward(30);
    let again: Vec<_> = claim(&mut other).iter().map(|due| due.delivery_id).collect();
    assert!(again.contains(&first.delivery_id) && !again.contains(&(first.delivery_id + 1)), "{again:?}");
    world.record_attempt(first.delivery_id, &answered(500)).expect("recorded");
    let rest: Vec<_> = claim(&mut world).into_iter().map(|due| (due.event_type.name().to_owned(), due.url)).collect();
    let to_first = |kind: &str| (kind.to_owned(), "http://127.0.0.1:1/".to_owned());
    assert_eq!(
        rest,
        [to_first("ipp.session.activated"), to_first("ipp.session.finalized")],
        "nobody waits for a retry"
    );
}

#[test]
fn two_worlds_never_claim_the_same() {
    let (mut world, clock, folder) = waiting();
    for _ in 0..99 {
        created(&mut world);
    }
    let barrier = Barrier::new(4);
    let claims: Vec<Vec<i64>> = std::thread::scope(|scope| {
        let claim_all = |seed: u128| {
            let mut world = World::open_with(folder.path(), Box::new(clock.clone()), Box::new(super::Counting(seed)))
                .expect("a world");
            barrier.wait();
            let mut claimed = Vec::new();
            loop {
                let due = super::claim(&mut world, 3);
                if due.is_empty() {
                    return claimed;
                }
                claimed.extend(due.into_iter().map(|due| due.delivery_id));
            }
        };
        let threads: Vec<_> = (0..4).map(|seed| scope.spawn(move || claim_all(seed << 64))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let all: Vec<_> = claims.into_iter().flatten().collect();
    assert_eq!((all.len(), all.iter().collect::<HashSet<_>>().len()), (100, 100));
}

#[test]
fn any_2xx_delivers() {
    for status in [200, 201, 204, 299] {
        let (mut world, _, _folder) = waiting();
        let due = claim(&mut world).remove(0);
        world.record_attempt(due.delivery_id, &answered(status)).expect("recorded");
        let delivery = only(&world);
        assert_eq!((delivery.status, delivery.next_try_at), (DeliveryStatus::Delivered, None));
        let [attempt] = &delivery.attempts[..] else { panic!("{delivery:?}") };
        assert_eq!((attempt.status, &attempt.error, attempt.duration_ms), (Some(status), &None, 7));
        assert_eq!(world.next_due_in().expect("asked"), None);
    }
}

#[test]
fn what_fails_is_tried_again_by_the_schedule_and_then_given_up() {
    let (mut world, clock, _folder) = waiting();
    for (index, attempt) in [301, 400, 404, 409, 429, 500, 503, 504, 199].map(answered).iter().enumerate() {
        let due = claim(&mut world).remove(0);
        assert_eq!(due.attempt as usize, index + 1);
        world.record_attempt(due.delivery_id, attempt).expect("recorded");
        let wait = DELIVERY_SCHEDULE[index + 1];
        assert_eq!(world.next_due_in().expect("asked"), Some(wait));
        clock.forward(super::long(wait) - 1);
        assert!(claim(&mut world).is_empty(), "too early after {index}");
        clock.forward(1);
    }
    let due = claim(&mut world).remove(0);
    world.record_attempt(due.delivery_id, &unreachable()).expect("recorded");
    let delivery = only(&world);
    assert_eq!((delivery.status, delivery.attempts.len()), (DeliveryStatus::GivenUp, 10));
    assert_eq!(delivery.attempts[9].error.as_deref(), Some("connection refused"));
    clock.forward(1_000_000);
    assert!(claim(&mut world).is_empty());
}

#[test]
fn a_redelivery_is_due_at_once_with_the_same_id_and_a_new_schedule() {
    let (mut world, _, _folder) = waiting();
    let first = claim(&mut world).remove(0);
    world.record_attempt(first.delivery_id, &answered(200)).expect("recorded");
    world.redeliver(first.delivery_id).expect("due again");
    let second = claim(&mut world).remove(0);
    assert_eq!((&second.event_id, &second.body, second.attempt), (&first.event_id, &first.body, 2));
    world.record_attempt(second.delivery_id, &answered(500)).expect("recorded");
    assert_eq!(world.next_due_in().expect("asked"), Some(DELIVERY_SCHEDULE[1]));
}

#[test]
fn what_is_asked_for_again_on_its_way_is_sent_again_afterwards() {
    for answer in [answered(200), answered(500), answered(410), unreachable()] {
        let (mut world, clock, _folder) = waiting();
        let id = claim(&mut world).remove(0).delivery_id;
        world.redeliver(id).expect("asked for");
        world.redeliver(id).expect("asked for twice");
        assert!(claim(&mut world).is_empty(), "not twice at once");
        world.renew_leases(&[id], LEASE).expect("kept");
        world.record_attempt(id, &answer).expect("recorded");
        assert_eq!(claim(&mut world).remove(0).attempt, 2, "{answer:?}");
        world.record_attempt(id, &answered(200)).expect("recorded");
        let delivery = only(&world);
        assert_eq!((delivery.status, delivery.attempts.len()), (DeliveryStatus::Delivered, 2));
        world.redeliver(id).expect("asked for");
        claim(&mut world);
        world.redeliver(id).expect("asked for");
        clock.forward(30);
        assert_eq!(claim(&mut world).len(), 1, "its sender has died");
        world.record_attempt(id, &answered(200)).expect("recorded");
        assert_eq!(only(&world).status, DeliveryStatus::Delivered, "once is enough then");
    }
}

#[test]
fn a_stopped_destination_gets_what_is_asked_for_once() {
    let (mut world, _, _folder) = waiting();
    let id = claim(&mut world).remove(0).delivery_id;
    for answer in [answered(410), answered(500), unreachable(), answered(410)] {
        world.record_attempt(id, &answer).expect("recorded");
        assert_eq!(only(&world).status, DeliveryStatus::GivenUp, "{answer:?}");
        assert_eq!(world.next_due_in().expect("asked"), None);
        world.redeliver(id).expect("asked for");
        assert_eq!(claim(&mut world).len(), 1);
    }
    world.record_attempt(id, &answered(200)).expect("recorded");
    assert_eq!(only(&world).status, DeliveryStatus::Delivered);
    assert_eq!(world.destinations().expect("listed")[0].state, DestinationState::Stopped);
}

#[test]
fn gone_stops_the_destination_and_what_waits_for_it_alone() {
    let (mut world, _, _folder) = waiting();
    world.add_destination("http://127.0.0.1:2/").expect("added");
    let id = created(&mut world).session_id;
    let due = claim(&mut world);
    assert_eq!(due.len(), 3);
    world.record_attempt(due[0].delivery_id, &answered(410)).expect("recorded");
    let states: Vec<_> =
        world.destinations().expect("listed").into_iter().map(|destination| destination.state).collect();
    assert_eq!(states, [DestinationState::Stopped, DestinationState::Active]);
    world.simulate_tap(&id, TapOutcome::Success).expect("paid");
    assert!(claim(&mut world).iter().all(|due| due.url.ends_with(":2/")));
    let given_up = DeliveryFilter { status: Some(DeliveryStatus::GivenUp), before: None };
    let given_up = world.deliveries(&given_up, 20).expect("listed");
    assert_eq!(given_up.len(), 2, "{given_up:?}");
    world.record_attempt(due[1].delivery_id, &answered(500)).expect("an answer that comes late");
    assert_eq!(world.status().expect("counted").deliveries["given_up"], 2, "what is given up stays so");
    world.record_attempt(due[1].delivery_id, &answered(204)).expect("an answer that comes late");
    assert_eq!(world.status().expect("counted").deliveries["delivered"], 1, "but what has arrived has arrived");
}

#[test]
fn deliveries_are_listed_newest_first_and_none_twice_while_others_are_added() {
    let (mut world, _, _folder) = waiting();
    (0..4).for_each(|_| drop(created(&mut world)));
    let part = |world: &World, status, before| {
        let part = world.deliveries(&DeliveryFilter { status, before }, 3).expect("listed");
        part.into_iter().map(|delivery| delivery.delivery_id).collect::<Vec<_>>()
    };
    for status in [None, Some(DeliveryStatus::Pending)] {
        let newest = part(&world, status, None);
        assert!(newest.windows(2).all(|pair| pair[0] == pair[1] + 1), "{newest:?}");
        created(&mut world);
        let next = part(&world, status, newest.last().copied());
        assert_eq!(next.first(), newest.last().map(|last| last - 1).as_ref(), "it goes on where it was");
        assert!(part(&world, status, Some(1)).is_empty());
    }
}

#[test]
fn a_reset_goes_back_to_the_beginning_and_late_answers_reach_nobody() {
    let (mut world, _, _folder) = waiting();
    let beginning = { super::world().0.status().expect("counted") };
    let secrets = world.secrets().expect("secrets").remove(0);
    let old = claim(&mut world).remove(0);
    world.reset().expect("reset");
    assert_eq!(world.status().expect("counted"), beginning);
    assert_eq!(world.destinations().expect("listed").len(), 1, "where callbacks go was not part of the world");
    assert_eq!(world.secrets().expect("secrets")[0].expose(), secrets.expose());
    created(&mut world);
    world.record_attempt(old.delivery_id, &answered(200)).expect("nobody's answer");
    assert_eq!(only(&world).status, DeliveryStatus::Pending);
}

#[test]
fn the_status_counts_what_has_lapsed_as_expired() {
    let (mut world, clock, _folder) = waiting();
    let id = created(&mut world).session_id;
    world.simulate_tap(&id, TapOutcome::Success).expect("paid");
    let counts = |world: &World| world.status().expect("counted").sessions.into_iter().collect::<Vec<_>>();
    assert_eq!(counts(&world), [("CREATED".to_owned(), 1), ("FINALIZED".to_owned(), 1)]);
    clock.forward(1_000_000);
    assert_eq!(counts(&world), [("EXPIRED".to_owned(), 1), ("FINALIZED".to_owned(), 1)]);
}
