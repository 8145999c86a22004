//! The environment variables that `ipp` knows. Read once, here, and nowhere else.
//!
//! The values are kept as secrets, as a key is among them. Empty ones count as not set.

use super::error::Error;
use crate::secret::Secret;
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// Chooses a profile.
pub const PROFILE: &str = "IPP_PROFILE";
/// Chooses an environment.
pub const ENVIRONMENT: &str = "IPP_ENV";
/// Where the API is.
pub const BASE_URL: &str = "IPP_BASE_URL";
/// The API key.
pub const API_KEY: &str = "IPP_API_KEY";
/// The merchant id.
pub const MERCHANT_ID: &str = "IPP_MERCHANT_ID";
/// The default location.
pub const LOCATION: &str = "IPP_LOCATION";
/// The default device.
pub const DEVICE: &str = "IPP_DEVICE";
/// The signing secret of webhooks.
pub const WEBHOOK_SECRET: &str = "IPP_WEBHOOK_SECRET";
/// The config file.
pub const CONFIG: &str = "IPP_CONFIG";
/// The state folder.
pub const STATE_DIR: &str = "IPP_STATE_DIR";

/// All names.
pub const ALL: [&str; 10] =
    [PROFILE, ENVIRONMENT, BASE_URL, API_KEY, MERCHANT_ID, LOCATION, DEVICE, WEBHOOK_SECRET, CONFIG, STATE_DIR];

/// Another variable, which the user has named as the place of a secret.
pub fn named(name: &str) -> Option<Secret> {
    env::var(name).ok().filter(|text| !text.is_empty()).map(Secret::new)
}

/// The proxy that the system's own variables name for `https`, and which of them does.
pub fn system_proxy() -> Option<(&'static str, String)> {
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    names.into_iter().find_map(|name| Some((name, env::var(name).ok().filter(|text| !text.is_empty())?)))
}

/// Where the system looks for programs; nothing where it looks by itself.
pub fn program_folders() -> Option<Vec<PathBuf>> {
    env::var_os("PATH").map(|path| env::split_paths(&path).collect())
}

/// Whether the system's own variables leave some hosts out of it.
pub fn has_no_proxy() -> bool {
    ["NO_PROXY", "no_proxy"].into_iter().any(|name| env::var_os(name).is_some_and(|text| !text.is_empty()))
}

/// What `webhook check` tells its probe: the `webhook-id` of the row.
pub const WEBHOOK_ID: &str = "IPP_WEBHOOK_ID";
/// The same: the session that the row's events are of.
pub const SESSION_ID: &str = "IPP_SESSION_ID";

/// What `checklist` tells its probe besides: the order that the session became.
pub const ORDER_ID: &str = "IPP_ORDER_ID";
/// The same: the merchant's reference of the session.
pub const REFERENCE: &str = "IPP_REFERENCE";

/// What `webhook listen` tells the command that it runs: where callbacks are taken.
pub const WEBHOOK_URL: &str = "IPP_WEBHOOK_URL";

/// What `test` tells the commands of its steps: which step they are. The journal keeps it with what they ask for.
pub const STEP: &str = "IPP_STEP";

/// Those that `ipp` sets for commands that it runs. It reads none of them, but for the last, which is for `ipp` itself.
pub const FOR_COMMANDS: [&str; 6] = [WEBHOOK_ID, SESSION_ID, ORDER_ID, REFERENCE, WEBHOOK_URL, STEP];

/// The step of a scenario that this process is.
pub fn step() -> Option<String> {
    named(STEP).map(|text| text.expose().to_owned())
}

/// The variables that are set, by name.
#[derive(Clone, Debug, Default)]
pub struct Variables(BTreeMap<&'static str, Secret>);

impl Variables {
    /// Those of this process. A value that is not UTF-8 is an error.
    pub fn from_process() -> Result<Self, Error> {
        Self::read(|name| env::var_os(name))
    }

    fn read(value: impl Fn(&str) -> Option<OsString>) -> Result<Self, Error> {
        let set = ALL.into_iter().filter_map(|name| Some((name, value(name)?)));
        set.map(|(name, value)| match value.into_string() {
            Ok(text) => Ok((name, text)),
            Err(_) => Err(Error::variable(name, "it is not UTF-8")),
        })
        .collect()
    }

    /// The value of a variable that is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(Secret::expose)
    }

    /// The same without one of them.
    pub fn without(mut self, name: &str) -> Self {
        self.0.remove(name);
        self
    }

    /// Only these of them.
    pub fn only(mut self, names: &[&str]) -> Self {
        self.0.retain(|name, _| names.contains(name));
        self
    }

    /// The signing secret of webhooks, which needs no profile.
    pub fn webhook_secret(&self) -> Option<Secret> {
        self.0.get(WEBHOOK_SECRET).cloned()
    }
}

/// Takes the names that `ipp` knows, and leaves the others and the empty ones.
impl<N: AsRef<str>, V: Into<String>> FromIterator<(N, V)> for Variables {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let known = |name: &str| ALL.into_iter().find(|candidate| *candidate == name);
        let kept = pairs.into_iter().filter_map(|(name, value)| {
            let (name, value) = (known(name.as_ref())?, value.into());
            (!value.is_empty()).then(|| (name, Secret::new(value)))
        });
        Self(kept.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_and_empty_ones_are_not_set() {
        let variables: Variables = [("IPP_ENV", ""), ("IPP_NEW", "x"), ("IPP_DEVICE", "Till 1")].into_iter().collect();
        assert_eq!(variables.get("IPP_ENV"), None);
        assert_eq!(variables.get("IPP_NEW"), None);
        assert_eq!(variables.get("IPP_DEVICE"), Some("Till 1"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_utf_8_is_named_and_not_shown() {
        use std::os::unix::ffi::OsStringExt;
        let value = |name: &str| (name == "IPP_API_KEY").then(|| OsString::from_vec(b"SECRET\xff".to_vec()));
        let error = Variables::read(value).expect_err("not UTF-8");
        assert_eq!(error.to_string(), "IPP_API_KEY: it is not UTF-8");
        assert!(!error.is_usage() && !format!("{error:?}").contains("SECRET"));
    }

    #[test]
    fn values_are_not_shown() {
        let variables: Variables = [("IPP_API_KEY", "kco_live_api_abcdefgh12345678")].into_iter().collect();
        assert_eq!(format!("{variables:?}"), r#"Variables({"IPP_API_KEY": ***})"#);
    }
}
