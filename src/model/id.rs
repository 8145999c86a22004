//! Ids of the API, one type each, so that a device's id can't be sent where a session's belongs.
//!
//! What the API says is taken as it comes. What a person types must be able to be an id: it goes into a path.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A text that can't be an id.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id: {0}")]
pub struct IdError(&'static str);

/// Longest id that is taken from a person; the API's own have 36 characters.
const LONGEST: usize = 128;

fn check(text: &str) -> Result<(), IdError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    match text {
        "" => Err(IdError("it is empty")),
        "." | ".." => Err(IdError("it would leave its place in the path")),
        _ if text.len() > LONGEST => Err(IdError("it is longer than 128 characters")),
        _ if !text.bytes().all(plain) => Err(IdError("only letters, digits, `-`, `_`, `.` and `~` are allowed")),
        _ => Ok(()),
    }
}

/// True for the 36-character text form of a UUID, which is never looked up as a name.
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes an id as the API gave it.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text, as the API gave it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            /// As a person types it, or copies it out of a list that has cut it (`1cdca8ec…`).
            fn from_str(text: &str) -> Result<Self, IdError> {
                let text = text.strip_suffix('…').unwrap_or(text);
                check(text).map(|()| Self(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(/// A payment session.
    SessionId);
id!(/// A phone that runs the POS app.
    DeviceId);
id!(/// A shop.
    LocationId);
id!(/// A pairing code's own id; not the code.
    EnrollmentId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_an_id_is_refused() {
        for text in ["", ".", "..", "a/b", "a?b", "a b", "a\0b", "a\u{1b}[31m", "é", "../x", &"a".repeat(10_000)] {
            assert!(text.parse::<SessionId>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn opaque_ids_pass() {
        for text in ["6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10", "s-1", "kevt_01.a~b"] {
            assert_eq!(text.parse::<SessionId>().map(|id| id.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_a_list_has_cut_is_a_beginning() {
        assert_eq!("1cdca8ec…".parse(), Ok(SessionId::new("1cdca8ec")));
        assert!("…".parse::<SessionId>().is_err());
    }

    #[test]
    fn uuids_are_known_by_their_form() {
        assert!(is_uuid("6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10"));
        assert!(!is_uuid("6f2c1f2e"));
        assert!(!is_uuid("6f2c1f2e_9c1b-4c57-8a44-0e1d7c5d3a10"));
    }
}
