//! `ipp completions`: the completion script of a shell.

use crate::cli::Cli;
use crate::context::Context;
use crate::error::Error;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Of `completions`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  ipp completions bash > ~/.local/share/bash-completion/completions/ipp\n  ipp completions fish > ~/.config/fish/completions/ipp.fish"
)]
pub struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script.
pub fn run(ctx: &mut Context, args: &CompletionsArgs) -> Result<(), Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "ipp", &mut script);
    ctx.ui.emit_text(&String::from_utf8_lossy(&script))
}
