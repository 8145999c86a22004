//! The answers of faults: what a client may get instead of the API's own.

use crate::emulator::http::orders;
use crate::emulator::http::refusal::Refusal;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use std::time::Duration;

/// What a firewall says: no JSON (P).
const FORBIDDEN: &str = "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n</body>\r\n</html>\r\n";

/// What something in between may say in the API's place.
const WELCOME: &str =
    "<!doctype html>\n<html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>\n";

/// 429. Assumed: with `Retry-After`, in seconds.
pub(super) fn rate_limit(path: &str, wait: Duration) -> Response {
    let mut response = refusal(path, Refusal::new(429, "Too Many Requests", "the rate limit was reached"));
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs()));
    response
}

/// 500.
pub(super) fn server_error(path: &str) -> Response {
    refusal(path, Refusal::new(500, "Internal Server Error", "an unexpected error happened"))
}

/// 503 in the words that were seen (P).
pub(super) fn unavailable(path: &str) -> Response {
    refusal(path, Refusal::untitled(503, "Service unavailable"))
}

/// The regional firewall's 403 (P).
pub(super) fn firewall() -> Response {
    (StatusCode::FORBIDDEN, Html(FORBIDDEN)).into_response()
}

/// A success that says nothing of the API's.
pub(super) fn not_json() -> Response {
    Html(WELCOME).into_response()
}

/// In the shape of the part of the API that was asked.
fn refusal(path: &str, refusal: Refusal) -> Response {
    orders::in_its_shape(path, refusal.into_response())
}
