//! What goes wrong, where: a step for a connection, or for the so-manieth request of a kind.

use super::deed::Deed;
use super::wire::{Answer, Framing};
use std::ops::Range;
use std::time::Duration;

/// What a request is about, by its first line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Operation {
    Create,
    Read,
    Cancel,
    Tap,
    /// Whatever else changes something.
    Write,
    /// Whatever else is asked.
    Other,
}

impl Operation {
    /// From `POST /ipp/v1/sessions?x=y`.
    pub fn of(method: &str, path: &str) -> Self {
        let path = path.split('?').next().unwrap_or_default();
        match (method, path.strip_prefix("/ipp/v1/sessions")) {
            ("POST", Some("")) => Self::Create,
            ("PUT", Some(rest)) if rest.ends_with("/cancel") => Self::Cancel,
            ("GET", Some(rest)) if rest.starts_with('/') => Self::Read,
            ("POST", None) if path.ends_with("/simulate-tap") => Self::Tap,
            ("POST" | "PUT" | "DELETE", _) => Self::Write,
            _ => Self::Other,
        }
    }
}

/// How a connection ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// In good order.
    Close,
    /// By a reset.
    Reset,
    /// Not at all, until the other end gives up.
    Never,
}

/// What goes wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Nothing.
    Pass,
    /// So many bytes of the request are read, and nothing is done. None at all: before its first line is known.
    Request { bytes: usize, end: End },
    /// The work is done; so many bytes of the answer are said.
    Answer { bytes: usize, end: End, framing: Framing },
    /// The work is done at once, and said after this time.
    Late(Duration),
    /// Everything is said, a byte at a time.
    Trickle(Framing),
    /// Something else is said than what the server said; the work may be done.
    Say { worked: bool, answer: Answer, framing: Framing },
    /// The same in bytes that need be no HTTP.
    Bytes { worked: bool, bytes: Vec<u8>, end: End },
}

/// What becomes of one connection.
#[derive(Clone, Debug)]
pub struct Step {
    /// Done when the request has arrived, before the server hears of it.
    pub before: Option<Deed>,
    pub fault: Fault,
    /// Done after the work, before the answer.
    pub after: Option<Deed>,
}

impl From<Fault> for Step {
    fn from(fault: Fault) -> Self {
        Self { before: None, fault, after: None }
    }
}

impl Step {
    /// The same after this was done.
    pub fn once(self, deed: Deed) -> Self {
        Self { before: Some(deed), ..self }
    }

    /// The same, and this is done between the work and the answer.
    pub fn and_then(self, deed: Deed) -> Self {
        Self { after: Some(deed), ..self }
    }
}

/// What becomes of all connections of a run. Where nothing is said, nothing goes wrong.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// By the number of the connection.
    pub connections: Vec<Step>,
    /// By what is asked, and how often it was asked before.
    pub operations: Vec<(Operation, Range<usize>, Step)>,
    /// From this connection on nobody listens.
    pub gone_from: Option<usize>,
}

impl Plan {
    /// Something for one request.
    pub fn at(operation: Operation, nth: usize, step: impl Into<Step>) -> Self {
        Self::default().and(operation, nth, step)
    }

    /// And something for another one.
    pub fn and(mut self, operation: Operation, nth: usize, step: impl Into<Step>) -> Self {
        self.operations.push((operation, nth..nth + 1, step.into()));
        self
    }

    /// The same for all requests of this kind.
    pub fn always(operation: Operation, step: impl Into<Step>) -> Self {
        Self { operations: vec![(operation, 0..usize::MAX, step.into())], ..Self::default() }
    }

    /// Something for a connection, before anything is known of what it asks.
    pub fn connection(number: usize, fault: Fault) -> Self {
        let mut connections: Vec<Step> = (0..number).map(|_| Fault::Pass.into()).collect();
        connections.push(fault.into());
        Self { connections, ..Self::default() }
    }

    /// Nobody listens from this connection on.
    pub fn gone_from(connection: usize) -> Self {
        Self { gone_from: Some(connection), ..Self::default() }
    }

    /// What becomes of a connection before anything is known of what it asks.
    pub fn of_connection(&self, number: usize) -> Option<Step> {
        self.connections.get(number).cloned()
    }

    /// What becomes of a request.
    pub fn of_operation(&self, operation: Operation, nth: usize) -> Step {
        let found = self.operations.iter().find(|(one, range, _)| *one == operation && range.contains(&nth));
        found.map_or(Fault::Pass.into(), |(_, _, step)| step.clone())
    }
}
