//! The world over HTTP, under the API's own paths.
//!
//! Handlers only translate: request to a value of the model, the world's answer to JSON, a refusal to problem details.
//! No rule of the API may be decided in a handler. What goes wrong on purpose belongs in the layer `faults` round this router.

mod auth;
mod body;
mod connection;
mod dev;
mod devices;
mod enrollments;
mod faults;
mod locations;
mod orders;
mod phone;
mod query;
mod refusal;
mod sessions;
mod shape;

pub use phone::EMULATOR_ROOT;

use super::shared::Shared;
use crate::model::environment::{API_ROOT, Environment, ORDER_MANAGEMENT_ROOT};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::Response;
use connection::{Cuttable, Switch};
use refusal::Refusal;
use std::io;
use std::time::Instant;
use tokio::net::TcpListener;

/// The largest body that is taken, in bytes (A).
const LARGEST_BODY: usize = 10 * 1024 * 1024;

/// What the emulator poses as.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Plays {
    /// Test keys, and simulated phones and taps
    #[default]
    Playground,
    /// Live keys, and nothing that only exists for testing (D)
    Production,
}

impl Plays {
    /// What it pretends to be.
    pub fn environment(self) -> Environment {
        match self {
            Self::Playground => Environment::Playground,
            Self::Production => Environment::Production,
        }
    }
}

/// Every operation of the contract, and the phone's side under a path of its own.
pub fn router(shared: Shared, plays: Plays) -> Router {
    let mut operations =
        locations::routes().merge(enrollments::routes()).merge(devices::routes()).merge(sessions::routes());
    if plays == Plays::Playground {
        operations = operations.merge(dev::routes());
    }
    let is_watched = shared.is_watched();
    let router = Router::new()
        .nest(API_ROOT, operations)
        .nest(ORDER_MANAGEMENT_ROOT, orders::routes())
        .nest(EMULATOR_ROOT, phone::routes().merge(faults::routes()))
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(axum::middleware::from_fn_with_state(plays, auth::require))
        .layer(axum::middleware::from_fn(orders::reshape))
        .layer(axum::middleware::from_fn_with_state(shared.clone(), tell_changes))
        .layer(axum::middleware::from_fn_with_state(shared.clone(), faults::strike));
    let router = match is_watched {
        true => router.layer(axum::middleware::from_fn_with_state(shared.clone(), tell_answers)),
        false => router,
    };
    router.with_state(shared)
}

/// Serves the world until `shutdown`, and answers what has been asked by then.
pub async fn serve(
    listener: TcpListener,
    shared: Shared,
    plays: Plays,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = router(shared, plays).into_make_service_with_connect_info::<Switch>();
    axum::serve(Cuttable(listener), router).with_graceful_shutdown(shutdown).await
}

/// After everything that is not only a look.
async fn tell_changes(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let looks = request.method().is_safe();
    let response = next.run(request).await;
    if !looks {
        shared.has_changed();
    }
    response
}

/// Says what was asked, how it was answered, and how long that took: an answer that a fault keeps back, too.
async fn tell_answers(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let (asked, began) = (format!("{} {}", request.method(), request.uri()), Instant::now());
    let response = next.run(request).await;
    shared.tell(|| format!("{asked} {} {} ms", response.status().as_u16(), began.elapsed().as_millis()));
    response
}

async fn no_such_path(uri: Uri) -> Refusal {
    Refusal::new(404, "Not Found", format!("no such path: {}", uri.path()))
}

async fn no_such_method(method: Method, uri: Uri) -> Refusal {
    Refusal::new(405, "Method Not Allowed", format!("{} does not take {method}", uri.path()))
}

#[cfg(test)]
mod tests;
