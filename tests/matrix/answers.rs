//! The work is done, and the answer is lost: after each byte, in each framing, in good order or by a reset.

use crate::support::batch::{every, prove};
use crate::support::case::{Case, Verb};
use crate::support::plan::{End, Fault, Operation, Plan};
use crate::support::wire::Framing;

/// Longer than any answer of the server: what is longer than the answer is all of it.
const LONGEST: usize = 630;

/// The answer to one request of a command is cut, at every so-manieth byte.
fn cut(verb: Verb, at: (Operation, usize), (end, framing): (End, Framing), stride: usize) -> Vec<Case> {
    let case = |bytes| {
        let plan = Plan::at(at.0, at.1, Fault::Answer { bytes, end, framing });
        Case::new(verb, format!("{verb:?}: {bytes} bytes of the answer to {at:?}, {end:?}, {framing:?}"), plan)
    };
    (0..LONGEST).step_by(every(stride)).map(case).collect()
}

const PLAIN: (End, Framing) = (End::Close, Framing::Length);

#[test]
fn a_create_whose_answer_ends_after_each_byte() {
    let create = (Operation::Create, 0);
    let mut cases = cut(Verb::Create, create, PLAIN, 1);
    cases.extend(cut(Verb::Create, create, (End::Reset, Framing::Length), 12));
    cases.extend(cut(Verb::Create, create, (End::Close, Framing::Close), 12));
    cases.extend(cut(Verb::Create, create, (End::Close, Framing::Chunks), 12));
    cases.extend(cut(Verb::Pay, create, PLAIN, 12).into_iter().map(|case| case.with("--timeout 1ms")));
    prove("answers to create", cases);
}

#[test]
fn a_read_whose_answer_ends_after_each_byte() {
    let read = (Operation::Read, 0);
    let mut cases = Vec::new();
    for (kind, stride) in [(PLAIN, 4), ((End::Close, Framing::Close), 12)] {
        cases.extend(cut(Verb::Get, read, kind, stride).into_iter().map(|case| case.with("--retries 0")));
    }
    cases.extend(
        cut(Verb::Get, read, (End::Reset, Framing::Chunks), 6).into_iter().map(|case| case.with("--retries 0")),
    );
    // What is cut for ever is looked at once more when the time is up.
    let plan = |case: Case| Plan::always(Operation::Read, case.plan.of_operation(Operation::Read, 0));
    let lasting = |case: Case| Case { plan: plan(case.clone()), ..case }.with("--retries 0 --timeout 20ms");
    cases.extend(cut(Verb::Wait, read, PLAIN, 12).into_iter().map(lasting));
    cases.extend(cut(Verb::Pay, read, PLAIN, 12).into_iter().map(lasting));
    prove("answers to reads", cases);
}

#[test]
fn a_cancel_whose_answer_ends_after_each_byte() {
    let (cancel, back) = ((Operation::Cancel, 0), (Operation::Read, 0));
    let own = |(at, case): (usize, Case)| if at % 4 == 0 { case.own() } else { case }.with("--retries 0");
    let mut cases: Vec<Case> = cut(Verb::Cancel, cancel, PLAIN, 6).into_iter().enumerate().map(own).collect();
    cases.extend(
        cut(Verb::Cancel, cancel, (End::Reset, Framing::Close), 9).into_iter().map(|case| case.with("--retries 0")),
    );
    cases.extend(cut(Verb::Cancel, back, PLAIN, 6).into_iter().enumerate().map(own));
    cases.extend(cut(Verb::Cancel, cancel, PLAIN, 24).into_iter().map(|case| case.with("--retries 1")));
    cases.extend(cut(Verb::Pay, cancel, PLAIN, 12).into_iter().map(|case| case.with("--timeout 1ms --retries 0")));
    prove("answers to cancel", cases);
}
