//! Codes for many phones: checked as a whole, agreed to once, made some at a time, written to a sheet row by row. What
//! failed is the answer; the sheet is the rest.

use super::EnrollArgs;
use super::account::Account;
use super::failure::{Failure, to_run_again};
use super::make::{Made, Maker};
use super::phones::Phones;
use super::sheet::{self, Sheet};
use super::shop::{self, Shop};
use super::shops::Shops;
use super::{batch::Batch, name, page};
use crate::api::{Client, Request, enrollment};
use crate::commands::{choose, input};
use crate::context::Context;
use crate::error::{Error, PairingError};
use crate::guard::{self, Write};
use crate::interrupt::{self, Interrupt};
use crate::model::enrollment::NewEnrollment;
use crate::model::metadata;
use crate::model::pairing::reserved;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The most names that are told to be there twice.
const MOST_DOUBLED: usize = 5;

/// Where codes are written.
struct Sheets {
    csv: PathBuf,
    html: Option<PathBuf>,
}

pub(super) async fn run(ctx: &mut Context, args: &EnrollArgs) -> Result<(), Error> {
    let sheets = Sheets::named(&args.sheet)?;
    let settings = ctx.settings()?;
    let account = Account::of(&settings);
    let new = NewEnrollment::living(args.expires_in, settings.enrollment_expiry.value);
    let Some((client, mut phones)) = interrupt::or(&ctx.writing(), prepare(ctx, args, &new)).await? else {
        return Ok(());
    };
    let mut interrupt = Interrupt::listen()?;
    let mut sheet = Sheet::open(&sheets.csv, phones.dialect, &phones.columns, &account)?;
    phones.mark(sheet.batch())?;
    if sheet.is_exposed() {
        ctx.ui.alert(&format!("{} holds codes, and others can read it: `chmod 600` it", sheets.csv.display()));
    }
    let kept = phones.all.iter().filter(|phone| sheet.has(&phone.mark)).count();
    let maker = Maker { client: &client, new, parallel: usize::from(args.parallel) };
    let made = maker.make(ctx, &phones, &mut sheet, &mut interrupt).await;
    let batch = sheet.batch().clone();
    drop(sheet);
    // What was made is printed, whatever became of the rest.
    if let Some(html) = &sheets.html {
        sheet::replace(html, &page::page(&sheet::entries(&sheets.csv, &account)?.1))?;
    }
    conclude(ctx, &phones, &sheets, &batch, kept, made?).await
}

impl Sheets {
    /// A page alone gets a sheet beside it: without one, nothing could be gone on with.
    fn named(paths: &[PathBuf]) -> Result<Self, Error> {
        let (mut csv, mut html) = (None, None);
        for path in paths {
            let kind = match path.extension().and_then(|extension| extension.to_str()) {
                Some("csv") => &mut csv,
                Some("html" | "htm") => &mut html,
                _ => {
                    return Err(Error::usage(format!(
                        "{} is neither a .csv nor a .html: nothing was sent",
                        path.display()
                    )));
                }
            };
            if kind.replace(path.clone()).is_some() {
                return Err(Error::usage("two sheets of the same kind are named: nothing was sent"));
            }
        }
        let beside = html.as_ref().map(|html| html.with_extension("csv"));
        let csv = csv.or(beside).ok_or_else(|| Error::usage("no sheet is named: nothing was sent"))?;
        Ok(Self { csv, html })
    }

    /// Beside the sheet: `codes.csv` has `codes.failed.csv`.
    fn failed(&self) -> PathBuf {
        self.csv.with_extension("failed.csv")
    }
}

/// Everything up to the moment of sending. `None`: the requests were only shown.
async fn prepare(ctx: &mut Context, args: &EnrollArgs, new: &NewEnrollment) -> Result<Option<(Client, Phones)>, Error> {
    let metadata = metadata::object(&args.metadata).map_err(Error::usage)?;
    if let Some(key) = reserved(metadata.keys()) {
        return Err(Error::usage(format!("the metadata key `{key}` is used by `ipp` itself: nothing was sent")));
    }
    let mut write = Write { what: "create pairing codes".to_owned(), ..Write::default() };
    let Some(client) = ctx.client_for(&write).await? else {
        let phones = shown(ctx, args, &metadata).await?;
        return ctx.preview_all(&requests(phones, new)?).await.map(|()| None);
    };
    let phones = phones(ctx, args, &client, &metadata).await?;
    let settings = ctx.settings()?;
    let shops: BTreeSet<_> = phones.all.iter().map(|phone| &phone.shop.id).collect();
    for id in &shops {
        guard::check_location(&settings.policy, Some(id))?;
    }
    write.what = format!("create {} pairing codes for {}", phones.all.len(), counted(shops.len(), "shop"));
    warn(ctx, &phones);
    ctx.confirm(&write)?;
    Ok(Some((client, phones)))
}

