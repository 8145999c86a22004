//! Reports of rows that pass or fail: as a whole, or a row at a time; only these have JUnit and Markdown. And what has no
//! rows at all.

use super::junit::{self, Case, Reported};
use super::results::no_report;
use super::{Format, Ui, View, json, markdown};
use crate::error::Error;

impl Ui {
    /// Prints the rows of a report, which is a list that JUnit and Markdown know as well.
    pub async fn emit_report<T: Reported>(&mut self, name: &str, rows: Vec<T>) -> Result<(), Error> {
        match self.format {
            Format::Junit => {
                let cases: Vec<Case> = rows.iter().map(Reported::case).collect();
                return self.print(&junit::document(name, &cases));
            }
            Format::Markdown => return self.print(&format!("# {name}\n\n{}", markdown::table(&rows))),
            _ => {}
        }
        let mut rows = Some(rows);
        self.emit_list(async || Ok(rows.take())).await
    }

    /// Prints a row of a report as soon as it is there; where the format is one document, [`Self::emit_rest`] does.
    pub fn emit_row<T: Reported>(&mut self, row: &T) -> Result<(), Error> {
        match self.format {
            Format::Json | Format::Junit | Format::Markdown => Ok(()),
            Format::Table | Format::Jsonl | Format::Csv | Format::Id => self.emit_next(row).map(drop),
        }
    }

    /// What is left to be printed of a report whose rows were given to [`Self::emit_row`].
    pub fn emit_rest<T: Reported>(&mut self, name: &str, rows: &[T], cases: &[Case]) -> Result<(), Error> {
        match self.format {
            Format::Json => self.print(&json::pretty(&rows)),
            Format::Junit => self.print(&junit::document(name, cases)),
            Format::Markdown => self.print(&format!("# {name}\n\n{}", markdown::table(rows))),
            Format::Csv if !self.began => {
                let text = self.csv::<T>(&[], &View::default(), true);
                self.print(&text)
            }
            Format::Table | Format::Jsonl | Format::Csv | Format::Id => Ok(()),
        }
    }

    /// Before a command that makes no report does anything.
    pub fn refuse_report(&self) -> Result<(), Error> {
        if self.format.is_of_reports() { Err(no_report()) } else { Ok(()) }
    }

    /// For results that have neither columns nor ids.
    pub fn refuse_rows(&self, why: &str) -> Result<(), Error> {
        match self.format {
            Format::Csv | Format::Id => Err(Error::Usage {
                what: format!("{why}, and has neither columns nor an id: nothing was sent"),
                hint: Some("use `-o json` or `-o jsonl`".to_owned()),
            }),
            Format::Table | Format::Json | Format::Jsonl | Format::Junit | Format::Markdown => Ok(()),
        }
    }
}
