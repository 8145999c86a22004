//! `ipp session recover`: what became of a payment whose answer was lost.
//!
//! A session is known by the mark that its attempt put into `merchant_data`; what only looks alike is shown to a person,
//! and never settled here. Nothing is created, and nothing is cancelled unless somebody says so.

mod candidates;
mod chosen;
mod decide;
mod find;
mod settle;

use super::attempt;
use crate::api;
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::interrupt::Interrupt;
use crate::journal::{Attempt, Journal, Scope};
use crate::model::duration;
use chosen::{Choice, Chosen};
use clap::{ArgGroup, Args};
use decide::Course;
use settle::Settlement;
use std::path::PathBuf;
use std::time::Duration;

/// Who found it, for the journal.
pub(super) const BY: &str = "session recover";

pub(super) const EXAMPLES: &str = "\
Reads the sessions that callbacks tell of (those that `ipp webhook listen` has
recorded, and the emulator's own), and settles the journal by the mark that
each payment carries.

What it finds may be open: then it says how to go on, and --wait and --cancel
also mean what an earlier run has found.

Exit codes: 0 when nothing of what was asked about is unknown any more, which
does not mean paid. With --wait, 0 is paid, all of it; 20 to 23 are not paid,
and 23 also when a person has said so. With --cancel, 6 is paid instead. 5
when there is nothing to wait for or to cancel. 24 while anything is unknown.

Examples:
  ipp session recover --env emulator
  ipp session recover --all --env emulator --leave -o json";

/// Of `session recover`.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("course"), group = ArgGroup::new("selection"))]
pub struct RecoverArgs {
    /// An attempt's number, or a session's id [default: the only one that is unknown; with --wait or --cancel, also one that
    /// an earlier run of this command has found, and is open]
    #[arg(value_name = "ATTEMPT", group = "selection")]
    chosen: Option<Chosen>,
    /// The unknown ones with this reference, else the one that was paid (not with --cancel), else the newest
    #[arg(long = "ref", value_name = "REFERENCE", group = "selection")]
    reference: Option<String>,
    /// All that are unknown; with --wait or --cancel, also all that were found and are still open
    #[arg(long, group = "selection")]
    all: bool,
    /// Wait for what is still open; then 0 means that all of it is paid
    #[arg(long, group = "course")]
    wait: bool,
    /// Cancel what is still open
    #[arg(long, group = "course")]
    cancel: bool,
    /// Leave what is still open, without asking
    #[arg(long, group = "course")]
    leave: bool,
    /// Say how it ended, as a person who looked: paid, unpaid, or session=ID. What was said before, or is found to be
    /// otherwise, is only overruled with --yes or at a terminal
    #[arg(long, value_name = "HOW", conflicts_with = "all")]
    settle: Option<Settlement>,
    /// How long to wait
    #[arg(long, value_parser = duration::parse, value_name = "DURATION", default_value = "180s")]
    timeout: Duration,
    /// Look for callbacks in this folder [default: events/ in the state folder]
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
}

pub(super) async fn run(ctx: &mut Context, args: RecoverArgs) -> Result<(), Error> {
    ctx.refuse_to_show()?;
    let scope = ctx.scope()?;
    let Some(Choice { journal, attempts }) = chosen::choose(ctx, &scope, &args)? else {
        let said = chosen::nothing_unknown(ctx, &scope)?;
        ctx.ui.note(&said);
        return ctx.ui.emit_nothing::<Attempt>().await;
    };
    if args.cancel {
        // Who means to cancel has to be allowed to, before anything is read.
        ctx.client_for(&Write { what: "cancel what is found".to_owned(), ..Write::default() }).await?;
    }
    let mut interrupt = Interrupt::listen()?;
    let looked = tokio::select! {
        looked = look(ctx, &journal, &scope, &attempts, &args) => looked,
        () = interrupt.next() => return Err(stopped()),
    };
    let (mut ends, is_refused) = (Vec::new(), looked.as_ref().is_err_and(is_refusal));
    let pursued = if is_refused { Vec::new() } else { again(&journal, &attempts)? };
    for attempt in pursued {
        ends.push(decide::end(ctx, &journal, &attempt, &Course::of(&args), &mut interrupt).await);
        if matches!(ends.last(), Some(Err(Error::Interrupted { .. }))) {
            break;
        }
    }
    let attempts = again(&journal, &attempts)?;
    if !is_refused {
        ends.push(settle::agreed(args.settle.as_ref(), &attempts));
    }
    let verdict = verdict(ctx, &attempts, looked, ends);
    if args.chosen.is_none() && args.reference.is_none() {
        // That they can't be told of never hides how these stand.
        if let Err(error) = chosen::tell_others(ctx, &scope) {
            ctx.ui.alert(&error.to_string());
        }
    }
    let mut once = Some(attempts);
    let printed = ctx.ui.emit_list(async || Ok(once.take())).await;
    // That it can't be printed never hides how the money stands.
    verdict.and(printed)
}

