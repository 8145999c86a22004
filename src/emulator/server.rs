//! An emulator at work: the API over HTTP, and the outbox that tells of what happens, from one world.
//!
//! Callers own the port, the world and the moment to end; nothing here listens for signals or prints.

use super::http::{self, Plays};
use super::outbox::Outbox;
use super::presence::Presence;
use super::shared::Shared;
use super::world::World;
use crate::webhook::deliver::Deliverer;
use std::io;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Serves until it is ended.
pub struct Server {
    http: JoinHandle<io::Result<()>>,
    stop: oneshot::Sender<()>,
    outbox: Outbox,
    presence: Presence,
}

impl Server {
    /// Begins to serve the world of `folder`.
    pub fn start(
        listener: TcpListener,
        world: World,
        folder: &Path,
        plays: Plays,
        deliverer: Deliverer,
    ) -> io::Result<Self> {
        let presence = Presence::announce(folder)?;
        let shared = Shared::new(world);
        let (stop, stopped) = oneshot::channel();
        let outbox = Outbox::start(shared.clone(), deliverer);
        let http = tokio::spawn(http::serve(listener, shared, plays, async move { drop(stopped.await) }));
        Ok(Self { http, stop, outbox, presence })
    }

    /// Takes nothing new, answers what was asked, and finishes the deliveries on their way; each for at most `limit`.
    /// What can't be finished is kept in the world.
    pub async fn end(self, limit: Duration) {
        // Whoever has gone already needs no word, and a lock that stays goes with the process.
        let _ = (self.stop.send(()), self.presence.withdraw());
        let http = self.http.abort_handle();
        if tokio::time::timeout(limit, self.http).await.is_err() {
            http.abort();
        }
        self.outbox.finish(limit).await;
    }
}
