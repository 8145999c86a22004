//! The tables of objects, and the few statements that read and write one row.
//!
//! All tables are alike: the object as the API shows it in JSON, its id, the order of creation, and when it lapses by
//! itself. The JSON is the only truth about an object; nothing else of it is kept in columns that could disagree.

use super::WorldError;
use jiff::Timestamp;
use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A kind of object.
#[derive(Clone, Copy)]
pub(super) enum Table {
    Locations,
    Enrollments,
    Devices,
    Sessions,
    Orders,
}

impl Table {
    /// Those of version 1.
    const FIRST: [Self; 4] = [Self::Locations, Self::Enrollments, Self::Devices, Self::Sessions];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Locations => "locations",
            Self::Enrollments => "enrollments",
            Self::Devices => "devices",
            Self::Sessions => "sessions",
            Self::Orders => "orders",
        }
    }

    /// One of them, in the words of a refusal.
    fn noun(self) -> &'static str {
        match self {
            Self::Locations => "location",
            Self::Enrollments => "enrollment",
            Self::Devices => "device",
            Self::Sessions => "session",
            Self::Orders => "order",
        }
    }
}

/// `lapses_at`: milliseconds since 1970, null when the object does not end by itself (any more).
pub(super) fn create_tables(store: &Connection) -> rusqlite::Result<()> {
    for table in Table::FIRST.map(Table::name) {
        store.execute_batch(&format!(
            "CREATE TABLE {table} (
                 number INTEGER PRIMARY KEY,
                 id TEXT NOT NULL UNIQUE,
                 lapses_at INTEGER,
                 object TEXT NOT NULL
             ) STRICT;"
        ))?;
    }
    store.execute_batch("CREATE INDEX lapsing ON enrollments (lapses_at) WHERE lapses_at IS NOT NULL;")
}

/// The object, or a refusal that names it.
pub(super) fn read<T: DeserializeOwned>(store: &Connection, table: Table, id: &str) -> Result<T, WorldError> {
    read_lapsing(store, table, id).map(|(object, _)| object)
}

/// The object, and when it lapses by itself: milliseconds since 1970.
pub(super) fn read_lapsing<T: DeserializeOwned>(
    store: &Connection,
    table: Table,
    id: &str,
) -> Result<(T, Option<i64>), WorldError> {
    let mut statement =
        store.prepare_cached(&format!("SELECT object, lapses_at FROM {} WHERE id = ?1", table.name()))?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or_else(|| WorldError::NotFound { what: table.noun(), id: id.to_owned() })?;
    let object = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    Ok((serde_json::from_str(object)?, row.get(1)?))
}

/// Whether there is such an object, with a refusal when there is none.
pub(super) fn require(store: &Connection, table: Table, id: &str) -> Result<(), WorldError> {
    let found = store.prepare_cached(&format!("SELECT 1 FROM {} WHERE id = ?1", table.name()))?.exists([id])?;
    found.then_some(()).ok_or_else(|| WorldError::NotFound { what: table.noun(), id: id.to_owned() })
}

/// Adds the object.
pub(super) fn insert<T: Serialize>(
    store: &Connection,
    table: Table,
    id: &str,
    object: &T,
    lapses_at: Option<Timestamp>,
) -> Result<(), WorldError> {
    let object = serde_json::to_string(object)?;
    store
        .prepare_cached(&format!("INSERT INTO {} (id, object, lapses_at) VALUES (?1, ?2, ?3)", table.name()))?
        .execute((id, object, lapses_at.map(Timestamp::as_millisecond)))?;
    Ok(())
}

/// Writes the object anew; `ended` says that it will not lapse by itself any more.
pub(super) fn replace<T: Serialize>(
    store: &Connection,
    table: Table,
    id: &str,
    object: &T,
    ended: bool,
) -> Result<(), WorldError> {
    let object = serde_json::to_string(object)?;
    store
        .prepare_cached(&format!(
            "UPDATE {} SET object = ?2, lapses_at = iif(?3, NULL, lapses_at) WHERE id = ?1",
            table.name()
        ))?
        .execute((id, object, ended))?;
    Ok(())
}

/// Removes the object.
pub(super) fn remove(store: &Connection, table: Table, id: &str) -> Result<(), WorldError> {
    let removed = store.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", table.name()))?.execute([id])?;
    (removed > 0).then_some(()).ok_or_else(|| WorldError::NotFound { what: table.noun(), id: id.to_owned() })
}
