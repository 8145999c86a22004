//! `ipp enrollment`: pairing codes. A code is a credential: it is printed for the person who asked, and logged nowhere.

mod wait;

use super::choose;
use super::filter::FilterArgs;
use crate::api::enrollment;
use crate::context::Context;
use crate::error::Error;
use crate::guard::{self, Write};
use crate::interrupt;
use crate::model::enrollment::{Enrollment, NewEnrollment, Ttl};
use crate::model::id::EnrollmentId;
use crate::model::metadata::{self, MetadataEntry};
use crate::output::{Field, Record, Tone, pairs};
use clap::{Args, Subcommand};

const WAIT_HELP: &str = "\
Exit codes: 0 paired, 5 no such code (or its phone cannot be told), 20
cancelled, 21 expired, 23 the time was up.
Ctrl-C on a terminal asks whether the code is to be cancelled; a second one
quits at once.

Examples:
  id=$(ipp device enroll --env emulator --name \"Till 2\" --no-wait -q -o id)
  ipp enrollment list --env emulator -o csv |
    tail -n 1 | cut -d, -f3 | ipp emulator phone pair - -q
  ipp enrollment wait \"$id\" --env emulator --timeout 10m -o id";

/// Make, list, await and cancel pairing codes.
#[derive(Subcommand, Debug)]
pub enum EnrollmentCommand {
    /// List the pairing codes; cancelled ones are never listed
    #[command(after_help = "Examples:\n  ipp enrollment list --env emulator --pending --sort expires")]
    List(ListArgs),
    /// Make a pairing code, to be typed into the POS app on a phone
    #[command(
        after_help = "Examples:\n  ipp enrollment create --env emulator\n  ipp enrollment create --env emulator --ttl 24h --metadata till:3"
    )]
    Create(CreateArgs),
    /// Wait until a phone has used a pairing code, and show the phone; the exit code says how it ended
    #[command(after_help = WAIT_HELP)]
    Wait(wait::WaitArgs),
    /// Cancel a pairing code, so that no phone can use it
    #[command(after_help = "Examples:
  ipp enrollment cancel 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e --env emulator \\
    --dry-run")]
    Cancel(CancelArgs),
}

/// Of `enrollment list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// Leave out those that were used already
    #[arg(long)]
    pending: bool,
}

/// Of `enrollment create`.
#[derive(Args, Debug)]
pub struct CreateArgs {
    /// The shop that the phone will belong to: id, name or beginning [default: the profile's]
    #[arg(long, value_name = "LOCATION")]
    location: Option<String>,
    /// How long the code can be used: 2h, 24h, 48h or 72h; from 24h on it is long, and copied rather than typed
    #[arg(long, value_name = "LIFETIME", default_value = "2h", alias = "expires-in")]
    ttl: Ttl,
    /// Copied to the device; repeatable
    #[arg(long, value_name = "KEY:VALUE")]
    metadata: Vec<MetadataEntry>,
}

/// Of `enrollment cancel`.
#[derive(Args, Debug)]
pub struct CancelArgs {
    /// The enrollment's id; not the code
    #[arg(value_name = "ENROLLMENT")]
    enrollment: EnrollmentId,
}

/// Runs one of them.
pub async fn run(ctx: &mut Context, command: EnrollmentCommand) -> Result<(), Error> {
    match command {
        EnrollmentCommand::List(args) => interrupt::or(&ctx.writing(), list(ctx, args)).await,
        EnrollmentCommand::Create(args) => interrupt::or(&ctx.writing(), create(ctx, args)).await,
        EnrollmentCommand::Wait(args) => wait::run(ctx, args).await,
        EnrollmentCommand::Cancel(args) => interrupt::or(&ctx.writing(), cancel(ctx, args)).await,
    }
}

async fn list(ctx: &mut Context, args: ListArgs) -> Result<(), Error> {
    let view = args.filter.view(&ctx.ui)?;
    if ctx.only_shows() {
        let filter = args.filter.filter(ctx, None).await?;
        return ctx.preview(&enrollment::list_request(&filter, !args.pending)).map(drop);
    }
    let client = ctx.client().await?;
    let filter = args.filter.filter(ctx, Some(&client)).await?;
    let mut pages = client.enrollments(&filter, !args.pending);
    ctx.ui.emit_view(&view, async || Ok(pages.next().await?)).await
}

