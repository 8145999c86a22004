//! What runs that were killed have left: their destinations, their open sessions, their simulated phones. Only what is certainly
//! of a run that is no more is put away; what cannot be is told with the command that does it.

use super::super::session::watch::{Course, Watch};
use super::super::webhook::place::{Registered, is_a_listeners};
use super::ending::Halt;
use super::lease::{Lease, account, run_of};
use super::phone::{MARK, NAME, is_simulated};
use super::stage::{BY, Stage, stopped};
use crate::api::Filter;
use crate::context::Context;
use crate::emulator::World;
use crate::error::Error;
use crate::journal::{Attempt, Filter as Attempts, Which};
use crate::model::device::Device;
use crate::model::environment::Environment;
use crate::model::id::SessionId;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;
use url::Url;

/// How long an address of this machine may take to take a connection.
const MOMENT: Duration = Duration::from_millis(200);

/// How many attempts of each kind are looked at.
const MOST: usize = 1000;

/// What was found of earlier runs.
pub(super) struct Leftover {
    dead: Vec<Lease>,
    /// What was put away, and how.
    done: Vec<String>,
    /// What was not, and how it is.
    left: Vec<String>,
}

impl Leftover {
    /// Finds the runs of this account that are no more; on the emulator their destinations are removed at once, where nobody
    /// answers any more.
    pub(super) fn find(ctx: &mut Context) -> Result<Self, Error> {
        let (settings, own) = (ctx.settings()?, account(&ctx.scope()?));
        let dead = Lease::dead(&settings.state_dir, |lease| lease.account == own);
        let mut found = Self { dead, done: Vec::new(), left: Vec::new() };
        let urls: Vec<Url> = found.dead.iter().filter_map(|lease| lease.destination.clone()).collect();
        if settings.environment.value == Environment::Emulator && !urls.is_empty() {
            let known = World::open(&settings.state_dir)?.destinations()?;
            let is_own = |url: &&Url| {
                known.iter().any(|known| known.url == url.as_str() && is_a_listeners(&settings.state_dir, &known.id))
            };
            urls.iter().filter(is_own).try_for_each(|url| found.destination(ctx, &settings.state_dir, url))?;
        }
        Ok(found)
    }

    fn destination(&mut self, ctx: &mut Context, state: &Path, url: &Url) -> Result<(), Error> {
        match nobody_answers(url) {
            true => {
                Registered::new(ctx, state, url, None)?.leave()?;
                self.done.push(format!("its destination {url}, which is removed"));
            }
            false => self.left.push(format!(
                "its destination {url}, where somebody answers now: unless that is a listener of ipp, which removes it at its end, \
                 `ipp emulator destination remove {url}` does"
            )),
        }
        Ok(())
    }

    /// Puts away the rest, and tells of all of it. What is left is looked for again by the next run.
    pub(super) async fn put_away(mut self, stage: &mut Stage<'_>) -> Result<(), Error> {
        if self.dead.is_empty() {
            return Ok(());
        }
        let dead = std::mem::take(&mut self.dead);
        self.sessions(stage, &dead).await?;
        let are_known = self.phones(stage, &dead).await?;
        if !self.done.is_empty() {
            stage.ctx.ui.note(&format!("put away what an earlier run left: {}", self.done.join("; ")));
        }
        match self.left.is_empty() {
            true if are_known => dead.into_iter().for_each(Lease::end),
            true => {}
            false => stage.ctx.ui.alert(&format!("an earlier run left what is not put away: {}", self.left.join("; "))),
        }
        Ok(())
    }

    /// Those that the journal knows: an open one is cancelled and read back, as its own run would have done.
    async fn sessions(&mut self, stage: &mut Stage<'_>, dead: &[Lease]) -> Result<(), Error> {
        let is_own = |attempt: &Attempt| is_of(attempt, dead);
        for attempt in attempts(stage.ctx, Which::Unknown)?.into_iter().filter(is_own) {
            self.left.push(format!(
                "attempt {0}, of which nobody knows whether it became a session: `ipp session recover {0}` finds out",
                attempt.number
            ));
        }
        for attempt in attempts(stage.ctx, Which::Open)?.into_iter().filter(is_own) {
            if let Some(id) = attempt.session_id.filter(|_| attempt.seen.first().is_some_and(|seen| seen.by == BY)) {
                self.session(stage, &id).await?;
            }
        }
        Ok(())
    }

