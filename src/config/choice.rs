//! Which profile and which environment: the one decision that everything else hangs on, and that must never be a guess.
//!
//! A profile has one environment. When another is asked for, the higher level wins; at the same level it's an error.

use super::error::Error;
use super::file::ConfigFile;
use super::flags::Flags;
use super::name::ProfileName;
use super::origin::{Origin, Sourced};
use super::policy::Policy;
use super::profile::Profile;
use super::variables::{self, Variables};
use crate::model::environment::Environment;
use std::cmp::Ordering;

/// What was chosen.
pub(super) struct Choice<'a> {
    pub environment: Sourced<Environment>,
    pub profile: Option<(Sourced<ProfileName>, &'a Profile)>,
}

pub(super) fn choose<'a>(flags: &Flags, variables: &Variables, file: &'a ConfigFile) -> Result<Choice<'a>, Error> {
    let asked = asked_environment(flags, variables)?;
    let named = named_profile(flags, variables, file)?;
    let profile = named.map(|name| file.profile(&name.value).map(|profile| (name, profile))).transpose()?;
    let choice = match (asked, profile) {
        (None, None) => return Err(Error::NoEnvironment { known: file.profiles.keys().cloned().collect() }),
        (Some(environment), None) => Choice { environment, profile: None },
        (None, Some((name, profile))) => of_profile(name, profile),
        (Some(environment), Some((name, profile))) => weigh(environment, name, profile)?,
    };
    keep_policies(&choice, file)?;
    Ok(choice)
}

/// An environment that is asked for without a profile must not be a way round what its profiles forbid.
fn keep_policies(choice: &Choice<'_>, file: &ConfigFile) -> Result<(), Error> {
    let environment = choice.environment.value;
    if choice.profile.is_some() || environment == Environment::Emulator {
        return Ok(());
    }
    let forbids = |profile: &Profile| profile.environment.value == environment && profile.policy != Policy::default();
    match file.profiles.keys().find(|name| file.profile(name).is_ok_and(forbids)) {
        Some(name) => Err(Error::PolicyLeftOut { environment, profile: name.clone() }),
        None => Ok(()),
    }
}

fn asked_environment(flags: &Flags, variables: &Variables) -> Result<Option<Sourced<Environment>>, Error> {
    if let Some(value) = flags.env {
        return Ok(Some(Sourced { value, origin: Origin::Flag("--env") }));
    }
    let Some(text) = variables.get(variables::ENVIRONMENT) else { return Ok(None) };
    let value = text.parse().map_err(|problem: String| Error::variable(variables::ENVIRONMENT, &problem))?;
    Ok(Some(Sourced { value, origin: Origin::Variable(variables::ENVIRONMENT) }))
}

fn named_profile(
    flags: &Flags,
    variables: &Variables,
    file: &ConfigFile,
) -> Result<Option<Sourced<ProfileName>>, Error> {
    if let Some(text) = flags.profile.as_deref() {
        let value = text.parse().map_err(|problem: String| Error::flag("--profile", &problem))?;
        return Ok(Some(Sourced { value, origin: Origin::Flag("--profile") }));
    }
    if let Some(text) = variables.get(variables::PROFILE) {
        let value = text.parse().map_err(|problem: String| Error::variable(variables::PROFILE, &problem))?;
        return Ok(Some(Sourced { value, origin: Origin::Variable(variables::PROFILE) }));
    }
    if let Some(name) = &file.default_profile {
        return Ok(Some(Sourced { value: name.value.clone(), origin: Origin::File(name.place.clone()) }));
    }
    let mut names = file.profiles.keys();
    Ok(names.next().filter(|_| names.next().is_none()).cloned().map(Sourced::default))
}

fn of_profile(name: Sourced<ProfileName>, profile: &Profile) -> Choice<'_> {
    let origin = Origin::Profile { name: name.value.clone(), place: profile.environment.place.clone() };
    let environment = Sourced { value: profile.environment.value, origin };
    Choice { environment, profile: Some((name, profile)) }
}

fn weigh(
    environment: Sourced<Environment>,
    name: Sourced<ProfileName>,
    profile: &Profile,
) -> Result<Choice<'_>, Error> {
    if environment.value == profile.environment.value {
        return Ok(Choice { environment, profile: Some((name, profile)) });
    }
    match level(&environment.origin).cmp(&level(&name.origin)) {
        Ordering::Greater => Ok(Choice { environment, profile: None }),
        Ordering::Less => Ok(of_profile(name, profile)),
        Ordering::Equal => Err(Error::Contradiction {
            its: profile.environment.value,
            profile: name.value,
            profile_origin: name.origin.to_string(),
            other: environment.value,
            environment_origin: environment.origin.to_string(),
        }),
    }
}

/// Flags are above variables, and variables above the file.
fn level(origin: &Origin) -> u8 {
    match origin {
        Origin::Flag(_) => 2,
        Origin::Variable(_) => 1,
        Origin::Profile { .. } | Origin::File(_) | Origin::Default => 0,
    }
}
