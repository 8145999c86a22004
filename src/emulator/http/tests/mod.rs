//! The router by `oneshot`: every operation good, refused and in the wrong state. Written from the contract.

mod account;
mod auth;
mod bodies;
mod cuts;
mod faults;
mod orders;
mod pages;
mod paths;
mod phone;
mod serving;
mod sessions;

use super::{Plays, router};
use crate::emulator::{API_KEY, Shared, World};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

/// The API with a new world behind it, and the folder that the world lives in.
struct Api {
    router: Router,
    folder: TempDir,
}

/// What came back. A body that is no JSON is null.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    /// Checks that the whole answer is problem details of this status, and gives them.
    fn problem(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json", "{self:?}");
        assert!(self.body["title"].is_string(), "{self:?}");
        self.body
    }

    /// Checks that it refuses exactly these fields.
    fn refuses(self, fields: &[&str]) {
        let problem = self.problem(400);
        assert_eq!(problem["title"], "Validation Failed");
        let errors = problem["errors"].as_object().unwrap_or_else(|| panic!("{problem}"));
        assert_eq!(errors.keys().collect::<Vec<_>>(), fields, "{problem}");
    }

    /// Checks the status and gives the body.
    fn body(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        self.body
    }
}

impl Api {
    fn playing(plays: Plays) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let world = World::open(folder.path()).expect("a world");
        Self { router: router(Shared::new(world), plays), folder }
    }

    fn new() -> Self {
        Self::playing(Plays::Playground)
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// A request with a good key and no body; the path is the one behind `/ipp/v1`.
    async fn call(&self, method: Method, path: &str) -> Answer {
        let request = request(method, path).body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// A request with a good key anywhere, and with a body when there is one.
    async fn send_to(&self, method: Method, uri: &str, body: Option<Value>) -> Answer {
        let request =
            Request::builder().method(method).uri(uri).header(header::AUTHORIZATION, format!("Basic {API_KEY}"));
        let request = match body {
            Some(body) => request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.send(request.expect("a request")).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path).await
    }

    async fn send_text(&self, method: Method, path: &str, body: impl Into<Body>) -> Answer {
        let request = request(method, path).header(header::CONTENT_TYPE, "application/json").body(body.into());
        self.send(request.expect("a request")).await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.send_text(Method::POST, path, body.to_string()).await
    }

    async fn put(&self, path: &str, body: Value) -> Answer {
        self.send_text(Method::PUT, path, body.to_string()).await
    }

    /// The id of the only shop.
    async fn shop(&self) -> String {
        text(&self.get("/locations").await.body(200)["content"][0]["id"])
    }

    /// The id of the simulated phone that is there from the beginning.
    async fn phone(&self) -> String {
        text(&self.get("/devices").await.body(200)["content"][0]["id"])
    }
}

fn request(method: Method, path: &str) -> axum::http::request::Builder {
    let authorization = format!("Basic {API_KEY}");
    Request::builder().method(method).uri(format!("/ipp/v1{path}")).header(header::AUTHORIZATION, authorization)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}")).to_owned()
}

/// The order of the API's documentation.
fn documented_order(device_id: &str) -> Value {
    json!({
        "device_id": device_id, "order_amount": 240_000, "order_tax_amount": 48_000, "purchase_currency": "SEK",
        "purchase_started_at": "2026-06-05T18:33:39Z", "merchant_reference1": "ORDER-12345",
        "order_items": [
            {"type": "physical", "reference": "SKU-001", "name": "T-Shirt", "quantity": 2, "unit_price": 100_000,
             "total_amount": 200_000, "tax_rate": 2500, "total_tax_amount": 40_000},
            {"type": "physical", "reference": "SKU-002", "name": "Socks", "quantity": 1, "unit_price": 40_000,
             "total_amount": 40_000, "tax_rate": 2500, "total_tax_amount": 8_000}]
    })
}
