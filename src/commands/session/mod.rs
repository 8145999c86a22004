//! `ipp session`: one payment request to one phone.

pub(super) mod amount;
mod attempt;
mod begin;
pub(super) mod cancel;
pub(super) mod changes;
pub(super) mod create;
mod list;
mod many;
pub(super) mod named;
pub(super) mod record;
mod recover;
pub(super) mod wait;
pub(super) mod watch;

pub(super) use attempt::standing;

use crate::api::session;
use crate::context::Context;
use crate::error::Error;
use crate::interrupt;
use crate::model::id::SessionId;
use crate::model::session::Session;
use clap::{Args, Subcommand};

/// Create, read, await and cancel payments.
#[derive(Subcommand, Debug)]
pub enum SessionCommand {
    /// Ask a phone to take a payment, and return at once
    #[command(after_help = "Examples:
  ipp session create --env emulator --amount 240000 --currency SEK
  ipp session create --env emulator --currency SEK \\
    --item \"T-Shirt:2@1000.00:25%:SKU-001\" \\
    --item \"Socks:1@400.00:25%:SKU-002\" --ref ORDER-12345")]
    Create(Box<create::CreateArgs>),
    /// Show a session
    #[command(after_help = "Examples:\n  ipp session get 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e --env emulator --curl")]
    Get(GetArgs),
    /// Wait until a session has ended; the exit code says how. Never cancels
    #[command(
        after_help = "Examples:\n  id=$(ipp session create --env emulator --amount 100 --currency SEK -o id)\n  ipp dev simulate-tap \"$id\" --env emulator\n  ipp session wait \"$id\" --env emulator --timeout 60s"
    )]
    Wait(wait::WaitArgs),
    /// Cancel a session, and read back how it ended
    #[command(after_help = "Examples:
  ipp session cancel 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e --env emulator \\
    --dry-run")]
    Cancel(GetArgs),
    /// List what this machine asked for, newest first, with the status that was last seen
    #[command(alias = "attempts", after_help = list::EXAMPLES)]
    List(list::ListArgs),
    /// Find out what became of a payment whose answer was lost
    #[command(after_help = recover::EXAMPLES)]
    Recover(recover::RecoverArgs),
}

/// Of `session get` and `session cancel`.
#[derive(Args, Debug)]
pub struct GetArgs {
    /// The session's id or its beginning, or `attempt-7`, as `ipp session list` prints them
    session: SessionId,
}

/// Runs one of them.
pub async fn run(ctx: &mut Context, command: SessionCommand) -> Result<(), Error> {
    match command {
        SessionCommand::Create(args) => create::run(ctx, *args).await,
        SessionCommand::Get(args) => interrupt::or(&ctx.writing(), get(ctx, args)).await,
        SessionCommand::Wait(args) => wait::run(ctx, args).await,
        SessionCommand::Cancel(args) => cancel::run(ctx, args.session).await,
        SessionCommand::List(args) => interrupt::or(&ctx.writing(), list::run(ctx, args)).await,
        SessionCommand::Recover(args) => recover::run(ctx, args).await,
    }
}

/// Prints the session and ends as `verdict` says. That it can't be printed may turn a good end into a bad one, and never
/// hides how the money stands.
pub(super) fn conclude(ctx: &mut Context, session: &Session, verdict: Result<(), Error>) -> Result<(), Error> {
    match (ctx.ui.emit(session), verdict) {
        (Err(Error::Output { cause, .. }), Ok(())) => {
            let session = Some(Box::new((session.session_id.clone(), session.status.clone())));
            Err(Error::Output { cause, session })
        }
        (Err(error), Ok(())) => Err(error),
        (_, verdict) => verdict,
    }
}

async fn get(ctx: &mut Context, args: GetArgs) -> Result<(), Error> {
    let id = named::session(ctx, args.session)?;
    if ctx.preview(&session::get_request(&id))? {
        return Ok(());
    }
    let session = ctx.client().await?.session(&id).await?;
    ctx.saw(&session, "session get");
    ctx.ui.emit(&session)
}
