//! Sessions: create, get, cancel (D). No operation lists them (D).

use super::body::Body;
use super::query::{Id, Pairs};
use crate::emulator::Shared;
use crate::emulator::world::WorldError;
use crate::model::id::SessionId;
use crate::model::session::{NewSession, Session};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use axum::{Json, Router};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/sessions", post(create))
        .route("/sessions/{id}", get(read))
        .route("/sessions/{id}/cancel", put(cancel))
}

async fn create(
    State(shared): State<Shared>,
    pairs: Pairs,
    Body(mut new): Body<NewSession>,
) -> Result<(StatusCode, Json<Session>), WorldError> {
    new.location_id = pairs.location()?;
    let session = shared.transition(move |world| world.create_session(&new)).await?;
    Ok((StatusCode::CREATED, Json(session)))
}

async fn read(State(shared): State<Shared>, Id(id): Id) -> Result<Json<Session>, WorldError> {
    let id = SessionId::new(id);
    let seen = shared.world().session_at_a_look(&id)?;
    match seen {
        Some(session) => Ok(Json(session)),
        None => shared.transition(move |world| world.session(&id)).await.map(Json),
    }
}

async fn cancel(State(shared): State<Shared>, Id(id): Id) -> Result<Json<Session>, WorldError> {
    shared.transition(move |world| world.cancel_session(&SessionId::new(id))).await.map(Json)
}
