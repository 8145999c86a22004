//! The settings of one run, each with its origin; and the same as a listing for `ipp profile show`.
//!
//! A listing runs nothing, reads nothing and shows no key.

use super::address::Proxy;
use super::error::Error;
use super::key::{API_KEY, KeySource, SIGNING_SECRET};
use super::name::ProfileName;
use super::origin::{Located, Origin, Sourced};
use super::policy::Policy;
use crate::model::duration;
use crate::model::enrollment::EnrollmentExpiry;
use crate::model::environment::Environment;
use crate::model::tax::TaxRate;
use crate::secret::Secret;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// Everything that flags, variables and the config file decide.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to work.
    pub environment: Sourced<Environment>,
    /// The profile in use, and who chose it.
    pub profile: Option<Sourced<ProfileName>>,
    /// Where the API is. `None` only for the emulator inside this command.
    pub base_url: Option<Sourced<Url>>,
    /// Where the key comes from.
    pub key: Sourced<KeySource>,
    /// Where the signing secret of callbacks comes from.
    pub webhook_secret: Sourced<KeySource>,
    /// For the second form of authentication.
    pub username: Option<Sourced<String>>,
    /// Sent with every call.
    pub merchant_id: Option<Sourced<String>>,
    /// The default location: id, name or beginning.
    pub location: Option<Sourced<String>>,
    /// The default device: id, name or beginning.
    pub device: Option<Sourced<String>>,
    /// The line of an order that has none.
    pub item_name: Sourced<String>,
    /// The rate of lines that have none; `None` is 0 % and a notice.
    pub tax_rate: Option<Sourced<TaxRate>>,
    /// How a lifetime of codes is sent.
    pub enrollment_expiry: Sourced<EnrollmentExpiry>,
    /// On the way to the API.
    pub proxy: Option<Sourced<Proxy>>,
    /// Certificates to trust as well as the system's.
    pub ca_file: Option<Sourced<PathBuf>>,
    /// Until there is a connection.
    pub connect_timeout: Sourced<Duration>,
    /// For a request in all.
    pub request_timeout: Sourced<Duration>,
    /// After the first try.
    pub retries: Sourced<u32>,
    /// For how long a payment without a reference stands in the way of the same one; 0 is not at all.
    pub duplicate_window: Sourced<Duration>,
    /// What no flag overrides.
    pub policy: Policy,
    /// The config file, which may not exist.
    pub config_path: PathBuf,
    /// The state folder, which may not exist.
    pub state_dir: PathBuf,
}

/// One line of the listing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The key, as in the config file.
    pub key: &'static str,
    /// For people; a key is masked. `None` is not set.
    pub value: Option<String>,
    /// `--env`, `IPP_ENV`, `profile shop (config.toml:4)` or `default`.
    pub origin: String,
}

impl Settings {
    /// Fetches the key, when one is needed. `emulator_key` is what the emulator's clients use.
    pub async fn api_key(&self, emulator_key: &str) -> Result<Secret, Error> {
        self.key.value.read(self.environment.value, emulator_key).await
    }

    /// The listing: first what was chosen, then every key as in `config.example.toml`.
    pub fn entries(&self) -> Vec<Entry> {
        vec![
            optional("profile", self.profile.as_ref(), ToString::to_string),
            entry("environment", &self.environment, ToString::to_string),
            optional("api_key", if_set(&self.key), |key| key.describe(&API_KEY)),
            optional("webhook_secret", if_set(&self.webhook_secret), |secret| secret.describe(&SIGNING_SECRET)),
            optional("username", self.username.as_ref(), Clone::clone),
            optional("merchant_id", self.merchant_id.as_ref(), Clone::clone),
            optional("location", self.location.as_ref(), Clone::clone),
            optional("device", self.device.as_ref(), Clone::clone),
            optional("base_url", self.base_url.as_ref(), |url| url.as_str().trim_end_matches('/').to_owned()),
            entry("item_name", &self.item_name, Clone::clone),
            optional("tax_rate", self.tax_rate.as_ref(), ToString::to_string),
            entry("enrollment_expiry", &self.enrollment_expiry, |expiry| expiry.name().to_owned()),
            optional("proxy", self.proxy.as_ref(), ToString::to_string),
            optional("ca_file", self.ca_file.as_ref(), |path| path.display().to_string()),
            entry("connect_timeout", &self.connect_timeout, |value| duration::show(*value)),
            entry("request_timeout", &self.request_timeout, |value| duration::show(*value)),
            entry("retries", &self.retries, ToString::to_string),
            entry("duplicate_window", &self.duplicate_window, |value| duration::show(*value)),
            self.rule("read_only", &self.policy.read_only, ToString::to_string),
            self.rule("max_amount", &self.policy.max_amount, |limits| joined(limits)),
            self.rule("locations", &self.policy.locations, |ids| joined(ids)),
        ]
    }

    fn rule<T: Clone>(&self, key: &'static str, rule: &Option<Located<T>>, show: impl FnOnce(&T) -> String) -> Entry {
        let sourced = self.profile.as_ref().zip(rule.clone()).map(|(profile, Located { value, place })| Sourced {
            value,
            origin: Origin::Profile { name: profile.value.clone(), place },
        });
        optional(key, sourced.as_ref(), show)
    }
}

fn if_set(source: &Sourced<KeySource>) -> Option<&Sourced<KeySource>> {
    Some(source).filter(|source| !matches!(source.value, KeySource::None))
}

fn entry<T>(key: &'static str, sourced: &Sourced<T>, show: impl FnOnce(&T) -> String) -> Entry {
    Entry { key, value: Some(show(&sourced.value)), origin: sourced.origin.to_string() }
}

fn optional<T>(key: &'static str, sourced: Option<&Sourced<T>>, show: impl FnOnce(&T) -> String) -> Entry {
    match sourced {
        Some(sourced) => entry(key, sourced, show),
        None => Entry { key, value: None, origin: Origin::Default.to_string() },
    }
}

fn joined<T: ToString>(values: &[T]) -> String {
    values.iter().map(T::to_string).collect::<Vec<_>>().join("; ")
}
