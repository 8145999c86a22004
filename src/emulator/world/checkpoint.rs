//! Moves what was committed from SQLite's log into the file, beside the transitions instead of inside every so-manieth
//! of them. It decides nothing about what is kept: a commit is safe as soon as it is in the log.

use super::open::{self, OpenError};
use super::{World, WorldError};
use rusqlite::Connection;
use std::path::Path;

/// A connection of its own, for a thread of its own.
pub struct Checkpointer(Connection);

impl World {
    /// What keeps the log of this folder's world short. The world has to be there already.
    pub fn checkpointer(folder: &Path) -> Result<Checkpointer, OpenError> {
        open::connect_to(folder).map(Checkpointer)
    }
}

impl Checkpointer {
    /// Moves as much as nobody is reading; waits for nobody, and nobody waits for it.
    pub fn run(&self) -> Result<(), WorldError> {
        Ok(self.0.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |_| Ok(()))?)
    }
}
