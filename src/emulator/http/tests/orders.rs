//! Order Management: what paid sessions have made, to the minor unit.

use super::{Answer, Api, documented_order, text};
use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};
use uuid::Uuid;

const KEY: &str = "Klarna-Idempotency-Key";

/// A paid session's order: its path.
async fn order(api: &Api, captured: bool) -> String {
    let session = api.post("/sessions", documented_order(&api.phone().await)).await.body(201);
    let pay = format!("/emulator/v1/sessions/{}/pay?captured={captured}", text(&session["session_id"]));
    let paid = api.send_to(Method::POST, &pay, None).await.body(200);
    format!("/ordermanagement/v1/orders/{}", text(&paid["order_id"]))
}

async fn read(api: &Api, path: &str) -> Value {
    api.send_to(Method::GET, path, None).await.body(200)
}

async fn write_with(api: &Api, key: &str, path: &str, body: Value) -> Answer {
    let request = Request::post(path)
        .header(header::AUTHORIZATION, format!("Basic {}", crate::emulator::API_KEY))
        .header(header::CONTENT_TYPE, "application/json")
        .header(KEY, key)
        .body(Body::from(body.to_string()));
    api.send(request.expect("a request")).await
}

async fn write(api: &Api, path: &str, body: Value) -> Answer {
    write_with(api, &Uuid::new_v4().to_string(), path, body).await
}

/// Checks status, shape and code of a refusal.
fn refused(answer: Answer, status: u16, code: &str) {
    let body = answer.body(status);
    assert_eq!(body["error_code"], code, "{body}");
    let names: Vec<_> = body.as_object().expect("an object").keys().cloned().collect();
    assert_eq!(names, ["correlation_id", "error_code", "error_messages"]);
    assert!(body["error_messages"].as_array().is_some_and(|messages| !messages.is_empty()), "{body}");
}

/// Status, captured, refunded, remaining.
fn sums(order: &Value) -> (String, i64, i64, i64) {
    let amount = |name: &str| order[name].as_i64().expect(name);
    (
        text(&order["status"]),
        amount("captured_amount"),
        amount("refunded_amount"),
        amount("remaining_authorized_amount"),
    )
}

#[tokio::test]
async fn a_tap_makes_an_order_that_is_captured() {
    let api = Api::new();
    let session = api.post("/sessions", documented_order(&api.phone().await)).await.body(201);
    let tap = format!("/dev/sessions/{}/simulate-tap", text(&session["session_id"]));
    let paid = api.call(Method::POST, &tap).await.body(200);
    let order = read(&api, &format!("/ordermanagement/v1/orders/{}", text(&paid["order_id"]))).await;
    assert_eq!(sums(&order), ("CAPTURED".to_owned(), 240_000, 0, 0));
    assert_eq!((&order["order_amount"], &order["original_order_amount"]), (&json!(240_000), &json!(240_000)));
    assert_eq!((&order["purchase_currency"], &order["fraud_status"]), (&json!("SEK"), &json!("ACCEPTED")));
    assert_eq!(order["captures"][0]["captured_amount"], 240_000);
    assert_eq!((&order["order_id"], &order["merchant_reference1"]), (&paid["order_id"], &json!("ORDER-12345")));
}

#[tokio::test]
async fn captures_add_up_to_the_order() {
    let api = Api::new();
    let path = order(&api, false).await;
    let captures = format!("{path}/captures");
    assert_eq!(sums(&read(&api, &path).await), ("AUTHORIZED".to_owned(), 0, 0, 240_000));
    refused(write(&api, &captures, json!({"captured_amount": 240_001})).await, 403, "CAPTURE_NOT_ALLOWED");
    refused(write(&api, &format!("{path}/refunds"), json!({"refunded_amount": 1})).await, 403, "REFUND_NOT_ALLOWED");
    let first = json!({"captured_amount": 1, "description": "first", "reference": "r", "order_lines": [{"name": "x"}]});
    let answer = write(&api, &captures, first).await;
    let location = text(&json!(answer.headers["location"].to_str().expect("a text")));
    let id = text(&answer.body(201)["capture_id"]);
    assert_eq!(location, format!("{captures}/{id}"));
    assert_eq!(sums(&read(&api, &path).await), ("PART_CAPTURED".to_owned(), 1, 0, 239_999));
    write(&api, &captures, json!({"captured_amount": 239_999})).await.body(201);
    assert_eq!(sums(&read(&api, &path).await), ("CAPTURED".to_owned(), 240_000, 0, 0));
    refused(write(&api, &captures, json!({"captured_amount": 1})).await, 403, "CAPTURE_NOT_ALLOWED");
    let listed = read(&api, &captures).await;
    assert_eq!((listed.as_array().map(Vec::len), &listed[0]["capture_id"]), (Some(2), &json!(id)));
    assert_eq!((&listed[0]["description"], &listed[0]["order_lines"]), (&json!("first"), &json!([{"name": "x"}])));
}

