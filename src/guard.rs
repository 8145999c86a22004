//! Decides whether a write may go out: policy, and who has to agree. Pure: it neither asks nor prints nor sends.
//!
//! Policy stands in the profile, and no flag or variable loosens it.

use crate::config::{Policy, Settings};
use crate::error::Error;
use crate::model::environment::Environment;
use crate::model::id::LocationId;
use crate::model::money::Money;

/// What is about to be written.
#[derive(Clone, Debug, Default)]
pub struct Write {
    /// As in `cancel session 6f2c`: names the thing, for the question and for refusals.
    pub what: String,
    /// What a customer would pay.
    pub amount: Option<Money>,
    /// Whether something goes for good; that is asked everywhere.
    pub deletes: bool,
}

/// Who has to agree to a write that policy allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Consent {
    /// Nobody.
    Given,
    /// The person at the terminal.
    Ask,
}

/// Policy first, then consent. `yes` is `--yes`, `interactive` says whether there is somebody to ask.
pub fn decide(settings: &Settings, write: &Write, yes: bool, interactive: bool) -> Result<Consent, Error> {
    check_policy(&settings.policy, write)?;
    match settings.environment.value {
        Environment::Production => consent(&format!("{} in production", write.what), yes, interactive),
        _ if write.deletes => consent(&write.what, yes, interactive),
        _ => Ok(Consent::Given),
    }
}

/// Who has to agree to `what`, wherever it is done.
pub fn consent(what: &str, yes: bool, interactive: bool) -> Result<Consent, Error> {
    match (yes, interactive) {
        (true, _) => Ok(Consent::Given),
        (false, true) => Ok(Consent::Ask),
        (false, false) => Err(Error::Refused {
            what: format!("nobody has agreed to {what}, and there is no terminal to ask on: nothing was done"),
            hint: Some("give `--yes` if it is meant".to_owned()),
        }),
    }
}

/// What the profile forbids, whoever agrees to it.
pub fn check_policy(policy: &Policy, write: &Write) -> Result<(), Error> {
    if let Some(rule) = policy.read_only.as_ref().filter(|rule| rule.value) {
        return Err(refused(format!("`read_only` ({}) forbids to {}", rule.place, write.what)));
    }
    match (&policy.max_amount, write.amount) {
        (Some(rule), Some(amount)) => match rule.value.iter().find(|most| most.currency == amount.currency) {
            Some(most) if amount.minor <= most.minor => Ok(()),
            Some(most) => {
                Err(refused(format!("`max_amount` ({}) allows at most {most}, and {amount} was asked", rule.place)))
            }
            None => Err(refused(format!("`max_amount` ({}) names no limit for {}", rule.place, amount.currency))),
        },
        _ => Ok(()),
    }
}

/// Refuses money that nobody here can count, where policy limits it.
pub fn check_unread_amount(policy: &Policy) -> Result<(), Error> {
    match &policy.max_amount {
        Some(rule) => {
            Err(refused(format!("`max_amount` ({}) is set, and it is not known how much this would be", rule.place)))
        }
        None => Ok(()),
    }
}

/// Whether policy lets a payment or a pairing happen at a location; `None` is a location that is not known.
pub fn check_location(policy: &Policy, location: Option<&LocationId>) -> Result<(), Error> {
    let Some(rule) = &policy.locations else { return Ok(()) };
    match location {
        Some(location) if rule.value.contains(location) => Ok(()),
        Some(location) => Err(refused(format!("`locations` ({}) does not name location {location}", rule.place))),
        None => Err(refused(format!(
            "`locations` ({}) is set, and it is not known at which location this would be",
            rule.place
        ))),
    }
}

fn refused(what: String) -> Error {
    Error::Refused {
        what: format!("{what}: nothing was sent"),
        hint: Some("policy stands in the profile; no flag loosens it".to_owned()),
    }
}

/// Refuses what only exists for testing, before any network.
pub fn forbid_in_production(environment: Environment, what: &str) -> Result<(), Error> {
    match environment {
        Environment::Production => Err(Error::Refused {
            what: format!("{what} does not exist in production: nothing was sent"),
            hint: Some("use `--env playground` or `--env emulator`".to_owned()),
        }),
        Environment::Playground | Environment::Emulator => Ok(()),
    }
}
