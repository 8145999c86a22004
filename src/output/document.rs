//! A report as a whole: its rows, what was found besides, and where and when it was made. In every format, and as a file.

use super::junit::{self, Case, Ending, Reported};
use super::record::Record;
use super::{Format, Ui, View, json, markdown};
use crate::error::Error;
use serde::Serialize;
use std::time::Duration;

/// A report. Its JSON is its own serialisation.
pub trait Document: Serialize {
    /// What it is made of.
    type Row: Reported;
    /// What was found besides.
    type Finding: Record;
    /// What pipelines call it: the command.
    const SUITE: &'static str;
    /// What people call it.
    const TITLE: &'static str;

    /// In a sentence: what it proves, and what it does not.
    fn verdict(&self) -> String;

    /// Where, when and with what it was made.
    fn facts(&self) -> Vec<(&'static str, String)>;

    /// In order.
    fn rows(&self) -> &[Self::Row];

    /// May be none.
    fn findings(&self) -> &[Self::Finding];

    /// What the command has left behind, in words; mostly nothing.
    fn left(&self) -> &[String];
}

/// What a report can be written to a file as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// For people.
    Markdown,
    /// For pipelines.
    Junit,
    /// For programs.
    Json,
}

/// The whole text of a report.
pub fn rendered<D: Document>(document: &D, form: Form) -> String {
    match form {
        Form::Json => json::pretty(document),
        Form::Junit => {
            let mut cases: Vec<Case> = document.rows().iter().map(Reported::case).collect();
            cases.extend(left_behind(document.left()));
            junit::document(D::SUITE, &cases)
        }
        Form::Markdown => {
            let (verdict, rows) = (markdown::harmless(&document.verdict()), markdown::table(document.rows()));
            let facts = markdown::facts(&document.facts());
            let text = format!("# {}\n\n**{verdict}**\n\n{facts}\n## Rows\n\n{rows}", D::TITLE);
            let findings = match document.findings() {
                [] => String::new(),
                findings => format!("\n## Findings\n\n{}", markdown::table(findings)),
            };
            let left = match document.left() {
                [] => String::new(),
                left => format!("\n## Left behind\n\n{}", markdown::list(left)),
            };
            text + &findings + &left
        }
    }
}

/// A case of its own: a pipeline that reads only the report must not be green.
fn left_behind(left: &[String]) -> Option<Case> {
    let message = || format!("not everything was put away: {}", left.join("; "));
    (!left.is_empty()).then(|| Case {
        name: "left-behind".to_owned(),
        duration: Duration::ZERO,
        ending: Ending::Failed { message: message(), details: left.join("\n") },
    })
}

impl Ui {
    /// Prints a report. Findings are in those formats that have room for them.
    pub async fn emit_document<D: Document>(&mut self, document: &D) -> Result<(), Error> {
        let text = match self.format {
            Format::Json => rendered(document, Form::Json),
            Format::Junit => rendered(document, Form::Junit),
            Format::Markdown => rendered(document, Form::Markdown),
            Format::Table => return self.emit_tables(document),
            Format::Jsonl => document.rows().iter().map(json::line).collect(),
            Format::Csv => self.csv(document.rows(), &View::default(), true),
            Format::Id => super::results::ids(document.rows()),
        };
        self.print(&text)
    }

    fn emit_tables<D: Document>(&mut self, document: &D) -> Result<(), Error> {
        self.table(document.rows(), &View::default())?;
        match document.findings() {
            [] => Ok(()),
            findings => {
                self.print("\n")?;
                self.table(findings, &View::default())
            }
        }
    }
}
