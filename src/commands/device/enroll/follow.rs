//! `ipp device enroll --watch`: who of a sheet has paired, as it happens; each phone gets the name that the sheet gives it.

use super::EnrollArgs;
use super::account::Account;
use super::batch::Batch;
use super::followed::{Followed, State};
use super::sheet;
use crate::api::{self, Client, Filter};
use crate::commands::pairing::{is_long_over, name as give_name};
use crate::config::{Policy, Settings};
use crate::context::Context;
use crate::error::{Error, PairingError};
use crate::guard::Write;
use crate::interrupt::{self, Interrupt};
use crate::model::device::Device;
use crate::model::pairing;
use crate::output::Bar;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;
use tokio::time::Instant;

/// The status of a filter that a server does not know.
const REFUSED: u16 = 400;
/// Between two looks: a sheet of ten thousand is a hundred requests.
const INTERVAL: Duration = Duration::from_secs(2);
/// A list that changes while it is read may skip one; who looks once takes it as it is.
const MISSES: u32 = 3;

/// A sheet, and how its phones stand.
struct Watch {
    client: Client,
    batch: Batch,
    phones: Vec<Followed>,
    may_name: bool,
    settings: Rc<Settings>,
    /// Whether any of its codes was ever listed.
    is_known: bool,
    /// How often in a row a code has to be missing before it counts as cancelled.
    misses: u32,
}

pub(super) async fn run(ctx: &mut Context, path: &Path, args: &EnrollArgs) -> Result<(), Error> {
    ctx.refuse_to_show()?;
    let settings = ctx.settings()?;
    let (batch, entries) = sheet::entries(path, &Account::of(&settings))?;
    let deadline = args.timeout.map(|timeout| Instant::now() + timeout);
    let (client, may_name) = interrupt::or(&ctx.writing(), begin(ctx)).await?;
    let phones = entries.into_iter().map(Followed::from).collect();
    let misses = if args.no_wait { 1 } else { MISSES };
    let mut watch = Watch { client, batch, phones, may_name, settings, is_known: false, misses };
    let mut interrupt = Interrupt::listen()?;
    if args.no_wait {
        interrupt::or(&ctx.writing(), async { watch.look().await.map_err(Error::from) }).await?;
        watch.doubt(ctx);
        watch.phones.iter().filter_map(Followed::complaint).for_each(|complaint| ctx.ui.alert(&complaint));
        let mut phones = Some(watch.phones).filter(|phones| !phones.is_empty());
        return ctx.ui.emit_list(async || Ok(phones.take())).await;
    }
    let bar = ctx.ui.bar(watch.phones.len());
    let result = watch.until_done(ctx, &bar, deadline, &mut interrupt).await;
    drop(bar);
    result?;
    watch.doubt(ctx);
    watch.verdict()
}

/// Naming is a write: where nobody may or can agree to it, phones are only watched.
async fn begin(ctx: &mut Context) -> Result<(Client, bool), Error> {
    let write = Write { what: "name the phones of the sheet".to_owned(), ..Write::default() };
    match ctx.asks(&write).and_then(|_| ctx.confirm(&write)) {
        Ok(()) => Ok((ctx.writer(&write).await?, true)),
        Err(error @ Error::Refused { .. }) => {
            ctx.ui.note(&format!("phones do not get their names: {error}"));
            Ok((ctx.client().await?, false))
        }
        Err(error) => Err(error),
    }
}

impl Watch {
    async fn until_done(
        &mut self,
        ctx: &mut Context,
        bar: &Bar,
        deadline: Option<Instant>,
        interrupt: &mut Interrupt,
    ) -> Result<(), Error> {
        loop {
            let look = tokio::select! {
                look = self.look() => look,
                () = interrupt.next() => return Err(stopped()),
            };
            match look {
                Ok(changed) => self.tell(ctx, bar, &changed)?,
                Err(error) if error.is_passing() => bar.aside(|| ctx.ui.note(&error.to_string())),
                Err(error) => return Err(error.into()),
            }
            let is_over = deadline.is_some_and(|deadline| Instant::now() >= deadline);
            if is_over || self.count(State::Waiting) == 0 {
                return Ok(());
            }
            let next = (Instant::now() + INTERVAL).min(deadline.unwrap_or_else(|| Instant::now() + INTERVAL));
            tokio::select! {
                () = tokio::time::sleep_until(next) => {}
                () = interrupt.next() => return Err(stopped()),
            }
        }
    }

