//! The name of a profile: short and plain, as it stands in a table header, in variables and in messages.

use crate::secret::is_key_character;
use std::fmt;
use std::str::FromStr;

/// 1 to 64 letters, digits, `-` and `_`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ProfileName(String);

/// The longest name.
const LONGEST: usize = 64;

impl ProfileName {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProfileName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let plain = name.chars().all(is_key_character);
        if name.starts_with("kco_") {
            Err("an API key is not the name of a profile".to_owned())
        } else if name.is_empty() || name.len() > LONGEST || !plain {
            let start: String = name.chars().take(LONGEST).collect();
            Err(format!("`{start}` is not a name for a profile; give 1 to {LONGEST} letters, digits, `-` and `_`"))
        } else {
            Ok(Self(name.to_owned()))
        }
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for name in ["", "a.b", "a b", "å", "../x", "kco_live_api_abc", &"a".repeat(65)] {
            assert!(name.parse::<ProfileName>().is_err(), "{name}");
        }
        for name in ["shop", "shop-2_B", &"a".repeat(64)] {
            assert_eq!(name.parse::<ProfileName>().map(|name| name.to_string()), Ok(name.to_owned()));
        }
    }
}
