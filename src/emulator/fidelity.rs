//! How true the emulator is: each of its behaviours, with where it is known from, and the code that does it.
//!
//! Tests hold each row to an item that exists, and each item of `model::assumed` to a row, so that the table can't fall
//! behind the code without anybody noticing.

mod account;
mod payments;

use serde::Serialize;

/// Where a behaviour is known from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum Mark {
    /// Kustom documents it.
    #[serde(rename = "D")]
    Documented,
    /// Seen in a public client.
    #[serde(rename = "P")]
    Public,
    /// Neither says it.
    #[serde(rename = "A")]
    Assumed,
}

/// One behaviour.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// A short name that stays.
    pub id: &'static str,
    /// Where it is known from.
    pub mark: Mark,
    /// What the emulator does.
    pub what: &'static str,
    /// The file that does it, under `src/`.
    pub file: &'static str,
    /// The constant, function or type in it: for what is assumed, the one to change.
    pub item: &'static str,
}

const fn row(id: &'static str, mark: Mark, what: &'static str, file: &'static str, item: &'static str) -> Behaviour {
    Behaviour { id, mark, what, file, item }
}

/// All of them, in the order of the contract.
pub fn all() -> Vec<Behaviour> {
    [account::ROWS, payments::ROWS].concat()
}
