//! Bodies: JSON of the right type, size and shape, or a refusal that says which of them is wrong.

use super::LARGEST_BODY;
use super::refusal::Refusal;
use super::shape::{Shape, wrong_fields};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value};

/// The largest body, in bytes, that is read without leaving the async thread. Larger ones take milliseconds, in which
/// nobody else would be answered.
const QUICKLY_READ: usize = 64 * 1024;

/// A body that has been read and checked.
pub(super) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: Shape> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::new(415, "Unsupported Media Type", "the body has to be application/json"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                Refusal::new(413, "Payload Too Large", format!("the body has more than {LARGEST_BODY} bytes"))
            }
            _ => Refusal::unreadable("the body ended too early"),
        })?;
        if bytes.len() <= QUICKLY_READ {
            return read(&bytes).map(Self);
        }
        // The runtime ends: nobody hears the answer.
        let ended = |_| Err(Refusal::new(503, "Service Unavailable", "the emulator ends"));
        tokio::task::spawn_blocking(move || read(&bytes)).await.unwrap_or_else(ended).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = sent.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

fn read<T: Shape>(bytes: &[u8]) -> Result<T, Refusal> {
    let broken = |error: serde_json::Error| Refusal::unreadable(format!("the body is not JSON as expected: {error}"));
    let value = serde_json::from_slice(bytes).map_err(broken)?;
    let Value::Object(object) = value else {
        return Err(Refusal::unreadable("the body has to be a JSON object"));
    };
    let wrong = wrong_fields(&object, T::FIELDS, "");
    if !wrong.is_empty() {
        return Err(Refusal::invalid(&wrong));
    }
    serde_json::from_value(without_nulls(object)).map_err(broken)
}

/// A field that is null is a field that was left out.
fn without_nulls(object: Map<String, Value>) -> Value {
    object.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>().into()
}
