//! Whether the API can be reached at all: one request without a key, which nobody has to take.
//!
//! A firewall looks at callers before it looks at credentials, and any answer tells the server's time.

use super::{Client, Error, location};
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, DATE};

/// An answer, whatever it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reached {
    /// The status; without a key it ought to be 401.
    pub status: u16,
    /// The server's time, to the second.
    pub date: Option<Timestamp>,
    /// Whether it is a page for people, as firewalls and portals send, where the API sends JSON.
    pub is_page: bool,
}

impl Client {
    /// Asks once, without sending anything again.
    pub async fn reach(&self) -> Result<Reached, Error> {
        let response = self.once(&location::list_request().with_query("page_size", "1")).await?;
        let text = |name| response.headers.get(name).and_then(|value| value.to_str().ok());
        let is_html = text(CONTENT_TYPE).is_some_and(|kind| kind.contains("html"));
        Ok(Reached {
            status: response.status.as_u16(),
            date: text(DATE).and_then(|date| jiff::fmt::rfc2822::parse(date.trim()).ok()).map(|date| date.timestamp()),
            is_page: is_html || response.body.trim_ascii_start().starts_with(b"<"),
        })
    }
}
