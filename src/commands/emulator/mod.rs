//! `ipp emulator`: the whole system on this machine, for any client in any language. No account, no key, no network.
//!
//! These commands work on the state folder itself, so they need no environment, and no server has to run for them.

mod deliveries;
mod destination;
mod fault;
mod fidelity;
mod phone;
mod reset;
mod run;
mod secret;
mod serve;
mod serving;
mod status;

use crate::config::{Variables, paths};
use crate::context::Context;
use crate::emulator::World;
use crate::error::Error;
use crate::interrupt;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// The whole system on this machine: serve it, look into it, begin anew.
#[derive(Subcommand, Debug)]
pub enum EmulatorCommand {
    /// Serve the API for any client until Ctrl-C or SIGTERM; then the exit code is 0
    #[command(after_help = serve::EXAMPLES)]
    Serve(Box<serve::ServeArgs>),
    /// Serve the API to one command, set `IPP_*` for it, and end with its exit code
    #[command(after_help = run::EXAMPLES)]
    Run(Box<run::RunArgs>),
    /// Show what is in it, and what is waiting to be delivered
    #[command(after_help = "Examples:\n  ipp emulator status\n  ipp emulator status -o json")]
    Status(StateArgs),
    /// Begin anew: one shop, one simulated phone, no faults, plain time; destinations and signing secret stay
    #[command(after_help = "Examples:\n  ipp emulator reset --yes")]
    Reset(StateArgs),
    /// List callbacks and their attempts, newest first; or deliver one again
    #[command(after_help = deliveries::EXAMPLES)]
    Deliveries(deliveries::DeliveriesArgs),
    /// Print the secret that callbacks are signed with
    #[command(
        after_help = "Examples:\n  ipp emulator secret\n  export IPP_WEBHOOK_SECRET=\"$(ipp emulator secret -o id)\""
    )]
    Secret(StateArgs),
    /// Make a new signing secret; the one before signs, too, for 10 minutes
    #[command(after_help = "Examples:\n  ipp emulator rotate-secret")]
    RotateSecret(StateArgs),
    /// Manage where callbacks go
    #[command(subcommand)]
    Destination(destination::DestinationCommand),
    /// Let requests and callbacks go wrong on purpose
    #[command(subcommand)]
    Fault(fault::FaultCommand),
    /// List what it does as documented, as seen in a public client, or as assumed, and where to change that
    #[command(after_help = fidelity::EXAMPLES)]
    Fidelity(fidelity::FidelityArgs),
    /// Play the clerk and the customer: pair a phone, pay, decline, cancel, lose the network
    #[command(subcommand)]
    Phone(phone::PhoneCommand),
}

/// Of every command about the emulator.
#[derive(Args, Debug)]
pub struct StateArgs {
    /// The state folder [default: IPP_STATE_DIR, or this user's own]
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
}

impl StateArgs {
    /// The folder, which may not exist.
    fn folder(&self) -> Result<PathBuf, Error> {
        match &self.state {
            Some(folder) => std::path::absolute(folder)
                .map_err(|error| Error::usage(format!("`{}` is no folder: {error}", folder.display()))),
            None => Ok(paths::find(&Variables::from_process()?)?.state_dir),
        }
    }

    /// The world in it.
    fn world(&self) -> Result<World, Error> {
        Ok(World::open(&self.folder()?)?)
    }
}

impl EmulatorCommand {
    /// Whether it does more than look. The phone's commands say it themselves.
    fn changes(&self) -> bool {
        match self {
            Self::Status(_) | Self::Secret(_) | Self::Fidelity(_) | Self::Phone(_) => false,
            Self::Deliveries(args) => args.redelivers(),
            Self::Fault(command) => !matches!(command, fault::FaultCommand::List(_)),
            Self::Destination(command) => !matches!(command, destination::DestinationCommand::List(_)),
            Self::Serve(_) | Self::Run(_) | Self::Reset(_) | Self::RotateSecret(_) => true,
        }
    }
}

/// Runs one of them. Those that serve handle signals themselves.
pub async fn run(ctx: &mut Context, command: EmulatorCommand) -> Result<(), Error> {
    if command.changes() {
        ctx.refuse_to_show()?;
    }
    match command {
        EmulatorCommand::Serve(args) => serve::run(ctx, *args).await,
        EmulatorCommand::Run(args) => run::run(ctx, *args).await,
        EmulatorCommand::Status(args) => status::run(ctx, &args),
        EmulatorCommand::Reset(args) => reset::run(ctx, &args),
        EmulatorCommand::Deliveries(args) => interrupt::or(&ctx.writing(), deliveries::run(ctx, args)).await,
        EmulatorCommand::Secret(args) => secret::show(ctx, &args),
        EmulatorCommand::RotateSecret(args) => secret::rotate(ctx, &args),
        EmulatorCommand::Destination(command) => interrupt::or(&ctx.writing(), destination::run(ctx, command)).await,
        EmulatorCommand::Fault(command) => interrupt::or(&ctx.writing(), fault::run(ctx, command)).await,
        EmulatorCommand::Fidelity(args) => fidelity::run(ctx, &args).await,
        EmulatorCommand::Phone(command) => interrupt::or(&ctx.writing(), phone::run(ctx, command)).await,
    }
}
