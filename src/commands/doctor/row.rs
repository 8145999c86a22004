//! A check as it is printed: in a table, as JSON with a stable id, or as a test case of JUnit.

use super::finding::{Checked, Finding};
use crate::output::{Case, Ending, Field, Record, Reported, Tone};
use serde::Serialize;
use std::time::Duration;

/// How a check ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Verdict {
    Pass,
    Warn,
    Fail,
    Skipped,
}

/// One row.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    id: &'static str,
    pub result: Verdict,
    found: String,
    mend: Option<String>,
    duration_ms: u64,
}

impl Row {
    pub(super) fn new(checked: Checked) -> Self {
        let (result, found, mend) = match checked.finding {
            Finding::Pass(found) => (Verdict::Pass, found, None),
            Finding::Warn { found, mend } => (Verdict::Warn, found, Some(mend)),
            Finding::Fail { found, mend } => (Verdict::Fail, found, Some(mend)),
            Finding::Skipped(why) => (Verdict::Skipped, why, None),
        };
        let mend = mend.filter(|mend| !mend.is_empty());
        let duration_ms = u64::try_from(checked.duration.as_millis()).unwrap_or(u64::MAX);
        Self { id: checked.id, result, found, mend, duration_ms }
    }

    fn result(&self) -> Field {
        match self.result {
            Verdict::Pass => Field::toned("pass", Tone::Good),
            Verdict::Warn => Field::toned("warn", Tone::Busy),
            Verdict::Fail => Field::toned("FAIL", Tone::Bad),
            Verdict::Skipped => "skipped".into(),
        }
    }
}

impl Record for Row {
    const PLURAL: &'static str = "checks";
    const COLUMNS: &'static [&'static str] = &["CHECK", "RESULT", "FOUND", "WHAT TO DO"];
    const CSV: &'static [&'static str] = &["id", "result", "found", "mend", "duration_ms"];

    fn cells(&self) -> Vec<Field> {
        let mend = self.mend.clone().unwrap_or_default();
        vec![self.id.into(), self.result(), self.found.clone().into(), mend.into()]
    }

    fn id(&self) -> String {
        self.id.to_owned()
    }
}

impl Reported for Row {
    /// A warning is no failure, as for the exit code.
    fn case(&self) -> Case {
        let ending = match self.result {
            Verdict::Pass | Verdict::Warn => Ending::Passed,
            Verdict::Skipped => Ending::Skipped(self.found.clone()),
            Verdict::Fail => {
                Ending::Failed { message: self.found.clone(), details: self.mend.clone().unwrap_or_default() }
            }
        };
        Case { name: self.id.to_owned(), duration: Duration::from_millis(self.duration_ms), ending }
    }
}
