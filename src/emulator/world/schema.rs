//! The tables, as they grew: one step a version, so that a file of any earlier version becomes one of this.
//!
//! A new file goes through the same steps as an old one. A step that was released is never changed again.

use super::{Transition, WorldError};
use super::{outbox::secrets, rows};

/// The schema's version (`PRAGMA user_version`).
pub(super) const VERSION: i32 = 5;

/// Takes the tables from version `found` to [`VERSION`], inside the transaction of `step`.
pub(super) fn upgrade(step: &mut Transition<'_>, found: i32) -> Result<(), WorldError> {
    if found < 1 {
        rows::create_tables(step.store)?;
    }
    if found < 2 {
        step.store.execute_batch(CALLBACKS)?;
        secrets::begin(step)?;
        make_orders(step)?;
    }
    if found < 3 {
        step.store.execute_batch(FAULTS)?;
    }
    if found < 4 {
        step.store.execute_batch(SHARES)?;
    }
    if found < 5 {
        step.store.execute_batch(TURNS)?;
    }
    Ok(())
}

/// Version 1 gave paid sessions an order's id, and no order.
fn make_orders(step: &mut Transition<'_>) -> Result<(), WorldError> {
    let store = step.store;
    let mut paid = store.prepare("SELECT object FROM sessions WHERE object ->> '$.status' = 'FINALIZED'")?;
    for object in paid.query_map((), |row| row.get::<_, String>(0))? {
        step.make_order(&serde_json::from_str(&object?)?, None)?;
    }
    Ok(())
}

/// Version 2: events with their deliveries, orders, phones that can be offline, and a clock that can run faster.
///
/// Times are milliseconds since 1970. A delivery waits while `due_at` is set: until its next try, or until the lease of
/// the process that has it runs out. Its number is never used twice, also not after a reset, so that a late answer
/// can't be taken for that of another delivery. The expressions are indexed because the JSON stays the only truth.
pub(super) const CALLBACKS: &str = "
    CREATE TABLE events (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        type TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE destinations (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('active', 'stopped', 'removed'))
    ) STRICT;
    CREATE TABLE deliveries (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        event INTEGER NOT NULL,
        destination INTEGER NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('pending', 'delivered', 'given_up')),
        tries INTEGER NOT NULL DEFAULT 0,
        due_at INTEGER
    ) STRICT;
    CREATE INDEX delivery_due ON deliveries (due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX delivery_status ON deliveries (status);
    CREATE INDEX delivery_waiting ON deliveries (destination) WHERE status = 'pending';
    CREATE TABLE attempts (
        delivery INTEGER NOT NULL,
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        status INTEGER,
        error TEXT,
        milliseconds INTEGER NOT NULL,
        PRIMARY KEY (delivery, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE secrets (
        number INTEGER PRIMARY KEY,
        secret TEXT NOT NULL,
        signs_until INTEGER
    ) STRICT;
    CREATE TABLE pace (
        number INTEGER PRIMARY KEY CHECK (number = 1),
        outside TEXT NOT NULL,
        inside TEXT NOT NULL,
        scale INTEGER NOT NULL CHECK (scale > 0)
    ) STRICT;
    CREATE TABLE orders (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        lapses_at INTEGER,
        object TEXT NOT NULL
    ) STRICT;
    CREATE TABLE answers (
        key TEXT PRIMARY KEY,
        answer TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE devices ADD COLUMN offline INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX enrollment_code ON enrollments (object ->> '$.enrollment_code');
    CREATE INDEX session_status ON sessions (object ->> '$.status', lapses_at);
    CREATE INDEX session_open ON sessions (object ->> '$.device_id') WHERE lapses_at IS NOT NULL;
";

/// Version 3: faults, and what they have done to deliveries.
///
/// A delivery with `held_for` waits for the next of that session, and for nobody once its time is up; one that `follows`
/// another is not due before that one was attempted.
const FAULTS: &str = "
    CREATE TABLE faults (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        fault TEXT NOT NULL,
        seen INTEGER NOT NULL DEFAULT 0,
        struck INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    ALTER TABLE deliveries ADD COLUMN fault TEXT;
    ALTER TABLE deliveries ADD COLUMN held_for TEXT;
    ALTER TABLE deliveries ADD COLUMN follows INTEGER;
    CREATE INDEX delivery_held ON deliveries (held_for) WHERE held_for IS NOT NULL;
    CREATE INDEX delivery_following ON deliveries (follows) WHERE follows IS NOT NULL;
";

/// Version 4: what is due at one destination is found without a look at what waits for the others.
const SHARES: &str = "
    CREATE INDEX delivery_share ON deliveries (destination, due_at) WHERE due_at IS NOT NULL;
";

/// Version 5: how far the ids of each seed have come, and which deliveries are on their way.
///
/// `leased_for` is the session of a delivery that somebody has taken, until the attempt has ended; one that was
/// `asked_again` meanwhile is due again then.
const TURNS: &str = "
    CREATE TABLE streams (
        seed INTEGER PRIMARY KEY,
        state INTEGER NOT NULL
    ) STRICT;
    ALTER TABLE deliveries ADD COLUMN leased_for TEXT;
    ALTER TABLE deliveries ADD COLUMN asked_again INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX delivery_leased ON deliveries (leased_for, destination) WHERE leased_for IS NOT NULL;
";
