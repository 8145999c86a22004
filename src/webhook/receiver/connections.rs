//! Connections: so many at once, each for as long as it keeps to the limits of time.

use super::{Desk, whole};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

/// How long it waits when the system gives no more connections.
const PAUSE: Duration = Duration::from_millis(100);

/// Takes connections until it is stopped, and then waits for those that are there.
pub(super) async fn accept(listener: TcpListener, desk: Arc<Desk>, mut stopped: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(desk.limits.connections));
    let (mut open, each) = (JoinSet::new(), stopped.clone());
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.ok()?;
            Some((listener.accept().await, place))
        };
        tokio::select! {
            next = next => match next {
                Some((Ok((stream, _)), place)) => {
                    open.spawn(serve(stream, place, Arc::clone(&places), Arc::clone(&desk), each.clone()));
                }
                // Out of file descriptors, or the connection has gone already.
                Some((Err(_), _)) => tokio::time::sleep(PAUSE).await,
                None => break,
            },
            () = told(&mut stopped) => break,
            Some(_) = open.join_next() => {}
        }
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}

async fn serve(
    stream: TcpStream,
    place: OwnedSemaphorePermit,
    places: Arc<Semaphore>,
    desk: Arc<Desk>,
    mut stopped: watch::Receiver<bool>,
) {
    // Answers are small and should leave at once. A connection that can't do that still works.
    let _ = stream.set_nodelay(true);
    let head = desk.limits.head;
    let service = service_fn(|request| {
        let (desk, places) = (&desk, &places);
        async move {
            // Somebody waits for this place.
            let response = desk.take(request, places.available_permits() == 0).await;
            Ok::<_, Infallible>(whole(response))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    // What goes wrong on a connection ends it, and nothing else.
    let _ = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(&mut stopped) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    drop(place);
}

/// Waits until it is to stop.
async fn told(stopped: &mut watch::Receiver<bool>) {
    // Nobody can say so any more: that is an end, too.
    drop(stopped.wait_for(|stopped| *stopped).await);
}
