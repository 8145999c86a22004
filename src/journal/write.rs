//! What is written, and when: before anything is sent, once the outcome is known, and whenever a status is seen.
//!
//! Each is one immediate transaction; only the first waits for the disk. The duplicate guard's look and the new row are the same one, so that of two
//! processes with the same payment only one comes through.

use super::attempt::{Attempt, NewAttempt, Scope, Standing};
use super::read::{self, COLUMNS, SCOPE};
use super::{Error, Journal};
use crate::model::id::SessionId;
use crate::model::session::{Session, SessionStatus};
use crate::secret::{without_cards, without_keys};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, named_params};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// Whether an attempt may be made.
#[derive(Debug)]
pub enum Begun {
    /// It is written: this is its number.
    New(i64),
    /// This one stands in its way, and nothing was written.
    Obstacle(Box<Attempt>),
}

/// A status of a session, and who saw it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Which.
    pub id: &'a SessionId,
    /// As the API gave it.
    pub status: &'a SessionStatus,
    /// What that makes of the attempt.
    pub standing: Standing,
    /// The command, such as `session wait`.
    pub by: &'a str,
}

impl<'a> Seen<'a> {
    /// What a session that was read says.
    pub fn of(session: &'a Session, by: &'a str) -> Self {
        Self { id: &session.session_id, status: &session.status, standing: Standing::of_session(session), by }
    }
}

/// Certain obstacles first, then the earliest: those that are open are worth another look.
const OBSTACLE: &str = "
    AND ((:reference IS NOT NULL AND reference1 = :reference AND standing IN ('sending', 'unknown', 'open', 'paid'))
      OR (:reference IS NULL AND :after IS NOT NULL AND device_id = :device AND amount = :amount
          AND currency = :currency AND began_at >= :after AND standing IN ('sending', 'unknown', 'open')))
    ORDER BY standing = 'open', number LIMIT 1";

impl Journal {
    /// Writes the attempt, unless one before it stands in its way: the same reference, if it is open, paid or unknown;
    /// without a reference the same amount on the same phone within `window`, if it is open or unknown. Without a
    /// window (`None`: duplicates are allowed) nothing stands in its way; one of 0 switches the second rule off.
    pub fn begin(&self, new: &NewAttempt, window: Option<Duration>) -> Result<Begun, Error> {
        let look_and_write = |store: &Transaction<'_>| {
            let obstacle = window.map(|window| obstacle(store, new, window)).transpose()?.flatten();
            match obstacle {
                Some(earlier) => Ok(Begun::Obstacle(Box::new(earlier))),
                None => insert(store, new).map(Begun::New),
            }
        };
        let begun = self.durably(|| self.transaction(look_and_write))?;
        if let Begun::New(_) = begun {
            self.bring_home();
        }
        Ok(begun)
    }

    /// It became this session, whose own status counts more than what was said of it without one; unless the session is
    /// another attempt's already: then `false`, and nothing is written. The emulator gives ids again when it begins anew.
    pub fn created(&self, number: i64, seen: Seen<'_>) -> Result<bool, Error> {
        self.transaction(|store| {
            let written = store
                .prepare_cached(
                    "UPDATE attempts SET session_id = ?2, why = NULL,
                         standing = CASE WHEN session_id IS NULL THEN 'sending' ELSE standing END
                     WHERE number = ?1 AND (environment = 'emulator' OR NOT EXISTS (
                         SELECT 1 FROM attempts AS other WHERE other.session_id = ?2 AND other.number <> ?1
                             AND other.environment = attempts.environment AND other.address IS attempts.address))",
                )?
                .execute((number, seen.id.as_str()))?;
            if written > 0 {
                see(store, number, seen)?;
            }
            Ok(written > 0)
        })
    }

    /// There is none, or nobody knows: refused or unknown. What somebody else has found out of it meanwhile stands.
    pub fn settle(&self, number: i64, standing: Standing, why: &str, by: &str) -> Result<(), Error> {
        self.say(number, standing, why, by, "'sending', 'unknown'")
    }

    /// A person's word, where no session is known. A person may take it back; a session that is found later counts more.
    pub fn decide(&self, number: i64, standing: Standing, by: &str) -> Result<(), Error> {
        self.say(number, standing, "settled by a person", by, "'sending', 'unknown', 'paid', 'unpaid'")
    }

    fn say(&self, number: i64, standing: Standing, why: &str, by: &str, after: &str) -> Result<(), Error> {
        let sql = format!(
            "UPDATE attempts SET standing = ?2, why = ?3
             WHERE number = ?1 AND session_id IS NULL AND standing IN ({after})"
        );
        self.transaction(|store| match store.prepare_cached(&sql)?.execute((number, standing.name(), why))? {
            0 => Ok(()),
            _ => witness(store, number, standing.name(), by),
        })
    }

    /// A session's status was seen. Of sessions that were not asked for here nothing is written.
    pub fn saw(&self, scope: &Scope, seen: Seen<'_>) -> Result<(), Error> {
        let changed = read::of_session(&self.store, scope, seen.id)
            .map_err(|error| self.failed(&error))?
            .filter(|attempt| attempt.status != Some(shown(seen.status)) || attempt.standing != seen.standing);
        match changed {
            Some(attempt) => self.transaction(|store| see(store, attempt.number, seen)),
            None => Ok(()),
        }
    }

    /// The same of a session that was read, unless it is another payment's whatever its id.
    pub fn saw_session(&self, scope: &Scope, session: &Session, by: &str) -> Result<(), Error> {
        let attempt = self.of_session(scope, &session.session_id)?;
        match attempt.is_some_and(|attempt| attempt.contradiction(session).is_none()) {
            true => self.saw(scope, Seen::of(session, by)),
            false => Ok(()),
        }
    }

    /// The emulator of this state folder began anew: what it was asked for before is gone.
    pub fn forget_emulator(&self) -> Result<(), Error> {
        self.forget("standing IN ('sending', 'unknown', 'open', 'paid')", ())
    }

    /// The emulator does not know this session any more.
    pub fn forget_session(&self, id: &SessionId) -> Result<(), Error> {
        self.forget("standing IN ('open', 'paid') AND session_id = ?1", [id.as_str()])
    }

    fn forget(&self, condition: &str, parameters: impl rusqlite::Params) -> Result<(), Error> {
        self.transaction(|store| {
            let sql = format!("SELECT number FROM attempts WHERE environment = 'emulator' AND {condition}");
            let numbers: Vec<i64> =
                store.prepare(&sql)?.query_map(parameters, |row| row.get(0))?.collect::<Result<_, _>>()?;
            for number in numbers {
                store.prepare_cached("UPDATE attempts SET standing = 'gone' WHERE number = ?1")?.execute([number])?;
                witness(store, number, Standing::Gone.name(), "emulator reset")?;
            }
            Ok(())
        })
    }

    fn transaction<T>(&self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, Error> {
        let write = || {
            let transaction = Transaction::new_unchecked(&self.store, TransactionBehavior::Immediate)?;
            let answer = work(&transaction)?;
            transaction.commit()?;
            Ok(answer)
        };
        write().map_err(|error| self.failed(&error))
    }
}

