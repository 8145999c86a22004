//! A shop, as made in the Kustom Portal.

use super::id::LocationId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// `GET /locations/{id}` (D).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Location {
    /// The id, which the Portal does not show.
    pub id: LocationId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// The merchant id that it belongs to.
    pub merchant_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// What people call it.
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// First address line.
    pub street_address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// Second address line.
    pub street_address2: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// Postal code.
    pub postal_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// City.
    pub city: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// ISO 8601, UTC.
    pub created_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// ISO 8601, UTC.
    pub updated_at: Option<String>,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A currency that a shop's customers have.
pub fn currency_of(shop: Option<&Location>) -> &'static str {
    match shop.and_then(|location| location.country.as_deref()) {
        Some("SE") | None => "SEK",
        Some("NO") => "NOK",
        Some("DK") => "DKK",
        Some("GB") => "GBP",
        Some("CH") => "CHF",
        Some("PL") => "PLN",
        Some("US") => "USD",
        Some(_) => ELSEWHERE,
    }
}

/// What shops of other countries are taken to be paid in.
const ELSEWHERE: &str = "EUR";
