//! Where a command works: production, playground or the emulator.

use super::near;
use std::fmt;
use std::str::FromStr;

/// One of the three environments. There is no default.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// Real money.
    Production,
    /// Kustom's test system.
    Playground,
    /// The system inside this binary.
    Emulator,
}

/// The path that every operation stands under. (D)
pub const API_ROOT: &str = "/ipp/v1";

/// The path that Order Management stands under, on the same hosts and with the same keys. (D)
pub const ORDER_MANAGEMENT_ROOT: &str = "/ordermanagement/v1";

impl Environment {
    /// All three, in the order in which help names them.
    pub const ALL: [Self; 3] = [Self::Production, Self::Playground, Self::Emulator];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Playground => "playground",
            Self::Emulator => "emulator",
        }
    }

    /// Kustom's own address for it (D); the emulator has none until it listens.
    pub fn base_url(self) -> Option<&'static str> {
        match self {
            Self::Production => Some("https://api.kustom.co"),
            Self::Playground => Some("https://api.playground.kustom.co"),
            Self::Emulator => None,
        }
    }

    /// What a key of this environment begins with (D). The emulator takes either, depending on what it plays.
    pub fn key_prefix(self) -> Option<&'static str> {
        match self {
            Self::Production => Some("kco_live_api_"),
            Self::Playground => Some("kco_test_api_"),
            Self::Emulator => None,
        }
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Environment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|environment| environment.name() == text).ok_or_else(|| {
            format!(
                "`{text}` is not an environment; give production, playground or emulator{}",
                near::meant(text, Self::ALL.map(Self::name))
            )
        })
    }
}
