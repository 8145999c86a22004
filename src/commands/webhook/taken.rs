//! A callback as `ipp` itself has written it down: a line of the record, or what `ipp webhook list` prints as JSON.

use crate::error::Error;
use crate::webhook::events::Recorded;
use crate::webhook::message::Message;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What `list` prints of an event, as far as it is needed.
#[derive(Deserialize)]
struct Listed {
    received_at: Timestamp,
    headers: Map<String, Value>,
    body: String,
    body_bytes: usize,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Printed {
    One(Listed),
    Several(Vec<Listed>),
}

/// The callback, and when it came; `None` where the bytes are no record.
pub(super) fn read(bytes: &[u8]) -> Option<Result<(Message, Timestamp), Error>> {
    let text = bytes.trim_ascii();
    if let Some(Recorded { received, .. }) = Recorded::of_line(text) {
        let message = Message { headers: received.headers, ..Message::of_body(received.body) };
        return Some(Ok((message, received.at)));
    }
    let listed = match serde_json::from_slice(text).ok()? {
        Printed::One(listed) => listed,
        Printed::Several(mut listed) if listed.len() == 1 => listed.remove(0),
        Printed::Several(listed) if listed.is_empty() => return None,
        Printed::Several(listed) => return Some(Err(several(listed.len()))),
    };
    let Listed { received_at, headers, body, body_bytes } = listed;
    if body.len() != body_bytes {
        return Some(Err(Error::usage(
            "the body is no text, so the list does not hold it whole: give its line of the record in events/ instead",
        )));
    }
    let value = |value: &Value| value.as_str().unwrap_or_default().as_bytes().to_vec();
    let headers = headers.iter().map(|(name, text)| (name.clone(), value(text))).collect();
    Some(Ok((Message { headers, ..Message::of_body(body.into_bytes()) }, received_at)))
}

fn several(count: usize) -> Error {
    Error::usage(format!("these are {count} events: give one of them, such as a line of `ipp webhook list -o jsonl`"))
}
