//! The world over HTTP, under the API's own paths.
//!
//! Handlers only translate: request to a value of the model, the world's answer to JSON, a refusal to problem details.
//! No rule of the API may be decided in a handler. What goes wrong on purpose belongs in layers round this router.

mod auth;
mod body;
mod dev;
mod devices;
mod enrollments;
mod locations;
mod orders;
mod phone;
mod query;
mod refusal;
mod sessions;
mod shape;

pub use phone::EMULATOR_ROOT;

use super::world::World;
use crate::model::environment::{API_ROOT, Environment, ORDER_MANAGEMENT_ROOT};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, Uri};
use axum::serve::ListenerExt;
use refusal::Refusal;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;

/// The largest body that is taken, in bytes (A).
const LARGEST_BODY: usize = 10 * 1024 * 1024;

/// What the emulator poses as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plays {
    /// Test keys, and the dev operations.
    Playground,
    /// Live keys; the dev operations do not exist (D).
    Production,
}

impl Plays {
    fn environment(self) -> Environment {
        match self {
            Self::Playground => Environment::Playground,
            Self::Production => Environment::Production,
        }
    }
}

/// The world as handlers share it.
///
/// It is used without leaving the async thread: a transition takes microseconds, and only one can write at a time. At
/// worst it waits for another process's transition, which takes as little.
#[derive(Clone)]
struct Shared(Arc<Mutex<World>>);

impl Shared {
    /// A panic elsewhere can't have left the world half changed: its transaction was rolled back.
    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Every operation of the contract, and the phone's side under a path of its own.
pub fn router(world: Arc<Mutex<World>>, plays: Plays) -> Router {
    let mut operations =
        locations::routes().merge(enrollments::routes()).merge(devices::routes()).merge(sessions::routes());
    if plays == Plays::Playground {
        operations = operations.merge(dev::routes());
    }
    Router::new()
        .nest(API_ROOT, operations)
        .nest(ORDER_MANAGEMENT_ROOT, orders::routes())
        .nest(EMULATOR_ROOT, phone::routes())
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(axum::middleware::from_fn_with_state(plays, auth::require))
        .layer(axum::middleware::from_fn(orders::reshape))
        .with_state(Shared(world))
}

/// Serves the world until `shutdown`, and answers what has been asked by then.
pub async fn serve(
    listener: TcpListener,
    world: World,
    plays: Plays,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    // Small answers should leave at once. A connection that can't do that still works.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let router = router(Arc::new(Mutex::new(world)), plays);
    axum::serve(listener, router).with_graceful_shutdown(shutdown).await
}

async fn no_such_path(uri: Uri) -> Refusal {
    Refusal::new(404, "Not Found", format!("no such path: {}", uri.path()))
}

async fn no_such_method(method: Method, uri: Uri) -> Refusal {
    Refusal::new(405, "Method Not Allowed", format!("{} does not take {method}", uri.path()))
}

#[cfg(test)]
mod tests;
