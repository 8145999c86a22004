//! What `-v` shows: the client tells an observer, and never prints.

use super::request::Effect;
use std::sync::Arc;
use std::time::Duration;

/// One request and what came of it, already without secrets.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The HTTP method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The status, or why there is none.
    pub outcome: String,
    /// Kustom's id of the request.
    pub correlation_id: Option<String>,
    /// From the start of this attempt to the last byte of the answer.
    pub elapsed: Duration,
    /// Headers that were sent; the key is `***`.
    pub request_headers: Vec<(String, String)>,
    /// The body that was sent.
    pub request_body: Option<String>,
    /// Headers of the answer.
    pub response_headers: Vec<(String, String)>,
    /// The body of the answer.
    pub response_body: Option<String>,
}

/// What an observer is told.
#[derive(Clone, Copy, Debug)]
pub enum Sight<'a> {
    /// Something worth a line.
    Note(&'a str),
    /// An attempt that has ended.
    Exchange(&'a Exchange),
    /// A call begins; from here on it may happen.
    Begins(Effect),
    /// The call has its answer, or will not get one.
    Ends,
}

/// Told of everything that the client does.
pub type Observer = Arc<dyn Fn(Sight<'_>) + Send + Sync>;
