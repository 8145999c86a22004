//! The order that a paid session has made, as Order Management shows it, and what can be asked of it.
//!
//! All amounts are in minor units.

use super::order::OrderLine;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// The largest refund that can be asked for (D).
pub const LARGEST_REFUND: i64 = 200_000_000;

/// The header that makes a write happen once (D): a UUID of version 4.
pub const IDEMPOTENCY_HEADER: &str = "Klarna-Idempotency-Key";

/// Where an order stands (D).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum OrderStatus {
    /// Nothing is captured.
    Authorized,
    /// Some is captured, and more may be.
    PartCaptured,
    /// Nothing is left to capture.
    Captured,
    /// Ended before anything was captured.
    Cancelled,
    /// The authorization has lapsed.
    Expired,
    /// Nothing more can be done with it.
    Closed,
    /// A status that this version does not know.
    Unknown(String),
}

impl OrderStatus {
    /// What the API calls it.
    pub fn name(&self) -> &str {
        match self {
            Self::Authorized => "AUTHORIZED",
            Self::PartCaptured => "PART_CAPTURED",
            Self::Captured => "CAPTURED",
            Self::Cancelled => "CANCELLED",
            Self::Expired => "EXPIRED",
            Self::Closed => "CLOSED",
            Self::Unknown(name) => name,
        }
    }
}

impl From<String> for OrderStatus {
    fn from(name: String) -> Self {
        match name.as_str() {
            "AUTHORIZED" => Self::Authorized,
            "PART_CAPTURED" => Self::PartCaptured,
            "CAPTURED" => Self::Captured,
            "CANCELLED" => Self::Cancelled,
            "EXPIRED" => Self::Expired,
            "CLOSED" => Self::Closed,
            _ => Self::Unknown(name),
        }
    }
}

impl From<OrderStatus> for String {
    fn from(status: OrderStatus) -> Self {
        status.name().to_owned()
    }
}

impl fmt::Display for OrderStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `GET /orders/{order_id}` (D).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ManagedOrder {
    /// The id, which the session shows, too.
    pub order_id: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// What the fraud check says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fraud_status: Option<String>,
    /// What it is about.
    pub order_amount: i64,
    /// The same at its beginning.
    pub original_order_amount: i64,
    /// What was taken.
    pub captured_amount: i64,
    /// What of that was given back.
    pub refunded_amount: i64,
    /// What can still be taken.
    pub remaining_authorized_amount: i64,
    /// ISO 4217.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_currency: Option<String>,
    /// The merchant's reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_reference1: Option<String>,
    /// The merchant's second reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merchant_reference2: Option<String>,
    /// The lines (A: those of the session).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order_lines: Vec<OrderLine>,
    /// What was taken, in order.
    #[serde(default)]
    pub captures: Vec<Capture>,
    /// What was given back, in order (A: that it stands here).
    #[serde(default)]
    pub refunds: Vec<Refund>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The body of `POST /captures` (D).
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct NewCapture {
    /// More than nothing, at most what remains authorized.
    pub captured_amount: i64,
    /// What for, and which goods.
    #[serde(flatten)]
    pub note: Note,
}

/// The body of `POST /refunds` (D).
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct NewRefund {
    /// At most [`LARGEST_REFUND`].
    pub refunded_amount: i64,
    /// What for, and which goods.
    #[serde(flatten)]
    pub note: Note,
}

/// What may be said of a capture or a refund (D). The lines stay as they came.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// For the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// For the merchant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The goods.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_lines: Vec<Value>,
}

/// Money taken (D).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Capture {
    /// The id.
    pub capture_id: String,
    /// ISO 8601, UTC (A).
    pub captured_at: String,
    /// What was asked for.
    #[serde(flatten)]
    pub what: NewCapture,
}

/// Money given back (D).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Refund {
    /// The id.
    pub refund_id: String,
    /// ISO 8601, UTC (A).
    pub refunded_at: String,
    /// What was asked for.
    #[serde(flatten)]
    pub what: NewRefund,
}
