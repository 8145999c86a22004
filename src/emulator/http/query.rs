//! What stands in the query and in the path: pages, filters, ids.
//!
//! Unknown names are passed over; a known one with a wrong value is refused by its name.

use super::refusal::Refusal;
use crate::emulator::world::{EnrollmentFilter, Filter, PageRequest, WorldError};
use crate::model::assumed::LARGEST_PAGE;
use crate::model::id::{LocationId, is_uuid};
use crate::model::metadata::{self, MetadataEntry};
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;

/// The pairs of the query, in order.
pub(super) struct Pairs(Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Pairs {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(pairs)| Self(pairs))
            .map_err(|rejection| Refusal::unreadable(rejection.body_text()))
    }
}

impl Pairs {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// `page_number` and `page_size`: int32 (D), at most a hundred (A).
    pub(super) fn page(&self) -> Result<PageRequest, WorldError> {
        let default = PageRequest::default();
        let number = self.number("page_number", 0, i32::MAX.unsigned_abs())?.unwrap_or(default.number);
        let size = self.number("page_size", 1, LARGEST_PAGE)?.unwrap_or(default.size);
        Ok(PageRequest { number, size })
    }

    fn number(&self, name: &str, least: u32, most: u32) -> Result<Option<u32>, WorldError> {
        let read = |text: &str| text.parse().ok().filter(|number| (least..=most).contains(number));
        let wrong = || WorldError::invalid(name, format!("must be a number from {least} to {most}"));
        self.get(name).map(|text| read(text).ok_or_else(wrong)).transpose()
    }

    /// `location_id` and `metadata`.
    pub(super) fn filter(&self) -> Result<Filter, WorldError> {
        let wrong = |message| WorldError::invalid("metadata", message);
        let entries: Vec<MetadataEntry> =
            self.all("metadata").map(str::parse).collect::<Result<_, _>>().map_err(wrong)?;
        metadata::check_filters(&entries).map_err(wrong)?;
        Ok(Filter { location_id: self.location()?, metadata: metadata::object(&entries).map_err(wrong)? })
    }

    /// The filters of enrollments: one more than those of devices.
    pub(super) fn enrollment_filter(&self) -> Result<EnrollmentFilter, WorldError> {
        let include_consumed = self.flag("include_consumed")?.unwrap_or(true);
        Ok(EnrollmentFilter { common: self.filter()?, include_consumed })
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, WorldError> {
        let wrong = |_| WorldError::invalid(name, "must be true or false");
        self.get(name).map(|text| text.parse().map_err(wrong)).transpose()
    }

    /// `location_id`: a UUID (D).
    pub(super) fn location(&self) -> Result<Option<LocationId>, WorldError> {
        match self.get("location_id") {
            Some(text) if !is_uuid(text) => Err(WorldError::invalid("location_id", "must be a UUID")),
            id => Ok(id.map(LocationId::new)),
        }
    }
}

/// The id in the path. One that can't even be read belongs to nothing.
pub(super) struct Id(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        Path::from_request_parts(parts, state)
            .await
            .map(|Path(id)| Self(id))
            .map_err(|_| Refusal::new(404, "Not Found", "the path holds no readable id"))
    }
}
