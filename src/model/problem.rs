//! What the API says when it refuses: problem details (RFC 9457, P), or the shape of Kustom's other APIs (D).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The members of both shapes; every one of them may be missing.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// In a few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The HTTP status, repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// In a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong, by field.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub errors: Map<String, Value>,
    /// Kustom's id of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// The other shape's code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The other shape's sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub error_messages: Vec<String>,
}

impl Problem {
    /// A title and a detail.
    pub fn new(status: u16, title: &str, detail: impl Into<String>) -> Self {
        Self { title: Some(title.to_owned()), status: Some(status), detail: Some(detail.into()), ..Self::default() }
    }

    /// A refusal that names the fields.
    pub fn invalid<'a>(errors: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let errors = errors.into_iter().map(|(field, message)| (field.to_owned(), Value::from(message))).collect();
        Self { title: Some("Validation Failed".to_owned()), status: Some(400), errors, ..Self::default() }
    }

    /// Reads a body of either shape. Members of an unexpected type are passed over rather than failing the rest.
    pub fn read(body: &[u8]) -> Option<Self> {
        let object: Map<String, Value> = serde_json::from_slice(body).ok()?;
        let text = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            title: text("title"),
            status: object.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok()),
            detail: text("detail"),
            errors: object.get("errors").and_then(Value::as_object).cloned().unwrap_or_default(),
            correlation_id: text("correlation_id"),
            error_code: text("error_code"),
            error_messages: object
                .get("error_messages")
                .and_then(Value::as_array)
                .map(|values| texts(values))
                .unwrap_or_default(),
        })
    }

    /// The whole in one sentence; empty when nothing was said.
    pub fn summary(&self) -> String {
        let mut parts: Vec<String> =
            [&self.title, &self.detail, &self.error_code].into_iter().flatten().cloned().collect();
        parts.extend(self.error_messages.iter().cloned());
        parts.extend(
            self.errors
                .iter()
                .map(|(field, message)| format!("{field} {}", message.as_str().unwrap_or(&message.to_string()))),
        );
        parts.join(": ")
    }
}

fn texts(values: &[Value]) -> Vec<String> {
    values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_shapes_are_read() {
        let problem =
            Problem::read(br#"{"title":"Validation Failed","errors":{"ttl":"must not be null"}}"#).expect("json");
        assert_eq!(problem.summary(), "Validation Failed: ttl must not be null");
        let other =
            Problem::read(br#"{"correlation_id":"c-1","error_code":"NOT_FOUND","error_messages":["no","way"]}"#)
                .expect("json");
        assert_eq!((other.summary().as_str(), other.correlation_id.as_deref()), ("NOT_FOUND: no: way", Some("c-1")));
    }

    #[test]
    fn odd_bodies_do_no_harm() {
        for body in [&b""[..], b"<html>", b"[1]", b"{\"title\":", b"\xff"] {
            assert_eq!(Problem::read(body), None);
        }
        let odd = Problem::read(br#"{"title":5,"errors":["a"],"status":"x","detail":"d"}"#).expect("json");
        assert_eq!(odd.summary(), "d");
    }
}
