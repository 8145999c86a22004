//! One key of a scenario file while it is read: its value becomes what is expected, or an error at its place.

use super::near;
use super::source::{Place, Source, Wrong};
use super::words::{Known, Words};
use crate::config::kind_of;
use crate::model::duration;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The file that is being read, and what its variables stand for.
#[derive(Clone, Copy)]
pub(in crate::commands::test) struct Reading<'a> {
    pub source: &'a Source,
    pub known: &'a Known,
    /// The mistakes so far, of what can be read by itself.
    pub wrong: &'a RefCell<Vec<Wrong>>,
}

/// A value, with the key that it belongs to.
#[derive(Clone, Copy)]
pub(in crate::commands::test) struct Field<'a> {
    pub reading: Reading<'a>,
    pub key: &'a str,
    pub at: usize,
    pub value: &'a DeValue<'a>,
}

/// The keys of a table, each of which is known.
pub(in crate::commands::test) struct Fields<'a> {
    reading: Reading<'a>,
    at: usize,
    /// No key is unknown: what is missing is not one of those, misspelt.
    is_known: bool,
    all: BTreeMap<&'a str, Field<'a>>,
}

impl<'a> Reading<'a> {
    /// The keys of a table that begins at `at`; the first in the file that is not `known` is the error.
    pub fn fields(self, table: &'a DeTable<'a>, at: usize, known: &[&str]) -> Result<Fields<'a>, Wrong> {
        let (fields, unknown) = self.sorted(table, at, known);
        unknown.into_iter().next().map_or(Ok(fields), Err)
    }

    /// The same, where each key can be read by itself: those that are not `known` are noted.
    pub fn all_fields(self, table: &'a DeTable<'a>, at: usize, known: &[&str]) -> Fields<'a> {
        let (fields, unknown) = self.sorted(table, at, known);
        self.wrong.borrow_mut().extend(unknown);
        fields
    }

    /// Those that are `known`, and what is wrong with the others.
    pub fn sorted(self, table: &'a DeTable<'a>, at: usize, known: &[&str]) -> (Fields<'a>, Vec<Wrong>) {
        let mut pairs: Vec<_> = table.iter().collect();
        pairs.sort_by_key(|(key, _)| key.span().start);
        let (mut all, mut unknown) = (BTreeMap::new(), Vec::new());
        for (key, value) in pairs {
            let name: &'a str = key.get_ref();
            if known.contains(&name) {
                all.insert(name, self.pair(key, value));
            } else {
                let what = format!("unknown key `{name}`{}", near::key(name, known));
                unknown.push(self.source.wrong(key.span().start, &what));
            }
        }
        (Fields { reading: self, at, is_known: unknown.is_empty(), all }, unknown)
    }

    /// What was read, or a mistake more.
    pub fn noted<T>(self, read: Result<T, Wrong>) -> Option<T> {
        read.map_err(|wrong| self.wrong.borrow_mut().push(wrong)).ok()
    }

    /// How many mistakes there are so far.
    pub fn mistakes(self) -> usize {
        self.wrong.borrow().len()
    }

    /// A key and its value, whatever the key is.
    pub fn pair(self, key: &'a Spanned<toml::de::DeString<'a>>, value: &'a Spanned<DeValue<'a>>) -> Field<'a> {
        Field { reading: self, key: key.get_ref(), at: value.span().start, value: value.get_ref() }
    }
}

