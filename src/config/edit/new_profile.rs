//! A profile to be added or changed, as flags or a conversation give it.

use crate::model::duration;
use crate::model::environment::Environment;
use crate::model::tax::TaxRate;
use crate::secret::Secret;
use std::time::Duration;
use toml_edit::Table;

/// What a new profile says. The other keys are for people to write into the file.
#[derive(Clone, Debug)]
pub struct NewProfile {
    /// Where it works.
    pub environment: Environment,
    /// Where its key comes from.
    pub key: Option<NewKey>,
    /// For the second form of authentication.
    pub username: Option<String>,
    /// Sent with every call.
    pub merchant_id: Option<String>,
    /// Id, name or beginning.
    pub location: Option<String>,
    /// Id, name or beginning.
    pub device: Option<String>,
    /// Another address than the environment's own.
    pub base_url: Option<String>,
    /// The rate of lines that have none.
    pub tax_rate: Option<TaxRate>,
    /// On the way to the API.
    pub proxy: Option<String>,
    /// Certificates to trust as well.
    pub ca_file: Option<String>,
    /// Until there is a connection.
    pub connect_timeout: Option<Duration>,
    /// In all.
    pub request_timeout: Option<Duration>,
    /// After the first try.
    pub retries: Option<u32>,
    /// Refuses every write.
    pub read_only: bool,
    /// Keys of the file that an earlier profile of the name has, and that are to go.
    pub dropped: Vec<&'static str>,
}

/// The key of a new profile.
#[derive(Clone, Debug)]
pub enum NewKey {
    /// The key itself, kept in the config file.
    Inline(Secret),
    /// A file that holds it.
    File(String),
    /// A command that prints it.
    Command(String),
}

impl NewProfile {
    /// A profile that says only where it works.
    pub fn new(environment: Environment) -> Self {
        Self {
            environment,
            key: None,
            username: None,
            merchant_id: None,
            location: None,
            device: None,
            base_url: None,
            tax_rate: None,
            proxy: None,
            ca_file: None,
            connect_timeout: None,
            request_timeout: None,
            retries: None,
            read_only: false,
            dropped: Vec::new(),
        }
    }

    pub(super) fn table(&self) -> Table {
        let key = self.key.as_ref().map(NewKey::pair);
        let rate = self.tax_rate.map(|rate| rate.to_string());
        let (connect, request) = (self.connect_timeout.map(duration::show), self.request_timeout.map(duration::show));
        let texts = [
            Some(("environment", self.environment.name())),
            key,
            self.username.as_deref().map(|text| ("username", text)),
            self.merchant_id.as_deref().map(|text| ("merchant_id", text)),
            self.location.as_deref().map(|text| ("location", text)),
            self.device.as_deref().map(|text| ("device", text)),
            self.base_url.as_deref().map(|text| ("base_url", text)),
            rate.as_deref().map(|text| ("tax_rate", text)),
            self.proxy.as_deref().map(|text| ("proxy", text)),
            self.ca_file.as_deref().map(|text| ("ca_file", text)),
            connect.as_deref().map(|text| ("connect_timeout", text)),
            request.as_deref().map(|text| ("request_timeout", text)),
        ];
        let mut table: Table = texts.into_iter().flatten().collect();
        if let Some(retries) = self.retries {
            table.insert("retries", toml_edit::value(i64::from(retries)));
        }
        if self.read_only {
            table.insert("read_only", toml_edit::value(true));
        }
        table
    }
}

impl NewKey {
    fn pair(&self) -> (&'static str, &str) {
        match self {
            Self::Inline(key) => ("api_key", key.expose()),
            Self::File(path) => ("api_key_file", path),
            Self::Command(command) => ("api_key_command", command),
        }
    }
}
