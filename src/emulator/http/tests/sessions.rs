//! Sessions and taps over HTTP.

use super::{Api, documented_order, text};
use axum::http::Method;
use serde_json::{Value, json};

/// A new session: its path.
async fn created(api: &Api) -> String {
    let session = api.post("/sessions", documented_order(&api.phone().await)).await.body(201);
    format!("/sessions/{}", text(&session["session_id"]))
}

async fn tap(api: &Api, path: &str, query: &str) -> super::Answer {
    api.call(Method::POST, &format!("/dev{path}/simulate-tap{query}")).await
}

#[tokio::test]
async fn the_documented_order_is_taken_to_the_digit() {
    let api = Api::new();
    let order = documented_order(&api.phone().await);
    let session = api.post(&format!("/sessions?location_id={}", api.shop().await), order.clone()).await.body(201);
    assert_eq!(session["status"], "CREATED");
    assert_eq!((&session["order_amount"], &session["order_tax_amount"]), (&json!(240_000), &json!(48_000)));
    for (name, value) in order.as_object().expect("an object") {
        assert_eq!(&session[name], value, "{name}");
    }
    assert_eq!((session.get("order_id"), session.get("purchase_completed_at")), (None, None));
    assert_eq!(api.get(&format!("/sessions/{}", text(&session["session_id"]))).await.body(200), session);
}

#[tokio::test]
async fn a_tap_without_an_outcome_pays() {
    let api = Api::new();
    let path = created(&api).await;
    let paid = tap(&api, &path, "").await.body(200);
    assert_eq!(paid["status"], "FINALIZED");
    assert!(paid["order_id"].is_string() && paid["purchase_completed_at"].is_string(), "{paid}");
    assert_eq!(api.get(&path).await.body(200), paid);
    for problem in [
        tap(&api, &path, "?outcome=SUCCESS").await.problem(409),
        api.call(Method::PUT, &format!("{path}/cancel")).await.problem(409),
    ] {
        assert!(text(&problem["detail"]).contains("FINALIZED"), "{problem}");
    }
}

#[tokio::test]
async fn every_decline_leaves_the_session_open() {
    let api = Api::new();
    let path = created(&api).await;
    for outcome in [
        "DECLINED_GENERIC",
        "INSUFFICIENT_FUNDS",
        "LOST_CARD",
        "STOLEN_CARD",
        "EXPIRED_CARD",
        "INCORRECT_CVC",
        "PROCESSING_ERROR",
        "INCORRECT_NUMBER",
        "CARD_VELOCITY_EXCEEDED",
    ] {
        let session = tap(&api, &path, &format!("?outcome={outcome}")).await.body(200);
        assert_eq!((&session["status"], session.get("order_id")), (&json!("ACTIVE"), None), "{outcome}");
    }
    for outcome in ["", "success", "MAYBE"] {
        tap(&api, &path, &format!("?outcome={outcome}")).await.refuses(&["outcome"]);
    }
    assert_eq!(tap(&api, &path, "?outcome=SUCCESS").await.body(200)["status"], "FINALIZED");
}

#[tokio::test]
async fn a_cancel_ends_the_session() {
    let api = Api::new();
    let path = created(&api).await;
    let cancel = format!("{path}/cancel");
    assert_eq!(api.put(&cancel, json!({})).await.body(200)["status"], "CANCELLED");
    let again = api.call(Method::PUT, &cancel).await.body(200);
    assert_eq!(again["status"], "CANCELLED", "only what has ended otherwise is refused");
    assert!(text(&tap(&api, &path, "").await.problem(409)["detail"]).contains("CANCELLED"));
}

