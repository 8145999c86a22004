//! The rows and columns of a list that a person asked for: `--columns`, `--sort` and `--limit`, the same on every list.
//!
//! A column is called by its heading or by a member of the JSON. In JSON and CSV it is the members themselves. Names are
//! checked before anything is read.

use super::json::value_of;
use super::order::{Key, compare};
use super::record::{Field, Record};
use super::{Format, Ui};
use crate::error::Error;
use crate::model::count;
use crate::model::near::nearest;
use clap::Args;
use serde_json::{Map, Value};
use std::cmp::Ordering;
use std::marker::PhantomData;
use std::num::NonZeroUsize;

/// Flags of every list.
#[derive(Args, Debug)]
pub struct ViewArgs {
    /// Stop after so many
    #[arg(long, value_name = "COUNT", value_parser = count::parse)]
    limit: Option<NonZeroUsize>,
    /// Show these columns, in this order: headings, or members of the JSON, such as `id,created_at`
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',')]
    columns: Option<Vec<String>>,
    /// Sort by these columns, downwards where `-` stands before one; reads the whole list first
    #[arg(long, value_name = "[-]COLUMN,...", value_delimiter = ',', allow_hyphen_values = true)]
    sort: Vec<String>,
}

/// What they come to for one kind of record.
pub struct View<T> {
    /// Chosen ones; `None` are those that the table has of itself.
    columns: Option<Vec<Column>>,
    sort: Vec<(Column, bool)>,
    limit: usize,
    of: PhantomData<T>,
}

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    name: String,
    /// Which cell it is; a member alone has none.
    cell: Option<usize>,
    /// In JSON and CSV.
    members: Vec<&'static str>,
}

impl ViewArgs {
    /// What is meant by it. Refuses a name that no column has, and columns where only ids are printed.
    pub fn view<T: Record>(&self, ui: &Ui) -> Result<View<T>, Error> {
        if self.columns.is_some() && ui.format == Format::Id {
            return Err(Error::usage("`-o id` prints ids and no columns: nothing was read"));
        }
        let known = Column::all::<T>();
        let mut chosen: Vec<Column> = Vec::new();
        for name in self.columns.iter().flatten() {
            let column = found(&known, name)?;
            if chosen.iter().any(|other| other.name == column.name) {
                return Err(Error::usage(format!("the column `{name}` is named twice: nothing was read")));
            }
            chosen.push(column);
        }
        let key = |text: &String| match text.strip_prefix('-') {
            Some(name) => Ok((found(&known, name)?, true)),
            None => Ok((found(&known, text)?, false)),
        };
        let sort = self.sort.iter().map(key).collect::<Result<Vec<_>, Error>>()?;
        Ok(View { columns: self.columns.as_ref().map(|_| chosen), sort, limit: self.most(), of: PhantomData })
    }

    /// Whether it may end before its end.
    pub fn is_limited(&self) -> bool {
        self.limit.is_some()
    }

    /// How many have to be read: the first of a sorted list may be the last that is read.
    pub fn reads(&self) -> Option<NonZeroUsize> {
        self.limit.filter(|_| self.sort.is_empty())
    }

    fn most(&self) -> usize {
        self.limit.map_or(usize::MAX, NonZeroUsize::get)
    }
}

impl<T: Record> Default for View<T> {
    /// All of a list, as it comes.
    fn default() -> Self {
        Self { columns: None, sort: Vec::new(), limit: usize::MAX, of: PhantomData }
    }
}

