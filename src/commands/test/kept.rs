//! Values that are used, and never shown: those of the environment, and what commands have printed that may be a secret.
//!
//! Whatever is told of a run goes through here, wherever the value has been meanwhile: in a reference that was read back, in
//! what a server or a command says, or cut off in the middle. The ids of the run's own sessions and phones are never kept
//! back: whoever has to end what is left needs them.

use super::row::{Listed, Row};
use crate::error::Error;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::{BTreeSet, HashSet};
use std::ops::{Bound, Range};

/// What is shown instead.
const MASK: &str = "***";

/// Shorter values are replaced nowhere, in characters: they are a part of too many words.
const SHORTEST: usize = 4;

/// So many characters of the beginning of a value are one: the rest may have been cut off.
const BEGINNING: usize = 12;

/// As much as is told of what was found, in characters.
const LONGEST: usize = 400;

/// Shorter ids may be a part of a secret by chance, in bytes.
const SHORTEST_ID: usize = 8;

/// As much as is kept of what commands have printed, in bytes: each text is looked for in it.
const MOST: usize = 16 * 1024 * 1024;

/// In how many times its size a text is kept at most: as it is, in one line, line by line, escaped, and for a URL.
const FORMS: usize = 7;

/// The values of a run, all in small letters, as ids may be shown.
#[derive(Clone, Default)]
pub(super) struct Kept {
    /// Those that are only known when they are there in full.
    whole: BTreeSet<String>,
    /// Those whose beginning is enough.
    begun: BTreeSet<String>,
    /// The first bytes of all of them.
    first: HashSet<[u8; SHORTEST]>,
    /// The ids of what the run has made. None of the values holds one.
    own: BTreeSet<String>,
    size: usize,
}

impl Kept {
    /// Whether what a command has printed can still be kept.
    pub fn has_room_for(&self, printed: &str) -> bool {
        self.size + printed.len() * FORMS <= MOST
    }

    /// Keeps a value, in each of the forms that it is told in.
    pub fn keep(&mut self, value: &str) {
        let value = value.trim();
        let one_line = value.split_whitespace().collect::<Vec<_>>().join(" ");
        self.add(value, BEGINNING);
        self.add(&one_line, BEGINNING);
        self.add(&utf8_percent_encode(value, NON_ALPHANUMERIC).to_string(), BEGINNING);
        self.add(value.escape_debug().to_string().as_str(), BEGINNING);
        value.lines().for_each(|line| self.add(line.trim(), usize::MAX));
    }

    /// An id of what the run has made is shown from here on.
    pub fn show(&mut self, id: &str) {
        let id = id.to_ascii_lowercase();
        if id.len() < SHORTEST_ID || !self.own.insert(id.clone()) {
            return;
        }
        for (is_whole, set) in [(true, std::mem::take(&mut self.whole)), (false, std::mem::take(&mut self.begun))] {
            let (with, without): (BTreeSet<_>, BTreeSet<_>) = set.into_iter().partition(|value| value.contains(&id));
            let (kept, beginning) = if is_whole { (&mut self.whole, usize::MAX) } else { (&mut self.begun, BEGINNING) };
            kept.extend(without);
            with.iter().for_each(|value| self.add(value, beginning));
        }
    }

    fn add(&mut self, text: &str, beginning: usize) {
        let text = text.to_ascii_lowercase();
        let pieces: Vec<_> = self.parts(&text).into_iter().filter(|(_, is_own)| !is_own).collect();
        for piece in pieces.into_iter().map(|(place, _)| &text[place]) {
            let count = piece.chars().count();
            if count < SHORTEST {
                continue;
            }
            let values = if count > beginning { &mut self.begun } else { &mut self.whole };
            self.size += if values.insert(piece.to_owned()) { piece.len() } else { 0 };
            self.first.extend(piece.as_bytes().first_chunk::<SHORTEST>());
        }
    }

    /// The ids of what the run has made, and what stands between them.
    fn parts(&self, small: &str) -> Vec<(Range<usize>, bool)> {
        let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
        while !self.own.is_empty() && at < small.len() {
            match longest(&self.own, &small[at..]) {
                Some(length) => {
                    parts.extend([(from..at, false), (at..at + length, true)]);
                    at += length;
                    from = at;
                }
                None => at += step(&small[at..]),
            }
        }
        parts.push((from..small.len(), false));
        parts
    }

    /// A text without them.
    pub fn masked(&self, text: &str) -> String {
        if self.first.is_empty() {
            return text.to_owned();
        }
        let small = text.to_ascii_lowercase();
        let mut shown = String::with_capacity(text.len());
        for (place, is_own) in self.parts(&small) {
            match is_own {
                true => shown.push_str(&text[place]),
                false => self.mask(&text[place.clone()], &small[place], &mut shown),
            }
        }
        shown
    }

    fn mask(&self, text: &str, small: &str, shown: &mut String) {
        let mut at = 0;
        while at < text.len() {
            let rest = &small[at..];
            let length = self.begins(rest).unwrap_or_default();
            let next = if length > 0 { length } else { step(rest) };
            shown.push_str(if length > 0 { MASK } else { &text[at..at + next] });
            at += next;
        }
    }

    /// How much of the beginning of a text is one of the values.
    fn begins(&self, rest: &str) -> Option<usize> {
        let first = rest.as_bytes().first_chunk::<SHORTEST>()?;
        if !self.first.contains(first) {
            return None;
        }
        longest(&self.whole, rest).max(self.begun(rest))
    }

