//! The file: a row a phone, known by its id. What a row does not name is kept, and an empty cell of metadata takes the key
//! away; an empty name or location is kept, since no phone can be without a name.

use super::super::enroll::name;
use super::super::enroll::shops::Shops;
use super::super::sheets::{metadata_key, refused};
use super::super::update::Changes;
use super::export::shown;
use crate::csv::{Dialect, Place, Reader, Row};
use crate::error::Error;
use crate::model::device::Device;
use crate::model::id::{DeviceId, LocationId};
use crate::model::pairing::reserved;
use serde_json::Value;
use std::collections::HashMap;

/// What an earlier run wrote beside its rows.
pub const PROBLEM: &str = "problem";

/// All of it.
pub struct Sheet {
    reader: Reader,
    name_at: Option<usize>,
    location_at: Option<usize>,
    keys: Vec<(usize, String)>,
    /// In the order of the file.
    pub rows: Vec<(DeviceId, Row)>,
    by_id: HashMap<DeviceId, usize>,
}

impl Sheet {
    /// Reads it to its end, and refuses rows without an id of their own.
    pub fn read(mut reader: Reader) -> Result<Self, Error> {
        let Some(id_at) = reader.column("id") else { return Err(without_ids()) };
        let keys = keys(&reader)?;
        let (mut rows, mut by_id, mut problems) = (Vec::new(), HashMap::new(), Vec::new());
        while let Some(row) = reader.next_row()? {
            match id(&row, id_at, &by_id, &rows) {
                Ok(id) => {
                    by_id.insert(id.clone(), rows.len());
                    rows.push((id, row));
                }
                Err(problem) => problems.push(reader.wrong(row.place, &problem).to_string()),
            }
        }
        match problems.is_empty() {
            true if rows.is_empty() => Err(Error::usage("the file has no rows below its header: nothing was sent")),
            true => {
                let (name_at, location_at) = (reader.column("name"), reader.column("location"));
                Ok(Self { reader, name_at, location_at, keys, rows, by_id })
            }
            false => Err(refused(problems)),
        }
    }

    /// How it is written.
    pub fn dialect(&self) -> Dialect {
        self.reader.dialect()
    }

    /// Its columns.
    pub fn columns(&self) -> &[String] {
        self.reader.columns()
    }

    /// Where the row of a phone is.
    pub fn place_of(&self, id: &DeviceId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// What is wrong with a row, and where it is.
    pub fn wrong(&self, place: Place, what: &str) -> String {
        self.reader.wrong(place, what).to_string()
    }

    /// Columns that mean nothing here.
    pub fn unknown(&self) -> Vec<&str> {
        let known = |column: &&str| {
            column.is_empty()
                || metadata_key(column).is_some()
                || ["id", "name", "location", PROBLEM].iter().any(|known| known.eq_ignore_ascii_case(column))
        };
        self.columns().iter().map(String::as_str).filter(|column| !known(column)).collect()
    }

    /// What a row wants to be different of a phone. `names` are the shops' names in an export.
    pub fn wanted(
        &self,
        row: &Row,
        device: &Device,
        shops: &mut Shops,
        names: &HashMap<LocationId, String>,
    ) -> Result<Changes, String> {
        let own = device.location_id.as_ref();
        let location = row.text(self.location_at);
        let is_there = location.is_empty()
            || own.is_some_and(|own| own.as_str() == location || names.get(own).is_some_and(|name| name == location));
        let location_id = if is_there { None } else { Some(shops.meant(location)?.id) };
        let mut changes = Changes { name: self.name(row, device)?, location_id, ..Changes::default() };
        self.add_metadata(row, Some(device), &mut changes);
        Ok(changes)
    }

    /// What a row names, where nothing is known of its phone: a name stands for the id of a shop.
    pub fn named(&self, row: &Row) -> Changes {
        let text = |at| Some(row.text(at).to_owned()).filter(|text| !text.is_empty());
        let location_id = text(self.location_at).map(LocationId::new);
        let mut changes = Changes { name: text(self.name_at), location_id, ..Changes::default() };
        self.add_metadata(row, None, &mut changes);
        changes
    }

    fn name(&self, row: &Row, device: &Device) -> Result<Option<String>, String> {
        let raw = self.name_at.and_then(|at| row.cells.get(at)).map(String::as_str).unwrap_or_default();
        let own = device.name.as_deref();
        match raw.trim() {
            "" => Ok(None),
            trimmed if own == Some(raw) || own == Some(trimmed) => Ok(None),
            trimmed => name(trimmed).map(Some),
        }
    }

    fn add_metadata(&self, row: &Row, device: Option<&Device>, changes: &mut Changes) {
        for (at, key) in &self.keys {
            let cell = row.cells.get(*at).map(String::as_str).unwrap_or_default();
            let own = device.and_then(|device| device.metadata.as_ref()).and_then(|metadata| metadata.get(key));
            match own {
                Some(own) if shown(own) == cell => {}
                Some(_) if cell.trim().is_empty() => changes.remove.push(key.clone()),
                None if cell.trim().is_empty() => {}
                _ => drop(changes.set.insert(key.clone(), Value::from(cell))),
            }
        }
    }
}

fn id(row: &Row, at: usize, by_id: &HashMap<DeviceId, usize>, rows: &[(DeviceId, Row)]) -> Result<DeviceId, String> {
    let text = row.text(Some(at));
    let id: DeviceId = text.parse().map_err(|error| format!("{error}"))?;
    match by_id.get(&id).and_then(|at| rows.get(*at)) {
        Some((_, first)) => Err(format!("the device `{id}` has another row: {}", first.place)),
        None => Ok(id),
    }
}

fn keys(reader: &Reader) -> Result<Vec<(usize, String)>, Error> {
    let named = |(at, column): (usize, &String)| Some((at, metadata_key(column)?.to_owned()));
    let keys: Vec<_> = reader.columns().iter().enumerate().filter_map(named).collect();
    if keys.iter().any(|(_, key)| key.is_empty()) {
        return Err(Error::usage("the column `metadata.` names no key: nothing was sent"));
    }
    match reserved(keys.iter().map(|(_, key)| key)) {
        Some(key) => Err(Error::usage(format!("the metadata key `{key}` is used by `ipp` itself: nothing was sent"))),
        None => Ok(keys),
    }
}

fn without_ids() -> Error {
    Error::Usage {
        what: "the file has no column `id`: nothing was sent".to_owned(),
        hint: Some("`ipp device export` writes a file that has all that is needed".to_owned()),
    }
}
