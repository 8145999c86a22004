//! `ipp completions`: the script of a shell, and the candidates that it asks for at every Tab.
//!
//! The scripts are the files in `completions/` themselves: they know nothing but how to ask. The answer comes from this
//! machine alone, at once or not at all, and never with an error on the screen.

mod line;
mod place;
mod tree;
mod values;

use crate::context::Context;
use crate::error::Error;
use crate::output::{harmless, is_harmless};
use clap::{Args, ValueEnum};
use clap_complete::CompletionCandidate;
use line::Line;
use std::ffi::OsString;

/// Of `completions`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  mkdir -p ~/.local/share/bash-completion/completions &&
    ipp completions bash > ~/.local/share/bash-completion/completions/ipp
  mkdir -p ~/.config/fish/completions &&
    ipp completions fish > ~/.config/fish/completions/ipp.fish
  mkdir -p ~/.zfunc && ipp completions zsh > ~/.zfunc/_ipp

zsh finds it where `fpath=(~/.zfunc $fpath)` stands in ~/.zshrc, before
`autoload -U compinit; compinit`.")]
pub struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
    /// What the script asks: what could stand at the cursor
    #[arg(long, hide = true)]
    candidates: bool,
    /// Where bash breaks words
    #[arg(long, hide = true, requires = "candidates", allow_hyphen_values = true)]
    breaks: Option<String>,
    /// The cursor stands behind a blank, which this shell cannot say otherwise
    #[arg(long, hide = true, requires = "candidates")]
    blank: bool,
    /// The words up to the cursor; for bash the line
    #[arg(last = true, hide = true, requires = "candidates", value_name = "WORDS")]
    words: Vec<OsString>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

impl Shell {
    fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("../../../completions/ipp.bash"),
            Self::Elvish => include_str!("../../../completions/ipp.elv"),
            Self::Fish => include_str!("../../../completions/ipp.fish"),
            Self::Powershell => include_str!("../../../completions/_ipp.ps1"),
            Self::Zsh => include_str!("../../../completions/_ipp"),
        }
    }
}

/// Prints the script, or the candidates.
pub fn run(ctx: &mut Context, args: &CompletionsArgs) -> Result<(), Error> {
    match args.candidates {
        true => ctx.ui.emit_text(&candidates(args)),
        false => ctx.ui.emit_text(args.shell.script()),
    }
}

fn candidates(args: &CompletionsArgs) -> String {
    let line = args.line();
    let candidates = tree::candidates(&line.words);
    let shown = candidates.iter().filter_map(|candidate| args.shown(&line, candidate));
    shown.map(|text| format!("{text}\n")).collect()
}

impl CompletionsArgs {
    /// zsh, elvish and PowerShell take their own words apart; bash cannot, and fish leaves the last one as it was typed.
    fn line(&self) -> Line {
        let mut words: Vec<String> = self.words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        if self.blank {
            words.push(String::new());
        }
        let last = words.pop().unwrap_or_default();
        match self.shell {
            Shell::Bash => Line::read(&last, self.breaks.as_deref().unwrap_or_default()),
            Shell::Fish => {
                words.push(Line::read(&last, "").words.pop().unwrap_or_default());
                Line::of(words)
            }
            Shell::Elvish | Shell::Powershell | Shell::Zsh => {
                words.push(last);
                Line::of(words)
            }
        }
    }

    /// One to a line; what a terminal would obey is not offered, as nobody could type it.
    fn shown(&self, line: &Line, candidate: &CompletionCandidate) -> Option<String> {
        let value = candidate.get_value().to_str().filter(|value| is_harmless(value))?;
        if self.shell == Shell::Bash {
            return line.reply(value);
        }
        let help = candidate.get_help().map(|help| help.ansi().to_string()).unwrap_or_default();
        match help.lines().next() {
            Some(help) => Some(format!("{value}\t{}", harmless(help))),
            None => Some(value.to_owned()),
        }
    }
}
