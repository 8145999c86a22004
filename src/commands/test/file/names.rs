//! Whether every name that a step uses was given by a step before it, and means one thing: what depends on who was
//! faster would judge another session than the one that was meant.

use super::near;
use super::scenario::{Action, Scenario, Step, all};
use super::source::{Source, Wrong};
use super::words::{Later, Words};
use std::collections::{BTreeMap, BTreeSet};

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

/// Which session a step means that names none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Current {
    /// None was made.
    None,
    /// The one that was made last.
    Last,
    /// More than one was made last: which of them that is depends on the moment.
    Several,
}

/// What is known where a step stands.
struct Walk<'a> {
    source: &'a Source,
    names: Names,
    current: Current,
    /// How many `repeat`s it stands in.
    depth: usize,
}

/// The first name that stands for nothing is the error.
pub(super) fn check(source: &Source, scenario: &Scenario) -> Result<(), Wrong> {
    let mut walk = Walk { source, names: Names::new(), current: Current::None, depth: 0 };
    walk.steps(&scenario.steps)?;
    walk.steps(&scenario.finally)
}

impl Walk<'_> {
    fn steps(&mut self, steps: &[Step]) -> Result<(), Wrong> {
        steps.iter().try_for_each(|step| self.step(step))
    }

    fn step(&mut self, step: &Step) -> Result<(), Wrong> {
        let looked = self.session(step).and_then(|()| {
            let texts = step.action.texts();
            texts.iter().flat_map(|words| words.later()).try_for_each(|later| self.member(later))
        });
        looked.map_err(|problem| self.source.wrong_at(step.place, &problem))?;
        match &step.action {
            Action::Repeat { count, steps } => {
                self.depth += 1;
                // A second round begins with what the first has made.
                (0..(*count).min(2)).try_for_each(|_| self.steps(steps))?;
                self.depth -= 1;
            }
            Action::Parallel { branches } => self.parallel(branches)?,
            action => self.take(action),
        }
        Ok(())
    }

    /// None of the branches knows what the others make, and nobody after them which was the last.
    fn parallel(&mut self, branches: &[Vec<Step>]) -> Result<(), Wrong> {
        let (before, mut given) = (self.current, BTreeSet::new());
        for branch in branches {
            let own = all(branch).into_iter().filter_map(|step| Some((step.action.label()?, step.place)));
            if let Some((name, place)) = own.clone().find(|(name, _)| given.contains(name)) {
                let problem = format!("`as`: another branch of the same `parallel` makes something as `{name}`");
                return Err(self.source.wrong_at(place, &problem));
            }
            given.extend(own.map(|(name, _)| name));
        }
        for branch in branches {
            self.foreign(branch, &given)?;
            self.current = before;
            self.steps(branch)?;
        }
        let mut steps = branches.iter().flat_map(|branch| all(branch));
        let creates = steps.any(|step| matches!(step.action, Action::Create(_)));
        self.current = if creates { Current::Several } else { before };
        Ok(())
    }

    /// What another branch makes may not be there yet, or in the place of what was there before.
    fn foreign(&self, branch: &[Step], given: &BTreeSet<&String>) -> Result<(), Wrong> {
        let steps = all(branch);
        let own: BTreeSet<&String> = steps.iter().filter_map(|step| step.action.label()).collect();
        for step in steps {
            let mut used = used(&step.action).into_iter();
            if let Some(name) = used.find(|name| given.contains(name) && !own.contains(name)) {
                let problem = format!(
                    "another branch of the same `parallel` makes something as `{name}`: which is meant depends on who is \
                     faster"
                );
                return Err(self.source.wrong_at(step.place, &problem));
            }
        }
        Ok(())
    }

    /// What the step gives a name to.
    fn take(&mut self, action: &Action) {
        let members: &'static [_] = match action {
            Action::Create(_) => {
                self.current = Current::Last;
                &OF_SESSIONS
            }
            Action::Phone { .. } => &OF_PHONES,
            Action::Run { .. } => &OF_RUNS,
            _ => return,
        };
        if let Some(label) = action.label() {
            self.names.insert(label.clone(), members);
        }
    }

    /// The session that the step is about.
    fn session(&self, step: &Step) -> Result<(), String> {
        let name = match step.action.session() {
            None => return Ok(()),
            Some(None) => return self.last(),
            Some(Some(name)) if name == CURRENT => return self.last(),
            Some(Some(name)) => name,
        };
        let is_session = |members: &[&str]| members.contains(&"session_id");
        let sessions = self.names.iter().filter(|(_, members)| is_session(members)).map(|(name, _)| name.as_str());
        match sessions.clone().any(|known| known == name) {
            true => Ok(()),
            false => {
                let meant = near::meant(name, sessions, "", "");
                Err(format!("`session`: no step before this one creates a session as `{name}`{meant}"))
            }
        }
    }

    fn last(&self) -> Result<(), String> {
        match self.current {
            Current::Last => Ok(()),
            Current::None => Err("no step before this one creates a session".to_owned()),
            Current::Several => Err(
                "a `parallel` before this creates, and more than one session may be the last: name them there with \
                 `as = \"...\"`, and say here which is meant, with `session = \"...\"` or `${name.session_id}`"
                    .to_owned(),
            ),
        }
    }

    fn member(&self, later: &Later) -> Result<(), String> {
        let Later::Of { name, member } = later else { return self.round() };
        let is_last = name == CURRENT;
        let members = match self.names.get(name).copied() {
            _ if is_last => {
                self.last().map_err(|problem| format!("`${{{name}.{member}}}`: {problem}"))?;
                &OF_SESSIONS
            }
            Some(members) => members,
            None => {
                let meant = near::meant(name, self.names.keys().map(String::as_str).chain([CURRENT]), "", "");
                return Err(format!("`${{{name}.{member}}}`: no step before this one is named `{name}`{meant}"));
            }
        };
        match members.contains(&member.as_str()) {
            true => Ok(()),
            false => {
                let meant = near::meant(member, members.iter().copied(), "", "");
                Err(format!("`${{{name}.{member}}}`: there is no `{member}` of it{meant}"))
            }
        }
    }

    fn round(&self) -> Result<(), String> {
        match self.depth {
            0 => Err("`${round}` is the number of a repetition, and this stands in no `repeat`".to_owned()),
            _ => Ok(()),
        }
    }
}

/// The names that a step itself uses.
fn used(action: &Action) -> Vec<&String> {
    let texts = action.texts().into_iter().flat_map(Words::later);
    let of_texts = texts.filter_map(|later| match later {
        Later::Of { name, .. } => Some(name),
        Later::Round => None,
    });
    of_texts.chain(action.session().flatten()).collect()
}
