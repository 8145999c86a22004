//! Everything that is printed: results on stdout, conversation on stderr.
//!
//! Commands call [`Ui::emit`] and [`Ui::emit_list`] and never ask which format it is in. Text from the API is escaped
//! before it reaches a terminal. A reader that has gone away is no error: the exit code tells about the money, not the pipe.

mod aside;
mod code;
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
mod row;
mod table;
mod terminal;
mod view;

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
use crate::secret::without_keys;
use aside::Aside;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
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

    /// Prints one result.
    pub fn emit<T: Record>(&mut self, record: &T) -> Result<(), Error> {
        let text = match self.format {
            Format::Table => table::details(&record.details(), self.out_style),
            Format::Json => json::pretty(record),
            Format::Jsonl => json::line(record),
            Format::Csv => self.csv(std::slice::from_ref(record), &View::default(), true),
            Format::Id => ids(std::slice::from_ref(record)),
            Format::Junit | Format::Markdown => return Err(no_report()),
        };
        self.print(&text)
    }

    /// Prints the items of a list; `next` gives them a page at a time.
    pub async fn emit_list<T: Record>(
        &mut self,
        next: impl AsyncFnMut() -> Result<Option<Vec<T>>, Error>,
    ) -> Result<(), Error> {
        self.emit_view(&View::default(), next).await
    }

    /// The same with the rows and columns that were asked for. What is sorted is read to its end first.
    pub async fn emit_view<T: Record>(
        &mut self,
        view: &View<T>,
        mut next: impl AsyncFnMut() -> Result<Option<Vec<T>>, Error>,
    ) -> Result<(), Error> {
        if !view.is_sorted() {
            return self.emit_pages(view, next).await;
        }
        let mut all = Vec::new();
        while let Some(items) = next().await? {
            all.extend(items);
        }
        let mut sorted = Some(view.sorted(all));
        self.emit_pages(view, async || Ok(sorted.take())).await
    }

    /// Only JSON Lines, CSV and ids are printed as they come: a document or a table that ends in the middle would be worse
    /// than none.
    async fn emit_pages<T: Record>(
        &mut self,
        view: &View<T>,
        mut next: impl AsyncFnMut() -> Result<Option<Vec<T>>, Error>,
    ) -> Result<(), Error> {
        let (mut held, mut first, mut left) = (Vec::new(), true, view.limit());
        while left > 0
            && let Some(mut items) = next().await?
        {
            items.truncate(left);
            left -= items.len();
            match self.format {
                Format::Jsonl => {
                    self.print(&items.iter().map(|item| json::line(&view.json(item))).collect::<String>())?;
                }
                Format::Id => self.print(&ids(&items))?,
                Format::Csv => {
                    let text = self.csv(&items, view, std::mem::take(&mut first));
                    self.print(&text)?;
                }
                Format::Table | Format::Json => held.extend(items),
                Format::Junit | Format::Markdown => return Err(no_report()),
            }
        }
        match self.format {
            Format::Table if held.is_empty() => {
                self.note(&format!("no {}", T::PLURAL));
                Ok(())
            }
            Format::Table => self.table(&held, view),
            Format::Json => self.print(&json::pretty(&held.iter().map(|item| view.json(item)).collect::<Vec<_>>())),
            Format::Csv if first => {
                let text = self.csv(&[], view, true);
                self.print(&text)
            }
            Format::Jsonl | Format::Id | Format::Csv | Format::Junit | Format::Markdown => Ok(()),
        }
    }

    fn table<T: Record>(&mut self, records: &[T], view: &View<T>) -> Result<(), Error> {
        let style = Style { now: self.out_style.terminal.then(Timestamp::now), ..self.out_style };
        let (text, left_out) = table::list(records, view, style);
        self.print(&text)?;
        if !left_out.is_empty() {
            let left_out = left_out.join(", ");
            self.note(&format!("no room for {left_out}; `-o csv` has all"));
        }
        Ok(())
    }

    /// Prints one of a stream that has no end, as soon as it is there: one line for people. `false` when nobody reads it.
    pub fn emit_next<T: Record>(&mut self, record: &T) -> Result<bool, Error> {
        let text = self.next(record, self.out_style);
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
            Err(cause) => Err(Error::Output { cause, session: None }),
        }
    }

    /// The same on stderr, where stdout is another command's: conversation, with `name` in JSON.
    pub fn note_next<T: Record>(&mut self, name: &str, record: &T) {
        let text = match self.format.is_json() {
            true => json::line(&serde_json::json!({ name: value_of(record) })),
            false => self.next(record, self.err_style),
        };
        if !self.quiet {
            self.say(&text);
        }
    }

    fn next<T: Record>(&mut self, record: &T, style: Style) -> String {
        let is_first = !std::mem::replace(&mut self.began, true);
        match self.format {
            Format::Table => row::line(&record.cells(), style),
            // What only reports have has been refused before, as a stream is no report.
            Format::Json | Format::Junit | Format::Markdown => json::pretty(record),
            Format::Jsonl => json::line(record),
            Format::Csv => self.csv(std::slice::from_ref(record), &View::default(), is_first),
            Format::Id => ids(std::slice::from_ref(record)),
        }
    }

    /// Prints a JSON value whose shape is not ours, such as the answer to `ipp api`.
    pub fn emit_value(&mut self, value: &Value) -> Result<(), Error> {
        let text = match (self.format, value.get("content").and_then(Value::as_array)) {
            (Format::Jsonl, Some(items)) => items.iter().map(json::line).collect(),
            (Format::Jsonl, None) => json::line(value),
            _ => json::pretty(value),
        };
        self.print(&text)
    }

    /// Whether what is a CSV file by its nature is printed as one: where no other form was asked for.
    pub fn prints_sheets(&self) -> bool {
        matches!(self.format, Format::Table | Format::Csv)
    }

    /// Prints text that is already in its final form, such as a completion script.
    pub fn emit_text(&mut self, text: &str) -> Result<(), Error> {
        self.print(text)
    }

    /// Prints text that came from elsewhere: as it is into a file or a pipe, harmless on a terminal.
    pub fn emit_foreign_text(&mut self, text: &str) -> Result<(), Error> {
        match self.out_style.terminal {
            true => self.print(&escape::lines(text)),
            false => self.print(text),
        }
    }

    /// Cells are as they came in a file, and harmless on a terminal.
    fn csv<T: Record>(&self, records: &[T], view: &View<T>, header: bool) -> String {
        let text = csv::document(records, view, header);
        if self.out_style.terminal { escape::lines(&text) } else { text }
    }

    fn print(&mut self, text: &str) -> Result<(), Error> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::Output { cause: error, session: None }),
            _ => Ok(()),
        }
    }

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
            true => json::line(&serde_json::json!({ name: value_of(record) })),
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
    fn say(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
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

fn no_report() -> Error {
    Error::usage("only a report has a form for JUnit or Markdown, such as that of `ipp doctor`: nothing was done")
}

fn ids<T: Record>(records: &[T]) -> String {
    records.iter().map(|record| format!("{}\n", escape::line(&record.id()))).collect()
}

/// Serialises, and cannot fail: the values are the model's own.
fn value_of(record: &impl Serialize) -> Value {
    serde_json::to_value(record).unwrap_or_default()
}
