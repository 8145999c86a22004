//! Faults: which requests and callbacks they strike, and that nothing is lost but what is to be.

use super::super::{Attempt, Delivery, DeliveryFilter, DeliveryStatus, Strike, World};
use super::{Hands, claim, created, world};
use crate::model::fault::{Fault, NewFault, RequestFault};
use crate::model::operation::Operation;
use crate::model::tap::TapOutcome;
use std::sync::Barrier;
use std::time::Duration;
use tempfile::TempDir;

fn add(world: &mut World, spec: &str) -> Fault {
    let new: NewFault = spec.parse().expect("a fault");
    world.add_fault(&new).expect("added")
}

fn strike(world: &mut World, operation: Operation) -> Vec<RequestFault> {
    let strikes = world.strike_request(Some(operation)).expect("asked");
    strikes.into_iter().map(|strike| strike.fault).collect()
}

/// A world with one destination and this fault.
fn faulty(spec: &str) -> (World, Hands, TempDir) {
    let (mut world, clock, folder) = world();
    world.add_destination("http://127.0.0.1:1/").expect("added");
    add(&mut world, spec);
    (world, clock, folder)
}

fn listed(world: &World) -> Vec<Delivery> {
    let mut all = world.deliveries(&DeliveryFilter::default(), 100).expect("listed");
    all.reverse();
    all
}

/// Sends what is due to a handler that answers with this status; gives the last words of the events' types.
fn send(world: &mut World, status: u16) -> Vec<String> {
    let mut sent = Vec::new();
    loop {
        let taken = claim(world, 1);
        if taken.is_empty() {
            return sent;
        }
        for due in taken {
            let attempt = Attempt { status: Some(status), error: None, duration: Duration::ZERO };
            world.record_attempt(due.delivery_id, &attempt).expect("recorded");
            sent.push(due.event_type.name().rsplit('.').next().expect("a word").to_owned());
        }
    }
}

#[test]
fn a_fault_strikes_what_it_is_for_as_often_as_it_is_told() {
    let (mut world, _, _folder) = world();
    assert!(!world.has_faults().expect("asked"));
    let id = add(&mut world, "503,on=get-session,on=list-devices,skip=1,count=2").id;
    assert!(world.has_faults().expect("asked"));
    let mut struck = Vec::new();
    for operation in [Operation::GetSession, Operation::CreateSession, Operation::ListDevices, Operation::GetSession] {
        struck.push(!strike(&mut world, operation).is_empty());
    }
    struck.push(!strike(&mut world, Operation::GetSession).is_empty());
    assert_eq!(struck, [false, false, true, true, false]);
    let [fault] = &world.faults().expect("listed")[..] else { panic!("one fault") };
    assert_eq!((fault.id, fault.seen, fault.struck, fault.left), (id, 3, 2, Some(0)));
    assert_eq!(world.status().expect("counted").faults, 0, "a spent fault is not in force");
    assert!(world.strike_request(None).expect("asked").is_empty());
    add(&mut world, "500");
    let anywhere = world.strike_request(None).expect("asked");
    assert_eq!(anywhere, [Strike { fault: RequestFault::ServerError, delay: Duration::ZERO }]);
}

#[test]
fn delays_add_up_and_of_the_others_the_first_strikes() {
    let (mut world, _, _folder) = world();
    for spec in ["latency,delay=2s", "reset,count=1", "500", "latency,delay=1s", "callback-lost"] {
        add(&mut world, spec);
    }
    assert_eq!(strike(&mut world, Operation::GetOrder), [RequestFault::Latency, RequestFault::Reset]);
    let second = [RequestFault::Latency, RequestFault::ServerError];
    assert_eq!(strike(&mut world, Operation::GetOrder), second, "what comes after the one that strikes does not look");
    world.clear_faults(&[3]).expect("cleared");
    let strikes = world.strike_request(Some(Operation::GetOrder)).expect("asked");
    assert_eq!(strikes.iter().map(|strike| strike.delay).sum::<Duration>(), Duration::from_secs(3));
}

