//! One payment request to one device.

use super::id::{DeviceId, LocationId, SessionId};
use super::money::Money;
use super::order::OrderLine;
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
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Session {
    /// The id.
    pub session_id: SessionId,
    /// Where it stands.
    pub status: SessionStatus,
    /// The phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_id: Option<DeviceId>,
    /// Set once it is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// Minor units, tax included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_amount: Option<i64>,
    /// Minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_tax_amount: Option<i64>,
    /// ISO 4217.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_currency: Option<String>,
    /// ISO 8601, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_started_at: Option<String>,
    /// ISO 8601, UTC; set once it is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_completed_at: Option<String>,
    /// The merchant's reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_reference1: Option<String>,
    /// The merchant's second reference (A).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_reference2: Option<String>,
    /// The merchant's own text (P).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_data: Option<String>,
    /// The lines.
    #[serde(default, deserialize_with = "or_default", skip_serializing_if = "Vec::is_empty")]
    pub order_items: Vec<OrderLine>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A list that is `null` is one that is missing.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

impl Session {
    /// The amount with its currency, when the API told both and the currency is known.
    pub fn amount(&self) -> Option<Money> {
        let currency = self.purchase_currency.as_deref()?.parse().ok()?;
        Some(Money { minor: self.order_amount?, currency })
    }
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
