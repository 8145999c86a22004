//! Phones that got no code: as rows of the answer, and as a file to run again.

use super::batch::Batch;
use super::phones::{PROBLEM, Phone, Phones, is_of_sheet};
use crate::csv::{line, text};
use crate::error::Error;
use crate::output::{Field, Record, Tone};
use serde::Serialize;
use std::collections::HashMap;

/// One of them.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// As a spreadsheet counts it.
    row: Option<u64>,
    name: Option<String>,
    location: String,
    problem: String,
    /// The exit code that it would have been alone.
    code: u8,
    #[serde(skip)]
    mark: String,
}

impl Failure {
    /// Why this phone got none.
    pub fn new(phone: &Phone, error: &Error) -> Self {
        Self {
            row: phone.place.map(|place| place.row),
            name: phone.name.clone(),
            location: phone.shop.to_string(),
            problem: error.to_string(),
            code: error.exit_code(),
            mark: phone.mark.clone(),
        }
    }

    /// The exit code that it would have been alone.
    pub fn code(&self) -> u8 {
        self.code
    }

    /// By which its phone is known.
    pub fn mark(&self) -> &str {
        &self.mark
    }
}

impl Record for Failure {
    const PLURAL: &'static str = "failures";
    const COLUMNS: &'static [&'static str] = &["ROW", "NAME", "LOCATION", "PROBLEM"];
    const CSV: &'static [&'static str] = &["row", "name", "location", "problem", "code"];

    fn cells(&self) -> Vec<Field> {
        let row = self.row.map(|row| row.to_string()).unwrap_or_default();
        let problem = Field::toned(self.problem.clone(), Tone::Bad);
        vec![row.into(), self.name.clone().unwrap_or_default().into(), self.location.clone().into(), problem]
    }

    fn id(&self) -> String {
        self.mark.clone()
    }
}

/// The rows of the input that are to be run again, with what was wrong with them, and with their marks: among fewer rows
/// a phone without a name of its own would be taken for another.
pub fn to_run_again(phones: &Phones, failures: &[Failure], batch: &Batch) -> String {
    let is_kept = |column: &String| !column.is_empty() && !is_of_sheet(column) && column != PROBLEM;
    let kept: Vec<usize> = (0..phones.columns.len()).filter(|at| is_kept(&phones.columns[*at])).collect();
    let row = |cells: &[String], last: [&str; 2]| {
        let cells: Vec<_> =
            kept.iter().filter_map(|at| cells.get(*at)).map(String::as_str).chain(last).map(text).collect();
        line(&cells, phones.dialect.separator)
    };
    let mut again = format!("{}{}", phones.dialect.beginning(), row(&phones.columns, [PROBLEM, &batch.column()]));
    let by_mark: HashMap<&str, &Phone> = phones.all.iter().map(|phone| (phone.mark.as_str(), phone)).collect();
    for failure in failures {
        if let Some(phone) = by_mark.get(failure.mark.as_str()) {
            again.push_str(&row(&phone.cells, [&failure.problem, &phone.mark]));
        }
    }
    again
}
