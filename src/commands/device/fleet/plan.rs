//! `ipp device plan`: what differs between the file and the phones, row by row. Reads, and never writes.
//!
//! The phones are read a page at a time; only rows and differences are kept.

use super::super::enroll::shops::Shops;
use super::super::sheets::refused;
use super::change::Change;
use super::export::names;
use super::sheet::Sheet;
use crate::api::{Client, Filter, device};
use crate::commands::input;
use crate::context::Context;
use crate::error::Error;
use crate::model::id::DeviceId;
use clap::Args;
use std::collections::HashSet;

pub(in crate::commands::device) const HELP: &str = "\
Columns: `id` names the phone; `name` and `location` (id, name or beginning)
are what it is to have, and are kept where the cell is empty; an empty cell in
a column `metadata.KEY` takes that key away. What has no column is kept, and a
phone that has no row stays as it is. Other columns mean nothing to the
phones.
With `--detailed-exitcode`, 10 says that there is something to do, and 0 that
there is nothing.

Examples:
  ipp device export --env emulator > fleet.csv
  ipp device plan fleet.csv --env emulator --detailed-exitcode
  sed 's/Simulated phone/Till 1/' fleet.csv |
    ipp device plan - --env emulator -o json";

/// The exit code of a plan that is not empty.
const TO_DO: u8 = 10;

/// Of `device plan`.
#[derive(Args, Debug)]
pub struct PlanArgs {
    /// The CSV file, or - for stdin
    file: String,
    /// Count phones that are not in the file as to be removed
    #[arg(long)]
    prune: bool,
    /// End with 10 if there is something to do, and with 0 only if there is nothing
    #[arg(long, alias = "detailed-exit-code")]
    detailed_exitcode: bool,
}

/// What is to be done.
pub struct Plan {
    /// To which phones: in the order of the file, and then those that are to be removed.
    pub changes: Vec<Change>,
    /// How many phones are not in the file.
    pub unlisted: usize,
}

/// Runs it.
pub(in crate::commands::device) async fn run(ctx: &mut Context, args: PlanArgs) -> Result<(), Error> {
    ctx.ui.refuse_report()?;
    let sheet = Sheet::read(input::sheet(&args.file).await?)?;
    if ctx.only_shows() {
        return ctx.preview(&device::list_request(&Filter::default())).map(drop);
    }
    let client = ctx.client().await?;
    let plan = Plan::make(&client, &sheet, args.prune).await?;
    plan.tell(ctx, &sheet, args.prune);
    if args.detailed_exitcode && !plan.changes.is_empty() {
        ctx.end_with(TO_DO);
    }
    let mut changes = Some(plan.changes).filter(|changes| !changes.is_empty());
    ctx.ui.emit_list(async || Ok(changes.take())).await
}

impl Plan {
    /// Compares each row with its phone. A row that has none, or that cannot be meant, spoils all of it.
    pub async fn make(client: &Client, sheet: &Sheet, prune: bool) -> Result<Self, Error> {
        let locations = client.locations(None).all().await?;
        let (names, mut shops) = (names(&locations), Shops::of(locations));
        let (mut changes, mut removals, mut problems, mut unlisted) = (Vec::new(), Vec::new(), Vec::new(), 0);
        // A list that changes while it is read may repeat a phone.
        let mut seen: HashSet<DeviceId> = HashSet::new();
        let mut pages = client.devices(&Filter::default());
        while let Some(devices) = pages.next().await? {
            for device in devices.into_iter().filter(|device| seen.insert(device.id.clone())) {
                let Some((_, row)) = sheet.place_of(&device.id).map(|at| &sheet.rows[at]) else {
                    unlisted += 1;
                    removals.extend(prune.then(|| Change::removal(&device)));
                    continue;
                };
                match sheet.wanted(row, &device, &mut shops, &names) {
                    Ok(wanted) => changes.extend(Change::update(&device, row.place.row, wanted.merged(&device))),
                    Err(problem) => problems.push((row.place, problem)),
                }
            }
        }
        let missing = sheet.rows.iter().filter(|(id, _)| !seen.contains(id));
        problems.extend(missing.map(|(id, row)| (row.place, format!("there is no device `{id}`"))));
        if !problems.is_empty() {
            problems.sort_by_key(|(place, _)| place.row);
            return Err(refused(problems.iter().map(|(place, problem)| sheet.wrong(*place, problem)).collect()));
        }
        changes.sort_by_key(|change| change.row);
        changes.iter_mut().for_each(|change| change.name_shops(&names));
        changes.extend(removals);
        Ok(Self { changes, unlisted })
    }

    /// Says what is known besides the changes.
    pub fn tell(&self, ctx: &mut Context, sheet: &Sheet, prune: bool) {
        match sheet.unknown().as_slice() {
            [] => {}
            [one] => ctx.ui.note(&format!("the column `{one}` means nothing to the phones")),
            unknown => ctx.ui.note(&format!("the columns `{}` mean nothing to the phones", unknown.join("`, `"))),
        }
        let removed = if prune { self.unlisted } else { 0 };
        let rest = match (self.unlisted, prune) {
            (0, _) => String::new(),
            (1, true) => ", and 1 that is not in it is to be removed".to_owned(),
            (1, false) => "; 1 is not in it, and stays as it is".to_owned(),
            (count, true) => format!(", and {count} that are not in it are to be removed"),
            (count, false) => format!("; {count} are not in it, and stay as they are"),
        };
        let changed = self.changes.len() - removed;
        ctx.ui.note(&format!("{changed} of the {} phones of the file are to change{rest}", sheet.rows.len()));
    }
}
