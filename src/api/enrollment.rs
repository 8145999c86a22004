//! Pairing codes: `/enrollments`.

use super::request::segment;
use super::{Client, Error, Method, Pages, Request};
use crate::model::assumed;
use crate::model::enrollment::{Enrollment, NewEnrollment};
use crate::model::id::{EnrollmentId, LocationId};
use crate::model::metadata::MetadataEntry;

/// Which enrollments or devices a list is to hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this shop.
    pub location_id: Option<LocationId>,
    /// Only those with all of these, at most five.
    pub metadata: Vec<MetadataEntry>,
    /// Only the first so many.
    pub limit: Option<usize>,
}

impl Filter {
    pub(super) fn request(&self, operation: &str) -> Request {
        let mut request = Request::new(Method::GET, operation);
        if let Some(id) = &self.location_id {
            request = request.with_query("location_id", id.as_str());
        }
        for entry in &self.metadata {
            request = request.with_query("metadata", format!("{}:{}", entry.key, entry.value));
        }
        request
    }
}

/// The request that lists the codes, without its pages; those already used too, if `consumed`.
pub fn list_request(filter: &Filter, consumed: bool) -> Request {
    filter.request("/enrollments").with_query("include_consumed", consumed.to_string())
}

/// The request that makes a code.
pub fn create_request(new: &NewEnrollment) -> Request {
    Request::new(Method::POST, "/enrollments").with_body(new)
}

/// The request that cancels a code.
pub fn cancel_request(id: &EnrollmentId) -> Request {
    Request::new(Method::DELETE, &assumed::enrollment_path(&segment(id.as_str())))
}

impl Client {
    /// The codes that `filter` lets through; those already used too, if `consumed`. Cancelled ones are never listed (D).
    pub fn enrollments(&self, filter: &Filter, consumed: bool) -> Pages<Enrollment> {
        Pages::new(self, list_request(filter, consumed), filter.limit)
    }

    /// Makes a code. An answer that is lost leaves a code that nobody has seen; it expires.
    pub async fn create_enrollment(&self, new: &NewEnrollment) -> Result<Enrollment, Error> {
        let request = create_request(new);
        self.send(&request).await?.json(&request)
    }

    /// Cancels a code.
    pub async fn cancel_enrollment(&self, id: &EnrollmentId) -> Result<(), Error> {
        self.send(&cancel_request(id)).await.map(drop)
    }
}
