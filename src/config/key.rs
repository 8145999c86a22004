//! Where the API key and the signing secret come from, and whether they may be used.
//!
//! One source, never another when it fails. Both are checked before any network, and nothing here ever shows them.

mod command;
mod kind;
mod signing;

pub use command::KeyCommand;
pub use kind::{API_KEY, Kind, NAMED_SECRET, SIGNING_SECRET};
pub use signing::check as check_secret;

use super::error::Error;
use super::private;
use crate::model::environment::Environment;
use crate::secret::Secret;
use crate::secret::is_key_character;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest file of a key or a secret, in bytes.
const LARGEST: u64 = 64 * 1024;

/// What a key, or a signing secret, is given by.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// Nothing.
    None,
    /// The emulator's own, which the caller brings.
    Emulator,
    /// An environment variable.
    Variable(Secret),
    /// The config file.
    Inline {
        /// The key or the secret.
        key: Secret,
        /// The config file.
        path: PathBuf,
        /// Whether others can read the config file.
        exposed: bool,
    },
    /// The first line of a file.
    File(PathBuf),
    /// The first line that a command prints.
    Command(KeyCommand),
}

impl KeySource {
    /// What it is called where it is set.
    pub fn name(&self, kind: &Kind) -> &'static str {
        match self {
            Self::None => kind.nothing,
            Self::Emulator => "the emulator",
            Self::Variable(_) => kind.variable,
            Self::Inline { .. } => kind.inline,
            Self::File(_) => kind.file,
            Self::Command(_) => kind.command,
        }
    }

    /// Fetches the API key and checks that it is one of `environment`. May run a command for up to 10 s.
    pub async fn read(&self, environment: Environment, emulator_key: &str) -> Result<Secret, Error> {
        let key = match self {
            Self::None => return Err(Error::NoKey(environment)),
            Self::Emulator => Secret::new(emulator_key),
            given => given.fetch(&API_KEY, |key| is_live(key, environment)).await?,
        };
        check(&key, environment, &self.blamed(&API_KEY))?;
        Ok(key)
    }

    /// What is given, as it stands there. What `is_live` may not be where others can read it.
    async fn fetch(&self, kind: &Kind, is_live: impl Fn(&Secret) -> bool) -> Result<Secret, Error> {
        let refuse_exposed = |secret: Secret, path: &Path, exposed: bool| match exposed && is_live(&secret) {
            true => Err(Error::Exposed { what: kind.what, path: path.to_owned() }),
            false => Ok(secret),
        };
        match self {
            Self::None | Self::Emulator => Err(Error::secret(kind.what, self.name(kind), "is not there")),
            Self::Variable(secret) => Ok(secret.clone()),
            Self::Inline { key, path, exposed } => refuse_exposed(key.clone(), path, *exposed),
            Self::File(path) => {
                let (text, exposed) = read_file(path).map_err(Error::access(kind.reading, path))?;
                let missing = || Error::file(path, Some(1), &format!("there is no {} on its first line", kind.what));
                refuse_exposed(first_line(&text).ok_or_else(missing)?, path, exposed)
            }
            Self::Command(command) => command.run().await.map_err(|problem| {
                let problem = format!("could not be fetched: the command {problem}");
                Error::secret(kind.what, &self.blamed(kind), &problem)
            }),
        }
    }

    /// What tells it from another one, as far as that is known without running anything: to be hashed, never to be kept.
    pub fn identity(&self) -> Secret {
        match self {
            Self::None | Self::Emulator => Secret::new(""),
            Self::Variable(key) | Self::Inline { key, .. } => key.clone(),
            // A file that can't be read gives no key to the command either.
            Self::File(path) => {
                read_file(path).ok().and_then(|(text, _)| first_line(&text)).unwrap_or_else(|| Secret::new(""))
            }
            Self::Command(command) => Secret::new(command.as_written()),
        }
    }

    fn blamed(&self, kind: &Kind) -> String {
        match self {
            Self::File(path) => format!("`{}` ({})", kind.file, path.display()),
            Self::Command(command) => format!("`{}` (`{command}`)", kind.command),
            other => format!("`{}`", other.name(kind)),
        }
    }

    /// For listings: where it comes from, or its beginning and end. Runs nothing and reads no file.
    pub fn describe(&self, kind: &Kind) -> String {
        match self {
            Self::None => "(none)".to_owned(),
            Self::Emulator => "(the emulator's own)".to_owned(),
            Self::Variable(secret) | Self::Inline { key: secret, .. } => (kind.masked)(secret),
            Self::File(path) => format!("(from file {})", path.display()),
            Self::Command(command) => format!("(from command `{command}`)"),
        }
    }
}

/// What the emulator's live keys begin with.
const EMULATED_LIVE_KEY: &str = "kco_live_api_emulator";

/// Checks the form `kco_<live|test>_api_<random>`, and that the key is not one of another environment.
pub fn check(key: &Secret, environment: Environment, from: &str) -> Result<(), Error> {
    let text = key.expose();
    let Some(owner) = owner(text) else {
        return Err(Error::key(from, "is not of the form kco_<live|test>_api_..., on one line"));
    };
    match environment.key_prefix() {
        // The emulator takes live keys when it plays production, but never one that could be real.
        None if owner == Environment::Production && !text.starts_with(EMULATED_LIVE_KEY) => {
            let problem = format!("is a key of {owner}, which the emulator must not get");
            Err(Error::key(from, &problem))
        }
        Some(prefix) if !text.starts_with(prefix) => {
            let problem = format!("is a key of {owner}, and the environment is {environment}");
            Err(Error::key(from, &problem))
        }
        _ => Ok(()),
    }
}

/// The environment that a key of the right form belongs to.
fn owner(key: &str) -> Option<Environment> {
    [Environment::Production, Environment::Playground].into_iter().find(|environment| {
        let random = environment.key_prefix().and_then(|prefix| key.strip_prefix(prefix));
        random.is_some_and(|random| !random.is_empty() && random.chars().all(is_key_character))
    })
}

/// `kco_test_…abcd`.
fn masked(key: &Secret) -> String {
    match owner(key.expose()) {
        Some(Environment::Production) => format!("kco_live_…{}", key.last_four()),
        Some(_) => format!("kco_test_…{}", key.last_four()),
        None => "(not of the form kco_<live|test>_api_...)".to_owned(),
    }
}

fn is_live(key: &Secret, environment: Environment) -> bool {
    environment == Environment::Production || owner(key.expose()) == Some(Environment::Production)
}

fn read_file(path: &Path) -> io::Result<(Secret, bool)> {
    let wrong = |problem| Err(io::Error::new(io::ErrorKind::InvalidData, problem));
    if !fs::metadata(path)?.is_file() {
        return wrong("it is not a file");
    }
    let file = File::open(path)?;
    let exposed = private::is_exposed(&file.metadata()?);
    let mut text = String::new();
    file.take(LARGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST {
        return wrong("it is larger than 64 KiB");
    }
    Ok((Secret::new(text), exposed))
}

fn first_line(text: &Secret) -> Option<Secret> {
    let line = text.expose().lines().next()?.trim();
    (!line.is_empty()).then(|| Secret::new(line))
}

#[cfg(test)]
mod tests;
