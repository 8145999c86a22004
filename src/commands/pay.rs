//! `ipp pay`: create, wait until the money is decided, one exit code. 0 means paid, the whole amount, and nothing else does.

use super::order::OrderArgs;
use super::session::create;
use super::session::watch::{self, Course, Watch, Watched};
use super::session::{amount, conclude};
use crate::context::Context;
use crate::error::Error;
use crate::interrupt::{self, Interrupt};
use crate::model::assumed::ENDED_SESSION_STATUS;
use crate::model::duration;
use crate::model::id::DeviceId;
use crate::model::money::Money;
use crate::model::session::{Session, SessionStatus};
use crate::model::tap::TapOutcome;
use clap::{Args, FromArgMatches};
use std::time::Duration;
use tokio::time::Instant;

/// What the journal calls this command.
pub(super) const BY: &str = "pay";

/// Of `pay`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  ipp pay --env emulator --amount 249.00 --currency SEK --simulate-tap SUCCESS
  ipp pay --env emulator --amount 2400.00 --currency SEK \\
    --simulate-tap DECLINED_GENERIC --simulate-tap SUCCESS -o json
  if ipp pay --env emulator --amount 100 --currency SEK --ref ORDER-1 \\
    --simulate-tap SUCCESS; then echo open the door; fi")]
pub struct PayArgs {
    #[command(flatten)]
    order: OrderArgs,
    /// How long the customer may take; then the session is cancelled and read back
    #[arg(long, value_parser = duration::parse, value_name = "DURATION", default_value = "180s", help_heading = "Waiting")]
    timeout: Duration,
    /// When the time is up, leave the session open
    #[arg(long, help_heading = "Waiting")]
    keep_open: bool,
    /// Cancel the session at Ctrl-C or SIGTERM, without asking
    #[arg(long, help_heading = "Waiting")]
    cancel_on_interrupt: bool,
    /// Tap a simulated card that ends like this; repeatable; playground and emulator only. When a tap fails that may have
    /// happened, that is said, and the wait goes on without another one
    #[arg(long, value_name = "OUTCOME", ignore_case = true, value_parser = super::dev::outcomes(), help_heading = "Waiting")]
    simulate_tap: Vec<TapOutcome>,
}

impl PayArgs {
    /// A payment of 1.00 on this phone, which a simulated card pays.
    pub(super) fn trial(device: &DeviceId, currency: &str) -> Result<Self, Error> {
        let order = ["pay", "--amount", "1.00", "--currency", currency, "--tax-rate", "0%"];
        let line = [order.as_slice(), &["--device", device.as_str(), "--simulate-tap", "SUCCESS"]].concat();
        let matches = Self::augment_args(clap::Command::new("pay")).try_get_matches_from(line);
        matches
            .and_then(|matches| Self::from_arg_matches(&matches))
            .map_err(|error| Error::Internal(format!("the test payment cannot be made: {error}")))
    }
}

/// Runs it.
pub async fn run(ctx: &mut Context, args: PayArgs) -> Result<(), Error> {
    if !args.simulate_tap.is_empty() {
        ctx.forbid_in_production("a simulated tap")?;
    }
    let Some(prepared) = interrupt::or(&ctx.writing(), create::prepare(ctx, &args.order, BY, "take")).await? else {
        return Ok(());
    };
    let mut interrupt = Interrupt::listen()?;
    let created = create::send(ctx, &prepared, &mut interrupt).await?;
    let deadline = Instant::now() + args.timeout;
    let id = created.session.session_id;
    ctx.ui.note(&format!("session {id} asks for {} on device {}", prepared.amount, prepared.phone));
    let watch = Watch { client: &prepared.client, id: &id, by: BY, is_new: true };
    let watched = match created.interrupted {
        true => Watched::Interrupted,
        false => collect(ctx, &watch, prepared.amount, &args, deadline, &mut interrupt).await,
    };
    let reason = Reason::of(&watched);
    let session = settle(ctx, &watch, watched, &args, &mut interrupt).await?;
    let verdict = watch::own(ctx, &session).and(verdict(&session, reason, args.keep_open, prepared.amount));
    conclude(ctx, &session, verdict)
}

/// Why the wait was over, once the session itself has been read back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    Ended,
    TimeUp,
    Interrupted,
    Lost,
}

impl Reason {
    fn of(watched: &Watched) -> Self {
        match watched {
            Watched::Ended(_) => Self::Ended,
            Watched::TimeUp => Self::TimeUp,
            Watched::Interrupted => Self::Interrupted,
            Watched::Lost(_) => Self::Lost,
        }
    }
}

/// Taps what is to be tapped, and waits.
async fn collect(
    ctx: &mut Context,
    watch: &Watch<'_>,
    amount: Money,
    args: &PayArgs,
    deadline: Instant,
    interrupt: &mut Interrupt,
) -> Watched {
    for outcome in &args.simulate_tap {
        let tap = tokio::select! {
            result = watch.client.simulate_tap(watch.id, *outcome) => result,
            () = tokio::time::sleep_until(deadline) => return Watched::TimeUp,
            () = interrupt.next() => return Watched::Interrupted,
        };
        match tap {
            Ok(()) => ctx.ui.note(&format!("tapped a simulated card: {outcome}")),
            // Nobody knows, or it has ended already: the session itself says how.
            Err(error) if error.may_have_happened() => {
                ctx.ui.alert(&format!(
                    "the simulated tap ({outcome}) failed: {error}; it may have happened, so the wait goes on without another tap"
                ));
                break;
            }
            Err(error) if error.status() == Some(ENDED_SESSION_STATUS) => {
                ctx.ui.note(&format!("the simulated tap ({outcome}) was refused: {error}"));
                break;
            }
            Err(error) => return Watched::Lost(error),
        }
    }
    let progress = ctx.ui.progress(&format!("waiting for {amount}"));
    watch.until_ended(ctx, deadline, interrupt, &progress).await
}

/// Ends what has to be ended, and reads how the session stands.
async fn settle(
    ctx: &mut Context,
    watch: &Watch<'_>,
    watched: Watched,
    args: &PayArgs,
    interrupt: &mut Interrupt,
) -> Result<Session, Error> {
    let is_pressed = matches!(watched, Watched::Interrupted);
    let cancels = match watched {
        Watched::Ended(session) => return Ok(*session),
        Watched::TimeUp => !args.keep_open,
        Watched::Interrupted => watch::wants_cancel(ctx, interrupt, watch.id, args.cancel_on_interrupt)?,
        Watched::Lost(error) => {
            ctx.ui.alert(&format!("the wait is over: {error}"));
            !args.keep_open
        }
    };
    watch.settle(ctx, interrupt, Course { cancels, is_pressed }).await
}

fn verdict(session: &Session, reason: Reason, keep_open: bool, asked: Money) -> Result<(), Error> {
    let id = session.session_id.clone();
    let ended = session.status.has_ended();
    match session.status.clone() {
        SessionStatus::Finalized => amount::check(session, asked),
        _ if session.may_be_paid() => Err(watch::unknown(&id, None)),
        _ if reason == Reason::Interrupted => Err(watch::interrupted(session)),
        status if reason == Reason::TimeUp && (ended || keep_open) => Err(Error::TimeUp { session: id, status }),
        status if ended => Err(Error::Ended { session: id, status }),
        _ => Err(watch::unknown(&id, None)),
    }
}
