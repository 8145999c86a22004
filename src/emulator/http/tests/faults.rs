//! Faults by `oneshot`: what each answers, whether the work was done, and what is never struck.

use super::{Answer, Api, documented_order, request, text};
use crate::emulator::http::EMULATOR_ROOT;
use crate::model::operation::Operation;
use axum::body::Body;
use axum::http::{Method, Request};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

impl Api {
    async fn fault(&self, fault: Value) -> Value {
        self.send_to(Method::POST, &format!("{EMULATOR_ROOT}/faults"), Some(fault)).await.body(201)
    }

    async fn faults(&self) -> Value {
        self.send_to(Method::GET, &format!("{EMULATOR_ROOT}/faults"), None).await.body(200)
    }

    async fn clear(&self) {
        self.send_to(Method::DELETE, &format!("{EMULATOR_ROOT}/faults"), None).await.body(204);
    }

    /// How many sessions there are.
    async fn sessions(&self) -> u64 {
        let status = self.send_to(Method::GET, &format!("{EMULATOR_ROOT}/status"), None).await.body(200);
        status["sessions"].as_object().expect("counts").values().filter_map(Value::as_u64).sum()
    }

    /// Creates a session while this goes wrong once, and says what became of it.
    async fn create_with(&self, kind: &str) -> (Answer, bool) {
        let (phone, before) = (self.phone().await, self.sessions().await);
        self.fault(json!({"kind": kind, "on": ["create-session"], "count": 1})).await;
        let answer = self.post("/sessions", documented_order(&phone)).await;
        (answer, self.sessions().await == before + 1)
    }
}

#[tokio::test]
async fn before_the_work_nothing_is_done() {
    let api = Api::new();
    let (answer, created) = api.create_with("429").await;
    assert_eq!((&answer.headers["retry-after"], created), (&"1".parse().expect("a value"), false));
    answer.problem(429);
    let (answer, created) = api.create_with("500").await;
    answer.problem(500);
    assert!(!created);
    let (answer, created) = api.create_with("503").await;
    assert_eq!(answer.body(503), json!({"detail": "Service unavailable"}), "as it was seen");
    assert!(!created);
    let (answer, created) = api.create_with("html-403").await;
    assert!(answer.headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("text/html")));
    assert_eq!((answer.body(403), created), (Value::Null, false));
    assert!(!api.create_with("reset").await.1);
}

#[tokio::test]
async fn after_the_work_it_is_done() {
    let api = Api::new();
    let (answer, created) = api.create_with("not-json").await;
    assert_eq!((answer.body(200), created), (Value::Null, true));
    assert!(api.create_with("lost-answer").await.1);
    let phone = api.phone().await;
    api.fault(json!({"kind": "cut-body", "on": ["create-session", "remove-device"]})).await;
    let send = api.router.clone();
    let body = documented_order(&phone).to_string();
    let create = request(Method::POST, "/sessions").header("content-type", "application/json").body(Body::from(body));
    let remove = request(Method::DELETE, &format!("/devices/{phone}")).body(Body::empty());
    for request in [create, remove] {
        let response = tower::ServiceExt::oneshot(send.clone(), request.expect("a request")).await.expect("an answer");
        let promised: usize = response.headers()["content-length"].to_str().expect("a text").parse().expect("a number");
        let cut = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        assert!(promised > 0 && cut.is_err(), "{cut:?}");
    }
    assert_eq!(api.sessions().await, 3);
    api.clear().await;
    assert_eq!(api.get("/devices").await.body(200)["content"], json!([]), "the device was removed");
}

#[tokio::test]
async fn a_firewall_looks_at_no_credentials_and_the_emulators_own_path_is_never_struck() {
    let api = Api::new();
    api.fault(json!({"kind": "html-403"})).await;
    let without_key = |path: &str| Request::get(path).body(Body::empty()).expect("a request");
    for path in ["/ipp/v1/locations", "/ipp/v1/nothing", "/ipp/v1", "/ordermanagement/v1/orders/x"] {
        api.send(without_key(path)).await.body(403);
    }
    api.send(without_key("/elsewhere")).await.problem(404);
    api.send(without_key(&format!("{EMULATOR_ROOT}/status"))).await.problem(401);
    assert_eq!(api.faults().await[0]["struck"], 4);
    api.send_to(Method::POST, &format!("{EMULATOR_ROOT}/reset"), None).await.body(204);
    api.get("/locations").await.body(200);
}

