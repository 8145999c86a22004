//! Shops: `/locations`.

use super::request::segment;
use super::{Client, Error, Method, Pages, Request};
use crate::model::id::LocationId;
use crate::model::location::Location;

impl Client {
    /// All locations, or the first `limit`.
    pub fn locations(&self, limit: Option<usize>) -> Pages<Location> {
        Pages::new(self, Request::new(Method::GET, "/locations"), limit)
    }

    /// One location.
    pub async fn location(&self, id: &LocationId) -> Result<Location, Error> {
        let request = Request::new(Method::GET, &format!("/locations/{}", segment(id.as_str())));
        self.send(&request).await?.json(&request)
    }
}
