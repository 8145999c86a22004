//! Things that people may call by id, by exact name, or by an unambiguous beginning of either.

use super::device::Device;
use super::location::Location;

/// Has an id and perhaps a name.
pub trait Named {
    /// The word for one of them.
    const KIND: &'static str;
    /// The id.
    fn id(&self) -> &str;
    /// The name, if it has one.
    fn name(&self) -> Option<&str>;
}

impl Named for Device {
    const KIND: &'static str = "device";

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

impl Named for Location {
    const KIND: &'static str = "location";

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

/// What a reference stands for.
#[derive(PartialEq, Debug)]
pub enum Match<'a, T> {
    /// Exactly this one.
    One(&'a T),
    /// Nothing.
    None,
    /// Any of these.
    Many(Vec<&'a T>),
}

/// Whether a reference is the whole id or the whole name.
pub fn is_exact<T: Named>(item: &T, reference: &str) -> bool {
    item.id() == reference || item.name() == Some(reference)
}

/// Looks a reference up: an exact id wins over an exact name, which wins over beginnings, which may end in the `…` of a
/// table.
pub fn find<'a, T: Named>(items: &'a [T], reference: &str) -> Match<'a, T> {
    let beginning = reference.strip_suffix('…').filter(|rest| !rest.is_empty()).unwrap_or(reference);
    let begins =
        |item: &&T| item.id().starts_with(beginning) || item.name().is_some_and(|name| name.starts_with(beginning));
    let ids = items.iter().filter(|item| item.id() == reference).collect::<Vec<_>>();
    let names = items.iter().filter(|item| item.name() == Some(reference)).collect::<Vec<_>>();
    let beginnings = items.iter().filter(begins).collect::<Vec<_>>();
    let mut best = [ids, names, beginnings].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
    match best.len() {
        0 => Match::None,
        1 => Match::One(best.remove(0)),
        _ => Match::Many(best),
    }
}

/// How to say which of several is meant.
pub fn narrower<T: Named>(items: &[&T], reference: &str) -> &'static str {
    match items.iter().all(|item| item.name() == Some(reference)) {
        true => "give its id: that is the whole name of each of them",
        false => "give the whole id, the whole name, or a longer beginning",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locations() -> Vec<Location> {
        let location = |id: &str, name: &str| {
            serde_json::from_value(serde_json::json!({"id": id, "name": name})).expect("a location")
        };
        vec![
            location("aa11", "North"),
            location("aa22", "North East"),
            location("bb33", "North East"),
            location("North", "odd"),
        ]
    }

    fn found(reference: &str) -> String {
        match find(&locations(), reference) {
            Match::One(location) => location.id.to_string(),
            Match::None => "none".to_owned(),
            Match::Many(many) => format!("{} of them", many.len()),
        }
    }

    #[test]
    fn ids_win_over_names_and_names_over_beginnings() {
        assert_eq!(found("North"), "North");
        assert_eq!(found("North East"), "2 of them");
        assert_eq!(found("aa1"), "aa11");
        assert_eq!(found("aa1…"), "aa11");
        assert_eq!(found("…"), "none");
        assert_eq!(found("aa"), "2 of them");
        assert_eq!(found("Nor"), "4 of them");
        assert_eq!(found("north"), "none");
        assert_eq!(found("od"), "North");
    }
}
