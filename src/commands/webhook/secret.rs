//! Where a signing secret comes from: `--secret-from`, a variable, the profile, the emulator. Never an argument.
//!
//! One source, and no other when it fails. No error repeats what was given for the flag: it may be the secret itself.

use super::super::input;
use crate::config::key::{KeyCommand, KeySource, NAMED_SECRET, SIGNING_SECRET, check_secret};
use crate::config::{self, Settings, Variables, file, paths, variables};
use crate::context::Context;
use crate::emulator::World;
use crate::emulator::world::FILE_NAME;
use crate::error::Error;
use crate::model::environment::Environment;
use crate::secret::Secret;
use clap::Args;
use std::path::Path;

/// The longest secret that is read from stdin, in bytes.
const LONGEST: u64 = 4096;

/// Of every command that signs or verifies.
#[derive(Args, Debug)]
pub struct SecretArgs {
    /// Take the signing secret from env:NAME, file:PATH, command:LINE, profile, profile:NAME, emulator, or - for stdin
    /// [default: IPP_WEBHOOK_SECRET, else the profile's, else the emulator's own]
    #[arg(long, value_name = "SOURCE")]
    secret_from: Option<String>,
}

/// A secret, and where it came from.
#[derive(Clone, Debug)]
pub(in crate::commands) struct Known {
    pub secret: Secret,
    /// For people: `IPP_WEBHOOK_SECRET`.
    pub from: String,
}

impl SecretArgs {
    /// Whether stdin is taken.
    pub(in crate::commands) fn reads_stdin(&self) -> bool {
        self.secret_from.as_deref() == Some("-")
    }

    /// The variable that it is taken from, where one is named.
    pub(in crate::commands) fn variable(&self) -> Option<&str> {
        self.secret_from.as_deref()?.strip_prefix("env:").filter(|name| !name.is_empty())
    }

    /// The settings of the profile whose secret it is, where that is named: they may be of another environment.
    pub(in crate::commands) fn settings(&self, ctx: &Context) -> Result<Option<Settings>, Error> {
        match self.secret_from.as_deref().and_then(|source| source.split_once(':')) {
            Some(("profile", name)) if !name.is_empty() => Ok(Some(profile(ctx, name)?)),
            _ => Ok(None),
        }
    }

    /// The secrets that sign now: one, or the emulator's two during a rotation, the current one first.
    pub(in crate::commands) async fn secrets(&self, ctx: &mut Context) -> Result<Vec<Known>, Error> {
        let Some(source) = self.secret_from.as_deref() else { return by_default(ctx).await };
        let (scheme, rest) = source.split_once(':').unwrap_or((source, ""));
        match (scheme, rest) {
            ("-", "") => from_stdin().await,
            ("env", name) if !name.is_empty() => from_variable(name),
            ("file", path) if !path.is_empty() => {
                let here = std::env::current_dir().map_err(|error| Error::usage(format!("no folder: {error}")))?;
                let path = paths::expand(path, &here, paths::home().as_deref()).map_err(Error::usage)?;
                named(ctx, KeySource::File(path)).await
            }
            ("command", line) if !line.is_empty() => {
                let problem = |problem| Error::usage(format!("`--secret-from command:`: {problem}"));
                named(ctx, KeySource::Command(line.parse::<KeyCommand>().map_err(problem)?)).await
            }
            ("profile", name) => of_profile(ctx, (!name.is_empty()).then_some(name)).await,
            ("emulator", "") => Ok(of_emulator(&paths::find(&Variables::from_process()?)?.state_dir)?),
            _ => Err(Error::Usage {
                what: "`--secret-from` names where the signing secret is, and this names no such place".to_owned(),
                hint: Some(
                    "give env:NAME, file:PATH, command:LINE, profile, profile:NAME, emulator, or - for stdin; the \
                     secret itself is never an argument"
                        .to_owned(),
                ),
            }),
        }
    }
}

