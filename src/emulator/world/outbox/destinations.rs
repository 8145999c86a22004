//! Where callbacks go. In the Portal (D) a destination is made by hand; here a command or a test adds it.

use crate::emulator::world::{Transition, World, WorldError};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

/// A URL that callbacks are sent to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Destination {
    /// Stays the same when the URL is added again.
    pub id: String,
    /// `http` or `https`, as it was given.
    pub url: String,
    /// Whether it still gets callbacks.
    pub state: DestinationState,
}

/// Whether a destination gets callbacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DestinationState {
    /// It does.
    Active,
    /// It answered 410, and gets nothing until it is added again (A).
    Stopped,
    /// Somebody removed it, and it gets nothing until it is added again.
    Removed,
}

impl FromSql for DestinationState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "active" => Ok(Self::Active),
            "stopped" => Ok(Self::Stopped),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

impl World {
    /// Sends what happens from now on to `url`, too. One that is known already is the same one again, and active.
    pub fn add_destination(&mut self, url: &str) -> Result<Destination, WorldError> {
        Self::check_destination(url)?;
        self.transition(|step| {
            step.store
                .prepare_cached(
                    "INSERT INTO destinations (id, url, state) VALUES (?1, ?2, 'active')
                     ON CONFLICT (url) DO UPDATE SET state = 'active'",
                )?
                .execute((step.ids.next().to_string(), url))?;
            let mut statement = step.store.prepare_cached("SELECT id, url, state FROM destinations WHERE url = ?1")?;
            Ok(statement.query_row([url], destination)?)
        })
    }

    /// Whether callbacks can be sent to `url`. The Portal takes https only (D); a laptop has http, so both are taken here
    /// (A). A name or a password in it would be shown wherever the destination is.
    pub fn check_destination(url: &str) -> Result<(), WorldError> {
        let wrong = |message: String| Err(WorldError::invalid("url", message));
        match url::Url::parse(url) {
            Err(_) => wrong(format!("is not a URL: `{url}`; give the whole of it, such as http://127.0.0.1:8080/")),
            Ok(url) if !matches!(url.scheme(), "http" | "https") => {
                wrong(format!("must begin with http:// or https://, not {}:", url.scheme()))
            }
            Ok(url) if !url.username().is_empty() || url.password().is_some() => {
                wrong("must not hold a user name or a password: it is shown to whoever looks".to_owned())
            }
            Ok(_) => Ok(()),
        }
    }

    /// Sends nothing more there: what still waits is given up.
    pub fn remove_destination(&mut self, id: &str) -> Result<(), WorldError> {
        self.end_destination(id, "removed")
    }

    fn end_destination(&mut self, id: &str, state: &str) -> Result<(), WorldError> {
        self.transition(|step| {
            let number: Option<i64> = step
                .store
                .prepare_cached("SELECT number FROM destinations WHERE id = ?1 AND state <> 'removed'")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            let number =
                number.ok_or_else(|| WorldError::NotFound { what: "webhook destination", id: id.to_owned() })?;
            step.close_destination(number, state)
        })
    }

    /// As after an answer 410: it stays, and gets nothing until it is added again. What waits for it is given up.
    pub fn stop_destination(&mut self, id: &str) -> Result<(), WorldError> {
        self.end_destination(id, "stopped")
    }

    /// All of them, in the order in which they were added.
    pub fn destinations(&self) -> Result<Vec<Destination>, WorldError> {
        let mut statement = self
            .store
            .prepare_cached("SELECT id, url, state FROM destinations WHERE state <> 'removed' ORDER BY number")?;
        Ok(statement.query_map((), destination)?.collect::<Result<_, _>>()?)
    }
}

impl Transition<'_> {
    /// Ends a destination, and what waits for it.
    pub(super) fn close_destination(&self, number: i64, state: &str) -> Result<(), WorldError> {
        self.store.prepare_cached("UPDATE destinations SET state = ?2 WHERE number = ?1")?.execute((number, state))?;
        self.store
            .prepare_cached(
                "UPDATE deliveries SET status = 'given_up', due_at = NULL, leased_for = NULL
                 WHERE destination = ?1 AND status = 'pending'",
            )?
            .execute([number])?;
        Ok(())
    }
}

fn destination(row: &Row<'_>) -> rusqlite::Result<Destination> {
    Ok(Destination { id: row.get(0)?, url: row.get(1)?, state: row.get(2)? })
}
