//! `ipp device apply`: the plan, agreed to once, and then done. A phone is removed only where its file has no row for it,
//! `--prune` says so, and a person has typed how many that are.

use super::change::{Action, Change};
use super::failure::{Failure, to_run_again};
use super::plan::Plan;
use super::sheet::Sheet;
use super::write::{Written, write};
use crate::api::{Client, device::update_request};
use crate::commands::device::enroll::sheet::replace;
use crate::commands::input;
use crate::context::Context;
use crate::error::{Error, FleetError};
use crate::guard::{self, Write};
use crate::interrupt::{self, Interrupt};
use clap::Args;
use std::path::Path;

pub(in crate::commands::device) const HELP: &str = "\
The file is read as `ipp device plan` reads it. Each phone is read again right
before its write, and one that is no longer what the plan was made from is not
written, and is named. What was written is read back. What failed is the
answer; its rows stand in FILE.failed.csv as well, beside the file. The same
command again does only what is left.

Examples:
  ipp device export --env emulator > fleet.csv
  ipp device apply fleet.csv --env emulator
  sed 's/Simulated phone/Till 1/' fleet.csv | ipp device apply - \\
    --env emulator";

/// The most changes that are told before somebody agrees to all.
const MOST_TOLD: usize = 20;

/// Of `device apply`.
#[derive(Args, Debug)]
pub struct ApplyArgs {
    /// The CSV file, or - for stdin
    file: String,
    /// Remove the phones that are not in the file, for good; in a script, say how many
    #[arg(long, value_name = "COUNT", num_args = 0..=1)]
    prune: Option<Option<usize>>,
    /// How many phones are written at the same time
    #[arg(long, value_name = "COUNT", default_value = "8", value_parser = clap::value_parser!(u16).range(1..=64))]
    parallel: u16,
}

/// Runs it.
pub(in crate::commands::device) async fn run(ctx: &mut Context, args: ApplyArgs) -> Result<(), Error> {
    let prepared = interrupt::or(&ctx.writing(), prepare(ctx, &args)).await?;
    let Some((client, sheet, plan)) = prepared else { return Ok(()) };
    let mut interrupt = Interrupt::listen()?;
    let written = write(ctx, &client, &plan.changes, usize::from(args.parallel), &mut interrupt).await?;
    conclude(ctx, &args.file, &sheet, &plan, written).await
}

/// Everything up to the moment of writing. `None`: the requests were only shown.
async fn prepare(ctx: &mut Context, args: &ApplyArgs) -> Result<Option<(Client, Sheet, Plan)>, Error> {
    ctx.ui.refuse_report()?;
    ctx.refuse_curl("each phone is read, merged and written")?;
    let sheet = Sheet::read(input::sheet(&args.file).await?)?;
    let deletes = args.prune.is_some();
    let first = Write { what: "make the phones as the file says".to_owned(), deletes, ..Write::default() };
    let Some(client) = ctx.client_for(&first).await? else {
        return show(ctx, &sheet).await.map(|()| None);
    };
    let plan = Plan::make(&client, &sheet, deletes).await?;
    plan.tell(ctx, &sheet, deletes);
    check_policy(ctx, &plan)?;
    tell(ctx, &plan);
    if !plan.changes.is_empty() {
        agree(ctx, &plan, args.prune).await?;
    }
    Ok(Some((client, sheet, plan)))
}

/// Where each phone is, and where it is to go.
fn check_policy(ctx: &mut Context, plan: &Plan) -> Result<(), Error> {
    let settings = ctx.settings()?;
    for change in &plan.changes {
        let own = change.before.location_id.as_ref();
        guard::check_location(&settings.policy, own)?;
        guard::check_location(&settings.policy, change.update.location_id.as_ref().or(own))?;
    }
    Ok(())
}

/// What is to be agreed to.
fn tell(ctx: &mut Context, plan: &Plan) {
    // What goes for good is told first.
    let (removals, updates): (Vec<&Change>, Vec<&Change>) =
        plan.changes.iter().partition(|change| change.action == Action::Remove);
    for change in removals.iter().chain(&updates).take(MOST_TOLD) {
        ctx.ui.note(&format!("{}: {}", change.phone(), change.told()));
    }
    if plan.changes.len() > MOST_TOLD {
        let more = plan.changes.len() - MOST_TOLD;
        ctx.ui.note(&format!("and {more} more: `ipp device plan` shows them all"));
    }
}