impl<'a> Fields<'a> {
    pub fn get(&self, key: &str) -> Option<Field<'a>> {
        self.all.get(key).copied()
    }

    /// The value of a key that has to be there.
    pub fn need(&self, key: &str) -> Result<Field<'a>, Wrong> {
        self.get(key).ok_or_else(|| self.wrong(&format!("`{key}` is missing")))
    }

    /// Those of `keys` that are there.
    pub fn among(&self, keys: &[&str]) -> Vec<Field<'a>> {
        let mut there: Vec<_> = keys.iter().filter_map(|key| self.get(key)).collect();
        there.sort_by_key(|field| field.at);
        there
    }

    /// The value of a key, if it is there, as `read` takes it.
    pub fn take<T>(&self, key: &str, read: impl FnOnce(Field<'a>) -> Result<T, Wrong>) -> Result<Option<T>, Wrong> {
        self.get(key).map(read).transpose()
    }

    /// The same, and what is wrong with it is noted.
    pub fn noted<T>(&self, key: &str, read: impl FnOnce(Field<'a>) -> Result<T, Wrong>) -> Option<T> {
        self.reading.noted(self.take(key, read)).flatten()
    }

    /// The same of a key that has to be there.
    pub fn needed<T>(&self, key: &str, read: impl FnOnce(Field<'a>) -> Result<T, Wrong>) -> Option<T> {
        match self.get(key) {
            None if !self.is_known => None,
            _ => self.reading.noted(self.need(key).and_then(read)),
        }
    }

    /// What is wrong with the table.
    pub fn wrong(&self, what: &str) -> Wrong {
        self.reading.source.wrong(self.at, what)
    }
}

impl<'a> Field<'a> {
    /// What is wrong with the value.
    pub fn wrong(&self, what: &str) -> Wrong {
        self.reading.source.wrong(self.at, &format!("`{}`: {what}", self.key))
    }

    fn expected(&self, what: &str) -> Wrong {
        self.wrong(&format!("expected {what}, found {}", kind_of(self.value)))
    }

    pub fn place(&self) -> Place {
        self.reading.source.place(self.at)
    }

    pub fn fields(&self, known: &[&str]) -> Result<Fields<'a>, Wrong> {
        let table = self.value.as_table().ok_or_else(|| self.expected("a table"))?;
        self.reading.fields(table, self.at, known)
    }

    /// The keys of a table, each of which can be read by itself.
    pub fn all_fields(&self, known: &[&str]) -> Result<Fields<'a>, Wrong> {
        let table = self.value.as_table().ok_or_else(|| self.expected("a table"))?;
        Ok(self.reading.all_fields(table, self.at, known))
    }

    pub fn is_list(&self) -> bool {
        self.value.is_array()
    }

    /// The items of an array, which has at least one.
    pub fn items(&self) -> Result<Vec<Field<'a>>, Wrong> {
        let array = self.value.as_array().ok_or_else(|| self.expected("an array"))?;
        let item = |item: &'a Spanned<DeValue<'a>>| Field { at: item.span().start, value: item.get_ref(), ..*self };
        match array.is_empty() {
            true => Err(self.wrong("it is empty")),
            false => Ok(array.iter().map(item).collect()),
        }
    }

    /// One value, or an array of them.
    pub fn one_or_more(&self) -> Result<Vec<Field<'a>>, Wrong> {
        if self.is_list() { self.items() } else { Ok(vec![*self]) }
    }

    /// A text as it stands, without variables: names and the like.
    pub fn plain(&self) -> Result<&'a str, Wrong> {
        match self.value.as_str() {
            None => Err(self.expected("text in quotes")),
            Some(text) if text.trim().is_empty() => Err(self.wrong("it is empty")),
            Some(text) => Ok(text),
        }
    }

    /// A text that may wait for the run. Numbers are taken as they are written.
    pub fn words(&self) -> Result<Words, Wrong> {
        let written = match self.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(_) => self.integer()?.to_string(),
            _ => return Err(self.expected("text in quotes")),
        };
        Words::read(&written, self.reading.known).map_err(|problem| self.wrong(&problem))
    }

    /// A text that is known before the run.
    pub fn fixed(&self) -> Result<String, Wrong> {
        self.words()?.fixed().ok_or_else(|| self.wrong("this has to be known before the run"))
    }

    pub fn parsed<T>(&self, parse: impl FnOnce(&str) -> Result<T, String>) -> Result<T, Wrong> {
        parse(&self.fixed()?).map_err(|problem| self.wrong(&problem))
    }

    pub fn duration(&self) -> Result<Duration, Wrong> {
        if !self.value.is_str() {
            return Err(self.expected("a duration such as \"30s\""));
        }
        self.parsed(duration::parse)
    }

    /// A whole number in a range; also as text, for variables.
    pub fn count(&self, range: std::ops::RangeInclusive<u32>) -> Result<u32, Wrong> {
        let number = self.fixed()?.parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| self.wrong(&format!("expected a whole number from {} to {}", range.start(), range.end())))
    }

    pub fn boolean(&self) -> Result<bool, Wrong> {
        self.value.as_bool().ok_or_else(|| self.expected("true or false"))
    }

    /// A key that only has to be there.
    pub fn is_true(&self) -> Result<(), Wrong> {
        if self.boolean()? { Ok(()) } else { Err(self.wrong("leave it out, or give true")) }
    }

    fn integer(&self) -> Result<i64, Wrong> {
        let integer = self.value.as_integer().ok_or_else(|| self.expected("a whole number"))?;
        i64::from_str_radix(integer.as_str(), integer.radix()).map_err(|_| self.wrong("the number is too large"))
    }
}