async fn create(ctx: &mut Context, args: CreateArgs) -> Result<(), Error> {
    let settings = ctx.settings()?;
    let mut new = NewEnrollment::living(args.ttl, settings.enrollment_expiry.value);
    new.metadata = metadata::object(&args.metadata).map_err(Error::usage)?;
    let write = Write { what: "create a pairing code".to_owned(), ..Write::default() };
    let client = ctx.client_for(&write).await?;
    new.location_id = choose::location(ctx, client.as_ref(), args.location.as_deref()).await?;
    let Some(client) = client else { return ctx.preview(&enrollment::create_request(&new)).map(drop) };
    guard::check_location(&settings.policy, new.location_id.as_ref())?;
    ctx.confirm(&write)?;
    let enrollment = client.create_enrollment(&new).await?;
    ctx.ui.emit(&enrollment)?;
    ctx.ui.suggest(&format!("ipp enrollment wait {}", enrollment.enrollment_id));
    Ok(())
}

async fn cancel(ctx: &mut Context, args: CancelArgs) -> Result<(), Error> {
    let write = Write { what: format!("cancel pairing code {}", args.enrollment), ..Write::default() };
    let Some(client) = ctx.client_for(&write).await? else {
        return ctx.preview(&enrollment::cancel_request(&args.enrollment)).map(drop);
    };
    ctx.confirm(&write)?;
    client.cancel_enrollment(&args.enrollment).await?;
    ctx.ui.emit(&Cancelled { enrollment_id: args.enrollment, status: "CANCELLED" })
}

/// The API answers a cancel with no content; this says what has become of the code.
#[derive(serde::Serialize)]
struct Cancelled {
    enrollment_id: EnrollmentId,
    status: &'static str,
}

impl Record for Cancelled {
    const PLURAL: &'static str = "pairing codes";
    const COLUMNS: &'static [&'static str] = &["ENROLLMENT", "STATUS"];
    const CSV: &'static [&'static str] = &["enrollment_id", "status"];

    fn cells(&self) -> Vec<Field> {
        vec![self.enrollment_id.as_str().into(), self.status.into()]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        vec![("enrollment", self.enrollment_id.as_str().into()), ("status", self.status.into())]
    }

    fn id(&self) -> String {
        self.enrollment_id.to_string()
    }
}

impl Record for Enrollment {
    const PLURAL: &'static str = "pairing codes";
    const COLUMNS: &'static [&'static str] = &["ENROLLMENT", "STATUS", "EXPIRES"];
    const CSV: &'static [&'static str] =
        &["enrollment_id", "status", "enrollment_code", "expires_at", "location_id", "metadata"];
    const MEMBERS: &'static [(&'static str, &'static [&'static str])] =
        &[("ENROLLMENT", &["enrollment_id"]), ("EXPIRES", &["expires_at"])];

    fn cells(&self) -> Vec<Field> {
        vec![self.enrollment_id.as_str().into(), status(self), Field::time(self.expires_at.as_deref())]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let location = self.location_id.as_ref().map(ToString::to_string).unwrap_or_default();
        vec![
            ("code", Field::toned(self.enrollment_code.clone().unwrap_or_default(), Tone::Good)),
            ("expires", Field::time(self.expires_at.as_deref())),
            ("status", status(self)),
            ("location", location.into()),
            ("metadata", pairs(self.metadata.as_ref()).into()),
            ("enrollment", self.enrollment_id.as_str().into()),
        ]
    }

    fn id(&self) -> String {
        self.enrollment_id.to_string()
    }
}

fn status(enrollment: &Enrollment) -> Field {
    let status = enrollment.status.clone().unwrap_or_default();
    let tone = match status.as_str() {
        "PENDING" => Tone::Busy,
        "CONSUMED" => Tone::Good,
        "EXPIRED" | "CANCELLED" => Tone::Bad,
        _ => Tone::Plain,
    };
    Field::toned(status, tone)
}
