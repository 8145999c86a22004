//! How long a pairing code lives, and what it therefore looks like.

use crate::emulator::world::WorldError;
use crate::model::assumed;
use crate::model::enrollment::{NewEnrollment, Ttl};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use uuid::Uuid;

/// What a code is typed with: no letter that can be taken for a digit.
const LETTERS: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";

/// How many of them a typed code has (D/P: 8 and 9 were seen).
const CODE_LENGTH: usize = 8;

/// How long a code lives without `ttl` and `expires_in`.
pub(in crate::emulator::world) fn default_lifetime() -> SignedDuration {
    signed(assumed::ENROLLMENT_LIFETIME)
}

/// Assumed: of the two fields `ttl` is the newer one, and wins.
pub(super) fn lifetime(new: &NewEnrollment) -> Result<SignedDuration, WorldError> {
    let milliseconds = new.expires_in.map(positive).transpose()?;
    match new.ttl.as_deref() {
        Some(name) => named(name),
        None => Ok(milliseconds.map_or_else(default_lifetime, SignedDuration::from_millis)),
    }
}

fn positive(milliseconds: i64) -> Result<i64, WorldError> {
    match milliseconds {
        1.. => Ok(milliseconds),
        _ => Err(WorldError::invalid("expires_in", "must be greater than 0")),
    }
}

fn named(name: &str) -> Result<SignedDuration, WorldError> {
    let known = || format!("must be one of {}", Ttl::ALL.map(Ttl::name).join(", "));
    let ttl = Ttl::ALL.into_iter().find(|ttl| ttl.name() == name);
    ttl.map(|ttl| signed(ttl.duration())).ok_or_else(|| WorldError::invalid("ttl", known()))
}

/// When a code ends that is made now.
pub(super) fn expiry(now: Timestamp, lifetime: SignedDuration) -> Result<Timestamp, WorldError> {
    now.checked_add(lifetime).map_err(|_| WorldError::invalid("expires_in", "is too large"))
}

/// Short where it is typed; beyond two hours it is copied, and has the form of a UUID (D/P).
pub(super) fn code(id: Uuid, lifetime: SignedDuration) -> String {
    if lifetime > signed(Ttl::TwoHours.duration()) {
        return id.to_string();
    }
    let mut rest = id.as_u128();
    let mut letter = || {
        let at = rest % LETTERS.len() as u128;
        rest /= LETTERS.len() as u128;
        char::from(LETTERS[at as usize])
    };
    (0..CODE_LENGTH).map(|_| letter()).collect()
}

fn signed(duration: Duration) -> SignedDuration {
    SignedDuration::from_secs(duration.as_secs().cast_signed())
}
