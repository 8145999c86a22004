//! One file per noun: its arguments, its run functions, its columns. This file is the dispatch, a line a command.

pub mod api;
mod child;
mod choose;
pub mod completions;
pub mod dev;
pub mod device;
pub mod doctor;
pub mod emulator;
pub mod enrollment;
mod filter;
mod heir;
pub mod help;
mod input;
mod listening;
pub mod location;
mod order;
mod pairing;
pub mod pay;
pub mod profile;
pub mod session;
pub mod setup;
pub mod webhook;

use crate::cli::Command;
use crate::context::Context;
use crate::error::Error;
use crate::interrupt;
use webhook::WebhookCommand;

impl Command {
    fn makes_a_report(&self) -> bool {
        matches!(self, Self::Webhook(WebhookCommand::Check(_)) | Self::Doctor(_))
    }
}

/// Runs a command. Those that wait for money or serve handle signals themselves; the others end at the first one.
pub async fn run(ctx: &mut Context, command: Command) -> Result<(), Error> {
    if !command.makes_a_report() {
        ctx.ui.refuse_junit()?;
    }
    match command {
        Command::Setup(args) => setup::run(ctx, *args).await,
        Command::Doctor(args) => interrupt::or(&ctx.writing(), doctor::run(ctx, args)).await,
        Command::Pay(args) => pay::run(ctx, *args).await,
        Command::Session(command) => session::run(ctx, command).await,
        Command::Device(command) => device::run(ctx, command).await,
        Command::Enrollment(command) => enrollment::run(ctx, command).await,
        Command::Location(command) => interrupt::or(&ctx.writing(), location::run(ctx, command)).await,
        Command::Webhook(command) => webhook::run(ctx, command).await,
        Command::Dev(command) => interrupt::or(&ctx.writing(), dev::run(ctx, command)).await,
        Command::Emulator(command) => emulator::run(ctx, command).await,
        Command::Profile(command) => interrupt::or(&ctx.writing(), profile::run(ctx, command)).await,
        Command::Api(args) => interrupt::or(&ctx.writing(), api::run(ctx, args)).await,
        Command::Completions(args) => completions::run(ctx, &args),
        Command::Help(args) => help::run(ctx, &args),
    }
}
