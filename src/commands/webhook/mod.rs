//! `ipp webhook`: callbacks that one can see, repeat and test. None of these needs a key, unless a session is to be read.

mod listen;
mod record;
mod secret;
mod target;
mod verdict;
mod verify;

use crate::context::Context;
use crate::error::Error;
use crate::interrupt;
use clap::Subcommand;

/// See, verify, send and prove callbacks.
#[derive(Subcommand, Debug)]
pub enum WebhookCommand {
    /// Receive callbacks: show, verify, record and forward them; or wait for one, as a step of a test
    #[command(after_help = listen::EXAMPLES)]
    Listen(Box<listen::ListenArgs>),
    /// Say whether a callback is signed rightly and in time; the exit code tells wrong, stale and malformed apart
    #[command(after_help = verify::EXAMPLES)]
    Verify(Box<verify::VerifyArgs>),
}

/// Runs one of them.
pub async fn run(ctx: &mut Context, command: WebhookCommand) -> Result<(), Error> {
    match command {
        WebhookCommand::Listen(args) => listen::run(ctx, *args).await,
        WebhookCommand::Verify(args) => interrupt::or(&ctx.writing(), verify::run(ctx, *args)).await,
    }
}
