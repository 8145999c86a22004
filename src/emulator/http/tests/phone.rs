//! The phone's side: every step of the clerk, and everything that is refused.

use super::{Answer, Api, documented_order, text};
use axum::http::Method;
use serde_json::{Value, json};

const ROOT: &str = "/emulator/v1";

/// A request under the emulator's own path.
async fn ask(api: &Api, method: Method, path: &str) -> Answer {
    api.send_to(method, &format!("{ROOT}{path}"), None).await
}

async fn pair(api: &Api, body: Value) -> Answer {
    api.send_to(Method::POST, &format!("{ROOT}/devices"), Some(body)).await
}

async fn code(api: &Api) -> (String, String) {
    let new = json!({"ttl": "TWO_HOURS", "metadata": {"till": "3"}});
    let enrollment = api.post("/enrollments", new).await.body(201);
    (text(&enrollment["enrollment_code"]), format!("/enrollments/{}", text(&enrollment["enrollment_id"])))
}

/// A new session on the phone that is there from the beginning: its path behind either root.
async fn created(api: &Api) -> String {
    let session = api.post("/sessions", documented_order(&api.phone().await)).await.body(201);
    format!("/sessions/{}", text(&session["session_id"]))
}

#[tokio::test]
async fn a_code_pairs_one_phone() {
    let api = Api::new();
    let (code, _) = code(&api).await;
    let body = json!({"enrollment_code": code, "name": "Till 3", "platform": "IOS", "hardware_id": "h-1"});
    let mut device = pair(&api, body.clone()).await.body(201);
    let credentials = device.as_object_mut().and_then(|device| device.remove("credentials")).expect("credentials");
    assert!(text(&credentials["bearer_token"]).len() >= 32 && credentials["issuedAt"].is_string());
    assert_eq!(device["metadata"], json!({"till": "3"}), "copied from the enrollment");
    assert_eq!((&device["name"], &device["platform"]), (&json!("Till 3"), &json!("IOS")));
    assert_eq!(text(&device["location_id"]), api.shop().await);
    let listed = api.get("/devices?metadata=till:3").await.body(200);
    assert_eq!(listed["content"], json!([device]), "without credentials");
    assert_eq!(api.get("/enrollments").await.body(200)["content"][0]["status"], "CONSUMED");
    let problem = pair(&api, body).await.problem(409);
    assert_eq!(problem["detail"], "the enrollment is CONSUMED");
    api.post("/sessions", documented_order(&text(&device["id"]))).await.body(201);
}

#[tokio::test]
async fn codes_that_do_not_pair_are_told_apart() {
    let api = Api::new();
    let problem = pair(&api, json!({"enrollment_code": "WRONGONE"})).await.problem(404);
    assert!(!problem.to_string().contains("WRONGONE"), "{problem}");
    let (cancelled, path) = code(&api).await;
    api.call(Method::DELETE, &path).await.body(204);
    let problem = pair(&api, json!({"enrollment_code": cancelled})).await.problem(409);
    assert_eq!(problem["detail"], "the enrollment is CANCELLED");
    assert!(!problem.to_string().contains(&cancelled), "{problem}");
    let (good, _) = code(&api).await;
    pair(&api, json!({})).await.refuses(&["enrollment_code"]);
    pair(&api, json!({"enrollment_code": good, "platform": "FAX"})).await.refuses(&["platform"]);
    pair(&api, json!({"enrollment_code": good, "name": " "})).await.refuses(&["name"]);
    assert_eq!(pair(&api, json!({"enrollment_code": good})).await.body(201)["platform"], "ANDROID");
}

