//! Locations, enrollments and devices over HTTP.

use super::{Api, text};
use axum::http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_location_is_read_by_its_uuid() {
    let api = Api::new();
    let id = api.shop().await;
    let shop = api.get(&format!("/locations/{id}")).await.body(200);
    assert_eq!((&shop["id"], &shop["name"], &shop["country"]), (&json!(id), &json!("My Store"), &json!("SE")));
    for name in ["merchant_id", "street_address", "postal_code", "city", "created_at", "updated_at"] {
        assert!(shop[name].is_string(), "{name}");
    }
    let problem = api.get("/locations/00000000-0000-0000-0000-0000000000ff").await.problem(404);
    assert_eq!(problem["detail"], "location `00000000-0000-0000-0000-0000000000ff` not found");
    api.get("/locations/my-store").await.refuses(&["id"]);
}

#[tokio::test]
async fn an_enrollment_is_made_listed_and_deleted() {
    let api = Api::new();
    let new = json!({"ttl": "TWO_HOURS", "expires_in": 7_200_000, "location_id": api.shop().await, "metadata": {"till": "3"}});
    let made = api.post("/enrollments", new).await.body(201);
    assert_eq!((&made["status"], &made["metadata"]), (&json!("PENDING"), &json!({"till": "3"})));
    assert!(made["expires_at"].as_str().is_some_and(|time| time.ends_with('Z')), "{made}");
    assert!(matches!(text(&made["enrollment_code"]).len(), 8 | 9));
    assert_eq!(api.get("/enrollments?metadata=till:3").await.body(200)["content"], json!([made]));
    let path = format!("/enrollments/{}", text(&made["enrollment_id"]));
    let deleted = api.call(Method::DELETE, &path).await;
    assert!(!deleted.headers.contains_key("content-type"));
    assert_eq!(deleted.body(204), Value::Null);
    assert_eq!(api.get("/enrollments").await.body(200)["content"], json!([]));
    let problem = api.call(Method::DELETE, &path).await.problem(409);
    assert!(text(&problem["detail"]).contains("CANCELLED"));
    api.call(Method::DELETE, "/enrollments/unknown").await.problem(404);
}

#[tokio::test]
async fn an_empty_enrollment_is_enough_and_wrong_ones_are_named() {
    let api = Api::new();
    api.post("/enrollments", json!({})).await.body(201);
    api.post("/enrollments", json!({"ttl": null, "metadata": null, "unknown": [1]})).await.body(201);
    for (body, fields) in [
        (json!({"ttl": "ONE_HOUR"}), &["ttl"][..]),
        (json!({"ttl": 2}), &["ttl"]),
        (json!({"expires_in": 0}), &["expires_in"]),
        (json!({"expires_in": -5}), &["expires_in"]),
        (json!({"expires_in": 1.5}), &["expires_in"]),
        (json!({"expires_in": "7200000", "metadata": []}), &["expires_in", "metadata"]),
        (json!({"location_id": ""}), &["location_id"]),
        (json!({"metadata": {"till": 3}}), &["metadata.till"]),
    ] {
        api.post("/enrollments", body).await.refuses(fields);
    }
}

#[tokio::test]
async fn a_device_is_made_read_replaced_and_removed() {
    let api = Api::new();
    let shop = api.shop().await;
    let made = api.post("/dev/devices", json!({"name": "Till 3", "location_id": shop, "metadata": {"a": "b"}})).await;
    let id = text(&made.body(201)["device_id"]);
    let path = format!("/devices/{id}");
    let device = api.get(&path).await.body(200);
    assert_eq!((&device["id"], &device["name"], &device["location_id"]), (&json!(id), &json!("Till 3"), &json!(shop)));
    assert_eq!(device["metadata"], json!({"a": "b", "simulated": "true"}));
    let replaced = api.put(&path, json!({"name": "Till 4"})).await.body(200);
    assert_eq!((&replaced["name"], &replaced["metadata"]), (&json!("Till 4"), &json!({})));
    assert_eq!(replaced.get("location_id"), None, "what is left out is lost");
    assert_eq!(api.get(&path).await.body(200), replaced);
    api.call(Method::DELETE, &path).await.body(204);
    api.get(&path).await.problem(404);
    api.call(Method::DELETE, &path).await.problem(404);
    api.put(&path, json!({"name": "Till 5"})).await.problem(404);
}

#[tokio::test]
async fn wrong_devices_are_named() {
    let api = Api::new();
    let path = format!("/devices/{}", api.phone().await);
    let long = "x".repeat(101);
    for (body, fields) in [
        (json!({"name": ""}), &["name"][..]),
        (json!({"name": long}), &["name"]),
        (json!({"name": 5, "metadata": "x", "location_id": 1}), &["name", "metadata", "location_id"]),
        (json!({"name": "x", "metadata": {"a": null}}), &["metadata.a"]),
        (json!({"name": "x", "location_id": "00000000-0000-0000-0000-0000000000ff"}), &["location_id"]),
    ] {
        api.put(&path, body.clone()).await.refuses(fields);
        api.post("/dev/devices", body).await.refuses(fields);
    }
    api.post("/dev/devices", json!({})).await.refuses(&["name"]);
    let untouched = api.get(&path).await.body(200);
    assert_eq!(untouched["metadata"], json!({"simulated": "true"}));
}
