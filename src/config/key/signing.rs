//! The signing secret of callbacks: fetched as an API key is, and checked for its form.
//!
//! A secret does not say which environment it is of, so nothing here can tell a live one from another.

use super::{KeySource, Kind};
use crate::config::error::Error;
use crate::model::environment::Environment;
use crate::secret::Secret;
use crate::webhook::signature::SigningKey;

impl KeySource {
    /// Fetches a signing secret and checks that it can be one; production's is refused where others can read it. May run
    /// a command for up to 10 s. The emulator's own are for the caller to bring.
    pub async fn read_secret(&self, kind: &Kind, environment: Option<Environment>) -> Result<Secret, Error> {
        if matches!(self, Self::None) {
            return Err(Error::NoSecret);
        }
        let secret = self.fetch(kind, |_| environment == Some(Environment::Production)).await?;
        check(secret, &self.blamed(kind))
    }
}

/// Hands the secret back if it can be one. `from` names the source.
pub fn check(secret: Secret, from: &str) -> Result<Secret, Error> {
    match SigningKey::new(&secret) {
        Ok(_) => Ok(secret),
        Err(problem) => Err(Error::secret(super::SIGNING_SECRET.what, from, &problem.to_string())),
    }
}

/// `whsec_…abcd`.
pub(super) fn masked(secret: &Secret) -> String {
    match SigningKey::new(secret) {
        Ok(_) => format!("whsec_…{}", secret.last_four()),
        Err(_) => "(not of the form whsec_...)".to_owned(),
    }
}