#[tokio::test]
async fn order_management_fails_in_its_own_shape() {
    let api = Api::new();
    for (kind, status) in [("429", 429), ("500", 500), ("503", 503)] {
        api.fault(json!({"kind": kind, "on": ["get-order"], "count": 1, "delay_ms": (kind == "429").then_some(3000)}))
            .await;
        let answer = api.send_to(Method::GET, "/ordermanagement/v1/orders/x", None).await;
        let wait = answer.headers.get("retry-after").map(|wait| wait.to_str().expect("a text").to_owned());
        assert_eq!(wait.as_deref(), (status == 429).then_some("3"));
        let body = answer.body(status);
        let code = if status == 429 { "TOO_MANY_REQUESTS" } else { "INTERNAL_ERROR" };
        assert_eq!(body["error_code"], code);
    }
    let answer = api.send_to(Method::GET, "/ordermanagement/v1/orders/x", None).await;
    assert_eq!(answer.body(404)["error_code"], "NO_SUCH_ORDER");
}

/// A request for each operation; what it names does not exist.
fn asks_for(operation: Operation) -> (Method, &'static str) {
    match operation {
        Operation::ListLocations => (Method::GET, "/ipp/v1/locations"),
        Operation::GetLocation => (Method::GET, "/ipp/v1/locations/x"),
        Operation::ListEnrollments => (Method::GET, "/ipp/v1/enrollments?page_size=3"),
        Operation::CreateEnrollment => (Method::POST, "/ipp/v1/enrollments"),
        Operation::CancelEnrollment => (Method::DELETE, "/ipp/v1/enrollments/x"),
        Operation::ListDevices => (Method::GET, "/ipp/v1/devices"),
        Operation::GetDevice => (Method::GET, "/ipp/v1/devices/x"),
        Operation::UpdateDevice => (Method::PUT, "/ipp/v1/devices/x"),
        Operation::RemoveDevice => (Method::DELETE, "/ipp/v1/devices/x"),
        Operation::CreateSession => (Method::POST, "/ipp/v1/sessions"),
        Operation::GetSession => (Method::GET, "/ipp/v1/sessions/x"),
        Operation::CancelSession => (Method::PUT, "/ipp/v1/sessions/x/cancel"),
        Operation::CreateDevice => (Method::POST, "/ipp/v1/dev/devices"),
        Operation::SimulateTap => (Method::POST, "/ipp/v1/dev/sessions/x/simulate-tap"),
        Operation::GetOrder => (Method::GET, "/ordermanagement/v1/orders/x"),
        Operation::ListCaptures => (Method::GET, "/ordermanagement/v1/orders/x/captures"),
        Operation::CaptureOrder => (Method::POST, "/ordermanagement/v1/orders/x/captures"),
        Operation::RefundOrder => (Method::POST, "/ordermanagement/v1/orders/x/refunds"),
        Operation::CancelOrder => (Method::POST, "/ordermanagement/v1/orders/x/cancel"),
        Operation::ReleaseOrder => (Method::POST, "/ordermanagement/v1/orders/x/release-remaining-authorization"),
    }
}

#[tokio::test]
async fn each_operation_is_struck_by_its_own_name_alone() {
    let api = Api::new();
    for operation in Operation::ALL {
        let (method, path) = asks_for(operation);
        let answer = api.send_to(method.clone(), path, None).await;
        assert_ne!(answer.status, 405, "{operation}");
        assert!(!answer.body.to_string().contains("no such path"), "{operation}: {answer:?}");
        api.clear().await;
        let others: Vec<&str> =
            Operation::ALL.into_iter().filter(|other| *other != operation).map(Operation::name).collect();
        api.fault(json!({"kind": "429", "on": others})).await;
        assert_ne!(api.send_to(method.clone(), path, None).await.status, 429, "{operation}");
        api.fault(json!({"kind": "html-403", "on": [operation.name()]})).await;
        assert_eq!(api.send_to(method, path, None).await.status, 403, "{operation}");
    }
}

