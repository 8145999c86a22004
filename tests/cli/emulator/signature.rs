//! Our signatures against an implementation that others have published, both ways.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ipp::secret::Secret;
use ipp::webhook::signature::{self, SigningKey};
use proptest::prelude::*;
use standardwebhooks::Webhook;

proptest! {
    #[test]
    fn it_agrees_with_the_published_implementation(
        keys in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..64), 1..3),
        id in "[a-zA-Z0-9_]{1,40}",
        body in any::<String>(),
    ) {
        let (now, body) = (jiff::Timestamp::now().as_second(), body.as_bytes());
        let secrets: Vec<Secret> =
            keys.iter().map(|key| Secret::new(format!("whsec_{}", STANDARD.encode(key)))).collect();
        let ours = signature::header(&secrets, &id, now, body).expect("secrets");
        for secret in &secrets {
            let oracle = Webhook::new(secret.expose()).expect("a secret");
            prop_assert!(oracle.verify(body, &headers(&id, now, &ours)).is_ok());
            let theirs = oracle.sign(&id, now, body).expect("a signature");
            prop_assert!(SigningKey::new(secret).expect("a secret").verifies(&theirs, &id, now, body));
        }
    }
}

fn headers(id: &str, timestamp: i64, signature: &str) -> HeaderMap {
    let timestamp = timestamp.to_string();
    [("webhook-id", id), ("webhook-timestamp", &timestamp), ("webhook-signature", signature)]
        .into_iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header")))
        .collect()
}