#[tokio::test]
async fn the_clerk_picks_a_method_fails_and_is_paid() {
    let api = Api::new();
    for method in ["card", "klarna", "swish", "vipps"] {
        let path = created(&api).await;
        let phone = format!("/devices/{}/sessions", api.phone().await);
        let shown = ask(&api, Method::GET, &phone).await.body(200);
        assert_eq!(shown, json!([api.get(&path).await.body(200)]));
        let session = ask(&api, Method::POST, &format!("{path}/choose?method={method}")).await.body(200);
        assert_eq!(session["status"], "ACTIVE");
        let declined = ask(&api, Method::POST, &format!("{path}/decline?reason=LOST_CARD")).await.body(200);
        assert_eq!(declined["status"], "ACTIVE", "the clerk may try again");
        let paid = ask(&api, Method::POST, &format!("{path}/pay")).await.body(200);
        assert_eq!((&paid["status"], paid["order_id"].is_string()), (&json!("FINALIZED"), true));
        assert_eq!(ask(&api, Method::GET, &phone).await.body(200), json!([]));
    }
}

#[tokio::test]
async fn the_clerk_cancels_and_what_has_ended_is_refused() {
    let api = Api::new();
    let path = created(&api).await;
    assert_eq!(ask(&api, Method::POST, &format!("{path}/cancel")).await.body(200)["status"], "CANCELLED");
    for step in ["choose", "pay", "decline"] {
        let problem = ask(&api, Method::POST, &format!("{path}/{step}")).await.problem(409);
        assert!(text(&problem["detail"]).contains("CANCELLED"));
        ask(&api, Method::POST, &format!("/sessions/x/{step}")).await.problem(404);
    }
    let path = created(&api).await;
    ask(&api, Method::POST, &format!("{path}/choose?method=cash")).await.refuses(&["method"]);
    ask(&api, Method::POST, &format!("{path}/decline?reason=SUCCESS")).await.refuses(&["reason"]);
    ask(&api, Method::POST, &format!("{path}/decline?reason=MOOD")).await.refuses(&["reason"]);
    ask(&api, Method::POST, &format!("{path}/pay?captured=some")).await.refuses(&["captured"]);
    assert_eq!(api.get(&path).await.body(200)["status"], "CREATED");
}

#[tokio::test]
async fn an_offline_phone_gets_no_session_in_the_words_of_the_api() {
    let api = Api::new();
    let phone = api.phone().await;
    let open = created(&api).await;
    assert_eq!(ask(&api, Method::PUT, &format!("/devices/{phone}/offline")).await.body(204), Value::Null);
    let refused = api.post("/sessions", documented_order(&phone)).await;
    assert_eq!(refused.headers["content-type"], "application/problem+json");
    assert_eq!(refused.body(409), json!({"detail": "Device is offline"}));
    assert_eq!(api.get(&open).await.body(200)["status"], "CREATED");
    ask(&api, Method::PUT, &format!("/devices/{phone}/online")).await.body(204);
    created(&api).await;
    for path in ["/devices/x/offline", "/devices/x/online"] {
        ask(&api, Method::PUT, path).await.problem(404);
    }
    ask(&api, Method::GET, "/devices/x/sessions").await.problem(404);
}

#[tokio::test]
async fn status_and_reset_are_there_for_tests_in_any_language() {
    let api = Api::new();
    created(&api).await;
    let status = ask(&api, Method::GET, "/status").await.body(200);
    assert_eq!((&status["devices"], &status["sessions"]), (&json!(1), &json!({"CREATED": 1})));
    ask(&api, Method::POST, "/reset").await.body(204);
    assert_eq!(ask(&api, Method::GET, "/status").await.body(200)["sessions"], json!({}));
}

#[tokio::test]
async fn the_same_keys_are_asked_for() {
    let api = Api::new();
    for path in ["", "/status", "/nothing"] {
        let request = axum::http::Request::get(format!("{ROOT}{path}")).body(axum::body::Body::empty());
        api.send(request.expect("a request")).await.problem(401);
    }
    ask(&api, Method::GET, "/nothing").await.problem(404);
    ask(&api, Method::GET, "/reset").await.problem(405);
}
