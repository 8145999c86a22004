//! What is read: lists, newest first and a page at a time, and single attempts.

use super::attempt::{Attempt, Scope, Sighting, Standing};
use super::{Error, Journal};
use crate::model::id::{DeviceId, LocationId, SessionId};
use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

/// Which standings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Which {
    /// All of them.
    #[default]
    All,
    /// Sessions that have not ended.
    Open,
    /// Nobody knows whether there is a session.
    Unknown,
    /// The money is taken.
    Paid,
}

/// Which attempts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// By what is known of them.
    pub which: Which,
    /// Not before this.
    pub since: Option<Timestamp>,
    /// A phone's id or name, or the beginning of either.
    pub device: Option<String>,
    /// The merchant's reference.
    pub reference: Option<String>,
    /// Of a scenario, or of one of its steps: how the step's name begins.
    pub step: Option<String>,
}

/// What [`attempt`] reads, in its order.
pub(super) const COLUMNS: &str = "number, began_at, standing, session_id, status, why, amount, currency, device_id,
    device_name, location_id, reference1, reference2, started_at, environment, address, merchant_id, profile, mark,
    body_sha256,
    (SELECT json_group_array(json_object('at', at, 'what', what, 'by', by)) FROM
        (SELECT at, what, by FROM sightings WHERE attempt = attempts.number ORDER BY sightings.number))";

/// True for the attempts of a [`Scope`].
pub(super) const SCOPE: &str = "environment = :environment AND (:environment = 'emulator' OR address IS :address)
    AND (merchant_id IS NULL OR :merchant IS NULL OR merchant_id = :merchant)";

const BEGINS: &str = "(:device IS NULL OR substr(device_id, 1, length(:device)) = :device COLLATE NOCASE
    OR substr(device_name, 1, length(:device)) = :device COLLATE NOCASE)";

/// As a range, which the index knows.
const OF_STEP: &str = "step >= :step AND step < :step || char(1114111)";

impl Which {
    fn condition(self) -> &'static str {
        match self {
            Self::All => "TRUE",
            Self::Open => "standing = 'open'",
            Self::Unknown => "standing IN ('sending', 'unknown')",
            Self::Paid => "standing = 'paid'",
        }
    }
}

impl Journal {
    /// At most `most` attempts, newest first; `before` is the number of the last one of the page before.
    pub fn page(
        &self,
        scope: &Scope,
        filter: &Filter,
        before: Option<i64>,
        most: usize,
    ) -> Result<Vec<Attempt>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM attempts
             WHERE {SCOPE} AND {} AND number < :before AND (:since IS NULL OR began_at >= :since) AND {BEGINS}
                 AND (:reference IS NULL OR reference1 = :reference)
                 AND {}
             ORDER BY number DESC LIMIT :most",
            filter.which.condition(),
            if filter.step.is_some() { OF_STEP } else { ":step IS NULL" }
        );
        let read = || -> rusqlite::Result<Vec<Attempt>> {
            self.store
                .prepare_cached(&sql)?
                .query_map(
                    named_params! {
                        ":environment": scope.environment.name(),
                        ":address": scope.address,
                        ":merchant": scope.merchant_id,
                        ":before": before.unwrap_or(i64::MAX),
                        ":since": filter.since.map(time),
                        ":device": filter.device,
                        ":reference": filter.reference,
                        ":step": filter.step,
                        ":most": i64::try_from(most).unwrap_or(i64::MAX),
                    },
                    attempt,
                )?
                .collect()
        };
        read().map_err(|error| self.failed(&error))
    }

    /// The attempt of this number, whatever its scope.
    pub fn attempt(&self, number: i64) -> Result<Option<Attempt>, Error> {
        self.store
            .prepare_cached(&format!("SELECT {COLUMNS} FROM attempts WHERE number = ?1"))
            .and_then(|mut statement| statement.query_row([number], attempt).optional())
            .map_err(|error| self.failed(&error))
    }

    /// The attempt that became this session.
    pub fn of_session(&self, scope: &Scope, id: &SessionId) -> Result<Option<Attempt>, Error> {
        of_session(&self.store, scope, id).map_err(|error| self.failed(&error))
    }

    /// The sessions whose ids begin so, at most `most` of them.
    pub fn sessions_beginning(&self, scope: &Scope, beginning: &str, most: usize) -> Result<Vec<SessionId>, Error> {
        let sql = format!(
            "SELECT DISTINCT session_id FROM attempts
             WHERE {SCOPE} AND substr(session_id, 1, length(:beginning)) = :beginning LIMIT :most"
        );
        let read = || -> rusqlite::Result<Vec<SessionId>> {
            self.store
                .prepare_cached(&sql)?
                .query_map(
                    named_params! {
                        ":environment": scope.environment.name(),
                        ":address": scope.address,
                        ":merchant": scope.merchant_id,
                        ":beginning": beginning,
                        ":most": i64::try_from(most).unwrap_or(i64::MAX),
                    },
                    |row| Ok(SessionId::new(row.get::<_, String>(0)?)),
                )?
                .collect()
        };
        read().map_err(|error| self.failed(&error))
    }
}

pub(super) fn of_session(store: &Connection, scope: &Scope, id: &SessionId) -> rusqlite::Result<Option<Attempt>> {
    store
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM attempts WHERE {SCOPE} AND session_id = :session ORDER BY number DESC LIMIT 1"
        ))?
        .query_row(
            named_params! {
                ":environment": scope.environment.name(),
                ":address": scope.address,
                ":merchant": scope.merchant_id,
                ":session": id.as_str(),
            },
            attempt,
        )
        .optional()
}

/// A time as it is kept.
pub(super) fn time(at: Timestamp) -> String {
    format!("{at:.3}")
}

pub(super) fn standing(row: &Row<'_>, at: usize) -> rusqlite::Result<Standing> {
    let name: String = row.get(at)?;
    Standing::ALL
        .into_iter()
        .find(|standing| standing.name() == name)
        .ok_or_else(|| strange(at, format!("`{name}` is no standing")))
}

fn strange(at: usize, what: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, what.into())
}

/// A row of [`COLUMNS`].
pub(super) fn attempt(row: &Row<'_>) -> rusqlite::Result<Attempt> {
    let began_at: String = row.get(1)?;
    let seen: String = row.get(20)?;
    Ok(Attempt {
        number: row.get(0)?,
        began_at: began_at.parse().map_err(|error: jiff::Error| strange(1, error))?,
        standing: standing(row, 2)?,
        session_id: row.get::<_, Option<String>>(3)?.map(SessionId::new),
        status: row.get(4)?,
        why: row.get(5)?,
        order_amount: row.get(6)?,
        purchase_currency: row.get(7)?,
        device_id: DeviceId::new(row.get::<_, String>(8)?),
        device_name: row.get(9)?,
        location_id: row.get::<_, Option<String>>(10)?.map(LocationId::new),
        merchant_reference1: row.get(11)?,
        merchant_reference2: row.get(12)?,
        purchase_started_at: row.get(13)?,
        environment: row.get(14)?,
        address: row.get(15)?,
        merchant_id: row.get(16)?,
        profile: row.get(17)?,
        mark: row.get(18)?,
        body_sha256: row.get(19)?,
        seen: serde_json::from_str::<Vec<Sighting>>(&seen).map_err(|error| strange(20, error))?,
    })
}
