//! A server that knows no manners: whatever it is asked, it answers with every secret, as objects, as refusals, as text.

use super::{BEARER, CODE, KEY, SIGNING};
use crate::support::bodies::{DEVICE_ID, LOCATION_ID, SESSION_ID};
use crate::support::server::{Answer, Asked, Server, with_headers};
use serde_json::{Value, json};

/// In which way it tells.
#[derive(Clone, Copy, Debug)]
pub enum Way {
    /// A success, with the secrets where the API has them, and the key in fields that nobody knows.
    Objects,
    /// A refusal that quotes what it refuses.
    Refusal,
    /// A fault, in HTML.
    Page,
    /// A success that is cut.
    Cut,
}

impl Way {
    pub const ALL: [Self; 4] = [Self::Objects, Self::Refusal, Self::Page, Self::Cut];
}

/// Answers everything in this way.
pub fn serve(way: Way) -> Server {
    Server::scripted(move |asked, _| answer(way, asked))
}

fn answer(way: Way, asked: &Asked) -> Answer {
    if asked.path == "/callbacks" {
        // A handler knows no more than what it verifies with, and perhaps the key.
        let status = if matches!(way, Way::Objects | Way::Cut) { 200 } else { 401 };
        return with_headers(status, &[("x-echo", KEY)], &format!("expected {SIGNING} for {KEY}"));
    }
    let authorization = format!("Basic {KEY}");
    let headers = [
        ("content-type", "application/json"),
        ("x-echo", &authorization),
        ("set-cookie", KEY),
        ("x-correlation-id", KEY),
    ];
    let body = match way {
        Way::Objects => return with_headers(200, &headers, &objects(asked).to_string()),
        Way::Cut => {
            let text = objects(asked).to_string();
            return with_headers(200, &headers, &text[..text.len() - 2]);
        }
        // No prose tells that a word in it is a code, and `ipp` never sends one; a member's name does.
        Way::Refusal => json!({
            "title": format!("{KEY} is not allowed"), "detail": format!("Authorization: Basic {KEY}"),
            "errors": {"key": KEY}, "correlation_id": KEY, "enrollment_code": CODE, "x": {"bearer_token": BEARER},
        })
        .to_string(),
        Way::Page => format!("<html>Authorization: Basic {KEY} <input name=\"bearer_token\": \"{BEARER}\"></html>"),
    };
    with_headers(if matches!(way, Way::Page) { 503 } else { 400 }, &headers, &body)
}

/// What was asked for, alone or as a page, with whatever secret the API has in it; and a field that nobody knows, with
/// what was sent.
fn objects(asked: &Asked) -> Value {
    let path = asked.path.split('?').next().unwrap_or_default();
    let is = |what: &str| path.contains(what);
    let mut one = match () {
        () if is("/sessions") => json!({
            "session_id": SESSION_ID, "status": if asked.method == "POST" { "CREATED" } else { "CANCELLED" },
            "order_amount": 100, "purchase_currency": "SEK",
        }),
        () if is("/enrollments") => {
            json!({"enrollment_id": SESSION_ID, "status": "PENDING", "enrollment_code": CODE, "metadata": {}})
        }
        () if is("/locations") => json!({"id": LOCATION_ID, "name": "Shop"}),
        () => json!({
            "id": DEVICE_ID, "device_id": DEVICE_ID, "name": "Till", "metadata": {},
            "credentials": {"bearer_token": BEARER, "issuedAt": "2026-06-05T18:33:39Z"},
        }),
    };
    one[UNKNOWN] = json!({"authorization": asked.header("authorization"), "note": format!("sent with {KEY}")});
    let lists = ["/devices", "/locations", "/enrollments"];
    let is_list = asked.method == "GET" && lists.iter().any(|end| path.ends_with(end));
    if is_list { json!({"content": [one], "last": true, "page_number": 0, "total_pages": 1}) } else { one }
}

/// A field that `ipp` does not know: results in JSON have it as it came, and nothing else does.
pub const UNKNOWN: &str = "debug";
