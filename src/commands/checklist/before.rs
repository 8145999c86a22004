//! What is said of a run before it: what it would do, and in the place of its report that it has not ended. Nothing is looked
//! at, so nothing is proved.

use super::ChecklistArgs;
use super::contract::{self, Contract};
use super::course::Done;
use super::document::{BEGUN, Checklist, Origin};
use super::ending::Ending;
use super::file::Target;
use super::item::Item;
use super::row::{Row, Trail};
use crate::context::Context;
use crate::error::Error;
use std::time::Duration;

/// Why nothing was seen by a run that only shows.
const SHOWN: &str = "nothing is sent with `--dry-run`";

/// What would be run.
pub(super) async fn show(ctx: &mut Context, args: &ChecklistArgs) -> Result<(), Error> {
    if args.report.is_some() {
        return Err(Error::usage("`--report` is of a run, and `--dry-run` runs nothing: nothing was written"));
    }
    let origin = Origin::new(ctx)?;
    match args.contract {
        true => {
            let done = Done { findings: contract::unseen(SHOWN), ..Done::default() };
            ctx.ui.emit_document(&Contract::new(origin, done)).await?;
        }
        false => {
            let done = Done { rows: rows(args, "would see", SHOWN), ..Done::default() };
            ctx.ui.emit_document(&Checklist::new(origin, done)).await?;
        }
    }
    ctx.ui.note("nothing was run, and nothing is proved");
    Ok(())
}

/// Puts that the run has not ended in the place of an earlier report: whoever kills it leaves no other one, which would be
/// taken for its own.
pub(super) fn begin(target: &Target, args: &ChecklistArgs, origin: Origin) -> Result<(), Error> {
    match args.contract {
        true => target.write(&Contract::begun(origin)),
        false => target.write(&Checklist::begun(origin, rows(args, "is to see", BEGUN))),
    }
}

/// The chosen items, none of which was run.
fn rows(args: &ChecklistArgs, does: &str, why: &str) -> Vec<Row> {
    let row = |item: Item| {
        let trail = Trail { did: vec![format!("{does} that {}", item.what())], ..Trail::default() };
        Row::new(item, trail, Ending::not_run(why, ""), Duration::ZERO)
    };
    args.chosen().into_iter().map(row).collect()
}
