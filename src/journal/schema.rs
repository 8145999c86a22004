//! The tables of the journal, as they grew. A step that was released is never changed again.

use crate::store::{Kind, Reason};
use rusqlite::Connection;

/// The file's name in the state folder.
pub const FILE_NAME: &str = "journal.db";

/// What waits for the disk at every commit.
pub(super) const DURABLE: &str = "FULL";

/// `application_id` is "ippJ". The file itself, and each attempt before it is sent, have to survive a power cut: they may be
/// all that is known of a payment.
pub(super) const JOURNAL: Kind = Kind {
    file_name: FILE_NAME,
    application_id: 0x6970_704a,
    version: 2,
    durable: true,
    checkpoint: 1_000,
    statements: 32,
};

/// Takes the tables from the format `found` to the newest.
pub(super) fn grow(store: &Connection, found: i32) -> Result<(), Reason> {
    if found < 1 {
        store.execute_batch(FIRST)?;
    }
    if found < 2 {
        store.execute_batch(SECOND)?;
    }
    Ok(())
}

/// Times are UTC with three decimals, so that their order is that of their texts. Numbers are never used twice, because
/// people keep them. `address` is null for the emulator inside the process, `mark` where it had to be left out.
const FIRST: &str = "
    CREATE TABLE attempts (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        began_at TEXT NOT NULL,
        standing TEXT NOT NULL,
        session_id TEXT COLLATE NOCASE,
        status TEXT,
        why TEXT,
        profile TEXT,
        environment TEXT NOT NULL,
        address TEXT,
        merchant_id TEXT,
        device_id TEXT NOT NULL COLLATE NOCASE,
        device_name TEXT,
        location_id TEXT,
        amount INTEGER NOT NULL,
        currency TEXT NOT NULL,
        reference1 TEXT,
        reference2 TEXT,
        started_at TEXT NOT NULL,
        mark TEXT UNIQUE,
        body_sha256 TEXT NOT NULL
    ) STRICT;
    CREATE INDEX attempt_reference ON attempts (reference1) WHERE reference1 IS NOT NULL;
    CREATE INDEX attempt_device ON attempts (device_id, amount, began_at)
        WHERE standing IN ('sending', 'unknown', 'open');
    CREATE INDEX attempt_session ON attempts (session_id) WHERE session_id IS NOT NULL;
    CREATE INDEX attempt_undecided ON attempts (standing, number) WHERE standing IN ('sending', 'unknown', 'open');
    CREATE TABLE sightings (
        number INTEGER PRIMARY KEY,
        attempt INTEGER NOT NULL REFERENCES attempts (number),
        at TEXT NOT NULL,
        what TEXT NOT NULL,
        by TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sighting_attempt ON sightings (attempt, number);
";

/// `step` names the step of a scenario that has asked for it, after the scenario's run: `1f2e3d4c/` and `1f2e3d4c/9a8b7c6d/`.
const SECOND: &str = "
    ALTER TABLE attempts ADD COLUMN step TEXT;
    CREATE INDEX attempt_step ON attempts (step) WHERE step IS NOT NULL;
";
