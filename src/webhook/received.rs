//! A callback as it came: when, where to, its headers and its raw bytes. Nothing of it is believed yet.
//!
//! It is kept, verified and forwarded in this form and no other, because a signature is over bytes. What can be read off
//! it is only for people and filters; a body that is no event is one without type and session.

use super::claim::{Claim, Fault, TOLERANCE};
use super::signature::SigningKey;
use jiff::Timestamp;
use serde::Deserialize;

/// Names in lower case, values as they came: they need not be UTF-8.
pub type Headers = Vec<(String, Vec<u8>)>;

/// The id of an event, the same on every attempt (P).
pub const ID: &str = "webhook-id";
/// When it was signed, in Unix seconds (P).
pub const TIMESTAMP: &str = "webhook-timestamp";
/// The signatures (P).
pub const SIGNATURE: &str = "webhook-signature";

/// Headers that are about one connection, or about the length of what goes over it: they are not passed on.
const OF_THE_CONNECTION: [&str; 11] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Whether a header, in lower case, ends with the connection that it came over.
pub fn is_of_the_connection(name: &str) -> bool {
    OF_THE_CONNECTION.contains(&name)
}

/// What stands for a value that is nobody's business.
pub const MASK: &str = "***";

/// Whether a header, in lower case, or a parameter holds what lets somebody in somewhere.
pub fn is_credential(name: &str) -> bool {
    let is_named = ["authorization", "proxy-authorization", "cookie", "key", "apikey"].contains(&name);
    is_named || ["token", "secret", "password", "passwd", "api-key", "api_key"].iter().any(|part| name.contains(part))
}

/// A path whose query shows no such value.
pub fn harmless_path(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let shown = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if is_credential(&name.to_ascii_lowercase()) => format!("{name}={MASK}"),
        _ => pair.to_owned(),
    });
    format!("{path}?{}", shown.collect::<Vec<_>>().join("&"))
}

/// One callback.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Received {
    /// When its head was there.
    pub at: Timestamp,
    /// Where it was sent to, query included.
    pub path: String,
    /// In the order in which they came.
    pub headers: Headers,
    /// As it was signed.
    pub body: Vec<u8>,
}

/// What it says that it is about.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub struct Summary {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// To what.
    #[serde(default)]
    pub data: SummaryData,
}

/// What happened to what.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub struct SummaryData {
    /// The session.
    pub session_id: Option<String>,
    /// Once it is paid.
    pub order_id: Option<String>,
}

impl Received {
    /// The first header of this name, in lower case, as text.
    pub fn header(&self, name: &str) -> Option<String> {
        let (_, value) = self.headers.iter().find(|(header, _)| header == name)?;
        Some(String::from_utf8_lossy(value).into_owned())
    }

    /// The `webhook-id`; empty when there is none.
    pub fn id(&self) -> String {
        self.header(ID).unwrap_or_default()
    }

    /// Whether one of the keys signed it, near the time at which it came.
    pub fn verify(&self, keys: &[SigningKey]) -> Result<(), Fault> {
        let claim = Claim::read(|name| values(&self.headers, name))?;
        claim.verify(keys, &self.body, self.at.as_second(), TOLERANCE).map(drop)
    }

    /// What it is about.
    pub fn summary(&self) -> Summary {
        summary(&self.body)
    }
}

/// Every value of a header, named in lower case.
pub fn values<'a>(headers: &'a Headers, name: &str) -> Vec<&'a [u8]> {
    headers.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_slice()).collect()
}

/// What a body is about.
pub fn summary(body: &[u8]) -> Summary {
    #[derive(Deserialize)]
    struct Kind {
        #[serde(rename = "type")]
        kind: Option<String>,
    }
    serde_json::from_slice(body).unwrap_or_else(|_| {
        // The account's own events may have other data (D).
        let kind: Option<Kind> = serde_json::from_slice(body).ok();
        Summary { kind: kind.and_then(|kind| kind.kind), data: SummaryData::default() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(body: &str) -> Summary {
        let (path, headers) = ("/".to_owned(), Vec::new());
        Received { at: Timestamp::UNIX_EPOCH, path, headers, body: body.as_bytes().to_vec() }.summary()
    }

    #[test]
    fn credentials_are_known_by_their_names() {
        for name in ["authorization", "cookie", "x-api-key", "x-auth-token", "client_secret"] {
            assert!(is_credential(name), "{name}");
        }
        for name in [ID, TIMESTAMP, SIGNATURE, "content-type", "x-any", "idempotency-key"] {
            assert!(!is_credential(name), "{name}");
        }
        assert_eq!(harmless_path("/a?b=1&Token=x=y&key=z&c"), "/a?b=1&Token=***&key=***&c");
        assert_eq!(harmless_path("/token=1"), "/token=1");
    }

    #[test]
    fn what_can_be_read_is_read() {
        let event = summary(r#"{"type":"ipp.session.finalized","data":{"session_id":"s-1","order_id":null}}"#);
        assert_eq!(
            (event.kind.as_deref(), event.data.session_id.as_deref()),
            (Some("ipp.session.finalized"), Some("s-1"))
        );
        assert_eq!(
            summary(r#"{"type":"dispute.created","data":{"session_id":7}}"#).kind.as_deref(),
            Some("dispute.created")
        );
        for body in ["", "null", "[]", "7", r#"{"type":7}"#, r#"{"data":null}"#, "{\"type\":\"x\"", "\u{0}"] {
            assert_eq!(summary(body), Summary::default(), "{body}");
        }
    }
}
