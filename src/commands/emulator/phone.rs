//! `ipp emulator phone`: the clerk, the customer and the network, played from a terminal or a script.
//!
//! These work on the emulator's state folder, whatever the profile says, and never reach the API. A pairing code is a
//! credential: it is never repeated, and neither are the credentials that a paired phone gets.

use super::StateArgs;
use crate::commands::session::named;
use crate::commands::{choose, input};
use crate::context::Context;
use crate::emulator::world::{Filter, PageRequest};
use crate::emulator::{Presence, World, WorldError};
use crate::error::Error;
use crate::model::device::{Device, Pairing};
use crate::model::id::{DeviceId, SessionId};
use crate::model::method::PaymentMethod;
use crate::model::platform::Platform;
use crate::model::tap::TapOutcome;
use crate::output::{Field, Record, Tone, ViewArgs};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use serde::Serialize;

/// How many phones are read at a time.
const PAGE: u32 = 100;

/// Longer than every pairing code, in bytes.
const LONGEST_CODE: usize = 1024;

/// Play the clerk and the customer: pair a phone, pay, decline, cancel, lose the network.
#[derive(Subcommand, Debug)]
pub enum PhoneCommand {
    /// Register a phone with a pairing code, as the POS app does
    #[command(after_help = "Examples:
  ipp enrollment create --env emulator -q -o csv |
    tail -n 1 | cut -d, -f3 | ipp emulator phone pair - --name \"Till 2\"
  code=$(ipp enrollment create --env emulator -q -o csv |
    tail -n 1 | cut -d, -f3)
  ipp emulator phone pair \"$code\" --platform ios -o id")]
    Pair(PairArgs),
    /// List what a phone shows: its open sessions, oldest first
    #[command(
        after_help = "Examples:\n  ipp emulator phone sessions Simulated\n  ipp emulator phone sessions Simulated -o id"
    )]
    Sessions(SessionsArgs),
    /// Pick a payment method, as the clerk does: the session becomes ACTIVE
    #[command(after_help = "Examples:
  id=$(ipp session create --env emulator --amount 100 --currency SEK -q -o id)
  ipp emulator phone choose \"$id\" --method swish")]
    Choose(ChooseArgs),
    /// Pay, as the customer does: the session becomes FINALIZED
    #[command(after_help = "Examples:
  id=$(ipp session create --env emulator --amount 100 --currency SEK -q -o id)
  ipp emulator phone pay \"$id\"")]
    Pay(PayArgs),
    /// Let the payment fail; the session stays open, and may be tried again
    #[command(after_help = "Examples:
  id=$(ipp session create --env emulator --amount 100 --currency SEK -q -o id)
  ipp emulator phone decline \"$id\" --reason INSUFFICIENT_FUNDS
  ipp emulator phone pay \"$id\"")]
    Decline(DeclineArgs),
    /// Cancel a session, as the clerk does
    #[command(after_help = "Examples:
  id=$(ipp session create --env emulator --amount 100 --currency SEK -q -o id)
  ipp emulator phone cancel \"$id\"")]
    Cancel(SessionArgs),
    /// Take a phone off the network: it gets no new sessions
    #[command(after_help = "Examples:\n  ipp emulator phone offline Simulated")]
    Offline(DeviceArgs),
    /// Bring a phone back to the network
    #[command(after_help = "Examples:\n  ipp emulator phone online Simulated")]
    Online(DeviceArgs),
}

/// Of `emulator phone pair`.
#[derive(Args, Debug)]
pub struct PairArgs {
    /// The pairing code, or `-` to read it from stdin
    code: String,
    /// What people will call it
    #[arg(long, value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    name: Option<String>,
    /// What it claims to be [default: ANDROID]
    #[arg(long, value_name = "PLATFORM", ignore_case = true, value_parser = PossibleValuesParser::new(Platform::ALL.map(Platform::name)))]
    platform: Option<String>,
    #[command(flatten)]
    state: StateArgs,
}

