//! How fast the world's time goes. It is kept in the file, so that every process that has it open sees the same time.
//!
//! A look at SQLite's counter of what other connections have written costs next to nothing; only when it has moved is
//! the pace read again.

use super::clock::{Clock, Pace, ScaledClock};
use super::{World, WorldError};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::cell::Cell;

/// What the file's counter showed when the pace was last read.
#[derive(Default)]
pub(super) struct Seen(Cell<Option<i64>>);

impl World {
    /// How many times as fast as the machine's the world's time goes.
    pub fn time_scale(&self) -> i32 {
        // As with the time itself.
        let _ = self.seen.follow(&self.store, &self.clock);
        self.clock.scale()
    }

    /// From now on the world's time goes `scale` times as fast as the machine's: for everything that lapses, is retried
    /// or told. It never jumps, and goes back only by a reset, in this process and in every other that has the world open.
    pub fn set_time_scale(&mut self, scale: i32) -> Result<(), WorldError> {
        if scale < 1 {
            return Err(WorldError::invalid("time_scale", "must be at least 1"));
        }
        let transaction = self.store.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.seen.follow(&transaction, &self.clock)?;
        let (outside, inside) = self.clock.moment();
        transaction
            .prepare_cached("INSERT OR REPLACE INTO pace (number, outside, inside, scale) VALUES (1, ?1, ?2, ?3)")?
            .execute((outside.to_string(), inside.to_string(), scale))?;
        transaction.commit()?;
        self.clock.set_pace(Pace { outside, inside, scale });
        Ok(())
    }
}

impl Seen {
    /// Makes the clock go as the file says, if anything may have changed since the last time.
    pub(super) fn follow<C: Clock>(&self, store: &Connection, clock: &ScaledClock<C>) -> rusqlite::Result<()> {
        let version = store.prepare_cached("PRAGMA data_version")?.query_row((), |row| row.get(0))?;
        if self.0.get() != Some(version) {
            resume(store, clock)?;
            self.0.set(Some(version));
        }
        Ok(())
    }
}

fn resume<C: Clock>(store: &Connection, clock: &ScaledClock<C>) -> rusqlite::Result<()> {
    let moment = |text: String| text.parse().map_err(|_| rusqlite::Error::InvalidQuery);
    let pace = store
        .prepare_cached("SELECT outside, inside, scale FROM pace")?
        .query_row((), |row| {
            Ok(Pace { outside: moment(row.get(0)?)?, inside: moment(row.get(1)?)?, scale: row.get(2)? })
        })
        .optional()?;
    clock.set_pace(pace.unwrap_or_else(|| clock.plain()));
    Ok(())
}
