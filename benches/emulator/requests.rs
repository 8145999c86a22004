//! The operations that are measured: the same bytes for every server.

use super::http::{Connection, text_of};

/// What a connection does again and again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operation {
    /// Creates a session.
    Create,
    /// Reads one.
    Get,
    /// Cancels one that is open.
    Cancel,
    /// Creates one, reads it five times, cancels it.
    Mixed,
}

impl Operation {
    pub const ALL: [Self; 4] = [Self::Create, Self::Get, Self::Cancel, Self::Mixed];

    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Get => "get",
            Self::Cancel => "cancel",
            Self::Mixed => "mixed",
        }
    }
}

/// The first device of the emulator.
pub fn device(connection: &mut Connection) -> String {
    text_of(connection.ask(&request("GET", "/devices", "")), "\"id\":\"")
}

/// The id of the session in an answer.
pub fn session_id(answer: &str) -> String {
    text_of(answer, "\"session_id\":\"")
}

pub fn create(device: &str) -> String {
    request("POST", "/sessions", &order(device))
}

/// The body of a create.
pub fn order(device: &str) -> String {
    format!(
        r#"{{"device_id":"{device}","order_amount":24900,"order_tax_amount":4980,"purchase_currency":"SEK","purchase_started_at":"2026-06-05T18:33:39Z","order_items":[{{"name":"T-Shirt","quantity":1,"unit_price":24900,"total_amount":24900,"tax_rate":2500,"total_tax_amount":4980}}]}}"#
    )
}

pub fn get(id: &str) -> String {
    request("GET", &format!("/sessions/{id}"), "")
}

pub fn cancel(id: &str) -> String {
    request("PUT", &format!("/sessions/{id}/cancel"), "")
}

fn request(method: &str, path: &str, body: &str) -> String {
    let about = match body.len() {
        0 => String::new(),
        length => format!("content-type: application/json\r\ncontent-length: {length}\r\n"),
    };
    format!(
        "{method} /ipp/v1{path} HTTP/1.1\r\nhost: emulator\r\nauthorization: Basic kco_test_api_bench\r\n{about}\r\n{body}"
    )
}
