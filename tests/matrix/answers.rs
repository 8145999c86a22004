//! The work is done, and the answer is lost: after each byte, in each framing, in good order or by a reset.

use crate::support::batch::prove;
use crate::support::case::{Case, Verb};
use crate::support::plan::{End, Fault, Operation, Plan};
use crate::support::wire::Framing;

/// Longer than any answer of the server: what is longer than the answer is all of it.
const LONGEST: usize = 760;

fn cut(bytes: usize, end: End, framing: Framing) -> Fault {
    Fault::Answer { bytes, end, framing }
}

#[test]
fn a_create_whose_answer_ends_after_each_byte() {
    let mut cases = Vec::new();
    for framing in [Framing::Length, Framing::Close, Framing::Chunks] {
        for bytes in 0..LONGEST {
            let plan = Plan::at(Operation::Create, 0, cut(bytes, End::Close, framing));
            cases.push(Case::new(Verb::Create, format!("{framing:?} {bytes}"), plan));
        }
    }
    prove("answers of create", cases);
}
