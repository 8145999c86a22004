//! `ipp emulator fault`: what goes wrong on purpose, in every process that works on the state folder, from that moment on.

use super::StateArgs;
use crate::context::Context;
use crate::error::Error;
use crate::model::duration;
use crate::model::fault::{Fault, FaultKind, NewFault};
use crate::output::{Field, Record, Tone, View, ViewArgs};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use std::time::Duration;

const ADD_EXAMPLES: &str = "\
Examples:
  ipp emulator fault add lost-answer --on create-session --count 1
  ipp emulator fault add 503 --on get-session --rate 20 --seed 7
  ipp emulator fault add latency --delay 2s
  ipp emulator fault add callback-late --on ipp.session.finalized --delay 10s

Operations: list-locations, get-location, list-enrollments, create-enrollment,
cancel-enrollment, list-devices, get-device, update-device, remove-device,
create-session, get-session, cancel-session, create-device, simulate-tap,
get-order, list-captures, capture-order, refund-order, cancel-order,
release-order.
Events: ipp.session.created, ipp.session.activated, ipp.payment.failed,
ipp.session.finalized, ipp.session.cancelled.

A fault strikes every time, unless `--skip`, `--rate` or `--count` say
otherwise. When several could strike one request, delays add up, and of the
others the one that was added first strikes alone. The emulator's own path
`/emulator/v1` is never struck. Faults stay in the state folder until they are
cleared.";

/// Let requests and callbacks go wrong on purpose.
#[derive(Subcommand, Debug)]
pub enum FaultCommand {
    /// Let something go wrong from now on, also in a server that is running
    #[command(after_help = ADD_EXAMPLES)]
    Add(AddArgs),
    /// List what goes wrong, and how often it did
    #[command(after_help = "Examples:\n  ipp emulator fault list\n  ipp emulator fault list --sort -struck -o json")]
    List(ListArgs),
    /// Let nothing go wrong any more, or no longer what is named
    #[command(after_help = "Examples:
  ipp emulator fault clear
  id=$(ipp emulator fault add latency --delay 2s -o id)
  ipp emulator fault clear \"$id\"")]
    Clear(ClearArgs),
}

/// Of `emulator fault add`.
#[derive(Args, Debug)]
pub struct AddArgs {
    /// What goes wrong
    #[arg(value_parser = kinds())]
    kind: FaultKind,
    /// With this operation, or for callbacks this event, only; repeatable [default: all]
    #[arg(long, value_name = "NAME")]
    on: Vec<String>,
    /// How late; for 429 what `Retry-After` asks for; for callback-out-of-order the longest wait for the next one
    /// [default: 1s, for callbacks 5s of the emulator's time]
    #[arg(long, value_parser = duration::parse, value_name = "DURATION")]
    delay: Option<Duration>,
    /// Strike so many of every hundred
    #[arg(long, default_value_t = 100, value_name = "PERCENT")]
    rate: u32,
    /// Strike so many times in all
    #[arg(long, value_name = "COUNT")]
    count: Option<u64>,
    /// Let so many pass first
    #[arg(long, default_value_t = 0, value_name = "COUNT")]
    skip: u64,
    /// Decides which of a hundred: the same seed and the same requests give the same faults
    #[arg(long, default_value_t = 0, value_name = "NUMBER")]
    seed: u64,
    #[command(flatten)]
    state: StateArgs,
}

/// Of `emulator fault list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    #[command(flatten)]
    view: ViewArgs,
    #[command(flatten)]
    state: StateArgs,
}

/// Of `emulator fault clear`.
#[derive(Args, Debug)]
pub struct ClearArgs {
    /// The faults, as `ipp emulator fault list` shows them [default: all]
    #[arg(value_name = "ID")]
    ids: Vec<i64>,
    #[command(flatten)]
    state: StateArgs,
}

/// Every kind, with what it does.
fn kinds() -> impl TypedValueParser<Value = FaultKind> {
    let value = |kind: FaultKind| PossibleValue::new(kind.name()).help(kind.what());
    PossibleValuesParser::new(FaultKind::ALL.map(value)).try_map(|text| text.parse::<FaultKind>())
}

/// Runs one of them.
pub(super) async fn run(ctx: &mut Context, command: FaultCommand) -> Result<(), Error> {
    match command {
        FaultCommand::Add(args) => {
            let added = args.state.world()?.add_fault(&args.fault())?;
            ctx.ui.emit(&added)
        }
        FaultCommand::List(args) => {
            let view = args.view.view(&ctx.ui)?;
            let faults = args.state.world()?.faults()?;
            list(ctx, &view, faults).await
        }
        FaultCommand::Clear(args) => {
            let cleared = args.state.world()?.clear_faults(&args.ids)?;
            if !cleared.is_empty() {
                ctx.ui.note("these no longer strike");
            }
            list(ctx, &View::default(), cleared).await
        }
    }
}

async fn list(ctx: &mut Context, view: &View<Fault>, faults: Vec<Fault>) -> Result<(), Error> {
    let mut faults = (!faults.is_empty()).then_some(faults);
    ctx.ui.emit_view(view, async || Ok(faults.take())).await
}

impl AddArgs {
    fn fault(&self) -> NewFault {
        NewFault {
            kind: self.kind,
            on: self.on.clone(),
            delay_ms: self.delay.map(|delay| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)),
            rate: self.rate,
            count: self.count,
            skip: self.skip,
            seed: Some(self.seed),
        }
    }
}

impl Record for Fault {
    const PLURAL: &'static str = "faults";
    const COLUMNS: &'static [&'static str] = &["ID", "KIND", "ON", "DELAY", "STRIKES", "STRUCK"];
    const CSV: &'static [&'static str] =
        &["id", "kind", "on", "delay_ms", "rate", "count", "skip", "seed", "seen", "struck", "left"];
    const MEMBERS: &'static [(&'static str, &'static [&'static str])] =
        &[("DELAY", &["delay_ms"]), ("STRIKES", &["rate", "count", "skip"])];

    fn cells(&self) -> Vec<Field> {
        vec![
            self.id().into(),
            self.asked.kind.name().into(),
            names(self, ", "),
            delay(self).into(),
            strikes(self),
            self.struck.to_string().into(),
        ]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        vec![
            ("fault", self.id().into()),
            ("kind", self.asked.kind.name().into()),
            ("what", self.asked.kind.what().into()),
            ("on", names(self, "\n")),
            ("delay", delay(self).into()),
            ("strikes", strikes(self)),
            ("struck", format!("{} of {}", self.struck, self.seen).into()),
        ]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }
}

fn names(fault: &Fault, between: &str) -> Field {
    match fault.asked.on.is_empty() {
        true => "all".into(),
        false => fault.asked.on.join(between).into(),
    }
}

fn delay(fault: &Fault) -> String {
    fault.asked.delay_ms.map(|delay| duration::show(Duration::from_millis(delay))).unwrap_or_default()
}

/// When it still strikes: `always`, or `20 %, after 2, 3 more`.
fn strikes(fault: &Fault) -> Field {
    let asked = &fault.asked;
    let skipping = asked.skip.saturating_sub(fault.seen);
    let parts = [
        (asked.rate < 100).then(|| format!("{} % (seed {})", asked.rate, asked.seed.unwrap_or_default())),
        (skipping > 0).then(|| format!("after {skipping}")),
        fault.left.map(|left| format!("{left} more")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        _ if !fault.is_in_force() => "no more".into(),
        true => Field::toned("always", Tone::Bad),
        false => Field::toned(parts.join(", "), Tone::Bad),
    }
}
