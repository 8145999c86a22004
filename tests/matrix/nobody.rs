//! Nobody listens: from the beginning, or from the so-manieth connection on. What was not sent is never called unknown.

use crate::support::batch::prove;
use crate::support::case::{Case, Verb};
use crate::support::plan::{End, Fault, Operation, Plan};
use crate::support::wire::Framing;

#[test]
fn a_server_that_is_gone() {
    let mut cases = Vec::new();
    for verb in Verb::ALL {
        let timeout = if matches!(verb, Verb::Pay | Verb::Wait) { "--timeout 20ms" } else { "" };
        for (gone, retries) in (0..5).flat_map(|gone| [(gone, 0), (gone, 2)]) {
            let case = Case::new(verb, format!("{verb:?}: gone from connection {gone} on"), Plan::gone_from(gone));
            cases.push(case.with(&format!("{timeout} --retries {retries}")));
        }
    }
    prove("nobody listens", cases);
}

/// The first try may have arrived, whatever is found when it is tried again.
#[test]
fn a_server_that_is_gone_after_it_has_worked() {
    let mut cases = Vec::new();
    for (verb, operation) in
        [(Verb::Cancel, Operation::Cancel), (Verb::Get, Operation::Read), (Verb::Create, Operation::Create)]
    {
        for bytes in [0, 9, 30, 200, 400] {
            let lost = Fault::Answer { bytes, end: End::Close, framing: Framing::Length };
            let plan = Plan { gone_from: Some(1), ..Plan::at(operation, 0, lost) };
            cases.push(
                Case::new(verb, format!("{verb:?}: gone after {bytes} bytes of an answer"), plan).with("--retries 2"),
            );
        }
    }
    prove("nobody listens any more", cases);
}
