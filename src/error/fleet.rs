//! How phones can end up other than a file says: each is named, and none is written over without a word.

use crate::api;

/// Why a phone, or some of many, is not as the file says.
#[derive(Debug, thiserror::Error)]
pub enum FleetError {
    /// Somebody else was faster.
    #[error("it is no longer what the plan was made from: it was not written")]
    ChangedMeanwhile,
    /// What was written is not what is there.
    #[error("it was written, and read back it is not as it was to be")]
    Differs,
    /// Nobody knows what is there.
    #[error("it was written, and could not be read back: {0}")]
    NotReadBack(api::Error),
    /// Some of many.
    #[error("{failed} of {total} changes failed{}", and_untried(*.untried))]
    Incomplete {
        /// How many failed.
        failed: usize,
        /// How many were not tried after that.
        untried: usize,
        /// Of how many.
        total: usize,
        /// The exit code of the gravest.
        code: u8,
    },
    /// Somebody stopped it twice.
    #[error("interrupted: changes that were under way may have been made")]
    Stopped,
}

impl FleetError {
    /// The process's exit code.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::ChangedMeanwhile => 9,
            Self::Differs | Self::NotReadBack(_) => 24,
            Self::Incomplete { code, .. } => *code,
            Self::Stopped => 130,
        }
    }

    /// A stable word for programs.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::ChangedMeanwhile => "changed_meanwhile",
            Self::Differs | Self::NotReadBack(_) => "outcome_unknown",
            Self::Incomplete { .. } => "incomplete",
            Self::Stopped => "interrupted",
        }
    }

    /// The next step.
    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::ChangedMeanwhile | Self::Differs | Self::NotReadBack(_) => {
                "`ipp device plan` shows how it differs now"
            }
            Self::Incomplete { .. } | Self::Stopped => {
                "`ipp device plan` with the same file shows what is left; `ipp device apply` does only that"
            }
        }
    }
}

fn and_untried(count: usize) -> String {
    if count == 0 { String::new() } else { format!(", and {count} were not tried") }
}
