//! `ipp session list`: this machine's own record. The API has no list of sessions, so nobody else's payments are in it.

use super::many::Many;
use super::watch;
use crate::api;
use crate::context::Context;
use crate::error::Error;
use crate::journal::{Attempt, Filter, Journal, Scope, Which};
use crate::model::id::SessionId;
use crate::model::session::Session;
use crate::model::since::Since;
use crate::output::{View, ViewArgs};
use clap::Args;
use jiff::Timestamp;
use std::num::NonZeroUsize;

/// How many attempts are read at a time.
const PAGE: usize = 200;

/// Who looked again, for the journal.
const BY: &str = "session list";

pub(super) const EXAMPLES: &str = "\
Examples:
  ipp session list --env emulator --limit 20
  ipp session list --env emulator --unknown --since 7d -o json
  ipp session list --env emulator --paid --columns time,amount,reference \\
    --sort -amount
  ipp session list --env emulator --open --refresh -o id";

/// Of `session list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    /// Only those that have not ended, as last seen
    #[arg(long, group = "which")]
    open: bool,
    /// Only those of which nobody knows whether there is a session: `ipp session recover` finds out
    #[arg(long, group = "which")]
    unknown: bool,
    /// Only those that are paid, as last seen
    #[arg(long, group = "which")]
    paid: bool,
    /// Not those from before: 2h, 7d, 2026-06-05 or a time with its zone (UTC)
    #[arg(long, value_name = "TIME")]
    since: Option<Since>,
    /// Only those of this phone: id or name, or the beginning of either
    #[arg(long, value_name = "DEVICE")]
    device: Option<String>,
    /// Read the open ones from the API first
    #[arg(long)]
    refresh: bool,
    #[command(flatten)]
    view: ViewArgs,
}

impl ListArgs {
    fn filter(&self) -> Filter {
        Filter {
            which: match (self.open, self.unknown, self.paid) {
                (true, _, _) => Which::Open,
                (_, true, _) => Which::Unknown,
                (_, _, true) => Which::Paid,
                _ => Which::All,
            },
            since: self.since.map(|since| since.moment(Timestamp::now())),
            device: self.device.clone(),
            reference: None,
            step: None,
        }
    }

    /// Whether some that are listed may have ended since.
    fn may_be_stale(&self) -> bool {
        !(self.refresh || self.paid || self.unknown)
    }

    fn limit(&self) -> usize {
        self.view.reads().map_or(usize::MAX, NonZeroUsize::get)
    }
}

pub(super) async fn run(ctx: &mut Context, args: ListArgs) -> Result<(), Error> {
    if args.refresh {
        ctx.refuse_to_show()?;
    }
    let view = args.view.view(&ctx.ui)?;
    let scope = ctx.scope()?;
    ctx.ui.note(&format!(
        "this is this machine's own record ({}): the API has no list of sessions, so those of other machines are not in \
         it{}",
        scope.environment,
        if args.may_be_stale() { "; what is open may have ended since it was last seen (`--refresh` asks)" } else { "" }
    ));
    let Some(journal) = ctx.existing_journal()? else {
        return ctx.ui.emit_view(&view, async || Ok(None)).await;
    };
    let refreshed = match args.refresh {
        true => refresh(ctx, &journal, &scope, &args).await,
        false => Ok(()),
    };
    print(ctx, &journal, &scope, &args, &view).await.and(refreshed)
}

async fn print(
    ctx: &mut Context,
    journal: &Journal,
    scope: &Scope,
    args: &ListArgs,
    view: &View<Attempt>,
) -> Result<(), Error> {
    let mut pages = Pages::new(journal, scope, args.filter(), args.limit());
    ctx.ui.emit_view(view, async || pages.next()).await
}

/// A filtered list, a page at a time.
struct Pages<'a> {
    journal: &'a Journal,
    scope: &'a Scope,
    filter: Filter,
    left: usize,
    before: Option<i64>,
}

impl<'a> Pages<'a> {
    fn new(journal: &'a Journal, scope: &'a Scope, filter: Filter, limit: usize) -> Self {
        Self { journal, scope, filter, left: limit, before: None }
    }

    fn next(&mut self) -> Result<Option<Vec<Attempt>>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        let page = self.journal.page(self.scope, &self.filter, self.before, PAGE.min(self.left))?;
        self.left -= page.len();
        self.before = page.last().map(|attempt| attempt.number);
        Ok((!page.is_empty()).then_some(page))
    }
}

/// Reads the open ones again. What can't be read is listed as it was last seen, and the first reason is the error.
async fn refresh(ctx: &mut Context, journal: &Journal, scope: &Scope, args: &ListArgs) -> Result<(), Error> {
    let ids = open(journal, scope, args)?;
    let client = ctx.client().await?;
    let (total, mut count) = (ids.len(), 0);
    let progress = ctx.ui.progress(&format!("reading {total} open sessions"));
    let mut reading = Many::new(&client, ids);
    while let Some((id, answer)) = reading.next().await {
        count += 1;
        progress.say(&format!("reading open sessions: {count} of {total}"));
        progress.aside(|| settle(ctx, journal, scope, &id, answer))?;
    }
    Ok(())
}

fn open(journal: &Journal, scope: &Scope, args: &ListArgs) -> Result<Vec<SessionId>, Error> {
    let mut pages = Pages::new(journal, scope, Filter { which: Which::Open, ..args.filter() }, args.limit());
    let mut ids = Vec::new();
    while let Some(page) = pages.next()? {
        ids.extend(page.into_iter().filter_map(|attempt| attempt.session_id));
    }
    Ok(ids)
}

fn settle(
    ctx: &mut Context,
    journal: &Journal,
    scope: &Scope,
    id: &SessionId,
    answer: Result<Session, api::Error>,
) -> Result<(), Error> {
    match answer {
        Ok(session) => ctx.saw(&session, BY),
        Err(error) if watch::has_gone(scope.environment, &error) => journal.forget_session(id)?,
        Err(error) if error.status() == Some(404) => {
            ctx.ui.note(&format!("session {id} was not found: it is listed as it was last seen"));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
