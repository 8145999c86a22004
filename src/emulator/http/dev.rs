//! The playground's own operations (D): simulated phones and taps. Never part of what plays production.

use super::body::Body;
use super::query::{Id, Pairs};
use crate::emulator::Shared;
use crate::emulator::world::WorldError;
use crate::model::device::{NewSimulatedDevice, SimulatedDevice};
use crate::model::id::SessionId;
use crate::model::session::Session;
use crate::model::tap::TapOutcome;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/dev/devices", post(create_device))
        .route("/dev/sessions/{id}/simulate-tap", post(simulate_tap))
}

async fn create_device(
    State(shared): State<Shared>,
    Body(new): Body<NewSimulatedDevice>,
) -> Result<(StatusCode, Json<SimulatedDevice>), WorldError> {
    let device = shared.transition(move |world| world.create_simulated_device(&new)).await?;
    Ok((StatusCode::CREATED, Json(device)))
}

/// Assumed: the answer is the session, 200 also when the card was declined.
async fn simulate_tap(State(shared): State<Shared>, Id(id): Id, pairs: Pairs) -> Result<Json<Session>, WorldError> {
    let outcome = outcome(pairs.get("outcome"))?;
    shared.transition(move |world| world.simulate_tap(&SessionId::new(id), outcome)).await.map(Json)
}

fn outcome(name: Option<&str>) -> Result<TapOutcome, WorldError> {
    let find = |name| TapOutcome::ALL.into_iter().find(|outcome| outcome.name() == name);
    let known = || format!("must be one of {}", TapOutcome::ALL.map(TapOutcome::name).join(", "));
    name.map_or(Some(TapOutcome::default()), find).ok_or_else(|| WorldError::invalid("outcome", known()))
}
