//! Flags over variables over the profile over defaults. Pure: everything it needs is handed in.

use super::address;
use super::choice::{self, Choice};
use super::error::Error;
use super::file::ConfigFile;
use super::flags::Flags;
use super::key::KeySource;
use super::name::ProfileName;
use super::origin::{Located, Origin, Sourced};
use super::paths::Paths;
use super::policy::Policy;
use super::profile::Profile;
use super::settings::Settings;
use super::text;
use super::variables::{self, Variables};
use crate::model::enrollment::EnrollmentExpiry;
use crate::model::environment::Environment;
use crate::secret::Secret;

/// What holds when nobody says anything.
mod default {
    use std::time::Duration;

    pub const ITEM_NAME: &str = "Payment";
    pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
    pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
    pub const RETRIES: u32 = 3;
    pub const DUPLICATE_WINDOW: Duration = Duration::from_secs(10 * 60);
}

/// Works out the settings, or says what is missing or contradictory.
pub fn resolve(flags: &Flags, variables: &Variables, file: &ConfigFile, paths: &Paths) -> Result<Settings, Error> {
    let Choice { environment, profile } = choice::choose(flags, variables, file)?;
    let layers = Layers { variables, profile: profile.as_ref().map(|(name, profile)| (&name.value, *profile)) };
    let base_url = base_url(&layers, flags, environment.value)?;
    let (location, device) = ((None, Some(variables::LOCATION)), (None, Some(variables::DEVICE)));
    let proxy = (Some(("--proxy", &flags.proxy)), None);
    let (connect, request) =
        (("--connect-timeout", &flags.connect_timeout), ("--request-timeout", &flags.request_timeout));
    Ok(Settings {
        key: key(&layers, environment.value, base_url.is_some()),
        base_url,
        webhook_secret: webhook_secret(&layers, environment.value),
        username: layers.of_profile(|profile| &profile.username),
        merchant_id: layers.text((None, Some(variables::MERCHANT_ID)), |profile| &profile.merchant_id, text::header)?,
        location: layers.text(location, |profile| &profile.location, text::plain)?,
        device: layers.text(device, |profile| &profile.device, text::plain)?,
        item_name: layers.of_profile_or(|profile| &profile.item_name, default::ITEM_NAME.to_owned()),
        tax_rate: layers.of_profile(|profile| &profile.tax_rate),
        enrollment_expiry: layers.of_profile_or(|profile| &profile.enrollment_expiry, EnrollmentExpiry::default()),
        proxy: layers.text(proxy, |profile| &profile.proxy, str::parse)?,
        ca_file: layers.flag(("--ca-file", &flags.ca_file), |profile| &profile.ca_file),
        connect_timeout: layers.flag_or(connect, |profile| &profile.connect_timeout, default::CONNECT_TIMEOUT),
        request_timeout: layers.flag_or(request, |profile| &profile.request_timeout, default::REQUEST_TIMEOUT),
        retries: layers.flag_or(("--retries", &flags.retries), |profile| &profile.retries, default::RETRIES),
        duplicate_window: layers.of_profile_or(|profile| &profile.duplicate_window, default::DUPLICATE_WINDOW),
        policy: layers.profile.map_or_else(Policy::default, |(_, profile)| profile.policy.clone()),
        profile: profile.map(|(name, _)| name),
        environment,
        config_path: paths.config_file.clone(),
        state_dir: paths.state_dir.clone(),
    })
}

fn base_url(layers: &Layers<'_>, flags: &Flags, environment: Environment) -> Result<Option<Sourced<url::Url>>, Error> {
    let given = layers.text(
        (Some(("--base-url", &flags.base_url)), Some(variables::BASE_URL)),
        |profile| &profile.base_url,
        |text| address::base_url(text, environment),
    )?;
    let own = || environment.base_url().and_then(|own| address::base_url(own, environment).ok());
    Ok(given.or_else(|| own().map(Sourced::default)))
}

/// The emulator inside the command has its own key, and configured ones are not even looked at.
fn key(layers: &Layers<'_>, environment: Environment, has_base_url: bool) -> Sourced<KeySource> {
    let is_emulator = environment == Environment::Emulator;
    let otherwise = Sourced::default(if is_emulator { KeySource::Emulator } else { KeySource::None });
    if is_emulator && !has_base_url {
        return otherwise;
    }
    match layers.variables.get(variables::API_KEY) {
        Some(key) => {
            Sourced { value: KeySource::Variable(Secret::new(key)), origin: Origin::Variable(variables::API_KEY) }
        }
        None => layers.of_profile(|profile| &profile.key).unwrap_or(otherwise),
    }
}

/// The emulator signs with its own, unless it was told another one.
fn webhook_secret(layers: &Layers<'_>, environment: Environment) -> Sourced<KeySource> {
    let is_emulator = environment == Environment::Emulator;
    match layers.variables.webhook_secret() {
        Some(secret) => {
            Sourced { value: KeySource::Variable(secret), origin: Origin::Variable(variables::WEBHOOK_SECRET) }
        }
        None => layers.of_profile(|profile| &profile.webhook_secret).unwrap_or(Sourced::default(if is_emulator {
            KeySource::Emulator
        } else {
            KeySource::None
        })),
    }
}

/// A flag and what was given for it.
type Given<'a, T> = (&'static str, &'a Option<T>);

/// What lies under the flags.
struct Layers<'a> {
    variables: &'a Variables,
    profile: Option<(&'a ProfileName, &'a Profile)>,
}

impl Layers<'_> {
    fn of_profile<T: Clone>(&self, pick: impl FnOnce(&Profile) -> &Option<Located<T>>) -> Option<Sourced<T>> {
        let (name, profile) = self.profile?;
        let Located { value, place } = pick(profile).clone()?;
        Some(Sourced { value, origin: Origin::Profile { name: name.clone(), place } })
    }

    fn of_profile_or<T: Clone>(&self, pick: impl FnOnce(&Profile) -> &Option<Located<T>>, default: T) -> Sourced<T> {
        self.of_profile(pick).unwrap_or(Sourced::default(default))
    }

    fn flag<T: Clone>(
        &self,
        (flag, given): Given<'_, T>,
        pick: impl FnOnce(&Profile) -> &Option<Located<T>>,
    ) -> Option<Sourced<T>> {
        let given = given.clone().map(|value| Sourced { value, origin: Origin::Flag(flag) });
        given.or_else(|| self.of_profile(pick))
    }

    fn flag_or<T: Clone>(
        &self,
        given: Given<'_, T>,
        pick: impl FnOnce(&Profile) -> &Option<Located<T>>,
        default: T,
    ) -> Sourced<T> {
        self.flag(given, pick).unwrap_or(Sourced::default(default))
    }

    /// A value that flags and variables give as text, which `parse` checks. Only the highest layer is looked at.
    fn text<T: Clone>(
        &self,
        (flag, variable): (Option<Given<'_, String>>, Option<&'static str>),
        pick: impl FnOnce(&Profile) -> &Option<Located<T>>,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<Sourced<T>>, Error> {
        if let Some((flag, Some(text))) = flag {
            let value = parse(text).map_err(|problem| Error::flag(flag, &problem))?;
            return Ok(Some(Sourced { value, origin: Origin::Flag(flag) }));
        }
        if let Some((name, text)) = variable.and_then(|name| Some((name, self.variables.get(name)?))) {
            let value = parse(text).map_err(|problem| Error::variable(name, &problem))?;
            return Ok(Some(Sourced { value, origin: Origin::Variable(name) }));
        }
        Ok(self.of_profile(pick))
    }
}

#[cfg(test)]
mod tests;
