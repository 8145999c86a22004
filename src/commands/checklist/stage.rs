//! What the items of a run share: the client, the phone, what hears callbacks, the sessions that are open, and how each
//! request is waited for. Every create goes the way of `ipp session create`, journal and all; none is ever sent twice.

use super::super::choose::Phone;
use super::super::session::create::{self, Prepared};
use super::super::session::watch::{self, Course, Watch};
use super::ears::Ears;
use super::ending::{self, Ending, Halt};
use super::row::Trail;
use crate::api::{self, Client, Observer, Sight};
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::interrupt::Interrupt;
use crate::model::environment::Environment;
use crate::model::id::{DeviceId, LocationId, SessionId};
use crate::model::money::{Currency, Money};
use crate::model::order::OrderLine;
use crate::model::session::{NewSession, Session, SessionStatus};
use crate::model::tap::TapOutcome;
use crate::model::tax::TaxRate;
use crate::output::Progress;
use jiff::Timestamp;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// What the journal calls this command.
pub(super) const BY: &str = "checklist";

/// What each payment asks for, in minor units.
const AMOUNT: i64 = 100;

/// How long a callback is waited for where none has come at all.
const DEAF: Duration = Duration::from_secs(1);

/// How often a session is read that has not yet got where it is expected.
const EVERY: Duration = Duration::from_millis(500);

/// The phone of a run, and what its customers pay with.
pub(super) struct Rig {
    pub phone: Phone,
    pub amount: Money,
}

/// What a run works with.
pub(super) struct Stage<'a> {
    pub ctx: &'a mut Context,
    pub interrupt: &'a mut Interrupt,
    pub client: Client,
    pub ears: Ears,
    /// How long each thing that is waited for may take.
    pub limit: Duration,
    pub rig: Option<Rig>,
    /// Named in each create where the phone says none, once one without it was refused.
    pub location: Option<LocationId>,
    /// The simulated phone that this run has made.
    pub made: Option<DeviceId>,
    /// A create whose answer was lost: nothing more is asked for then.
    pub unknown: Option<Error>,
    /// Those that have not been seen to end.
    pub open: Vec<SessionId>,
    /// What was made, or may have been, and cannot be put away from here: in words, with the way to do it.
    pub left: Vec<String>,
    /// A callback was waited for in vain, and no other has come either.
    pub is_deaf: bool,
    /// Which part of the run it is, for whoever watches.
    pub step: String,
    name: String,
    count: usize,
    status: Status,
}

impl<'a> Stage<'a> {
    pub(super) fn new(
        ctx: &'a mut Context,
        interrupt: &'a mut Interrupt,
        (client, ears, name): (Client, Ears, String),
        limit: Duration,
    ) -> Self {
        let status = Status::default();
        let client = client.watched_by(listener(Arc::clone(&status)));
        let (rig, made, unknown, open) = (None, None, None, Vec::new());
        Self {
            ctx,
            interrupt,
            client,
            ears,
            limit,
            rig,
            location: None,
            made,
            unknown,
            open,
            left: Vec::new(),
            is_deaf: false,
            step: BY.to_owned(),
            name,
            count: 0,
            status,
        }
    }

    /// Whether nobody else than the emulator sends callbacks.
    pub(super) fn is_emulated(&mut self) -> bool {
        self.ctx.settings().is_ok_and(|settings| settings.environment.value == Environment::Emulator)
    }

    /// What the run's own things are known by.
    pub(super) fn name(&self) -> String {
        self.name.clone()
    }

