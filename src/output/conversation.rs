//! What goes to stderr: notes, warnings, errors. One JSON object a line where a program reads along. A stderr that cannot be
//! written to stops nothing.

use super::record::Record;
use super::terminal::{self, Style};
use super::{Format, Ui, escape, json, report, wrap};
use crate::error::Error;
use crate::secret::without_keys;
use std::ffi::OsString;
use std::io::Write;

impl Ui {
    /// A text of a result in which commands are named: as they work for the place that this one was run for.
    pub fn in_place(&self, text: &str) -> String {
        report::in_place(text, &self.repeated)
    }

    /// One line of conversation; nothing with `--quiet`.
    pub fn note(&mut self, text: &str) {
        if !self.quiet {
            let text = report::in_place(text, &self.repeated);
            self.say(&report::note(&text, self.format.is_json()));
        }
    }

    /// The command that a person is likely to want now. Scripts are not told.
    pub fn suggest(&mut self, command: &str) {
        if self.format == Format::Table && self.out_style.terminal && self.err_style.terminal {
            self.note(&format!("next: `{command}`"));
        }
    }

    /// The same in red, and even with `--quiet`: what nobody may overlook.
    pub fn alert(&mut self, text: &str) {
        let text = report::in_place(text, &self.repeated);
        self.say(&report::alert(&text, self.format.is_json(), self.err_style));
    }

    /// What the conversation is about, and so said even with `--quiet`: text for people, the thing itself, under its
    /// name, for programs.
    pub fn tell<T: Record>(&mut self, name: &str, record: &T, text: impl FnOnce(Style) -> String) {
        let text = match self.format.is_json() {
            true => json::line(&serde_json::json!({ name: json::value_of(record) })),
            false => text(Style { width: self.columns(), ..self.err_style }),
        };
        self.say(&text);
    }

    /// How wide stderr's terminal is now: a person may have made it narrower since the beginning.
    pub fn columns(&self) -> Option<usize> {
        terminal::stderr_columns().filter(|_| self.err_style.terminal)
    }

    /// Error, causes, hint.
    pub fn error(&mut self, error: &Error) {
        self.say(&report::error(error, &self.repeated, self.format.is_json(), self.err_style));
    }

    /// What clap says of wrong arguments. It repeats them, so it is in colour only if none of them could be obeyed.
    pub fn usage(&mut self, plain: &str, colored: &str, arguments: &[OsString]) {
        let harmless = |argument: &OsString| !argument.to_string_lossy().chars().any(escape::is_dangerous);
        if self.format.is_json() {
            let what = plain.trim().trim_start_matches("error: ");
            self.error(&Error::usage(what));
        } else if self.err_style.color && arguments.iter().all(harmless) {
            self.say(&without_keys(colored));
        } else {
            self.say(&escape::lines(&without_keys(plain)));
        }
    }

    /// A stderr that can't be written to leaves nobody to tell; the exit code still speaks.
    pub(super) fn say(&mut self, text: &str) {
        // Only a person reads lines; whoever reads along gets them as they are.
        let text = match self.columns().filter(|_| !self.format.is_json()) {
            Some(columns) => wrap::between_words(text, columns),
            None => text.into(),
        };
        let _ = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
    }
}
