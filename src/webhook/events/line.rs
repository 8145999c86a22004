//! One line of the record: JSON with everything that came. A body that is text stays readable; any other is base64.
//!
//! Header values are bytes, each of which is one of the first 256 characters here: what a server sends as ASCII reads as
//! it was sent, and nothing is lost of the rest.

use super::Recorded;
use crate::webhook::received::{MASK, Received, is_credential};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The fields of a line, in their order.
#[derive(Serialize, Deserialize)]
struct Line<'a> {
    received_at: Timestamp,
    problem: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    duplicate: bool,
    path: Cow<'a, str>,
    headers: Vec<(Cow<'a, str>, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
}

/// The line, with its end.
pub(super) fn write(received: &Received, problem: Option<&str>, duplicate: bool) -> Vec<u8> {
    let body = std::str::from_utf8(&received.body).ok().filter(|text| is_readable(text));
    let line = Line {
        received_at: received.at,
        problem: problem.map(Cow::from),
        duplicate,
        path: Cow::from(received.path.as_str()),
        headers: received.headers.iter().map(|(name, value)| (Cow::from(name.as_str()), kept(name, value))).collect(),
        body: body.map(Cow::from),
        body_base64: body.is_none().then(|| STANDARD.encode(&received.body)),
    };
    // Texts, numbers and lists are always JSON.
    let mut bytes = serde_json::to_vec(&line).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What a line holds, or why it is none.
pub(super) fn read(line: &[u8]) -> Result<Recorded, String> {
    let line: Line<'_> = serde_json::from_slice(line).map_err(|error| format!("it is no record: {error}"))?;
    let headers: Option<Vec<_>> =
        line.headers.into_iter().map(|(name, value)| Some((name.into_owned(), bytes(&value)?))).collect();
    let body = match (line.body, line.body_base64) {
        (Some(text), None) => Some(text.into_owned().into_bytes()),
        (None, Some(text)) => STANDARD.decode(text).ok(),
        _ => None,
    };
    let (headers, body) = headers.zip(body).ok_or("it is no record: its headers or its body are damaged")?;
    let received = Received { at: line.received_at, path: line.path.into_owned(), headers, body };
    Ok(Recorded { received, problem: line.problem.map(Cow::into_owned), duplicate: line.duplicate })
}

/// Written as text, other control characters would take six times their room.
fn is_readable(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t'))
}

/// Somebody's credentials are nobody else's, and signatures are not over them.
fn kept(name: &str, value: &[u8]) -> String {
    if is_credential(name) { MASK.to_owned() } else { letters(value) }
}

fn letters(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn bytes(letters: &str) -> Option<Vec<u8>> {
    letters.chars().map(|letter| u8::try_from(letter).ok()).collect()
}
