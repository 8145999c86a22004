//! `ipp device`: the phones that run the POS app.

mod enroll;
mod fleet;
mod sheets;
mod told;
mod update;

use super::choose;
use super::filter::FilterArgs;
use crate::api::device;
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::interrupt;
use crate::known::Reading;
use crate::model::device::Device;
use crate::model::id::DeviceId;
use crate::model::pairing::reserved;
use crate::output::{Field, Record, pairs};
use clap::{Args, Subcommand};
use serde_json::{Map, Value};

/// Pair, list, read, change and remove phones.
#[derive(Subcommand, Debug)]
pub enum DeviceCommand {
    /// Pair a phone: make a code, show it, wait until the phone has used it, name the phone
    #[command(alias = "pair", after_help = enroll::HELP)]
    Enroll(Box<enroll::EnrollArgs>),
    /// List the phones
    #[command(after_help = "Examples:
  ipp device list --env emulator
  ipp device list --env emulator --metadata simulated:true -o id
  ipp device list --env emulator --columns name,platform,created_at \\
    --sort -created_at --limit 5")]
    List(FilterArgs),
    /// Show one phone
    #[command(after_help = "Examples:\n  ipp device get Simulated --env emulator")]
    Get(GetArgs),
    /// Change a phone's name, location or metadata; what is not named is kept
    #[command(aliases = ["rename", "move"])]
    #[command(
        after_help = "Examples:\n  ipp device update Simulated --env emulator --metadata floor:2\n  ipp device update Simulated --env emulator --name \"Till 1\" --dry-run"
    )]
    Update(update::UpdateArgs),
    /// Write the phones as a CSV file: edit it, then see `plan` and `apply`
    #[command(after_help = fleet::EXPORT_HELP)]
    Export,
    /// Show what a CSV file would change; nothing is written
    #[command(after_help = fleet::PLAN_HELP)]
    Plan(fleet::PlanArgs),
    /// Make the phones as a CSV file says, after one question
    #[command(after_help = fleet::APPLY_HELP)]
    Apply(fleet::ApplyArgs),
    /// Remove a phone, for good
    #[command(alias = "delete")]
    #[command(after_help = "Examples:\n  ipp device remove Simulated --env emulator --dry-run")]
    Remove(GetArgs),
}

/// Of `device get` and `device remove`.
#[derive(Args, Debug)]
pub struct GetArgs {
    /// Id, name, or the beginning of either
    device: String,
}

/// Runs one of them.
pub async fn run(ctx: &mut Context, command: DeviceCommand) -> Result<(), Error> {
    match command {
        DeviceCommand::Enroll(args) => enroll::run(ctx, *args).await,
        DeviceCommand::List(args) => interrupt::or(&ctx.writing(), list(ctx, args)).await,
        DeviceCommand::Get(args) => interrupt::or(&ctx.writing(), get(ctx, args)).await,
        DeviceCommand::Update(args) => interrupt::or(&ctx.writing(), update::run(ctx, args)).await,
        DeviceCommand::Export => interrupt::or(&ctx.writing(), fleet::export(ctx)).await,
        DeviceCommand::Plan(args) => interrupt::or(&ctx.writing(), fleet::plan(ctx, args)).await,
        DeviceCommand::Apply(args) => fleet::apply(ctx, args).await,
        DeviceCommand::Remove(args) => interrupt::or(&ctx.writing(), remove(ctx, args)).await,
    }
}

async fn list(ctx: &mut Context, args: FilterArgs) -> Result<(), Error> {
    let view = args.view(&ctx.ui)?;
    if ctx.only_shows() {
        let filter = args.filter(ctx, None).await?;
        return ctx.preview(&device::list_request(&filter)).map(drop);
    }
    let client = ctx.client().await?;
    let is_whole = args.takes_all();
    let filter = args.filter(ctx, Some(&client)).await?;
    let mut pages = client.devices(&filter);
    let mut reading = Reading::of_list::<Device>(is_whole);
    let emitted = ctx.ui.emit_view(&view, async || Ok(pages.next().await?.inspect(|page| reading.take(page)))).await;
    if emitted.is_ok() {
        ctx.learn(reading);
    }
    emitted
}

