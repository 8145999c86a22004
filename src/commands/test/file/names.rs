//! Whether every name that a step uses was given by a step before it.

use super::near;
use super::scenario::{Action, Scenario, Step, all};
use super::source::{Source, Wrong};
use super::words::{Later, Words};
use std::collections::BTreeMap;

/// The name of the session that was made last.
pub(in crate::commands::test) const CURRENT: &str = "session";

const OF_SESSIONS: [&str; 11] = [
    "session_id",
    "status",
    "order_id",
    "order_amount",
    "order_tax_amount",
    "purchase_currency",
    "device_id",
    "merchant_reference1",
    "merchant_reference2",
    "attempt",
    "code",
];
const OF_PHONES: [&str; 1] = ["device_id"];
const OF_RUNS: [&str; 2] = ["out", "code"];

/// What a name stands for: the members that it has.
type Names = BTreeMap<String, &'static [&'static str]>;

/// The first name that stands for nothing is the error.
pub(super) fn check(source: &Source, scenario: &Scenario) -> Result<(), Wrong> {
    let mut names = Names::new();
    for step in all(&scenario.steps).into_iter().chain(all(&scenario.finally)) {
        let wrong = |problem: String| source.wrong_at(step.place, &problem);
        session(step, &names).map_err(wrong)?;
        for words in texts(step) {
            words.later().try_for_each(|later| member(later, &names)).map_err(wrong)?;
        }
        take(step, &mut names);
    }
    Ok(())
}

/// What the step gives a name to.
fn take(step: &Step, names: &mut Names) {
    let (label, members): (_, &'static [_]) = match &step.action {
        Action::Create(create) => {
            names.insert(CURRENT.to_owned(), &OF_SESSIONS);
            (&create.label, &OF_SESSIONS)
        }
        Action::Phone { label, .. } => (label, &OF_PHONES),
        Action::Run { label, .. } => (label, &OF_RUNS),
        _ => return,
    };
    if let Some(label) = label {
        names.insert(label.clone(), members);
    }
}

/// The session that the step is about.
fn session(step: &Step, names: &Names) -> Result<(), String> {
    let name = match &step.action {
        Action::Tap { session, .. }
        | Action::Cancel { session }
        | Action::Wait { session, .. }
        | Action::Status { session, .. }
        | Action::Callback { session, .. } => session.as_deref().unwrap_or(CURRENT),
        _ => return Ok(()),
    };
    let sessions = names.iter().filter(|(_, members)| members.contains(&"session_id")).map(|(name, _)| name.as_str());
    match sessions.clone().any(|known| known == name) {
        true => Ok(()),
        false if name == CURRENT => Err("no step before this one creates a session".to_owned()),
        false => {
            let meant = near::meant(name, sessions, "", "");
            Err(format!("`session`: no step before this one creates a session as `{name}`{meant}"))
        }
    }
}

fn texts(step: &Step) -> Vec<&Words> {
    match &step.action {
        Action::Phone { name, .. } => vec![name],
        Action::Create(create) => create.flags.iter().map(|(_, words)| words).collect(),
        Action::Run { words, .. } => words.iter().collect(),
        Action::Ended { out, .. } => out.iter().collect(),
        _ => Vec::new(),
    }
}

fn member(later: &Later, names: &Names) -> Result<(), String> {
    let Later::Of { name, member } = later else { return Ok(()) };
    match names.get(name) {
        None => {
            let meant = near::meant(name, names.keys().map(String::as_str), "", "");
            Err(format!("`${{{name}.{member}}}`: no step before this one is named `{name}`{meant}"))
        }
        Some(members) if members.contains(&member.as_str()) => Ok(()),
        Some(members) => {
            let meant = near::meant(member, members.iter().copied(), "", "");
            Err(format!("`${{{name}.{member}}}`: there is no `{member}` of it{meant}"))
        }
    }
}
