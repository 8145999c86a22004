//! What a phone is (D).

use std::fmt;
use std::str::FromStr;

/// The `platform` of a device that registers. Answers may name others, so devices keep theirs as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Platform {
    /// An iPhone.
    Ios,
    /// An Android phone.
    #[default]
    Android,
    /// A terminal.
    Terminal,
}

impl Platform {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Ios, Self::Android, Self::Terminal];

    /// What the API calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ios => "IOS",
            Self::Android => "ANDROID",
            Self::Terminal => "TERMINAL",
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Platform {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|platform| platform.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("`{text}` is not a platform; give one of {}", Self::ALL.map(Self::name).join(", ")))
    }
}
