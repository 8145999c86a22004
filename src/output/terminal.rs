//! What each stream can show: decided once from flags, environment and the stream itself.

use anstyle::{AnsiColor, Style as Ansi};
use jiff::Timestamp;
use std::io::IsTerminal;

/// Paid, paired.
pub(super) const GOOD: Ansi = AnsiColor::Green.on_default();
/// Under way.
pub(super) const BUSY: Ansi = AnsiColor::Yellow.on_default();
/// Failed, refused, production.
pub(super) const BAD: Ansi = AnsiColor::Red.on_default().bold();
/// Headings.
pub(super) const HEADING: Ansi = Ansi::new().bold();

/// When to use colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR says otherwise
    #[default]
    Auto,
    /// Also in files and pipes
    Always,
    /// Not at all
    Never,
}

/// How to write to one stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// Whether colours are wanted and understood.
    pub color: bool,
    /// Columns; `None` where nothing has to fit.
    pub width: Option<usize>,
    /// Whether a person is looking.
    pub terminal: bool,
    /// From when that person sees times.
    pub now: Option<Timestamp>,
}

pub(super) fn stdout_style(color: Color) -> Style {
    style(color, std::io::stdout().is_terminal(), terminal_size::terminal_size_of(std::io::stdout()))
}

pub(super) fn stderr_style(color: Color) -> Style {
    style(color, std::io::stderr().is_terminal(), terminal_size::terminal_size_of(std::io::stderr()))
}

/// As it is now.
pub(super) fn stderr_columns() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| usize::from(width.0))
}

type Size = Option<(terminal_size::Width, terminal_size::Height)>;

fn style(color: Color, terminal: bool, size: Size) -> Style {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    Style {
        color: wanted(color, set("NO_COLOR"), forced, terminal && !dumb),
        width: size.filter(|_| terminal).map(|(width, _)| usize::from(width.0)),
        terminal,
        now: None,
    }
}

/// The flag beats the variables, `NO_COLOR` beats `CLICOLOR_FORCE`, and the stream decides the rest.
fn wanted(color: Color, no_color: bool, forced: bool, capable: bool) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => !no_color && (forced || capable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_decides_on_colour() {
        assert!(wanted(Color::Always, true, false, false));
        assert!(!wanted(Color::Never, false, true, true));
        assert!(wanted(Color::Auto, false, false, true));
        assert!(!wanted(Color::Auto, false, false, false));
        assert!(wanted(Color::Auto, false, true, false));
        assert!(!wanted(Color::Auto, true, true, true));
    }
}
