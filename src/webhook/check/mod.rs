//! What a handler of callbacks has to do, as rows: what is sent, what is expected, and what to do instead. Pure; posting
//! is for others.
//!
//! The ids of the rows are stable: people name them in their pipelines.

mod cases;
mod judge;

pub use cases::CASES;
pub use judge::{Counts, Seen, judge};

use super::made::{Flaw, Subject};
use crate::model::event::Event;
use serde_json::Value;

/// What a handler has to answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// Any 2xx, in time.
    Accepted,
    /// Any 4xx: it is not to be believed.
    Refused,
}

/// How often a handler may act on what a row sends; only a probe can tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effects {
    /// Not looked at.
    Any,
    /// Not at all.
    None,
    /// The first callback has one, and the others add nothing and take nothing away.
    Once,
}

/// What an event has of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// As documented.
    Plain,
    /// Its time has nine digits that all matter.
    Nanoseconds,
    /// Fields that nobody has heard of.
    UnknownFields,
}

/// One callback of a row.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The type of the event.
    pub event: &'static str,
    /// What is wrong with it.
    pub flaw: Flaw,
    /// What it looks like.
    pub shape: Shape,
    /// Whether it is the one before, delivered again: the same id, the same body, signed anew.
    pub is_repeated: bool,
}

/// One row.
#[derive(Debug)]
pub struct Case {
    /// Stable.
    pub id: &'static str,
    /// For people.
    pub sent: &'static str,
    /// The answer to each callback.
    pub expected: Expected,
    /// What they may lead to.
    pub effects: Effects,
    /// One after the other.
    pub steps: &'static [Step],
    /// How many of it at once, each about a session of its own.
    pub at_once: usize,
    /// Whether it is about the session that the handler knows, where one is named.
    pub is_of_known_session: bool,
    /// What the handler should do, where it does not do what is expected.
    pub advice: &'static str,
}

impl Step {
    /// Its event.
    pub fn event(&self, subject: &Subject) -> Event {
        let mut event = subject.event(self.event);
        match self.shape {
            Shape::Plain => {}
            Shape::Nanoseconds => {
                let seconds = event.timestamp.split('.').next().unwrap_or_default();
                event.timestamp = format!("{seconds}.608920367Z");
            }
            Shape::UnknownFields => {
                event.extra.insert("schema_version".to_owned(), Value::from(2));
                event.data.extra.insert("tip".to_owned(), serde_json::json!({"amount": 100, "currency": "SEK"}));
            }
        }
        event
    }
}