async fn agree(ctx: &mut Context, plan: &Plan, prune: Option<Option<usize>>) -> Result<(), Error> {
    let removed = plan.changes.iter().filter(|change| change.action == Action::Remove).count();
    let changed = plan.changes.len() - removed;
    let mut write = Write { what: format!("change {}", phones(changed)), deletes: removed > 0, ..Write::default() };
    if removed == 0 {
        return ctx.confirm(&write);
    }
    write.what = format!("change {} and remove {} for good", phones(changed), phones(removed));
    match prune.flatten() {
        Some(count) if count == removed => ctx.confirm(&write),
        Some(count) => Err(wrong_count(removed, &format!("`--prune {count}` was given"))),
        None if !ctx.is_interactive() => Err(wrong_count(removed, "`--prune` has no count")),
        None => {
            let environment = ctx.settings()?.environment.value;
            let question = format!("{} in {environment}? Type how many are to be removed", write.what);
            match ctx.prompt.text(&question, None).await? {
                typed if typed == removed.to_string() => Ok(()),
                _ => Err(Error::Refused { what: "not confirmed: nothing was sent".to_owned(), hint: None }),
            }
        }
    }
}

fn wrong_count(removed: usize, what: &str) -> Error {
    Error::Refused {
        what: format!("{} are not in the file, and {what}: nothing was sent", phones(removed)),
        hint: Some(format!("see them with `ipp device plan --prune`; give `--prune {removed}` if that is meant")),
    }
}

/// With `--dry-run` nothing is looked up: only what the rows name is known.
async fn show(ctx: &mut Context, sheet: &Sheet) -> Result<(), Error> {
    ctx.ui.note(
        "each phone would be read first: what it has and is not named here is kept, and one that is as its row says is not \
         written; `ipp device plan` shows what differs",
    );
    let requests: Vec<_> = sheet.rows.iter().map(|(id, row)| update_request(id, &sheet.named(row).alone())).collect();
    ctx.preview_all(&requests).await
}

/// Says how it stands now; failures are the answer, and stand in a file to run again.
async fn conclude(ctx: &mut Context, file: &str, sheet: &Sheet, plan: &Plan, written: Written) -> Result<(), Error> {
    let (failed, total) = (written.failures.len(), plan.changes.len());
    let untried = &plan.changes[written.tried..];
    let rest = if untried.is_empty() { String::new() } else { format!(", {} not tried", untried.len()) };
    if total == 0 {
        ctx.ui.note("nothing is to be done: nothing was sent");
    } else {
        ctx.ui.note(&format!("{} of {total} changes were made, {failed} failed{rest}", written.made));
    }
    if let Some(again) = to_run_again(sheet, &written.failures, untried).filter(|_| file != "-") {
        let path = Path::new(file).with_extension("failed.csv");
        match replace(&path, &again) {
            Ok(()) => ctx.ui.note(&format!("the rows that are left are in {}; it is no whole fleet", path.display())),
            Err(error) => ctx.ui.alert(&format!("the rows that are left are not in a file of their own: {error}")),
        }
    }
    let verdict = verdict(&written, untried.len(), total);
    let mut failures = Some(written.failures).filter(|failures| !failures.is_empty());
    ctx.ui.emit_list(async || Ok(failures.take())).await?;
    verdict
}

fn verdict(written: &Written, untried: usize, total: usize) -> Result<(), Error> {
    // An outcome that is not known is graver than one that is.
    match written.failures.iter().map(Failure::code).max() {
        _ if written.stopped => Err(Error::Interrupted {
            what: format!("{untried} of {total} changes were not tried; the same command again makes them"),
            session: None,
        }),
        Some(code) => Err(FleetError::Incomplete { failed: written.failures.len(), untried, total, code }.into()),
        None => Ok(()),
    }
}

fn phones(count: usize) -> String {
    if count == 1 { "1 phone".to_owned() } else { format!("{count} phones") }
}
