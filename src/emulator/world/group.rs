//! Several transitions in one transaction, for callers that have several at hand: each by itself has happened whole or
//! not at all, and they are kept together. SQLite then writes the pages that they share once.
//!
//! What was done in a group must not be told to anybody before it is known to be kept.

use super::{Clock, Transition, World, WorldError};
use std::mem;

/// How transitions are kept.
#[derive(Default)]
pub(super) enum Group {
    /// Each on its own.
    #[default]
    None,
    /// With the others of the group.
    Open,
    /// Not at all: the group's transaction is lost, and this is why.
    Lost(WorldError),
}

impl World {
    /// Does `work`, whose transitions are kept together: at the end of it, or not at all when there is an error beside
    /// its answer. Transitions of other processes come before all of it, or after.
    pub fn together<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> (T, Result<(), WorldError>) {
        self.group = match self.store.execute_batch("BEGIN IMMEDIATE") {
            Ok(()) => Group::Open,
            Err(error) => Group::Lost(error.into()),
        };
        let group = OpenGroup(self);
        let answer = work(&mut *group.0);
        (answer, group.keep())
    }

    /// One transition of an open group.
    pub(super) fn step<T>(
        &mut self,
        work: impl FnOnce(&mut Transition<'_>) -> Result<T, WorldError>,
    ) -> Result<T, WorldError> {
        let savepoint = self.store.savepoint()?;
        self.seen.follow(&savepoint, &self.clock)?;
        let answer = Transition::run(&savepoint, self.clock.now(), &mut *self.ids, work)
            .and_then(|answer| Ok(savepoint.commit().map(|()| answer)?));
        // Some faults, a full disk among them, make SQLite roll back everything, also the steps before.
        if let Err(error) = &answer
            && self.store.is_autocommit()
        {
            self.group = Group::Lost(error.clone());
        }
        answer
    }
}

/// Rolled back unless it is kept, also by a panic.
struct OpenGroup<'a>(&'a mut World);

impl OpenGroup<'_> {
    fn keep(self) -> Result<(), WorldError> {
        match mem::take(&mut self.0.group) {
            Group::Lost(error) => Err(error),
            Group::None | Group::Open => Ok(self.0.store.execute_batch("COMMIT")?),
        }
    }
}

impl Drop for OpenGroup<'_> {
    fn drop(&mut self) {
        self.0.group = Group::None;
        if !self.0.store.is_autocommit() {
            // Where even this fails, the next transaction does, and says why.
            let _ = self.0.store.execute_batch("ROLLBACK");
        }
    }
}
