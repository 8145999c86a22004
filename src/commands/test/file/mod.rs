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
use std::collections::BTreeSet;
use std::time::Duration;
use toml::de::DeTable;

/// How long a step may take when nobody says otherwise.
const LIMIT: Duration = Duration::from_secs(30);

/// The longest name of a scenario, in characters.
const LONGEST_NAME: usize = 200;

/// A file that can be run.
#[derive(Debug)]
pub(super) struct File {
    pub source: Source,
    pub scenarios: Vec<Scenario>,
    /// The variables that `--var` may set.
    pub variables: Vec<String>,
}

/// Reads a file; the first mistake in it is the error.
pub(super) fn parse(source: Source, given: &Given<'_>) -> Result<File, Wrong> {
    let (scenarios, variables) = contents(&source, given)?;
    Ok(File { source, scenarios, variables })
}

fn contents(source: &Source, given: &Given<'_>) -> Result<(Vec<Scenario>, Vec<String>), Wrong> {
    let root = DeTable::parse(&source.text).map_err(|error| source.malformed(error.span(), error.message()))?;
    let nothing = given.known.clone();
    let reading = Reading { source, known: &nothing };
    let fields = reading.fields(root.get_ref(), 0, &["vars", "limit", "scenario"])?;
    let own = fields.take("vars", |field| variables::read(field, given))?.unwrap_or_default();
    let names = own.keys().cloned().collect();
    let known = given.known.iter().map(|(name, value)| (name.clone(), value.clone())).chain(own).collect();
    let reading = Reading { source, known: &known };
    let root = reading.fields(root.get_ref(), 0, &["vars", "limit", "scenario"])?;
    let limit = root.take("limit", |field| field.duration())?.unwrap_or(LIMIT);
    let Some(list) = root.get("scenario") else {
        return Err(source.wrong(0, "there is no scenario in it: begin one with `[[scenario]]`"));
    };
    let mut seen = BTreeSet::new();
    let mut scenarios = Vec::new();
    for field in list.items()? {
        let scenario = scenario(field, limit)?;
        if !seen.insert(scenario.name.clone()) {
            return Err(field.wrong(&format!("there is another scenario with the name `{}`", scenario.name)));
        }
        scenarios.push(scenario);
    }
    Ok((scenarios, names))
}

fn scenario(field: Field<'_>, limit: Duration) -> Result<Scenario, Wrong> {
    let (place, fields) = (field.place(), field.fields(&["name", "environments", "limit", "steps", "finally"])?);
    let name = fields.need("name")?;
    let text = name.fixed()?;
    if text.trim().is_empty() || text.chars().count() > LONGEST_NAME {
        return Err(name.wrong(&format!("expected 1 to {LONGEST_NAME} characters")));
    }
    let limit = fields.take("limit", |field| field.duration())?.unwrap_or(limit);
    let environments = fields.take("environments", environments)?.unwrap_or_default();
    let steps = steps::read(fields.need("steps")?, limit, "")?;
    let finally = fields.take("finally", |field| steps::read(field, limit, "finally "))?.unwrap_or_default();
    let scenario = Scenario { name: text, place, environments, steps, finally };
    steps::check_size(&scenario).map_err(|problem| field.wrong(&problem))?;
    names::check(field.reading.source, &scenario)?;
    Ok(scenario)
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
