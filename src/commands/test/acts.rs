//! What a hand does with payments: the same steps as `session create`, `dev simulate-tap`, `session cancel` and
//! `session wait`, through the same guard, policy and journal.

use super::done::{Done, Way};
use super::file::{Create, Words};
use super::hand::Hand;
use super::order;
use super::stage::{Held, Phone};
use crate::commands::choose;
use crate::commands::session::{cancel, create, wait, watch::Watch};
use crate::error::Error;
use crate::guard::{self, Write};
use crate::journal::{Filter, Which};
use crate::model::device::NewSimulatedDevice;
use crate::model::duration;
use crate::model::id::SessionId;
use crate::model::money::Money;
use crate::model::session::Session;
use crate::model::tap::TapOutcome;
use jiff::Timestamp;
use std::time::Duration;

/// What the journal calls this command.
pub(super) const BY: &str = "test";

/// What simulated phones say of themselves.
const MADE_BY: (&str, &str) = ("made_by", "ipp test");

impl Hand<'_> {
    /// Makes a simulated phone, which the creates after it use.
    pub(super) async fn make_phone(&mut self, words: &Words, label: Option<&String>) -> Done {
        match self.filled(words) {
            Ok(name) => {
                let shown = self.shown(words);
                match self.phone_called(name, &shown, label).await {
                    Err(Error::Api(error)) if error.may_have_happened() => self.phone_lost(&shown, &error.to_string()),
                    done => Done::or(done),
                }
            }
            Err(problem) => Done::failed(problem),
        }
    }

    /// It was not answered, and the phone may be there: no money is in it, but nobody else will remove it.
    pub(super) fn phone_lost(&self, name: &str, why: &str) -> Done {
        Done::unknown(
            format!("{why}: {}", Phone::may_be_there(name)),
            &format!("{}: `ipp device list` shows it, and `ipp device remove` removes it", Phone::may_be_there(name)),
        )
    }

    async fn phone_called(&mut self, name: String, shown: &str, label: Option<&String>) -> Result<Done, Error> {
        let write = Write { what: format!("create the simulated device {name}"), ..Write::default() };
        let client = self.ctx.writer(&write).await?;
        let location_id = choose::location(&mut self.ctx, Some(&client), None).await?;
        guard::check_location(&self.ctx.settings()?.policy, location_id.as_ref())?;
        let metadata = [MADE_BY].map(|(name, value)| (name.to_owned(), value.into())).into_iter().collect();
        let key = Phone::expect(self.stage.phones, shown);
        let made = client.create_simulated_device(&NewSimulatedDevice { name, location_id, metadata }).await;
        let mut phones = self.stage.phones.borrow_mut();
        match &made {
            Err(error) if !error.may_have_happened() => phones.retain(|phone| phone.key != key),
            Err(_) => {}
            Ok(made) => {
                let own = phones.iter_mut().filter(|phone| phone.key == key);
                own.for_each(|phone| phone.id = Some(made.device_id.clone()));
            }
        }
        drop(phones);
        let made = made?;
        self.phone = Some(made.device_id.clone());
        let found = format!("device {}", made.device_id);
        self.stage.keep_phone(made.device_id, label);
        Ok(Done::well(found))
    }

    pub(super) async fn create(&mut self, create: &Create, limit: Duration) -> Done {
        let began = Timestamp::now();
        let count = self.stage.creates.get() + 1;
        self.stage.creates.set(count);
        let reference = format!("test-{}-{count}", self.stage.run);
        let words = order::words(create, self.phone.as_ref(), &reference, |words| self.filled(words));
        let own = words.as_ref().ok().and_then(|words| words.iter().find_map(|word| word.strip_prefix("--ref=")));
        let own = own.map(str::to_owned);
        let (done, asked, seen) = match words.and_then(|words| order::args(&words)) {
            Ok(args) => match tokio::time::timeout(limit, self.ask_for(&args)).await {
                Ok(ended) => ended,
                Err(_) => (self.late(own, began, limit), None, None),
            },
            Err(problem) => (Done::failed(problem), None, None),
        };
        let id = seen.as_ref().map(|session| session.session_id.clone());
        let held = Held { id, asked, done: done.clone(), seen };
        let at = self.stage.keep(held, create.label.as_ref());
        self.current = Some(at);
        done
    }

    /// What came of it, what was asked for, and the session.
    async fn ask_for(&mut self, args: &order::Args) -> (Done, Option<Money>, Option<Session>) {
        let prepared = match create::prepare(&mut self.ctx, args, BY, "create a session of").await {
            Ok(Some(prepared)) => prepared,
            Ok(None) => return (Done::failed("it was only shown"), None, None),
            Err(error) => return (Done::error(&error), None, None),
        };
        let amount = Some(prepared.amount);
        match create::send(&mut self.ctx, &prepared, &mut self.interrupt).await {
            Ok(created) => {
                let done = Done::session(&created.session);
                let way = if created.interrupted { Way::Stopped } else { Way::Ended };
                (Done { way, ..done }, amount, Some(created.session))
            }
            Err(error) => (Done::error(&error), amount, None),
        }
    }

    /// There was no answer in time. What the journal does not know was not sent.
    fn late(&mut self, reference: Option<String>, began: Timestamp, limit: Duration) -> Done {
        let time = duration::show(limit);
        let filter = Filter { which: Which::Unknown, since: Some(began), reference, ..Filter::default() };
        let found = self.ctx.scope().and_then(|scope| Ok(self.ctx.journal()?.page(&scope, &filter, None, 1)?.pop()));
        match found {
            Ok(Some(attempt)) => Done {
                attempt: Some(attempt.number),
                ..Done::unknown(
                    format!("there was no answer within {time}: it is not known whether a session was created"),
                    &format!("`ipp session recover {}` finds out what became of it", attempt.number),
                )
            },
            Ok(None) => Done::failed(format!("it was not sent within {time}: nothing was asked for")),
            Err(error) => Done::error(&error),
        }
    }

    pub(super) async fn tap(&mut self, label: Option<&str>, outcome: TapOutcome) -> Done {
        match self.session(label) {
            Ok((id, _)) => Done::or(self.tap_on(&id, outcome).await).of(&id),
            Err(done) => done,
        }
    }

    async fn tap_on(&mut self, id: &SessionId, outcome: TapOutcome) -> Result<Done, Error> {
        let write = Write { what: format!("tap a simulated card ({outcome})"), ..Write::default() };
        let client = self.ctx.writer(&write).await?;
        client.simulate_tap(id, outcome).await?;
        let watch = Watch { client: &client, id, by: BY, is_new: false };
        let session = watch.read_back(&mut self.ctx).await?;
        Ok(self.saw(&session))
    }

    pub(super) async fn cancel(&mut self, label: Option<&str>) -> Done {
        match self.session(label) {
            Ok((id, _)) => Done::or(self.cancel_it(&id).await).of(&id),
            Err(done) => done,
        }
    }

    /// Cancels, and says how it was read back.
    pub(super) async fn cancel_it(&mut self, id: &SessionId) -> Result<Done, Error> {
        let client = self.ctx.writer(&crate::commands::session::watch::cancelling(id)).await?;
        let watch = Watch { client: &client, id, by: BY, is_new: false };
        let (session, verdict) = cancel::end(&mut self.ctx, &watch, &mut self.interrupt).await?;
        let done = self.saw(&session);
        Ok(verdict.map_or_else(|error| Done::error(&error), |()| done))
    }

    pub(super) async fn wait(&mut self, label: Option<&str>, timeout: Duration) -> Done {
        match self.session(label) {
            Ok((id, _)) => Done::or(self.wait_for(&id, timeout).await).of(&id),
            Err(done) => done,
        }
    }

    async fn wait_for(&mut self, id: &SessionId, timeout: Duration) -> Result<Done, Error> {
        let client = self.stage.client.clone();
        let watch = Watch { client: &client, id, by: BY, is_new: true };
        let (session, verdict) = wait::end(&mut self.ctx, &watch, timeout, false, &mut self.interrupt).await?;
        let done = self.saw(&session);
        Ok(verdict.map_or_else(|error| Done::error(&error), |()| done))
    }

    /// Keeps what was read.
    pub(super) fn saw(&mut self, session: &Session) -> Done {
        self.stage.memory.borrow_mut().saw(session);
        Done::session(session)
    }

    /// The session that a step is about, and what was asked for.
    pub(super) fn session(&self, label: Option<&str>) -> Result<(SessionId, Option<Money>), Done> {
        let memory = self.stage.memory.borrow();
        let held = memory.place(label, self.current).and_then(|at| memory.sessions.get(at));
        match held.and_then(|held| Some((held.id.clone()?, held.asked))) {
            Some(found) => Ok(found),
            None => Err(match label {
                Some(name) => self.missing(format!("there is no session `{name}`: no step has made one that is known")),
                None => {
                    Done::failed("there is no session: the create before this one made none, or none that is known")
                }
            }),
        }
    }
}
