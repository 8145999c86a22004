//! What an error is about, for programs: the API's refusal, a session, an attempt, and how it stands.

use super::Error;
use crate::api::{self, Refusal};
use crate::journal::Standing;
use crate::model::id::SessionId;

impl Error {
    /// With all its causes, for where another error decides and this one is told beside it.
    pub fn in_one_line(&self) -> String {
        let causes = std::iter::successors(std::error::Error::source(self), |cause| cause.source());
        causes.fold(self.to_string(), |text, cause| format!("{text}: {cause}"))
    }

    /// The API's refusal, where there is one behind it.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Api(api::Error::Refused(refusal)) | Self::NotCreated(api::Error::Refused(refusal)) => Some(refusal),
            Self::NotCancelled { refusal: cause, .. } | Self::Unknown { cause: Some(cause), .. } => {
                match cause.as_ref() {
                    api::Error::Refused(refusal) => Some(refusal),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The session that it is about.
    pub fn session_id(&self) -> Option<&SessionId> {
        match self {
            Self::Ended { session, .. } | Self::PaidInstead { session } => Some(session),
            Self::TimeUp { session, .. } | Self::AmountDiffers { session, .. } => Some(session),
            Self::NotCancelled { session, .. } => Some(session),
            Self::Unknown { session, .. } | Self::Interrupted { session, .. } | Self::Duplicate { session, .. } => {
                session.as_ref()
            }
            Self::Output { session, .. } => session.as_ref().map(|session| &session.0),
            _ => None,
        }
    }

    /// How the payment stands that is in the way.
    pub fn standing(&self) -> Option<Standing> {
        match self {
            Self::Duplicate { standing, .. } => Some(*standing),
            _ => None,
        }
    }

    /// The journal's number of the attempt that it is about.
    pub fn attempt(&self) -> Option<i64> {
        match self {
            Self::Duplicate { attempt, .. } | Self::SettledUnpaid { attempt, .. } => Some(*attempt),
            Self::Unknown { attempt, .. } => *attempt,
            _ => None,
        }
    }
}
