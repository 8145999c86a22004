//! `ipp dev`: simulated phones and cards. Refused for production before any network.

use super::choose;
use super::session::named;
use super::session::watch::Watch;
use crate::api::{device, session};
use crate::context::Context;
use crate::error::Error;
use crate::guard::{self, Write};
use crate::known::Reading;
use crate::model::device::{Device, NewSimulatedDevice, SimulatedDevice};
use crate::model::id::SessionId;
use crate::model::metadata::{self, MetadataEntry};
use crate::model::tap::TapOutcome;
use crate::output::{Field, Record};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

/// Simulate phones and cards on the playground and the emulator.
#[derive(Subcommand, Debug)]
pub enum DevCommand {
    /// Make a simulated phone
    #[command(after_help = "Examples:\n  ipp dev create-device --env emulator --name \"Till 2\"")]
    CreateDevice(CreateDeviceArgs),
    /// Tap a simulated card on the phone of a session
    #[command(after_help = "Examples:
  ipp dev simulate-tap 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e --env emulator \\
    --outcome DECLINED_GENERIC --dry-run")]
    SimulateTap(SimulateTapArgs),
}

/// Of `dev create-device`.
#[derive(Args, Debug)]
pub struct CreateDeviceArgs {
    /// What people will call it
    #[arg(long, value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    name: String,
    /// The shop: id, name or beginning [default: the profile's]
    #[arg(long, value_name = "LOCATION")]
    location: Option<String>,
    /// Kept on the device; repeatable
    #[arg(long, value_name = "KEY:VALUE")]
    metadata: Vec<MetadataEntry>,
}

/// Of `dev simulate-tap`.
#[derive(Args, Debug)]
pub struct SimulateTapArgs {
    /// The session's id or its beginning, or `attempt-7`, as `ipp session list` prints them
    session: SessionId,
    /// What the tap ends in
    #[arg(long, value_name = "OUTCOME", default_value = "SUCCESS", ignore_case = true, value_parser = outcomes())]
    outcome: TapOutcome,
}

/// The ten outcomes, for flags.
pub(super) fn outcomes() -> impl TypedValueParser<Value = TapOutcome> {
    PossibleValuesParser::new(TapOutcome::ALL.map(TapOutcome::name)).try_map(|text| text.parse::<TapOutcome>())
}

/// Runs one of them.
pub async fn run(ctx: &mut Context, command: DevCommand) -> Result<(), Error> {
    match command {
        DevCommand::CreateDevice(args) => create_device(ctx, args).await,
        DevCommand::SimulateTap(args) => simulate_tap(ctx, args).await,
    }
}

async fn create_device(ctx: &mut Context, args: CreateDeviceArgs) -> Result<(), Error> {
    ctx.forbid_in_production("a simulated device")?;
    let metadata = metadata::object(&args.metadata).map_err(Error::usage)?;
    let write = Write { what: format!("create the simulated device {}", args.name), ..Write::default() };
    let client = ctx.client_for(&write).await?;
    let location_id = choose::location(ctx, client.as_ref(), args.location.as_deref()).await?;
    let new = NewSimulatedDevice { name: args.name, location_id, metadata };
    let Some(client) = client else { return ctx.preview(&device::create_simulated_request(&new)).map(drop) };
    guard::check_location(&ctx.settings()?.policy, new.location_id.as_ref())?;
    let made = client.create_simulated_device(&new).await?;
    ctx.learn(Reading::named::<Device>(made.device_id.as_str(), &new.name));
    ctx.ui.emit(&made)?;
    let place = ctx.ui.repeated.clone();
    let payment = "--amount 249.00 --currency SEK --simulate-tap SUCCESS";
    ctx.ui.suggest(&format!("ipp {place}pay --device {} {payment}", made.device_id));
    Ok(())
}

async fn simulate_tap(ctx: &mut Context, args: SimulateTapArgs) -> Result<(), Error> {
    ctx.forbid_in_production("a simulated tap")?;
    let args = SimulateTapArgs { session: named::session(ctx, args.session)?, ..args };
    let write = Write { what: format!("tap a simulated card ({})", args.outcome), ..Write::default() };
    let Some(client) = ctx.client_for(&write).await? else {
        return ctx.preview(&session::simulate_tap_request(&args.session, args.outcome)).map(drop);
    };
    client.simulate_tap(&args.session, args.outcome).await?;
    let tapped = Watch { client: &client, id: &args.session, by: "dev simulate-tap", is_new: false };
    let session = tapped.read_back(ctx).await?;
    ctx.ui.emit(&session)
}

impl Record for SimulatedDevice {
    const PLURAL: &'static str = "devices";
    const COLUMNS: &'static [&'static str] = &["DEVICE"];
    const CSV: &'static [&'static str] = &["device_id"];

    fn cells(&self) -> Vec<Field> {
        vec![self.device_id.as_str().into()]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        vec![("device", self.device_id.as_str().into())]
    }

    fn id(&self) -> String {
        self.device_id.to_string()
    }
}