#[tokio::test]
async fn refunds_never_exceed_what_was_captured() {
    let api = Api::new();
    let path = order(&api, true).await;
    let refunds = format!("{path}/refunds");
    let id = write(&api, &refunds, json!({"refunded_amount": 100_000})).await.body(201);
    assert!(id["refund_id"].is_string());
    refused(write(&api, &refunds, json!({"refunded_amount": 140_001})).await, 403, "REFUND_NOT_ALLOWED");
    write(&api, &refunds, json!({"refunded_amount": 0})).await.body(201);
    write(&api, &refunds, json!({"refunded_amount": 140_000})).await.body(201);
    assert_eq!(sums(&read(&api, &path).await), ("CAPTURED".to_owned(), 240_000, 240_000, 0));
    for amount in [json!(-1), json!(200_000_001), json!("1"), Value::Null] {
        refused(write(&api, &refunds, json!({"refunded_amount": amount})).await, 400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn only_what_is_wholly_uncaptured_is_cancelled() {
    let api = Api::new();
    let (open, part, whole) = (order(&api, false).await, order(&api, false).await, order(&api, true).await);
    write(&api, &format!("{part}/captures"), json!({"captured_amount": 1})).await.body(201);
    assert_eq!(write(&api, &format!("{open}/cancel"), Value::Null).await.body(204), Value::Null);
    assert_eq!(sums(&read(&api, &open).await), ("CANCELLED".to_owned(), 0, 0, 0));
    for path in [&open, &part, &whole] {
        refused(write(&api, &format!("{path}/cancel"), Value::Null).await, 403, "CANCEL_NOT_ALLOWED");
    }
    refused(write(&api, &format!("{open}/captures"), json!({"captured_amount": 1})).await, 403, "CAPTURE_NOT_ALLOWED");
}

#[tokio::test]
async fn a_release_gives_up_the_rest() {
    let api = Api::new();
    let (part, open) = (order(&api, false).await, order(&api, false).await);
    write(&api, &format!("{part}/captures"), json!({"captured_amount": 40_000})).await.body(201);
    for (path, expected) in [(&part, ("CAPTURED".to_owned(), 40_000, 0, 0)), (&open, ("CLOSED".to_owned(), 0, 0, 0))] {
        let release = format!("{path}/release-remaining-authorization");
        write(&api, &release, Value::Null).await.body(204);
        assert_eq!(sums(&read(&api, path).await), expected);
        refused(write(&api, &release, Value::Null).await, 403, "NOT_ALLOWED");
    }
}

#[tokio::test]
async fn one_key_writes_once_whatever_the_body() {
    let api = Api::new();
    let path = order(&api, false).await;
    let captures = format!("{path}/captures");
    let key = Uuid::new_v4().to_string();
    let first = write_with(&api, &key, &captures, json!({"captured_amount": 5})).await.body(201);
    let again = write_with(&api, &key.to_uppercase(), &captures, json!({"captured_amount": 7})).await.body(201);
    assert_eq!(first, again);
    assert_eq!(sums(&read(&api, &path).await), ("PART_CAPTURED".to_owned(), 5, 0, 239_995));
    let refused_first = Uuid::new_v4().to_string();
    let too_much = json!({"captured_amount": 240_000});
    refused(write_with(&api, &refused_first, &captures, too_much).await, 403, "CAPTURE_NOT_ALLOWED");
    write_with(&api, &refused_first, &captures, json!({"captured_amount": 1})).await.body(201);
}

#[tokio::test]
async fn a_write_without_a_good_key_is_refused() {
    let api = Api::new();
    let path = order(&api, false).await;
    for operation in ["captures", "refunds", "cancel", "release-remaining-authorization"] {
        let uri = format!("{path}/{operation}");
        refused(api.send_to(Method::POST, &uri, Some(json!({"captured_amount": 1}))).await, 400, "BAD_REQUEST");
        for key in ["", "key", "6f2c1f2e-9c1b-1c57-8a44-0e1d7c5d3a10"] {
            refused(write_with(&api, key, &uri, json!({"captured_amount": 1})).await, 400, "BAD_REQUEST");
        }
    }
    assert_eq!(sums(&read(&api, &path).await), ("AUTHORIZED".to_owned(), 0, 0, 240_000));
}

#[tokio::test]
async fn everything_under_the_path_is_refused_in_its_own_shape() {
    let api = Api::new();
    let root = "/ordermanagement/v1";
    refused(api.send_to(Method::GET, &format!("{root}/orders/x"), None).await, 404, "NO_SUCH_ORDER");
    refused(write(&api, &format!("{root}/orders/x/cancel"), Value::Null).await, 404, "NO_SUCH_ORDER");
    refused(api.send_to(Method::GET, &format!("{root}/nothing"), None).await, 404, "RESOURCE_NOT_FOUND");
    refused(api.send_to(Method::GET, &format!("{root}/orders/x/cancel"), None).await, 405, "NOT_ALLOWED");
    refused(write(&api, &format!("{root}/orders/x/captures"), json!([])).await, 400, "BAD_REQUEST");
    let keyless = Request::get(format!("{root}/orders/x")).body(Body::empty()).expect("a request");
    refused(api.send(keyless).await, 401, "FORBIDDEN");
    let untyped = Request::post(format!("{root}/orders/x/captures"))
        .header(header::AUTHORIZATION, format!("Basic {}", crate::emulator::API_KEY))
        .header(KEY, Uuid::new_v4().to_string())
        .body(Body::from("{}"))
        .expect("a request");
    refused(api.send(untyped).await, 415, "UNSUPPORTED_MEDIA_TYPE");
}
