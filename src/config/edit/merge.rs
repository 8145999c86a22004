//! Changes to a profile that is there: line by line, so that comments and what nobody asked about stay.
//!
//! A profile has one source of its key, so a new one takes the place of whichever there was.

use super::new_profile::NewProfile;
use toml_edit::{Decor, Item, TableLike, Value};

/// The keys of the config file that say where the API key comes from.
const KEY_SOURCES: [&str; 3] = ["api_key", "api_key_file", "api_key_command"];

/// Lays what `profile` says over a table.
pub(super) fn merge(table: &mut dyn TableLike, profile: &NewProfile) {
    let said = profile.table();
    let is_replaced = |key: &str| profile.key.is_some() && KEY_SOURCES.contains(&key) && !said.contains_key(key);
    let gone = KEY_SOURCES.into_iter().filter(|key| is_replaced(key)).chain(profile.dropped.iter().copied());
    let comments = KEY_SOURCES.into_iter().filter(|key| is_replaced(key)).find_map(|key| comments_of(table, key));
    gone.for_each(|key| drop(table.remove(key)));
    for (key, item) in said {
        match (table.get_mut(&key), item) {
            (Some(Item::Value(old)), Item::Value(new)) => replace(old, new),
            (_, new) => drop(table.insert(&key, new)),
        }
        if let Some((above, behind)) = comments.clone().filter(|_| KEY_SOURCES.contains(&key.as_str())) {
            table.key_mut(&key).into_iter().for_each(|mut key| *key.leaf_decor_mut() = above.clone());
            table
                .get_mut(&key)
                .and_then(Item::as_value_mut)
                .into_iter()
                .for_each(|value| *value.decor_mut() = behind.clone());
        }
    }
}

/// What stands above and behind a value.
fn comments_of(table: &mut dyn TableLike, key: &str) -> Option<(Decor, Decor)> {
    let behind = table.get(key)?.as_value()?.decor().clone();
    Some((table.key_mut(key)?.leaf_decor().clone(), behind))
}

/// The comment at the end of the line stays.
fn replace(old: &mut Value, mut new: Value) {
    *new.decor_mut() = old.decor().clone();
    *old = new;
}
