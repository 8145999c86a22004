//! The emulated account: its state, and the transitions between states, over one SQLite file.
//!
//! Every transition is one immediate transaction, so several processes may share the file and each change has happened
//! whole or not at all, also after `kill -9`. This room is the only user of rusqlite beside the journal, and it must
//! never know of HTTP: what it refuses is a [`WorldError`], which others translate.

mod checkpoint;
mod clock;
mod devices;
mod enrollments;
mod error;
mod faults;
mod fields;
mod group;
mod list;
mod locations;
mod open;
mod orders;
mod outbox;
mod pace;
mod phone;
mod rows;
mod schema;
mod seed;
mod seeded;
mod sessions;
mod status;

pub use checkpoint::Checkpointer;
pub use clock::{Clock, Ids, RandomIds, ScaledClock, SystemClock};
pub use error::WorldError;
pub use faults::Strike;
pub use list::{EnrollmentFilter, Filter, PageRequest};
pub use open::{FILE_NAME, OpenError, PATIENCE};
pub use orders::OrderAnswer;
pub use outbox::{Attempt, Delivery, DeliveryFilter, DeliveryStatus, Destination, DestinationState, Due, PastAttempt};
pub use status::{Counts, Status};

use group::Group;
use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// The account. Plain and synchronous.
pub struct World {
    store: Connection,
    clock: ScaledClock<Box<dyn Clock + Send>>,
    seen: pace::Seen,
    ids: Box<dyn Ids + Send>,
    group: Group,
}

/// What the work of one transition may use: the open transaction, its moment, and new ids.
struct Transition<'a> {
    store: &'a Connection,
    now: Timestamp,
    ids: &'a mut dyn Ids,
}

impl World {
    /// Opens the account in `folder`, or begins one there. Never replaces or deletes a file.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        Self::open_with(folder, Box::new(SystemClock), Box::new(RandomIds))
    }

    /// The same with a clock and ids of the caller's choice.
    pub fn open_with(
        folder: &Path,
        clock: Box<dyn Clock + Send>,
        mut ids: Box<dyn Ids + Send>,
    ) -> Result<Self, OpenError> {
        let (clock, seen) = (ScaledClock::new(clock, 1), pace::Seen::default());
        let store = open::open(folder, &clock, &seen, &mut *ids)?;
        Ok(Self { store, clock, seen, ids, group: Group::None })
    }

    /// The moment that it is now, in the world.
    pub fn now(&self) -> Timestamp {
        // A file that can't be read has another way of saying so: time goes on as it went.
        let _ = self.seen.follow(&self.store, &self.clock);
        self.clock.now()
    }

    /// Does `work` in one transaction, or as a step of the open group's. The lock is taken before the clock is read, so that
    /// times never run backwards.
    fn transition<T>(
        &mut self,
        work: impl FnOnce(&mut Transition<'_>) -> Result<T, WorldError>,
    ) -> Result<T, WorldError> {
        match &self.group {
            Group::None => {}
            Group::Fresh => return self.first_step(work),
            Group::Open => return self.step(work),
            Group::Lost(error) => return Err(error.clone()),
        }
        let transaction = self.store.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.seen.follow(&transaction, &self.clock)?;
        let answer = Transition::run(&transaction, self.clock.now(), &mut *self.ids, work)?;
        transaction.commit()?;
        Ok(answer)
    }
}

impl Transition<'_> {
    /// Does `work` inside the open transaction of `store`.
    fn run<T>(
        store: &Connection,
        now: Timestamp,
        ids: &mut dyn Ids,
        work: impl FnOnce(&mut Transition<'_>) -> Result<T, WorldError>,
    ) -> Result<T, WorldError> {
        ids.resume(store)?;
        let answer = work(&mut Transition { store, now, ids: &mut *ids })?;
        ids.keep(store)?;
        Ok(answer)
    }
}

#[cfg(test)]
mod tests;
