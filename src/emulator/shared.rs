//! The world as one process shares it: between the handlers of requests, and the outbox that tells of what they did.
//!
//! It is used without leaving the async thread: a transition takes microseconds, and only one can write at a time. At
//! worst it waits for another process's transition, which takes as little.

use super::world::World;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// Cheap to clone; clones share the world.
#[derive(Clone)]
pub struct Shared {
    world: Arc<Mutex<World>>,
    changes: Arc<Notify>,
}

impl Shared {
    /// Takes the world.
    pub fn new(world: World) -> Self {
        Self { world: Arc::new(Mutex::new(world)), changes: Arc::new(Notify::new()) }
    }

    /// A panic elsewhere can't have left the world half changed: its transaction was rolled back.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that something may have happened that callbacks tell of.
    pub fn has_changed(&self) {
        self.changes.notify_one();
    }

    /// Waits until somebody says so.
    pub(super) async fn change(&self) {
        self.changes.notified().await;
    }
}
