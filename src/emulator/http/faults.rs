//! Faults of requests: a layer round the whole router, which knows nothing of it.
//!
//! What is asked of the API and of Order Management may be struck; the emulator's own path never is, because it is how a
//! test steers. A request that nothing strikes passes through as it came.

mod answers;
mod cut;
mod operations;
mod routes;

pub(super) use routes::routes;

use super::auth::is_under;
use super::connection::Switch;
use crate::emulator::Shared;
use crate::emulator::world::Strike;
use crate::model::environment::{API_ROOT, ORDER_MANAGEMENT_ROOT};
use crate::model::fault::RequestFault;
use crate::model::operation::Operation;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// The paths that may be struck.
const ROOTS: [&str; 2] = [API_ROOT, ORDER_MANAGEMENT_ROOT];

/// Lets the faults of the world strike the request.
pub(super) async fn strike(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if !may_be_struck(&shared, &request) {
        return next.run(request).await;
    }
    let operation = operation(&request);
    let strikes = shared.transition(move |world| world.strike_request(operation)).await.unwrap_or_default();
    if strikes.is_empty() {
        return next.run(request).await;
    }
    let latency: Duration =
        strikes.iter().filter(|strike| strike.fault == RequestFault::Latency).map(|strike| strike.delay).sum();
    let other = strikes.into_iter().find(|strike| strike.fault != RequestFault::Latency);
    let response = match other {
        Some(strike) => suffer(strike, request, next).await,
        None => next.run(request).await,
    };
    // After the work: a client that does not wait for it leaves the work done.
    tokio::time::sleep(latency).await;
    response
}

/// Where the file can't be used, the handler says so.
fn may_be_struck(shared: &Shared, request: &Request) -> bool {
    let path = request.uri().path();
    let world = shared.world();
    ROOTS.iter().any(|root| is_under(root, path))
        && world.has_faults().unwrap_or(false)
        && world.may_strike(operation(request)).unwrap_or(false)
}

fn operation(request: &Request) -> Option<Operation> {
    operations::find(request.method(), request.uri().path())
}

async fn suffer(strike: Strike, request: Request, next: Next) -> Response {
    // Asked without a connection, there is nothing to cut: the answer that nobody should see is seen.
    let switch = request.extensions().get().map_or_else(Switch::default, |ConnectInfo(switch)| Switch::clone(switch));
    let path = request.uri().path().to_owned();
    match strike.fault {
        RequestFault::Latency => next.run(request).await,
        RequestFault::LostAnswer => {
            next.run(request).await;
            switch.close();
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        RequestFault::Reset => {
            switch.reset();
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        RequestFault::RateLimit => answers::rate_limit(&path, strike.delay),
        RequestFault::ServerError => answers::server_error(&path),
        RequestFault::Unavailable => answers::unavailable(&path),
        RequestFault::Firewall => answers::firewall(),
        RequestFault::CutBody => cut::in_the_middle(next.run(request).await).await,
        RequestFault::NotJson => {
            next.run(request).await;
            answers::not_json()
        }
    }
}
