//! The outbox: what the world has to tell, written in the transaction of the transition that it tells of.
//!
//! An event is kept as the exact bytes that will be sent, with one delivery for each destination of that moment. Whoever
//! sends takes deliveries with a lease and records how each attempt ended, so several processes may send at once, and
//! one that dies leaves nothing behind that would not become due again. Nothing here opens a socket.

mod attempts;
mod claims;
mod destinations;
mod listing;
pub(super) mod secrets;
mod told;

pub use attempts::Attempt;
pub use claims::Due;
pub use destinations::{Destination, DestinationState};
pub use listing::{Delivery, DeliveryFilter, DeliveryStatus, PastAttempt};

use super::faults::Told;
use super::{Transition, WorldError};
use crate::emulator::MERCHANT_ID;
use crate::model::event::{Event, EventData, EventType};
use crate::model::session::Session;
use serde_json::Map;

impl Transition<'_> {
    /// Tells every active destination what happened to the session, once this transition is committed.
    pub(super) fn tell(
        &mut self,
        kind: EventType,
        session: &Session,
        failure_reason: Option<&str>,
    ) -> Result<(), WorldError> {
        let event = Event {
            id: format!("kevt_{}", self.ids.next().simple()),
            merchant_id: MERCHANT_ID.to_owned(),
            timestamp: format!("{:.9}", self.now),
            kind,
            data: EventData {
                session_id: Some(session.session_id.to_string()),
                order_id: session.order_id.clone(),
                failure_reason: failure_reason.map(str::to_owned),
                extra: Map::new(),
            },
            extra: Map::new(),
        };
        self.store.prepare_cached("INSERT INTO events (id, type, body) VALUES (?1, ?2, ?3)")?.execute((
            &event.id,
            event.kind.name(),
            serde_json::to_string(&event)?,
        ))?;
        let count = self
            .store
            .prepare_cached(
                "INSERT INTO deliveries (event, destination, status, due_at)
                 SELECT ?1, number, 'pending', ?2 FROM destinations WHERE state = 'active'",
            )?
            .execute((self.store.last_insert_rowid(), self.now.as_millisecond()))?;
        let Ok(count @ 1..) = i64::try_from(count) else { return Ok(()) };
        // Numbers are given one after the other, and nobody else writes now.
        let last = self.store.last_insert_rowid();
        let session_id = session.session_id.as_str();
        self.strike_callbacks(&Told { kind: &event.kind, session_id, deliveries: last - count + 1..=last })
    }
}
