//! What a callback tells (D): that something happened to a session. Slim on purpose: the session itself is read back.
//!
//! The emulator writes these and receivers read them. A type that this version does not know stays as it came.

use super::session::SessionStatus;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// What happened (D). `EXPIRED` and `FAILED` sessions have no callback.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum EventType {
    /// The session was created, and sent to the phone.
    SessionCreated,
    /// The clerk has picked a method.
    SessionActivated,
    /// A card was declined; the session stays open.
    PaymentFailed,
    /// The session was paid.
    SessionFinalized,
    /// The session was cancelled by clerk or backend.
    SessionCancelled,
    /// Any other, such as the account's own events that reach the same destination.
    Unknown(String),
}

impl EventType {
    /// Those of a session, in the order of its life.
    pub const KNOWN: [Self; 5] = [
        Self::SessionCreated,
        Self::SessionActivated,
        Self::PaymentFailed,
        Self::SessionFinalized,
        Self::SessionCancelled,
    ];

    /// What the API calls it.
    pub fn name(&self) -> &str {
        match self {
            Self::SessionCreated => "ipp.session.created",
            Self::SessionActivated => "ipp.session.activated",
            Self::PaymentFailed => "ipp.payment.failed",
            Self::SessionFinalized => "ipp.session.finalized",
            Self::SessionCancelled => "ipp.session.cancelled",
            Self::Unknown(name) => name,
        }
    }

    /// How the session stood when it happened, where the type says it.
    pub fn status(&self) -> Option<SessionStatus> {
        match self {
            Self::SessionCreated => Some(SessionStatus::Created),
            Self::SessionActivated => Some(SessionStatus::Active),
            Self::SessionFinalized => Some(SessionStatus::Finalized),
            Self::SessionCancelled => Some(SessionStatus::Cancelled),
            Self::PaymentFailed | Self::Unknown(_) => None,
        }
    }
}

impl From<String> for EventType {
    fn from(name: String) -> Self {
        match name.as_str() {
            "ipp.session.created" => Self::SessionCreated,
            "ipp.session.activated" => Self::SessionActivated,
            "ipp.payment.failed" => Self::PaymentFailed,
            "ipp.session.finalized" => Self::SessionFinalized,
            "ipp.session.cancelled" => Self::SessionCancelled,
            _ => Self::Unknown(name),
        }
    }
}

impl From<EventType> for String {
    fn from(kind: EventType) -> Self {
        kind.name().to_owned()
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The body of a callback (D). The fields are in the documented order, which is the order in which they are written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Event {
    /// `kevt_...`; also the delivery's `webhook-id`.
    pub id: String,
    /// Whose event it is.
    pub merchant_id: String,
    /// ISO 8601, UTC, with nanoseconds.
    pub timestamp: String,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// To what.
    pub data: EventData,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// What an event is about (D). Nothing is left out: what there is not is null.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EventData {
    /// The session.
    pub session_id: Option<String>,
    /// Once it is paid.
    pub order_id: Option<String>,
    /// Why a payment failed.
    pub failure_reason: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_body_is_read_and_written_to_the_byte() {
        let body = r#"{"id":"kevt_1","merchant_id":"DM11917000","timestamp":"2026-06-05T18:33:39.608920367Z","type":"ipp.session.finalized","data":{"session_id":"s-1","order_id":null,"failure_reason":null}}"#;
        let event: Event = serde_json::from_str(body).expect("an event");
        assert_eq!(event.kind, EventType::SessionFinalized);
        assert_eq!(serde_json::to_string(&event).expect("JSON"), body);
    }

    #[test]
    fn events_of_the_account_stay_as_they_came() {
        let body =
            r#"{"id":"1","merchant_id":"m","timestamp":"t","type":"dispute.created","data":{"dispute":7},"more":1}"#;
        let event: Event = serde_json::from_str(body).expect("an event");
        assert_eq!(event.kind.name(), "dispute.created");
        assert_eq!((event.data.extra["dispute"].as_i64(), event.extra["more"].as_i64()), (Some(7), Some(1)));
    }
}
