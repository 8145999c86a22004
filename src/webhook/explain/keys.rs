//! What people take for the key that a secret stands for.

use super::{Mistake, Way};
use crate::secret::Secret;
use crate::webhook::signature::{PREFIX, SigningKey};
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Decoders that do not stop at what is no base64.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

pub(super) fn ways(known: &[Secret], others: &[(String, Secret)]) -> Vec<Way<SigningKey>> {
    let right = known.iter().filter_map(|secret| SigningKey::new(secret).ok()).map(Way::right);
    let wrong = known.iter().flat_map(|secret| misread(secret.expose()));
    right.chain(wrong).chain(others.iter().filter_map(other)).collect()
}

fn misread(text: &str) -> Vec<Way<SigningKey>> {
    let encoded = text.strip_prefix(PREFIX).unwrap_or(text);
    let not_decoded = || {
        Mistake::new(
            "secret-not-decoded",
            "the signature was made with the text after `whsec_` as it stands",
            "decode the part of the secret after `whsec_` from base64, and use those bytes as the key",
        )
    };
    let prefix_kept = || {
        Mistake::new(
            "prefix-kept",
            "the signature was made with the whole secret as it stands, `whsec_` included",
            "take `whsec_` off the secret, decode the rest from base64, and use those bytes as the key",
        )
    };
    let prefix_decoded = || {
        Mistake::new(
            "prefix-decoded",
            "the signature was made with a secret that was decoded from base64 together with its `whsec_`",
            "take `whsec_` off the secret before you decode it from base64",
        )
    };
    let unpadded = text.trim_end_matches('=');
    // Some decoders take `_` for `/`, as in URLs; others leave it out.
    let decoded = [unpadded.replace('_', "/"), unpadded.replace('_', "")].map(|text| leniently(&text));
    let texts = [(encoded.as_bytes(), not_decoded()), (text.as_bytes(), prefix_kept())];
    let texts =
        texts.into_iter().filter_map(|(bytes, mistake)| Some(Way::wrong(SigningKey::of_bytes(bytes)?, mistake)));
    let decoded = decoded.into_iter().flatten();
    texts.chain(decoded.filter_map(|bytes| Some(Way::wrong(SigningKey::of_bytes(&bytes)?, prefix_decoded())))).collect()
}

/// A single letter at the end is no byte, and is dropped.
fn leniently(text: &str) -> Option<Vec<u8>> {
    let whole = text.len() - usize::from(text.len() % 4 == 1);
    LENIENT.decode(text.get(..whole)?).ok()
}

fn other((from, secret): &(String, Secret)) -> Option<Way<SigningKey>> {
    let mistake = Mistake::new(
        "other-secret",
        &format!("the signature is of another secret: {from}"),
        "use the secret of the destination that the callback was sent to: each has its own, and test and live are apart",
    );
    Some(Way::wrong(SigningKey::new(secret).ok()?, mistake))
}
