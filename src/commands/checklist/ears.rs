//! Where a run hears of callbacks: its own receiver, or the record of a listener that runs beside it on this machine.
//! What nothing here can hear is never said to have come.

use super::relay::{Heard, Relay};
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::webhook::events::Events;
use jiff::Timestamp;
use std::time::Duration;
use tokio::time::Instant;

/// How often a record is read.
const EVERY: Duration = Duration::from_millis(200);

/// What a run hears with.
pub(super) enum Ears {
    /// Its own receiver; `handler` says whether somebody is asked behind it.
    Relay { relay: Relay, has_handler: bool },
    /// What a listener writes down from now on, if one runs.
    Record { events: Events, since: Timestamp, names_handler: bool },
}

impl Ears {
    /// Whether there is a handler whose answers go elsewhere.
    pub(super) fn hides_answers(&self) -> bool {
        matches!(self, Self::Record { names_handler: true, .. })
    }

    /// Whether what is heard was answered by a handler.
    pub(super) fn has_handler(&self) -> bool {
        matches!(self, Self::Relay { has_handler: true, .. })
    }

    /// Everything so far, in the order in which it was answered.
    pub(super) fn all(&self) -> Vec<Heard> {
        match self {
            Self::Relay { relay, .. } => relay.heard().borrow().clone(),
            Self::Record { events, since, .. } => {
                // A record that cannot be read has nothing to show.
                let found = events.since(*since).into_iter().flatten().flatten();
                let mut heard: Vec<Heard> =
                    found.map(|recorded| Heard::of(&recorded.received, recorded.problem, None)).collect();
                heard.reverse();
                heard
            }
        }
    }

    /// Waits until what has come so far is answered, or the time is up: how many are not answered then.
    pub(super) async fn settle(&self, deadline: Instant) -> usize {
        match self {
            Self::Relay { relay, .. } => relay.settle(deadline).await,
            Self::Record { .. } => 0,
        }
    }

    /// Everything of a session.
    pub(super) fn of(&self, id: &SessionId) -> Vec<Heard> {
        let mut all = self.all();
        all.retain(|heard| heard.session_id.eq_ignore_ascii_case(id.as_str()));
        all
    }

    /// Waits until an event of this session has come that is to be believed; what has come at last, if it has not.
    pub(super) async fn wait(&self, id: &SessionId, kind: &EventType, deadline: Instant) -> Result<Heard, Vec<Heard>> {
        let mut relayed = match self {
            Self::Relay { relay, .. } => Some(relay.heard()),
            Self::Record { .. } => None,
        };
        loop {
            relayed.as_mut().map(tokio::sync::watch::Receiver::mark_unchanged);
            let mut heard = self.of(id);
            heard.retain(|heard| heard.kind == *kind);
            if let Some(believed) = heard.iter().find(|heard| heard.problem.is_none()) {
                return Ok(believed.clone());
            }
            let change = async {
                // A receiver that has broken off has nothing more to say.
                let is_told = match &mut relayed {
                    Some(relayed) => relayed.changed().await.is_ok(),
                    None => false,
                };
                if !is_told {
                    tokio::time::sleep(EVERY).await;
                }
            };
            if tokio::time::timeout_at(deadline, change).await.is_err() {
                return Err(heard);
            }
        }
    }

    pub(super) async fn end(self) {
        if let Self::Relay { relay, .. } = self {
            relay.end().await;
        }
    }
}
