//! An account with two shops and three phones, for one key; any other is refused.

use super::TEST_KEY;
use super::bodies::{page, problem};
use super::server::{Answer, Asked, Server};
use serde_json::{Value, json};

pub const NORTH: &str = "aaaaaaaa-2222-4333-8444-555555555555";
pub const SOUTH: &str = "bbbbbbbb-2222-4333-8444-555555555555";
pub const TILL_1: &str = "cccccccc-2222-4333-8444-555555555555";
pub const TILL_2: &str = "dddddddd-2222-4333-8444-555555555555";
pub const KIOSK: &str = "eeeeeeee-2222-4333-8444-555555555555";
pub const MERCHANT: &str = "DM11917000";

/// The account over HTTP. A merchant id that is sent has to be its own.
pub fn server() -> Server {
    Server::scripted(|asked, _| answer(asked))
}

pub fn answer(asked: &Asked) -> Answer {
    if asked.header("authorization") != Some(&format!("Basic {TEST_KEY}")) {
        return problem(401, "Access Denied");
    }
    if asked.header("x-merchant-id").is_some_and(|id| id != MERCHANT) {
        return problem(400, "unknown merchant");
    }
    match asked.operation().as_str() {
        "GET /ipp/v1/locations" => page(&[location(NORTH, "North"), location(SOUTH, "South")], true),
        "GET /ipp/v1/devices" => page(&devices(), true),
        "GET /ipp/v1/enrollments" => page(&[], true),
        _ => problem(404, "not in the script"),
    }
}

pub fn location(id: &str, name: &str) -> Value {
    json!({ "id": id, "name": name, "merchant_id": MERCHANT, "city": "Stockholm", "country": "SE" })
}

pub fn devices() -> Vec<Value> {
    vec![device(TILL_1, "Till 1", NORTH), device(TILL_2, "Till 2", NORTH), device(KIOSK, "Kiosk", SOUTH)]
}

pub fn device(id: &str, name: &str, location: &str) -> Value {
    json!({ "id": id, "name": name, "location_id": location, "platform": "ANDROID", "metadata": {} })
}
