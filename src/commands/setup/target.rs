//! Which profile is set up, and for which environment. A profile that is there keeps its environment: another one is
//! another profile, so that nothing that was meant for the playground ever reaches production.

use super::draft::Draft;
use super::stopped;
use crate::config::file::{self, ConfigFile};
use crate::config::{ProfileName, Variables, paths, variables};
use crate::context::Context;
use crate::error::Error;
use crate::model::environment::Environment;

/// What the question about the environment offers.
const PLACES: [(Environment, &str); 3] = [
    (Environment::Playground, "playground: tests, no real money"),
    (Environment::Production, "production: real money"),
    (Environment::Emulator, "emulator: on this machine, no key"),
];

/// What was asked for before any question.
struct Asked {
    name: Option<ProfileName>,
    environment: Option<Environment>,
}

/// The profile that is there or is to be, with nothing changed yet.
pub(super) async fn choose(ctx: &mut Context) -> Result<Draft, Error> {
    let variables = Variables::from_process()?;
    let paths = paths::find(&variables)?;
    let file = file::load(&paths.config_file)?;
    let asked = asked(ctx, &variables)?;
    let name = match asked.name {
        Some(name) => Some(name),
        None => known(ctx, &file, asked.environment).await?,
    };
    let there = name.as_ref().and_then(|name| file.profiles.get(name)).cloned();
    let environment = match (&there, asked.environment) {
        (Some(there), _) => there.environment.value,
        (None, Some(environment)) => environment,
        (None, None) => environment(ctx).await?,
    };
    if let (Some(name), Some(asked)) = (&name, ctx.flags().env.filter(|asked| *asked != environment)) {
        return Err(another_environment(name, environment, asked));
    }
    let name = match name {
        Some(name) => name,
        None => new_name(ctx, &file, environment).await?,
    };
    Ok(Draft::new(name, environment, there, paths, variables))
}

fn asked(ctx: &Context, variables: &Variables) -> Result<Asked, Error> {
    let (flags, said) = (ctx.flags(), |name| variables.get(name));
    let wrong = |name: &str, problem: String| Error::usage(format!("{name}: {problem}: nothing was written"));
    let name = match (&flags.profile, said(variables::PROFILE)) {
        (Some(name), _) => Some(name.parse().map_err(|problem| wrong("--profile", problem))?),
        (None, Some(name)) => Some(name.parse().map_err(|problem| wrong(variables::PROFILE, problem))?),
        (None, None) => None,
    };
    let environment = match (flags.env, said(variables::ENVIRONMENT)) {
        (Some(environment), _) => Some(environment),
        (None, Some(text)) => Some(text.parse().map_err(|problem| wrong(variables::ENVIRONMENT, problem))?),
        (None, None) => None,
    };
    Ok(Asked { name, environment })
}

/// One of the profiles that are there, where nobody has named one; `None` is a new one.
async fn known(
    ctx: &mut Context,
    file: &ConfigFile,
    environment: Option<Environment>,
) -> Result<Option<ProfileName>, Error> {
    let fits = |name: &ProfileName| {
        environment
            .is_none_or(|environment| file.profiles.get(name).is_some_and(|it| it.environment.value == environment))
    };
    let mut names: Vec<&ProfileName> = file.profiles.keys().filter(|name| fits(name)).collect();
    let default = file.default_profile.as_ref().map(|name| &name.value);
    names.sort_by_key(|name| Some(*name) != default);
    match names.as_slice() {
        [] => Ok(None),
        _ if environment.is_none() && ctx.is_interactive() => picked(ctx, file, &names).await,
        [only] => Ok(Some((*only).clone())),
        [first, ..] if Some(*first) == default => Ok(Some((*first).clone())),
        _ => Err(Error::Usage {
            what: format!("there are several profiles: {}: nothing was written", listed(&names)),
            hint: Some("name one with `--profile`".to_owned()),
        }),
    }
}

async fn picked(ctx: &mut Context, file: &ConfigFile, names: &[&ProfileName]) -> Result<Option<ProfileName>, Error> {
    let described = |name: &&ProfileName| {
        let environment = file.profiles.get(*name).map(|profile| profile.environment.value.name()).unwrap_or_default();
        format!("change {name} ({environment})")
    };
    let choices = names.iter().map(described).chain(["a new profile".to_owned()]).collect();
    let at = ctx.prompt.pick("Which profile?", choices).await?.ok_or_else(stopped)?;
    Ok(names.get(at).map(|name| (*name).clone()))
}

async fn environment(ctx: &mut Context) -> Result<Environment, Error> {
    if !ctx.is_interactive() {
        return Err(Error::Usage {
            what: "a profile is for one environment, and none is named: nothing was written".to_owned(),
            hint: Some("give `--env production`, `--env playground` or `--env emulator`".to_owned()),
        });
    }
    let choices = PLACES.iter().map(|(_, text)| (*text).to_owned()).collect();
    let at = ctx.prompt.pick("Where does it work?", choices).await?.ok_or_else(stopped)?;
    PLACES.get(at).map(|(environment, _)| *environment).ok_or_else(stopped)
}

/// The environment's own name, unless another profile has it.
async fn new_name(ctx: &mut Context, file: &ConfigFile, environment: Environment) -> Result<ProfileName, Error> {
    let wrong = |problem: String| Error::usage(format!("{problem}: nothing was written"));
    let own: ProfileName = environment.name().parse().map_err(wrong)?;
    if !file.profiles.contains_key(&own) {
        return Ok(own);
    }
    if !ctx.is_interactive() {
        return Err(Error::Usage {
            what: format!("profile {own} is there already: nothing was written"),
            hint: Some("name the new one with `--profile`".to_owned()),
        });
    }
    loop {
        let text = ctx.prompt.text("Name of the new profile", None).await?;
        match text.parse::<ProfileName>() {
            Ok(name) if file.profiles.contains_key(&name) => ctx.ui.note(&format!("there is a profile {name} already")),
            Ok(name) => return Ok(name),
            Err(problem) => ctx.ui.note(&problem),
        }
    }
}

fn another_environment(name: &ProfileName, its: Environment, asked: Environment) -> Error {
    Error::Usage {
        what: format!("profile {name} is for {its}, and `--env {asked}` was given: nothing was written"),
        hint: Some(format!("name another profile with `--profile`: one for {asked} is a profile of its own")),
    }
}

fn listed(names: &[&ProfileName]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
