//! The known word that somebody may have meant.

use crate::config::nearest;

/// Names of the API, and what they are called here.
const ALIASES: [(&str, &str); 7] = [
    ("merchant_reference1", "ref"),
    ("merchant_reference2", "ref2"),
    ("order_amount", "amount"),
    ("purchase_currency", "currency"),
    ("order_items", "item"),
    ("device_id", "device"),
    ("location_id", "location"),
];

/// The same for a key of a table, whose name in the API somebody may have written.
pub(in crate::commands::test) fn key(word: &str, known: &[&str]) -> String {
    let aliases = ALIASES.iter().filter(|(_, own)| known.contains(own));
    let all = known.iter().map(|own| (*own, *own)).chain(aliases.copied());
    let names: Vec<(&str, &str)> = all.collect();
    let nearest = nearest(word, names.iter().map(|(name, _)| *name));
    let own = nearest.and_then(|nearest| names.iter().find(|(name, _)| *name == nearest));
    own.map_or_else(String::new, |(_, own)| format!("; did you mean `{own}`?"))
}

/// `; did you mean ...?`, if one is near enough.
pub(in crate::commands::test) fn meant<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    before: &str,
    after: &str,
) -> String {
    match nearest(word, known) {
        Some(meant) => format!("; did you mean `{before}{meant}{after}`?"),
        None => String::new(),
    }
}