    /// The same of those whose beginning is enough: none shares more with the text than its neighbours in their order.
    fn begun(&self, rest: &str) -> Option<usize> {
        let after = self.begun.range::<str, _>((Bound::Excluded(rest), Bound::Unbounded)).next();
        let neighbours = before(&self.begun, rest).into_iter().chain(after);
        let length = neighbours.map(|value| common(value, rest)).max()?;
        (rest[..length].chars().count() >= BEGINNING).then_some(length)
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

/// The length of the longest of the values that a text begins with. What stands before the text in their order either is
/// that, or shares with it all that can be one.
fn longest(values: &BTreeSet<String>, mut text: &str) -> Option<usize> {
    loop {
        let value = before(values, text)?;
        match common(value, text) {
            length if length == value.len() => return Some(length),
            length => text = &text[..length],
        }
    }
}

/// The last of the values up to the text.
fn before<'a>(values: &'a BTreeSet<String>, text: &str) -> Option<&'a String> {
    values.range::<str, _>((Bound::Unbounded, Bound::Included(text))).next_back()
}

/// How much two texts share from their beginning, in bytes of whole letters.
fn common(one: &str, other: &str) -> usize {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    same.map(|(letter, _)| letter.len_utf8()).sum()
}

/// To the next letter.
fn step(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // Few letters, so that values begin alike, hold each other and overlap.
    const TEXT: &str = "[a-bA\u{e5}% \n\"]{0,24}";

    proptest! {
        #[test]
        fn no_value_is_left_in_what_is_told(values in prop::collection::vec(TEXT, 1..6), around in (TEXT, TEXT), at in 0..6usize) {
            let all: Vec<&str> = values.iter().map(String::as_str).collect();
            let told = format!("{}{}{}", around.0, values[at % values.len()], around.1);
            let masked = kept(&all).masked(&told).to_ascii_lowercase();
            for value in all.iter().map(|value| value.trim().to_ascii_lowercase()) {
                prop_assert!(value.chars().count() < SHORTEST || !masked.contains(&value), "{value:?} is in {masked:?} of {told:?}");
            }
        }

        #[test]
        fn own_ids_are_always_told(values in prop::collection::vec(TEXT, 1..6), id in "[abA]{8,12}", around in (TEXT, TEXT)) {
            let mut kept = kept(&values.iter().map(String::as_str).collect::<Vec<_>>());
            kept.keep(&format!("{}{id}{}", around.0, around.1));
            kept.show(&id);
            let told = format!("{}{id} and more", around.1);
            let before = told.to_ascii_lowercase().matches(&id.to_ascii_lowercase()).count();
            let after = kept.masked(&told).to_ascii_lowercase().matches(&id.to_ascii_lowercase()).count();
            prop_assert_eq!(before, after, "{}", told);
        }
    }

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

    #[test]
    fn each_of_many_is_known_and_what_only_looks_like_one_is_not() {
        let kept = kept(&[
            "aaaa",
            "aaaabbbb",
            "aaaacccc",
            "aaaa bbbb cccc dddd",
            "aaaa bbbb cccc eeee",
            "\u{e5}\u{e5}\u{e5}\u{e5}",
        ]);
        for (text, shown) in [
            ("aaaaccc", "***ccc"),
            ("xaaaacccc", "x***"),
            ("aaaa bbbb cccc ee, aaaa bbbb", "***, *** bbbb"),
            ("aaa\u{e5}\u{e5}\u{e5} \u{e5}\u{e5}\u{e5}\u{e5}", "aaa\u{e5}\u{e5}\u{e5} ***"),
        ] {
            assert_eq!(kept.masked(text), shown);
        }
    }

    #[test]
    fn own_ids_are_shown_whenever_they_are_known_and_nothing_around_them() {
        let (id, printed) = ("0A6F3C1E-5d43", "{\"device_id\": \"0a6f3c1e-5d43\", \"enrollment_code\": \"AB12CD34\"}");
        let (mut early, mut late) = (Kept::default(), kept(&[printed]));
        early.show(id);
        early.keep(printed);
        late.show(id);
        for kept in [early, late] {
            assert_eq!(kept.masked(printed), "***0a6f3c1e-5d43***");
            assert_eq!(kept.masked("DELETE /devices/0a6f3c1e-5d43 \"x\""), "DELETE /devices/0a6f3c1e-5d43 \"x\"");
        }
        let mut kept = kept(&["s3cr3t-token"]);
        kept.show("s3cr");
        assert_eq!(kept.masked("s3cr3t-token"), "***", "an id that short frees nothing");
    }

    #[test]
    fn what_is_kept_has_an_end() {
        let mut kept = Kept::default();
        let page = |from: usize| {
            (from..from + 20_000).map(|at| format!("{at:07}-of-a-page-of-many-ids-----\n")).collect::<String>()
        };
        let pages = (0..100).take_while(|at| {
            let page = page(at * 20_000);
            let fits = kept.has_room_for(&page);
            if fits {
                kept.keep(&page);
            }
            fits
        });
        assert!((2..10).contains(&pages.count()));
        let line = |at: usize| format!("<{at:07}-of-a-page-of-many-ids----->");
        assert_eq!(kept.masked(&(line(39_999) + &line(9_999_999))), format!("<***>{}", line(9_999_999)));
    }
}
