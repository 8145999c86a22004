//! What the proxy knows of one connection: what arrived, whether the server worked, and what the other end was told.

use super::plan::Operation;
use super::wire::Body;
use serde_json::Value;
use std::net::SocketAddr;

/// How much of the answer came to the other end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Told {
    /// Not all of it.
    #[default]
    Part,
    /// All of it.
    Whole(u16, Body),
    /// All of it, and a reset that may have been faster.
    Perhaps(u16, Body),
}

/// One connection.
#[derive(Clone, Debug)]
pub struct Passage {
    pub peer: SocketAddr,
    /// Once its first line is known.
    pub operation: Option<Operation>,
    pub line: String,
    /// Bytes that were read.
    pub arrived: usize,
    /// Whether the server got the request.
    pub passed_on: bool,
    pub told: Told,
    /// How long the answer was in all, had all of it been said.
    pub length: usize,
}

/// What a client may conclude from an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// A session in this status.
    Session { id: String, status: String },
    /// A success, whatever it says.
    Success,
    /// Certain not to have been done.
    Refused(u16),
    /// Nothing.
    Nothing,
}

impl Passage {
    pub fn new(peer: SocketAddr) -> Self {
        let (operation, told) = (None, Told::Part);
        Self { peer, operation, line: String::new(), arrived: 0, passed_on: false, told, length: 0 }
    }

    /// The status that was told.
    pub fn status(&self) -> Option<u16> {
        match self.told {
            Told::Part => None,
            Told::Whole(status, _) | Told::Perhaps(status, _) => Some(status),
        }
    }

    /// What the other end may conclude; the second of two if there are two.
    pub fn meanings(&self) -> Vec<Meaning> {
        match &self.told {
            Told::Part => vec![Meaning::Nothing],
            Told::Whole(status, body) => vec![meaning(*status, body)],
            Told::Perhaps(status, body) => vec![Meaning::Nothing, meaning(*status, body)],
        }
    }
}

fn meaning(status: u16, body: &[u8]) -> Meaning {
    match status {
        200..300 => {
            let value: Value = serde_json::from_slice(body).unwrap_or_default();
            let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
            match text("session_id") {
                id if ["", ".", ".."].contains(&id.as_str()) => Meaning::Success,
                id => Meaning::Session { id, status: text("status") },
            }
        }
        400..500 => Meaning::Refused(status),
        _ => Meaning::Nothing,
    }
}
