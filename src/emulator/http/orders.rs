//! Order Management (D): the orders that paid sessions have made.
//!
//! Its refusals have another shape than the rest of the API's; [`reshape`] gives it to whatever was refused under its
//! path, so that handlers here refuse like all others.

use super::auth::is_under;
use super::body::Body;
use super::query::Id;
use super::refusal::Refused;
use crate::emulator::Shared;
use crate::emulator::world::{OrderAnswer, WorldError};
use crate::model::assumed;
use crate::model::environment::ORDER_MANAGEMENT_ROOT;
use crate::model::managed_order::{Capture, IDEMPOTENCY_HEADER, ManagedOrder, NewCapture, NewRefund};
use crate::model::problem::Problem;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;
use uuid::{Uuid, Version};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/orders/{id}", get(read))
        .route("/orders/{id}/captures", get(captures).post(capture))
        .route("/orders/{id}/refunds", post(refund))
        .route("/orders/{id}/cancel", post(cancel))
        .route(&assumed::release_path("{id}"), post(release))
}

/// Turns problem details into the shape of Order Management.
pub(super) async fn reshape(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    in_its_shape(&path, next.run(request).await)
}

/// The same for an answer that is there already.
pub(super) fn in_its_shape(path: &str, response: Response) -> Response {
    let is_ours = is_under(ORDER_MANAGEMENT_ROOT, path);
    match response.extensions().get::<Refused>() {
        Some(Refused(problem)) if is_ours => {
            let code = problem.error_code.as_deref().unwrap_or_else(|| error_code(response.status()));
            let body = json!({
                "correlation_id": Uuid::new_v4().to_string(), "error_code": code,
                "error_messages": messages(problem),
            });
            (response.status(), Json(body)).into_response()
        }
        _ => response,
    }
}

/// The reason in a sentence, or one sentence for each wrong field.
fn messages(problem: &Problem) -> Vec<String> {
    let fields =
        problem.errors.iter().map(|(field, message)| format!("{field} {}", message.as_str().unwrap_or_default()));
    problem.detail.iter().cloned().chain(fields).collect()
}

/// The documented code that says what the status says. Assumed: which code goes with which status.
fn error_code(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "BAD_REQUEST",
        401 | 403 => "FORBIDDEN",
        404 => "RESOURCE_NOT_FOUND",
        405 => "NOT_ALLOWED",
        413 => "PAYLOAD_TOO_LARGE",
        415 => "UNSUPPORTED_MEDIA_TYPE",
        429 => "TOO_MANY_REQUESTS",
        _ => "INTERNAL_ERROR",
    }
}

/// The key that makes a write happen once.
struct Key(String);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = WorldError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WorldError> {
        let sent = parts.headers.get(IDEMPOTENCY_HEADER).and_then(|value| value.to_str().ok());
        let wrong = |message| WorldError::invalid(IDEMPOTENCY_HEADER, message);
        let sent = sent.ok_or_else(|| wrong("must not be missing"))?;
        let key = Uuid::parse_str(sent).ok().filter(|key| key.get_version() == Some(Version::Random));
        key.map(|key| Self(key.to_string())).ok_or_else(|| wrong("must be a UUID of version 4"))
    }
}

impl IntoResponse for OrderAnswer {
    /// Assumed: the new thing's address stands in `Location`.
    fn into_response(self) -> Response {
        let made = |order_id: &str, kind: &str, name: &str, id: &str| {
            let location = format!("{ORDER_MANAGEMENT_ROOT}/orders/{order_id}/{kind}/{id}");
            (StatusCode::CREATED, [(header::LOCATION, location)], Json(json!({ name: id }))).into_response()
        };
        match self {
            Self::Captured { order_id, capture_id } => made(&order_id, "captures", "capture_id", &capture_id),
            Self::Refunded { order_id, refund_id } => made(&order_id, "refunds", "refund_id", &refund_id),
            Self::Done => StatusCode::NO_CONTENT.into_response(),
        }
    }
}

async fn read(State(shared): State<Shared>, Id(id): Id) -> Result<Json<ManagedOrder>, WorldError> {
    shared.world().order(&id).map(Json)
}

async fn captures(State(shared): State<Shared>, Id(id): Id) -> Result<Json<Vec<Capture>>, WorldError> {
    shared.world().order(&id).map(|order| Json(order.captures))
}

async fn capture(
    State(shared): State<Shared>,
    Id(id): Id,
    Key(key): Key,
    Body(new): Body<NewCapture>,
) -> Result<OrderAnswer, WorldError> {
    shared.transition(move |world| world.capture_order(&id, &key, &new)).await
}

async fn refund(
    State(shared): State<Shared>,
    Id(id): Id,
    Key(key): Key,
    Body(new): Body<NewRefund>,
) -> Result<OrderAnswer, WorldError> {
    shared.transition(move |world| world.refund_order(&id, &key, &new)).await
}

async fn cancel(State(shared): State<Shared>, Id(id): Id, Key(key): Key) -> Result<OrderAnswer, WorldError> {
    shared.transition(move |world| world.cancel_order(&id, &key)).await
}

async fn release(State(shared): State<Shared>, Id(id): Id, Key(key): Key) -> Result<OrderAnswer, WorldError> {
    shared.transition(move |world| world.release_order(&id, &key)).await
}
