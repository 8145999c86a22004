//! Changes to a profile that is there: line by line, so that comments and what nobody asked about stay.
//!
//! A profile has one source of its key, so a new one takes the place of whichever there was.

use super::new_profile::NewProfile;
use toml_edit::{Item, TableLike, Value};

/// The keys of the config file that say where the API key comes from.
const KEY_SOURCES: [&str; 3] = ["api_key", "api_key_file", "api_key_command"];

/// Lays what `profile` says over a table.
pub(super) fn merge(table: &mut dyn TableLike, profile: &NewProfile) {
    let said = profile.table();
    let is_replaced = |key: &str| profile.key.is_some() && KEY_SOURCES.contains(&key) && !said.contains_key(key);
    let gone = KEY_SOURCES.into_iter().filter(|key| is_replaced(key)).chain(profile.dropped.iter().copied());
    gone.for_each(|key| drop(table.remove(key)));
    for (key, item) in said {
        match (table.get_mut(&key), item) {
            (Some(Item::Value(old)), Item::Value(new)) => replace(old, new),
            (_, new) => drop(table.insert(&key, new)),
        }
    }
}

/// The comment at the end of the line stays.
fn replace(old: &mut Value, mut new: Value) {
    *new.decor_mut() = old.decor().clone();
    *old = new;
}