async fn phones(
    ctx: &mut Context,
    args: &EnrollArgs,
    client: &Client,
    metadata: &Map<String, Value>,
) -> Result<Phones, Error> {
    match (&args.from, args.count) {
        (Some(path), _) => {
            let reader = input::sheet(path).await?;
            let preferred = ctx.settings()?.location.as_ref().map(|location| location.value.clone());
            let mut shops = Shops::read(client, args.location.clone().or(preferred)).await?;
            Phones::read(reader, metadata, |given| shops.meant(given))
        }
        (None, count) => {
            let count = count.unwrap_or_default();
            if let Some(given) = &args.name {
                name(&format!("{given} {count}"))
                    .map_err(|problem| Error::usage(format!("{problem}: nothing was sent")))?;
            }
            let shop = shop::shop(ctx, client, args.location.as_deref()).await?;
            Ok(Phones::counted(count, args.name.as_deref(), &shop, metadata))
        }
    }
}

/// With `--dry-run` nothing is looked up: a name stands for its id.
async fn shown(ctx: &mut Context, args: &EnrollArgs, metadata: &Map<String, Value>) -> Result<Phones, Error> {
    let default = choose::location(ctx, None, args.location.as_deref()).await?;
    let shop = |given: &str| {
        let id = if given.is_empty() { default.as_ref().map(|id| id.as_str()).unwrap_or_default() } else { given };
        Shop { id: crate::model::id::LocationId::new(id), location: None }
    };
    match (&args.from, args.count) {
        (Some(path), _) => Phones::read(input::sheet(path).await?, metadata, |given| Ok(shop(given))),
        (None, count) => Ok(Phones::counted(count.unwrap_or_default(), args.name.as_deref(), &shop(""), metadata)),
    }
}

fn requests(mut phones: Phones, new: &NewEnrollment) -> Result<Vec<Request>, Error> {
    let batch = Batch::new();
    phones.mark(&batch)?;
    let request = |phone: &super::phones::Phone| {
        let location_id = Some(phone.shop.id.clone()).filter(|id| !id.as_str().is_empty());
        enrollment::create_request(&NewEnrollment { location_id, metadata: phone.tagged(&batch), ..new.clone() })
    };
    Ok(phones.all.iter().map(request).collect())
}

fn warn(ctx: &mut Context, phones: &Phones) {
    match phones.unknown().as_slice() {
        [] => {}
        [one] => ctx.ui.note(&format!("the column `{one}` is kept in the sheet, and means nothing to the phones")),
        unknown => {
            let unknown = unknown.join("`, `");
            ctx.ui.note(&format!("the columns `{unknown}` are kept in the sheet, and mean nothing to the phones"));
        }
    }
    let doubled = phones.doubled();
    for (name, count) in doubled.iter().take(MOST_DOUBLED) {
        ctx.ui.note(&format!("`{name}` is there {count} times at the same location: each gets a code of its own"));
    }
    if doubled.len() > MOST_DOUBLED {
        ctx.ui.note(&format!("and {} names more are there several times", doubled.len() - MOST_DOUBLED));
    }
}

/// Says what there is now; failures are the answer, and stand in a file to run again.
async fn conclude(
    ctx: &mut Context,
    phones: &Phones,
    sheets: &Sheets,
    batch: &Batch,
    kept: usize,
    made: Made,
) -> Result<(), Error> {
    let total = phones.all.len();
    let (failed, untried) = (made.failures.len(), made.untried);
    ctx.ui.note(&format!(
        "{}: {} made now, {} were there before, {failed} failed{}; they are in {}",
        counted(total, "phone"),
        made.made,
        kept + made.found,
        if untried == 0 { String::new() } else { format!(", {untried} not tried") },
        shown_paths(sheets),
    ));
    made.doubles.tell(ctx);
    if failed > 0 {
        let path = sheets.failed();
        sheet::replace(&path, &to_run_again(phones, &made.failures, batch))?;
        ctx.ui.note(&format!("what failed is in {} as well", path.display()));
    }
    let verdict = verdict(&made, total);
    let mut failures: Option<Vec<Failure>> = Some(made.failures).filter(|failures| !failures.is_empty());
    ctx.ui.emit_list(async || Ok(failures.take())).await?;
    verdict
}

fn verdict(made: &Made, total: usize) -> Result<(), Error> {
    let (failed, untried) = (made.failures.len(), made.untried);
    // An outcome that is not known is graver than one that is.
    let code = made.failures.iter().map(Failure::code).max();
    match code {
        _ if made.stopped => Err(Error::Interrupted {
            what: format!("{untried} of {total} codes were not made; the same command again makes them"),
            session: None,
        }),
        Some(code) => Err(PairingError::Incomplete { failed, untried, total, code }.into()),
        None => Ok(()),
    }
}

fn shown_paths(sheets: &Sheets) -> String {
    let shown = |path: &Path| path.display().to_string();
    match &sheets.html {
        Some(html) => format!("{} and {}", shown(&sheets.csv), shown(html)),
        None => shown(&sheets.csv),
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
