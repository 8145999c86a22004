//! Faults of callbacks: decided once for each delivery, in the transaction that tells the event, so that it does not
//! matter which process sends it, or whether one dies in between.
//!
//! A delivery that is held back waits for the next of its session to the same destination: until that one was attempted,
//! or for a bounded time when none comes. Nothing but what is lost on purpose may be left without a moment to be sent.
//! What is asked at every event names its index: the planner would rather look at everything that waits.

use super::{all, delay};
use crate::emulator::world::{Transition, WorldError};
use crate::model::event::EventType;
use crate::model::fault::{CallbackFault, Fault, FaultKind};
use jiff::Timestamp;
use std::ops::RangeInclusive;

/// Signs what is to have a bad signature. No world's own.
pub(in crate::emulator::world) const FORGED_SECRET: &str = "whsec_Zm9yZ2VkIG9uIHB1cnBvc2UgYnkgYSBmYXVsdA==";

/// An event's deliveries, which have just been written.
pub(in crate::emulator::world) struct Told<'a> {
    /// What happened.
    pub(in crate::emulator::world) kind: &'a EventType,
    /// To which session.
    pub(in crate::emulator::world) session_id: &'a str,
    /// The deliveries, one for each destination.
    pub(in crate::emulator::world) deliveries: RangeInclusive<i64>,
}

impl Transition<'_> {
    /// Lets the faults strike the deliveries of an event, and lets what was held back for it follow it.
    pub(in crate::emulator::world) fn strike_callbacks(&self, told: &Told<'_>) -> Result<(), WorldError> {
        for number in told.deliveries.clone() {
            let struck = self.strike_callback(told.kind)?;
            if struck.as_ref().is_none_or(|fault| fault.asked.kind != FaultKind::Callback(CallbackFault::Lost)) {
                self.follow(number, told.session_id)?;
            }
            if let Some(fault) = struck {
                self.strike_delivery(number, told.session_id, &fault)?;
            }
        }
        Ok(())
    }

    /// Once a delivery was attempted, those that were held back for it are due.
    pub(in crate::emulator::world) fn release_followers(&self, number: i64) -> Result<(), WorldError> {
        self.store
            .prepare_cached(
                "UPDATE deliveries INDEXED BY delivery_following SET follows = NULL, due_at = ?2
                 WHERE follows = ?1 AND status = 'pending'",
            )?
            .execute((number, self.now.as_millisecond()))?;
        Ok(())
    }

    /// Of the faults that are for this event, the one that was added first and strikes.
    fn strike_callback(&self, kind: &EventType) -> Result<Option<Fault>, WorldError> {
        let is_meant =
            |fault: &Fault| matches!(fault.asked.kind, FaultKind::Callback(_)) && fault.asked.is_for(Some(kind.name()));
        for fault in all(self.store)?.into_iter().filter(is_meant) {
            if self.consult(&fault)? {
                return Ok(Some(fault));
            }
        }
        Ok(None)
    }

    fn strike_delivery(&self, number: i64, session_id: &str, fault: &Fault) -> Result<(), WorldError> {
        let FaultKind::Callback(kind) = fault.asked.kind else { return Ok(()) };
        self.store
            .prepare_cached("UPDATE deliveries SET fault = ?2 WHERE number = ?1")?
            .execute((number, fault.asked.kind.name()))?;
        let later = || self.now.saturating_add(delay(&fault.asked)).unwrap_or(Timestamp::MAX).as_millisecond();
        match kind {
            CallbackFault::Lost => self.lose(number),
            CallbackFault::Doubled => self.double(number),
            CallbackFault::Late => self.put_off(number, later(), None),
            CallbackFault::OutOfOrder => self.put_off(number, later(), Some(session_id)),
            // Whoever takes it for its first attempt gets another secret.
            CallbackFault::BadSignature => Ok(()),
        }
    }

    fn lose(&self, number: i64) -> Result<(), WorldError> {
        self.store
            .prepare_cached("UPDATE deliveries SET status = 'given_up', due_at = NULL WHERE number = ?1")?
            .execute([number])?;
        Ok(())
    }

    fn double(&self, number: i64) -> Result<(), WorldError> {
        self.store
            .prepare_cached(
                "INSERT INTO deliveries (event, destination, status, due_at, fault)
                 SELECT event, destination, status, due_at, fault FROM deliveries WHERE number = ?1",
            )?
            .execute([number])?;
        Ok(())
    }

    fn put_off(&self, number: i64, due_at: i64, held_for: Option<&str>) -> Result<(), WorldError> {
        self.store
            .prepare_cached("UPDATE deliveries SET due_at = ?2, held_for = ?3 WHERE number = ?1")?
            .execute((number, due_at, held_for))?;
        Ok(())
    }

    /// What is held back for the next of this session to this destination has found it.
    fn follow(&self, number: i64, session_id: &str) -> Result<(), WorldError> {
        self.store
            .prepare_cached(
                "UPDATE deliveries INDEXED BY delivery_held SET held_for = NULL, follows = ?1, due_at = NULL
                 WHERE held_for = ?2 AND status = 'pending' AND tries = 0 AND leased_for IS NULL AND number < ?1
                 AND destination = (SELECT destination FROM deliveries WHERE number = ?1)",
            )?
            .execute((number, session_id))?;
        Ok(())
    }
}
