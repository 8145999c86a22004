//! Signatures of callbacks after Standard Webhooks (P): HMAC-SHA256 over `{id}.{timestamp}.{body}`.
//!
//! Pure: bytes in, text or verdict out; it reads no clock. A secret is never part of an error.

use crate::secret::Secret;
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What every secret begins with (P).
const PREFIX: &str = "whsec_";

/// The only version of signatures that is known (P).
const VERSION: &str = "v1,";

/// Secrets are copied by hand, and lose their padding on the way.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A secret that is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a signing secret is `whsec_` and then base64")]
pub struct BadSecret;

/// The key that a secret stands for.
#[derive(Clone)]
pub struct SigningKey(Hmac<Sha256>);

impl SigningKey {
    /// Decodes the part of the secret after `whsec_`.
    pub fn new(secret: &Secret) -> Result<Self, BadSecret> {
        let encoded = secret.expose().strip_prefix(PREFIX).ok_or(BadSecret)?;
        let bytes = BASE64.decode(encoded).ok().filter(|bytes| !bytes.is_empty()).ok_or(BadSecret)?;
        Hmac::new_from_slice(&bytes).map(Self).map_err(|_| BadSecret)
    }

    /// One signature, as `v1,<base64>`. The timestamp is in Unix seconds.
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        format!("{VERSION}{}", BASE64.encode(self.digest(id, timestamp, body).finalize().into_bytes()))
    }

    /// Whether one of the signatures of a header is this key's. Other versions are passed over (P).
    pub fn verifies(&self, header: &str, id: &str, timestamp: i64, body: &[u8]) -> bool {
        let signatures = header.split(' ').filter_map(|signature| signature.strip_prefix(VERSION));
        signatures
            .filter_map(|signature| BASE64.decode(signature).ok())
            .any(|signature| self.digest(id, timestamp, body).verify_slice(&signature).is_ok())
    }

    fn digest(&self, id: &str, timestamp: i64, body: &[u8]) -> Hmac<Sha256> {
        self.0.clone().chain_update(format!("{id}.{timestamp}.")).chain_update(body)
    }
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
        for text in ["", "whsec_", "aXBwLXRlc3Q=", "whsec_not base64", "WHSEC_aXBwLXRlc3Q="] {
            let refused = SigningKey::new(&Secret::new(text)).err();
            assert_eq!(refused, Some(BadSecret), "{text}");
        }
        assert_eq!(BadSecret.to_string(), "a signing secret is `whsec_` and then base64");
    }
}