impl<T: Record> View<T> {
    /// How many are shown.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    pub(super) fn is_sorted(&self) -> bool {
        !self.sort.is_empty()
    }

    /// In the order that was asked for; equal ones stay as they came.
    pub(super) fn sorted(&self, records: Vec<T>) -> Vec<T> {
        let keys = |record: &T| {
            let value = value_of(record);
            self.sort.iter().map(|(column, _)| column.key(record, &value)).collect::<Vec<_>>()
        };
        let mut keyed: Vec<_> = records.into_iter().map(|record| (keys(&record), record)).collect();
        keyed.sort_by(|(one, _), (other, _)| self.compare(one, other));
        keyed.into_iter().map(|(_, record)| record).collect()
    }

    fn compare(&self, one: &[Vec<Key>], other: &[Vec<Key>]) -> Ordering {
        let pairs = self.sort.iter().zip(one.iter().zip(other));
        let compared = pairs.flat_map(|((_, downwards), (one, other))| {
            one.iter().zip(other).map(|(one, other)| compare(one, other, *downwards))
        });
        compared.fold(Ordering::Equal, Ordering::then)
    }

    /// The headings of its table.
    pub(super) fn headings(&self) -> Vec<String> {
        match &self.columns {
            Some(columns) => columns.iter().map(Column::heading).collect(),
            None => T::COLUMNS.iter().map(|heading| (*heading).to_owned()).collect(),
        }
    }

    /// A row of its table.
    pub(super) fn cells(&self, record: &T) -> Vec<Field> {
        let cells = record.cells();
        let Some(columns) = &self.columns else { return cells };
        let value = value_of(record);
        columns.iter().map(|column| column.field(&cells, &value)).collect()
    }

    /// The columns of its CSV.
    pub(super) fn csv(&self) -> Vec<&'static str> {
        self.columns.as_ref().map_or_else(|| T::CSV.to_vec(), |columns| members(columns))
    }

    /// A record as JSON.
    pub(super) fn json(&self, record: &T) -> Value {
        let mut value = value_of(record);
        match &self.columns {
            None => value,
            Some(columns) => {
                let picked = members(columns).into_iter().map(|member| (member.to_owned(), value[member].take()));
                Value::Object(picked.collect::<Map<_, _>>())
            }
        }
    }

    /// The headings that there may be no room for, the least important one first. Chosen ones are all wanted.
    pub(super) fn spare(&self) -> &'static [&'static str] {
        if self.columns.is_some() { &[] } else { T::SPARE }
    }
}

impl Column {
    /// Those of the table first, and then the members that are none of them.
    fn all<T: Record>() -> Vec<Self> {
        let of_table = T::COLUMNS.iter().enumerate().map(|(at, heading)| {
            let name = plain(heading);
            let own: Vec<&str> = T::CSV.iter().copied().filter(|member| *member == name).collect();
            let meant = T::MEMBERS.iter().find(|(other, _)| other == heading).map(|(_, members)| members.to_vec());
            Self { name, cell: Some(at), members: meant.unwrap_or(own) }
        });
        let mut columns: Vec<Self> = of_table.collect();
        for member in T::CSV {
            let is_alone = |column: &&Self| column.members == [*member];
            if columns.iter().all(|column| column.name != *member) {
                let cell = columns.iter().find(is_alone).and_then(|column| column.cell);
                columns.push(Self { name: (*member).to_owned(), cell, members: vec![member] });
            }
        }
        columns
    }

    fn heading(&self) -> String {
        self.name.to_uppercase().replace('_', " ")
    }

    fn field(&self, cells: &[Field], value: &Value) -> Field {
        match (self.cell, self.members.first()) {
            (Some(at), _) => cells.get(at).cloned().unwrap_or_default(),
            (None, Some(member)) => Field::member(member, &value[*member]),
            (None, None) => Field::default(),
        }
    }

    /// By the members, or by what is shown where they are no single values.
    fn key<T: Record>(&self, record: &T, value: &Value) -> Vec<Key> {
        let keys: Option<Vec<Key>> = self.members.iter().map(|member| Key::of(&value[*member])).collect();
        keys.unwrap_or_else(|| vec![Key::text(&self.field(&record.cells(), value).text)])
    }
}

fn found(known: &[Column], name: &str) -> Result<Column, Error> {
    known.iter().find(|column| column.name == plain(name)).cloned().ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|column| column.name.as_str()).collect();
        let meant = nearest(&plain(name), names.iter().copied());
        let meant = meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
        Error::Usage {
            what: format!("there is no column `{name}`: nothing was read"),
            hint: Some(format!("{meant}the columns are {}", names.join(", "))),
        }
    })
}

/// `NEXT TRY`, `next-try` and `next_try` are the same.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

/// Each once.
fn members(columns: &[Column]) -> Vec<&'static str> {
    let mut members: Vec<&'static str> = Vec::new();
    for member in columns.iter().flat_map(|column| &column.members) {
        if !members.contains(member) {
            members.push(member);
        }
    }
    members
}
