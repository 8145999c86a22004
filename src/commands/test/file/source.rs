//! The text of a scenario file, and places in it: every mistake is told as `FILE:LINE:COLUMN: what`.

use crate::commands::input;
use crate::error::Error;
use crate::output::harmless;
use crate::secret::without_keys;
use std::cell::Cell;
use std::ops::Range;

/// The largest file, in bytes.
const LARGEST: usize = 256 * 1024;

/// As much as is said of a mistake, in characters: it may repeat what the file says.
const LONGEST: usize = 500;

/// A mistake, with its place.
pub(in crate::commands::test) type Wrong = String;

/// A file, or stdin.
#[derive(Debug)]
pub(in crate::commands::test) struct Source {
    /// As it was given; `stdin` for `-`.
    pub name: String,
    pub text: String,
    /// The place that was asked for last: the next one is after it, most often.
    last: Cell<(usize, Place)>,
}

/// Counted from 1; columns are characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::commands::test) struct Place {
    pub line: usize,
    pub column: usize,
}

/// Where a file begins.
const BEGINNING: Place = Place { line: 1, column: 1 };

impl Source {
    /// A text under a name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), last: Cell::new((0, BEGINNING)) }
    }

    /// Reads a file, or stdin for `-`.
    pub async fn read(path: &str) -> Result<Self, Wrong> {
        let name = if path == "-" { "stdin" } else { path }.to_owned();
        let bytes = input::raw(path).await.map_err(|error: Error| harmless(&error.to_string()))?;
        if bytes.len() > LARGEST {
            return Err(format!("{}: it is larger than {} KiB", harmless(&name), LARGEST / 1024));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text.strip_prefix('\u{feff}').unwrap_or(&text))),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
                Err(Self::new(name, text).wrong(at, "it is not UTF-8"))
            }
        }
    }

    /// The place of a byte.
    pub fn place(&self, at: usize) -> Place {
        let at = if self.text.is_char_boundary(at) { at } else { self.text.len() };
        let (from, mut place) = Some(self.last.get()).filter(|(from, _)| *from <= at).unwrap_or((0, BEGINNING));
        for letter in self.text[from..at].chars() {
            place = match letter {
                '\n' => Place { line: place.line + 1, column: 1 },
                _ => Place { column: place.column + 1, ..place },
            };
        }
        self.last.set((at, place));
        place
    }

    /// Says what is wrong at a byte.
    pub fn wrong(&self, at: usize, what: &str) -> Wrong {
        self.wrong_at(self.place(at), what)
    }

    /// The same at a place.
    pub fn wrong_at(&self, place: Place, what: &str) -> Wrong {
        let what: String = without_keys(what).chars().take(LONGEST).collect();
        harmless(&format!("{}:{}:{}: {what}", self.name, place.line, place.column))
    }

    /// Where a mistake of the form is: that of TOML itself.
    pub fn malformed(&self, span: Option<Range<usize>>, what: &str) -> Wrong {
        self.wrong(span.map_or(self.text.len(), |span| span.start), what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_from_one_and_in_characters() {
        let source = Source::new("a", "å\nbå c");
        let place = |at| (source.place(at).line, source.place(at).column);
        assert_eq!([place(0), place(2), place(900), place(3), place(6)], [(1, 1), (1, 2), (2, 5), (2, 1), (2, 3)]);
        assert_eq!(source.wrong(3, "\u{1b}[2J kco_test_api_x"), "a:2:1: \\u{1b}[2J kco_***");
    }
}
