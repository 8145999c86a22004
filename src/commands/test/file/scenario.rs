//! What a scenario file says, once it is read: plain values, each with its place.

use super::source::Place;
use super::words::Words;
use crate::model::environment::Environment;
use crate::model::event::EventType;
use crate::model::session::SessionStatus;
use crate::model::tap::TapOutcome;
use std::time::Duration;

/// One scenario.
#[derive(Clone, Debug)]
pub(in crate::commands::test) struct Scenario {
    pub name: String,
    pub place: Place,
    /// Empty: everywhere that scenarios may run.
    pub environments: Vec<Environment>,
    pub steps: Vec<Step>,
    /// Done at the end, whatever happened before.
    pub finally: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub(in crate::commands::test) struct Step {
    /// `2`, or `2.1` in another step.
    pub number: String,
    pub place: Place,
    /// How it is shown before it is done: as it stands in the file.
    pub what: String,
    /// How long it may take.
    pub limit: Duration,
    pub action: Action,
}

/// What is done.
#[derive(Clone, Debug)]
pub(in crate::commands::test) enum Action {
    Phone { name: Words, label: Option<String> },
    Create(Box<Create>),
    Tap { outcome: TapOutcome, session: Option<String> },
    Cancel { session: Option<String> },
    Wait { timeout: Duration, session: Option<String> },
    Run { words: Vec<Words>, label: Option<String> },
    Status { any_of: Vec<SessionStatus>, within: Duration, session: Option<String> },
    Callback { kind: EventType, count: usize, within: Duration, session: Option<String> },
    Ended { codes: Vec<u8>, out: Option<Words> },
    Repeat { count: u32, steps: Vec<Step> },
    Parallel { branches: Vec<Vec<Step>> },
}

/// What is to be paid: flags of `session create`, by their names.
#[derive(Clone, Debug)]
pub(in crate::commands::test) struct Create {
    pub flags: Vec<Flag>,
    pub allow_duplicate: bool,
    pub label: Option<String>,
}

/// A flag of `session create`, with its value.
#[derive(Clone, Debug)]
pub(in crate::commands::test) struct Flag {
    pub name: &'static str,
    pub words: Words,
    /// Of the value.
    pub place: Place,
}

impl Create {
    /// Whether a flag is given.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|own| own.name == flag)
    }
}

impl Action {
    /// What the step calls what it makes.
    pub fn label(&self) -> Option<&String> {
        match self {
            Self::Create(create) => create.label.as_ref(),
            Self::Phone { label, .. } | Self::Run { label, .. } => label.as_ref(),
            _ => None,
        }
    }

    /// The name of the session that the step is about. `None`: it is about none. `Some(None)`: the one that was made last.
    pub fn session(&self) -> Option<Option<&String>> {
        match self {
            Self::Tap { session, .. }
            | Self::Cancel { session }
            | Self::Wait { session, .. }
            | Self::Status { session, .. }
            | Self::Callback { session, .. } => Some(session.as_ref()),
            _ => None,
        }
    }

    /// The texts that may wait for the run.
    pub fn texts(&self) -> Vec<&Words> {
        match self {
            Self::Phone { name, .. } => vec![name],
            Self::Create(create) => create.flags.iter().map(|flag| &flag.words).collect(),
            Self::Run { words, .. } => words.iter().collect(),
            Self::Ended { out, .. } => out.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it has an exit code that the next step may look at.
    pub fn has_code(&self) -> bool {
        matches!(self, Self::Create(_) | Self::Tap { .. } | Self::Cancel { .. } | Self::Wait { .. } | Self::Run { .. })
    }
}

/// Every step, those in other steps included, in the order of the file.
pub(in crate::commands::test) fn all(steps: &[Step]) -> Vec<&Step> {
    let mut found = Vec::new();
    for step in steps {
        found.push(step);
        match &step.action {
            Action::Repeat { steps, .. } => found.extend(all(steps)),
            Action::Parallel { branches } => branches.iter().for_each(|branch| found.extend(all(branch))),
            _ => {}
        }
    }
    found
}
