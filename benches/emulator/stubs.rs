//! The measured operations in the words of the anchors: an OpenAPI document for Prism, mappings for WireMock.
//!
//! Each is the least that answers: one fixed session, no templates, no state. What they are spared, the emulator does.

use serde_json::{Value, json};

/// The id of the one session that there is.
const ID: &str = "0b8f0c0e-6f4b-4a53-9f0e-3d6f1b5a7c21";

/// The device that it went to.
pub const DEVICE: &str = "5d0f7c1e-8a4e-4b8d-9a51-2f6f6d0c9b11";

/// The session as it is answered.
pub fn session(status: &str) -> Value {
    json!({
        "session_id": ID, "status": status, "device_id": DEVICE, "order_amount": 24900,
        "order_tax_amount": 4980, "purchase_currency": "SEK", "purchase_started_at": "2026-06-05T18:33:39Z",
        "order_items": [{"name": "T-Shirt", "quantity": 1, "unit_price": 24900, "total_amount": 24900, "tax_rate": 2500,
                         "total_tax_amount": 4980}],
    })
}

/// Prism checks the request against this before it answers with the example.
pub fn openapi() -> Value {
    let answer = |status: &str| {
        let content = json!({"application/json": {"schema": {"type": "object"}, "example": session(status)}});
        json!({"description": "The session", "content": content})
    };
    let line = amounts(&["quantity", "unit_price", "total_amount", "tax_rate", "total_tax_amount"], &["name"]);
    let mut order =
        amounts(&["order_amount", "order_tax_amount"], &["device_id", "purchase_currency", "purchase_started_at"]);
    order["properties"]["order_items"] = json!({"type": "array", "items": line});
    let id = json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}]);
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Sessions", "version": "1"},
        "paths": {
            "/ipp/v1/sessions": {"post": {
                "requestBody": {"required": true, "content": {"application/json": {"schema": order}}},
                "responses": {"201": answer("CREATED")},
            }},
            "/ipp/v1/sessions/{id}": {"get": {"parameters": id, "responses": {"200": answer("CREATED")}}},
            "/ipp/v1/sessions/{id}/cancel": {"put": {"parameters": id, "responses": {"200": answer("CANCELLED")}}},
        },
    })
}

fn amounts(integers: &[&str], texts: &[&str]) -> Value {
    let typed = |name: &&str, kind: &str| ((*name).to_owned(), json!({"type": kind}));
    let properties: serde_json::Map<String, Value> = integers
        .iter()
        .map(|name| typed(name, "integer"))
        .chain(texts.iter().map(|name| typed(name, "string")))
        .collect();
    json!({"type": "object", "required": properties.keys().collect::<Vec<_>>(), "properties": properties})
}

/// WireMock matches method and path, and looks at nothing else.
pub fn mappings() -> Value {
    let mapping = |method: &str, path: &str, code: u16, status: &str| {
        let headers = json!({"content-type": "application/json"});
        json!({
            "request": {"method": method, "urlPathPattern": path},
            "response": {"status": code, "headers": headers, "body": session(status).to_string()},
        })
    };
    json!({"mappings": [
        mapping("POST", "/ipp/v1/sessions", 201, "CREATED"),
        mapping("GET", "/ipp/v1/sessions/[^/]+", 200, "CREATED"),
        mapping("PUT", "/ipp/v1/sessions/[^/]+/cancel", 200, "CANCELLED"),
    ]})
}
