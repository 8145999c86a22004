//! What is done with each event, whoever sent it: recorded, forwarded, answered. Runs beside all others, and prints
//! nothing.
//!
//! 2xx is only said of an event that was verified, recorded, and taken by every handler that it is for. What is not said
//! so comes again (D).

use super::seen::Seen;
use super::shown::Shown;
use super::until::Until;
use crate::commands::webhook::list::FilterArgs;
use crate::webhook::events::Events;
use crate::webhook::forward::{Forwarded, Forwarder};
use crate::webhook::receiver::{Answer, Incident};
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// After so long a handler lets an event wait, and that is told.
const PATIENCE: Duration = Duration::from_secs(1);

/// What all events share.
pub(super) struct Handling {
    pub events: Events,
    pub forwarder: Forwarder,
    /// What is shown and forwarded. The rest is recorded, and answered well.
    pub filter: FilterArgs,
    pub forwards_unverified: bool,
    pub shows_bodies: bool,
    pub seen: Mutex<Seen>,
    pub until: Option<Mutex<Until>>,
}

impl Handling {
    /// Takes one to its answer. Gives what is to be shown of it, if it is to be shown; `waits` hears of it before, when
    /// there is no answer for a while.
    pub async fn handle(&self, incident: Incident, waits: impl Fn(String)) -> Option<Shown> {
        let mut shown = Shown::new(&incident.received, &incident.verdict, self.shows_bodies);
        let is_chosen = self.filter.takes(shown.kind.as_deref(), shown.session_id.as_deref());
        let answer = self.answer(&incident, &mut shown, is_chosen, waits).await;
        shown.answered = answer.status;
        incident.answer(answer);
        if is_chosen {
            self.count(&shown);
        }
        (is_chosen || shown.not_recorded.is_some()).then_some(shown)
    }

    async fn answer(&self, incident: &Incident, shown: &mut Shown, is_chosen: bool, waits: impl Fn(String)) -> Answer {
        if shown.is_verified() {
            (shown.duplicate, shown.is_earlier) = self.known(&shown.id);
        }
        if let Err(error) = self.events.append(&incident.received, shown.problem.as_deref(), shown.duplicate) {
            shown.not_recorded = Some(error.to_string());
            return Answer::new(503, "the event could not be recorded: send it again");
        }
        if shown.is_verified() {
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).take(&shown.id);
        }
        if is_chosen && (shown.is_verified() || self.forwards_unverified) {
            shown.handlers = self.forward(incident, shown, waits).await;
        }
        match (&incident.verdict, shown.handlers.iter().find(|forwarded| !forwarded.is_handled())) {
            (_, Some(failed)) => Answer::new(502, refused(failed)),
            (Err(fault), None) if shown.handlers.is_empty() => Answer::refusal(fault),
            _ => Answer::new(200, ""),
        }
    }

    /// Hands it on. What holds it up is told: a sender may hold back what comes next until this one is answered.
    async fn forward(&self, incident: &Incident, shown: &Shown, waits: impl Fn(String)) -> Vec<Forwarded> {
        let kind = shown.kind.as_deref().unwrap_or_default();
        let mut forwarded = pin!(self.forwarder.forward(&incident.received, kind, incident.began));
        self.until(|until| until.hand_on(shown));
        if let Ok(forwarded) = tokio::time::timeout(PATIENCE, &mut forwarded).await {
            return forwarded;
        }
        let verified = if shown.is_verified() { " and was verified" } else { "" };
        waits(format!("{} came{verified}; the handler has not taken it yet", shown.name()));
        forwarded.await
    }

    /// Whether it came before, and whether it is of before this listener.
    fn known(&self, id: &str) -> (bool, bool) {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        (seen.is_known(id), seen.is_earlier(id))
    }

    /// One that is chosen has been answered.
    fn count(&self, shown: &Shown) {
        self.until(|until| until.take(shown));
    }

    fn until(&self, tell: impl FnOnce(&mut Until)) {
        let Some(until) = &self.until else { return };
        tell(&mut until.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn refused(forwarded: &Forwarded) -> String {
    match forwarded.status {
        Some(status) => format!("a handler answered {status}"),
        None => "a handler did not answer".to_owned(),
    }
}
