//! Comments that stand above what is removed: they belong to it only when no blank line is between.

use toml_edit::{Decor, DocumentMut, Item, Table};

/// Keeps what stands above a removed table, but for the paragraph that is about the table itself.
pub(super) fn keep_above(document: &mut DocumentMut, removed: &Table) {
    let above = prefix(removed.decor());
    let kept = above.rfind("\n\n").map_or("", |at| &above[..=at]);
    put_before_next(document, removed.position().unwrap_or(isize::MAX), kept);
}

/// Puts comments before the first profile after a position, or at the end of the file.
pub(super) fn put_before_next(document: &mut DocumentMut, position: isize, comments: &str) {
    if comments.trim().is_empty() {
        return;
    }
    let profiles = document.get_mut("profiles").and_then(Item::as_table_mut);
    let tables =
        profiles.into_iter().flat_map(|profiles| profiles.iter_mut()).filter_map(|(_, item)| item.as_table_mut());
    let after = tables.filter(|table| table.position().is_some_and(|at| at > position));
    if let Some(next) = after.min_by_key(|table| table.position()) {
        let joined = format!("{comments}{}", prefix(next.decor()));
        next.decor_mut().set_prefix(joined);
    } else {
        let joined = format!("{comments}{}", document.trailing().as_str().unwrap_or_default());
        document.set_trailing(joined);
    }
}

fn prefix(decor: &Decor) -> &str {
    decor.prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default()
}
