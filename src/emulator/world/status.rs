//! What is in the world, in numbers, and the way back to its beginning.

use super::{World, WorldError, seed};
use rusqlite::{Connection, ToSql};
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
}

impl World {
    /// Counts everything, at one moment.
    pub fn status(&self) -> Result<Status, WorldError> {
        let moment = self.store.unchecked_transaction()?;
        let count = |table: &str| {
            moment.prepare_cached(&format!("SELECT count(*) FROM {table}"))?.query_row((), |row| row.get(0))
        };
        let now = self.now().as_millisecond();
        Ok(Status {
            locations: count("locations")?,
            devices: count("devices")?,
            enrollments: counts(&moment, "enrollments", LAPSING, &[&now])?,
            sessions: counts(&moment, "sessions", LAPSING, &[&now])?,
            deliveries: counts(&moment, "deliveries", "status", &[])?,
        })
    }

    /// Back to the beginning, in one transaction: one shop, one simulated phone, nothing else. What was set up around
    /// the world stays: where callbacks go, what signs them, and how fast time goes.
    pub fn reset(&mut self) -> Result<(), WorldError> {
        self.transition(|step| {
            step.store.execute_batch(&CLEARED.map(|table| format!("DELETE FROM {table};")).concat())?;
            seed::begin(step)
        })
    }
}

/// The status of an object that may have lapsed without anybody having looked; `?1` is now.
const LAPSING: &str = "iif(lapses_at <= ?1, 'EXPIRED', object ->> '$.status')";

/// What a reset empties.
const CLEARED: [&str; 9] =
    ["locations", "devices", "enrollments", "sessions", "events", "deliveries", "attempts", "orders", "answers"];

fn counts(store: &Connection, table: &str, status: &str, now: &[&dyn ToSql]) -> Result<Counts, WorldError> {
    let mut statement =
        store.prepare_cached(&format!("SELECT {status} AS stands, count(*) FROM {table} GROUP BY stands"))?;
    Ok(statement.query_map(now, |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}
