//! Ids that come out the same in every new world of one seed, so that two runs can be compared line by line.
//!
//! How far the ids of a seed have come stands in the file, and moves in the transaction that takes them: whoever goes on
//! with the same seed, later or at the same time, never gets one that was given.

use super::clock::{Ids, SystemClock};
use super::{OpenError, World, WorldError};
use fastrand::Rng;
use rusqlite::{Connection, OptionalExtension};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use uuid::{Builder, Uuid};

/// Random UUIDs that a seed decides.
struct SeededIds {
    seed: u64,
    rng: Rng,
    kept: Option<u64>,
}

impl Ids for SeededIds {
    fn next(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        self.rng.fill(&mut bytes);
        Builder::from_random_bytes(bytes).into_uuid()
    }

    fn resume(&mut self, store: &Connection) -> Result<(), WorldError> {
        let kept: Option<i64> = store
            .prepare_cached("SELECT state FROM streams WHERE seed = ?1")?
            .query_row([self.seed.cast_signed()], |row| row.get(0))
            .optional()?;
        self.kept = kept.map(i64::cast_unsigned);
        self.rng.seed(self.kept.map_or_else(|| seed_from_here(self.seed, store), Ok)?);
        Ok(())
    }

    fn keep(&mut self, store: &Connection) -> Result<(), WorldError> {
        let state = self.rng.get_seed();
        if self.kept != Some(state) {
            store
                .prepare_cached("INSERT OR REPLACE INTO streams (seed, state) VALUES (?1, ?2)")?
                .execute((self.seed.cast_signed(), state.cast_signed()))?;
        }
        Ok(())
    }
}

impl World {
    /// Opens the account in `folder`, or begins one, and takes every new id from `seed`.
    pub fn open_seeded(folder: &Path, seed: u64) -> Result<Self, OpenError> {
        let ids = SeededIds { seed, rng: Rng::with_seed(seed), kept: None };
        Self::open_with(folder, Box::new(SystemClock), Box::new(ids))
    }
}

/// Where a seed begins in a world that began without it: not where it began in another one, because an earlier version
/// may have given those ids here and not have kept how far it came.
fn seed_from_here(seed: u64, store: &Connection) -> Result<u64, WorldError> {
    let mut hasher = DefaultHasher::new();
    seed.hash(&mut hasher);
    for table in ["locations", "devices", "enrollments", "sessions", "events"] {
        let last: Option<i64> =
            store.prepare_cached(&format!("SELECT max(number) FROM {table}"))?.query_row((), |row| row.get(0))?;
        last.hash(&mut hasher);
    }
    Ok(hasher.finish())
}
