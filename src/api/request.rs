//! A request as a value: made by the resources, sent by the client, shown by `--dry-run` and `--curl`.

use crate::model::environment::API_ROOT;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;
use url::Url;

/// What sending a request twice would do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Nothing: it only reads.
    Read,
    /// The same as sending it once: `PUT` and `DELETE`.
    Repeatable,
    /// It happens again: `POST` and whatever else.
    Once,
}

/// One call of the API.
#[derive(Clone, Debug)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The whole path, from `/`; ids in it are encoded.
    pub path: String,
    /// Names and values, not yet encoded.
    pub query: Vec<(String, String)>,
    /// More headers than every request carries, of those that [`header`] takes.
    pub headers: Vec<(String, String)>,
    /// The JSON body.
    pub body: Option<Value>,
}

/// The headers that are not a caller's to set.
const OWN_HEADERS: [&str; 8] = [
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "x-merchant-id",
];

/// A header as it is written: `Name: value`.
pub fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or("a header is given as `Name: value`")?;
    let name = name.trim().parse::<HeaderName>().map_err(|_| "the name before the `:` is none")?;
    if OWN_HEADERS.contains(&name.as_str()) {
        return Err(format!("`{name}` is set from the profile and the request itself"));
    }
    let value = value.trim();
    HeaderValue::from_str(value).map_err(|_| "the value holds what a header cannot")?;
    Ok((name.as_str().to_owned(), value.to_owned()))
}

/// Everything but what RFC 3986 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// An id as one segment of a path.
pub(super) fn segment(id: &str) -> String {
    utf8_percent_encode(id, RESERVED).to_string()
}

/// The headers that every request carries, without the key.
pub(super) fn plain_headers(request: &Request, merchant_id: Option<&str>) -> Vec<(String, String)> {
    let mut headers = vec![("accept".to_owned(), "application/json".to_owned())];
    if request.body.is_some() {
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
    }
    headers.extend(merchant_id.map(|id| ("x-merchant-id".to_owned(), id.to_owned())));
    headers.extend(request.headers.iter().cloned());
    headers
}

impl Request {
    /// A call of an operation under `/ipp/v1`.
    pub fn new(method: Method, operation: &str) -> Self {
        Self { method, path: format!("{API_ROOT}{operation}"), query: Vec::new(), headers: Vec::new(), body: None }
    }

    /// The same with a body.
    pub fn with_body(mut self, body: &impl Serialize) -> Self {
        self.body = serde_json::to_value(body).ok();
        self
    }

    /// The same with one more query parameter.
    pub fn with_query(mut self, name: &str, value: impl Into<String>) -> Self {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    /// What sending it twice would do.
    pub fn effect(&self) -> Effect {
        match self.method {
            Method::GET | Method::HEAD => Effect::Read,
            Method::PUT | Method::DELETE => Effect::Repeatable,
            _ => Effect::Once,
        }
    }

    /// The headers as `--dry-run` shows them: the key is `***`.
    pub fn shown_headers(&self, merchant_id: Option<&str>) -> Vec<(String, String)> {
        let mut headers = plain_headers(self, merchant_id);
        headers.push(("authorization".to_owned(), "Basic ***".to_owned()));
        headers
    }

    /// Where it goes. The host is the base's own, whatever the path says.
    pub fn url(&self, base: &Url) -> Result<Url, url::ParseError> {
        let mut url = Url::parse(&format!("{}{}", base.as_str().trim_end_matches('/'), self.path))?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_cannot_leave_their_segment() {
        assert_eq!(segment("a/b?c#d e\u{1b}é"), "a%2Fb%3Fc%23d%20e%1B%C3%A9");
        assert_eq!(segment("6f2c-1.x~y_z"), "6f2c-1.x~y_z");
    }

    #[test]
    fn the_host_stays_the_bases_own() {
        let base: Url = "http://127.0.0.1:4010".parse().expect("a URL");
        for path in ["//evil.example/x", "/@evil.example", "/\\evil.example", "/ipp/v1/x"] {
            let request = Request { path: path.to_owned(), ..Request::new(Method::GET, "") };
            let url = request.url(&base).expect("a URL");
            assert_eq!(url.origin(), base.origin(), "{path}");
        }
    }

    #[test]
    fn queries_are_encoded() {
        let base: Url = "https://api.kustom.co/".parse().expect("a URL");
        let request = Request::new(Method::GET, "/devices").with_query("metadata", "till:a&b");
        let url = request.url(&base).expect("a URL");
        assert_eq!(url.as_str(), "https://api.kustom.co/ipp/v1/devices?metadata=till%3Aa%26b");
    }
}
