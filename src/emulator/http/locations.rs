//! Locations: list and get (D).

use super::query::{Id, Pairs};
use crate::emulator::Shared;
use crate::emulator::world::WorldError;
use crate::model::id::LocationId;
use crate::model::location::Location;
use crate::model::page::Page;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/locations", get(list)).route("/locations/{id}", get(read))
}

async fn list(State(shared): State<Shared>, pairs: Pairs) -> Result<Json<Page<Location>>, WorldError> {
    let page = pairs.page()?;
    shared.world().locations(page).map(Json)
}

async fn read(State(shared): State<Shared>, Id(id): Id) -> Result<Json<Location>, WorldError> {
    shared.world().location(&LocationId::new(id)).map(Json)
}
