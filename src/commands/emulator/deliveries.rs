//! `ipp emulator deliveries`: what was sent where, how each attempt went, and when the next one is due.

use super::StateArgs;
use crate::context::Context;
use crate::emulator::world::{Delivery, DeliveryFilter, DeliveryStatus, PastAttempt};
use crate::emulator::{Presence, World};
use crate::error::Error;
use crate::output::{Field, Record, Tone, ViewArgs};
use clap::Args;
use std::num::NonZeroUsize;

/// How many deliveries are read at a time.
const PAGE: u32 = 100;

pub(super) const EXAMPLES: &str = "\
Examples:
  ipp emulator deliveries --limit 20
  ipp emulator deliveries --columns event,last,url --sort status
  ipp emulator deliveries -o jsonl
  ipp emulator deliveries --redeliver 1";

/// Of `emulator deliveries`.
#[derive(Args, Debug)]
pub struct DeliveriesArgs {
    #[command(flatten)]
    view: ViewArgs,
    /// Deliver this one again, whatever has become of it, and show it; its destination must still be there
    #[arg(long, value_name = "ID", conflicts_with_all = ["limit", "columns", "sort"])]
    redeliver: Option<i64>,
    #[command(flatten)]
    state: StateArgs,
}

impl DeliveriesArgs {
    /// Whether one is to be sent again.
    pub(super) fn redelivers(&self) -> bool {
        self.redeliver.is_some()
    }
}

pub(super) async fn run(ctx: &mut Context, args: DeliveriesArgs) -> Result<(), Error> {
    match args.redeliver {
        Some(id) => redeliver(ctx, &args.state, id).await,
        None => list(ctx, &args).await,
    }
}

async fn list(ctx: &mut Context, args: &DeliveriesArgs) -> Result<(), Error> {
    let (view, world) = (args.view.view(&ctx.ui)?, args.state.world()?);
    let mut left = args.view.reads().map_or(usize::MAX, NonZeroUsize::get);
    let mut filter = DeliveryFilter::default();
    ctx.ui
        .emit_view(&view, async || {
            let page = world.deliveries(&filter, u32::try_from(left).unwrap_or(PAGE).min(PAGE))?;
            left -= page.len();
            filter.before = page.last().map(|delivery| delivery.delivery_id);
            Ok((!page.is_empty()).then_some(page))
        })
        .await
}

/// A server that is at work sends it; without one it is sent from here.
async fn redeliver(ctx: &mut Context, state: &StateArgs, id: i64) -> Result<(), Error> {
    let folder = state.folder()?;
    let mut world = World::open(&folder)?;
    world.redeliver(id)?;
    match Presence::is_announced(&folder) {
        true => ctx.ui.note("the server sends it now"),
        false => ctx.deliver(World::open(&folder)?).await?,
    }
    let delivery = world.delivery(id)?;
    ctx.ui.emit(&delivery)
}

impl Record for Delivery {
    const PLURAL: &'static str = "deliveries";
    const COLUMNS: &'static [&'static str] =
        &["ID", "STATUS", "EVENT", "ATTEMPTS", "LAST", "NEXT TRY", "SESSION", "URL"];
    const CSV: &'static [&'static str] =
        &["delivery_id", "event_id", "event_type", "session_id", "url", "status", "fault", "next_try_at"];
    const MEMBERS: &'static [(&'static str, &'static [&'static str])] = &[
        ("ID", &["delivery_id"]),
        ("EVENT", &["event_type"]),
        ("LAST", &["attempts"]),
        ("ATTEMPTS", &["attempts"]),
        ("NEXT TRY", &["next_try_at"]),
        ("SESSION", &["session_id"]),
    ];
    const SPARE: &'static [&'static str] = &["SESSION", "URL", "ATTEMPTS", "NEXT TRY"];

    fn cells(&self) -> Vec<Field> {
        vec![
            self.id().into(),
            status(self.status),
            self.event_type.name().into(),
            self.attempts.len().to_string().into(),
            self.attempts.last().map(outcome).or(self.fault.clone()).unwrap_or_default().into(),
            Field::time(self.next_try_at.map(|at| at.to_string()).as_deref()),
            self.session_id.clone().unwrap_or_default().into(),
            self.url.as_str().into(),
        ]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let attempts: Vec<String> =
            self.attempts.iter().map(|attempt| format!("{} {}", attempt.at, outcome(attempt))).collect();
        vec![
            ("delivery", self.id().into()),
            ("event", self.event_id.as_str().into()),
            ("type", self.event_type.name().into()),
            ("session", self.session_id.clone().unwrap_or_default().into()),
            ("url", self.url.as_str().into()),
            ("status", status(self.status)),
            ("fault", self.fault.clone().unwrap_or_default().into()),
            ("attempts", attempts.join("\n").into()),
            ("next try", self.next_try_at.map(|at| at.to_string()).unwrap_or_default().into()),
        ]
    }

    fn id(&self) -> String {
        self.delivery_id.to_string()
    }
}

fn status(status: DeliveryStatus) -> Field {
    match status {
        DeliveryStatus::Pending => Field::toned("pending", Tone::Busy),
        DeliveryStatus::Delivered => Field::toned("delivered", Tone::Good),
        DeliveryStatus::GivenUp => Field::toned("given up", Tone::Bad),
    }
}

fn outcome(attempt: &PastAttempt) -> String {
    let answer = attempt.status.map(|status| status.to_string());
    let what = answer.or(attempt.error.clone()).unwrap_or_default();
    format!("{what} ({} ms)", attempt.duration_ms)
}