    /// What the last request was answered with, if it was.
    pub(super) fn last_status(&self) -> Option<u16> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner).parse().ok()
    }

    /// Waits for `work`, which may be dropped at a signal, and says meanwhile what it is.
    pub(super) async fn ask<T, E: Into<Halt>>(
        &mut self,
        what: &str,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, Halt> {
        let _progress = self.progress(what);
        tokio::select! {
            result = work => result.map_err(Into::into),
            () = self.interrupt.next() => Err(Halt::Run(stopped())),
        }
    }

    /// Shown on a terminal until it is dropped: which step, and what is going on.
    pub(super) fn progress(&self, what: &str) -> Progress {
        self.ctx.ui.progress(&format!("{}: {what}", self.step))
    }

    /// Waits until then, or for a signal.
    pub(super) async fn pause(&mut self, what: &str, until: Instant) -> Result<(), Halt> {
        let sleep = async {
            tokio::time::sleep_until(until).await;
            Ok::<_, Halt>(())
        };
        self.ask(what, sleep).await
    }

    /// When what is waited for from now on is late.
    pub(super) fn deadline(&self) -> Instant {
        Instant::now() + self.limit
    }

    /// The same of a callback: where the whole time has passed once and none at all has come, the next ones get less.
    pub(super) fn hearing_deadline(&self) -> Instant {
        Instant::now() + if self.is_deaf { self.limit.min(DEAF) } else { self.limit }
    }

    /// Waits until the callbacks that have come are answered: how many are not when the time is up.
    pub(super) async fn settle(&mut self) -> Result<usize, Halt> {
        let _progress = self.progress("waiting for the answers to callbacks");
        tokio::select! {
            count = self.ears.settle(Instant::now() + self.limit) => Ok(count),
            () = self.interrupt.next() => Err(Halt::Run(stopped())),
        }
    }

    /// An order of the run's own: small, and known by its reference.
    pub(super) fn order(&mut self, item: &str) -> Result<NewSession, Halt> {
        self.count += 1;
        let reference = format!("{}-{}-{item}", self.name, self.count);
        let rig = self.rig()?;
        let device = rig.phone.device.as_ref();
        Ok(NewSession {
            device_id: rig.phone.id.clone(),
            order_amount: rig.amount.minor,
            order_tax_amount: 0,
            purchase_currency: rig.amount.currency.to_string(),
            purchase_started_at: format!("{:.0}", Timestamp::now()),
            merchant_reference1: Some(reference),
            merchant_reference2: None,
            merchant_data: None,
            order_items: vec![OrderLine::single("Go-live checklist", rig.amount.minor, TaxRate::NONE)],
            extra: serde_json::Map::new(),
            location_id: device.and_then(|device| device.location_id.clone()).or_else(|| self.location.clone()),
        })
    }

    /// The phone; without one an item cannot be run.
    pub(super) fn rig(&self) -> Result<&Rig, Halt> {
        let none = || Halt::Item(Ending::not_run("there is no phone to ask", "mend the row `device` first"));
        self.rig.as_ref().ok_or_else(none)
    }

    /// Asks the phone for the run's own small amount.
    pub(super) async fn create(&mut self, item: &str, trail: &mut Trail) -> Result<Session, Halt> {
        let new = self.order(item)?;
        self.send(new, trail).await
    }

    /// Asks for what `new` says.
    pub(super) async fn send(&mut self, new: NewSession, trail: &mut Trail) -> Result<Session, Halt> {
        if self.unknown.is_some() {
            let why = "the answer to an earlier create was lost, and nothing more was asked for";
            return Err(Halt::Item(Ending::not_run(why, "find out what became of that one first")));
        }
        let rig = self.rig()?;
        let phone = Phone { id: new.device_id.clone(), device: rig.phone.device.clone() };
        let (amount, client) = (rig.amount, self.client.clone());
        trail.did(format!("created a session of {amount}"));
        let prepared = Prepared { new, amount, client, phone, allow_duplicate: false, by: BY };
        let created = match create::send(self.ctx, &prepared, self.interrupt).await {
            Ok(created) => created,
            Err(error @ Error::Unknown { .. }) => {
                let ending = ending::of(&error);
                self.unknown = Some(error);
                return Err(Halt::Item(ending));
            }
            Err(error) => return Err(error.into()),
        };
        let session = created.session;
        trail.sessions.push(session.session_id.to_string());
        if !session.is_settled() {
            self.open.push(session.session_id.clone());
        }
        if created.interrupted { Err(Halt::Run(stopped())) } else { Ok(session) }
    }

    /// Taps a simulated card.
    pub(super) async fn tap(&mut self, id: &SessionId, outcome: TapOutcome, trail: &mut Trail) -> Result<(), Halt> {
        trail.did(format!("tapped a simulated card ({outcome})"));
        let client = self.client.clone();
        self.ask(&format!("tapping a simulated card ({outcome})"), client.simulate_tap(id, outcome)).await
    }

    /// Reads a session, and remembers how it stands. Nothing is proved with one that contradicts itself or what was asked.
    pub(super) async fn read(&mut self, id: &SessionId) -> Result<Session, Halt> {
        let client = self.client.clone();
        let session = self.ask("reading the session back", client.session(id)).await?;
        self.ctx.saw(&session, BY);
        watch::own(self.ctx, &session).map_err(|error| Halt::Item(ending::of(&error)))?;
        if session.is_settled() {
            self.open.retain(|open| open != id);
        }
        match session.status.has_ended() && session.may_be_paid() {
            true => Err(Halt::Item(ending::doubtful(&session))),
            false => Ok(session),
        }
    }

    /// Reads a session until it is as it is expected, or the time is up: how it is then.
    pub(super) async fn read_until(&mut self, id: &SessionId, status: &SessionStatus) -> Result<Session, Halt> {
        let deadline = self.deadline();
        loop {
            let session = self.read(id).await?;
            if session.status == *status || session.status.has_ended() || Instant::now() >= deadline {
                return Ok(session);
            }
            let next = deadline.min(Instant::now() + EVERY);
            self.pause(&format!("waiting for the session to be {status}"), next).await?;
        }
    }

    /// A cancel, as it was answered: a refusal is an answer, too.
    pub(super) async fn cancel(&mut self, id: &SessionId) -> Result<Result<(), api::Error>, Halt> {
        let client = self.client.clone();
        self.ask("cancelling the session", async { Ok::<_, Halt>(client.cancel_session(id).await) }).await
    }

    /// What the run has asked for: said before it, and held to the policy.
    pub(super) fn agree_to(&mut self, currency: Currency) -> Result<Money, Error> {
        let amount = Money { minor: AMOUNT, currency };
        let what = format!("create sessions of {amount}");
        self.ctx.check_policy(&Write { what, amount: Some(amount), deletes: false })?;
        Ok(amount)
    }

    /// Ends what the run has left open, and reads back what became of it; in words what could not be put away.
    pub(super) async fn clear(&mut self, is_pressed: bool, removes: bool) -> Vec<String> {
        let mut left = std::mem::take(&mut self.left);
        for id in std::mem::take(&mut self.open) {
            let watch = Watch { client: &self.client, id: &id, by: BY, is_new: false };
            let course = Course { cancels: true, is_pressed };
            match watch.settle(self.ctx, self.interrupt, course).await {
                Ok(session) if session.is_settled() => {}
                Ok(session) if session.may_be_paid() => left.push(watch::unknown(&id, None).to_string()),
                Ok(session) => left.push(format!("session {id} is still {}", session.status)),
                Err(error) => left.push(error.to_string()),
            }
        }
        if let Some(id) = self.made.take().filter(|_| removes) {
            let removed = tokio::select! {
                removed = self.client.remove_device(&id) => removed.map_err(|error| error.to_string()),
                () = self.interrupt.next() => Err("the run was stopped".to_owned()),
            };
            if let Err(why) = removed {
                left.push(format!(
                    "the simulated phone {id} was not removed: {why}; `ipp device remove {id}` removes it"
                ));
            }
        }
        left
    }
}

/// A status as it is told; other words where there was none.
type Status = Arc<Mutex<String>>;

fn listener(status: Status) -> Observer {
    Arc::new(move |sight: Sight<'_>| {
        if let Sight::Exchange(exchange) = sight {
            status.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&exchange.outcome);
        }
    })
}

/// A signal.
pub(super) fn stopped() -> Error {
    Error::Interrupted { what: "the checklist was stopped".to_owned(), session: None }
}
