//! An emulator at work: the API over HTTP, and the outbox that tells of what happens, from one world.
//!
//! Callers own the port, the world and the moment to end; nothing here listens for signals or prints.

use super::http::{self, Plays};
use super::outbox::Outbox;
use super::presence::Presence;
use super::shared::Shared;
use super::world::{Checkpointer, OpenError, World};
use crate::webhook::deliver::Deliverer;
use std::io;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// How often the log is moved into the file.
const CHECKPOINTS: Duration = Duration::from_millis(50);

/// Serves until it is ended.
pub struct Server {
    http: JoinHandle<io::Result<()>>,
    stop: oneshot::Sender<()>,
    outbox: Outbox,
    presence: Presence,
    _checkpoints: Option<mpsc::Sender<()>>,
}

impl Server {
    /// Begins to serve the world of `folder`, which is `shared`.
    pub fn start(
        listener: TcpListener,
        shared: Shared,
        folder: &Path,
        plays: Plays,
        deliverer: Deliverer,
    ) -> Result<Self, OpenError> {
        let presence = Presence::announce(folder)?;
        let checkpointer = World::checkpointer(folder)?;
        let (stop, stopped) = oneshot::channel();
        let outbox = Outbox::start(shared.clone(), deliverer);
        let http = tokio::spawn(http::serve(listener, shared, plays, async move { drop(stopped.await) }));
        Ok(Self { http, stop, outbox, presence, _checkpoints: keep_short(checkpointer) })
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

/// Runs until what it gives is dropped. Without a thread the transitions move the log themselves, when it is long.
fn keep_short(checkpointer: Checkpointer) -> Option<mpsc::Sender<()>> {
    let (alive, ends) = mpsc::channel();
    let thread = std::thread::Builder::new().name("checkpoints".to_owned()).spawn(move || {
        while ends.recv_timeout(CHECKPOINTS) == Err(RecvTimeoutError::Timeout) {
            // What can't be moved now stays in the log, where it is as safe.
            let _ = checkpointer.run();
        }
    });
    thread.is_ok().then_some(alive)
}
