//! Random operations against a state machine of a few lines, written from the contract's life cycle.

use super::super::{World, WorldError};
use super::{documented_order, first_device, world};
use crate::model::assumed::SESSION_LIFETIME;
use crate::model::id::SessionId;
use crate::model::session::{Session, SessionStatus};
use crate::model::tap::TapOutcome;
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Step {
    Create,
    Tap(usize, TapOutcome),
    Cancel(usize),
    Read(usize),
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0usize..4;
    prop_oneof![
        Just(Step::Create),
        (which.clone(), prop::sample::select(TapOutcome::ALL.to_vec()))
            .prop_map(|(at, outcome)| Step::Tap(at, outcome)),
        (which.clone(), Just(TapOutcome::Success)).prop_map(|(at, outcome)| Step::Tap(at, outcome)),
        which.clone().prop_map(Step::Cancel),
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
        _ => (outcome(world.session(id)), Ok(before.status)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_history_follows_the_contract(steps in prop::collection::vec(step(), 1..40)) {
        let (mut world, clock, _folder) = world();
        let device = first_device(&world).id;
        let mut sessions: Vec<(SessionId, Expected)> = Vec::new();
        for step in steps {
            match step {
                Step::Create => {
                    let session = world.create_session(&documented_order(device.as_str())).expect("created");
                    sessions.push((session.session_id, Expected { status: "CREATED", age: 0 }));
                }
                Step::Wait(seconds) => {
                    clock.forward(seconds);
                    sessions.iter_mut().for_each(|(_, expected)| *expected = expected.older(seconds));
                }
                Step::Tap(at, _) | Step::Cancel(at) | Step::Read(at) => {
                    let Some((id, expected)) = sessions.get_mut(at) else { continue };
                    let (answer, wanted) = act(&mut world, id, step, *expected);
                    expected.status = wanted.unwrap_or(expected.status);
                    prop_assert_eq!(answer, wanted.map(str::to_owned).map_err(str::to_owned), "{:?}", step);
                }
            }
        }
    }
}