    async fn session(&mut self, stage: &mut Stage<'_>, id: &SessionId) -> Result<(), Error> {
        let is_emulator = stage.ctx.settings()?.environment.value == Environment::Emulator;
        let watch = Watch { client: &stage.client, id, by: BY, is_new: false };
        let course = Course { cancels: true, is_pressed: false };
        match watch.settle(stage.ctx, stage.interrupt, course).await {
            Ok(session) if session.is_settled() => {
                self.done.push(format!("its session {id}, which is {}", session.status));
            }
            Ok(session) => {
                self.left.push(format!("session {id}, which is {}: `ipp session cancel {id}`", session.status));
            }
            Err(error @ Error::Interrupted { .. }) => return Err(error),
            // It went with the emulator's world.
            Err(error) if is_emulator && error.refusal().is_some_and(|refusal| refusal.status == 404) => {
                if let Some(journal) = stage.ctx.existing_journal()? {
                    journal.forget_session(id)?;
                }
            }
            Err(error) => self.left.push(format!("session {id} ({error}): `ipp session cancel {id}`")),
        }
        Ok(())
    }

    /// Those that bear the mark of a run that is no more, and that nobody has taken over. Whether they could be looked for.
    async fn phones(&mut self, stage: &mut Stage<'_>, dead: &[Lease]) -> Result<bool, Error> {
        let client = stage.client.clone();
        let all = match stage.ask("looking for phones of earlier runs", client.devices(&Filter::default()).all()).await
        {
            Ok(all) => all,
            Err(Halt::Run(error)) => return Err(error),
            // What the run itself is told then is told by its rows.
            Err(Halt::Item(_)) => return Ok(false),
        };
        let mut open = attempts(stage.ctx, Which::Open)?;
        open.extend(attempts(stage.ctx, Which::Unknown)?);
        for phone in all.iter().filter(|phone| dead.iter().any(|lease| bears(phone, &lease.name))) {
            let id = &phone.id;
            if open.iter().any(|attempt| attempt.device_id == *id) {
                self.left
                    .push(format!("the simulated phone {id}, where a payment may be open: `ipp device remove {id}`"));
                continue;
            }
            let removed = tokio::select! {
                removed = client.remove_device(id) => removed,
                () = stage.interrupt.next() => return Err(stopped()),
            };
            match removed {
                Ok(()) => self.done.push(format!("its simulated phone {id}, which is removed")),
                Err(error) => self.left.push(format!("the simulated phone {id} ({error}): `ipp device remove {id}`")),
            }
        }
        Ok(true)
    }
}

/// This machine's payments here.
fn attempts(ctx: &mut Context, which: Which) -> Result<Vec<Attempt>, Error> {
    let scope = ctx.scope()?;
    let Some(journal) = ctx.existing_journal()? else { return Ok(Vec::new()) };
    Ok(journal.page(&scope, &Attempts { which, ..Attempts::default() }, None, MOST)?)
}

/// Whether one of these runs has asked for it. A run without a lease may be alive, whoever it is of.
fn is_of(attempt: &Attempt, dead: &[Lease]) -> bool {
    let run = attempt.merchant_reference1.as_deref().and_then(run_of);
    run.is_some_and(|run| dead.iter().any(|lease| lease.name == run))
}

fn bears(phone: &Device, name: &str) -> bool {
    let mark = phone.metadata.as_ref().and_then(|metadata| metadata.get(MARK));
    is_simulated(phone) && phone.name.as_deref() == Some(NAME) && mark.and_then(|mark| mark.as_str()) == Some(name)
}

/// Somebody else may listen there now.
fn nobody_answers(url: &Url) -> bool {
    let is_dead =
        |port| TcpStream::connect_timeout(&SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port), MOMENT).is_err();
    url.port().is_some_and(is_dead)
}
