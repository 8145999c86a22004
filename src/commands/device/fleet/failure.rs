//! Phones that are not as the file says: as rows of the answer, and as a file to run again.

use super::change::{Action, Change};
use super::sheet::{PROBLEM, Sheet};
use crate::csv::{line, text};
use crate::error::Error;
use crate::model::id::DeviceId;
use crate::output::{Field, Record, Tone};
use serde::Serialize;

/// One of them.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    row: Option<u64>,
    id: DeviceId,
    name: Option<String>,
    action: Action,
    problem: String,
    /// The exit code that it would have been alone.
    code: u8,
}

impl Failure {
    /// Why this change was not made.
    pub fn new(change: &Change, error: &Error) -> Self {
        Self {
            row: change.row,
            id: change.id.clone(),
            name: change.name.clone(),
            action: change.action,
            problem: error.to_string(),
            code: error.exit_code(),
        }
    }

    /// The exit code that it would have been alone.
    pub fn code(&self) -> u8 {
        self.code
    }
}

impl Record for Failure {
    const PLURAL: &'static str = "failures";
    const COLUMNS: &'static [&'static str] = &["ROW", "ID", "NAME", "PROBLEM"];
    const CSV: &'static [&'static str] = &["row", "id", "name", "action", "problem", "code"];

    fn cells(&self) -> Vec<Field> {
        let row = self.row.map(|row| row.to_string()).unwrap_or_default();
        let problem = Field::toned(self.problem.clone(), Tone::Bad);
        vec![row.into(), self.id.as_str().into(), self.name.clone().unwrap_or_default().into(), problem]
    }

    fn id(&self) -> String {
        self.id.to_string()
    }
}

/// The rows that are to be run again, unknown columns too: what failed with its problem, what was not tried without one.
/// Nothing where only removals are left: no row says to remove a phone.
pub fn to_run_again(sheet: &Sheet, failures: &[Failure], untried: &[Change]) -> Option<String> {
    let columns = sheet.columns();
    let is_kept = |at: &usize| !columns[*at].is_empty() && !columns[*at].eq_ignore_ascii_case(PROBLEM);
    let kept: Vec<usize> = (0..columns.len()).filter(is_kept).collect();
    let row = |cells: &[String], last: &str| {
        let cells = kept.iter().filter_map(|at| cells.get(*at)).map(String::as_str).chain([last]);
        line(&cells.map(text).collect::<Vec<_>>(), sheet.dialect().separator)
    };
    let failed = failures.iter().map(|failure| (&failure.id, failure.problem.as_str()));
    let all = failed.chain(untried.iter().map(|change| (&change.id, "")));
    let rows: String =
        all.filter_map(|(id, problem)| sheet.place_of(id).map(|at| row(&sheet.rows[at].1.cells, problem))).collect();
    (!rows.is_empty()).then(|| format!("{}{}{rows}", sheet.dialect().beginning(), row(columns, PROBLEM)))
}
