//! Changes to the config file: one at a time, all or nothing, and comments stay.
//!
//! Refuses to change a file that it cannot read, and to write one that it could not read back.

mod comments;
mod merge;
mod new_profile;
mod replace;

pub use new_profile::{NewKey, NewProfile};

use super::error::Error;
use super::file::ConfigFile;
use super::key;
use super::name::ProfileName;
use replace::{edit, plan};
use std::path::Path;
use toml_edit::{DocumentMut, Item, Table, Value};

/// Adds a profile at the end of the file. The first one becomes the default. A key has to be one of the environment.
pub fn add_profile(path: &Path, name: &ProfileName, profile: &NewProfile) -> Result<(), Error> {
    check_key(profile)?;
    edit(path, |document, file| {
        if let Some(there) = file.profiles.get(name) {
            return Err(Error::ProfileExists { name: name.clone(), place: there.place.clone() });
        }
        add(document, file, name, profile);
        Ok(())
    })
}

/// Adds a profile, or changes the one that is there: what `profile` leaves open stays as it is.
pub fn put_profile(path: &Path, name: &ProfileName, profile: &NewProfile) -> Result<(), Error> {
    check_key(profile)?;
    edit(path, |document, file| {
        put(document, file, name, profile);
        Ok(())
    })
}

/// What the file would say after [`put_profile`]. Writes nothing.
pub fn planned(path: &Path, name: &ProfileName, profile: &NewProfile) -> Result<ConfigFile, Error> {
    check_key(profile)?;
    plan(path, |document, file| {
        put(document, file, name, profile);
        Ok(())
    })
}

fn check_key(profile: &NewProfile) -> Result<(), Error> {
    match &profile.key {
        Some(NewKey::Inline(key)) => key::check(key, profile.environment, "the new profile"),
        _ => Ok(()),
    }
}

fn put(document: &mut DocumentMut, file: &ConfigFile, name: &ProfileName, profile: &NewProfile) {
    let profiles = document.get_mut("profiles").and_then(Item::as_table_like_mut);
    match profiles.and_then(|profiles| profiles.get_mut(name.as_str())).and_then(Item::as_table_like_mut) {
        Some(table) => merge::merge(table, profile),
        None => add(document, file, name, profile),
    }
}

fn add(document: &mut DocumentMut, file: &ConfigFile, name: &ProfileName, profile: &NewProfile) {
    if file.profiles.is_empty() {
        set_default(document, name);
    }
    // The only one was the default without being called so; it stays the default.
    if let (None, 1, Some(only)) = (&file.default_profile, file.profiles.len(), file.profiles.keys().next()) {
        set_default(document, only);
    }
    let mut implicit = Table::new();
    implicit.set_implicit(true);
    let profiles = document.entry("profiles").or_insert(Item::Table(implicit));
    if let Some(profiles) = profiles.as_table_like_mut() {
        profiles.insert(name.as_str(), Item::Table(profile.table()));
    }
}

/// Makes a profile the default.
pub fn use_profile(path: &Path, name: &ProfileName) -> Result<(), Error> {
    edit(path, |document, file| {
        file.profile(name)?;
        set_default(document, name);
        Ok(())
    })
}

/// Removes a profile, and the default when it was this one.
pub fn remove_profile(path: &Path, name: &ProfileName) -> Result<(), Error> {
    edit(path, |document, file| {
        file.profile(name)?;
        if file.default_profile.as_ref().is_some_and(|default| default.value == *name) {
            remove_default(document);
        }
        let profiles = document.get_mut("profiles").and_then(Item::as_table_like_mut);
        if let Some(Item::Table(table)) = profiles.and_then(|profiles| profiles.remove(name.as_str())) {
            comments::keep_above(document, &table);
        }
        Ok(())
    })
}

fn set_default(document: &mut DocumentMut, name: &ProfileName) {
    let mut value = Value::from(name.as_str());
    match document.get_mut("profile").and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            document.insert("profile", Item::Value(value));
        }
    }
}

fn remove_default(document: &mut DocumentMut) {
    if let Some((key, _)) = document.remove_entry("profile") {
        let above = key.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
        comments::put_before_next(document, isize::MIN, above);
    }
}

#[cfg(test)]
mod tests;
