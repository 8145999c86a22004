//! What is in the world, in numbers, and the way back to its beginning.

use super::{World, WorldError, seed};
use jiff::Timestamp;
use rusqlite::Connection;
use serde::Serialize;
use std::collections::BTreeMap;

/// Numbers by status.
pub type Counts = BTreeMap<String, i64>;

/// What is in the world.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Status {
    /// Shops.
    pub locations: i64,
    /// Phones.
    pub devices: i64,
    /// Pairing codes by status; one that has lapsed counts as expired. Statuses that none has are left out.
    pub enrollments: Counts,
    /// Sessions by status, in the same way.
    pub sessions: Counts,
    /// Deliveries by status: `pending`, `delivered`, `given_up`.
    pub deliveries: Counts,
    /// Faults that may still strike.
    pub faults: usize,
    /// How many times as fast as the machine's its time goes.
    pub time_scale: i32,
    /// The moment that it is in it.
    pub now: Timestamp,
}

impl World {
    /// Counts everything, at one moment.
    pub fn status(&self) -> Result<Status, WorldError> {
        let moment = self.store.unchecked_transaction()?;
        let count = |table: &str| {
            moment.prepare_cached(&format!("SELECT count(*) FROM {table}"))?.query_row((), |row| row.get(0))
        };
        let now = self.now();
        let moment_in_it = now.as_millisecond();
        Ok(Status {
            locations: count("locations")?,
            devices: count("devices")?,
            enrollments: lapsing_counts(&moment, "enrollments", moment_in_it)?,
            sessions: lapsing_counts(&moment, "sessions", moment_in_it)?,
            deliveries: counts(&moment, "deliveries")?,
            faults: self.faults()?.iter().filter(|fault| fault.is_in_force()).count(),
            time_scale: self.time_scale(),
            now,
        })
    }

    /// Back to the beginning, in one transaction: one shop, one simulated phone, nothing else, no faults, and the machine's
    /// own time. What was set up around the world stays: where callbacks go, and what signs them.
    pub fn reset(&mut self) -> Result<(), WorldError> {
        let plain = self.clock.plain();
        self.transition(|step| {
            step.now = plain.inside;
            step.store.execute_batch(&CLEARED.map(|table| format!("DELETE FROM {table};")).concat())?;
            // They sign until a moment of the time that is given up.
            step.store.execute_batch("DELETE FROM secrets WHERE signs_until IS NOT NULL")?;
            seed::begin(step)
        })?;
        self.clock.set_pace(plain);
        Ok(())
    }
}

/// What a reset empties.
const CLEARED: [&str; 11] = [
    "locations",
    "devices",
    "enrollments",
    "sessions",
    "events",
    "deliveries",
    "attempts",
    "orders",
    "answers",
    "faults",
    "pace",
];

fn counts(store: &Connection, table: &str) -> Result<Counts, WorldError> {
    let mut statement = store.prepare_cached(&format!("SELECT status, count(*) FROM {table} GROUP BY status"))?;
    Ok(statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

/// What has lapsed without anybody having looked counts as expired. Written so that an index answers it alone.
fn lapsing_counts(store: &Connection, table: &str, now: i64) -> Result<Counts, WorldError> {
    let mut statement = store.prepare_cached(&format!(
        "SELECT object ->> '$.status', count(*), ifnull(sum(lapses_at <= ?1), 0)
         FROM {table} GROUP BY object ->> '$.status'"
    ))?;
    let mut counts = Counts::new();
    for row in statement.query_map([now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))? {
        let (status, all, lapsed): (String, i64, i64) = row?;
        *counts.entry(status).or_default() += all - lapsed;
        *counts.entry("EXPIRED".to_owned()).or_default() += lapsed;
    }
    counts.retain(|_, count| *count > 0);
    Ok(counts)
}
