//! `ipp webhook`: callbacks that one can see, repeat and test. None of these needs a key, unless a session is to be read.

mod check;
mod list;
mod listen;
pub(super) mod place;
mod probe;
pub(super) mod record;
mod replay;
mod replayed;
pub(super) mod row;
pub(super) mod rows;
pub(super) mod secret;
mod send;
pub(super) mod sending;
mod taken;
mod verdict;
mod verify;

use crate::context::Context;
use crate::error::Error;
use crate::interrupt;
use clap::Subcommand;

pub(super) use place::Registered;
pub(super) use sending::address;

/// See, verify, send and prove callbacks.
#[derive(Subcommand, Debug)]
pub enum WebhookCommand {
    /// Receive callbacks: show, verify, record and forward them; or wait for one, as a step of a test
    #[command(after_help = listen::EXAMPLES)]
    Listen(Box<listen::ListenArgs>),
    /// List what was received, newest first
    #[command(after_help = list::EXAMPLES)]
    List(list::ListArgs),
    /// Send recorded events once more: signed anew, doubled, shuffled, with pauses
    #[command(after_help = replay::EXAMPLES)]
    Replay(Box<replay::ReplayArgs>),
    /// Say whether a callback is signed rightly and in time; the exit code tells wrong, stale and malformed apart
    #[command(after_help = verify::EXAMPLES)]
    Verify(Box<verify::VerifyArgs>),
    /// Sign an event and post it to a handler, rightly or flawed on purpose
    #[command(after_help = send::EXAMPLES)]
    Send(Box<send::SendArgs>),
    /// Prove that a handler takes what it has to take, and refuses what it has to refuse
    #[command(after_help = check::EXAMPLES)]
    Check(Box<check::CheckArgs>),
}

/// Runs one of them.
pub async fn run(ctx: &mut Context, command: WebhookCommand) -> Result<(), Error> {
    match command {
        WebhookCommand::Listen(args) => listen::run(ctx, *args).await,
        WebhookCommand::List(args) => interrupt::or(&ctx.writing(), list::run(ctx, args)).await,
        WebhookCommand::Replay(args) => interrupt::or(&ctx.writing(), replay::run(ctx, *args)).await,
        WebhookCommand::Verify(args) => interrupt::or(&ctx.writing(), verify::run(ctx, *args)).await,
        WebhookCommand::Send(args) => interrupt::or(&ctx.writing(), send::run(ctx, *args)).await,
        WebhookCommand::Check(args) => interrupt::or(&ctx.writing(), check::run(ctx, *args)).await,
    }
}
