//! Lists of steps, and the steps that hold others: `repeat` and `parallel`, each within limits.

use super::actions;
use super::field::Field;
use super::scenario::{Action, Scenario, Step};
use super::source::Wrong;
use std::time::Duration;

/// The most steps that one scenario may come to, repetitions included.
const MOST_STEPS: usize = 10_000;
/// The most that may go on at once.
const MOST_AT_ONCE: usize = 100;
/// How deep steps may stand in steps.
const DEEPEST: usize = 5;

/// Every key of a step. The first ones say what it does, and each step has one of them.
const KEYS: [&str; 13] = [
    "create", "tap", "cancel", "wait", "expect", "run", "phone", "repeat", "parallel", "as", "session", "steps",
    "limit",
];
const VERBS: usize = 9;

/// A list of steps; their numbers begin with `number`. What is wrong with one of them is noted.
pub(super) fn read(field: Field<'_>, limit: Duration, number: &str) -> Result<Vec<Step>, Wrong> {
    if number.split('.').count() > DEEPEST {
        return Err(field.wrong(&format!("steps stand in steps more than {DEEPEST} deep")));
    }
    let (mut steps, mut is_clear): (Vec<Step>, _) = (Vec::new(), true);
    for (index, item) in field.items()?.into_iter().enumerate() {
        let step = step(item, limit, format!("{number}{}", index + 1));
        // Of a step that could not be read nobody knows what may stand after it.
        let step = step.and_then(|step| match is_clear {
            true => stands_after(item, &step, steps.last().map(|before| &before.action)).map(|()| step),
            false => Ok(step),
        });
        let step = item.reading.noted(step);
        is_clear = step.is_some();
        steps.extend(step);
    }
    Ok(steps)
}

/// What is about the step before it stands after one of that kind.
fn stands_after(item: Field<'_>, step: &Step, before: Option<&Action>) -> Result<(), Wrong> {
    match &step.action {
        Action::Ended { .. } if !before.is_some_and(Action::has_code) => Err(item.wrong(
            "`expect` of `exit` or `out` stands right after the step that it is about: create, tap, cancel, wait or run",
        )),
        Action::Ended { out: Some(_), .. } if !matches!(before, Some(Action::Run { .. })) => {
            Err(item.wrong("`out` is what the `run` right before has printed"))
        }
        _ => Ok(()),
    }
}

fn step(field: Field<'_>, limit: Duration, number: String) -> Result<Step, Wrong> {
    let (place, fields) = (field.place(), field.fields(&KEYS)?);
    let verbs = fields.among(&KEYS[..VERBS]);
    let [verb] = verbs[..] else {
        let all = KEYS[..VERBS].join(", ");
        return Err(match verbs.get(1) {
            None => fields.wrong(&format!("a step has one of {all}")),
            Some(second) => {
                second.wrong(&format!("a step does one thing, and this one has `{}` as well", verbs[0].key))
            }
        });
    };
    for extra in fields.among(&KEYS[VERBS..]) {
        if !actions::takes(verb.key, extra.key) {
            return Err(extra.wrong(&format!("`{}` takes no `{}`", verb.key, extra.key)));
        }
    }
    let limit = fields.take("limit", |field| field.duration())?.unwrap_or(limit);
    let action = match verb.key {
        "repeat" => {
            let count = verb.count(1..=u32::try_from(MOST_STEPS).unwrap_or(u32::MAX))?;
            Action::Repeat { count, steps: read(fields.need("steps")?, limit, &format!("{number}."))? }
        }
        "parallel" => Action::Parallel { branches: branches(verb, limit, &number)? },
        _ => actions::read(verb, &fields)?,
    };
    let what = action.shown(&mut |words| words.written.clone());
    Ok(Step { number, place, what, limit, action })
}

/// Each item is a step, or a list of steps.
fn branches(field: Field<'_>, limit: Duration, number: &str) -> Result<Vec<Vec<Step>>, Wrong> {
    let items = field.items()?;
    if items.len() > MOST_AT_ONCE {
        return Err(field.wrong(&format!("more than {MOST_AT_ONCE} at once")));
    }
    let branch = |(index, item): (usize, Field<'_>)| {
        let number = format!("{number}.{}", index + 1);
        match item.is_list() {
            true => read(item, limit, &format!("{number}.")),
            false if number.split('.').count() > DEEPEST => Err(item.wrong("steps stand in steps too deep")),
            false => Ok(vec![step(item, limit, number)?]),
        }
    };
    Ok(items.into_iter().enumerate().filter_map(|item| field.reading.noted(branch(item))).collect())
}

/// Holds the whole of a scenario to the limits.
pub(super) fn check_size(scenario: &Scenario) -> Result<(), String> {
    let count = count(&scenario.steps).saturating_add(count(&scenario.finally));
    let width = width(&scenario.steps).max(width(&scenario.finally));
    match (count > MOST_STEPS, width > MOST_AT_ONCE) {
        (true, _) => Err(format!("its steps come to more than {MOST_STEPS}, repetitions included")),
        (_, true) => Err(format!("more than {MOST_AT_ONCE} of its steps may go on at once")),
        _ => Ok(()),
    }
}

fn count(steps: &[Step]) -> usize {
    let of = |step: &Step| match &step.action {
        Action::Repeat { count: times, steps } => {
            count(steps).saturating_mul(usize::try_from(*times).unwrap_or(usize::MAX))
        }
        Action::Parallel { branches } => {
            branches.iter().fold(0, |sum: usize, branch| sum.saturating_add(count(branch)))
        }
        _ => 1,
    };
    steps.iter().fold(0, |sum: usize, step| sum.saturating_add(of(step)))
}

fn width(steps: &[Step]) -> usize {
    let of = |step: &Step| match &step.action {
        Action::Repeat { steps, .. } => width(steps),
        Action::Parallel { branches } => branches.iter().map(|branch| width(branch)).sum(),
        _ => 1,
    };
    steps.iter().map(of).max().unwrap_or(1)
}
