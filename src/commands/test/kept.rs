//! Values that are used, and never shown: those of the environment, and what commands have printed that may print a secret.
//!
//! Whatever is told of a run goes through here, wherever the value has been meanwhile: in a reference that was read back, in
//! what a server or a command says, or cut off in the middle.

use super::row::{Listed, Row};
use crate::error::Error;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// What is shown instead.
const MASK: &str = "***";

/// Shorter values are replaced nowhere, in characters: they are a part of too many words.
const SHORTEST: usize = 4;

/// So many characters of the beginning of a value are one: the rest may have been cut off.
const BEGINNING: usize = 12;

/// As much as is told of what was found, in characters.
const LONGEST: usize = 400;

/// The values of a run.
#[derive(Clone, Default)]
pub(super) struct Kept(Vec<Value>);

#[derive(Clone, PartialEq, Eq)]
struct Value {
    /// In small letters, as ids may be shown.
    text: String,
    /// As much of it as tells it from others, in bytes.
    beginning: usize,
}

impl Kept {
    /// Keeps a value, in each of the forms that it is told in.
    pub fn keep(&mut self, value: &str) {
        let value = value.trim();
        let one_line = value.split_whitespace().collect::<Vec<_>>().join(" ");
        self.add(value, BEGINNING);
        self.add(&one_line, BEGINNING);
        self.add(&utf8_percent_encode(value, NON_ALPHANUMERIC).to_string(), BEGINNING);
        self.add(value.escape_debug().to_string().as_str(), BEGINNING);
        value.lines().for_each(|line| self.add(line.trim(), usize::MAX));
        self.0.sort_by_key(|value| std::cmp::Reverse(value.text.len()));
    }

    fn add(&mut self, text: &str, beginning: usize) {
        let text = text.to_ascii_lowercase();
        let beginning = text.char_indices().nth(beginning).map_or(text.len(), |(at, _)| at);
        let value = Value { text, beginning };
        if value.text.chars().count() >= SHORTEST && !self.0.contains(&value) {
            self.0.push(value);
        }
    }

    /// A text without them.
    pub fn masked(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, value| value.masked(text))
    }

    /// A step as it is told.
    pub fn row(&self, row: Row) -> Row {
        let found = self.masked(&row.found);
        let found = match found.char_indices().nth(LONGEST) {
            Some((at, _)) => format!("{}...", &found[..at]),
            None => found,
        };
        Row {
            scenario: self.masked(&row.scenario),
            what: self.masked(&row.what),
            hint: row.hint.as_deref().map(|hint| self.masked(hint)),
            found,
            ..row
        }
    }

    /// A scenario as it is listed.
    pub fn listed(&self, listed: Listed) -> Listed {
        Listed { scenario: self.masked(&listed.scenario), ..listed }
    }

    /// A mistake as it is told.
    pub fn error(&self, error: Error) -> Error {
        match error {
            Error::Usage { what, hint } => Error::Usage { what: self.masked(&what), hint },
            other => other,
        }
    }
}

impl Value {
    fn masked(&self, text: String) -> String {
        let small = text.to_ascii_lowercase();
        let (mut shown, mut from) = (String::new(), 0);
        while let Some(found) = small[from..].find(&self.text[..self.beginning]) {
            let at = from + found;
            let same = small[at..].chars().zip(self.text.chars()).take_while(|(one, other)| one == other);
            shown.push_str(&text[from..at]);
            shown.push_str(MASK);
            from = at + same.map(|(letter, _)| letter.len_utf8()).sum::<usize>();
        }
        if from == 0 { text } else { shown + &text[from..] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(values: &[&str]) -> Kept {
        let mut kept = Kept::default();
        values.iter().for_each(|value| kept.keep(value));
        kept
    }

    #[test]
    fn values_go_in_every_form_and_short_ones_stay() {
        let kept = kept(&["s3cr3t/\u{e5} b", "abc", "s3cr3t/\u{e5} b and more", "one line\nanother line"]);
        for (text, shown) in [
            ("a s3cr3t/\u{e5} b, S3CR3T/\u{e5} B!", "a ***, ***!"),
            ("s3cr3t/\u{e5} b and more", "***"),
            ("s3cr3t/\u{e5} b and mo...", "***..."),
            ("GET /s3cr3t%2F%C3%A5%20b was", "GET /*** was"),
            ("abc s3cr3t", "abc s3cr3t"),
            ("it said: another line", "it said: ***"),
            ("one line another line", "***"),
            ("", ""),
        ] {
            assert_eq!(kept.masked(text), shown);
        }
    }
}
