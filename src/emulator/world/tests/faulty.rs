//! Random histories under random faults of callbacks: what happens stays the same, and all but what is lost arrives.

use super::super::{Attempt, DeliveryFilter, World};
use super::machine::{Played, Step, check_told, play, step};
use super::{claim, world};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

/// What goes on beside the sessions.
#[derive(Clone, Debug)]
enum Turn {
    Step(Step),
    /// Adds a fault.
    Fault(String),
    /// Clears all of them.
    Clear,
    /// Sends one delivery, and the handler answers so.
    Send(u16),
    /// Takes deliveries and dies with them.
    Die,
}

fn turn() -> impl Strategy<Value = Turn> {
    let kinds = ["lost", "doubled", "late", "out-of-order", "bad-signature"];
    let fault = (prop::sample::select(kinds.to_vec()), 1u32..=100, 0u64..3, any::<u64>());
    prop_oneof![
        8 => step().prop_map(Turn::Step),
        2 => fault.prop_map(|(kind, rate, skip, seed)| {
            Turn::Fault(format!("callback-{kind},rate={rate},skip={skip},seed={seed}"))
        }),
        1 => Just(Turn::Clear),
        4 => prop::sample::select(vec![200, 500]).prop_map(Turn::Send),
        1 => Just(Turn::Die),
    ]
}

/// Sends one that is due, and gives its event's id if it arrived well.
fn send(world: &mut World, status: u16) -> Option<Option<String>> {
    let due = claim(world, 1).pop()?;
    let attempt = Attempt { status: Some(status), error: None, duration: Duration::ZERO };
    world.record_attempt(due.delivery_id, &attempt).expect("recorded");
    Some((status == 200).then_some(due.event_id))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn all_but_what_is_lost_arrives(turns in prop::collection::vec(turn(), 1..60)) {
        let (mut world, clock, _folder) = world();
        world.add_destination("http://127.0.0.1:1/").expect("added");
        let (mut played, mut arrived) = (Played::default(), BTreeMap::<String, usize>::new());
        for turn in turns {
            match turn {
                Turn::Step(step) => play(&mut world, &clock, &mut played, step),
                Turn::Fault(spec) => drop(world.add_fault(&spec.parse().expect("a fault")).expect("added")),
                Turn::Clear => drop(world.clear_faults(&[]).expect("cleared")),
                Turn::Send(status) => {
                    if let Some(Some(id)) = send(&mut world, status) {
                        *arrived.entry(id).or_default() += 1;
                    }
                }
                Turn::Die => drop(claim(&mut world, 3)),
            }
        }
        check_told(&world, &played);
        // Leases run out, what is late and what is held back has its time, and the schedule goes on.
        for _ in 0..20 {
            clock.forward(10_000);
            while let Some(id) = send(&mut world, 200) {
                *arrived.entry(id.expect("taken well")).or_default() += 1;
            }
        }
        let all = world.deliveries(&DeliveryFilter::default(), 1000).expect("listed");
        let mut expected = BTreeMap::<String, usize>::new();
        for delivery in all.iter().filter(|delivery| delivery.fault.as_deref() != Some("callback-lost")) {
            *expected.entry(delivery.event_id.clone()).or_default() += 1;
        }
        prop_assert_eq!(arrived, expected, "each once, and what is doubled twice");
        prop_assert_eq!(world.next_due_in().expect("asked"), None);
        let told: std::collections::BTreeSet<_> = super::told(&world).into_iter().map(|event| event.id).collect();
        let delivered: std::collections::BTreeSet<_> = all.into_iter().map(|delivery| delivery.event_id).collect();
        prop_assert_eq!(told, delivered, "every event has its delivery");
    }
}
