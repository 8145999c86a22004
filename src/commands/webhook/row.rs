//! One row of a handler's check, as it is shown.

use crate::output::{Case as JunitCase, Ending, Field, Record, Reported, Tone};
use crate::webhook::check::{Case, Effects, Expected};
use crate::webhook::deliver::Answer;
use serde::Serialize;
use std::time::Duration;

/// What is said of the other rows that failed, where the first one is refused like all of them.
const REFUSES_ALL: &str = "mend `good` first: everything is refused, also what is rightly signed";

/// The same of those whose refusal is the right answer, and the handler's only one.
const PROVES_NOTHING: &str =
    "sent and refused, which proves nothing: everything is refused, also what is rightly signed; mend `good` first";

/// How a row ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::commands) enum Verdict {
    Passed,
    Failed,
    NotRun,
}

/// What is to be done about the rows that nothing was sent for.
const NOT_WAITED_FOR: &str = "not sent: the three rows before were not answered; mend these first";

/// One row of the report.
#[derive(Clone, Debug, Serialize)]
pub(in crate::commands) struct Row {
    pub id: &'static str,
    pub result: Verdict,
    sent: &'static str,
    expected: &'static str,
    answered: String,
    duration_ms: u64,
    pub advice: Option<String>,
    /// It ended so for what another row fails of: that one says what to do.
    #[serde(skip)]
    pub is_of_another: bool,
    #[serde(skip)]
    statuses: Vec<Option<u16>>,
    /// Whether what it led to was counted; nothing where that does not matter.
    effects: Option<&'static str>,
}

impl Row {
    /// A row that was answered; `problem` is what is wrong with it.
    pub(super) fn new(case: &Case, answers: &[Answer], problem: Option<String>, is_counted: bool) -> Self {
        let effects = if is_counted { "counted" } else { "not_counted" };
        let slowest = answers.iter().map(|answer| answer.outcome.duration).max().unwrap_or_default();
        Self {
            result: if problem.is_none() { Verdict::Passed } else { Verdict::Failed },
            answered: answered(answers),
            duration_ms: u64::try_from(slowest.as_millis()).unwrap_or(u64::MAX),
            advice: problem,
            statuses: answers.iter().map(|answer| answer.outcome.status).collect(),
            effects: (case.effects != Effects::Any).then_some(effects),
            ..Self::not_run(case)
        }
    }

    /// A row that nothing was sent for.
    pub(in crate::commands) fn not_run(case: &Case) -> Self {
        Self {
            id: case.id,
            result: Verdict::NotRun,
            sent: case.sent,
            expected: match case.expected {
                Expected::Accepted => "2xx",
                Expected::Refused => "4xx",
            },
            answered: String::new(),
            duration_ms: 0,
            advice: None,
            is_of_another: false,
            statuses: Vec::new(),
            effects: None,
        }
    }

    /// A row that nothing was sent for, because nobody answered those before it.
    pub(super) fn not_waited_for(case: &Case) -> Self {
        Self { advice: Some(NOT_WAITED_FOR.to_owned()), ..Self::not_run(case) }
    }

    /// Whether each of its callbacks was answered with such a status.
    pub(super) fn was_answered(&self, is: fn(u16) -> bool) -> bool {
        !self.statuses.is_empty() && self.statuses.iter().all(|status| status.is_some_and(is))
    }

    /// What is wrong with it is wrong with all: one remedy is enough.
    pub(super) fn fails_like_all(&mut self) {
        self.is_of_another = true;
        self.advice = Some(REFUSES_ALL.to_owned());
    }

    /// It was refused rightly, by a handler that refuses everything.
    pub(super) fn proves_nothing(&mut self) {
        if self.result == Verdict::Passed {
            (self.result, self.is_of_another) = (Verdict::NotRun, true);
            self.advice = Some(PROVES_NOTHING.to_owned());
        }
    }

    fn result(&self) -> Field {
        match self.result {
            Verdict::Passed => Field::toned("pass", Tone::Good),
            Verdict::Failed => Field::toned("FAIL", Tone::Bad),
            Verdict::NotRun => Field::toned("not run", Tone::Busy),
        }
    }
}

/// `200`, `200, 500`, or of many `200 (49), 503 (1)`.
fn answered(answers: &[Answer]) -> String {
    let mut kinds: Vec<(String, usize)> = Vec::new();
    for answer in answers {
        let text = match (answer.outcome.status, &answer.outcome.error) {
            (Some(status), _) if answer.is_cut => format!("{status} with a large body"),
            (Some(status), _) => status.to_string(),
            (None, error) => error.clone().unwrap_or_default(),
        };
        match kinds.iter_mut().find(|(kind, _)| *kind == text) {
            Some((_, count)) => *count += 1,
            None => kinds.push((text, 1)),
        }
    }
    let texts = kinds.into_iter().map(|(kind, count)| if count > 1 { format!("{kind} ({count} times)") } else { kind });
    texts.collect::<Vec<_>>().join(", ")
}

impl Record for Row {
    const PLURAL: &'static str = "rows";
    const COLUMNS: &'static [&'static str] = &["ROW", "RESULT", "SENT", "EXPECTED", "ANSWERED", "MS", "WHAT TO DO"];
    const CSV: &'static [&'static str] =
        &["id", "result", "sent", "expected", "answered", "duration_ms", "advice", "effects"];
    const SPARE: &'static [&'static str] = &["MS", "EXPECTED"];

    fn cells(&self) -> Vec<Field> {
        vec![
            self.id.into(),
            self.result(),
            self.sent.into(),
            self.expected.into(),
            self.answered.clone().into(),
            self.duration_ms.to_string().into(),
            self.advice.clone().unwrap_or_default().into(),
        ]
    }

    fn id(&self) -> String {
        self.id.to_owned()
    }
}

impl Reported for Row {
    fn case(&self) -> JunitCase {
        let ending = match self.result {
            Verdict::Passed => Ending::Passed,
            Verdict::NotRun => Ending::Skipped(match &self.advice {
                Some(advice) => advice.clone(),
                None => "nothing was sent".to_owned(),
            }),
            Verdict::Failed => Ending::Failed {
                message: format!("{}: expected {}, got {}", self.sent, self.expected, self.answered),
                details: self.advice.clone().unwrap_or_default(),
            },
        };
        JunitCase { name: self.id.to_owned(), duration: Duration::from_millis(self.duration_ms), ending }
    }
}
