//! One payment request to one device.

use super::id::{DeviceId, LocationId, SessionId};
use super::order::OrderLine;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// Where a session stands (D). Only polling sees `EXPIRED` and `FAILED`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum SessionStatus {
    /// Sent to the phone.
    Created,
    /// The clerk has picked a method. A declined tap leaves it here.
    Active,
    /// Paid.
    Finalized,
    /// Ended by the clerk or by the backend, not paid.
    Cancelled,
    /// Ended by time, not paid.
    Expired,
    /// Ended by a fault, not paid.
    Failed,
    /// A status that this version does not know; taken to be open.
    Unknown(String),
}

impl SessionStatus {
    /// What the API calls it.
    pub fn name(&self) -> &str {
        match self {
            Self::Created => "CREATED",
            Self::Active => "ACTIVE",
            Self::Finalized => "FINALIZED",
            Self::Cancelled => "CANCELLED",
            Self::Expired => "EXPIRED",
            Self::Failed => "FAILED",
            Self::Unknown(name) => name,
        }
    }

    /// Whether nothing can change it any more.
    pub fn has_ended(&self) -> bool {
        matches!(self, Self::Finalized | Self::Cancelled | Self::Expired | Self::Failed)
    }
}

impl From<String> for SessionStatus {
    fn from(name: String) -> Self {
        match name.as_str() {
            "CREATED" => Self::Created,
            "ACTIVE" => Self::Active,
            "FINALIZED" => Self::Finalized,
            "CANCELLED" => Self::Cancelled,
            "EXPIRED" => Self::Expired,
            "FAILED" => Self::Failed,
            _ => Self::Unknown(name),
        }
    }
}

impl From<SessionStatus> for String {
    fn from(status: SessionStatus) -> Self {
        status.name().to_owned()
    }
}

impl fmt::Display for SessionStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `GET /sessions/{id}` (D).
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Session {
    /// The id.
    pub session_id: SessionId,
    /// Where it stands.
    pub status: SessionStatus,
    /// The phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<DeviceId>,
    /// Set once it is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// Minor units, tax included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_amount: Option<i64>,
    /// Minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_tax_amount: Option<i64>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_currency: Option<String>,
    /// ISO 8601, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_started_at: Option<String>,
    /// ISO 8601, UTC; set once it is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_completed_at: Option<String>,
    /// The merchant's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_reference1: Option<String>,
    /// The merchant's second reference (A).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_reference2: Option<String>,
    /// The merchant's own text (P).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_data: Option<String>,
    /// The lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_items: Vec<OrderLine>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Session {
    /// Whether it may have been paid although its status does not say so: a status that this version does not know, an
    /// order (which is there once it is paid), or an unpaid end with the time at which it was paid.
    pub fn may_be_paid(&self) -> bool {
        match self.status {
            SessionStatus::Finalized => false,
            SessionStatus::Unknown(_) => true,
            _ => {
                self.says("order_id", &self.order_id)
                    || (self.status.has_ended() && self.says("purchase_completed_at", &self.purchase_completed_at))
            }
        }
    }

    /// Whether it has ended, and nothing else in it speaks against its status.
    pub fn is_settled(&self) -> bool {
        self.status.has_ended() && !self.may_be_paid()
    }

    /// Whether there is something in this field, in whatever form.
    fn says(&self, name: &str, text: &Option<String>) -> bool {
        text.as_ref().is_some_and(|text| !text.trim().is_empty()) || self.extra.contains_key(name)
    }
}

/// An answer counts as long as it names the session: a field of an unexpected form stays as it came, among those that
/// this version does not know, and must not hide that a session exists or is paid.
impl<'de> Deserialize<'de> for Session {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut fields: Map<String, Value> = Map::deserialize(from)?;
        let session_id = take(&mut fields, "session_id").ok_or_else(|| D::Error::custom("there is no session_id"))?;
        Ok(Self {
            session_id,
            status: take(&mut fields, "status").unwrap_or_else(|| no_status(&mut fields)),
            device_id: take(&mut fields, "device_id"),
            order_id: take(&mut fields, "order_id"),
            order_amount: take(&mut fields, "order_amount"),
            order_tax_amount: take(&mut fields, "order_tax_amount"),
            purchase_currency: take(&mut fields, "purchase_currency"),
            purchase_started_at: take(&mut fields, "purchase_started_at"),
            purchase_completed_at: take(&mut fields, "purchase_completed_at"),
            merchant_reference1: take(&mut fields, "merchant_reference1"),
            merchant_reference2: take(&mut fields, "merchant_reference2"),
            merchant_data: take(&mut fields, "merchant_data"),
            order_items: take(&mut fields, "order_items").unwrap_or_default(),
            extra: fields,
        })
    }
}

/// A status is always written, so one of an unexpected form is not kept beside it under the same name.
fn no_status(fields: &mut Map<String, Value>) -> SessionStatus {
    let came = fields.shift_remove("status").map(|value| value.to_string());
    SessionStatus::Unknown(came.unwrap_or_else(|| "without a status".to_owned()))
}

/// A member out of an object, if it has the form that is wanted; `null` is as good as missing.
fn take<T: DeserializeOwned>(fields: &mut Map<String, Value>, name: &str) -> Option<T> {
    let value = T::deserialize(fields.get(name)?).ok();
    if value.is_some() || fields.get(name).is_some_and(Value::is_null) {
        fields.shift_remove(name);
    }
    value
}

/// The body of `POST /sessions` (D), and where it is to be paid.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NewSession {
    /// The phone.
    pub device_id: DeviceId,
    /// Minor units, tax included.
    pub order_amount: i64,
    /// Minor units.
    pub order_tax_amount: i64,
    /// ISO 4217.
    pub purchase_currency: String,
    /// ISO 8601, UTC.
    pub purchase_started_at: String,
    /// The merchant's reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_reference1: Option<String>,
    /// The merchant's second reference (A).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_reference2: Option<String>,
    /// The merchant's own text, returned by `GET` (P).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_data: Option<String>,
    /// The lines; they add up to the amounts above.
    pub order_items: Vec<OrderLine>,
    /// Fields that this version does not know, sent as they were given.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
    /// Goes into the query, not into the body (A: optional).
    #[serde(skip)]
    pub location_id: Option<LocationId>,
}
