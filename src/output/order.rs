//! The order of rows that a person asked for: numbers by size, times by time, names as people count (`Till 2` before
//! `Till 10`), whatever their case. What is missing comes last, upwards and downwards. Pure.

use jiff::Timestamp;
use serde_json::Value;
use std::cmp::Ordering;

/// What one value is ordered by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Key {
    /// Yes comes after no.
    Flag(bool),
    Number(i128),
    Time(Timestamp),
    Text(Vec<Part>),
    Missing,
}

/// A run of digits, or of others.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Part {
    /// The longer one is the greater; without zeros in front.
    Digits(usize, String),
    Others(String),
}

impl Key {
    /// Of a member; `None` where it is no single value.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::Missing),
            Value::Bool(flag) => Some(Self::Flag(*flag)),
            Value::Number(number) => {
                Some(number.as_i128().map_or_else(|| Self::text(&number.to_string()), Self::Number))
            }
            Value::String(text) => Some(text.parse().map_or_else(|_| Self::text(text), Self::Time)),
            Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// Of text as it is shown.
    pub fn text(text: &str) -> Self {
        if text.is_empty() {
            return Self::Missing;
        }
        let letters: Vec<char> = text.to_lowercase().chars().collect();
        let runs = letters.chunk_by(|one, other| one.is_ascii_digit() == other.is_ascii_digit());
        Self::Text(runs.map(|run| Part::of(&run.iter().collect::<String>())).collect())
    }
}

impl Part {
    fn of(run: &str) -> Self {
        match run.starts_with(|letter: char| letter.is_ascii_digit()) {
            true => {
                let digits = run.trim_start_matches('0');
                Self::Digits(digits.len(), digits.to_owned())
            }
            false => Self::Others(run.to_owned()),
        }
    }
}

/// Which of two comes first.
pub(super) fn compare(one: &Key, other: &Key, downwards: bool) -> Ordering {
    match (one, other) {
        (Key::Missing, _) | (_, Key::Missing) => one.cmp(other),
        _ if downwards => other.cmp(one),
        _ => one.cmp(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sorted(mut values: Vec<Value>, downwards: bool) -> Vec<Value> {
        values.sort_by(|one, other| {
            let key = |value| Key::of(value).expect("a single value");
            compare(&key(one), &key(other), downwards)
        });
        values
    }

    #[test]
    fn names_are_ordered_as_people_count() {
        let names = vec![json!("till 10"), json!(null), json!("Till 2"), json!("Kassa"), json!(""), json!("Till 002a")];
        let upwards = [json!("Kassa"), json!("Till 2"), json!("Till 002a"), json!("till 10"), json!(null), json!("")];
        assert_eq!(sorted(names.clone(), false), upwards);
        let downwards = [json!("till 10"), json!("Till 002a"), json!("Till 2"), json!("Kassa"), json!(null), json!("")];
        assert_eq!(sorted(names, true), downwards);
    }

    #[test]
    fn numbers_times_and_flags_are_what_they_are() {
        assert_eq!(sorted(vec![json!(100), json!(-5), json!(9)], false), [json!(-5), json!(9), json!(100)]);
        let (early, late) = (json!("2026-06-05T20:00:00+02:00"), json!("2026-06-05T18:30:00Z"));
        assert_eq!(sorted(vec![late.clone(), early.clone()], false), [early, late]);
        assert_eq!(sorted(vec![json!(true), json!(false)], false), [json!(false), json!(true)]);
        let long = [json!("9".repeat(99)), json!(format!("1{}", "0".repeat(99)))];
        assert_eq!(sorted(vec![long[1].clone(), long[0].clone()], false), long);
        assert_eq!(Key::of(&json!([])), None);
    }
}
