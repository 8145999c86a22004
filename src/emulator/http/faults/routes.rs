//! Faults under the emulator's own path, so that a test in any language can set them. A fault never strikes here.

use crate::emulator::Shared;
use crate::emulator::http::body::Body;
use crate::emulator::http::query::Id;
use crate::emulator::world::WorldError;
use crate::model::fault::{Fault, NewFault};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{delete, get};
use axum::{Json, Router};

pub(in crate::emulator::http) fn routes() -> Router<Shared> {
    Router::new().route("/faults", get(list).post(add).delete(clear)).route("/faults/{id}", delete(clear_one))
}

async fn list(State(shared): State<Shared>) -> Result<Json<Vec<Fault>>, WorldError> {
    shared.world().faults().map(Json)
}

async fn add(State(shared): State<Shared>, Body(new): Body<NewFault>) -> Result<(StatusCode, Json<Fault>), WorldError> {
    let fault = shared.transition(move |world| world.add_fault(&new)).await.map_err(of_body)?;
    Ok((StatusCode::CREATED, Json(fault)))
}

async fn clear(State(shared): State<Shared>) -> Result<StatusCode, WorldError> {
    shared.transition(|world| world.clear_faults(&[])).await.map(|_| StatusCode::NO_CONTENT)
}

async fn clear_one(State(shared): State<Shared>, Id(id): Id) -> Result<StatusCode, WorldError> {
    let number = id.parse().map_err(|_| WorldError::NotFound { what: "fault", id })?;
    shared.transition(move |world| world.clear_faults(&[number])).await.map(|_| StatusCode::NO_CONTENT)
}

/// A delay has its unit on a command line, and in its name here.
fn of_body(error: WorldError) -> WorldError {
    let named = |(field, message): (String, String)| match field.as_str() {
        "delay" => ("delay_ms".to_owned(), message),
        _ => (field, message),
    };
    match error {
        WorldError::Invalid(fields) => WorldError::Invalid(fields.into_iter().map(named).collect()),
        other => other,
    }
}
