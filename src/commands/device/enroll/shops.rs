//! The shops of many phones: read once, and each name that a sheet gives looked up once.

use super::shop::Shop;
use crate::api::Client;
use crate::error::Error;
use crate::model::location::Location;
use crate::model::named::{Match, find};
use std::collections::HashMap;

/// All of an account's shops.
pub struct Shops {
    locations: Vec<Location>,
    default: Option<String>,
    known: HashMap<String, usize>,
}

impl Shops {
    /// These, for rows that name theirs.
    pub fn of(locations: Vec<Location>) -> Self {
        Self { locations, default: None, known: HashMap::new() }
    }

    /// Reads them. `default` is for rows that name none.
    pub async fn read(client: &Client, default: Option<String>) -> Result<Self, Error> {
        Ok(Self { locations: client.locations(None).all().await?, default, known: HashMap::new() })
    }

    /// The shop that a row means: id, name or beginning; of a row without one the default, or the only shop there is.
    pub fn meant(&mut self, given: &str) -> Result<Shop, String> {
        let reference = Some(given).filter(|given| !given.is_empty()).or(self.default.as_deref());
        let Some(reference) = reference else {
            return match self.locations.as_slice() {
                [only] => Ok(only.clone().into()),
                _ => Err("no location is named, and there is not exactly one".to_owned()),
            };
        };
        if let Some(at) = self.known.get(reference) {
            return Ok(self.locations[*at].clone().into());
        }
        let found = match find(&self.locations, reference) {
            Match::One(location) => location.clone(),
            Match::None => return Err(format!("there is no location `{reference}`")),
            Match::Many(_) => return Err(format!("`{reference}` could be more than one location")),
        };
        if let Some(at) = self.locations.iter().position(|location| location.id == found.id) {
            self.known.insert(reference.to_owned(), at);
        }
        Ok(found.into())
    }
}
