//! A one-time pairing code, which a clerk types into the POS app.
//!
//! The code is a credential: it is shown to the person who asked for it, and never logged.

use super::id::{EnrollmentId, LocationId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::str::FromStr;
use std::time::Duration;

/// The answer to `POST /enrollments` (D), and the items of the list (A).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Enrollment {
    /// The id; not a secret.
    pub enrollment_id: EnrollmentId,
    /// The code that pairs a phone: a credential. Of any length and form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrollment_code: Option<String>,
    /// ISO 8601, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// `PENDING`, `CONSUMED`, `EXPIRED` or `CANCELLED`, or what comes later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The shop that the phone will belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location_id: Option<LocationId>,
    /// Copied to the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The body of `POST /enrollments` (D, P).
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct NewEnrollment {
    /// One of [`Ttl`]'s names (P).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<String>,
    /// Milliseconds (D).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
    /// Left out rather than empty: an empty text is refused (P).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location_id: Option<LocationId>,
    /// Copied to the device.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub metadata: Map<String, Value>,
}

/// How long a code can be used: the four lengths that the API knows (P).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ttl {
    /// Short enough that the code is typed by hand.
    TwoHours,
    /// From here on the code is long, and copied rather than typed.
    TwentyFourHours,
    /// Two days.
    FortyEightHours,
    /// Three days.
    SeventyTwoHours,
}

impl Ttl {
    /// All four, shortest first.
    pub const ALL: [Self; 4] = [Self::TwoHours, Self::TwentyFourHours, Self::FortyEightHours, Self::SeventyTwoHours];

    /// What the API calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::TwoHours => "TWO_HOURS",
            Self::TwentyFourHours => "TWENTY_FOUR_HOURS",
            Self::FortyEightHours => "FORTY_EIGHT_HOURS",
            Self::SeventyTwoHours => "SEVENTY_TWO_HOURS",
        }
    }

    /// What people type: `2h`, `24h`, `48h`, `72h`.
    pub fn short_name(self) -> &'static str {
        match self {
            Self::TwoHours => "2h",
            Self::TwentyFourHours => "24h",
            Self::FortyEightHours => "48h",
            Self::SeventyTwoHours => "72h",
        }
    }

    /// The same as a duration.
    pub fn duration(self) -> Duration {
        let hours = match self {
            Self::TwoHours => 2,
            Self::TwentyFourHours => 24,
            Self::FortyEightHours => 48,
            Self::SeventyTwoHours => 72,
        };
        Duration::from_secs(hours * 60 * 60)
    }
}

impl FromStr for Ttl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|ttl| ttl.short_name() == text || ttl.name() == text)
            .ok_or_else(|| format!("`{text}` is not a lifetime of codes; give 2h, 24h, 48h or 72h"))
    }
}

/// Which of the two fields says how long a code lives. A strict server may refuse the one that it doesn't know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum EnrollmentExpiry {
    /// Send `ttl` and the equal `expires_in` (A).
    #[default]
    Both,
    /// Only the newer field (P).
    Ttl,
    /// Only the documented field (D).
    ExpiresIn,
}

impl EnrollmentExpiry {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Both, Self::Ttl, Self::ExpiresIn];

    /// The word for it in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Ttl => "ttl",
            Self::ExpiresIn => "expires_in",
        }
    }
}

impl NewEnrollment {
    /// A body whose lifetime is said in the fields that `expiry` names.
    pub fn living(ttl: Ttl, expiry: EnrollmentExpiry) -> Self {
        let milliseconds = i64::try_from(ttl.duration().as_millis()).ok();
        Self {
            ttl: (expiry != EnrollmentExpiry::ExpiresIn).then(|| ttl.name().to_owned()),
            expires_in: milliseconds.filter(|_| expiry != EnrollmentExpiry::Ttl),
            ..Self::default()
        }
    }
}
