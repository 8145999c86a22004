//! One key of the config file while it is read: its value becomes what is expected, or an error that names file, line and key.

use super::error::Error;
use super::origin::{Located, Place};
use super::paths;
use crate::model::duration;
use crate::model::near::nearest;
use std::path::{Path, PathBuf};
use std::time::Duration;
use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

/// The file being read.
pub(super) struct Document<'a> {
    pub path: &'a Path,
    /// Where its lines end, in bytes: to count them again for each key would take as long as the keys are many.
    ends: Vec<usize>,
    /// For `~/`.
    pub home: Option<&'a Path>,
    /// Whether others can read the file.
    pub exposed: bool,
}

impl<'d> Document<'d> {
    pub fn new(path: &'d Path, text: &str, home: Option<&'d Path>, exposed: bool) -> Self {
        Self { path, ends: text.match_indices('\n').map(|(at, _)| at).collect(), home, exposed }
    }

    /// The line of a byte, counted from 1.
    pub fn line(&self, at: usize) -> usize {
        1 + self.ends.partition_point(|end| *end < at)
    }

    /// The keys of a table in the order of the file, so that the first mistake is the one that is told.
    pub fn fields<'a>(&'a self, table: &'a DeTable<'a>) -> Vec<Field<'a>> {
        let mut pairs: Vec<_> = table.iter().collect();
        pairs.sort_by_key(|(key, _)| key.span().start);
        pairs.into_iter().map(|(key, value)| Field::new(self, key, value)).collect()
    }

    fn place<T>(&self, at: &Spanned<T>) -> Place {
        Place { path: self.path.to_owned(), line: self.line(at.span().start) }
    }
}

/// A key and its value.
pub(super) struct Field<'a> {
    pub document: &'a Document<'a>,
    pub place: Place,
    pub key: &'a str,
    pub value: &'a DeValue<'a>,
}

type Read<T> = Result<Located<T>, Error>;

impl<'a> Field<'a> {
    fn new(document: &'a Document<'a>, key: &'a Spanned<DeString<'a>>, value: &'a Spanned<DeValue<'a>>) -> Self {
        Self { document, place: document.place(key), key: key.get_ref(), value: value.get_ref() }
    }

    /// The value is wrong.
    pub fn wrong(&self, problem: &str) -> Error {
        Error::file(self.document.path, Some(self.place.line), &format!("`{}`: {problem}", self.key))
    }

    /// The key is none of `known`.
    pub fn unknown(&self, known: &[&str]) -> Error {
        let meant = nearest(self.key, known.iter().copied());
        let suggestion = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
        let problem = format!("unknown key `{}`{suggestion}", self.key);
        Error::file(self.document.path, Some(self.place.line), &problem)
    }

    /// The value is of another type than `what`.
    pub fn expected(&self, what: &str) -> Error {
        self.wrong(&format!("expected {what}, found {}", kind_of(self.value)))
    }

    pub fn located<T>(&self, value: T) -> Located<T> {
        Located { value, place: self.place.clone() }
    }

    pub fn text(&self) -> Result<&'a str, Error> {
        self.value.as_str().ok_or_else(|| self.expected("text in quotes"))
    }

    pub fn table(&self) -> Result<&'a DeTable<'a>, Error> {
        self.value.as_table().ok_or_else(|| self.expected("a table"))
    }

    pub fn array(&self) -> Result<&'a DeArray<'a>, Error> {
        self.value.as_array().ok_or_else(|| self.expected("an array"))
    }

    pub fn integer(&self) -> Result<i64, Error> {
        let integer = self.value.as_integer().ok_or_else(|| self.expected("a whole number"))?;
        i64::from_str_radix(integer.as_str(), integer.radix()).map_err(|_| self.wrong("the number is too large"))
    }

    pub fn parsed<T>(&self, parse: impl FnOnce(&str) -> Result<T, String>) -> Read<T> {
        let value = parse(self.text()?).map_err(|problem| self.wrong(&problem))?;
        Ok(self.located(value))
    }

    pub fn boolean(&self) -> Read<bool> {
        let value = self.value.as_bool().ok_or_else(|| self.expected("true or false"))?;
        Ok(self.located(value))
    }

    pub fn count(&self) -> Read<u32> {
        let value = u32::try_from(self.integer()?).map_err(|_| self.wrong("expected a number from 0 to 4294967295"))?;
        Ok(self.located(value))
    }

    pub fn duration(&self) -> Read<Duration> {
        if self.value.is_str() {
            self.parsed(duration::parse)
        } else {
            Err(self.expected("a duration such as \"30s\""))
        }
    }

    /// A duration that may be 0.
    pub fn window(&self) -> Read<Duration> {
        if self.value.is_str() {
            self.parsed(duration::parse_or_zero)
        } else {
            Err(self.expected("a duration such as \"10m\""))
        }
    }

    pub fn path(&self) -> Read<PathBuf> {
        let folder = self.document.path.parent().unwrap_or(Path::new("/"));
        self.parsed(|text| paths::expand(text, folder, self.document.home))
    }
}

/// What a value of a TOML file is, in words.
pub fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with decimals",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}
