//! What a simulated tap can end in (D): the ten outcomes of the playground.

use std::fmt;
use std::str::FromStr;

/// The `outcome` of `POST /dev/sessions/{id}/simulate-tap`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TapOutcome {
    /// Paid: the session becomes `FINALIZED`.
    #[default]
    Success,
    /// Declined without a reason; the session stays open, as after every decline.
    DeclinedGeneric,
    /// Declined.
    InsufficientFunds,
    /// Declined.
    LostCard,
    /// Declined.
    StolenCard,
    /// Declined.
    ExpiredCard,
    /// Declined.
    IncorrectCvc,
    /// Declined.
    ProcessingError,
    /// Declined.
    IncorrectNumber,
    /// Declined.
    CardVelocityExceeded,
}

impl TapOutcome {
    /// All ten, as the API lists them.
    pub const ALL: [Self; 10] = [
        Self::Success,
        Self::DeclinedGeneric,
        Self::InsufficientFunds,
        Self::LostCard,
        Self::StolenCard,
        Self::ExpiredCard,
        Self::IncorrectCvc,
        Self::ProcessingError,
        Self::IncorrectNumber,
        Self::CardVelocityExceeded,
    ];

    /// What the API calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "SUCCESS",
            Self::DeclinedGeneric => "DECLINED_GENERIC",
            Self::InsufficientFunds => "INSUFFICIENT_FUNDS",
            Self::LostCard => "LOST_CARD",
            Self::StolenCard => "STOLEN_CARD",
            Self::ExpiredCard => "EXPIRED_CARD",
            Self::IncorrectCvc => "INCORRECT_CVC",
            Self::ProcessingError => "PROCESSING_ERROR",
            Self::IncorrectNumber => "INCORRECT_NUMBER",
            Self::CardVelocityExceeded => "CARD_VELOCITY_EXCEEDED",
        }
    }
}

impl fmt::Display for TapOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for TapOutcome {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|outcome| outcome.name().eq_ignore_ascii_case(text)).ok_or_else(|| {
            format!("`{text}` is not an outcome of a tap; give one of {}", Self::ALL.map(Self::name).join(", "))
        })
    }
}
