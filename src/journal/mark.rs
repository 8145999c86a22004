//! The mark: a random text in `merchant_data`, by which a session is known as the one of an attempt whose answer was lost.
//!
//! It comes back with the session (P), so the merchant sees it. What the caller put there stays as it is, to the byte.

use serde_json::{Map, Value};
use uuid::Uuid;

/// The member of `merchant_data` that holds it.
const MEMBER: &str = "ipp_mark";

/// 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark(String);

impl Mark {
    /// One that nobody has.
    pub fn random() -> Self {
        Self(Uuid::new_v4().simple().to_string())
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What `merchant_data` becomes with the mark in it; `None` where it has no place: the caller's text is no JSON
    /// object, or uses the member for something else.
    pub fn placed_in(&self, data: Option<&str>) -> Option<String> {
        let own = format!("\"{MEMBER}\":\"{}\"", self.0);
        let Some(data) = data else { return Some(format!("{{{own}}}")) };
        let object: Map<String, Value> = serde_json::from_str(data).ok()?;
        if object.contains_key(MEMBER) {
            // An order that is read from an earlier session brings that one's mark along.
            let earlier = Self::found_in(data)?;
            let placed = data.replacen(&format!("\"{}\"", earlier.0), &format!("\"{}\"", self.0), 1);
            return Self::found_in(&placed).filter(|found| found == self).map(|_| placed);
        }
        let members = data.trim_end().strip_suffix('}')?;
        let comma = if object.is_empty() { "" } else { "," };
        Some(format!("{members}{comma}{own}}}"))
    }

    /// Whether a mark is all that `merchant_data` holds: then the caller gave none.
    pub fn is_all_of(data: &str) -> bool {
        Self::found_in(data).and_then(|mark| mark.placed_in(None)).is_some_and(|alone| alone == data)
    }

    /// The mark that a session's `merchant_data` holds.
    pub fn found_in(data: &str) -> Option<Self> {
        let object: Map<String, Value> = serde_json::from_str(data).ok()?;
        let text = object.get(MEMBER)?.as_str()?;
        let is_mark = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_mark.then(|| Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_found_where_it_was_placed() {
        let mark = Mark::random();
        let nested = r#" {"a": {"b": [1.00, 12345678901234567890123]}, "c": "}" } "#;
        for data in [None, Some("{}"), Some("{ }"), Some(r#"{"order":1}"#), Some(nested)] {
            let placed = mark.placed_in(data).expect("a place");
            assert_eq!(Mark::found_in(&placed), Some(mark.clone()), "{placed}");
        }
        assert!(Mark::is_all_of(&mark.placed_in(None).expect("a place")));
        assert_eq!(mark.placed_in(None), Some(format!(r#"{{"ipp_mark":"{}"}}"#, mark.as_str())));
        let placed = mark.placed_in(Some(nested)).expect("a place");
        assert!(!Mark::is_all_of(&placed));
        assert!(placed.starts_with(nested.trim_end().trim_end_matches('}')), "the caller's own stays: {placed}");
    }

    #[test]
    fn other_texts_are_left_alone() {
        let twice = r#"{"of":"0123456789abcdef0123456789abcdef","ipp_mark":"0123456789abcdef0123456789abcdef"}"#;
        assert_eq!(Mark::random().placed_in(Some(twice)), None, "the wrong one would be replaced");
        for data in ["", "a=b", "[]", "null", "7", "\"{}\"", "{", r#"{"ipp_mark":7}"#, r#"{"ipp_mark":"mine"}"#] {
            assert_eq!(Mark::random().placed_in(Some(data)), None, "{data}");
            assert_eq!(Mark::found_in(data), None, "{data}");
        }
    }

    #[test]
    fn an_earlier_sessions_mark_gives_way() {
        let (first, second) = (Mark::random(), Mark::random());
        let placed = first.placed_in(Some(r#"{"order":1}"#)).expect("a place");
        let again = second.placed_in(Some(&placed)).expect("a place");
        assert_eq!(again, placed.replace(first.as_str(), second.as_str()));
    }
}