/// Secrets of other places, for a signature that none of the right ones made; and why some were not looked at.
pub(in crate::commands) async fn others() -> (Vec<Known>, Vec<String>) {
    let mut found = Vec::new();
    let mut left_out = Vec::new();
    let places = Variables::from_process().and_then(|variables| paths::find(&variables));
    let file = places.and_then(|places| Ok((file::load(&places.config_file)?, places.state_dir)));
    let (file, state) = match file {
        Ok(read) => read,
        Err(error) => return (found, vec![error.to_string()]),
    };
    for (name, profile) in file.profiles {
        let Some(source) = profile.webhook_secret else { continue };
        // A password manager that nobody has called for would ask for its password.
        if matches!(source.value, KeySource::Command(_)) {
            left_out
                .push(format!("the secret of profile {name}, which a command prints: `--secret-from profile:{name}`"));
            continue;
        }
        match source.value.read_secret(&SIGNING_SECRET, Some(profile.environment.value)).await {
            Ok(secret) => found.push(Known { secret, from: format!("profile {name}") }),
            Err(error) => left_out.push(error.to_string()),
        }
    }
    if state.join(FILE_NAME).is_file() {
        match of_emulator(&state) {
            Ok(own) => found.extend(own),
            Err(error) => left_out.push(error.to_string()),
        }
    }
    (found, left_out)
}

/// The variable needs no environment and no profile; without it the settings decide.
async fn by_default(ctx: &mut Context) -> Result<Vec<Known>, Error> {
    if let Some(secret) = Variables::from_process()?.webhook_secret() {
        return of_source(&KeySource::Variable(secret), None, Path::new("")).await;
    }
    match ctx.settings() {
        Ok(settings) => of_settings(&settings).await,
        Err(Error::Config(config::Error::NoEnvironment { .. })) => Err(config::Error::NoSecret.into()),
        Err(error) => Err(error),
    }
}

async fn of_settings(settings: &Settings) -> Result<Vec<Known>, Error> {
    of_source(&settings.webhook_secret.value, Some(settings.environment.value), &settings.state_dir).await
}

async fn of_source(source: &KeySource, environment: Option<Environment>, state: &Path) -> Result<Vec<Known>, Error> {
    match source {
        KeySource::Emulator => of_emulator(state),
        source => {
            let secret = source.read_secret(&SIGNING_SECRET, environment).await?;
            Ok(one(secret, source.name(&SIGNING_SECRET)))
        }
    }
}

async fn named(ctx: &mut Context, source: KeySource) -> Result<Vec<Known>, Error> {
    // A secret that is named needs no environment; one that is known may forbid that others read the file.
    let environment = ctx.settings().ok().map(|settings| settings.environment.value);
    let secret = source.read_secret(&NAMED_SECRET, environment).await?;
    Ok(one(secret, source.name(&NAMED_SECRET).trim_end_matches(':')))
}

/// A profile's own, whatever the variable says.
async fn of_profile(ctx: &Context, name: Option<&str>) -> Result<Vec<Known>, Error> {
    match name {
        Some(name) => of_settings(&profile(ctx, name)?).await,
        None => {
            let variables = Variables::from_process()?.without(variables::WEBHOOK_SECRET);
            of_settings(&config::settings(ctx.flags(), &variables)?).await
        }
    }
}

fn profile(ctx: &Context, name: &str) -> Result<Settings, Error> {
    let mut flags = ctx.flags().clone();
    (flags.profile, flags.env) = (Some(name.to_owned()), None);
    let variables = Variables::from_process()?.without(variables::WEBHOOK_SECRET);
    Ok(config::settings(&flags, &variables)?)
}

fn of_emulator(state: &Path) -> Result<Vec<Known>, Error> {
    let names = ["the emulator's own", "the emulator's own, from before the rotation"];
    let secrets = World::open(state)?.secrets()?.into_iter();
    Ok(secrets.zip(names).map(|(secret, from)| Known { secret, from: from.to_owned() }).collect())
}

fn from_variable(name: &str) -> Result<Vec<Known>, Error> {
    let from = format!("`--secret-from env:{name}`");
    let secret = variables::named(name).ok_or_else(|| config::Error::Key {
        what: SIGNING_SECRET.what,
        from: from.clone(),
        problem: "is not there: the variable is not set, empty, or not UTF-8".to_owned(),
    })?;
    Ok(one(check_secret(secret, &from)?, &format!("env:{name}")))
}

async fn from_stdin() -> Result<Vec<Known>, Error> {
    let bytes = input::stdin(LONGEST).await;
    let bytes = bytes.map_err(|error| Error::usage(format!("cannot read the secret from stdin: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| Error::usage("what is on stdin is no signing secret"))?;
    let secret = Secret::new(text.trim_end_matches(['\r', '\n']));
    Ok(one(check_secret(secret, "stdin")?, "stdin"))
}

fn one(secret: Secret, from: &str) -> Vec<Known> {
    vec![Known { secret, from: from.to_owned() }]
}
