//! An item as it is shown: what was done, what was seen, how long it took, and when it fails what to mend.

use super::ending::Ending;
use super::item::Item;
use crate::output::{Case, Ending as CaseEnding, Field, Record, Reported, Tone};
use crate::secret::without_keys;
use serde::Serialize;
use std::time::Duration;

/// How a row ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verdict {
    Passed,
    Failed,
    NotRun,
}

/// What was done for an item, also where it came to nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    pub did: Vec<String>,
    pub sessions: Vec<String>,
    pub order_id: Option<String>,
}

impl Trail {
    pub(super) fn did(&mut self, what: impl Into<String>) {
        self.did.push(what.into());
    }
}

/// One row.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    #[serde(skip)]
    pub item: Item,
    id: &'static str,
    number: usize,
    what: &'static str,
    pub result: Verdict,
    did: String,
    saw: String,
    mend: Option<String>,
    duration_ms: u64,
    pub sessions: Vec<String>,
    order_id: Option<String>,
}

impl Row {
    pub(super) fn new(item: Item, trail: Trail, ending: Ending, duration: Duration) -> Self {
        let (result, saw, mend) = told(ending);
        Self {
            item,
            id: item.id(),
            number: item.number(),
            what: item.what(),
            result,
            did: without_keys(&trail.did.join(", ")),
            saw,
            mend,
            duration_ms: u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
            sessions: trail.sessions,
            order_id: trail.order_id,
        }
    }

    /// What was seen later, and counts instead; what had failed before stays beside it.
    pub(super) fn overturn(&mut self, ending: Ending) {
        let (result, saw, mend) = told(ending);
        match self.result {
            Verdict::Failed => {
                self.saw = format!("{}; and {saw}", self.saw);
                self.mend =
                    [self.mend.take(), mend].into_iter().flatten().reduce(|one, other| format!("{one}; {other}"));
            }
            _ => (self.result, self.saw, self.mend) = (result, saw, mend),
        }
    }

    /// What had passed is not proved to its end.
    pub(super) fn doubt(&mut self, why: &str) {
        if self.result == Verdict::Passed {
            (self.result, self.saw) = (Verdict::NotRun, format!("{}, but {}", self.saw, without_keys(why)));
        }
    }

    pub(super) fn id(&self) -> &'static str {
        self.id
    }

    fn result(&self) -> Field {
        match self.result {
            Verdict::Passed => Field::toned("pass", Tone::Good),
            Verdict::Failed => Field::toned("FAIL", Tone::Bad),
            Verdict::NotRun => Field::toned("not run", Tone::Busy),
        }
    }
}

/// The words of an ending: what was seen, and what is to be done.
fn told(ending: Ending) -> (Verdict, String, Option<String>) {
    let (result, saw, mend) = match ending {
        Ending::Pass(saw) => (Verdict::Passed, saw, String::new()),
        Ending::Fail { saw, mend } => (Verdict::Failed, saw, mend),
        Ending::NotRun { why, mend } => (Verdict::NotRun, why, mend),
    };
    (result, without_keys(&saw), Some(without_keys(&mend)).filter(|mend| !mend.is_empty()))
}

impl Record for Row {
    const PLURAL: &'static str = "rows";
    const COLUMNS: &'static [&'static str] = &["CHECK", "RESULT", "DID", "SAW", "MS", "WHAT TO DO"];
    const CSV: &'static [&'static str] =
        &["id", "number", "what", "result", "did", "saw", "mend", "duration_ms", "sessions", "order_id"];

    fn cells(&self) -> Vec<Field> {
        vec![
            self.id.into(),
            self.result(),
            self.did.clone().into(),
            self.saw.clone().into(),
            self.duration_ms.to_string().into(),
            self.mend.clone().unwrap_or_default().into(),
        ]
    }

    fn id(&self) -> String {
        self.id.to_owned()
    }
}

impl Reported for Row {
    fn case(&self) -> Case {
        let ending = match self.result {
            Verdict::Passed => CaseEnding::Passed,
            Verdict::NotRun => CaseEnding::Error(self.saw.clone()),
            Verdict::Failed => CaseEnding::Failed {
                message: format!("{}: {}", self.what, self.saw),
                details: self.mend.clone().unwrap_or_default(),
            },
        };
        Case { name: self.id.to_owned(), duration: Duration::from_millis(self.duration_ms), ending }
    }
}
