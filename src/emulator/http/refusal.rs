//! The one place that makes problem details (RFC 9457, P), out of whatever was refused.
//!
//! Every error of the emulator leaves through here, so that a client never meets a plain text.

use crate::emulator::world::WorldError;
use crate::model::assumed;
use crate::model::problem::Problem;
use axum::Extension;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// An answer that is not a success.
#[derive(Debug)]
pub(super) struct Refusal(Box<Problem>);

impl Refusal {
    /// A status, its name, and the reason in a sentence.
    pub(super) fn new(status: u16, title: &str, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(status, title, detail)))
    }

    /// A status and the reason alone, as some of the bodies that were seen (P).
    pub(super) fn untitled(status: u16, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem { title: None, ..Problem::new(status, "", detail) }))
    }

    /// A title too, and one of Order Management's codes (D).
    fn coded(status: u16, title: &str, code: &str, detail: String) -> Self {
        let error_code = Some(code.to_owned());
        Self(Box::new(Problem { error_code, ..Problem::new(status, title, detail) }))
    }

    /// Fields, and what is wrong with each.
    pub(super) fn invalid(fields: &[(String, String)]) -> Self {
        Self(Box::new(Problem::invalid(fields.iter().map(|(field, message)| (field.as_str(), message.clone())))))
    }

    /// A request that can't be read, for the reason given.
    pub(super) fn unreadable(detail: impl Into<String>) -> Self {
        Self::new(400, "Bad Request", detail)
    }
}

impl From<WorldError> for Refusal {
    fn from(error: WorldError) -> Self {
        let detail = error.to_string();
        match error {
            WorldError::NotFound { what: "order", .. } => Self::coded(404, "Not Found", "NO_SUCH_ORDER", detail),
            WorldError::NotFound { .. } => Self::new(404, "Not Found", detail),
            WorldError::Invalid(fields) => Self::invalid(&fields),
            WorldError::SessionEnded { .. } => Self::new(assumed::ENDED_SESSION_STATUS, "Conflict", detail),
            WorldError::EnrollmentEnded { .. } => Self::new(409, "Conflict", detail),
            WorldError::UnknownCode => Self::new(404, "Not Found", detail),
            WorldError::DeviceOffline => Self::untitled(409, detail),
            WorldError::OrderRefused { code, .. } => {
                Self(Box::new(Problem { error_code: Some(code.to_owned()), ..Problem::new(403, "Forbidden", detail) }))
            }
            WorldError::Unavailable(_) => Self::new(503, "Service Unavailable", detail),
            WorldError::Store(_) => Self::new(500, "Internal Server Error", detail),
        }
    }
}

/// The answer to a delete.
pub(super) fn deleted() -> StatusCode {
    StatusCode::from_u16(assumed::DELETED_STATUS).unwrap_or(StatusCode::NO_CONTENT)
}

impl IntoResponse for WorldError {
    fn into_response(self) -> Response {
        Refusal::from(self).into_response()
    }
}

/// Travels with the answer to a refusal, for the part of the API that says the same in another shape.
#[derive(Clone)]
pub(super) struct Refused(pub(super) Problem);

impl IntoResponse for Refusal {
    /// The status goes into the status line only: the bodies that were seen do not repeat it (P).
    fn into_response(self) -> Response {
        let Self(mut problem) = self;
        let status = problem.status.take().and_then(|status| StatusCode::from_u16(status).ok());
        let content_type = [(header::CONTENT_TYPE, "application/problem+json")];
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::json!(problem).to_string();
        (status, content_type, Extension(Refused(*problem)), body).into_response()
    }
}
