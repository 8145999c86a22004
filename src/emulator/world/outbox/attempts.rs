//! How attempts end, and what follows: delivered, another try by the assumed schedule, or given up.

use crate::emulator::world::{Transition, World, WorldError};
use crate::model::assumed::{DELIVERY_SCHEDULE, STOPPING_STATUS};
use rusqlite::OptionalExtension;
use std::time::Duration;

/// How one attempt ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attempt {
    /// What the destination answered, if it did.
    pub status: Option<u16>,
    /// What went wrong, if there was no answer.
    pub error: Option<String>,
    /// How long it took.
    pub duration: Duration,
}

impl Attempt {
    /// Any 2xx is a success (D).
    pub fn is_delivered(&self) -> bool {
        matches!(self.status, Some(200..=299))
    }
}

/// A delivery as the next step needs it.
struct Sent {
    number: i64,
    destination: i64,
    is_pending: bool,
    is_wanted: bool,
    is_asked_again: bool,
    tries: u32,
}

impl World {
    /// Writes down how an attempt ended. 2xx: delivered. 410: its destination is stopped, and everything that waits for
    /// it given up (A). Anything else: again, by the schedule (A), and given up after its last entry; a destination that was
    /// stopped gets only what is sent to it by request, once.
    ///
    /// One that was asked for again while it was sent is due again, however this attempt ended.
    /// A delivery that has ended meanwhile stays as it is, and so does a world that was reset.
    pub fn record_attempt(&mut self, delivery_id: i64, attempt: &Attempt) -> Result<(), WorldError> {
        self.transition(|step| {
            let Some(sent) = step.sent(delivery_id)? else { return Ok(()) };
            step.remember(&sent, attempt)?;
            step.release_followers(delivery_id)?;
            let is_gone = sent.is_pending && attempt.status == Some(STOPPING_STATUS);
            if is_gone {
                step.close_destination(sent.destination, "stopped")?;
            }
            match attempt.status {
                _ if sent.is_asked_again => step.make_due(delivery_id),
                _ if attempt.is_delivered() => step.settle(&sent, "delivered", None),
                _ if !sent.is_pending => Ok(()),
                _ if is_gone || !sent.is_wanted => step.settle(&sent, "given_up", None),
                _ => step.try_again(&sent),
            }
        })
    }

    /// Makes a delivery due at once, whatever has become of it, and begins its schedule again; one that is on its way just
    /// now is due when that attempt has ended. Refused when its destination was removed. No fault strikes it any more.
    pub fn redeliver(&mut self, delivery_id: i64) -> Result<(), WorldError> {
        self.transition(|step| {
            let due = step
                .store
                .prepare_cached(
                    "UPDATE deliveries SET status = 'pending', tries = 0, fault = NULL, held_for = NULL, follows = NULL,
                            asked_again = leased_for IS NOT NULL AND due_at > ?2,
                            due_at = iif(leased_for IS NOT NULL AND due_at > ?2, due_at, ?2)
                     WHERE number = ?1
                     AND destination IN (SELECT number FROM destinations WHERE state <> 'removed')",
                )?
                .execute((delivery_id, step.now.as_millisecond()))?;
            let unknown = |what| WorldError::NotFound { what, id: delivery_id.to_string() };
            match (due, step.sent(delivery_id)?) {
                (0, None) => Err(unknown("delivery")),
                (0, Some(_)) => Err(unknown("destination of delivery")),
                _ => Ok(()),
            }
        })
    }
}

impl Transition<'_> {
    fn sent(&self, number: i64) -> Result<Option<Sent>, WorldError> {
        let mut statement = self.store.prepare_cached(
            "SELECT destination, status = 'pending', state = 'active', status = 'pending' AND asked_again, tries
             FROM deliveries JOIN destinations ON destinations.number = destination WHERE deliveries.number = ?1",
        )?;
        let sent = statement.query_row([number], |row| {
            Ok(Sent {
                number,
                destination: row.get(0)?,
                is_pending: row.get(1)?,
                is_wanted: row.get(2)?,
                is_asked_again: row.get(3)?,
                tries: row.get(4)?,
            })
        });
        Ok(sent.optional()?)
    }

    fn remember(&self, sent: &Sent, attempt: &Attempt) -> Result<(), WorldError> {
        let milliseconds = i64::try_from(attempt.duration.as_millis()).unwrap_or(i64::MAX);
        self.store
            .prepare_cached(
                "INSERT INTO attempts (delivery, number, at, status, error, milliseconds)
                 VALUES (?1, (SELECT count(*) + 1 FROM attempts WHERE delivery = ?1), ?2, ?3, ?4, ?5)",
            )?
            .execute((sent.number, self.now.to_string(), attempt.status, &attempt.error, milliseconds))?;
        Ok(())
    }

    fn try_again(&self, sent: &Sent) -> Result<(), WorldError> {
        let next = usize::try_from(sent.tries + 1).ok().and_then(|tries| DELIVERY_SCHEDULE.get(tries));
        match next.and_then(|wait| self.now.checked_add(*wait).ok()) {
            Some(due_at) => self.settle(sent, "pending", Some(due_at.as_millisecond())),
            None => self.settle(sent, "given_up", None),
        }
    }

    fn make_due(&self, number: i64) -> Result<(), WorldError> {
        self.store
            .prepare_cached(
                "UPDATE deliveries SET status = 'pending', tries = 0, due_at = ?2, leased_for = NULL WHERE number = ?1",
            )?
            .execute((number, self.now.as_millisecond()))?;
        Ok(())
    }

    fn settle(&self, sent: &Sent, status: &str, due_at: Option<i64>) -> Result<(), WorldError> {
        self.store
            .prepare_cached("UPDATE deliveries SET status = ?2, due_at = ?3, leased_for = NULL, tries = tries + 1 WHERE number = ?1")?
            .execute((sent.number, status, due_at))?;
        Ok(())
    }
}
