//! The phones that are to get a code: rows of a file, or so many for one shop. Everything about them is checked before the
//! first code is made.

use super::super::sheets::{metadata_key, refused};
use super::batch::{Batch, is_of_marks};
use super::name;
use super::shop::Shop;
use crate::csv::{Dialect, Place, Reader, Row};
use crate::error::Error;
use crate::model::pairing::{Tag, reserved};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// Columns of sheets: what an earlier run wrote there is no part of the input.
const OF_SHEETS: [&str; 3] = ["code", "expires_at", "enrollment_id"];
/// The column in which a file to run again says what was wrong.
pub const PROBLEM: &str = "problem";

/// One of them.
#[derive(Clone, Debug)]
pub struct Phone {
    /// Where it stands in the file.
    pub place: Option<Place>,
    /// What it is to be called.
    pub name: Option<String>,
    /// Where it is to be.
    pub shop: Shop,
    /// What it is to carry.
    pub metadata: Map<String, Value>,
    /// Its row, as it stands in the file.
    pub cells: Vec<String>,
    /// By which it is known.
    pub mark: String,
}

impl Phone {
    /// What its enrollment carries.
    pub fn tagged(&self, batch: &Batch) -> Map<String, Value> {
        let mut metadata = self.metadata.clone();
        let tag = Tag { mark: self.mark.clone(), batch: Some(batch.as_str().to_owned()), name: self.name.clone() };
        tag.put(&mut metadata);
        metadata
    }
}

/// All of them, with the columns that they came in.
pub struct Phones {
    /// How the file is written.
    pub dialect: Dialect,
    /// Its columns.
    pub columns: Vec<String>,
    /// Without their marks, which are the sheet's.
    pub all: Vec<Phone>,
}

impl Phones {
    /// So many for one shop, numbered if they have a name.
    pub fn counted(count: u32, name: Option<&str>, shop: &Shop, metadata: &Map<String, Value>) -> Self {
        let phone = |number: u32| {
            let name = name.map(|name| format!("{name} {number}"));
            let cells = vec![name.clone().unwrap_or_default(), shop.to_string()];
            Phone { place: None, name, shop: shop.clone(), metadata: metadata.clone(), cells, mark: String::new() }
        };
        let columns = ["name", "location"].map(str::to_owned).to_vec();
        Self { dialect: Dialect::default(), columns, all: (1..=count).map(phone).collect() }
    }

    /// One a row. `meant` looks shops up; `metadata` is for all of them, and a row's own goes before it.
    pub fn read(
        mut reader: Reader,
        metadata: &Map<String, Value>,
        mut meant: impl FnMut(&str) -> Result<Shop, String>,
    ) -> Result<Self, Error> {
        let (columns, dialect) = (reader.columns().to_vec(), reader.dialect());
        let places = (reader.column("name"), reader.column("location"));
        check_columns(&columns, places)?;
        let (mut all, mut problems) = (Vec::new(), Vec::new());
        while let Some(row) = reader.next_row()? {
            match phone(&columns, places, row.clone(), metadata, &mut meant) {
                Ok(phone) => all.push(phone),
                Err(problem) => problems.push(reader.wrong(row.place, &problem).to_string()),
            }
        }
        match problems.is_empty() {
            true if all.is_empty() => Err(Error::usage("the file has no rows below its header: nothing was sent")),
            true => Ok(Self { dialect, columns, all }),
            false => Err(refused(problems)),
        }
    }

    /// Columns that mean nothing here: they are kept in the sheet.
    pub fn unknown(&self) -> Vec<&str> {
        let is_run_again = self.columns.iter().any(|column| is_of_marks(column));
        let known = |column: &&str| {
            column.is_empty()
                || (is_run_again && *column == PROBLEM)
                || metadata_key(column).is_some()
                || is_of_sheet(column)
                || ["name", "location"].iter().any(|known| known.eq_ignore_ascii_case(column))
        };
        self.columns.iter().map(String::as_str).filter(|column| !known(column)).collect()
    }

    /// Those that share name and shop, with how many they are.
    pub fn doubled(&self) -> Vec<(String, usize)> {
        let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
        for phone in &self.all {
            let Some(name) = &phone.name else { continue };
            *counts.entry((name, phone.shop.id.as_str())).or_default() += 1;
        }
        let mut doubled: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
        doubled.sort();
        doubled.into_iter().map(|((name, _), count)| (name.to_owned(), count)).collect()
    }

    /// Gives each its mark: the one that its row brings along, else one that no other row has.
    pub fn mark(&mut self, batch: &Batch) -> Result<(), Error> {
        let at = self.columns.iter().position(|column| Batch::of_column(column).as_ref() == Some(batch));
        let mut taken = HashSet::new();
        for phone in &mut self.all {
            let own = at.and_then(|at| phone.cells.get(at)).filter(|mark| batch.has(mark));
            phone.mark = own.cloned().unwrap_or_default();
            if !phone.mark.is_empty() && !taken.insert(phone.mark.clone()) {
                return Err(twice(phone));
            }
        }
        let mut numbers: HashMap<(String, String), u32> = HashMap::new();
        for phone in self.all.iter_mut().filter(|phone| phone.mark.is_empty()) {
            let name = phone.name.clone().unwrap_or_default();
            let number = numbers.entry((name.clone(), phone.shop.id.to_string())).or_default();
            while phone.mark.is_empty() || !taken.insert(phone.mark.clone()) {
                *number += 1;
                phone.mark = batch.mark(&name, &phone.shop.id, *number);
            }
        }
        Ok(())
    }
}

/// Whether a sheet fills this column in itself.
pub fn is_of_sheet(column: &str) -> bool {
    OF_SHEETS.contains(&column) || is_of_marks(column)
}

/// Of a file that says nothing of any phone, each row would be a phone without a name.
fn check_columns(columns: &[String], places: (Option<usize>, Option<usize>)) -> Result<(), Error> {
    let is_known = |column: &String| metadata_key(column).is_some() || is_of_marks(column);
    if places != (None, None) || columns.iter().any(is_known) {
        return Ok(());
    }
    Err(Error::Usage {
        what: format!("no column of the file is known (`{}`): nothing was sent", columns.join("`, `")),
        hint: Some(
            "call them `name`, `location` or `metadata.KEY`; codes for phones without names are made with `--count`"
                .to_owned(),
        ),
    })
}

fn twice(phone: &Phone) -> Error {
    let place = phone.place.map(|place| format!("{place}: ")).unwrap_or_default();
    Error::Usage {
        what: format!("{place}another row has the mark `{}` as well: nothing was made", phone.mark),
        hint: Some("take the mark out of the row that was added, so that it gets one of its own".to_owned()),
    }
}

fn phone(
    columns: &[String],
    (name_at, location_at): (Option<usize>, Option<usize>),
    row: Row,
    metadata: &Map<String, Value>,
    meant: &mut impl FnMut(&str) -> Result<Shop, String>,
) -> Result<Phone, String> {
    let given = Some(row.text(name_at)).filter(|text| !text.is_empty());
    let name = given.map(name).transpose()?;
    let shop = meant(row.text(location_at))?;
    let mut metadata = metadata.clone();
    for (column, cell) in columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty()) {
        if let Some(key) = metadata_key(column) {
            metadata.insert(key.to_owned(), Value::from(cell.clone()));
        }
    }
    if let Some(key) = reserved(metadata.keys()) {
        return Err(format!("the metadata key `{key}` is used by `ipp` itself"));
    }
    Ok(Phone { place: Some(row.place), name, shop, metadata, cells: row.cells, mark: String::new() })
}
