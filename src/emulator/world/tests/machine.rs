//! Random operations against a state machine of a few lines, written from the contract's life cycle.

use super::super::{World, WorldError};
use super::{Hands, documented_order, first_device, world};
use crate::model::assumed::SESSION_LIFETIME;
use crate::model::id::SessionId;
use crate::model::session::{Session, SessionStatus};
use crate::model::tap::TapOutcome;
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Create,
    Tap(usize, TapOutcome),
    Cancel(usize),
    Choose(usize),
    Pay(usize),
    Decline(usize),
    Read(usize),
    Wait(i64),
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    let which = 0usize..4;
    prop_oneof![
        Just(Step::Create),
        (which.clone(), prop::sample::select(TapOutcome::ALL.to_vec()))
            .prop_map(|(at, outcome)| Step::Tap(at, outcome)),
        (which.clone(), Just(TapOutcome::Success)).prop_map(|(at, outcome)| Step::Tap(at, outcome)),
        which.clone().prop_map(Step::Cancel),
        which.clone().prop_map(Step::Choose),
        which.clone().prop_map(Step::Pay),
        which.clone().prop_map(Step::Decline),
        which.prop_map(Step::Read),
        (1i64..500).prop_map(Step::Wait),
    ]
}

/// What the contract says of one session.
#[derive(Clone, Copy, PartialEq)]
struct Expected {
    status: &'static str,
    age: i64,
}

impl Expected {
    fn is_open(self) -> bool {
        matches!(self.status, "CREATED" | "ACTIVE")
    }

    fn older(mut self, seconds: i64) -> Self {
        self.age += seconds;
        if self.is_open() && self.age >= super::long(SESSION_LIFETIME) {
            self.status = "EXPIRED";
        }
        self
    }
}

/// What the world tells of one step that is taken, in order.
fn told_of(step: Step, before: Expected) -> Vec<&'static str> {
    let end = match step {
        _ if !before.is_open() => return Vec::new(),
        Step::Cancel(_) => return vec!["ipp.session.cancelled"],
        Step::Read(_) | Step::Create | Step::Wait(_) => return Vec::new(),
        Step::Choose(_) => None,
        Step::Tap(_, TapOutcome::Success) | Step::Pay(_) => Some("ipp.session.finalized"),
        Step::Tap(..) | Step::Decline(_) => Some("ipp.payment.failed"),
    };
    let activated = (before.status == "CREATED").then_some("ipp.session.activated");
    activated.into_iter().chain(end).collect()
}

/// `Ok` with the new status, or `Err` with the status that forbids it.
fn tapped(before: Expected, outcome: TapOutcome) -> Result<&'static str, &'static str> {
    match (before.is_open(), outcome) {
        (false, _) => Err(before.status),
        (true, TapOutcome::Success) => Ok("FINALIZED"),
        (true, _) => Ok("ACTIVE"),
    }
}

fn cancelled(before: Expected) -> Result<&'static str, &'static str> {
    if before.is_open() || before.status == "CANCELLED" { Ok("CANCELLED") } else { Err(before.status) }
}

fn outcome(answer: Result<Session, WorldError>) -> Result<String, String> {
    match answer {
        Ok(session) => {
            assert_eq!(session.order_id.is_some(), session.status == SessionStatus::Finalized);
            Ok(session.status.to_string())
        }
        Err(WorldError::SessionEnded { status }) => Err(status.to_string()),
        Err(other) => panic!("{other}"),
    }
}

fn act(
    world: &mut World,
    id: &SessionId,
    step: Step,
    before: Expected,
) -> (Result<String, String>, Result<&'static str, &'static str>) {
    match step {
        Step::Tap(_, tap) => (outcome(world.simulate_tap(id, tap)), tapped(before, tap)),
        Step::Cancel(_) => (outcome(world.cancel_session(id)), cancelled(before)),
        Step::Choose(_) => (outcome(world.choose_method(id)), tapped(before, TapOutcome::LostCard)),
        Step::Pay(_) => (outcome(world.pay_session(id, None)), tapped(before, TapOutcome::Success)),
        Step::Decline(_) => {
            (outcome(world.decline_session(id, TapOutcome::LostCard)), tapped(before, TapOutcome::LostCard))
        }
        _ => (outcome(world.session(id)), Ok(before.status)),
    }
}

/// What was done so far, and what has to have come of it.
#[derive(Default)]
pub(super) struct Played {
    sessions: Vec<(SessionId, Expected)>,
    events: Vec<(SessionId, &'static str)>,
}

/// Takes one step, and compares the answer with the model's.
pub(super) fn play(world: &mut World, clock: &Hands, played: &mut Played, step: Step) {
    let Played { sessions, events } = played;
    match step {
        Step::Create => {
            let device = first_device(world).id;
            let session = world.create_session(&documented_order(device.as_str())).expect("created");
            events.push((session.session_id.clone(), "ipp.session.created"));
            sessions.push((session.session_id, Expected { status: "CREATED", age: 0 }));
        }
        Step::Wait(seconds) => {
            clock.forward(seconds);
            sessions.iter_mut().for_each(|(_, expected)| *expected = expected.older(seconds));
        }
        Step::Tap(at, _) | Step::Cancel(at) | Step::Choose(at) | Step::Pay(at) | Step::Decline(at) | Step::Read(at) => {
            let Some((id, expected)) = sessions.get_mut(at) else { return };
            events.extend(told_of(step, *expected).into_iter().map(|name| (id.clone(), name)));
            let (answer, wanted) = act(world, id, step, *expected);
            assert!(expected.status != "FINALIZED" || wanted.unwrap_or("FINALIZED") == "FINALIZED");
            expected.status = wanted.unwrap_or(expected.status);
            assert_eq!(answer, wanted.map(str::to_owned).map_err(str::to_owned), "{step:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_history_follows_the_contract(steps in prop::collection::vec(step(), 1..40)) {
        let (mut world, clock, _folder) = world();
        let mut played = Played::default();
        steps.into_iter().for_each(|step| play(&mut world, &clock, &mut played, step));
        check_told(&world, &played);
    }
}

/// What was told and what was ordered is what follows from the steps.
pub(super) fn check_told(world: &World, played: &Played) {
    check_events(world, &played.events);
    check_orders(world, &played.sessions);
}

/// The world has told exactly this, in this order.
fn check_events(world: &World, expected: &[(SessionId, &'static str)]) {
    let told: Vec<_> = super::told(world)
        .into_iter()
        .map(|event| (event.data.session_id.expect("a session"), event.kind.name().to_owned()))
        .collect();
    let expected: Vec<_> = expected.iter().map(|(id, name)| (id.to_string(), (*name).to_owned())).collect();
    assert_eq!(told, expected);
}

/// There is an order for each payment, and for nothing else.
fn check_orders(world: &World, sessions: &[(SessionId, Expected)]) {
    let paid = sessions.iter().filter(|(_, expected)| expected.status == "FINALIZED").count();
    let orders: i64 = world.store.query_row("SELECT count(*) FROM orders", (), |row| row.get(0)).expect("counted");
    assert_eq!(usize::try_from(orders), Ok(paid));
}
