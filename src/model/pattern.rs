//! Which events are meant: a type, in which `*` stands for any letters, `ipp.session.*`.
//!
//! A type that is written out need not be one that is known: Kustom may add some, and the account has its own.

use std::fmt;
use std::str::FromStr;

/// The longest that is taken, in bytes.
const LONGEST: usize = 128;

/// A pattern of event types.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventPattern(String);

impl EventPattern {
    /// Whether this type is meant.
    pub fn matches(&self, kind: &str) -> bool {
        let mut parts = self.0.split('*');
        let Some(mut rest) = parts.next().and_then(|first| kind.strip_prefix(first)) else { return false };
        let mut parts: Vec<&str> = parts.collect();
        let Some(last) = parts.pop() else { return rest.is_empty() };
        for part in parts {
            let Some(at) = rest.find(part) else { return false };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last)
    }
}

impl EventPattern {
    /// Whether there can be a type that both mean.
    pub fn overlaps(&self, other: &Self) -> bool {
        let (own, other) = (self.0.as_bytes(), other.0.as_bytes());
        // `meets[at]`: what is left of `own` and the rest of `other` from `at` can mean the same.
        let mut meets = vec![false; other.len() + 1];
        for from in (0..=own.len()).rev() {
            let before = meets.clone();
            for at in (0..=other.len()).rev() {
                meets[at] = match (own.get(from), other.get(at)) {
                    (None, None) => true,
                    (Some(b'*'), Some(_)) => before[at] || meets[at + 1],
                    (Some(b'*'), None) => before[at],
                    (_, Some(b'*')) => meets[at + 1] || (from < own.len() && before[at]),
                    (Some(one), Some(another)) => one == another && before[at + 1],
                    _ => false,
                };
            }
        }
        meets[0]
    }
}

impl FromStr for EventPattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-*".contains(letter);
        match text {
            "" => Err("it is empty".to_owned()),
            _ if text.len() > LONGEST => Err(format!("it is longer than {LONGEST} characters")),
            _ if text.chars().all(is_plain) => Ok(Self(text.to_owned())),
            _ => Err("give a type such as ipp.session.finalized, in which `*` stands for any letters".to_owned()),
        }
    }
}

impl fmt::Display for EventPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_overlap_where_a_type_can_be_of_both() {
        let overlap = |one: &str, other: &str| {
            let (one, other): (EventPattern, EventPattern) = (one.parse().expect("one"), other.parse().expect("one"));
            assert_eq!(one.overlaps(&other), other.overlaps(&one));
            one.overlaps(&other)
        };
        for (one, other) in [("a", "a"), ("a*", "*b"), ("*", "a"), ("a*c", "ab*"), ("**", "*"), ("x.*.z", "x.y*")] {
            assert!(overlap(one, other), "{one} {other}");
        }
        for (one, other) in [("a", "b"), ("a*", "b*"), ("a", "ab"), ("ab*", "a"), ("*a", "*b"), ("a*c", "*d")] {
            assert!(!overlap(one, other), "{one} {other}");
        }
    }

    #[test]
    fn stars_stand_for_any_letters() {
        let matches = |pattern: &str, kind: &str| pattern.parse::<EventPattern>().expect("a pattern").matches(kind);
        for pattern in
            ["ipp.session.finalized", "ipp.session.*", "*", "*.finalized", "ipp.*.finalized", "*ses*fin*", "**"]
        {
            assert!(matches(pattern, "ipp.session.finalized"), "{pattern}");
        }
        for pattern in
            ["ipp.session", "ipp.session.f", "*.session", "session.*", "ipp.*.cancelled", "*x*", "*finalized*d"]
        {
            assert!(!matches(pattern, "ipp.session.finalized"), "{pattern}");
        }
        assert!(matches("*", "") && !matches("a*a", "a"));
    }

    #[test]
    fn what_is_no_type_is_refused() {
        for text in ["", "a b", "ipp/session", "é", "ipp.session.finalized\n", &"a".repeat(200)] {
            assert!(text.parse::<EventPattern>().is_err(), "{text:?}");
        }
    }
}
