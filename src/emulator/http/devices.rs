//! Devices: list, get (A), put, delete (D).

use super::body::Body;
use super::query::{Id, Pairs};
use super::refusal::deleted;
use crate::emulator::Shared;
use crate::emulator::world::WorldError;
use crate::model::device::{Device, DeviceUpdate};
use crate::model::id::DeviceId;
use crate::model::page::Page;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/devices", get(list)).route("/devices/{id}", get(read).put(update).delete(remove))
}

async fn list(State(shared): State<Shared>, pairs: Pairs) -> Result<Json<Page<Device>>, WorldError> {
    let (filter, page) = (pairs.filter()?, pairs.page()?);
    shared.world().devices(&filter, page).map(Json)
}

async fn read(State(shared): State<Shared>, Id(id): Id) -> Result<Json<Device>, WorldError> {
    shared.world().device(&DeviceId::new(id)).map(Json)
}

async fn update(
    State(shared): State<Shared>,
    Id(id): Id,
    Body(update): Body<DeviceUpdate>,
) -> Result<Json<Device>, WorldError> {
    shared.transition(move |world| world.update_device(&DeviceId::new(id), &update)).await.map(Json)
}

async fn remove(State(shared): State<Shared>, Id(id): Id) -> Result<StatusCode, WorldError> {
    shared.transition(move |world| world.remove_device(&DeviceId::new(id))).await?;
    Ok(deleted())
}
