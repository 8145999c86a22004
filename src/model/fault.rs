//! Faults: what the emulator lets go wrong on purpose, where, and how often. Nothing of it exists at Kustom.
//!
//! A fault looks at every request (or callback) that it is for, lets the first `skip` of them pass, and then strikes
//! `rate` of every hundred until it has struck `count` times. Whole numbers only, so that it strikes exactly so often.

mod kind;
mod spec;

pub use kind::{CallbackFault, FaultKind, RequestFault};

use super::event::EventType;
use super::near;
use super::operation::Operation;
use serde::{Deserialize, Serialize};

/// The longest delay, in milliseconds: a day.
const LONGEST_DELAY: u64 = 24 * 60 * 60 * 1000;

/// A fault as it is asked for. A misspelt field would strike more than was meant, so there are no others.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewFault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// With which operations, or which events; with all when there are none.
    #[serde(default)]
    pub on: Vec<String>,
    /// How late, in milliseconds; for 429 what `Retry-After` asks for.
    #[serde(default)]
    pub delay_ms: Option<u64>,
    /// How many of every hundred are struck, from 1 to 100.
    #[serde(default = "always")]
    pub rate: u32,
    /// How many are struck in all; nothing for no end.
    #[serde(default)]
    pub count: Option<u64>,
    /// How many pass before that.
    #[serde(default)]
    pub skip: u64,
    /// Decides which of a hundred are struck: 0 if nobody says.
    #[serde(default)]
    pub seed: Option<u64>,
}

/// A fault that was added.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Fault {
    /// To clear it by; never given twice.
    pub id: i64,
    /// What was asked for, with nothing left open.
    #[serde(flatten)]
    pub asked: NewFault,
    /// How many it has looked at.
    pub seen: u64,
    /// How often it struck.
    pub struck: u64,
    /// How often it still strikes; nothing for no end.
    pub left: Option<u64>,
}

impl Fault {
    /// Whether it may strike again.
    pub fn is_in_force(&self) -> bool {
        self.left != Some(0)
    }
}

fn always() -> u32 {
    100
}

impl NewFault {
    /// One that always strikes, everywhere.
    pub fn new(kind: FaultKind) -> Self {
        Self { kind, on: Vec::new(), delay_ms: None, rate: always(), count: None, skip: 0, seed: None }
    }

    /// The same with nothing left open, or every field that is wrong with what is wrong about it.
    pub fn complete(self) -> Result<Self, Vec<(String, String)>> {
        let checks = [("on", self.check_names()), ("delay", self.check_delay()), ("rate", self.check_rate())];
        let count = ("count", if self.count == Some(0) { Err("must be at least 1".to_owned()) } else { Ok(()) });
        let wrong: Vec<_> = checks
            .into_iter()
            .chain([count])
            .filter_map(|(field, check)| check.err().map(|message| (field.to_owned(), message)))
            .collect();
        match wrong.is_empty() {
            true => {
                Ok(Self { delay_ms: self.delay_ms.or(self.kind.usual_delay()), seed: self.seed.or(Some(0)), ..self })
            }
            false => Err(wrong),
        }
    }

    /// Whether it is for this one; requests that are no operation are only struck by those for all.
    pub fn is_for(&self, name: Option<&str>) -> bool {
        self.on.is_empty() || name.is_some_and(|name| self.on.iter().any(|on| on == name))
    }

    fn check_names(&self) -> Result<(), String> {
        let events = EventType::KNOWN.map(|event| event.name().to_owned());
        let known: Vec<String> = match self.kind {
            FaultKind::Request(_) => Operation::ALL.map(|operation| operation.name().to_owned()).into(),
            FaultKind::Callback(_) => events.into(),
        };
        match self.on.iter().find(|name| !known.contains(name)) {
            Some(name) => {
                let (meant, known) = (near::meant(name, known.iter().map(String::as_str)), known.join(", "));
                Err(format!("takes no `{name}` for {}; give one of {known}{meant}", self.kind))
            }
            None => Ok(()),
        }
    }

    fn check_delay(&self) -> Result<(), String> {
        match self.delay_ms {
            Some(_) if self.kind.usual_delay().is_none() => Err(format!("means nothing to {}", self.kind)),
            Some(0) => Err("must not be 0".to_owned()),
            Some(delay) if delay > LONGEST_DELAY => Err("must not be longer than a day".to_owned()),
            Some(delay) if self.kind == FaultKind::Request(RequestFault::RateLimit) && delay % 1000 != 0 => {
                Err("must be whole seconds for 429".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn check_rate(&self) -> Result<(), String> {
        if (1..=100).contains(&self.rate) { Ok(()) } else { Err("must be from 1 to 100".to_owned()) }
    }
}
