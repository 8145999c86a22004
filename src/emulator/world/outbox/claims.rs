//! Who sends what: deliveries that are due are taken with a lease, so that two processes never send one at once.

use crate::emulator::world::faults::FORGED_SECRET;
use crate::emulator::world::{Clock, Transition, World, WorldError};
use crate::model::event::EventType;
use crate::secret::Secret;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// A delivery to be sent now, by whoever took it.
#[derive(Debug)]
pub struct Due {
    /// To record the attempt by.
    pub delivery_id: i64,
    /// The `webhook-id`: the same on every attempt and for every destination.
    pub event_id: String,
    /// What happened.
    pub event_type: EventType,
    /// To which session.
    pub session_id: Option<String>,
    /// To which destination.
    pub destination: i64,
    /// Where that is.
    pub url: String,
    /// The exact bytes to sign and send.
    pub body: Vec<u8>,
    /// Every secret that signs now, the current one first; another one where a fault wants a bad signature.
    pub secrets: Vec<Secret>,
    /// Which attempt this is, from 1. A delivery that is sent again by request counts on.
    pub attempt: u32,
}

impl World {
    /// The destinations that have a delivery due now, in the order in which they were added.
    pub fn due_destinations(&self) -> Result<Vec<i64>, WorldError> {
        if self.next_due_in()? != Some(Duration::ZERO) {
            return Ok(Vec::new());
        }
        let mut statement = self.store.prepare_cached(
            "SELECT number FROM destinations WHERE EXISTS (
                 SELECT 1 FROM deliveries INDEXED BY delivery_share
                 WHERE destination = destinations.number AND due_at IS NOT NULL AND due_at <= ?1)
             ORDER BY number",
        )?;
        let numbers = statement.query_map([self.now().as_millisecond()], |row| row.get(0))?;
        Ok(numbers.collect::<Result<_, _>>()?)
    }

    /// Takes up to `limit` deliveries to one destination that are due, the longest due first; none of a session while an
    /// earlier one of it is on its way there, whoever sends that one: they go one after the other. For `lease`, in the
    /// machine's own time, nobody else gets them; whoever took one and says nothing until then (it may have died) loses
    /// it, and it is due again.
    pub fn claim_due(&mut self, destination: i64, limit: u32, lease: Duration) -> Result<Vec<Due>, WorldError> {
        let secrets = self.secrets()?;
        let lease = SignedDuration::try_from(lease).unwrap_or(SignedDuration::MAX);
        let lease = lease.saturating_mul(self.clock.scale());
        self.transition(|step| {
            let until = step.now.saturating_add(lease).unwrap_or(Timestamp::MAX);
            let due = due(step, destination, limit, &secrets)?;
            let mut statement = step.store.prepare_cached(
                "UPDATE deliveries SET due_at = ?2, leased_for = ?3, asked_again = 0 WHERE number = ?1",
            )?;
            for delivery in &due {
                statement.execute((delivery.delivery_id, until.as_millisecond(), &delivery.session_id))?;
            }
            Ok(due)
        })
    }

    /// Keeps these deliveries for another `lease`, in the machine's own time; a lease of nothing gives them back. Those
    /// that have ended meanwhile stay as they are.
    pub fn renew_leases(&mut self, delivery_ids: &[i64], lease: Duration) -> Result<(), WorldError> {
        let lease = SignedDuration::try_from(lease).unwrap_or(SignedDuration::MAX).saturating_mul(self.clock.scale());
        self.transition(|step| {
            let until = step.now.saturating_add(lease).unwrap_or(Timestamp::MAX).as_millisecond();
            let mut statement = step
                .store
                .prepare_cached("UPDATE deliveries SET due_at = ?2 WHERE number = ?1 AND status = 'pending'")?;
            for id in delivery_ids {
                statement.execute((id, until))?;
            }
            Ok(())
        })
    }

    /// How long, in the machine's own time, until a delivery is due; zero when one is due now, nothing when none waits.
    /// Whoever waits this long should look again now and then: another process may have added one.
    pub fn next_due_in(&self) -> Result<Option<Duration>, WorldError> {
        let next: Option<i64> = self
            .store
            .prepare_cached("SELECT min(due_at) FROM deliveries WHERE due_at IS NOT NULL")?
            .query_row((), |row| row.get(0))?;
        let left = |due_at: i64| due_at.saturating_sub(self.now().as_millisecond());
        let outside = |inside: i64| inside.max(0).unsigned_abs().div_ceil(u64::from(self.clock.scale().unsigned_abs()));
        Ok(next.map(|due_at| Duration::from_millis(outside(left(due_at)))))
    }
}

fn due(step: &Transition<'_>, destination: i64, limit: u32, secrets: &[Secret]) -> Result<Vec<Due>, WorldError> {
    let mut statement = step.store.prepare_cached(
        "SELECT deliveries.number, events.id, events.type, url, body,
                (SELECT count(*) FROM attempts WHERE delivery = deliveries.number),
                fault IS 'callback-bad-signature' AND tries = 0, body ->> '$.data.session_id' AS session
         FROM deliveries INDEXED BY delivery_share
         JOIN events ON events.number = event JOIN destinations ON destinations.number = destination
         WHERE destination = ?1 AND due_at IS NOT NULL AND due_at <= ?2
         AND NOT EXISTS (
             SELECT 1 FROM deliveries AS earlier INDEXED BY delivery_leased
             WHERE earlier.leased_for = session AND earlier.destination = ?1 AND earlier.number < deliveries.number)
         ORDER BY due_at, deliveries.number LIMIT ?3",
    )?;
    let rows = statement.query_map((destination, step.now.as_millisecond(), limit), |row| {
        Ok(Due {
            delivery_id: row.get(0)?,
            event_id: row.get(1)?,
            event_type: EventType::from(row.get::<_, String>(2)?),
            session_id: row.get(7)?,
            destination,
            url: row.get(3)?,
            body: row.get::<_, String>(4)?.into_bytes(),
            secrets: if row.get(6)? { vec![Secret::new(FORGED_SECRET)] } else { secrets.to_vec() },
            attempt: row.get::<_, u32>(5)?.saturating_add(1),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
