//! A step that was done, as it is shown; and a scenario as a test case.

use super::file::Place;
use crate::model::id::SessionId;
use crate::output::{Case, Ending, Field, Record, Reported, Tone};
use crate::secret::without_keys;
use serde::Serialize;
use std::time::Duration;

/// How a step, or a whole scenario, ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verdict {
    Passed,
    Failed,
    /// The code was not looked at yet: the next step does.
    Observed,
    /// Somebody has stopped it.
    Interrupted,
    NotRun,
}

/// One step.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub scenario: String,
    pub step: String,
    /// Of the innermost `repeat`, counted from 1.
    pub round: Option<u32>,
    pub what: String,
    pub result: Verdict,
    /// What came of it.
    pub found: String,
    /// What to do, where there is something.
    pub hint: Option<String>,
    /// As `ipp` would have ended.
    pub code: u8,
    pub duration_ms: u64,
    pub session_id: Option<SessionId>,
    pub attempt: Option<i64>,
}

impl Row {
    /// One that was not done.
    pub fn not_run(file: &str, scenario: &str, step: (String, Place), what: &str, why: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: step.1.line,
            column: step.1.column,
            scenario: without_keys(scenario),
            step: step.0,
            round: None,
            what: without_keys(what),
            result: Verdict::NotRun,
            found: why.to_owned(),
            hint: None,
            code: 0,
            duration_ms: 0,
            session_id: None,
            attempt: None,
        }
    }

    fn result(&self) -> Field {
        match self.result {
            Verdict::Passed => Field::toned("pass", Tone::Good),
            Verdict::Failed => Field::toned("FAIL", Tone::Bad),
            Verdict::Observed => Field::toned("done", Tone::Busy),
            Verdict::Interrupted => Field::toned("stopped", Tone::Busy),
            Verdict::NotRun => "not run".into(),
        }
    }

    /// Its number, and the round.
    fn step(&self) -> String {
        match self.round {
            Some(round) => format!("{} round {round}", self.step),
            None => self.step.clone(),
        }
    }

    fn place(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Record for Row {
    const PLURAL: &'static str = "steps";
    const COLUMNS: &'static [&'static str] = &["RESULT", "MS", "SCENARIO", "STEP", "WHAT", "FOUND", "PLACE", "HINT"];
    const CSV: &'static [&'static str] = &[
        "result",
        "duration_ms",
        "file",
        "line",
        "column",
        "scenario",
        "step",
        "round",
        "what",
        "found",
        "hint",
        "code",
        "session_id",
        "attempt",
    ];

    /// What went well needs no place and no advice.
    fn cells(&self) -> Vec<Field> {
        let failed = self.result == Verdict::Failed;
        let if_failed = |text: String| if failed { text } else { String::new() };
        vec![
            self.result(),
            format!("{} ms", self.duration_ms).into(),
            self.scenario.clone().into(),
            self.step().into(),
            self.what.clone().into(),
            self.found.clone().into(),
            if_failed(self.place()).into(),
            if_failed(self.hint.clone().unwrap_or_default()).into(),
        ]
    }

    /// Where it stands, as compilers and editors write it.
    fn id(&self) -> String {
        self.place()
    }
}

/// A scenario, for a report: its steps are told in the failure's text.
pub(super) fn case(rows: &[Row]) -> Case {
    let duration = Duration::from_millis(rows.iter().map(|row| row.duration_ms).sum());
    let name = rows.first().map(|row| format!("{}: {}", row.file, row.scenario)).unwrap_or_default();
    let told = |row: &Row| match (row.step(), &row.what) {
        (step, what) if step.is_empty() && what.is_empty() => format!("{}: {}", row.place(), row.found),
        (step, what) => format!("{}: {step} {what}: {}", row.place(), row.found),
    };
    let first = |result: Verdict| rows.iter().find(|row| row.result == result);
    let ending = match (first(Verdict::Failed), first(Verdict::Interrupted)) {
        (Some(row), _) => {
            Ending::Failed { message: told(row), details: rows.iter().map(told).collect::<Vec<_>>().join("\n") }
        }
        (None, Some(row)) => Ending::Error(format!("interrupted: {}", told(row))),
        _ if rows.iter().all(|row| row.result == Verdict::NotRun) => {
            Ending::Skipped(rows.first().map(|row| row.found.clone()).unwrap_or_default())
        }
        _ => Ending::Passed,
    };
    Case { name, duration, ending }
}

impl Reported for Row {
    fn case(&self) -> Case {
        case(std::slice::from_ref(self))
    }
}

/// A scenario, as `--list` shows it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Listed {
    pub file: String,
    pub line: usize,
    pub scenario: String,
    pub steps: usize,
    /// Empty: everywhere that scenarios may run.
    pub environments: Vec<String>,
}

impl Record for Listed {
    const PLURAL: &'static str = "scenarios";
    const COLUMNS: &'static [&'static str] = &["SCENARIO", "STEPS", "ENVIRONMENTS", "FILE"];
    const CSV: &'static [&'static str] = &["scenario", "steps", "environments", "file", "line"];

    fn cells(&self) -> Vec<Field> {
        let place = format!("{}:{}", self.file, self.line);
        let environments = if self.environments.is_empty() { "any".to_owned() } else { self.environments.join(", ") };
        vec![self.scenario.clone().into(), self.steps.to_string().into(), environments.into(), place.into()]
    }

    fn id(&self) -> String {
        self.scenario.clone()
    }
}
