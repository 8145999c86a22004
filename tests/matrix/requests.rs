//! The connection ends while the request is on its way: after each byte of it, and before the first.
//!
//! Nothing was done in any of these; that only the server knows it is what makes them unknown.

use crate::support::batch::{every, prove};
use crate::support::case::{Case, Verb};
use crate::support::plan::{End, Fault, Operation, Plan};

/// Longer than any request here: what is longer than the request is all of it.
const LONGEST_CREATE: usize = 600;
const LONGEST: usize = 210;

fn lost(verb: Verb, at: (Operation, usize), end: End, most: usize, stride: usize) -> Vec<Case> {
    let case = |bytes| {
        let plan = Plan::at(at.0, at.1, Fault::Request { bytes, end });
        Case::new(verb, format!("{verb:?}: {bytes} bytes of the request {at:?}, {end:?}"), plan)
    };
    (0..most).step_by(every(stride)).map(case).collect()
}

#[test]
fn a_create_that_is_lost_after_each_byte() {
    let create = (Operation::Create, 0);
    let mut cases = lost(Verb::Create, create, End::Close, LONGEST_CREATE, 1);
    cases.extend(lost(Verb::Create, create, End::Reset, LONGEST_CREATE, 12));
    cases.extend(lost(Verb::Pay, create, End::Close, LONGEST_CREATE, 12));
    prove("requests to create", cases);
}

#[test]
fn a_read_or_a_cancel_that_is_lost_after_each_byte() {
    let (read, cancel) = ((Operation::Read, 0), (Operation::Cancel, 0));
    let mut cases = Vec::new();
    for end in [End::Close, End::Reset] {
        cases.extend(lost(Verb::Cancel, cancel, end, LONGEST, 4).into_iter().map(|case| case.with("--retries 0")));
        cases.extend(lost(Verb::Cancel, cancel, end, LONGEST, 24).into_iter().map(|case| case.with("--retries 1")));
        cases.extend(lost(Verb::Cancel, read, end, LONGEST, 16).into_iter().map(|case| case.with("--retries 0")));
        cases.extend(lost(Verb::Get, read, end, LONGEST, 8).into_iter().map(|case| case.with("--retries 0")));
        let briefly = |case: Case| case.with("--retries 0 --timeout 20ms");
        cases.extend(lost(Verb::Wait, read, end, LONGEST, 24).into_iter().map(briefly));
        cases.extend(lost(Verb::Pay, read, end, LONGEST, 24).into_iter().map(briefly));
        cases.extend(lost(Verb::Pay, cancel, end, LONGEST, 24).into_iter().map(briefly));
        cases.extend(lost(Verb::Pay, (Operation::Read, 1), end, LONGEST, 24).into_iter().map(briefly));
    }
    prove("requests to read and cancel", cases);
}

#[test]
fn a_connection_that_is_lost_at_once() {
    let mut cases = Vec::new();
    for (end, number) in [End::Close, End::Reset].into_iter().flat_map(|end| (0..4).map(move |number| (end, number))) {
        for verb in Verb::ALL {
            let plan = Plan::connection(number, Fault::Request { bytes: 0, end });
            let timeout = if matches!(verb, Verb::Pay | Verb::Wait) { "--timeout 20ms" } else { "" };
            for retries in [0, 2] {
                let case =
                    Case::new(verb, format!("{verb:?}: connection {number} ends at once, {end:?}"), plan.clone());
                cases.push(case.with(&format!("{timeout} --retries {retries}")));
            }
        }
    }
    prove("connections that end at once", cases);
}
