//! Where the line that is being typed is going to work, as far as its words say it: the same choice that the command will
//! make, by the same rules. No key is fetched, and what is wrong leaves nothing to suggest.

use crate::config::file::{self, ConfigFile};
use crate::config::{self, Flags, Settings, Variables, paths};
use crate::model::environment::Environment;
use std::path::PathBuf;

/// What the words say of it.
pub(super) struct Place {
    flags: Flags,
    state: Option<PathBuf>,
}

impl Place {
    /// `ipp emulator` works on the emulator, whatever else is said.
    pub fn of(words: &[String]) -> Self {
        let is_emulator =
            words.iter().skip(1).find(|word| !word.starts_with('-')).is_some_and(|word| word == "emulator");
        let flags = match is_emulator {
            true => Flags { env: Some(Environment::Emulator), ..Flags::default() },
            false => Flags {
                profile: value(words, "--profile").map(str::to_owned),
                env: value(words, "--env").and_then(|name| name.parse().ok()),
                base_url: value(words, "--base-url").map(str::to_owned),
                ..Flags::default()
            },
        };
        Self { flags, state: value(words, "--state").filter(|_| is_emulator).map(PathBuf::from) }
    }

    pub fn settings(&self) -> Option<Settings> {
        let mut settings = config::settings(&self.flags, &Variables::from_process().ok()?).ok()?;
        if let Some(state) = &self.state {
            settings.state_dir.clone_from(state);
        }
        Some(settings)
    }

    pub fn config_file(&self) -> Option<ConfigFile> {
        let paths = paths::find(&Variables::from_process().ok()?).ok()?;
        file::load(&paths.config_file).ok()
    }
}

/// What stands behind a flag, in the next word or behind `=`.
fn value<'a>(words: &'a [String], flag: &str) -> Option<&'a str> {
    let parted = words.windows(2).find_map(|pair| (pair[0] == flag).then_some(pair[1].as_str()));
    let joined = || words.iter().find_map(|word| word.strip_prefix(flag)?.strip_prefix('='));
    parted.or_else(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: &str) -> Place {
        Place::of(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn flags_say_where() {
        let said = place("ipp --profile shop device get --base-url=http://127.0.0.1:1 --env playground x").flags;
        assert_eq!((said.profile.as_deref(), said.env), (Some("shop"), Some(Environment::Playground)));
        assert_eq!(said.base_url.as_deref(), Some("http://127.0.0.1:1"));
        let emulator = place("ipp emulator phone sessions --state here --profile shop x");
        assert_eq!((emulator.flags.env, emulator.flags.profile), (Some(Environment::Emulator), None));
        assert_eq!(emulator.state, Some(PathBuf::from("here")));
        assert_eq!(place("ipp device get --env nowhere x").flags.env, None);
    }
}
