//! Answers of the API as a test server gives them.

use super::server::{Answer, json};
use serde_json::{Value, json as value};

pub const SESSION_ID: &str = "0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";
pub const DEVICE_ID: &str = "6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10";
pub const LOCATION_ID: &str = "11111111-2222-4333-8444-555555555555";

/// A session of 2,400.00 SEK.
pub fn session(status: &str) -> Answer {
    json(200, &session_value(status).to_string())
}

pub fn session_value(status: &str) -> Value {
    value!({
        "session_id": SESSION_ID, "status": status, "device_id": DEVICE_ID,
        "order_amount": 240_000, "order_tax_amount": 0, "purchase_currency": "SEK",
    })
}

/// A phone at [`LOCATION_ID`].
pub fn device(name: &str) -> Value {
    value!({ "id": DEVICE_ID, "name": name, "location_id": LOCATION_ID, "platform": "ANDROID", "metadata": {} })
}

/// One page of a list.
pub fn page(items: &[Value], last: bool) -> Answer {
    json(200, &value!({ "content": items, "last": last }).to_string())
}

/// A refusal with its reason.
pub fn problem(status: u16, detail: &str) -> Answer {
    json(status, &value!({ "title": "No", "detail": detail }).to_string())
}
