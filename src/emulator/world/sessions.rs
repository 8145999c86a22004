//! Payments: created, tapped, cancelled, and lapsed by the world's clock.
//!
//! What has ended never changes again, and and each change tells its callback in the same transaction.

mod check;

use super::rows::{self, Table};
use super::{Transition, World, WorldError};
use crate::model::assumed;
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::model::session::{NewSession, Session, SessionStatus};
use crate::model::tap::TapOutcome;
use serde_json::Map;

impl World {
    /// Creates a session and sends it to the phone.
    ///
    /// Assumed: the phone may be of another shop than the query's, and may have several sessions open.
    pub fn create_session(&mut self, new: &NewSession) -> Result<Session, WorldError> {
        check::check(new)?;
        self.transition(|step| {
            step.reachable(&new.device_id)?;
            if let Some(location) = &new.location_id {
                rows::require(step.store, Table::Locations, location.as_str())?;
            }
            let session = created(SessionId::new(step.ids.next().to_string()), new);
            // A lifetime of minutes can't leave the calendar; without an end the session would simply stay open.
            let lapses_at = step.now.checked_add(assumed::SESSION_LIFETIME).ok();
            rows::insert(step.store, Table::Sessions, session.session_id.as_str(), &session, lapses_at)?;
            step.tell(EventType::SessionCreated, &session, None)?;
            Ok(session)
        })
    }

    /// The session as it stands now. Only one that has just lapsed takes more than a look.
    pub fn session(&mut self, id: &SessionId) -> Result<Session, WorldError> {
        if let Some(session) = self.session_at_a_look(id)? {
            return Ok(session);
        }
        self.lapse_session(id)?;
        rows::read(&self.store, Table::Sessions, id.as_str())
    }

    /// The same for whoever may not write just now; nothing when it has just lapsed.
    pub fn session_at_a_look(&self, id: &SessionId) -> Result<Option<Session>, WorldError> {
        let (session, lapses_at) = rows::read_lapsing(&self.store, Table::Sessions, id.as_str())?;
        Ok(lapses_at.is_none_or(|lapses_at| lapses_at > self.now().as_millisecond()).then_some(session))
    }

    /// At most `most` ids that begin like this, in their order.
    pub fn sessions_beginning(&self, beginning: &str, most: usize) -> Result<Vec<SessionId>, WorldError> {
        let mut statement = self.store.prepare_cached(
            "SELECT id FROM sessions WHERE id >= ?1 AND id < ?1 || char(1114111) ORDER BY id LIMIT ?2",
        )?;
        let ids = statement.query_map((beginning, i64::try_from(most).unwrap_or(i64::MAX)), |row| {
            Ok(SessionId::new(row.get::<_, String>(0)?))
        })?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Cancels an open session; one that is cancelled already stays as it is (A: only those that ended otherwise are
    /// refused).
    pub fn cancel_session(&mut self, id: &SessionId) -> Result<Session, WorldError> {
        self.lapse_session(id)?;
        self.transition(|step| match step.open_session(id) {
            Ok(session) => step.cancel(session),
            Err(WorldError::SessionEnded { status: SessionStatus::Cancelled }) => {
                rows::read(step.store, Table::Sessions, id.as_str())
            }
            Err(error) => Err(error),
        })
    }

    /// Holds a simulated card to the phone (D): picks the method and pays, in one transition. Any outcome but success
    /// leaves the session open.
    pub fn simulate_tap(&mut self, id: &SessionId, outcome: TapOutcome) -> Result<Session, WorldError> {
        self.lapse_session(id)?;
        self.transition(|step| {
            let session = step.open_session(id)?;
            let session = step.activate(session)?;
            match outcome {
                TapOutcome::Success => step.pay(session, None),
                declined => step.decline(session, declined),
            }
        })
    }

    /// Writes down that the session has lapsed, so that what was once seen as expired stays so on every clock.
    pub(super) fn lapse_session(&mut self, id: &SessionId) -> Result<(), WorldError> {
        let due = |world: &Self| {
            let now = world.now().as_millisecond();
            let mut statement =
                world.store.prepare_cached("SELECT 1 FROM sessions WHERE id = ?1 AND lapses_at <= ?2")?;
            statement.exists((id.as_str(), now))
        };
        if !due(self)? {
            return Ok(());
        }
        self.transition(|step| match step.open_session(id) {
            Ok(session) => step.put(Session { status: SessionStatus::Expired, ..session }).map(drop),
            // Another process ended it between the look and the lock.
            Err(WorldError::SessionEnded { .. }) => Ok(()),
            Err(error) => Err(error),
        })
    }
}

impl Transition<'_> {
    pub(super) fn open_session(&self, id: &SessionId) -> Result<Session, WorldError> {
        let session: Session = rows::read(self.store, Table::Sessions, id.as_str())?;
        if session.status.has_ended() { Err(WorldError::SessionEnded { status: session.status }) } else { Ok(session) }
    }

    /// The clerk has picked a method (D). Only the first time is a transition.
    pub(super) fn activate(&mut self, session: Session) -> Result<Session, WorldError> {
        if session.status != SessionStatus::Created {
            return Ok(session);
        }
        let session = self.put(Session { status: SessionStatus::Active, ..session })?;
        self.tell(EventType::SessionActivated, &session, None)?;
        Ok(session)
    }

    /// The one place where a session is paid, and its order made.
    pub(super) fn pay(&mut self, session: Session, captured: Option<bool>) -> Result<Session, WorldError> {
        let order_id = Some(self.ids.next().to_string());
        let session = self.put(Session {
            status: SessionStatus::Finalized,
            order_id,
            purchase_completed_at: Some(self.now.to_string()),
            ..session
        })?;
        self.make_order(&session, captured)?;
        self.tell(EventType::SessionFinalized, &session, None)?;
        Ok(session)
    }

    /// A declined payment leaves the session open (D). Assumed: the reason is the outcome's name.
    pub(super) fn decline(&mut self, session: Session, outcome: TapOutcome) -> Result<Session, WorldError> {
        let session = self.put(Session { status: assumed::STATUS_AFTER_DECLINE, ..session })?;
        self.tell(EventType::PaymentFailed, &session, Some(outcome.name()))?;
        Ok(session)
    }

    pub(super) fn cancel(&mut self, session: Session) -> Result<Session, WorldError> {
        let session = self.put(Session { status: SessionStatus::Cancelled, ..session })?;
        self.tell(EventType::SessionCancelled, &session, None)?;
        Ok(session)
    }

    fn put(&self, session: Session) -> Result<Session, WorldError> {
        let ended = session.status.has_ended();
        rows::replace(self.store, Table::Sessions, session.session_id.as_str(), &session, ended)?;
        Ok(session)
    }
}

/// The session at its beginning. Assumed: fields that the API does not know are ignored, not returned.
fn created(session_id: SessionId, new: &NewSession) -> Session {
    let new = new.clone();
    Session {
        session_id,
        status: SessionStatus::Created,
        device_id: Some(new.device_id),
        order_id: None,
        order_amount: Some(new.order_amount),
        order_tax_amount: Some(new.order_tax_amount),
        purchase_currency: Some(new.purchase_currency),
        purchase_started_at: Some(new.purchase_started_at),
        purchase_completed_at: None,
        merchant_reference1: new.merchant_reference1,
        merchant_reference2: new.merchant_reference2,
        merchant_data: new.merchant_data,
        order_items: new.order_items,
        extra: Map::new(),
    }
}
