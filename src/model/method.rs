//! How a customer pays (D): a card held to the phone, or a code that the customer scans.

use std::fmt;
use std::str::FromStr;

/// What the clerk picks on the phone. The API itself never names it; the words are this project's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaymentMethod {
    /// By tap.
    Card,
    /// Scan to pay.
    Klarna,
    /// Scan to pay.
    Swish,
    /// Scan to pay.
    Vipps,
}

impl PaymentMethod {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Card, Self::Klarna, Self::Swish, Self::Vipps];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Klarna => "klarna",
            Self::Swish => "swish",
            Self::Vipps => "vipps",
        }
    }
}

impl fmt::Display for PaymentMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for PaymentMethod {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|method| method.name().eq_ignore_ascii_case(text)).ok_or_else(|| {
            format!("`{text}` is not a payment method; give one of {}", Self::ALL.map(Self::name).join(", "))
        })
    }
}
