//! One assumption of this project beside what was seen. Its words are those of the emulator's own table, and no others.

use crate::emulator::fidelity::{Behaviour, Mark, all};
use crate::output::{Case, Ending, Field, Record, Reported, Tone};
use crate::secret::without_keys;
use serde::Serialize;
use std::time::Duration;

/// What became of an assumption.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::commands::checklist) enum Verdict {
    Confirmed,
    Contradicted,
    NotSeen,
}

/// One row.
#[derive(Clone, Debug, Serialize)]
pub(in crate::commands::checklist) struct Observation {
    pub id: &'static str,
    mark: Mark,
    assumed: &'static str,
    pub result: Verdict,
    seen: String,
    to_change: Option<String>,
    /// It is of a comparison that has proved nothing: for pipelines it could not be run.
    #[serde(skip)]
    pub is_of_nothing: bool,
}

impl Observation {
    /// What was seen, and whether it is as it was assumed.
    pub(in crate::commands::checklist) fn judged(id: &'static str, is_so: bool, seen: impl Into<String>) -> Self {
        Self::new(id, if is_so { Verdict::Confirmed } else { Verdict::Contradicted }, seen)
    }

    /// Why it could not be seen.
    pub(in crate::commands::checklist) fn not_seen(id: &'static str, why: impl Into<String>) -> Self {
        Self::new(id, Verdict::NotSeen, why)
    }

    fn new(id: &'static str, result: Verdict, seen: impl Into<String>) -> Self {
        let known = all().into_iter().find(|behaviour| behaviour.id == id);
        let (mark, assumed, place) = match known {
            Some(Behaviour { mark, what, file, item, .. }) => (mark, what, Some(format!("`{item}` in src/{file}"))),
            None => (Mark::Assumed, "", None),
        };
        let to_change = place.filter(|_| result == Verdict::Contradicted);
        let is_of_nothing = false;
        Self { id, mark, assumed, result, seen: without_keys(&seen.into()), to_change, is_of_nothing }
    }

    fn result(&self) -> Field {
        match self.result {
            Verdict::Confirmed => Field::toned("confirmed", Tone::Good),
            Verdict::Contradicted => Field::toned("CONTRADICTED", Tone::Bad),
            Verdict::NotSeen => Field::toned("not seen", Tone::Plain),
        }
    }
}

impl Record for Observation {
    const PLURAL: &'static str = "assumptions";
    const COLUMNS: &'static [&'static str] = &["ASSUMPTION", "RESULT", "ASSUMED", "SEEN"];
    const CSV: &'static [&'static str] = &["id", "mark", "assumed", "result", "seen", "to_change"];

    fn cells(&self) -> Vec<Field> {
        vec![self.id.into(), self.result(), self.assumed.into(), self.seen.clone().into()]
    }

    fn id(&self) -> String {
        self.id.to_owned()
    }
}

impl Reported for Observation {
    fn case(&self) -> Case {
        let ending = match self.result {
            Verdict::Confirmed => Ending::Passed,
            Verdict::NotSeen => Ending::Skipped(self.seen.clone()),
            Verdict::Contradicted => Ending::Failed {
                message: format!("assumed: {}; seen: {}", self.assumed, self.seen),
                details: self.to_change.clone().unwrap_or_default(),
            },
        };
        let case = Case { name: self.id.to_owned(), duration: Duration::ZERO, ending };
        if self.is_of_nothing { case.unproved() } else { case }
    }
}
