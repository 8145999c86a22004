//! The journal: this machine's own record of every payment that it asked for, written before anything was sent.
//!
//! The API has neither an idempotency key nor a list of sessions (D by absence), so this file is what keeps a payment from being
//! asked for twice, and what an answer that was lost is found again by. It holds no secret and no card data. It knows
//! nothing of the API's client: it is told what happened, and never guesses. What it does not know it calls unknown.

mod attempt;
mod error;
mod mark;
mod read;
mod schema;
mod write;

pub use attempt::{Attempt, NewAttempt, Scope, Sighting, Standing, address, reference};
pub use error::Error;
pub use mark::Mark;
pub use read::{Filter, Which};
pub use schema::FILE_NAME;
pub use write::{Begun, Seen};

use crate::store;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How what becomes of an attempt is kept. A power cut may take the last of it, and what is left says unknown, which is true.
const LATER: &str = "NORMAL";

/// How long a new attempt waits for those who are reading, before its row is left in the log.
const READERS_PATIENCE: Duration = Duration::from_millis(250);

/// The record, open. Several processes may have it open at once.
pub struct Journal {
    store: Connection,
    path: PathBuf,
}

impl Journal {
    /// Opens the journal of a state folder, or begins it. Never replaces or deletes a file.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let store = store::open(folder, &schema::JOURNAL, &mut schema::grow)?;
        let journal = Self { store, path: folder.join(FILE_NAME) };
        journal.synchronous(LATER)?;
        Ok(journal)
    }

    /// What is committed in `work` survives a power cut, not only the death of the process.
    fn durably<T>(&self, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        self.synchronous(schema::DURABLE)?;
        let done = work();
        // That later commits wait for the disk as well costs only time.
        let _ = self.synchronous(LATER);
        done
    }

    /// Brings what was committed into the file itself. SQLite takes a log that is damaged or gone for one that ends
    /// earlier, so an attempt must not be left to it. Somebody who reads meanwhile is not waited for long: the attempt is
    /// in the log then, and goes into the file later.
    fn bring_home(&self) {
        let _ = self.store.busy_timeout(READERS_PATIENCE);
        // The attempt is committed and on the disk, whatever comes of this.
        let _ = self.store.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()));
        let _ = self.store.busy_timeout(store::PATIENCE);
    }

    fn synchronous(&self, level: &str) -> Result<(), Error> {
        self.store.pragma_update(None, "synchronous", level).map_err(|error| self.failed(&error))
    }

    /// The same, where there is one already.
    pub fn open_existing(folder: &Path) -> Result<Option<Self>, Error> {
        match folder.join(FILE_NAME).exists() {
            true => Self::open(folder).map(Some),
            false => Ok(None),
        }
    }

    fn failed(&self, error: &rusqlite::Error) -> Error {
        Error::of(&self.path, error)
    }
}

#[cfg(test)]
mod tests;
