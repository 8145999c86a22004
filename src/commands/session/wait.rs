//! `ipp session wait`: 0 is paid. It never cancels, except that a person or a flag says so at Ctrl-C.

use super::watch::{self, Course, Watch, Watched};
use super::{amount, named};
use crate::api::{Client, session};
use crate::context::Context;
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::model::duration;
use crate::model::id::SessionId;
use crate::model::money::Money;
use crate::model::session::{Session, SessionStatus};
use clap::Args;
use std::time::Duration;
use tokio::time::Instant;

/// Of `session wait`.
#[derive(Args, Debug)]
pub struct WaitArgs {
    /// The session's id or its beginning, or `attempt-7`, as `ipp session list` prints them
    session: SessionId,
    /// How long to wait
    #[arg(long, value_parser = duration::parse, value_name = "DURATION", default_value = "180s")]
    timeout: Duration,
    /// Cancel the session at Ctrl-C or SIGTERM, without asking
    #[arg(long)]
    cancel_on_interrupt: bool,
}

pub(super) async fn run(ctx: &mut Context, args: WaitArgs) -> Result<(), Error> {
    let args = WaitArgs { session: named::session(ctx, args.session)?, ..args };
    if ctx.preview(&session::get_request(&args.session))? {
        return Ok(());
    }
    let mut interrupt = Interrupt::listen()?;
    let client = tokio::select! {
        client = client(ctx, &args) => client?,
        () = interrupt.next() => return Err(watch::stopped(&args.session)),
    };
    let watch = Watch { client: &client, id: &args.session, by: "session wait", is_new: false };
    let (session, verdict) = end(ctx, &watch, args.timeout, args.cancel_on_interrupt, &mut interrupt).await?;
    super::conclude(ctx, &session, verdict)
}

/// Waits until it has ended, and judges what was read last: only the whole amount, paid, is well.
pub(in crate::commands) async fn end(
    ctx: &mut Context,
    watch: &Watch<'_>,
    timeout: Duration,
    cancels: bool,
    interrupt: &mut Interrupt,
) -> Result<(Session, Result<(), Error>), Error> {
    let progress = ctx.ui.progress("waiting for the session");
    let watched = watch.until_ended(ctx, Instant::now() + timeout, interrupt, &progress).await;
    drop(progress);
    let stopped = matches!(watched, Watched::Interrupted);
    let session = settle(ctx, watch, watched, cancels, interrupt).await?;
    let asked = ctx.attempt_of(watch.id).and_then(|attempt| attempt.amount());
    let verdict = watch::own(ctx, &session).and(verdict(&session, stopped, asked));
    Ok((session, verdict))
}

/// Who means to cancel has to be allowed to, before the wait begins.
async fn client(ctx: &mut Context, args: &WaitArgs) -> Result<Client, Error> {
    match args.cancel_on_interrupt {
        true => ctx.writer(&watch::cancelling(&args.session)).await,
        false => ctx.client().await,
    }
}

async fn settle(
    ctx: &mut Context,
    watch: &Watch<'_>,
    watched: Watched,
    cancels: bool,
    interrupt: &mut Interrupt,
) -> Result<Session, Error> {
    let course = match watched {
        Watched::Ended(session) => return Ok(*session),
        Watched::Lost(error) => return Err(error.into()),
        Watched::TimeUp => Course { cancels: false, is_pressed: false },
        Watched::Interrupted => {
            Course { cancels: watch::wants_cancel(ctx, interrupt, watch.id, cancels)?, is_pressed: true }
        }
    };
    watch.settle(ctx, interrupt, course).await
}

/// Paid is the whole amount, where the journal knows what was asked for.
fn verdict(session: &Session, stopped: bool, asked: Option<Money>) -> Result<(), Error> {
    let id = session.session_id.clone();
    match session.status.clone() {
        SessionStatus::Finalized => asked.map_or(Ok(()), |asked| amount::check(session, asked)),
        _ if session.may_be_paid() => Err(watch::unknown(&id, None)),
        _ if stopped => Err(watch::interrupted(session)),
        status if status.has_ended() => Err(Error::Ended { session: id, status }),
        status => Err(Error::TimeUp { session: id, status }),
    }
}