fn obstacle(store: &Transaction<'_>, new: &NewAttempt, window: Duration) -> rusqlite::Result<Option<Attempt>> {
    // A clock that was set back makes the past look like the future, which is inside the window as well.
    let after = (!window.is_zero()).then(|| new.began_at.saturating_sub(window).unwrap_or(Timestamp::MIN));
    store
        .prepare_cached(&format!("SELECT {COLUMNS} FROM attempts WHERE {SCOPE} {OBSTACLE}"))?
        .query_row(
            named_params! {
                ":environment": new.scope.environment.name(),
                ":address": new.scope.address,
                ":merchant": new.scope.merchant_id,
                ":reference": new.reference1,
                ":after": after.map(read::time),
                ":device": new.device_id.as_str(),
                ":amount": new.amount.minor,
                ":currency": new.amount.currency.code(),
            },
            read::attempt,
        )
        .optional()
}

fn insert(store: &Transaction<'_>, new: &NewAttempt) -> rusqlite::Result<i64> {
    store
        .prepare_cached(
            "INSERT INTO attempts (began_at, standing, profile, environment, address, merchant_id, device_id,
                 device_name, location_id, amount, currency, reference1, reference2, started_at, mark, body_sha256, step)
             VALUES (:began, 'sending', :profile, :environment, :address, :merchant, :device, :name, :location,
                 :amount, :currency, :reference1, :reference2, :started, :mark, :hash, :step)",
        )?
        .execute(named_params! {
            ":began": read::time(new.began_at),
            ":profile": new.profile,
            ":environment": new.scope.environment.name(),
            ":address": new.scope.address,
            ":merchant": new.scope.merchant_id,
            ":device": new.device_id.as_str(),
            ":name": new.device_name,
            ":location": new.location_id.as_ref().map(|id| id.as_str()),
            ":amount": new.amount.minor,
            ":currency": new.amount.currency.code(),
            ":reference1": new.reference1,
            ":reference2": new.reference2,
            ":started": new.started_at,
            ":mark": new.mark.as_ref().map(|mark| mark.as_str()),
            ":hash": hash(&new.body),
            ":step": new.step,
        })?;
    Ok(store.last_insert_rowid())
}

/// Writes a status down, unless it is older than what is known.
fn see(store: &Transaction<'_>, number: i64, seen: Seen<'_>) -> rusqlite::Result<()> {
    let before: Standing = store
        .prepare_cached("SELECT standing FROM attempts WHERE number = ?1")?
        .query_row([number], |row| read::standing(row, 0))?;
    let after = match (before, seen.standing, seen.status.has_ended()) {
        // What says that it may be paid counts more than an end that did not.
        (Standing::Unpaid, Standing::Open, true) => Standing::Open,
        _ => before.after(seen.standing),
    };
    if after != seen.standing {
        return Ok(());
    }
    let status = shown(seen.status);
    store.prepare_cached("UPDATE attempts SET standing = ?2, status = ?3 WHERE number = ?1")?.execute((
        number,
        after.name(),
        &status,
    ))?;
    witness(store, number, &status, seen.by)
}

/// A status that is not known may be any text, and here are no keys and no card numbers.
fn shown(status: &SessionStatus) -> String {
    without_cards(&without_keys(status.name()))
}

fn witness(store: &Transaction<'_>, number: i64, what: &str, by: &str) -> rusqlite::Result<()> {
    store
        .prepare_cached("INSERT INTO sightings (attempt, at, what, by) VALUES (?1, ?2, ?3, ?4)")?
        .execute((number, read::time(Timestamp::now()), what, by))
        .map(drop)
}

fn hash(body: &str) -> String {
    Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect()
}
