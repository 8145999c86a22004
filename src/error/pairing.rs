//! How the wait for a phone can end without one. A code of its own for each, so that a script can tell a code that has
//! run out from one that was taken back, and both from one that can still be used.

use crate::model::id::EnrollmentId;

/// Why no phone was paired, or none that can be named; and why not all of many.
#[derive(Debug, thiserror::Error)]
pub enum PairingError {
    /// Its time ran out.
    #[error("pairing code {0} has expired, and no phone has used it")]
    Expired(EnrollmentId),
    /// Somebody took it back.
    #[error("pairing code {0} was cancelled, and no phone has used it")]
    Cancelled(EnrollmentId),
    /// Nobody waits any longer; the code can still be used.
    #[error("the time was up and no phone has used pairing code {0}: it can still be used")]
    TimeUp(EnrollmentId),
    /// Somebody stopped the wait; the code can still be used.
    #[error("interrupted: pairing code {0} can still be used")]
    LeftOpen(EnrollmentId),
    /// The API made an enrollment, and did not say its code.
    #[error("enrollment {0} was made, and no code was told: no phone can use it")]
    Codeless(EnrollmentId),
    /// The sheet of codes.
    #[error("cannot write {path}: {why}")]
    Sheet {
        /// Its file.
        path: String,
        /// As the system says it.
        why: String,
    },
    /// Somebody stopped it twice while codes were made.
    #[error("interrupted: codes that were under way may have been made, and are not in the sheet")]
    Stopped,
    /// Some codes were not made.
    #[error("{failed} of {total} codes failed{}", and_untried(*.untried))]
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
    /// Some codes of a sheet were not used.
    #[error(
        "{paired} of {total} phones are paired: {expired} codes expired, {cancelled} were cancelled, {waiting} can still be used"
    )]
    NotAll {
        /// How many were used.
        paired: usize,
        /// How many ran out.
        expired: usize,
        /// How many were taken back.
        cancelled: usize,
        /// How many can still be used.
        waiting: usize,
        /// Of how many.
        total: usize,
    },
    /// A phone was paired, and nothing tells which.
    #[error("pairing code {0} was used, but it cannot be told by which phone")]
    Untold(EnrollmentId),
}

impl PairingError {
    /// The process's exit code.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Sheet { .. } => 1,
            Self::Incomplete { code, .. } => *code,
            Self::NotAll { waiting: 1.., .. } => 23,
            Self::NotAll { expired: 1.., .. } => 21,
            Self::NotAll { .. } => 20,
            Self::Untold(_) => 5,
            Self::Codeless(_) => 8,
            Self::Cancelled(_) => 20,
            Self::Expired(_) => 21,
            Self::TimeUp(_) => 23,
            Self::LeftOpen(_) | Self::Stopped => 130,
        }
    }

    /// A stable word for programs.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Sheet { .. } => "internal",
            Self::Incomplete { .. } => "incomplete",
            Self::NotAll { .. } => "not_all_paired",
            Self::Untold(_) => "not_found",
            Self::Codeless(_) => "server_fault",
            Self::Cancelled(_) => "code_cancelled",
            Self::Expired(_) => "code_expired",
            Self::TimeUp(_) => "time_up",
            Self::LeftOpen(_) | Self::Stopped => "interrupted",
        }
    }

    /// The next step.
    pub(super) fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Expired(_) | Self::Cancelled(_) => "make a new one with `ipp device enroll`".to_owned(),
            Self::TimeUp(id) | Self::LeftOpen(id) => {
                format!("`ipp enrollment wait {id}` goes on, `ipp enrollment cancel {id}` takes the code back")
            }
            Self::Sheet { .. } => {
                "mend that, and run it again: codes that were made and are not in the sheet are found by their marks"
                    .to_owned()
            }
            Self::Stopped => {
                "run it again with the same input and sheet: it finds them, and makes only what is missing".to_owned()
            }
            Self::Incomplete { .. } => {
                "run it again with the same input and sheet: only what is missing is made".to_owned()
            }
            Self::NotAll { waiting: 1.., .. } => "run it again to go on watching".to_owned(),
            Self::NotAll { .. } => "make new codes for those with another sheet".to_owned(),
            Self::Codeless(id) => format!("take it back with `ipp enrollment cancel {id}`, and ask Kustom about it"),
            Self::Untold(_) => {
                "look for it with `ipp device list`; codes of `ipp device enroll` carry a mark that tells".to_owned()
            }
        };
        Some(text)
    }
}

fn and_untried(count: usize) -> String {
    if count == 0 { String::new() } else { format!(", and {count} were not tried") }
}