#[tokio::test]
async fn unknown_things_are_not_found() {
    let api = Api::new();
    let nobody = "00000000-0000-0000-0000-0000000000ff";
    let order = documented_order(&api.phone().await);
    api.post("/sessions", documented_order(nobody)).await.problem(404);
    api.post(&format!("/sessions?location_id={nobody}"), order.clone()).await.problem(404);
    api.post("/sessions?location_id=here", order).await.refuses(&["location_id"]);
    for path in [format!("/sessions/{nobody}"), "/sessions/s-1".to_owned(), "/sessions/%ff".to_owned()] {
        api.get(&path).await.problem(404);
        api.call(Method::PUT, &format!("{path}/cancel")).await.problem(404);
        tap(&api, &path, "").await.problem(404);
    }
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let api = Api::new();
    let required =
        ["device_id", "order_amount", "order_tax_amount", "purchase_currency", "purchase_started_at", "order_items"];
    api.post("/sessions", json!({})).await.refuses(&required);
    let mut order = documented_order(&api.phone().await);
    order["order_amount"] = json!("240000");
    order["order_tax_amount"] = json!(48_000.0);
    order["merchant_data"] = json!({"cart": 5});
    order["order_items"][0] =
        json!({"name": "T-Shirt", "unit_price": null, "total_amount": 9_223_372_036_854_775_808_u64, "tax_rate": 2500});
    order["order_items"][1]["quantity"] = json!("1");
    api.post("/sessions", order).await.refuses(&[
        "order_amount",
        "order_tax_amount",
        "merchant_data",
        "order_items[0].unit_price",
        "order_items[0].total_amount",
        "order_items[0].total_tax_amount",
        "order_items[1].quantity",
    ]);
    let mut order = documented_order(&api.phone().await);
    order["order_items"] = json!(["T-Shirt"]);
    api.post("/sessions", order).await.refuses(&["order_items[0]"]);
}

#[tokio::test]
async fn sums_and_values_are_checked() {
    let api = Api::new();
    let phone = api.phone().await;
    for (pointer, value, fields) in [
        ("/order_amount", json!(240_001), &["order_amount"][..]),
        ("/order_tax_amount", json!(47_000), &["order_tax_amount"]),
        ("/order_items/0/total_amount", json!(200_001), &["order_items[0].total_amount"]),
        ("/order_items/1/total_tax_amount", json!(8_002), &["order_items[1].total_tax_amount"]),
        ("/order_items/1/tax_rate", json!(-1), &["order_items[1].tax_rate"]),
        ("/purchase_currency", json!("SEKK"), &["purchase_currency"]),
        ("/purchase_currency", json!("sek"), &["purchase_currency"]),
        ("/purchase_started_at", json!("2026-06-05"), &["purchase_started_at"]),
        ("/device_id", json!("till"), &["device_id"]),
    ] {
        let mut order = documented_order(&phone);
        *order.pointer_mut(pointer).expect(pointer) = value;
        api.post("/sessions", order).await.refuses(fields);
    }
}

#[tokio::test]
async fn what_a_public_client_sends_is_accepted() {
    let api = Api::new();
    let line = |kind: &str, amount: i64, tax: i64| {
        json!({"type": kind, "name": kind, "unit_price": amount, "total_amount": amount, "tax_rate": 2500,
               "total_tax_amount": tax, "image_url": "https://shop.example/a.png"})
    };
    let mut order: Value = documented_order(&api.phone().await);
    order["order_items"] = json!([
        line("digital", 10_000, 2_000),
        line("shipping_fee", 5_000, 1_000),
        line("surcharge", 1_000, 200),
        line("discount", -2_500, -500),
    ]);
    order["order_amount"] = json!(13_500);
    order["order_tax_amount"] = json!(2_700);
    order["merchant_data"] = json!("{\"order_id\":17,\"note\":\"å\"}");
    order["status"] = json!("FINALIZED");
    order["locale"] = json!("sv-SE");
    let session = api.post("/sessions", order.clone()).await.body(201);
    assert_eq!((&session["merchant_data"], &session["order_items"]), (&order["merchant_data"], &order["order_items"]));
    assert_eq!((&session["status"], session.get("locale")), (&json!("CREATED"), None));
}
