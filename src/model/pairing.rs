//! What an enrollment tells the phone that uses it, and everybody who looks at the phone later: metadata under keys of
//! our own, because an enrollment's metadata is copied to the device (D), and nothing else connects the two.

use super::assumed::PAIRING_KEYS;
use super::metadata::MetadataEntry;
use serde_json::{Map, Value};

const MARK: &str = PAIRING_KEYS[0];
const BATCH: &str = PAIRING_KEYS[1];
const NAME: &str = PAIRING_KEYS[2];

/// The tag that goes along.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tag {
    /// A text that no other enrollment has: by it the phone is known that used this one.
    pub mark: String,
    /// What the enrollments of one sheet have in common.
    pub batch: Option<String>,
    /// What the phone is to be called.
    pub name: Option<String>,
}

impl Tag {
    /// Writes it beside what the person wants there.
    pub fn put(&self, metadata: &mut Map<String, Value>) {
        let parts = [(MARK, Some(&self.mark)), (BATCH, self.batch.as_ref()), (NAME, self.name.as_ref())];
        for (key, value) in parts {
            if let Some(value) = value {
                metadata.insert(key.to_owned(), Value::from(value.clone()));
            }
        }
    }
}

/// The mark that an enrollment or a device carries.
pub fn mark(metadata: Option<&Map<String, Value>>) -> Option<&str> {
    text(metadata, MARK)
}

/// What a phone that uses this is to be called.
pub fn name(metadata: Option<&Map<String, Value>>) -> Option<&str> {
    text(metadata, NAME)
}

/// Takes the name away that a phone was to have: it has one now.
pub fn forget_name(metadata: &mut Map<String, Value>) {
    metadata.shift_remove(NAME);
}

/// Finds what carries the mark.
pub fn by_mark(mark: &str) -> MetadataEntry {
    MetadataEntry { key: MARK.to_owned(), value: mark.to_owned() }
}

/// Finds what belongs to one sheet.
pub fn by_batch(batch: &str) -> MetadataEntry {
    MetadataEntry { key: BATCH.to_owned(), value: batch.to_owned() }
}

/// The first of these keys that a person must not set.
pub fn reserved<'a>(mut keys: impl Iterator<Item = &'a String>) -> Option<&'a str> {
    keys.find(|key| PAIRING_KEYS.contains(&key.as_str())).map(String::as_str)
}

fn text<'a>(metadata: Option<&'a Map<String, Value>>, key: &str) -> Option<&'a str> {
    metadata?.get(key)?.as_str().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_tag_stands_beside_what_was_there() {
        let mut metadata = json!({ "till": "3" }).as_object().cloned().unwrap_or_default();
        Tag { mark: "m1".to_owned(), batch: None, name: Some("Till 3".to_owned()) }.put(&mut metadata);
        assert_eq!(Value::from(metadata.clone()), json!({ "till": "3", "ipp_mark": "m1", "ipp_name": "Till 3" }));
        assert_eq!((mark(Some(&metadata)), name(Some(&metadata)), mark(None)), (Some("m1"), Some("Till 3"), None));
        assert_eq!(reserved(metadata.keys()), Some("ipp_mark"));
    }
}
