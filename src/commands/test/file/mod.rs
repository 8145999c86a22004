//! Scenario files: read whole and checked whole before anything is sent. Every mistake has its file, line and column.
//!
//! Nothing here talks to the network or knows the settings; [`super::check`] does what needs those.

mod actions;
mod field;
mod names;
mod near;
mod scenario;
mod shown;
mod source;
mod steps;
mod variables;
mod words;

pub(super) use names::CURRENT;
pub(super) use scenario::{Action, Create, Scenario, Step, all};
pub(super) use source::{Place, Source, Wrong};
pub(super) use variables::{Given, unknown};
pub(super) use words::{Later, Words};

use crate::model::environment::Environment;
use field::{Field, Reading};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;
use toml::de::DeTable;

/// How long a step may take when nobody says otherwise.
const LIMIT: Duration = Duration::from_secs(30);

/// The longest name of a scenario, in characters.
const LONGEST_NAME: usize = 200;

/// How many mistakes of a file are told.
const MOST_TOLD: usize = 10;

/// The keys of a file.
const ROOT: [&str; 3] = ["vars", "limit", "scenario"];

/// A file that can be run.
#[derive(Debug)]
pub(super) struct File {
    pub source: Source,
    pub scenarios: Vec<Scenario>,
    /// The variables that `--var` may set.
    pub variables: Vec<String>,
}

/// Reads a file; the first mistakes in it are the error.
pub(super) fn parse(source: Source, given: &Given<'_>) -> Result<File, Vec<Wrong>> {
    let wrong = RefCell::default();
    let read = contents(&source, given, &wrong).map_err(|problem| wrong.borrow_mut().push(problem));
    match (read, wrong.into_inner()) {
        (Ok((scenarios, variables)), wrong) if wrong.is_empty() => Ok(File { source, scenarios, variables }),
        (_, wrong) => Err(first(wrong)),
    }
}

/// As many mistakes as are told, and how many more there are.
pub(super) fn first(mut wrong: Vec<Wrong>) -> Vec<Wrong> {
    let more = wrong.len().saturating_sub(MOST_TOLD);
    wrong.truncate(MOST_TOLD);
    wrong.extend((more > 0).then(|| format!("and {more} more in it")));
    wrong
}

/// What can be read by itself is, so that no mistake hides another; what is noted in `wrong` is missing here.
fn contents(
    source: &Source,
    given: &Given<'_>,
    wrong: &RefCell<Vec<Wrong>>,
) -> Result<(Vec<Scenario>, Vec<String>), Wrong> {
    let root = DeTable::parse(&source.text).map_err(|error| source.malformed(error.span(), error.message()))?;
    let reading = Reading { source, known: &given.known, wrong };
    let fields = reading.all_fields(root.get_ref(), 0, &ROOT);
    let before = reading.mistakes();
    let own = fields.noted("vars", |field| variables::read(field, given)).unwrap_or_default();
    if reading.mistakes() > before {
        // Texts would lack these variables, too.
        return Ok(Default::default());
    }
    let names = own.keys().cloned().collect();
    let known = given.known.iter().map(|(name, value)| (name.clone(), value.clone())).chain(own).collect();
    let reading = Reading { known: &known, ..reading };
    let (root, unknown) = reading.sorted(root.get_ref(), 0, &ROOT);
    let limit = root.noted("limit", |field| field.duration()).unwrap_or(LIMIT);
    match root.get("scenario") {
        Some(list) => Ok((scenarios(list, limit)?, names)),
        None if !unknown.is_empty() => Ok((Vec::new(), names)),
        None => Err(source.wrong(0, "there is no scenario in it: begin one with `[[scenario]]`")),
    }
}

fn scenarios(list: Field<'_>, limit: Duration) -> Result<Vec<Scenario>, Wrong> {
    let (mut seen, mut scenarios) = (BTreeSet::new(), Vec::new());
    for field in list.items()? {
        let Some(scenario) = field.reading.noted(scenario(field, limit)).flatten() else { continue };
        match seen.insert(scenario.name.clone()) {
            true => scenarios.push(scenario),
            false => {
                let what = format!("there is another scenario with the name `{}`", scenario.name);
                field.reading.noted::<()>(Err(field.wrong(&what)));
            }
        }
    }
    Ok(scenarios)
}

/// `None`: what is wrong with it is noted. Only what is read as a whole is looked at as a whole.
fn scenario(field: Field<'_>, limit: Duration) -> Result<Option<Scenario>, Wrong> {
    let (reading, before) = (field.reading, field.reading.mistakes());
    let (place, fields) = (field.place(), field.all_fields(&["name", "environments", "limit", "steps", "finally"])?);
    let name = fields.needed("name", name);
    let limit = fields.noted("limit", |field| field.duration()).unwrap_or(limit);
    let environments = fields.noted("environments", environments).unwrap_or_default();
    let steps = fields.needed("steps", |field| steps::read(field, limit, ""));
    let finally = fields.noted("finally", |field| steps::read(field, limit, "finally ")).unwrap_or_default();
    let (Some(name), Some(steps), true) = (name, steps, reading.mistakes() == before) else { return Ok(None) };
    let scenario = Scenario { name, place, environments, steps, finally };
    steps::check_size(&scenario).map_err(|problem| field.wrong(&problem))?;
    names::check(reading.source, &scenario)?;
    Ok(Some(scenario))
}

fn name(field: Field<'_>) -> Result<String, Wrong> {
    let text = field.fixed()?;
    match text.trim().is_empty() || text.chars().count() > LONGEST_NAME {
        true => Err(field.wrong(&format!("expected 1 to {LONGEST_NAME} characters"))),
        false => Ok(text),
    }
}

fn environments(field: Field<'_>) -> Result<Vec<Environment>, Wrong> {
    let one =
        |field: Field<'_>| match field.parsed(|text| text.parse::<Environment>().map_err(|error| error.to_string()))? {
            Environment::Production => Err(field.wrong("scenarios never run in production")),
            environment => Ok(environment),
        };
    field.one_or_more()?.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests;
