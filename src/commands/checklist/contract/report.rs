//! The comparison as a report.

use super::super::course::Done;
use super::super::document::{BEGUN, Origin, with_left};
use super::complete;
use super::observation::{Observation, Verdict};
use crate::error::Error;
use crate::output::Document;
use crate::secret::without_keys;
use serde::Serialize;

/// The report.
#[derive(Debug, Serialize)]
pub(in crate::commands::checklist) struct Contract {
    #[serde(flatten)]
    origin: Origin,
    verdict: String,
    /// Whether something was confirmed, nothing contradicted, and nothing left behind.
    holds: bool,
    confirmed: usize,
    contradicted: usize,
    not_seen: usize,
    rows: Vec<Observation>,
    /// What was not put away, or is not known.
    left: Vec<String>,
}

impl Contract {
    pub(in crate::commands::checklist) fn new(origin: Origin, done: Done) -> Self {
        let Done { findings: mut rows, left, .. } = done;
        let left: Vec<String> = left.iter().map(|text| without_keys(text)).collect();
        let count = |verdict: Verdict| rows.iter().filter(|row| row.result == verdict).count();
        let (confirmed, contradicted) = (count(Verdict::Confirmed), count(Verdict::Contradicted));
        let not_seen = count(Verdict::NotSeen);
        let verdict = with_left(verdict(&rows, confirmed, not_seen), &left);
        let holds = confirmed > 0 && contradicted == 0 && left.is_empty();
        if confirmed + contradicted == 0 {
            rows.iter_mut().for_each(|row| row.is_of_nothing = true);
        }
        Self { origin, verdict, holds, confirmed, contradicted, not_seen, rows, left }
    }

    /// Of a comparison that has only begun.
    pub(in crate::commands::checklist) fn begun(origin: Origin) -> Self {
        let done = Done { findings: unseen(BEGUN), ..Done::default() };
        Self { verdict: BEGUN.to_owned(), ..Self::new(origin, done) }
    }

    /// The verdict, as an error where something is contradicted, or nothing at all was confirmed.
    pub(in crate::commands::checklist) fn conclude(&self) -> Result<String, Error> {
        let hint = match (self.confirmed, self.contradicted) {
            (1.., 0) => return Ok(self.verdict.clone()),
            (0, 0) => "each row says why it was not seen; see with `ipp doctor` what the key may do, and try again",
            _ => "each such row names the line of source to change; please report it to the project",
        };
        Err(Error::CheckFailed { what: self.verdict.clone(), hint: Some(hint.to_owned()) })
    }
}

/// Nothing that was seen is not the same as nothing that is wrong.
fn verdict(rows: &[Observation], confirmed: usize, not_seen: usize) -> String {
    let ids: Vec<&str> = rows.iter().filter(|row| row.result == Verdict::Contradicted).map(|row| row.id).collect();
    match (confirmed, ids.len()) {
        (0, 0) => format!("nothing is proved: of the assumptions none is confirmed, {not_seen} were not seen"),
        (_, 0) => format!("no assumption is contradicted: {confirmed} are confirmed, {not_seen} were not seen"),
        (_, contradicted) => format!(
            "assumptions are contradicted: {contradicted} ({}); {confirmed} are confirmed, {not_seen} were not seen",
            ids.join(", ")
        ),
    }
}

/// What would be looked at, and why it is not.
pub(in crate::commands::checklist) fn unseen(why: &str) -> Vec<Observation> {
    let mut rows = Vec::new();
    complete(&mut rows, None);
    rows.iter().map(|row| Observation::not_seen(row.id, why)).collect()
}

impl Document for Contract {
    type Row = Observation;
    type Finding = Observation;
    const SUITE: &'static str = "ipp checklist --contract";
    const TITLE: &'static str = "What ipp assumes of In-Person Payments, and what was seen";

    fn verdict(&self) -> String {
        self.verdict.clone()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.origin.facts()
    }

    fn rows(&self) -> &[Observation] {
        &self.rows
    }

    fn findings(&self) -> &[Observation] {
        &[]
    }

    fn left(&self) -> &[String] {
        &self.left
    }
}
