//! What can be wrong with settings and keys: exit code 3, or 2 for the value of a flag.
//!
//! The texts that errors repeat pass through `text::safe`, so none of them can hold a key.

use super::key;
use super::name::ProfileName;
use super::origin::Place;
use super::text;
use crate::model::environment::Environment;
use std::io;
use std::path::{Path, PathBuf};

/// Why there are no settings, or no key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The value of a flag.
    #[error("{flag}: {problem}")]
    Flag {
        /// With its dashes.
        flag: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// The value of an environment variable.
    #[error("{name}: {problem}")]
    Variable {
        /// The variable.
        name: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// What a file says.
    #[error("{}{}: {problem}", path.display(), line.map(|line| format!(":{line}")).unwrap_or_default())]
    File {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: Option<usize>,
        /// What is wrong.
        problem: String,
    },
    /// The system refused.
    #[error("cannot {action} {}", path.display())]
    Access {
        /// `read`, `write` and so on.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No home folder, and no variable instead of it.
    #[error("no home folder is known, so there is no place for {what}")]
    NoHome {
        /// `the config file` or `the state folder`.
        what: &'static str,
        /// What to set instead.
        variable: &'static str,
    },
    /// Nobody said where to work.
    #[error("no environment is chosen: neither a profile nor `--env` is given")]
    NoEnvironment {
        /// The profiles that could be chosen.
        known: Vec<ProfileName>,
    },
    /// Two of the same rank that cannot both hold.
    #[error(
        "{profile_origin} names the profile `{profile}`, which is for {its}, but {environment_origin} says {other}"
    )]
    Contradiction {
        /// The profile.
        profile: ProfileName,
        /// Its environment.
        its: Environment,
        /// `--profile` or `IPP_PROFILE`.
        profile_origin: String,
        /// The other environment.
        other: Environment,
        /// `--env` or `IPP_ENV`.
        environment_origin: String,
    },
    /// Without a profile its policy would be left out.
    #[error("the profile `{profile}` limits what can be done in {environment}, and no profile is in force")]
    PolicyLeftOut {
        /// Where.
        environment: Environment,
        /// Whose policy.
        profile: ProfileName,
    },
    /// A profile that is not in the file.
    #[error("there is no profile `{name}`{}", listed(known))]
    NoProfile {
        /// The name asked for.
        name: ProfileName,
        /// The names there are, nearest first.
        known: Vec<ProfileName>,
    },
    /// A profile that is in the file already.
    #[error("the profile `{name}` exists already ({place})")]
    ProfileExists {
        /// Its name.
        name: ProfileName,
        /// Where it begins.
        place: Place,
    },
    /// No source of a key.
    #[error(
        "no API key is set for {0}: neither `IPP_API_KEY`, nor `api_key`, `api_key_file` or `api_key_command` in a profile"
    )]
    NoKey(Environment),
    /// No source of a signing secret.
    #[error(
        "no signing secret is known: neither `--secret-from`, nor `IPP_WEBHOOK_SECRET`, nor `webhook_secret`, \
         `webhook_secret_file` or `webhook_secret_command` in the profile"
    )]
    NoSecret,
    /// A key or a secret that cannot be one, or that belongs elsewhere, or that could not be fetched.
    #[error("the {what} from {from} {problem}")]
    Key {
        /// `API key` or `signing secret`.
        what: &'static str,
        /// The source.
        from: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A key or a secret that others can read.
    #[error("{} holds production's {what}, and others than its owner can read it", path.display())]
    Exposed {
        /// `API key` or `signing secret`.
        what: &'static str,
        /// Where it is.
        path: PathBuf,
    },
    /// Another process holds the lock.
    #[error("another `ipp` is changing {}", .0.display())]
    Busy(PathBuf),
}

fn listed(known: &[ProfileName]) -> String {
    let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() { "; there is none yet".to_owned() } else { format!("; the profiles are {}", names.join(", ")) }
}

impl Error {
    pub(super) fn flag(flag: &'static str, problem: &str) -> Self {
        Self::Flag { flag, problem: text::safe(problem) }
    }

    pub(super) fn variable(name: &'static str, problem: &str) -> Self {
        Self::Variable { name, problem: text::safe(problem) }
    }

    pub(super) fn file(path: &Path, line: Option<usize>, problem: &str) -> Self {
        Self::File { path: path.to_owned(), line, problem: text::safe(problem) }
    }

    pub(super) fn key(from: &str, problem: &str) -> Self {
        Self::secret(key::API_KEY.what, from, problem)
    }

    pub(super) fn secret(what: &'static str, from: &str, problem: &str) -> Self {
        Self::Key { what, from: text::safe(from), problem: text::safe(problem) }
    }

    pub(super) fn access(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Access { action, path: path.to_owned(), source }
    }

    pub(super) fn no_profile<'a>(name: &ProfileName, known: impl IntoIterator<Item = &'a ProfileName>) -> Self {
        let mut known: Vec<ProfileName> = known.into_iter().cloned().collect();
        known.sort_by_key(|candidate| strsim::damerau_levenshtein(name.as_str(), candidate.as_str()));
        Self::NoProfile { name: name.clone(), known }
    }

    /// Whether the command line is at fault (code 2) rather than the configuration (code 3).
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Flag { .. })
    }

    /// What a person can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoEnvironment { known } => Some(match known.first() {
                Some(first) => {
                    format!("add `--profile {first}`, or run `ipp profile use {first}` to make it the default")
                }
                None => "run `ipp setup` to make a profile, or add `--env emulator` to try it now".to_owned(),
            }),
            Self::NoHome { variable, .. } => Some(format!("set `{variable}` to a path")),
            Self::Contradiction { .. } => Some("leave one of the two out".to_owned()),
            Self::PolicyLeftOut { profile, .. } => Some(format!("give `--profile {profile}`")),
            Self::NoProfile { known, .. } => Some(match known.first() {
                Some(nearest) => format!("give one of them, such as `--profile {nearest}`, or run `ipp profile add`"),
                None => "run `ipp setup` to make one".to_owned(),
            }),
            Self::ProfileExists { name, .. } => {
                Some(format!("give another name, or run `ipp profile remove {name}` first"))
            }
            Self::NoKey(_) => Some(
                "set `IPP_API_KEY`, or name one of the others in a profile: `ipp profile show` says which is in force, \
                 `ipp profile add` makes one"
                    .to_owned(),
            ),
            Self::NoSecret => Some(
                "`export IPP_WEBHOOK_SECRET` with the secret that the Kustom Portal shows for the destination, or give \
                 `--secret-from`; the emulator has its own: add `--env emulator`"
                    .to_owned(),
            ),
            Self::Exposed { path, .. } => Some(format!("run `chmod 600 {}`", quoted(path))),
            Self::Busy(_) => Some("run the command again".to_owned()),
            Self::Flag { .. } | Self::Variable { .. } | Self::File { .. } | Self::Access { .. } | Self::Key { .. } => {
                None
            }
        }
    }
}

fn quoted(path: &Path) -> String {
    let shown = path.display().to_string();
    shlex::try_quote(&shown).map_or_else(|_| shown.clone(), |quoted| quoted.into_owned())
}
