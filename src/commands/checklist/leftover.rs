//! What runs that were killed have left: their destinations, their open sessions, their simulated phones. Only what is certainly
//! of a run that is no more is put away; what cannot be is told with the command that does it.

use super::super::session::watch::{Course, Watch};
use super::super::webhook::Registered;
use super::ending::Halt;
use super::lease::{Lease, account, run_of};
use super::phone::{MARK, is_simulated};
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
    /// Finds the runs that are no more; on the emulator their destinations are removed at once, where nobody answers any more.
    pub(super) fn find(ctx: &mut Context) -> Result<Self, Error> {
        let settings = ctx.settings()?;
        let mut found = Self { dead: Lease::dead(&settings.state_dir), done: Vec::new(), left: Vec::new() };
        if settings.environment.value != Environment::Emulator || found.dead.is_empty() {
            return Ok(found);
        }
        let known = World::open(&settings.state_dir)?.destinations()?;
        for url in found.dead.iter().filter_map(|lease| lease.destination.as_ref()) {
            if known.iter().any(|known| known.url == url.as_str()) && nobody_answers(url) {
                Registered::new(ctx, &settings.state_dir, url, None)?.leave()?;
                found.done.push(format!("its destination {url}, which is removed"));
            }
        }
        Ok(found)
    }

    /// Puts away the rest, and tells of all of it. An error only at a signal.
    pub(super) async fn put_away(mut self, stage: &mut Stage<'_>) -> Result<(), Error> {
        let own = account(&stage.ctx.scope()?);
        let (dead, others): (Vec<Lease>, Vec<Lease>) = self.dead.drain(..).partition(|lease| lease.account == own);
        // They are of another account: whoever asks there next finds them.
        drop(others);
        self.sessions(stage, &dead).await?;
        let is_clear = dead.is_empty() || self.phones(stage, &dead).await?;
        if is_clear {
            dead.into_iter().for_each(Lease::end);
        }
        if !self.done.is_empty() {
            stage.ctx.ui.note(&format!("put away what an earlier run left: {}", self.done.join("; ")));
        }
        if !self.left.is_empty() {
            stage.ctx.ui.alert(&format!("an earlier run left what is not put away: {}", self.left.join("; ")));
        }
        Ok(())
    }

    /// Those that the journal knows: an open one is cancelled and read back, as its own run would have done.
    async fn sessions(&mut self, stage: &mut Stage<'_>, dead: &[Lease]) -> Result<(), Error> {
        for attempt in attempts(stage.ctx, Which::Unknown, dead)? {
            self.left.push(format!(
                "attempt {0}, of which nobody knows whether it became a session: `ipp session recover {0}` finds out",
                attempt.number
            ));
        }
        let is_own = |attempt: &Attempt| attempt.seen.first().is_some_and(|seen| seen.by == BY);
        let open = attempts(stage.ctx, Which::Open, dead)?.into_iter().filter(is_own);
        for id in open.filter_map(|attempt| attempt.session_id) {
            self.session(stage, &id).await?;
        }
        Ok(())
    }

    async fn session(&mut self, stage: &mut Stage<'_>, id: &SessionId) -> Result<(), Error> {
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
            Err(error) => self.left.push(format!("session {id} ({error}): `ipp session cancel {id}`")),
        }
        Ok(())
    }

    /// Those that bear the mark of a run that is no more. Whether all of them are gone.
    async fn phones(&mut self, stage: &mut Stage<'_>, dead: &[Lease]) -> Result<bool, Error> {
        let client = stage.client.clone();
        let all = match stage.ask("looking for phones of earlier runs", client.devices(&Filter::default()).all()).await
        {
            Ok(all) => all,
            Err(Halt::Run(error)) => return Err(error),
            // What the run itself is told then is told by its rows.
            Err(Halt::Item(_)) => return Ok(false),
        };
        let mut is_clear = true;
        for phone in all.iter().filter(|phone| dead.iter().any(|lease| bears(phone, &lease.name))) {
            let id = &phone.id;
            let removed = tokio::select! {
                removed = client.remove_device(id) => removed,
                () = stage.interrupt.next() => return Err(stopped()),
            };
            match removed {
                Ok(()) => self.done.push(format!("its simulated phone {id}, which is removed")),
                Err(error) => {
                    is_clear = false;
                    self.left.push(format!("the simulated phone {id} ({error}): `ipp device remove {id}`"));
                }
            }
        }
        Ok(is_clear)
    }
}

/// This machine's payments of runs that are not alive any more: whoever holds the lease of a dead one here is this run.
fn attempts(ctx: &mut Context, which: Which, dead: &[Lease]) -> Result<Vec<Attempt>, Error> {
    let (scope, state) = (ctx.scope()?, ctx.settings()?.state_dir.clone());
    let Some(journal) = ctx.existing_journal()? else { return Ok(Vec::new()) };
    let mut all = journal.page(&scope, &Attempts { which, ..Attempts::default() }, None, MOST)?;
    let is_dead = |name: &str| dead.iter().any(|lease| lease.name == name) || !Lease::is_alive(&state, name);
    all.retain(|attempt| attempt.merchant_reference1.as_deref().and_then(run_of).is_some_and(is_dead));
    Ok(all)
}

fn bears(phone: &Device, name: &str) -> bool {
    let mark = phone.metadata.as_ref().and_then(|metadata| metadata.get(MARK));
    is_simulated(phone) && mark.and_then(|mark| mark.as_str()) == Some(name)
}

/// Somebody else may listen there now.
fn nobody_answers(url: &Url) -> bool {
    let is_dead =
        |port| TcpStream::connect_timeout(&SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port), MOMENT).is_err();
    url.port().is_some_and(is_dead)
}
