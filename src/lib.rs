//! `ipp`, the command line for Kustom In-Person Payments, as a library, so that tests reach [`run`] and the emulator.
//!
//! One command goes straight down: `main` hands the arguments to [`run`], which parses them ([`cli`]), works out the
//! settings ([`config`]), makes a [`context`], and dispatches ([`commands`]). A command turns its arguments into values
//! of the [`model`], lets the [`guard`] decide, calls the [`api`], and prints through [`output`]. What goes wrong comes
//! back as one [`error::Error`], which knows its exit code and the next step.
//!
//! Arrows point down only: `commands` -> `context` -> `api`, `emulator`, `journal`, `guard`, `output`, `prompt` ->
//! `config` -> `model`; sheets go through [`csv`], what completions offer is [`known`], `emulator` sends callbacks through [`webhook`]. `api` and `emulator`
//! meet in `context` alone, which starts the emulator for its environment; `model` imports nothing of ours. A test holds
//! this. One circle is left: [`cli`] is made of the arguments that stand beside the commands, and `help` and
//! `completions` need all of [`cli`].

pub mod api;
mod arguments;
pub mod cli;
pub mod commands;
pub mod config;
pub mod context;
pub mod csv;
pub mod deferred;
pub mod emulator;
pub mod error;
pub mod guard;
pub mod interrupt;
pub mod journal;
pub mod known;
pub mod model;
pub mod output;
pub mod preview;
pub mod prompt;
pub mod secret;
pub mod store;
pub mod tls;
pub mod trace;
pub mod webhook;

use clap::Parser;
use cli::Cli;
use context::Context;
use error::Error;
use output::Ui;
use prompt::Prompt;
use std::ffi::OsString;
use trace::Trace;

/// The exit code of a fault of `ipp` itself; the panic has said on stderr what it was.
const FAULT: u8 = 1;

/// Runs `ipp` with these arguments, the program's name first, and gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match Cli::try_parse_from(&arguments) {
        Ok(cli) => std::panic::catch_unwind(|| execute(cli)).unwrap_or(FAULT),
        Err(error) => refuse(&error, &arguments),
    }
}

fn execute(cli: Cli) -> u8 {
    let format = cli.global.format();
    let mut ui = Ui::new(format, cli.global.color, cli.global.quiet);
    ui.repeated = cli.global.repeated();
    ui.traced = cli.global.verbose > 0;
    let prompt = Prompt::new(cli.global.no_input, ui.err_style.color);
    let trace = Trace::new(cli.global.verbose, format.is_json());
    let mut ctx = Context::new(ui, prompt, trace, cli.global.flags(), cli.global.manner());
    let result = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::Internal(format!("cannot start the runtime: {error}")))
        .and_then(|runtime| runtime.block_on(command(&mut ctx, cli.command)));
    match result {
        Ok(()) => ctx.exit_code(),
        Err(error) => {
            ctx.ui.error(&error);
            error.exit_code()
        }
    }
}

/// The command, and then what it leaves to be done; its own error says more than the other's.
async fn command(ctx: &mut Context, command: cli::Command) -> Result<(), Error> {
    let result = commands::run(ctx, command).await;
    let closed = ctx.close().await;
    result.and(closed)
}

/// clap has its own words for wrong arguments, and for help and version, which are no errors.
fn refuse(error: &clap::Error, arguments: &[OsString]) -> u8 {
    let (format, color) = (arguments::asked_format(arguments), arguments::asked_color(arguments));
    let (plain, colored) = (error.render().to_string(), error.render().ansi().to_string());
    let mut ui = Ui::new(format, color, false);
    if error.use_stderr() {
        ui.usage(&plain, &colored, arguments);
        return 2;
    }
    let text = if ui.out_style.color { colored } else { plain };
    match ui.emit_text(&text) {
        Ok(()) => 0,
        Err(error) => {
            ui.error(&error);
            error.exit_code()
        }
    }
}
