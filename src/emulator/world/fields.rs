//! What more than one kind of object asks of its fields.

use super::WorldError;
use crate::model::device::LONGEST_NAME;
use serde_json::{Map, Value};

/// Metadata holds texts only (D).
pub(super) fn check_texts(metadata: &Map<String, Value>) -> Result<(), WorldError> {
    let wrong: Vec<_> = metadata
        .iter()
        .filter(|(_, value)| !value.is_string())
        .map(|(key, _)| (format!("metadata.{key}"), "must be a text".to_owned()))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(WorldError::Invalid(wrong)) }
}

/// Not empty (D), and not too long (P).
pub(super) fn check_name(name: &str) -> Result<(), WorldError> {
    match name.chars().count() {
        _ if name.trim().is_empty() => Err(WorldError::invalid("name", "must not be empty")),
        length if length > LONGEST_NAME => {
            Err(WorldError::invalid("name", format!("must have at most {LONGEST_NAME} characters")))
        }
        _ => Ok(()),
    }
}
