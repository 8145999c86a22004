//! Whether a callback is what it claims to be: its three headers, its signature, its time.
//!
//! Pure: the time comes from outside. The signature is judged before the time, so that what is called stale was really
//! signed. What is not believed is said in words that name no secret.

use super::received::{ID, SIGNATURE, TIMESTAMP};
use super::signature::{Signature, SigningKey, decoded};
use std::time::Duration;

/// How far a timestamp may be from now, either way (P).
pub const TOLERANCE: Duration = Duration::from_secs(300);

/// What a callback says of itself. Of the right form, and not yet believed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The same on every attempt to deliver it.
    pub id: String,
    /// Unix seconds.
    pub timestamp: i64,
    pub(super) signatures: Vec<Signature>,
}

/// What was checked and found right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Match {
    /// Which of the keys, counted from 0.
    pub key: usize,
    /// Which of the signatures that can be ones, counted from 0.
    pub signature: usize,
}

/// Why a callback is not to be believed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Fault {
    /// A header that is not there, or empty.
    #[error("the header `{0}` is missing")]
    Missing(&'static str),
    /// A header that is there twice: which one was signed?
    #[error("the header `{0}` is there more than once")]
    Repeated(&'static str),
    /// A header that is not text.
    #[error("the header `{0}` is not visible ASCII")]
    NotText(&'static str),
    /// Not a count of seconds.
    #[error("the header `webhook-timestamp` is not a whole number of seconds")]
    BadTimestamp,
    /// No signature of a known form.
    #[error("the header `webhook-signature` holds no signature of the form `v1,` and then 32 bytes in base64")]
    BadSignature,
    /// No key made any of the signatures.
    #[error("the signature is wrong: no secret that is known made it for this id, this timestamp and these bytes")]
    WrongSignature,
    /// Signed, and too long ago.
    #[error("the signature is right, and {0} seconds old: it may have been recorded and sent again")]
    Stale(u64),
    /// Signed, and not yet.
    #[error("the signature is right, and from {0} seconds in the future: one of the clocks is wrong")]
    Future(u64),
}

/// The kinds of faults that programs tell apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// Nobody who knows the secret sent it like this.
    WrongSignature,
    /// Signed, and not of now.
    Stale,
    /// It has not the form of a signed callback.
    Malformed,
}

impl Fault {
    /// Which kind it is.
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::WrongSignature => FaultKind::WrongSignature,
            Self::Stale(_) | Self::Future(_) => FaultKind::Stale,
            Self::Missing(_) | Self::Repeated(_) | Self::NotText(_) | Self::BadTimestamp | Self::BadSignature => {
                FaultKind::Malformed
            }
        }
    }

    /// A stable word for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::WrongSignature => "wrong_signature",
            Self::Stale(_) => "stale",
            Self::Future(_) => "future",
            _ => "malformed",
        }
    }
}

impl Claim {
    /// Reads the three headers: `values` gives every value that a header, named in lower case, came with.
    pub fn read<'a>(values: impl Fn(&'static str) -> Vec<&'a [u8]>) -> Result<Self, Fault> {
        let id = single(ID, &values(ID))?;
        let timestamp = seconds(single(TIMESTAMP, &values(TIMESTAMP))?)?;
        let signatures = decoded(single(SIGNATURE, &values(SIGNATURE))?);
        if signatures.is_empty() {
            return Err(Fault::BadSignature);
        }
        Ok(Self { id: id.to_owned(), timestamp, signatures })
    }

    /// How many signatures it came with that can be ones.
    pub fn signatures(&self) -> usize {
        self.signatures.len()
    }

    /// Whether one of the keys signed it, at a time that is near `now` (Unix seconds).
    pub fn verify(&self, keys: &[SigningKey], body: &[u8], now: i64, tolerance: Duration) -> Result<Match, Fault> {
        let found = self.signed_by(keys, body).ok_or(Fault::WrongSignature)?;
        let away = self.timestamp.abs_diff(now);
        match self.timestamp < now {
            _ if away <= tolerance.as_secs() => Ok(found),
            true => Err(Fault::Stale(away)),
            false => Err(Fault::Future(away)),
        }
    }

    /// The same without the time.
    pub fn signed_by(&self, keys: &[SigningKey], body: &[u8]) -> Option<Match> {
        let before = format!("{}.{}.", self.id, self.timestamp);
        keys.iter().enumerate().find_map(|(key, signing)| {
            let signature = signing.position(&self.signatures, before.as_bytes(), body)?;
            Some(Match { key, signature })
        })
    }
}

fn single<'a>(name: &'static str, values: &[&'a [u8]]) -> Result<&'a str, Fault> {
    match values {
        [] | [b""] => Err(Fault::Missing(name)),
        [value] if value.iter().all(|byte| matches!(byte, b' '..=b'~')) => {
            std::str::from_utf8(value).map_err(|_| Fault::NotText(name))
        }
        [_] => Err(Fault::NotText(name)),
        _ => Err(Fault::Repeated(name)),
    }
}

/// Digits only, and as a number is written: what was signed is the text of it.
fn seconds(text: &str) -> Result<i64, Fault> {
    let number: i64 = text.parse().map_err(|_| Fault::BadTimestamp)?;
    if number.to_string() == text && number >= 0 { Ok(number) } else { Err(Fault::BadTimestamp) }
}

#[cfg(test)]
mod tests;
