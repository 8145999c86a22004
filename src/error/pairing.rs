//! How the wait for a phone can end without one. A code of its own for each, so that a script can tell a code that has
//! run out from one that was taken back, and both from one that can still be used.

use crate::model::id::EnrollmentId;

/// Why no phone was paired, or none that can be named.
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
    /// A phone was paired, and nothing tells which.
    #[error("pairing code {0} was used, but it cannot be told by which phone")]
    Untold(EnrollmentId),
}

impl PairingError {
    /// The process's exit code.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Untold(_) => 5,
            Self::Codeless(_) => 8,
            Self::Cancelled(_) => 20,
            Self::Expired(_) => 21,
            Self::TimeUp(_) => 23,
            Self::LeftOpen(_) => 130,
        }
    }

    /// A stable word for programs.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Untold(_) => "not_found",
            Self::Codeless(_) => "server_fault",
            Self::Cancelled(_) => "code_cancelled",
            Self::Expired(_) => "code_expired",
            Self::TimeUp(_) => "time_up",
            Self::LeftOpen(_) => "interrupted",
        }
    }

    /// The next step.
    pub(super) fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Expired(_) | Self::Cancelled(_) => "make a new one with `ipp device enroll`".to_owned(),
            Self::TimeUp(id) | Self::LeftOpen(id) => {
                format!("`ipp enrollment wait {id}` goes on, `ipp enrollment cancel {id}` takes the code back")
            }
            Self::Codeless(id) => format!("take it back with `ipp enrollment cancel {id}`, and ask Kustom about it"),
            Self::Untold(_) => {
                "look for it with `ipp device list`; codes of `ipp device enroll` carry a mark that tells".to_owned()
            }
        };
        Some(text)
    }
}
