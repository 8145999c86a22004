//! How an item of the list ended, and what ends the whole run instead. What could not be run has not passed.

use super::super::finding::Finding;
use crate::api;
use crate::error::Error;
use crate::model::session::Session;

/// How one item ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    /// It holds, and this was seen.
    Pass(String),
    /// It does not hold.
    Fail { saw: String, mend: String },
    /// It could not be run, or not as far as a proof takes.
    NotRun { why: String, mend: String },
}

impl Ending {
    pub(super) fn fail(saw: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::Fail { saw: saw.into(), mend: mend.into() }
    }

    pub(super) fn not_run(why: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::NotRun { why: why.into(), mend: mend.into() }
    }

    /// The same in other words.
    pub(super) fn told(self, say: impl Fn(&str) -> String) -> Self {
        match self {
            Self::Pass(saw) => Self::Pass(say(&saw)),
            Self::Fail { saw, mend } => Self::Fail { saw: say(&saw), mend: say(&mend) },
            Self::NotRun { why, mend } => Self::NotRun { why: say(&why), mend: say(&mend) },
        }
    }

    /// What was seen, or why nothing was.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Pass(saw) | Self::Fail { saw, .. } | Self::NotRun { why: saw, .. } => saw,
        }
    }
}

impl From<Finding> for Ending {
    fn from(finding: Finding) -> Self {
        match finding {
            Finding::Pass(saw) => Self::Pass(saw),
            Finding::Warn { found: saw, mend } | Finding::Fail { found: saw, mend } => Self::Fail { saw, mend },
            Finding::Skipped(why) => Self::not_run(why, ""),
        }
    }
}

/// A failure, in the words of the error and its hint.
pub(super) fn of(error: &Error) -> Ending {
    Finding::of_or(error, "`ipp checklist -vv` shows what was asked and what came").into()
}

/// Why a run did not go on, for the items that it did not get through.
pub(super) fn ended(error: &Error) -> String {
    match error {
        Error::Interrupted { .. } => "the run was interrupted".to_owned(),
        error => format!("the run was ended: {error}"),
    }
}

/// What cannot be both: an unpaid session that bears what only a paid one has.
pub(super) fn doubtful(session: &Session) -> Ending {
    Ending::fail(
        format!(
            "session {} is {}, and names an order or a time of payment: it may have been paid",
            session.session_id, session.status
        ),
        "take it as paid until you have looked at the phone, and report it to Kustom with the id of the session",
    )
}

/// Why a step does not go on.
pub(super) enum Halt {
    /// This item has ended; others may go on.
    Item(Ending),
    /// A signal, or something that has to be mended on this machine first.
    Run(Error),
}

impl From<api::Error> for Halt {
    fn from(error: api::Error) -> Self {
        Self::Item(of(&Error::Api(error)))
    }
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        match error {
            Error::Api(_) | Error::NotCreated(_) | Error::NotFound { .. } => Self::Item(of(&error)),
            error => Self::Run(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_not_called_an_interruption() {
        let interrupted = Error::Interrupted { what: "the checklist was stopped".to_owned(), session: None };
        assert_eq!(ended(&interrupted), "the run was interrupted");
        let refused = Error::Refused { what: "the policy forbids it".to_owned(), hint: None };
        assert_eq!(ended(&refused), "the run was ended: the policy forbids it");
    }
}