    /// Looks once, and gives the places of those that stand otherwise now.
    async fn look(&mut self) -> Result<Vec<usize>, api::Error> {
        let statuses = self.statuses().await?;
        self.is_known |= self.phones.iter().any(|phone| statuses.contains_key(&phone.enrollment_id));
        let is_new = |phone: &Followed| {
            phone.state == State::Waiting
                && statuses.get(&phone.enrollment_id).is_some_and(|status| status == "CONSUMED")
        };
        let new: Vec<&str> =
            self.phones.iter().filter(|phone| is_new(phone)).map(|phone| phone.mark.as_str()).collect();
        let devices = if new.is_empty() { HashMap::new() } else { self.devices(&new).await? };
        let mut changed = Vec::new();
        for at in 0..self.phones.len() {
            let device = devices.get(&self.phones[at].mark);
            let status = statuses.get(&self.phones[at].enrollment_id).map(String::as_str);
            if self.phones[at].state == State::Waiting && self.phones[at].is_changed_by(status, device, self.misses) {
                changed.push(at);
            }
        }
        for at in &changed {
            if let Some(device) = devices.get(&self.phones[*at].mark).filter(|_| self.may_name) {
                let name = &self.phones[*at].name;
                self.phones[*at].problem = named(&self.client, &self.settings.policy, device, name).await;
            }
        }
        Ok(changed)
    }

    async fn statuses(&self) -> Result<HashMap<String, String>, api::Error> {
        let mut statuses = HashMap::new();
        let mut pages = self.client.enrollments(&self.filter(), true);
        while let Some(items) = pages.next().await? {
            statuses.extend(
                items.into_iter().map(|item| (item.enrollment_id.to_string(), item.status.unwrap_or_default())),
            );
        }
        Ok(statuses)
    }

    /// By their marks. That devices can be filtered is assumed, so a filter that finds too few proves nothing.
    async fn devices(&self, wanted: &[&str]) -> Result<HashMap<String, Device>, api::Error> {
        match self.marked(&self.filter()).await {
            Ok(devices) if wanted.iter().all(|mark| devices.contains_key(*mark)) => Ok(devices),
            Err(error) if error.status() != Some(REFUSED) => Err(error),
            _ => self.marked(&Filter::default()).await,
        }
    }

    async fn marked(&self, filter: &Filter) -> Result<HashMap<String, Device>, api::Error> {
        let mut devices = HashMap::new();
        let mut pages = self.client.devices(filter);
        while let Some(items) = pages.next().await? {
            let marked = |device: Device| {
                let mark = pairing::mark(device.metadata.as_ref()).filter(|mark| self.batch.has(mark))?;
                Some((mark.to_owned(), device))
            };
            devices.extend(items.into_iter().filter_map(marked));
        }
        Ok(devices)
    }

    fn filter(&self) -> Filter {
        Filter { metadata: vec![pairing::by_batch(self.batch.as_str())], ..Filter::default() }
    }

    fn tell(&self, ctx: &mut Context, bar: &Bar, changed: &[usize]) -> Result<(), Error> {
        for at in changed {
            let mut result = Ok(true);
            bar.aside(|| result = ctx.ui.emit_next(&self.phones[*at]));
            result?;
            if let Some(complaint) = self.phones[*at].complaint() {
                bar.aside(|| ctx.ui.alert(&complaint));
            }
        }
        let waiting = self.count(State::Waiting);
        bar.say(self.phones.len() - waiting, &format!("{} paired", self.count(State::Paired)));
        Ok(())
    }

    fn count(&self, state: State) -> usize {
        self.phones.iter().filter(|phone| phone.state == state).count()
    }

    /// Codes that are all cancelled look like those of somebody else.
    fn doubt(&self, ctx: &mut Context) {
        if !self.is_known && !self.phones.is_empty() {
            ctx.ui.alert("none of the codes of this sheet is listed: they were cancelled, or are another account's");
        }
    }

    fn verdict(&self) -> Result<(), Error> {
        let (paired, total) = (self.count(State::Paired), self.phones.len());
        if paired == total {
            return Ok(());
        }
        let (expired, cancelled) = (self.count(State::Expired), self.count(State::Cancelled));
        Err(PairingError::NotAll { paired, expired, cancelled, waiting: self.count(State::Waiting), total }.into())
    }
}

impl Followed {
    /// What stands in the way of its name.
    fn complaint(&self) -> Option<String> {
        let problem = self.problem.as_ref()?;
        Some(format!("`{}` is paired, but could not be named: {problem}", self.name))
    }

    /// Takes in what a look showed; cancelled codes are never listed (D).
    fn is_changed_by(&mut self, status: Option<&str>, device: Option<&Device>, most_misses: u32) -> bool {
        let is_missed = status.is_none() || (status == Some("CONSUMED") && device.is_none());
        self.misses = if is_missed { self.misses + 1 } else { 0 };
        self.device_id = device.map(|device| device.id.clone());
        self.state = match status {
            // A phone that does not show up has used it all the same.
            Some("CONSUMED") if device.is_some() || self.misses >= most_misses => State::Paired,
            Some("EXPIRED") => State::Expired,
            Some("CANCELLED") => State::Cancelled,
            None if self.misses >= most_misses => State::Cancelled,
            Some("PENDING") if is_long_over(Some(&self.expires_at)) => State::Expired,
            _ => State::Waiting,
        };
        self.state != State::Waiting
    }
}

/// What stood in the way of the name, if anything did: the phone is paired all the same.
async fn named(client: &Client, policy: &Policy, device: &Device, name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    give_name(client, policy, device, name).await.err().map(|error| error.to_string())
}

fn stopped() -> Error {
    Error::Interrupted { what: "the watch was stopped; the codes are as they were".to_owned(), session: None }
}
