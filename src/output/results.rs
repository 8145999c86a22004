//! What goes to stdout: one result, a list, a stream, in the format that was asked for. A reader that has gone is no error;
//! whatever else keeps a result from being printed is.

use super::record::Record;
use super::terminal::Style;
use super::view::View;
use super::{Format, Ui, csv, escape, json, row, table};
use crate::error::Error;
use jiff::Timestamp;
use serde_json::Value;
use std::io::{ErrorKind, Write};

impl Ui {
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

    /// An empty list, where people have been told already what there is instead.
    pub async fn emit_nothing<T: Record>(&mut self) -> Result<(), Error> {
        match self.format {
            Format::Table => Ok(()),
            _ => self.emit_list(async || Ok(None::<Vec<T>>)).await,
        }
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

    pub(super) fn table<T: Record>(&mut self, records: &[T], view: &View<T>) -> Result<(), Error> {
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
            true => json::line(&serde_json::json!({ name: json::value_of(record) })),
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
    pub(super) fn csv<T: Record>(&self, records: &[T], view: &View<T>, header: bool) -> String {
        let text = csv::document(records, view, header);
        if self.out_style.terminal { escape::lines(&text) } else { text }
    }

    pub(super) fn print(&mut self, text: &str) -> Result<(), Error> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::Output { cause: error, session: None }),
            _ => Ok(()),
        }
    }
}

pub(super) fn no_report() -> Error {
    Error::usage("only a report has a form for JUnit or Markdown, such as that of `ipp doctor`: nothing was done")
}

pub(super) fn ids<T: Record>(records: &[T]) -> String {
    records.iter().map(|record| format!("{}\n", escape::line(&record.id()))).collect()
}