/// How they stand in the journal now.
fn again(journal: &Journal, attempts: &[Attempt]) -> Result<Vec<Attempt>, Error> {
    let mut read = Vec::new();
    for attempt in attempts {
        read.extend(journal.attempt(attempt.number)?);
    }
    Ok(read)
}

/// A person's word, or a search for what is unknown. What the search could not do is its error.
async fn look(
    ctx: &mut Context,
    journal: &Journal,
    scope: &Scope,
    attempts: &[Attempt],
    args: &RecoverArgs,
) -> Result<(), Error> {
    if let Some(settlement) = &args.settle {
        return settle::settle(ctx, journal, scope, attempts, settlement, args.record.as_deref()).await;
    }
    // A person's word is no proof: the session may be found by now.
    let sought = |attempt: &&Attempt| attempt.standing.is_unknown() || attempt.is_settled_by_hand();
    let sought: Vec<Attempt> = attempts.iter().filter(sought).cloned().collect();
    match sought.is_empty() {
        true => Ok(()),
        false => find::find(ctx, journal, scope, &sought, args.record.as_deref()).await,
    }
}

/// What was asked for is not done, and nothing else either.
fn is_refusal(error: &Error) -> bool {
    matches!(error, Error::Refused { .. } | Error::Usage { .. } | Error::NotFound { .. })
}

/// What is unknown decides, then what a session's own verdict says; the other errors are told on the way.
fn verdict(
    ctx: &mut Context,
    attempts: &[Attempt],
    looked: Result<(), Error>,
    ends: Vec<Result<(), Error>>,
) -> Result<(), Error> {
    let unknown: Vec<&Attempt> = attempts.iter().filter(|attempt| attempt.standing.is_unknown()).collect();
    let looked = match (looked, unknown.first()) {
        (Err(error), _) if is_refusal(&error) => return Err(error),
        (Err(error @ Error::Interrupted { .. }), None) => return Err(error),
        (looked, Some(first)) => Err(still_unknown(first, unknown.len(), cause(ctx, looked))),
        (_, None) => Ok(()),
    };
    let mut errors: Vec<Error> = [looked].into_iter().chain(ends).filter_map(Result::err).collect();
    // Whoever stopped it knows that; then what can't be known beats what is known to be bad.
    errors.sort_by_key(|error| match error {
        Error::Interrupted { .. } => 0,
        error if error.exit_code() == 24 => 1,
        _ => 2,
    });
    let mut errors = errors.into_iter();
    let first = errors.next();
    errors.for_each(|error| ctx.ui.alert(&error.to_string()));
    first.map_or(Ok(()), Err)
}

/// What the API said; any other reason is told on the way.
fn cause(ctx: &mut Context, looked: Result<(), Error>) -> Option<Box<api::Error>> {
    match looked {
        Ok(()) => None,
        Err(Error::Api(error)) => Some(Box::new(error)),
        Err(error) => {
            ctx.ui.alert(&format!("not all could be looked at: {error}"));
            None
        }
    }
}

fn still_unknown(attempt: &Attempt, count: usize, cause: Option<Box<api::Error>>) -> Error {
    let number = attempt.number;
    let others = if count > 1 { format!("; {count} attempts are unknown in all") } else { String::new() };
    Error::Unknown {
        what: format!("{}{others}", attempt::in_words(attempt)),
        session: None,
        attempt: Some(number),
        hint: format!(
            "look at the phone and in the Kustom Portal; then say how it ended: `ipp session recover {number} --settle paid`, \
             `--settle unpaid`, or `--settle session=ID`"
        ),
        cause,
    }
}

fn stopped() -> Error {
    Error::Interrupted { what: "what was not settled by then is still unknown".to_owned(), session: None }
}
