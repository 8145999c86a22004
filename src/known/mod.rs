//! What completions know of an account: ids and names that commands of this machine have read. A convenience, and never
//! more: what is missing, damaged or old means fewer suggestions, and no command decides by it.
//!
//! One file an account in the state folder, readable by its owner alone. It holds neither keys nor codes, and one account's
//! names are never shown to another.

mod file;

use crate::model::named::Named;
use crate::secret::without_keys;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// More than any merchant's; what is beyond is not kept.
const MOST: usize = 50_000;

/// Whose names they are: the name of a file, which tells nothing of what it was made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account(String);

impl Account {
    /// By everything that tells one account from another.
    pub fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.len().to_be_bytes());
            hash.update(part.as_bytes());
        }
        let digits = hash.finalize().iter().take(8).fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        });
        Self(digits)
    }
}

/// A thing that can be called by its id, or by its name if it has one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its name; empty where it has none, or none that could be typed.
    pub name: String,
}

/// Things of one kind that a command has read.
#[derive(Debug)]
pub struct Reading {
    kind: &'static str,
    is_whole: bool,
    entries: Vec<Entry>,
    gone: Option<String>,
}

impl Reading {
    /// Of a list; `is_whole` where nothing was left out.
    pub fn of_list<T: Named>(is_whole: bool) -> Self {
        Self { kind: T::KIND, is_whole, entries: Vec::new(), gone: None }
    }

    /// Of one.
    pub fn of<T: Named>(item: &T) -> Self {
        let mut reading = Self::of_list::<T>(false);
        reading.take(std::slice::from_ref(item));
        reading
    }

    /// Of one whose id and name are all that was read.
    pub fn named<T: Named>(id: &str, name: &str) -> Self {
        Self { entries: Entry::of(id, Some(name)).into_iter().collect(), ..Self::of_list::<T>(false) }
    }

    /// One that is no more.
    pub fn without<T: Named>(id: &str) -> Self {
        Self { gone: Some(id.to_owned()), ..Self::of_list::<T>(false) }
    }

    /// Some more of it.
    pub fn take<T: Named>(&mut self, items: &[T]) {
        let room = MOST.saturating_sub(self.entries.len());
        self.entries.extend(items.iter().filter_map(|item| Entry::of(item.id(), item.name())).take(room));
    }
}

impl Entry {
    /// `None` where not even the id can be typed.
    fn of(id: &str, name: Option<&str>) -> Option<Self> {
        let can_be_kept = |text: &&str| !text.chars().any(char::is_control) && without_keys(text) == *text;
        let id = Some(id).filter(can_be_kept).filter(|id| !id.is_empty())?;
        let name = name.filter(can_be_kept).unwrap_or_default();
        Some(Self { id: id.to_owned(), name: name.to_owned() })
    }
}

/// All that is known of one account.
#[derive(Debug)]
pub struct Known {
    path: PathBuf,
    entries: HashMap<String, Vec<Entry>>,
}

impl Known {
    /// What the state folder has of it.
    pub fn load(folder: &Path, account: &Account) -> Self {
        let path = file::path(folder, account);
        Self { entries: file::read(&path), path }
    }

    /// Forgets an account.
    pub fn forget(folder: &Path, account: &Account) {
        file::remove(&file::path(folder, account));
    }

    /// Those of one kind, in the order of the list that was read.
    pub fn of<T: Named>(&self) -> &[Entry] {
        self.entries.get(T::KIND).map(Vec::as_slice).unwrap_or_default()
    }

    /// Takes in what was read, and writes it down if anything is new. That it can't be written is nobody's concern.
    pub fn learn(&mut self, reading: Reading) {
        let old = self.entries.remove(reading.kind).unwrap_or_default();
        let new = merged(&old, &reading);
        let is_new = new != old;
        self.entries.insert(reading.kind.to_owned(), new);
        if is_new {
            let _ = file::write(&self.path, &self.entries);
        }
    }
}

fn merged(old: &[Entry], reading: &Reading) -> Vec<Entry> {
    if reading.is_whole {
        return reading.entries.clone();
    }
    let mut all = old.to_vec();
    all.retain(|entry| Some(&entry.id) != reading.gone.as_ref());
    let mut places: HashMap<String, usize> = all.iter().map(|entry| entry.id.clone()).zip(0..).collect();
    for entry in &reading.entries {
        match places.get(&entry.id) {
            Some(at) => all[*at] = entry.clone(),
            None if all.len() < MOST => {
                places.insert(entry.id.clone(), all.len());
                all.push(entry.clone());
            }
            None => {}
        }
    }
    all
}

#[cfg(test)]
mod tests;