/// Of those about a phone.
#[derive(Args, Debug)]
pub struct DeviceArgs {
    /// Id, name, or the beginning of either
    device: String,
    #[command(flatten)]
    state: StateArgs,
}

/// Of `emulator phone sessions`.
#[derive(Args, Debug)]
pub struct SessionsArgs {
    #[command(flatten)]
    of: DeviceArgs,
    #[command(flatten)]
    view: ViewArgs,
}

/// Of those about a session, and nothing else.
#[derive(Args, Debug)]
pub struct SessionArgs {
    /// The session's id, or its beginning
    session: SessionId,
    #[command(flatten)]
    state: StateArgs,
}

/// Of `emulator phone choose`.
#[derive(Args, Debug)]
pub struct ChooseArgs {
    /// How the customer is going to pay
    #[arg(long, value_name = "METHOD", default_value = "card", ignore_case = true, value_parser = methods())]
    method: PaymentMethod,
    #[command(flatten)]
    of: SessionArgs,
}

/// Of `emulator phone pay`.
#[derive(Args, Debug)]
pub struct PayArgs {
    /// Whether the order's money is taken at once [default: true]
    #[arg(long, value_name = "BOOL")]
    captured: Option<bool>,
    #[command(flatten)]
    of: SessionArgs,
}

/// Of `emulator phone decline`.
#[derive(Args, Debug)]
pub struct DeclineArgs {
    /// Why it fails
    #[arg(long, value_name = "OUTCOME", default_value = "DECLINED_GENERIC", ignore_case = true, value_parser = reasons())]
    reason: TapOutcome,
    #[command(flatten)]
    of: SessionArgs,
}

fn methods() -> impl TypedValueParser<Value = PaymentMethod> {
    PossibleValuesParser::new(PaymentMethod::ALL.map(PaymentMethod::name)).try_map(|text| text.parse::<PaymentMethod>())
}

/// Every outcome of a tap but success.
fn reasons() -> impl TypedValueParser<Value = TapOutcome> {
    let declines = TapOutcome::ALL.into_iter().filter(|outcome| *outcome != TapOutcome::Success);
    PossibleValuesParser::new(declines.map(TapOutcome::name)).try_map(|text| text.parse::<TapOutcome>())
}

/// Runs one of them.
pub(super) async fn run(ctx: &mut Context, command: PhoneCommand) -> Result<(), Error> {
    if !matches!(command, PhoneCommand::Sessions(_)) {
        ctx.refuse_to_show()?;
    }
    match command {
        PhoneCommand::Pair(args) => pair(ctx, args).await,
        PhoneCommand::Sessions(args) => sessions(ctx, &args).await,
        PhoneCommand::Choose(args) => {
            on_session(ctx, &args.of, |world, id| world.choose_method(id)).await?;
            ctx.ui.note(&format!("the clerk picked {}", args.method));
            Ok(())
        }
        PhoneCommand::Pay(args) => on_session(ctx, &args.of, |world, id| world.pay_session(id, args.captured)).await,
        PhoneCommand::Decline(args) => {
            on_session(ctx, &args.of, |world, id| world.decline_session(id, args.reason)).await?;
            ctx.ui.note(&format!("declined: {}; the session stays open for another try", args.reason));
            Ok(())
        }
        PhoneCommand::Cancel(args) => on_session(ctx, &args, World::cancel_session).await,
        PhoneCommand::Offline(args) => changed(ctx, &args.state, |world| reach(world, &args.device, false)).await,
        PhoneCommand::Online(args) => changed(ctx, &args.state, |world| reach(world, &args.device, true)).await,
    }
}

async fn pair(ctx: &mut Context, args: PairArgs) -> Result<(), Error> {
    let enrollment_code = if args.code == "-" { code_from_stdin().await? } else { args.code };
    let pairing = Pairing { enrollment_code, name: args.name, platform: args.platform, hardware_id: None };
    changed(ctx, &args.state, |world| Ok(world.pair_device(&pairing)?.device)).await
}

