//! One file per noun: its arguments, its run functions, its columns. This file is the dispatch, a line a command.

pub mod api;
pub mod checklist;
mod child;
mod choose;
pub mod completions;
pub mod dev;
pub mod device;
pub mod doctor;
pub mod emulator;
pub mod enrollment;
mod filter;
mod finding;
mod heir;
pub mod help;
mod input;
mod listening;
pub mod location;
pub mod man;
mod order;
mod pairing;
pub mod pay;
pub mod profile;
pub mod session;
pub mod setup;
pub mod test;
pub mod webhook;

use crate::cli::Command;
use crate::context::Context;
use crate::error::Error;
use crate::interrupt;
use webhook::WebhookCommand;

impl Command {
    fn makes_a_report(&self) -> bool {
        match self {
            Self::Webhook(command) => matches!(**command, WebhookCommand::Check(_)),
            Self::Doctor(_) | Self::Checklist(_) | Self::Test(_) => true,
            _ => false,
        }
    }
}

/// Runs a command. Those that wait for money or serve handle signals themselves; the others end at the first one.
pub async fn run(ctx: &mut Context, command: Command) -> Result<(), Error> {
    if !command.makes_a_report() {
        ctx.ui.refuse_report()?;
    }
    match command {
        Command::Setup(args) => setup::run(ctx, args.into_inner()).await,
        Command::Doctor(args) => interrupt::or(&ctx.writing(), doctor::run(ctx, args.into_inner())).await,
        Command::Checklist(args) => checklist::run(ctx, args.into_inner()).await,
        Command::Pay(args) => pay::run(ctx, args.into_inner()).await,
        Command::Session(command) => session::run(ctx, command.into_inner()).await,
        Command::Device(command) => device::run(ctx, command.into_inner()).await,
        Command::Enrollment(command) => enrollment::run(ctx, command.into_inner()).await,
        Command::Location(command) => interrupt::or(&ctx.writing(), location::run(ctx, command.into_inner())).await,
        Command::Webhook(command) => webhook::run(ctx, command.into_inner()).await,
        Command::Test(args) => test::run(ctx, args.into_inner()).await,
        Command::Dev(command) => interrupt::or(&ctx.writing(), dev::run(ctx, command.into_inner())).await,
        Command::Emulator(command) => emulator::run(ctx, command.into_inner()).await,
        Command::Profile(command) => interrupt::or(&ctx.writing(), profile::run(ctx, command.into_inner())).await,
        Command::Api(args) => interrupt::or(&ctx.writing(), api::run(ctx, args.into_inner())).await,
        Command::Completions(args) => completions::run(ctx, &args),
        Command::Man(args) => man::run(ctx, &args),
        Command::Help(args) => help::run(ctx, &args),
    }
}
