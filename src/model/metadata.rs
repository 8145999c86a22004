//! Metadata: texts by key, carried by enrollments and devices, and filtered on in lists.

use serde_json::{Map, Value};
use std::str::FromStr;

/// How many metadata filters a list takes (D).
pub const MOST_FILTERS: usize = 5;

/// One `key:value` as typed. The value may hold further colons.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MetadataEntry {
    /// What stands before the first colon; not empty.
    pub key: String,
    /// The rest.
    pub value: String,
}

impl FromStr for MetadataEntry {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some((key, value)) if !key.is_empty() => Ok(Self { key: key.to_owned(), value: value.to_owned() }),
            _ => Err("metadata is given as key:value, such as till:3".to_owned()),
        }
    }
}

/// The entries as an object. A key that is given twice is an error that names it.
pub fn object(entries: &[MetadataEntry]) -> Result<Map<String, Value>, String> {
    let mut map = Map::new();
    for entry in entries {
        if map.insert(entry.key.clone(), Value::from(entry.value.clone())).is_some() {
            return Err(format!("the metadata key `{}` is given twice", entry.key));
        }
    }
    Ok(map)
}

/// Checks that the entries can be the filters of one list: at most five, no key twice (D).
pub fn check_filters(entries: &[MetadataEntry]) -> Result<(), String> {
    if entries.len() > MOST_FILTERS {
        return Err(format!("a list takes at most {MOST_FILTERS} metadata filters, and {} are given", entries.len()));
    }
    object(entries).map(drop)
}
