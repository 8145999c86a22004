//! What completions are to know: written down by commands that have read names and ids, and never asked by them.

use super::Context;
use crate::config::Settings;
use crate::config::key::API_KEY;
use crate::known::{Account, Known, Reading};
use crate::model::environment::Environment;

impl Context {
    /// Takes in what was read, for completions.
    pub fn learn(&mut self, reading: Reading) {
        if let Ok(settings) = self.settings() {
            Known::load(&settings.state_dir, &account(&settings)).learn(reading);
        }
    }
}

/// The account of a state folder's emulator.
pub fn emulators_account() -> Account {
    Account::of(&[Environment::Emulator.name()])
}

/// Whose names the settings lead to. The emulator of a state folder is one account, whoever asks. Elsewhere another
/// key may be another account's, and so may a profile of the same name in another config file. What a command prints is not
/// known here: its text has to do.
pub fn account(settings: &Settings) -> Account {
    let environment = settings.environment.value;
    if environment == Environment::Emulator {
        return emulators_account();
    }
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    Account::of(&[
        environment.name(),
        &text(settings.profile.as_ref().map(|profile| profile.value.as_str())),
        &text(settings.base_url.as_ref().map(|url| url.value.as_str())),
        &text(settings.merchant_id.as_ref().map(|id| id.value.as_str())),
        &text(settings.username.as_ref().map(|name| name.value.as_str())),
        &settings.config_path.to_string_lossy(),
        settings.key.value.name(&API_KEY),
        settings.key.value.identity().expose(),
    ])
}
