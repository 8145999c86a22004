//! A profile: a named set of settings for one environment, as the config file gives it.
//!
//! Every value is checked here, with its line, so that nothing is wrong later. Only the key's own form is checked when it is read.

use super::address::{self, Proxy};
use super::error::Error;
use super::field::{Document, Field};
use super::key::{API_KEY, KeySource, Kind, SIGNING_SECRET};
use super::origin::{Located, Place};
use super::policy::{self, Policy};
use super::text;
use crate::model::enrollment::EnrollmentExpiry;
use crate::model::environment::Environment;
use crate::model::tax::TaxRate;
use crate::secret::Secret;
use std::path::PathBuf;
use std::time::Duration;
use toml::de::DeTable;
use url::Url;

/// Every key of a profile.
pub const KEYS: [&str; 24] = [
    "environment",
    "api_key",
    "api_key_file",
    "api_key_command",
    "webhook_secret",
    "webhook_secret_file",
    "webhook_secret_command",
    "username",
    "merchant_id",
    "location",
    "device",
    "base_url",
    "item_name",
    "tax_rate",
    "enrollment_expiry",
    "proxy",
    "ca_file",
    "connect_timeout",
    "request_timeout",
    "retries",
    "duplicate_window",
    "read_only",
    "max_amount",
    "locations",
];

/// The settings of one profile. See `config.example.toml` for what each is for.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Where the profile begins.
    pub place: Place,
    /// Where it works.
    pub environment: Located<Environment>,
    /// Where its key comes from: at most one source.
    pub key: Option<Located<KeySource>>,
    /// Where the signing secret of its callbacks comes from: at most one source.
    pub webhook_secret: Option<Located<KeySource>>,
    /// The second form of authentication.
    pub username: Option<Located<String>>,
    /// Sent with every call.
    pub merchant_id: Option<Located<String>>,
    /// Id, name or beginning.
    pub location: Option<Located<String>>,
    /// Id, name or beginning.
    pub device: Option<Located<String>>,
    /// Another address than the environment's own.
    pub base_url: Option<Located<Url>>,
    /// The line of an order that has none.
    pub item_name: Option<Located<String>>,
    /// The rate of lines that have none.
    pub tax_rate: Option<Located<TaxRate>>,
    /// How a lifetime is sent.
    pub enrollment_expiry: Option<Located<EnrollmentExpiry>>,
    /// On the way to the API.
    pub proxy: Option<Located<Proxy>>,
    /// Certificates to trust as well.
    pub ca_file: Option<Located<PathBuf>>,
    /// Until there is a connection.
    pub connect_timeout: Option<Located<Duration>>,
    /// In all.
    pub request_timeout: Option<Located<Duration>>,
    /// After the first try.
    pub retries: Option<Located<u32>>,
    /// For how long a payment without a reference stands in the way of the same one; 0 is not at all.
    pub duplicate_window: Option<Located<Duration>>,
    /// What no flag overrides.
    pub policy: Policy,
}

impl Profile {
    pub(super) fn read(document: &Document<'_>, place: Place, table: &DeTable<'_>) -> Result<Self, Error> {
        let fields = document.fields(table);
        let environment = fields.iter().find(|field| field.key == "environment");
        let environment = environment.map(|field| field.parsed(str::parse)).transpose()?;
        let mut profile = Self::new(environment.ok_or_else(|| lacks_environment(&place))?, place);
        fields.iter().try_for_each(|field| profile.take(field))?;
        Ok(profile)
    }

    fn new(environment: Located<Environment>, place: Place) -> Self {
        Self {
            place,
            environment,
            key: None,
            webhook_secret: None,
            username: None,
            merchant_id: None,
            location: None,
            device: None,
            base_url: None,
            item_name: None,
            tax_rate: None,
            enrollment_expiry: None,
            proxy: None,
            ca_file: None,
            connect_timeout: None,
            request_timeout: None,
            retries: None,
            duplicate_window: None,
            policy: Policy::default(),
        }
    }

    fn take(&mut self, field: &Field<'_>) -> Result<(), Error> {
        match field.key {
            "environment" => {}
            "api_key" | "api_key_file" | "api_key_command" => take_source(&mut self.key, field, &API_KEY)?,
            "webhook_secret" | "webhook_secret_file" | "webhook_secret_command" => {
                take_source(&mut self.webhook_secret, field, &SIGNING_SECRET)?;
            }
            "username" => self.username = Some(field.parsed(text::username)?),
            "merchant_id" => self.merchant_id = Some(field.parsed(text::header)?),
            "location" => self.location = Some(field.parsed(text::plain)?),
            "device" => self.device = Some(field.parsed(text::plain)?),
            "base_url" => {
                self.base_url = Some(field.parsed(|text| address::base_url(text, self.environment.value))?);
            }
            "item_name" => self.item_name = Some(field.parsed(text::plain)?),
            "tax_rate" => self.tax_rate = Some(field.parsed(str::parse)?),
            "enrollment_expiry" => self.enrollment_expiry = Some(field.parsed(expiry)?),
            "proxy" => self.proxy = Some(field.parsed(str::parse)?),
            "ca_file" => self.ca_file = Some(field.path()?),
            "connect_timeout" => self.connect_timeout = Some(field.duration()?),
            "request_timeout" => self.request_timeout = Some(field.duration()?),
            "retries" => self.retries = Some(field.count()?),
            "duplicate_window" => self.duplicate_window = Some(field.window()?),
            "read_only" => self.policy.read_only = Some(field.boolean()?),
            "max_amount" => self.policy.max_amount = Some(policy::max_amount(field)?),
            "locations" => self.policy.locations = Some(policy::locations(field)?),
            _ => return Err(field.unknown(&KEYS)),
        }
        Ok(())
    }
}

fn take_source(place: &mut Option<Located<KeySource>>, field: &Field<'_>, kind: &Kind) -> Result<(), Error> {
    if let Some(first) = place {
        let (what, name, line) = (kind.what, first.value.name(kind), first.place.line);
        return Err(field.wrong(&format!("a profile has one source of its {what}, and `{name}` is on line {line}")));
    }
    *place = Some(field.located(source(field, kind)?));
    Ok(())
}

fn source(field: &Field<'_>, kind: &Kind) -> Result<KeySource, Error> {
    Ok(match field.key {
        key if key == kind.file => KeySource::File(field.path()?.value),
        key if key == kind.command => KeySource::Command(field.parsed(str::parse)?.value),
        _ => KeySource::Inline {
            key: Secret::new(field.text()?),
            path: field.document.path.to_owned(),
            exposed: field.document.exposed,
        },
    })
}

fn lacks_environment(place: &Place) -> Error {
    let problem = "a profile needs `environment`: production, playground or emulator";
    Error::file(&place.path, Some(place.line), problem)
}

/// What `enrollment_expiry` is called in the file and in listings.
fn expiry(text: &str) -> Result<EnrollmentExpiry, String> {
    EnrollmentExpiry::ALL
        .into_iter()
        .find(|expiry| expiry.name() == text)
        .ok_or_else(|| format!("expected \"both\", \"ttl\" or \"expires_in\", found \"{text}\""))
}
