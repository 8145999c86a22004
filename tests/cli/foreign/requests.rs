//! Bodies, paths and queries that anybody may send to the emulator: each is taken or refused in JSON, none is a fault of
//! the emulator's own, and an amount that was taken is the amount that it tells.

use super::corpus;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use ipp::emulator::{API_KEY, Plays, Shared, World, router};
use serde_json::Value;
use tower::ServiceExt;

const FAULTS: &str = "/emulator/v1/faults";

async fn send(router: &Router, method: Method, uri: &str, body: &[u8]) -> Option<(u16, Value)> {
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .header(header::AUTHORIZATION, format!("Basic {API_KEY}"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_vec()))
        .ok()?;
    let response = router.clone().oneshot(request).await.expect("an answer");
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    let json = match bytes.is_empty() {
        true => Value::Null,
        false => serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{uri}: {error}")),
    };
    assert_ne!(status, 500, "{uri}: {json}");
    Some((status, json))
}

async fn takes(router: &Router, device_id: &str, bytes: &[u8]) {
    let body = String::from_utf8_lossy(bytes).replace("PHONE", device_id);
    let body = body.as_bytes();
    for (method, uri) in [
        (Method::POST, "/ipp/v1/enrollments".to_owned()),
        (Method::PUT, format!("/ipp/v1/devices/{device_id}")),
        (Method::POST, "/ipp/v1/dev/devices".to_owned()),
        (Method::POST, "/emulator/v1/devices".to_owned()),
        (Method::POST, "/ordermanagement/v1/orders/x/captures".to_owned()),
    ] {
        send(router, method, &uri, body).await;
    }
    if let Some((201, session)) = send(router, Method::POST, "/ipp/v1/sessions", body).await {
        let sent: Value = serde_json::from_slice(body).expect("JSON");
        let path = format!("/ipp/v1/sessions/{}", session["session_id"].as_str().unwrap_or_default());
        let (status, told) = send(router, Method::GET, &path, b"").await.expect("an answer");
        assert_eq!((status, &told["order_amount"]), (200, &sent["order_amount"]), "{sent}");
        send(router, Method::PUT, &format!("{path}/cancel"), b"").await;
    }
    // What is struck now would be refused on purpose.
    send(router, Method::POST, FAULTS, body).await;
    send(router, Method::DELETE, FAULTS, b"").await;
    for line in String::from_utf8_lossy(bytes).lines() {
        for uri in [format!("/{line}"), format!("/ipp/v1/devices?{line}"), format!("/ipp/v1/enrollments?{line}")] {
            send(router, Method::GET, &uri, b"").await;
        }
    }
}

#[tokio::test]
async fn requests_that_the_emulator_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let world = World::open(folder.path()).expect("a world");
    let router = router(Shared::new(world), Plays::Playground);
    let (_, devices) = send(&router, Method::GET, "/ipp/v1/devices", b"").await.expect("devices");
    let device_id = devices["content"][0]["id"].as_str().expect("a phone").to_owned();
    for (_, bytes) in corpus("requests").into_iter().chain(corpus("answers")) {
        takes(&router, &device_id, &bytes).await;
    }
}
