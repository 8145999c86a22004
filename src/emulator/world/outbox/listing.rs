//! Deliveries as a person looks at them: what was sent where, how it went, and when it is tried again.

use crate::emulator::world::{World, WorldError};
use crate::model::event::EventType;
use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

/// Where a delivery stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// Waits for its first or its next attempt, or is being sent.
    Pending,
    /// The destination answered 2xx.
    Delivered,
    /// The schedule has ended, or its destination was stopped or removed.
    GivenUp,
}

impl DeliveryStatus {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Delivered, Self::GivenUp];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Delivered => "delivered",
            Self::GivenUp => "given_up",
        }
    }
}

impl FromSql for DeliveryStatus {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        Self::ALL.into_iter().find(|status| status.name() == name).ok_or(FromSqlError::InvalidType)
    }
}

/// One event on its way to one destination.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Delivery {
    /// To redeliver it by.
    pub delivery_id: i64,
    /// The `webhook-id`.
    pub event_id: String,
    /// What happened.
    pub event_type: EventType,
    /// To which session.
    pub session_id: Option<String>,
    /// Where to.
    pub url: String,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// Which kind of fault struck it, if one did.
    pub fault: Option<String>,
    /// When it is due again, on the world's clock; while it is being sent, when its sender's lease ends.
    pub next_try_at: Option<Timestamp>,
    /// What has been tried, in order.
    pub attempts: Vec<PastAttempt>,
}

/// An attempt that has ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PastAttempt {
    /// When it ended, on the world's clock: ISO 8601, UTC.
    pub at: String,
    /// What the destination answered, if it did.
    pub status: Option<u16>,
    /// What went wrong, if there was no answer.
    pub error: Option<String>,
    /// How long it took, in milliseconds of the machine's own time.
    pub duration_ms: i64,
}

/// Which deliveries.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DeliveryFilter {
    /// Only those that stand here.
    pub status: Option<DeliveryStatus>,
    /// Only those before this one: what comes after the last of a part that was read.
    pub before: Option<i64>,
}

/// The columns that [`delivery`] reads.
const SELECTED: &str =
    "SELECT deliveries.number, events.id, events.type, body ->> '$.data.session_id', url, status, due_at, fault
     FROM deliveries JOIN events ON events.number = event JOIN destinations ON destinations.number = destination";

impl World {
    /// Up to `limit` of the deliveries, the newest first. Whoever wants more asks for those before the last of them: then
    /// none comes twice while others are added, and the end of a long list comes as fast as its beginning.
    pub fn deliveries(&self, filter: &DeliveryFilter, limit: u32) -> Result<Vec<Delivery>, WorldError> {
        let condition = if filter.status.is_some() { "status = ?1" } else { "?1 IS NULL" };
        let moment = self.store.unchecked_transaction()?;
        let mut statement = moment.prepare_cached(&format!(
            "{SELECTED} WHERE {condition} AND deliveries.number < ?2 ORDER BY deliveries.number DESC LIMIT ?3"
        ))?;
        let before = filter.before.unwrap_or(i64::MAX);
        let rows = statement.query_map((filter.status.map(DeliveryStatus::name), before, limit), delivery)?;
        rows.map(|delivery| {
            let mut delivery = delivery?;
            delivery.attempts = self.attempts(delivery.delivery_id)?;
            Ok(delivery)
        })
        .collect()
    }

    /// One delivery.
    pub fn delivery(&self, delivery_id: i64) -> Result<Delivery, WorldError> {
        let moment = self.store.unchecked_transaction()?;
        let found = moment
            .prepare_cached(&format!("{SELECTED} WHERE deliveries.number = ?1"))?
            .query_row([delivery_id], delivery)
            .optional()?;
        let unknown = || WorldError::NotFound { what: "delivery", id: delivery_id.to_string() };
        Ok(Delivery { attempts: self.attempts(delivery_id)?, ..found.ok_or_else(unknown)? })
    }

    fn attempts(&self, delivery_id: i64) -> Result<Vec<PastAttempt>, WorldError> {
        let mut statement = self.store.prepare_cached(
            "SELECT at, status, error, milliseconds FROM attempts WHERE delivery = ?1 ORDER BY number",
        )?;
        let attempts = statement.query_map([delivery_id], |row| {
            Ok(PastAttempt { at: row.get(0)?, status: row.get(1)?, error: row.get(2)?, duration_ms: row.get(3)? })
        })?;
        Ok(attempts.collect::<Result<_, _>>()?)
    }
}

fn delivery(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    let due_at: Option<i64> = row.get(6)?;
    Ok(Delivery {
        delivery_id: row.get(0)?,
        event_id: row.get(1)?,
        event_type: EventType::from(row.get::<_, String>(2)?),
        session_id: row.get(3)?,
        url: row.get(4)?,
        status: row.get(5)?,
        fault: row.get(7)?,
        next_try_at: due_at.and_then(|due_at| Timestamp::from_millisecond(due_at).ok()),
        attempts: Vec::new(),
    })
}