#[test]
fn the_same_seed_and_the_same_requests_give_the_same_faults() {
    let run = |seed: u64| {
        let (mut world, _, _folder) = world();
        add(&mut world, &format!("503,rate=40,seed={seed}"));
        (0..60).map(|_| !strike(&mut world, Operation::GetSession).is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn a_count_is_shared_by_all_who_work_on_the_file() {
    let (mut world, _, folder) = world();
    add(&mut world, "503,count=10");
    let barrier = Barrier::new(4);
    let struck: usize = std::thread::scope(|scope| {
        let ask = || {
            let mut world = World::open(folder.path()).expect("a world");
            barrier.wait();
            (0..20).filter(|_| !strike(&mut world, Operation::GetSession).is_empty()).count()
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).sum()
    });
    assert_eq!((struck, world.faults().expect("listed")[0].struck), (10, 10));
}

#[test]
fn clearing_clears_what_is_named_or_everything() {
    let (mut world, _, _folder) = world();
    let ids: Vec<i64> = ["500", "503", "429"].map(|spec| add(&mut world, spec).id).into();
    world.clear_faults(&[ids[0], 4711]).expect_err("one of them is not there");
    assert_eq!(world.faults().expect("listed").len(), 3, "so none was cleared");
    assert_eq!(world.clear_faults(&[ids[1]]).expect("cleared")[0].id, ids[1]);
    assert_eq!(world.clear_faults(&[]).expect("cleared").len(), 2);
    assert!(world.clear_faults(&[]).expect("nothing to clear").is_empty());
    assert!(!ids.contains(&add(&mut world, "500").id), "no id is given twice");
    world.replace_faults(&["reset".parse().expect("a fault")]).expect("replaced");
    assert_eq!(world.faults().expect("listed").len(), 1);
    world.reset().expect("reset");
    assert!(world.faults().expect("listed").is_empty());
    let wrong = NewFault { rate: 0, ..NewFault::new("500".parse().expect("a kind")) };
    world.add_fault(&wrong).expect_err("refused");
    world.replace_faults(&[wrong]).expect_err("refused");
}

#[test]
fn what_is_lost_is_never_sent_but_can_be_delivered_on_request() {
    let (mut world, clock, _folder) = faulty("callback-lost,on=ipp.session.created,count=1");
    let id = created(&mut world).session_id;
    world.simulate_tap(&id, TapOutcome::Success).expect("paid");
    clock.forward(1_000_000);
    assert_eq!(send(&mut world, 200), ["activated", "finalized"]);
    let lost = listed(&world).remove(0);
    assert_eq!((lost.status, lost.fault.as_deref()), (DeliveryStatus::GivenUp, Some("callback-lost")));
    assert_eq!((lost.attempts.len(), lost.next_try_at), (0, None));
    world.redeliver(lost.delivery_id).expect("due");
    assert_eq!(send(&mut world, 200), ["created"]);
    assert_eq!(listed(&world)[0].fault, None, "what is sent by request is struck by nothing");
}

#[test]
fn what_is_doubled_is_sent_twice_under_one_id() {
    let (mut world, _, _folder) = faulty("callback-doubled,on=ipp.session.created");
    let id = created(&mut world).session_id;
    world.cancel_session(&id).expect("cancelled");
    assert_eq!(send(&mut world, 200), ["created", "created", "cancelled"]);
    let ids: Vec<String> = listed(&world).into_iter().map(|delivery| delivery.event_id).collect();
    assert!(ids[0] == ids[1] && ids[1] != ids[2]);
}

#[test]
fn what_is_late_is_sent_when_its_time_has_come() {
    let (mut world, clock, _folder) = faulty("callback-late,on=ipp.session.created,delay=60s");
    let id = created(&mut world).session_id;
    world.cancel_session(&id).expect("cancelled");
    assert_eq!(send(&mut world, 200), ["cancelled"]);
    clock.forward(59);
    assert!(send(&mut world, 200).is_empty());
    clock.forward(1);
    assert_eq!(send(&mut world, 200), ["created"]);
}

#[test]
fn what_is_out_of_order_follows_the_next_of_its_session_or_comes_alone() {
    let (mut world, clock, _folder) = faulty("callback-out-of-order,on=ipp.session.created,delay=60s");
    let alone = created(&mut world).session_id;
    let id = created(&mut world).session_id;
    assert!(send(&mut world, 200).is_empty());
    world.simulate_tap(&id, TapOutcome::Success).expect("paid");
    assert_eq!(send(&mut world, 200), ["activated", "created", "finalized"]);
    clock.forward(60);
    assert_eq!(send(&mut world, 200), ["created"], "its time is up");
    world.cancel_session(&alone).expect("cancelled");
    assert_eq!(send(&mut world, 200), ["cancelled"]);
}

#[test]
fn what_follows_waits_until_the_other_was_attempted_whatever_came_of_it() {
    let (mut world, clock, _folder) = faulty("callback-out-of-order,on=ipp.session.created,delay=60s");
    let id = created(&mut world).session_id;
    world.cancel_session(&id).expect("cancelled");
    let taken = claim(&mut world, 10);
    assert_eq!(taken.len(), 1, "whoever has it may have died");
    clock.forward(100);
    assert_eq!(send(&mut world, 500), ["cancelled", "created"], "and it is attempted again when the lease has run out");
    clock.forward(5);
    assert_eq!(send(&mut world, 200).len(), 2, "from then on each has its own schedule");
}

#[test]
fn when_all_is_out_of_order_all_of_it_arrives() {
    let (mut world, clock, _folder) = faulty("callback-out-of-order,delay=60s");
    let id = created(&mut world).session_id;
    world.simulate_tap(&id, TapOutcome::Success).expect("paid");
    assert!(send(&mut world, 200).is_empty());
    clock.forward(60);
    assert_eq!(send(&mut world, 200), ["finalized", "activated", "created"]);
}

#[test]
fn what_is_held_back_follows_nothing_that_is_lost() {
    let (mut world, _, _folder) = faulty("callback-out-of-order,on=ipp.session.created,delay=60s");
    add(&mut world, "callback-lost,on=ipp.session.activated");
    let id = created(&mut world).session_id;
    world.simulate_tap(&id, TapOutcome::Success).expect("paid");
    assert_eq!(send(&mut world, 200), ["finalized", "created"]);
}

#[test]
fn a_bad_signature_is_of_the_first_attempt_alone() {
    let (mut world, clock, _folder) = faulty("callback-bad-signature");
    created(&mut world);
    let own = world.secrets().expect("secrets").remove(0);
    let signs = |world: &mut World| {
        let due = claim(world, 1).remove(0);
        let attempt = Attempt { status: Some(401), error: None, duration: Duration::ZERO };
        world.record_attempt(due.delivery_id, &attempt).expect("recorded");
        due.secrets.iter().any(|secret| secret.expose() == own.expose())
    };
    assert!(!signs(&mut world));
    clock.forward(5);
    assert!(signs(&mut world), "a handler that refused it gets it again");
}

#[test]
fn each_destination_is_struck_by_itself() {
    let (mut world, _, _folder) = faulty("callback-lost,count=1");
    world.add_destination("http://127.0.0.1:2/").expect("added");
    created(&mut world);
    let states: Vec<_> = listed(&world).into_iter().map(|delivery| (delivery.url, delivery.status)).collect();
    let expected = [("http://127.0.0.1:1/", DeliveryStatus::GivenUp), ("http://127.0.0.1:2/", DeliveryStatus::Pending)];
    assert_eq!(states, expected.map(|(url, status)| (url.to_owned(), status)));
    add(&mut world, "callback-out-of-order,on=ipp.session.created,count=1");
    let id = created(&mut world).session_id;
    assert_eq!(send(&mut world, 200).len(), 2, "held back at one of them only");
    world.cancel_session(&id).expect("cancelled");
    assert_eq!(
        send(&mut world, 200),
        ["cancelled", "cancelled", "created"],
        "one goes to each, and what was held back follows"
    );
}

#[test]
fn a_destination_that_stops_takes_along_what_is_held_back_for_it() {
    let (mut world, clock, _folder) = faulty("callback-out-of-order,delay=60s");
    let id = created(&mut world).session_id;
    world.cancel_session(&id).expect("cancelled");
    clock.forward(60);
    assert_eq!(send(&mut world, 410), ["cancelled"]);
    assert!(listed(&world).iter().all(|delivery| delivery.status == DeliveryStatus::GivenUp));
    assert_eq!(world.next_due_in().expect("asked"), None);
}
