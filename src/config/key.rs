//! Where the API key comes from, and whether it may be used.
//!
//! One source, never another when it fails. The key is checked before any network, and nothing here ever shows it.

mod command;

pub use command::KeyCommand;

use super::error::Error;
use super::private;
use crate::model::environment::Environment;
use crate::secret::Secret;
use crate::secret::is_key_character;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest key file, in bytes.
const LARGEST: u64 = 64 * 1024;

/// What a key is given by.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// Nothing.
    None,
    /// The emulator's own key, which the caller of [`KeySource::read`] brings.
    Emulator,
    /// `IPP_API_KEY`.
    Variable(Secret),
    /// `api_key` in the config file.
    Inline {
        /// The key.
        key: Secret,
        /// The config file.
        path: PathBuf,
        /// Whether others can read the config file.
        exposed: bool,
    },
    /// `api_key_file`.
    File(PathBuf),
    /// `api_key_command`.
    Command(KeyCommand),
}

impl KeySource {
    /// What it is called where it is set.
    pub fn name(&self) -> &'static str {
        match self {
            Self::None => "no key",
            Self::Emulator => "the emulator",
            Self::Variable(_) => "IPP_API_KEY",
            Self::Inline { .. } => "api_key",
            Self::File(_) => "api_key_file",
            Self::Command(_) => "api_key_command",
        }
    }

    /// Fetches the key and checks that it is one of `environment`. May run a command for up to 10 s.
    pub async fn read(&self, environment: Environment, emulator_key: &str) -> Result<Secret, Error> {
        let key = match self {
            Self::None => return Err(Error::NoKey(environment)),
            Self::Emulator => Secret::new(emulator_key),
            Self::Variable(key) => key.clone(),
            Self::Inline { key, path, exposed } => {
                refuse_exposed(key, environment, path, *exposed)?;
                key.clone()
            }
            Self::File(path) => from_file(path, environment)?,
            Self::Command(command) => command.run().await?,
        };
        check(&key, environment, &self.blamed())?;
        Ok(key)
    }

    fn blamed(&self) -> String {
        match self {
            Self::File(path) => format!("`api_key_file` ({})", path.display()),
            Self::Command(command) => format!("`api_key_command` (`{command}`)"),
            other => format!("`{}`", other.name()),
        }
    }

    /// For listings: where the key comes from, or its beginning and end. Runs nothing and reads no file.
    pub fn describe(&self) -> String {
        match self {
            Self::None => "(none)".to_owned(),
            Self::Emulator => "(the emulator's own)".to_owned(),
            Self::Variable(key) | Self::Inline { key, .. } => masked(key),
            Self::File(path) => format!("(from file {})", path.display()),
            Self::Command(command) => format!("(from command `{command}`)"),
        }
    }
}

/// Checks the form `kco_<live|test>_api_<random>`, and that the key is not one of another environment.
pub fn check(key: &Secret, environment: Environment, from: &str) -> Result<(), Error> {
    let text = key.expose();
    let Some(owner) = owner(text) else {
        return Err(Error::key(from, "is not of the form kco_<live|test>_api_..., on one line"));
    };
    match environment.key_prefix() {
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

fn refuse_exposed(key: &Secret, environment: Environment, path: &Path, exposed: bool) -> Result<(), Error> {
    let is_live = environment == Environment::Production || owner(key.expose()) == Some(Environment::Production);
    if exposed && is_live { Err(Error::Exposed(path.to_owned())) } else { Ok(()) }
}

fn from_file(path: &Path, environment: Environment) -> Result<Secret, Error> {
    let (text, exposed) = read_file(path).map_err(Error::access("read the API key from", path))?;
    let key = first_line(&text).ok_or_else(|| Error::file(path, Some(1), "there is no API key on its first line"))?;
    refuse_exposed(&key, environment, path, exposed)?;
    Ok(key)
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
