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

pub use attempt::{Attempt, NewAttempt, Scope, Sighting, Standing, address};
pub use error::Error;
pub use mark::Mark;
pub use read::{Filter, Which};
pub use schema::FILE_NAME;
pub use write::{Begun, Seen};

use crate::store;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// How what becomes of an attempt is kept. A power cut may take the last of it, and what is left says unknown, which is true.
const LATER: &str = "NORMAL";

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
