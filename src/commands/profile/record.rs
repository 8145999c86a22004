//! How profiles and settings are shown. Keys are masked before they get here.

use crate::config::key::API_KEY;
use crate::config::profile::Profile;
use crate::config::{Entry, ProfileName, Settings};
use crate::model::environment::Environment;
use crate::output::{Field, Record};
use serde::Serialize;

/// A profile in the list.
#[derive(Serialize)]
pub(super) struct Listed {
    name: String,
    environment: Environment,
    default: bool,
    merchant_id: Option<String>,
    api_key: Option<String>,
}

impl Listed {
    pub(super) fn new(name: &ProfileName, profile: &Profile, default: bool) -> Self {
        Self {
            name: name.to_string(),
            environment: profile.environment.value,
            default,
            merchant_id: profile.merchant_id.as_ref().map(|id| id.value.clone()),
            api_key: profile.key.as_ref().map(|key| key.value.describe(&API_KEY)),
        }
    }
}

impl Record for Listed {
    const PLURAL: &'static str = "profiles";
    const COLUMNS: &'static [&'static str] = &["PROFILE", "ENVIRONMENT", "DEFAULT", "MERCHANT", "KEY"];
    const CSV: &'static [&'static str] = &["name", "environment", "default", "merchant_id", "api_key"];
    const MEMBERS: &'static [(&'static str, &'static [&'static str])] =
        &[("PROFILE", &["name"]), ("MERCHANT", &["merchant_id"]), ("KEY", &["api_key"])];
    const SPARE: &'static [&'static str] = &["KEY", "MERCHANT"];

    fn cells(&self) -> Vec<Field> {
        let default = if self.default { "yes" } else { "" };
        vec![
            self.name.as_str().into(),
            self.environment.name().into(),
            default.into(),
            self.merchant_id.clone().unwrap_or_default().into(),
            self.api_key.clone().unwrap_or_default().into(),
        ]
    }

    fn id(&self) -> String {
        self.name.clone()
    }
}

/// The settings, with their origins if those were asked for.
pub(super) struct Shown {
    entries: Vec<Entry>,
    origin: bool,
}

impl Shown {
    pub(super) fn new(settings: &Settings, origin: bool) -> Self {
        Self { entries: settings.entries(), origin }
    }
}

impl Serialize for Shown {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = |entry: &Entry| match self.origin {
            true => serde_json::json!({ "value": entry.value, "origin": entry.origin }),
            false => serde_json::json!(entry.value),
        };
        serializer.collect_map(self.entries.iter().map(|entry| (entry.key, value(entry))))
    }
}

impl Record for Shown {
    const PLURAL: &'static str = "settings";
    const COLUMNS: &'static [&'static str] = &[];
    const CSV: &'static [&'static str] = &["profile", "environment", "api_key", "merchant_id", "location", "device"];

    fn cells(&self) -> Vec<Field> {
        Vec::new()
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let shown = |entry: &Entry| match &entry.value {
            Some(value) if self.origin => format!("{value}  [{}]", entry.origin),
            value => value.clone().unwrap_or_default(),
        };
        self.entries.iter().map(|entry| (entry.key, shown(entry).into())).collect()
    }

    fn id(&self) -> String {
        self.entries
            .iter()
            .find(|entry| entry.key == "profile")
            .and_then(|entry| entry.value.clone())
            .unwrap_or_default()
    }
}
