//! What came of one step: the code that `ipp` itself would have ended with, and what that means.

use crate::error::Error;
use crate::model::id::SessionId;
use crate::model::session::Session;
use std::error::Error as _;

/// The code of what may have happened, and nobody knows.
pub(super) const UNKNOWN: u8 = 24;
/// The code of a check that did not hold.
const FAILED: u8 = 30;
/// The code of whoever was stopped.
const STOPPED: u8 = 130;

/// How much is shown of what a command has printed, in characters.
const SHOWN: usize = 200;

/// What stands for what is not repeated.
const NOT_SHOWN: &str = "what was said is not shown, as a value in it came out of a `run`, and may be a secret";

/// Who the code is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Way {
    /// It ended like this, and the next step may look at it.
    #[default]
    Ended,
    /// It could not be done, or did not hold.
    Failed,
    /// Somebody wants to stop.
    Stopped,
    /// There was nothing to do it with.
    Skipped,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Done {
    pub way: Way,
    pub code: u8,
    pub found: String,
    pub hint: Option<String>,
    pub session_id: Option<SessionId>,
    pub attempt: Option<i64>,
    /// What a `run` has printed.
    pub out: String,
    /// Whether that may be shown.
    pub is_shown: bool,
}

impl Done {
    /// It went well.
    pub fn well(found: impl Into<String>) -> Self {
        Self { found: found.into(), ..Self::default() }
    }

    /// It did not hold.
    pub fn failed(found: impl Into<String>) -> Self {
        Self { way: Way::Failed, code: FAILED, ..Self::well(found) }
    }

    /// There was nothing to do it with.
    pub fn skipped(why: impl Into<String>) -> Self {
        Self { way: Way::Skipped, ..Self::well(why) }
    }

    /// Somebody wants to stop.
    pub fn stopped() -> Self {
        Self { way: Way::Stopped, code: STOPPED, ..Self::well("interrupted") }
    }

    /// Nobody knows what came of it.
    pub fn unknown(found: impl Into<String>, hint: &str) -> Self {
        Self { code: UNKNOWN, hint: Some(hint.to_owned()), ..Self::well(found) }
    }

    /// How a session stands.
    pub fn session(session: &Session) -> Self {
        Self { session_id: Some(session.session_id.clone()), ..Self::well(session.status.name()) }
    }

    /// The same, without what it says: there may be a secret in it.
    pub fn masked(self) -> Self {
        let usual = || "run the command by itself to see what it says".to_owned();
        let (found, hint) = match (self.way, self.code) {
            (Way::Ended, 0) | (Way::Skipped | Way::Stopped, _) => (self.found, self.hint),
            (_, UNKNOWN) => (format!("it is not known whether it has happened; {NOT_SHOWN}"), self.hint),
            (_, code) => (format!("exit {code}; {NOT_SHOWN}"), Some(usual())),
        };
        Self { found, hint, is_shown: false, ..self }
    }

    pub fn of(self, id: &SessionId) -> Self {
        Self { session_id: Some(id.clone()), ..self }
    }

    pub fn or(result: Result<Self, Error>) -> Self {
        result.unwrap_or_else(|error| Self::error(&error))
    }

    /// How a command would have ended.
    pub fn error(error: &Error) -> Self {
        let mut texts = vec![error.to_string()];
        let mut cause = error.source();
        while let Some(next) = cause {
            let text = next.to_string();
            if !texts.iter().any(|told| told.contains(&text)) {
                texts.push(text);
            }
            cause = next.source();
        }
        let way = match error {
            // What is open is cancelled at the end, and that is told then.
            Error::Interrupted { session: Some(id), .. } => return Self::stopped().of(id),
            Error::Interrupted { .. } => Way::Stopped,
            _ => Way::Ended,
        };
        Self {
            way,
            code: error.exit_code(),
            found: texts.join(": "),
            hint: hint(error),
            session_id: error.session_id().cloned(),
            attempt: error.attempt(),
            ..Self::default()
        }
    }
}

/// How what was printed begins.
pub(super) fn beginning(out: &str) -> String {
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(SHOWN).collect()
}

/// In the words of a scenario file, which has no flags.
fn hint(error: &Error) -> Option<String> {
    match error {
        Error::DeviceNotNamed { .. } => {
            Some("name one with `device = \"...\"`, or put a step `{ phone = \"...\" }` before it".to_owned())
        }
        other => other.hint(),
    }
}
