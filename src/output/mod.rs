//! Everything that is printed: results on stdout, conversation on stderr.
//!
//! Commands call [`Ui::emit`] and [`Ui::emit_list`] and never ask which format it is in. Text from the API is escaped
//! before it reaches a terminal. A reader that has gone away is no error: the exit code tells about the money, not the pipe.

mod aside;
mod code;
mod conversation;
mod csv;
mod document;
mod escape;
mod json;
mod junit;
mod layout;
mod markdown;
mod measure;
mod moment;
mod order;
mod progress;
mod record;
mod report;
mod reports;
mod results;
mod row;
mod table;
mod terminal;
mod view;
mod wrap;

pub use aside::{Printing, Voice};
pub use code::{Poster, spelled};
pub use document::{Document, Form, rendered};
pub use escape::{is_harmless, line as harmless};
pub use junit::{Case, Ending, Reported, document as junit_document};
pub use progress::{Bar, Progress};
pub use record::{Field, Kind, Record, Tone, pairs};
pub use report::note as note_text;
pub use terminal::{Color, Style};
pub use view::{View, ViewArgs};

use crate::error::Error;
use aside::Aside;
use std::io::{self, Write};
use std::time::Instant;

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Table,
    /// One document, with the API's field names
    Json,
    /// One line per object
    Jsonl,
    /// With a header row
    Csv,
    /// Only ids, one per line
    Id,
    /// JUnit XML, of `checklist`, `test`, `doctor` and `webhook check` only
    Junit,
    /// For people elsewhere, of the same four only
    Markdown,
}

impl Format {
    /// Whether a program reads along: then stderr is JSON too, one object per line.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }

    fn is_of_reports(self) -> bool {
        matches!(self, Self::Junit | Self::Markdown)
    }
}

/// The two streams, and how to write to them.
pub struct Ui {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    /// How results are written.
    pub format: Format,
    /// Colour and width of stdout.
    pub out_style: Style,
    /// Colour and width of stderr.
    pub err_style: Style,
    /// No notes, no progress.
    pub quiet: bool,
    /// Flags that the commands of hints repeat.
    pub repeated: String,
    /// Requests are shown on stderr, line by line: no spinner between them.
    pub traced: bool,
    /// Whether a stream has begun, with its header where it has one.
    began: bool,
}

impl Ui {
    /// The process's own streams.
    pub fn new(format: Format, color: Color, quiet: bool) -> Self {
        let (out_style, err_style) = (terminal::stdout_style(color), terminal::stderr_style(color));
        let out = Box::new(io::BufWriter::new(io::stdout()));
        Self {
            out,
            err: Box::new(io::stderr()),
            format,
            out_style,
            err_style,
            repeated: String::new(),
            quiet,
            traced: false,
            began: false,
        }
    }

    /// The same streams for one who says only what nobody may overlook.
    pub fn quieter(&self) -> Self {
        Self {
            out: Box::new(io::BufWriter::new(io::stdout())),
            err: Box::new(io::stderr()),
            quiet: true,
            repeated: self.repeated.clone(),
            ..*self
        }
    }

    /// From now on no call waits for whoever reads: both streams are written on threads of their own. Gives what tells how
    /// far they are, and what says more on stderr.
    pub fn step_aside(&mut self) -> Result<(Printing, Voice), Error> {
        let failed = |error: io::Error| Error::Internal(format!("cannot start to print: {error}"));
        let out = Aside::start(io::stdout(), "stdout").map_err(failed)?;
        let err = Aside::start(io::stderr(), "stderr").map_err(failed)?;
        let told = (Printing::new(&out, &err), err.voice());
        (self.out, self.err) = (Box::new(out), Box::new(err));
        Ok(told)
    }

    /// Something that takes a while; shows itself only on a terminal.
    pub fn progress(&self, what: &str) -> Progress {
        Progress::new(what, None, self.shows_progress())
    }

    /// The same with the time that is left.
    pub fn countdown(&self, what: &str, until: Option<Instant>) -> Progress {
        Progress::new(what, until, self.shows_progress())
    }

    /// How far many things are: done, failed, rate, time left.
    pub fn bar(&self, total: usize) -> Bar {
        Bar::new(total, self.shows_progress())
    }

    fn shows_progress(&self) -> bool {
        self.err_style.terminal && !self.quiet && !self.traced
    }
}
