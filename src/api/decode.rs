//! From the bytes of an answer to a value, or to an error that says what came.

use super::error::{Error, Refusal};
use super::redact;
use super::request::Request;
use crate::model::problem::Problem;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION};
use serde::de::DeserializeOwned;

/// A whole answer: status, headers, and a body within the limit.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// Kustom's id of the request: from the body of a refusal, or from a header.
    pub(super) fn correlation_id(&self) -> Option<String> {
        let refusal = if self.status.is_success() { None } else { self.problem() };
        refusal.and_then(|problem| problem.correlation_id).or_else(|| self.correlation_header())
    }

    fn correlation_header(&self) -> Option<String> {
        ["x-correlation-id", "correlation-id", "x-request-id"]
            .into_iter()
            .find_map(|name| self.headers.get(name))
            .and_then(|value| value.to_str().ok())
            .map(redact::text)
    }

    fn problem(&self) -> Option<Problem> {
        Problem::read(redact::json(&self.body)?.as_bytes())
    }

    /// The body as `T`. The error of a write says that it may have happened.
    pub fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let why = if self.body.is_empty() { "it is empty".to_owned() } else { redact::quoted(&error.to_string()) };
            self.unreadable(request, why)
        })
    }

    /// For a body that is JSON, and still no answer to what was asked.
    pub(super) fn unreadable(&self, request: &Request, why: String) -> Error {
        Error::Unreadable {
            method: request.method.to_string(),
            path: request.path.clone(),
            status: self.status.as_u16(),
            why,
            effect: request.effect(),
        }
    }

    /// Any 2xx passes (D); everything else becomes a [`Refusal`].
    pub(super) fn accept(self, request: &Request) -> Result<Self, Error> {
        if self.status.is_success() {
            return Ok(self);
        }
        let problem = self.problem();
        let excerpt = (problem.is_none() && !self.body.is_empty()).then(|| redact::excerpt(&self.body, 200));
        let redirect = self.status.is_redirection().then_some(&self.headers);
        let location =
            redirect.and_then(|headers| headers.get(LOCATION)).and_then(|value| value.to_str().ok()).map(redact::text);
        Err(Error::Refused(Box::new(Refusal {
            method: request.method.to_string(),
            path: request.path.clone(),
            status: self.status.as_u16(),
            effect: request.effect(),
            correlation_id: self.correlation_id(),
            problem: problem.unwrap_or_default(),
            excerpt,
            location,
            after_another: false,
        })))
    }
}
