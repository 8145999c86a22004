//! Where a value came from, so that `ipp profile show --origin` and refusals can say it.

use super::name::ProfileName;
use std::fmt;
use std::path::PathBuf;

/// A line of the config file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// Counted from 1.
    pub line: usize,
}

/// `config.toml:12`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy();
        write!(f, "{name}:{}", self.line)
    }
}

/// A value of the config file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Located<T> {
    /// The value, checked.
    pub value: T,
    /// Its line.
    pub place: Place,
}

/// Which layer a value came from, highest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A flag, with its dashes.
    Flag(&'static str),
    /// An environment variable.
    Variable(&'static str),
    /// The config file: a profile and the line.
    Profile {
        /// The profile.
        name: ProfileName,
        /// The line.
        place: Place,
    },
    /// The config file, outside of any profile.
    File(Place),
    /// What holds when nobody says anything.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) | Self::Variable(name) => f.write_str(name),
            Self::Profile { name, place } => write!(f, "profile {name} ({place})"),
            Self::File(place) => place.fmt(f),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value and where it came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

impl<T> Sourced<T> {
    /// A value that nobody gave.
    pub fn default(value: T) -> Self {
        Self { value, origin: Origin::Default }
    }
}
