//! Signatures of callbacks after Standard Webhooks (P): HMAC-SHA256 over `{id}.{timestamp}.{body}`.
//!
//! Pure: bytes in, text or verdict out; it reads no clock. A secret is never part of an error. Whether a callback as a
//! whole is to be believed, its time included, is for [`super::claim`] to say.

use crate::secret::Secret;
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What every secret begins with (P).
pub const PREFIX: &str = "whsec_";

/// The only version of signatures that is known (P).
pub const VERSION: &str = "v1,";

/// Of a digest, in bytes.
pub(super) const LENGTH: usize = 32;

/// Secrets are copied by hand, and lose their padding on the way.
pub(super) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A secret that is none, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadSecret {
    /// Nothing at all.
    #[error("is empty; a signing secret is `whsec_` and then base64")]
    Empty,
    /// It was copied with something around it.
    #[error("holds a space or a line break; a signing secret is `whsec_` and then base64, on one line")]
    Spaces,
    /// Another kind of secret, or a part of one.
    #[error(
        "does not begin with `whsec_`; a signing secret is `whsec_` and then base64, as the Kustom Portal shows it"
    )]
    NoPrefix,
    /// Cut, or mistyped.
    #[error("is not base64 after `whsec_`; copy the whole of it from the Kustom Portal")]
    NotBase64,
}

/// The key that a secret stands for.
#[derive(Clone)]
pub struct SigningKey(Hmac<Sha256>);

impl SigningKey {
    /// Decodes the part of the secret after `whsec_`.
    pub fn new(secret: &Secret) -> Result<Self, BadSecret> {
        let text = secret.expose();
        if text.is_empty() {
            return Err(BadSecret::Empty);
        }
        if text.contains(char::is_whitespace) {
            return Err(BadSecret::Spaces);
        }
        let encoded = text.strip_prefix(PREFIX).ok_or(BadSecret::NoPrefix)?;
        let bytes = BASE64.decode(encoded).ok().filter(|bytes| !bytes.is_empty()).ok_or(BadSecret::NotBase64)?;
        Self::of_bytes(&bytes).ok_or(BadSecret::NotBase64)
    }

    /// A key of these bytes, however they were come by. HMAC takes any length.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(bytes).ok().map(Self)
    }

    /// One signature, as `v1,<base64>`. The timestamp is in Unix seconds.
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let digest = self.begin(format!("{id}.{timestamp}.").as_bytes()).chain_update(body);
        format!("{VERSION}{}", BASE64.encode(digest.finalize().into_bytes()))
    }

    /// Whether one of the signatures of a header is this key's. Other versions are passed over (P).
    pub fn verifies(&self, header: &str, id: &str, timestamp: i64, body: &[u8]) -> bool {
        self.position(&decoded(header), format!("{id}.{timestamp}.").as_bytes(), body).is_some()
    }

    /// Which of the signatures is this key's, counted from 0. The body is hashed once, however many there are; each is
    /// compared in constant time.
    pub(super) fn position(&self, signatures: &[Signature], before: &[u8], body: &[u8]) -> Option<usize> {
        let digest = self.begin(before).chain_update(body);
        signatures.iter().position(|signature| digest.clone().verify_slice(signature).is_ok())
    }

    fn begin(&self, before: &[u8]) -> Hmac<Sha256> {
        self.0.clone().chain_update(before)
    }
}

/// A signature as bytes.
pub(super) type Signature = [u8; LENGTH];

/// The signatures of a header that can be ones: of the known version, base64, of the right length.
pub(super) fn decoded(header: &str) -> Vec<Signature> {
    let known = header.split(' ').filter_map(|signature| signature.strip_prefix(VERSION));
    known.filter_map(|text| BASE64.decode(text).ok()?.try_into().ok()).collect()
}

/// The header `webhook-signature`: a signature for each secret that is valid now, the newest first.
pub fn header(secrets: &[Secret], id: &str, timestamp: i64, body: &[u8]) -> Result<String, BadSecret> {
    let signatures: Result<Vec<String>, BadSecret> =
        secrets.iter().map(|secret| Ok(SigningKey::new(secret)?.sign(id, timestamp, body))).collect();
    Ok(signatures?.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=";
    const BODY: &[u8] = br#"{"type":"ipp.session.finalized","data":{"session_id":"s-1"}}"#;
    const SIGNATURE: &str = "v1,gZ2pOlBYdMPkXrihUg4WAK+3cIRUisH49UvzCWuB8nE=";

    fn key(secret: &str) -> SigningKey {
        SigningKey::new(&Secret::new(secret)).expect("a secret")
    }

    #[test]
    fn the_contracts_vector_comes_out() {
        assert_eq!(key(SECRET).sign("msg_1", 1_760_000_000, BODY), SIGNATURE);
        assert!(key(SECRET).verifies(SIGNATURE, "msg_1", 1_760_000_000, BODY));
        assert_eq!(key(SECRET.trim_end_matches('=')).sign("msg_1", 1_760_000_000, BODY), SIGNATURE);
    }

    #[test]
    fn the_published_vector_comes_out() {
        let key = key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let (id, timestamp, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(key.sign(id, timestamp, body), signature);
        assert!(key.verifies(signature, id, timestamp, body));
    }

    #[test]
    fn any_match_of_a_known_version_passes_and_nothing_else() {
        let verifies = |header: &str| key(SECRET).verifies(header, "msg_1", 1_760_000_000, BODY);
        assert!(verifies(&format!("v2,AAAA v1,AAAA {SIGNATURE}")));
        assert!(!verifies(&SIGNATURE.replace("v1,", "v2,")));
        assert!(!verifies("v1,"));
        assert!(!verifies(""));
        assert!(!key(SECRET).verifies(SIGNATURE, "msg_2", 1_760_000_000, BODY));
        assert!(!key(SECRET).verifies(SIGNATURE, "msg_1", 1_760_000_001, BODY));
        assert!(!key(SECRET).verifies(SIGNATURE, "msg_1", 1_760_000_000, &BODY[1..]));
    }

    #[test]
    fn what_is_no_secret_is_refused_without_showing_it() {
        for (text, problem) in [
            ("", BadSecret::Empty),
            ("whsec_", BadSecret::NotBase64),
            ("aXBwLXRlc3Q=", BadSecret::NoPrefix),
            ("WHSEC_aXBwLXRlc3Q=", BadSecret::NoPrefix),
            ("whsec_not base64", BadSecret::Spaces),
            ("whsec_aXBwLXRlc3Q=\n", BadSecret::Spaces),
            ("whsec_!!!!", BadSecret::NotBase64),
        ] {
            let refused = SigningKey::new(&Secret::new(text)).err();
            assert_eq!(refused, Some(problem), "{text}");
        }
    }
}