async fn get(ctx: &mut Context, args: GetArgs) -> Result<(), Error> {
    if ctx.only_shows() {
        let id = choose::shown_device(ctx, Some(&args.device))?;
        return ctx.preview(&device::get_request(&id)).map(drop);
    }
    let client = ctx.client().await?;
    let phone = choose::named_device(&client, &args.device).await?;
    let device = phone.read(&client).await?;
    ctx.learn(Reading::of(&device));
    ctx.ui.emit(&device)
}

async fn remove(ctx: &mut Context, args: GetArgs) -> Result<(), Error> {
    let mut write = Write { what: format!("remove device {}", args.device), deletes: true, ..Write::default() };
    let Some(client) = ctx.client_for(&write).await? else {
        let id = choose::shown_device(ctx, Some(&args.device))?;
        return ctx.preview(&device::remove_request(&id)).map(drop);
    };
    let phone = choose::named_device(&client, &args.device).await?;
    if !phone.is_exactly(&args.device) && !ctx.asks(&write)? {
        let hint = "what is removed for good has to be called by its whole id or name".to_owned();
        let what = format!("`{}` is only the beginning of {phone}: nothing was removed", args.device);
        return Err(Error::Usage { what, hint: Some(hint) });
    }
    choose::check_location(ctx, &client, &phone, None).await?;
    write.what = format!("remove device {phone}");
    ctx.confirm(&write)?;
    let id = phone.id;
    client.remove_device(&id).await?;
    ctx.learn(Reading::without::<Device>(id.as_str()));
    ctx.ui.emit(&Removed { id, removed: true })
}

/// The API answers a delete with no content; this says what has become of the device.
#[derive(serde::Serialize)]
struct Removed {
    id: DeviceId,
    removed: bool,
}

impl Record for Removed {
    const PLURAL: &'static str = "devices";
    const COLUMNS: &'static [&'static str] = &["ID"];
    const CSV: &'static [&'static str] = &["id", "removed"];

    fn cells(&self) -> Vec<Field> {
        vec![self.id.as_str().into()]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        vec![("removed", self.id.as_str().into())]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }
}

impl Record for Device {
    const PLURAL: &'static str = "devices";
    const COLUMNS: &'static [&'static str] = &["ID", "NAME", "PLATFORM", "METADATA"];
    const CSV: &'static [&'static str] = &[
        "id",
        "name",
        "location_id",
        "platform",
        "metadata",
        "hardware_id",
        "merchant_id",
        "created_at",
        "open_cash_register_id",
    ];
    const SPARE: &'static [&'static str] = &["METADATA", "PLATFORM"];

    fn cells(&self) -> Vec<Field> {
        let text = |field: &Option<String>| Field::from(field.clone().unwrap_or_default());
        // What ties a phone to its code is for nobody to read; an export leaves it out as well.
        let is_read = |(key, _): &(&String, &Value)| reserved(std::iter::once(*key)).is_none();
        let pairs_of = |(key, value): (&String, &Value)| (key.clone(), value.clone());
        let own: Option<Map<String, Value>> =
            self.metadata.as_ref().map(|all| all.iter().filter(is_read).map(pairs_of).collect());
        let metadata = pairs(own.as_ref());
        vec![Field::id(self.id.as_str()), text(&self.name), text(&self.platform), metadata.into()]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let text = |field: &Option<String>| Field::from(field.clone().unwrap_or_default());
        vec![
            ("id", self.id.as_str().into()),
            ("name", text(&self.name)),
            ("platform", text(&self.platform)),
            ("location", self.location_id.as_ref().map(ToString::to_string).unwrap_or_default().into()),
            ("metadata", pairs(self.metadata.as_ref()).into()),
            ("hardware", text(&self.hardware_id)),
            ("merchant", text(&self.merchant_id)),
            ("cash register", self.open_cash_register_id.map(|id| id.to_string()).unwrap_or_default().into()),
            ("created", Field::time(self.created_at.as_deref())),
        ]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }
}
