//! A phone that runs the Kustom POS app.

use super::id::{DeviceId, LocationId};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// The longest name that the API takes, in characters (P).
pub const LONGEST_NAME: usize = 100;

/// `GET /devices` items and the answer to `PUT /devices/{id}` (D).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Device {
    /// The id; sessions call it `device_id`, and so does the answer to making a simulated one.
    pub id: DeviceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// The phone's own id.
    pub hardware_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// The merchant id that it belongs to.
    pub merchant_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// The shop where it is.
    pub location_id: Option<LocationId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// What people call it.
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// `IOS`, `ANDROID` or `TERMINAL`, or what comes later.
    pub platform: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// Texts by key; `simulated=true` marks one of the playground's simulated phones.
    pub metadata: Option<Map<String, Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// ISO 8601, UTC.
    pub created_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// The cash register that is open on it now.
    pub open_cash_register_id: Option<i64>,
    /// Fields that this version does not know, but never the phone's own credentials.
    #[serde(flatten, deserialize_with = "without_credentials")]
    pub extra: Map<String, Value>,
}

fn without_credentials<'de, D: Deserializer<'de>>(from: D) -> Result<Map<String, Value>, D::Error> {
    let mut extra = Map::deserialize(from)?;
    extra.shift_remove("credentials");
    Ok(extra)
}

/// The body of `PUT /devices/{id}` (D). It replaces: a field left out is lost (P).
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct DeviceUpdate {
    /// At most [`LONGEST_NAME`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// All of it: what is left out is lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    /// The shop where it is to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location_id: Option<LocationId>,
}

/// The body of `POST /dev/devices` (D): a simulated phone, on the playground and the emulator.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NewSimulatedDevice {
    /// Not empty.
    pub name: String,
    /// The shop; left out, the account's only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location_id: Option<LocationId>,
    /// Texts by key.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub metadata: Map<String, Value>,
}

/// The answer to `POST /dev/devices` (D).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SimulatedDevice {
    /// The id of the new device.
    pub device_id: DeviceId,
    /// Fields that this version does not know, but never the phone's own credentials: it is registered at once (D).
    #[serde(flatten, deserialize_with = "without_credentials")]
    pub extra: Map<String, Value>,
}

/// What the POS app sends to register a phone (D; its form is this project's, because it is not for integrators).
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pairing {
    /// The code that the clerk typed: a credential.
    pub enrollment_code: String,
    /// What people will call the phone.
    pub name: Option<String>,
    /// `IOS`, `ANDROID` or `TERMINAL`.
    pub platform: Option<String>,
    /// The phone's own id.
    pub hardware_id: Option<String>,
}

/// The answer to a registration (D): the only one that holds the phone's credentials.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RegisteredDevice {
    /// The phone, as every later answer shows it.
    #[serde(flatten)]
    pub device: Device,
    /// What it proves itself with from now on.
    pub credentials: Credentials,
}

/// A phone's credentials (D). They are not kept.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Credentials {
    /// A secret.
    pub bearer_token: String,
    /// ISO 8601, UTC; one of the API's two names in camelCase.
    #[serde(rename = "issuedAt")]
    pub issued_at: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(***)")
    }
}
