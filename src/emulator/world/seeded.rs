//! Ids that come out the same in every new world of one seed, so that two runs can be compared line by line.

use super::clock::{Ids, SystemClock};
use super::{OpenError, World, WorldError};
use fastrand::Rng;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use uuid::{Builder, Uuid};

/// Random UUIDs that a seed decides.
struct SeededIds(Rng);

impl Ids for SeededIds {
    fn next(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        self.0.fill(&mut bytes);
        Builder::from_random_bytes(bytes).into_uuid()
    }
}

impl World {
    /// Opens the account in `folder`, or begins one, and takes every new id from `seed`.
    pub fn open_seeded(folder: &Path, seed: u64) -> Result<Self, OpenError> {
        let mut world = Self::open_with(folder, Box::new(SystemClock), Box::new(SeededIds(Rng::with_seed(seed))))?;
        if let Ok(seed) = world.seed_from_here(seed) {
            world.ids = Box::new(SeededIds(Rng::with_seed(seed)));
        }
        Ok(world)
    }

    /// The seed of what comes after that which is there: ids that were given are not given again.
    fn seed_from_here(&self, seed: u64) -> Result<u64, WorldError> {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        for table in ["locations", "devices", "enrollments", "sessions", "events"] {
            let last: Option<i64> = self
                .store
                .prepare_cached(&format!("SELECT max(number) FROM {table}"))?
                .query_row((), |row| row.get(0))?;
            last.hash(&mut hasher);
        }
        Ok(hasher.finish())
    }
}
