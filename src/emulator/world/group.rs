//! Several transitions in one transaction, for callers that have several at hand: each by itself has happened whole or
//! not at all, and they are kept together. SQLite then writes the pages that they share once.
//!
//! What was done in a group must not be told to anybody before it is known to be kept.

use super::open::PATIENCE;
use super::pace::Seen;
use super::{Clock, Transition, World, WorldError};
use rusqlite::ErrorCode;
use std::mem;
use std::time::Duration;

/// Takes the lock before anything is read.
const BEGIN: &str = "BEGIN IMMEDIATE";

/// How transitions are kept.
#[derive(Default)]
pub(super) enum Group {
    /// Each on its own.
    #[default]
    None,
    /// With the others of the group, of which none was kept before.
    Fresh,
    /// With the others of the group.
    Open,
    /// Not at all: the group's transaction is lost, and this is why.
    Lost(WorldError),
}

impl World {
    /// Does `work`, whose transitions are kept together: at the end of it, or not at all when there is an error beside
    /// its answer. Transitions of other processes come before all of it, or after.
    ///
    /// Waits for nobody: when another process has the file just now, nothing is done, and there is no answer.
    pub fn together<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> Option<(T, Result<(), WorldError>)> {
        self.group = match self.begin_at_once() {
            Ok(()) => Group::Fresh,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => return None,
            Err(error) => Group::Lost(error.into()),
        };
        let group = OpenGroup(self);
        let answer = work(&mut *group.0);
        Some((answer, group.keep()))
    }

    fn begin_at_once(&self) -> rusqlite::Result<()> {
        self.store.busy_timeout(Duration::ZERO)?;
        let begun = self.store.execute_batch(BEGIN);
        self.store.busy_timeout(PATIENCE)?;
        begun
    }

    /// The first transition of an open group: there is nothing before it that could be lost with it, so it needs no
    /// savepoint, and one that is alone costs what it does without a group.
    pub(super) fn first_step<T>(
        &mut self,
        work: impl FnOnce(&mut Transition<'_>) -> Result<T, WorldError>,
    ) -> Result<T, WorldError> {
        self.seen.follow(&self.store, &self.clock)?;
        let answer = Transition::run(&self.store, self.clock.now(), &mut *self.ids, work);
        self.group = match answer {
            Ok(_) => Group::Open,
            Err(_) => self.begin_again().map_or_else(|error| Group::Lost(error.into()), |()| Group::Fresh),
        };
        answer
    }

    fn begin_again(&self) -> rusqlite::Result<()> {
        if !self.store.is_autocommit() {
            self.store.execute_batch("ROLLBACK")?;
        }
        self.store.execute_batch(BEGIN)
    }

    /// Any other transition of an open group.
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
        let kept = match mem::take(&mut self.0.group) {
            Group::Lost(error) => Err(error),
            Group::None | Group::Fresh | Group::Open => self.0.store.execute_batch("COMMIT").map_err(WorldError::from),
        };
        if kept.is_err() {
            // The pace may have been that of a step which is lost.
            self.0.seen = Seen::default();
        }
        kept
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
