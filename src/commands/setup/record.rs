//! What `ipp setup` ends with: the profile as the file has it now, and the next command. Keys are masked.

use super::draft::Draft;
use crate::config::file;
use crate::config::key::API_KEY;
use crate::error::Error;
use crate::model::environment::Environment;
use crate::output::{Field, Record};
use serde::Serialize;

/// A profile that was set up.
#[derive(Serialize)]
pub(super) struct Saved {
    name: String,
    environment: Environment,
    default: bool,
    merchant_id: Option<String>,
    api_key: Option<String>,
    location: Option<String>,
    device: Option<String>,
}

impl Saved {
    /// As it stands in the file.
    pub(super) fn read(draft: &Draft) -> Result<Self, Error> {
        let file = file::load(draft.path())?;
        let profile = file.profile(&draft.name)?;
        let default = file.default_profile.as_ref().map(|name| &name.value);
        let text = |value: &Option<crate::config::Located<String>>| value.as_ref().map(|value| value.value.clone());
        Ok(Self {
            name: draft.name.to_string(),
            environment: profile.environment.value,
            default: default == Some(&draft.name) || (default.is_none() && file.profiles.len() == 1),
            merchant_id: text(&profile.merchant_id),
            api_key: profile.key.as_ref().map(|key| key.value.describe(&API_KEY)),
            location: text(&profile.location),
            device: text(&profile.device),
        })
    }

    /// What to try now; `phones` is how many the key can see.
    pub(super) fn next(&self, phones: Option<usize>) -> String {
        let command = match (self.environment, phones) {
            (_, None) => "ipp doctor",
            (Environment::Emulator, Some(1..)) => "ipp pay --amount 249.00 --currency SEK --simulate-tap SUCCESS",
            (Environment::Emulator | Environment::Playground, Some(0)) => "ipp dev create-device --name \"Till 1\"",
            (Environment::Playground, Some(_)) => "ipp pay --amount 249.00 --currency SEK",
            (Environment::Production, Some(0)) => "ipp enrollment create",
            (Environment::Production, Some(_)) => "ipp doctor",
        };
        let profile = if self.default { String::new() } else { format!(" --profile {}", self.name) };
        format!("{command}{profile}")
    }
}

impl Record for Saved {
    const PLURAL: &'static str = "profiles";
    const COLUMNS: &'static [&'static str] =
        &["PROFILE", "ENVIRONMENT", "DEFAULT", "MERCHANT", "KEY", "LOCATION", "DEVICE"];
    const CSV: &'static [&'static str] =
        &["name", "environment", "default", "merchant_id", "api_key", "location", "device"];

    fn cells(&self) -> Vec<Field> {
        let text = |value: &Option<String>| Field::from(value.clone().unwrap_or_default());
        vec![
            self.name.as_str().into(),
            self.environment.name().into(),
            if self.default { "yes" } else { "" }.into(),
            text(&self.merchant_id),
            text(&self.api_key),
            text(&self.location),
            text(&self.device),
        ]
    }

    fn id(&self) -> String {
        self.name.clone()
    }
}