#[tokio::test]
async fn faults_are_set_listed_and_cleared_in_any_language() {
    let api = Api::new();
    let first = api.fault(json!({"kind": "latency"})).await;
    let expected = json!({
        "id": first["id"], "kind": "latency", "on": [], "delay_ms": 1000, "rate": 100, "count": null, "skip": 0,
        "seed": 0, "seen": 0, "struck": 0, "left": null
    });
    assert_eq!(first, expected);
    let second = api.fault(json!({"kind": "503", "count": 2, "rate": 30, "seed": 7, "skip": 1})).await;
    assert_eq!(api.faults().await, json!([first, second]));
    let path = |id: &Value| format!("{EMULATOR_ROOT}/faults/{id}");
    api.send_to(Method::DELETE, &path(&first["id"]), None).await.body(204);
    api.send_to(Method::DELETE, &path(&first["id"]), None).await.problem(404);
    api.send_to(Method::DELETE, &path(&json!("x")), None).await.problem(404);
    assert_eq!(api.faults().await, json!([second]));
    let add = |fault: Value| api.send_to(Method::POST, "/emulator/v1/faults", Some(fault));
    add(json!({})).await.refuses(&["kind"]);
    add(json!({"kind": "500", "on": "create-session"})).await.refuses(&["on"]);
    add(json!({"kind": "500", "on": ["x"], "rate": 0, "count": 0, "delay_ms": 5}))
        .await
        .refuses(&["on", "delay_ms", "rate", "count"]);
    assert!(text(&add(json!({"kind": "404"})).await.problem(400)["detail"]).contains("`404` is not a fault"));
    add(json!({"kind": "500", "count": -1})).await.problem(400);
    assert_eq!(api.faults().await, json!([second]));
}

/// Whether a fault of this kind leaves the work undone.
fn prevents(kind: Option<&str>) -> bool {
    kind.is_some_and(|kind| ["reset", "429", "500", "503", "html-403"].contains(&kind))
}

/// What a client does, whichever answer it gets: the status that the session has after it.
fn after(step: &str, before: &str) -> &'static str {
    match (before, step) {
        ("CREATED" | "ACTIVE", "tap") => "FINALIZED",
        ("CREATED" | "ACTIVE", "decline") => "ACTIVE",
        ("CREATED" | "ACTIVE", "cancel") => "CANCELLED",
        ("CREATED", _) => "CREATED",
        ("ACTIVE", _) => "ACTIVE",
        ("FINALIZED", _) => "FINALIZED",
        _ => "CANCELLED",
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_answered_the_work_is_done_whole_or_not_at_all(
        steps in prop::collection::vec((
            prop::sample::select(vec!["tap", "decline", "cancel", "read"]), 0usize..3,
            prop::option::of(prop::sample::select(vec![
                "lost-answer", "reset", "429", "500", "503", "html-403", "cut-body", "not-json",
            ])),
        ), 1..20)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let api = Api::new();
            let phone = api.phone().await;
            let mut sessions = BTreeMap::new();
            for _ in 0..3 {
                let session = api.post("/sessions", documented_order(&phone)).await.body(201);
                sessions.insert(text(&session["session_id"]), "CREATED");
            }
            for (step, at, kind) in steps {
                let (id, status) = sessions.iter_mut().nth(at).expect("a session");
                if let Some(kind) = kind {
                    api.fault(json!({"kind": kind, "count": 1})).await;
                }
                let (method, path) = match step {
                    "tap" => (Method::POST, format!("/dev/sessions/{id}/simulate-tap")),
                    "decline" => (Method::POST, format!("/dev/sessions/{id}/simulate-tap?outcome=LOST_CARD")),
                    "cancel" => (Method::PUT, format!("/sessions/{id}/cancel")),
                    _ => (Method::GET, format!("/sessions/{id}")),
                };
                let request = request(method, &path).body(Body::empty()).expect("a request");
                drop(tower::ServiceExt::oneshot(api.router.clone(), request).await.expect("an answer"));
                if !prevents(kind) {
                    *status = after(step, status);
                }
            }
            for (id, status) in sessions {
                let session = api.get(&format!("/sessions/{id}")).await.body(200);
                assert_eq!(session["status"], status);
                assert_eq!(session["order_id"].is_string(), status == "FINALIZED");
            }
        });
    }
}
