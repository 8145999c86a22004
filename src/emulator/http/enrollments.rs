//! Enrollments: create, list, delete (D).

use super::body::Body;
use super::query::{Id, Pairs};
use super::refusal::deleted;
use crate::emulator::Shared;
use crate::emulator::world::{World, WorldError};
use crate::model::assumed;
use crate::model::enrollment::{Enrollment, NewEnrollment};
use crate::model::id::EnrollmentId;
use crate::model::page::Page;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{delete, get};
use axum::{Json, Router};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/enrollments", get(list).post(create)).route(&assumed::enrollment_path("{id}"), delete(cancel))
}

async fn list(State(shared): State<Shared>, pairs: Pairs) -> Result<Json<Page<Enrollment>>, WorldError> {
    let (filter, page) = (pairs.enrollment_filter()?, pairs.page()?);
    let have_lapsed = shared.world().have_enrollments_lapsed()?;
    if have_lapsed {
        shared.transition(World::lapse_enrollments).await?;
    }
    shared.world().enrollments(&filter, page).map(Json)
}

async fn create(
    State(shared): State<Shared>,
    Body(new): Body<NewEnrollment>,
) -> Result<(StatusCode, Json<Enrollment>), WorldError> {
    let enrollment = shared.transition(move |world| world.create_enrollment(&new)).await?;
    Ok((StatusCode::CREATED, Json(enrollment)))
}

async fn cancel(State(shared): State<Shared>, Id(id): Id) -> Result<StatusCode, WorldError> {
    shared.transition(move |world| world.cancel_enrollment(&EnrollmentId::new(id))).await?;
    Ok(deleted())
}
