//! The phone's side over HTTP: the emulator's own path, apart from the API's, so that a test in any language can play
//! the clerk. Same keys, same problem details; nothing of it exists at Kustom.
//!
//! | request under `/emulator/v1` | what happens | answer |
//! | --- | --- | --- |
//! | `GET /status` | counts what is in the world | 200 |
//! | `POST /reset` | back to the beginning, without faults; destinations, secrets and pace stay | 204 |
//! | `POST /devices` with `enrollment_code`, and maybe `name`, `platform`, `hardware_id` | a phone is paired | 201, the device with its `credentials` |
//! | `PUT /devices/{id}/offline`, `PUT /devices/{id}/online` | the phone loses or finds the network | 204 |
//! | `GET /devices/{id}/sessions` | what the phone shows | 200, the open sessions in an array |
//! | `POST /sessions/{id}/choose?method=` `card` (if left out), `klarna`, `swish`, `vipps` | the clerk picks a method | 200, the session |
//! | `POST /sessions/{id}/pay`, maybe `?captured=true` or `false` | the customer pays | 200, the session |
//! | `POST /sessions/{id}/decline?reason=` an outcome of taps (`DECLINED_GENERIC` if left out) | the payment fails | 200, the session |
//! | `POST /sessions/{id}/cancel` | the clerk cancels | 200, the session |
//! | `GET /faults`, `DELETE /faults`, `DELETE /faults/{id}` | faults are listed, cleared | 200, an array; 204 |
//! | `POST /faults` with `kind`, and maybe `on`, `delay_ms`, `rate`, `count`, `skip`, `seed` | something goes wrong from now on | 201, the fault |
//!
//! A code is refused with 404 when there is none such, and with 409 and its status when it is `CONSUMED`, `EXPIRED` or
//! `CANCELLED`; what a session's status forbids is refused as in the API.

use super::body::Body;
use super::query::{Id, Pairs};
use crate::emulator::Shared;
use crate::emulator::world::{Status, World, WorldError};
use crate::model::device::{Pairing, RegisteredDevice};
use crate::model::id::{DeviceId, SessionId};
use crate::model::method::PaymentMethod;
use crate::model::session::Session;
use crate::model::tap::TapOutcome;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use axum::{Json, Router};

/// The path that everything here stands under.
pub const EMULATOR_ROOT: &str = "/emulator/v1";

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/status", get(status))
        .route("/reset", post(reset))
        .route("/devices", post(pair))
        .route("/devices/{id}/offline", put(offline))
        .route("/devices/{id}/online", put(online))
        .route("/devices/{id}/sessions", get(open_sessions))
        .route("/sessions/{id}/choose", post(choose))
        .route("/sessions/{id}/pay", post(pay))
        .route("/sessions/{id}/decline", post(decline))
        .route("/sessions/{id}/cancel", post(cancel))
}

async fn status(State(shared): State<Shared>) -> Result<Json<Status>, WorldError> {
    shared.world().status().map(Json)
}

async fn reset(State(shared): State<Shared>) -> Result<StatusCode, WorldError> {
    shared.transition(World::reset).await.map(|()| StatusCode::NO_CONTENT)
}

async fn pair(
    State(shared): State<Shared>,
    Body(pairing): Body<Pairing>,
) -> Result<(StatusCode, Json<RegisteredDevice>), WorldError> {
    let device = shared.transition(move |world| world.pair_device(&pairing)).await?;
    Ok((StatusCode::CREATED, Json(device)))
}

async fn offline(State(shared): State<Shared>, Id(id): Id) -> Result<StatusCode, WorldError> {
    shared.transition(move |world| world.set_online(&DeviceId::new(id), false)).await.map(|()| StatusCode::NO_CONTENT)
}

async fn online(State(shared): State<Shared>, Id(id): Id) -> Result<StatusCode, WorldError> {
    shared.transition(move |world| world.set_online(&DeviceId::new(id), true)).await.map(|()| StatusCode::NO_CONTENT)
}

async fn open_sessions(State(shared): State<Shared>, Id(id): Id) -> Result<Json<Vec<Session>>, WorldError> {
    shared.world().open_sessions(&DeviceId::new(id)).map(Json)
}

async fn choose(State(shared): State<Shared>, Id(id): Id, pairs: Pairs) -> Result<Json<Session>, WorldError> {
    let method: Result<PaymentMethod, String> = pairs.get("method").map_or(Ok(PaymentMethod::Card), str::parse);
    method.map_err(|message| WorldError::invalid("method", message))?;
    shared.transition(move |world| world.choose_method(&SessionId::new(id))).await.map(Json)
}

async fn pay(State(shared): State<Shared>, Id(id): Id, pairs: Pairs) -> Result<Json<Session>, WorldError> {
    let captured = pairs.flag("captured")?;
    shared.transition(move |world| world.pay_session(&SessionId::new(id), captured)).await.map(Json)
}

async fn decline(State(shared): State<Shared>, Id(id): Id, pairs: Pairs) -> Result<Json<Session>, WorldError> {
    let reason = pairs.get("reason").map_or(Ok(TapOutcome::DeclinedGeneric), str::parse);
    let reason = reason.map_err(|message| WorldError::invalid("reason", message))?;
    shared.transition(move |world| world.decline_session(&SessionId::new(id), reason)).await.map(Json)
}

async fn cancel(State(shared): State<Shared>, Id(id): Id) -> Result<Json<Session>, WorldError> {
    shared.transition(move |world| world.cancel_session(&SessionId::new(id))).await.map(Json)
}
