//! Shops. They are made in the Portal (D), so here they are only read.

use super::list::{self, PageRequest};
use super::rows::{self, Table};
use super::{Transition, World, WorldError};
use crate::model::id::{LocationId, is_uuid};
use crate::model::location::Location;
use crate::model::page::Page;

impl World {
    /// One page of the shops.
    pub fn locations(&self, page: PageRequest) -> Result<Page<Location>, WorldError> {
        list::page(&self.store, Table::Locations, "true", &[], page)
    }

    /// One shop. An id that is no UUID is refused as such (D: 400 and 404 are told apart).
    pub fn location(&self, id: &LocationId) -> Result<Location, WorldError> {
        if !is_uuid(id.as_str()) {
            return Err(WorldError::invalid("id", "must be a UUID"));
        }
        rows::read(&self.store, Table::Locations, id.as_str())
    }
}

impl Transition<'_> {
    /// The shop that a new thing belongs to: the one that is named, or the account's only one (P).
    pub(super) fn location_for(&self, named: Option<&LocationId>) -> Result<LocationId, WorldError> {
        match named {
            Some(id) => self.known_location(id),
            None => self.only_location(),
        }
    }

    /// Refuses a shop that does not exist. Assumed: as a wrong field (400), because it stands in the body.
    pub(super) fn known_location(&self, id: &LocationId) -> Result<LocationId, WorldError> {
        match rows::require(self.store, Table::Locations, id.as_str()) {
            Ok(()) => Ok(id.clone()),
            Err(WorldError::NotFound { .. }) => Err(WorldError::invalid("location_id", "is not a known location")),
            Err(error) => Err(error),
        }
    }

    fn only_location(&self) -> Result<LocationId, WorldError> {
        let mut statement = self.store.prepare_cached("SELECT id FROM locations ORDER BY number LIMIT 2")?;
        let mut ids = statement.query_map((), |row| row.get::<_, String>(0))?;
        match (ids.next().transpose()?, ids.next()) {
            (Some(id), None) => Ok(LocationId::new(id)),
            _ => Err(WorldError::invalid("location_id", "must not be null")),
        }
    }
}
