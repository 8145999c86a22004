//! Shops: `/locations`.

use super::request::segment;
use super::{Client, Error, Method, Pages, Request};
use crate::model::id::LocationId;
use crate::model::location::Location;

/// The request that lists the shops, without its pages.
pub fn list_request() -> Request {
    Request::new(Method::GET, "/locations")
}

/// The request that reads one shop.
pub fn get_request(id: &LocationId) -> Request {
    Request::new(Method::GET, &format!("/locations/{}", segment(id.as_str())))
}

impl Client {
    /// All locations, or the first `limit`.
    pub fn locations(&self, limit: Option<usize>) -> Pages<Location> {
        Pages::new(self, list_request(), limit)
    }

    /// One location.
    pub async fn location(&self, id: &LocationId) -> Result<Location, Error> {
        let request = get_request(id);
        self.send(&request).await?.json(&request)
    }
}