async fn sessions(ctx: &mut Context, args: &SessionsArgs) -> Result<(), Error> {
    let view = args.view.view(&ctx.ui)?;
    let world = args.of.state.world()?;
    let open = world.open_sessions(&device(&world, &args.of.device)?.id)?;
    let mut open = (!open.is_empty()).then_some(open);
    ctx.ui.emit_view(&view, async || Ok(open.take())).await
}

/// Changes what has become of a session, or of the one that begins like this.
async fn on_session<T: Record>(
    ctx: &mut Context,
    args: &SessionArgs,
    change: impl FnOnce(&mut World, &SessionId) -> Result<T, WorldError>,
) -> Result<(), Error> {
    let mut id = args.session.clone();
    if named::may_begin(&id) {
        let known = args.state.world()?.sessions_beginning(id.as_str(), named::MOST_CANDIDATES)?;
        id = named::of_those(ctx, id, &known)?;
    }
    changed(ctx, &args.state, |world| Ok(change(world, &id)?)).await
}

/// Changes the world, shows what has become of it, and delivers the callbacks that tell of it, unless a server does.
async fn changed<T: Record>(
    ctx: &mut Context,
    state: &StateArgs,
    change: impl FnOnce(&mut World) -> Result<T, Error>,
) -> Result<(), Error> {
    let folder = state.folder()?;
    let mut world = World::open(&folder)?;
    let result = change(&mut world)?;
    let shown = ctx.ui.emit(&result);
    if !Presence::is_announced(&folder) && !world.destinations()?.is_empty() {
        ctx.deliver(world).await?;
    }
    shown
}

fn reach(world: &mut World, reference: &str, online: bool) -> Result<Reach, Error> {
    let Device { id, name, .. } = device(world, reference)?;
    world.set_online(&id, online)?;
    Ok(Reach { id, name, online })
}

fn device(world: &World, reference: &str) -> Result<Device, Error> {
    let mut all = Vec::new();
    for number in 0.. {
        let page = world.devices(&Filter::default(), PageRequest { number, size: PAGE })?.content;
        let ended = page.len() < PAGE as usize;
        all.extend(page);
        if ended {
            break;
        }
    }
    choose::among_devices(&all, reference).cloned()
}

async fn code_from_stdin() -> Result<String, Error> {
    let bytes = input::stdin(LONGEST_CODE as u64 + 1).await;
    let bytes = bytes.map_err(|error| Error::usage(format!("cannot read the code from stdin: {error}")))?;
    match std::str::from_utf8(&bytes).map(str::trim) {
        Ok("") => Err(Error::usage("there is no code on stdin: nothing was changed")),
        Ok(code) if bytes.len() <= LONGEST_CODE && code.lines().count() == 1 => Ok(code.to_owned()),
        _ => Err(Error::usage("what is on stdin is no code: nothing was changed")),
    }
}

/// Whether a phone can be reached. The API shows this nowhere, so it is a shape of the emulator's own.
#[derive(Serialize)]
struct Reach {
    id: DeviceId,
    name: Option<String>,
    online: bool,
}

impl Reach {
    fn online(&self) -> Field {
        if self.online { Field::toned("online", Tone::Good) } else { Field::toned("offline", Tone::Bad) }
    }
}

impl Record for Reach {
    const PLURAL: &'static str = "devices";
    const COLUMNS: &'static [&'static str] = &["ID", "NAME", "NETWORK"];
    const CSV: &'static [&'static str] = &["id", "name", "online"];

    fn cells(&self) -> Vec<Field> {
        vec![self.id().into(), self.name.clone().unwrap_or_default().into(), self.online()]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        vec![
            ("id", self.id().into()),
            ("name", self.name.clone().unwrap_or_default().into()),
            ("network", self.online()),
        ]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }
}
