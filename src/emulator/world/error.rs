//! Why the world refuses: the reasons that the API distinguishes, in words that name field, object or status.
//!
//! No HTTP here; the room beside this one turns each reason into problem details.

use crate::model::session::SessionStatus;
use crate::store::{self, Reason};

/// A refusal. Nothing has changed when it is returned.
#[derive(Clone, Debug, thiserror::Error)]
pub enum WorldError {
    /// No such object.
    #[error("{what} `{id}` not found")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// By which id.
        id: String,
    },
    /// Fields, and what is wrong with each.
    #[error("{}", in_words(.0))]
    Invalid(Vec<(String, String)>),
    /// The session has ended.
    #[error("the session is {status}, and can no longer change")]
    SessionEnded {
        /// How it ended.
        status: SessionStatus,
    },
    /// The pairing code can't be used or taken back any more.
    #[error("the enrollment is {status}")]
    EnrollmentEnded {
        /// How it ended.
        status: String,
    },
    /// No enrollment has this pairing code, which is not repeated.
    #[error("no enrollment has this code")]
    UnknownCode,
    /// The phone can't be reached (P: these words).
    #[error("Device is offline")]
    DeviceOffline,
    /// Order Management refuses, with its own code (D).
    #[error("{reason}")]
    OrderRefused {
        /// One of the documented codes.
        code: &'static str,
        /// In a sentence.
        reason: String,
    },
    /// The file can't be used just now; trying again later may help.
    #[error("the emulator's file cannot be used now: {0}")]
    Unavailable(String),
    /// The file failed in a way that trying again will not mend.
    #[error("the emulator's file failed: {0}")]
    Store(String),
}

impl WorldError {
    /// Another process has kept the file to itself for longer than anybody waits.
    pub fn locked() -> Self {
        Self::Unavailable(store::LOCKED.to_owned())
    }

    /// One wrong field.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![(field.into(), message.into())])
    }
}

fn in_words(fields: &[(String, String)]) -> String {
    fields.iter().map(|(field, message)| format!("`{field}` {message}")).collect::<Vec<_>>().join("; ")
}

impl From<rusqlite::Error> for WorldError {
    fn from(error: rusqlite::Error) -> Self {
        match store::passing(&error) {
            Some(reason) => Self::Unavailable(reason.to_owned()),
            None if store::is_damage(&error) => Self::Store(format!("it is damaged: {error}")),
            None => Self::Store(error.to_string()),
        }
    }
}

/// The reason alone, where the file is named beside it.
impl From<WorldError> for Reason {
    fn from(error: WorldError) -> Self {
        match error {
            WorldError::Unavailable(reason) | WorldError::Store(reason) => Self(reason),
            other => Self(other.to_string()),
        }
    }
}

impl From<serde_json::Error> for WorldError {
    fn from(error: serde_json::Error) -> Self {
        Self::Store(format!("a row does not hold what it should: {error}"))
    }
}
