//! Slow in every place: silence after each part of the request and of the answer, answers that come late or in bytes.

use crate::support::batch::prove;
use crate::support::case::{Case, Verb};
use crate::support::deed::Deed;
use crate::support::plan::{End, Fault, Operation, Plan, Step};
use crate::support::wire::Framing;
use std::time::Duration;

const BRIEF: &str = "--request-timeout 300ms --retries 0";

/// The first request of each kind that a command makes.
const PLACES: [(Verb, Operation, &str); 8] = [
    (Verb::Create, Operation::Create, ""),
    (Verb::Pay, Operation::Create, "--timeout 50ms"),
    (Verb::Pay, Operation::Read, "--timeout 50ms"),
    (Verb::Pay, Operation::Cancel, "--timeout 50ms"),
    (Verb::Wait, Operation::Read, "--timeout 50ms"),
    (Verb::Cancel, Operation::Cancel, ""),
    (Verb::Cancel, Operation::Read, ""),
    (Verb::Get, Operation::Read, ""),
];

#[test]
fn silence_in_every_place() {
    let mut cases = Vec::new();
    for (verb, operation, flags) in PLACES {
        let request = [0, 1, 17, 100, 250, 500, 10_000].map(|bytes| Fault::Request { bytes, end: End::Never });
        let answer = [0, 1, 12, 40, 120, 200, 400].map(|bytes| Fault::Answer {
            bytes,
            end: End::Never,
            framing: Framing::Length,
        });
        let chunks = [150, 300].map(|bytes| Fault::Answer { bytes, end: End::Never, framing: Framing::Chunks });
        for fault in request.into_iter().chain(answer).chain(chunks) {
            let plan = Plan::at(operation, 0, fault.clone());
            let case = Case::new(verb, format!("{verb:?}: {fault:?} of {operation:?}"), plan);
            cases.push(case.hurried(&format!("{flags} {BRIEF}")));
        }
    }
    prove("silence", cases);
}

#[test]
fn answers_that_come_a_byte_at_a_time() {
    let mut cases = Vec::new();
    for (verb, operation, flags) in PLACES {
        for framing in [Framing::Length, Framing::Close, Framing::Chunks] {
            let plan = Plan::always(operation, Fault::Trickle(framing));
            cases.push(Case::new(verb, format!("{verb:?}: {operation:?} trickles, {framing:?}"), plan).with(flags));
        }
    }
    prove("trickles", cases);
}

/// Later than the customer may take, and later than a request may take.
#[test]
fn answers_that_come_late() {
    let mut cases = Vec::new();
    for (verb, operation, flags) in PLACES {
        for deed in [None, Some(Deed::Pay), Some(Deed::Decline), Some(Deed::Cancel)] {
            let step = Step { before: None, fault: Fault::Late(Duration::from_millis(120)), after: deed };
            let plan = Plan::at(operation, 0, step.clone());
            let label = format!("{verb:?}: {operation:?} is answered late, {deed:?} meanwhile");
            cases.push(Case::new(verb, label.clone(), plan.clone()).with(flags));
            cases.push(Case::new(verb, label, plan).hurried(&format!("{flags} --request-timeout 60ms --retries 0")));
        }
    }
    prove("late answers", cases);
}
