//! Who may ask: a key in either documented form (D), before anything else is looked at.
//!
//! Any key of the right form passes. What was sent is never put into an answer.

use super::refusal::Refusal;
use super::{EMULATOR_ROOT, Plays};
use crate::model::environment::{API_ROOT, ORDER_MANAGEMENT_ROOT};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Clients differ in whether they pad.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Every path that asks for a key.
const ROOTS: [&str; 3] = [API_ROOT, ORDER_MANAGEMENT_ROOT, EMULATOR_ROOT];

/// Refuses a request under one of the roots that brings no good key.
pub(super) async fn require(State(plays): State<Plays>, request: Request, next: Next) -> Response {
    if ROOTS.iter().any(|root| is_under(root, request.uri().path())) && !admits(request.headers(), plays) {
        return Refusal::new(401, "Unauthorized", "Access Denied").into_response();
    }
    next.run(request).await
}

/// Whether the path is the root, or stands below it.
pub(super) fn is_under(root: &str, path: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn admits(headers: &HeaderMap, plays: Plays) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let credentials = text(header::AUTHORIZATION.as_str()).and_then(|value| value.split_once(' '));
    match credentials {
        Some((scheme, sent)) if scheme.eq_ignore_ascii_case("basic") => {
            let sent = sent.trim();
            is_key(sent, plays) || names_a_key(sent, text("x-merchant-id"), plays)
        }
        _ => false,
    }
}

/// The second form: `<username>:<key>` in base64. Assumed: an empty username is as good as none.
fn names_a_key(sent: &str, merchant_id: Option<&str>, plays: Plays) -> bool {
    let decoded = BASE64.decode(sent).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    decoded.as_deref().and_then(|text| text.split_once(':')).is_some_and(|(username, key)| {
        is_key(key, plays) && (username.is_empty() || is_username(username, merchant_id))
    })
}

/// `<merchant id>-<suffix>` (D). A merchant id that the request names elsewhere has to be the same.
fn is_username(username: &str, merchant_id: Option<&str>) -> bool {
    let (owner, suffix) = username.split_once('-').unwrap_or((username, ""));
    !owner.is_empty() && !suffix.is_empty() && merchant_id.is_none_or(|id| id == owner)
}

fn is_key(text: &str, plays: Plays) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let random = plays.environment().key_prefix().and_then(|prefix| text.strip_prefix(prefix));
    random.is_some_and(|random| !random.is_empty() && random.bytes().all(plain))
}
