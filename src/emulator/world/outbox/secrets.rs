//! What callbacks are signed with: one current secret, and for a while after a rotation the one before (D).

use crate::emulator::world::{Transition, World, WorldError};
use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;

/// What a signing secret begins with (P: Standard Webhooks); base64 follows.
const PREFIX: &str = "whsec_";

/// How long the secret before signs after a rotation (D: up to 10 minutes).
const OVERLAP: SignedDuration = SignedDuration::from_mins(10);

impl World {
    /// Every secret that signs now, the current one first.
    pub fn secrets(&self) -> Result<Vec<Secret>, WorldError> {
        let mut statement = self.store.prepare_cached(
            "SELECT secret FROM secrets WHERE signs_until IS NULL OR signs_until > ?1 ORDER BY number DESC",
        )?;
        let secrets = statement.query_map([self.now().as_millisecond()], |row| row.get::<_, String>(0))?;
        Ok(secrets.map(|secret| secret.map(Secret::new)).collect::<Result<_, _>>()?)
    }

    /// Makes a new secret. The one before signs, too, for 10 minutes (D).
    pub fn rotate_secret(&mut self) -> Result<Secret, WorldError> {
        self.transition(|step| {
            let secret = new_secret(step);
            step.retire(Some(OVERLAP))?;
            step.sign_with(&secret)?;
            Ok(secret)
        })
    }

    /// Signs with this one from now on, and with no other. The one that signs already stays, and so does its rotation.
    pub fn set_secret(&mut self, secret: &Secret) -> Result<(), WorldError> {
        check(secret.expose())?;
        self.transition(|step| {
            let current: String = step
                .store
                .prepare_cached("SELECT secret FROM secrets WHERE signs_until IS NULL")?
                .query_row((), |row| row.get(0))?;
            if current == secret.expose() {
                return Ok(());
            }
            step.retire(None)?;
            step.sign_with(secret)
        })
    }
}

/// The secret that a world begins with.
pub(in crate::emulator::world) fn begin(step: &mut Transition<'_>) -> Result<(), WorldError> {
    let secret = new_secret(step);
    step.sign_with(&secret)
}

impl Transition<'_> {
    /// Only the current secret outlives this, and it only for as long as `overlap` says.
    fn retire(&self, overlap: Option<SignedDuration>) -> Result<(), WorldError> {
        self.store.prepare_cached("DELETE FROM secrets WHERE signs_until IS NOT NULL")?.execute(())?;
        let until = overlap.and_then(|overlap| self.now.checked_add(overlap).ok()).unwrap_or(self.now);
        self.store.prepare_cached("UPDATE secrets SET signs_until = ?1")?.execute([until.as_millisecond()])?;
        Ok(())
    }

    fn sign_with(&self, secret: &Secret) -> Result<(), WorldError> {
        self.store.prepare_cached("INSERT INTO secrets (secret) VALUES (?1)")?.execute([secret.expose()])?;
        Ok(())
    }
}

/// 32 bytes, nearly all of them random.
fn new_secret(step: &mut Transition<'_>) -> Secret {
    let bytes = [step.ids.next(), step.ids.next()].map(uuid::Uuid::into_bytes).concat();
    Secret::new(format!("{PREFIX}{}", STANDARD.encode(bytes)))
}

fn check(secret: &str) -> Result<(), WorldError> {
    let decoded = secret.strip_prefix(PREFIX).and_then(|encoded| STANDARD.decode(encoded).ok());
    match decoded {
        Some(bytes) if !bytes.is_empty() => Ok(()),
        _ => Err(WorldError::invalid("secret", format!("must be `{PREFIX}` followed by base64"))),
    }
}
