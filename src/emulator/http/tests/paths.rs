//! Paths and methods that do not exist, and a world that fails.

use super::Api;
use crate::emulator::http::Plays;
use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::json;

#[tokio::test]
async fn unknown_paths_are_not_found() {
    let api = Api::new();
    for path in ["", "/", "/nothing", "/sessions/a/b", "/locations/", "/devices/a/b", "/dev", "/dev/sessions/a", "/%ff"]
    {
        api.get(path).await.problem(404);
    }
    for uri in ["/", "/ipp", "/ipp/v2/locations", "/ipp/v1x"] {
        api.send(Request::get(uri).body(Body::empty()).expect("a request")).await.problem(404);
    }
}

#[tokio::test]
async fn wrong_methods_are_told_the_right_ones() {
    let api = Api::new();
    for (method, path, allowed) in [
        (Method::POST, "/locations", "GET,HEAD"),
        (Method::DELETE, "/locations/x", "GET,HEAD"),
        (Method::PUT, "/enrollments", "GET,HEAD,POST"),
        (Method::GET, "/enrollments/x", "DELETE"),
        (Method::POST, "/devices", "GET,HEAD"),
        (Method::POST, "/devices/x", "GET,HEAD,PUT,DELETE"),
        (Method::GET, "/sessions", "POST"),
        (Method::PUT, "/sessions/x", "GET,HEAD"),
        (Method::POST, "/sessions/x/cancel", "PUT"),
        (Method::GET, "/dev/devices", "POST"),
        (Method::PUT, "/dev/sessions/x/simulate-tap", "POST"),
    ] {
        let answer = api.call(method.clone(), path).await;
        assert_eq!(answer.headers.get(header::ALLOW).and_then(|allow| allow.to_str().ok()), Some(allowed), "{path}");
        answer.problem(405);
    }
}

#[tokio::test]
async fn production_knows_no_dev_operations() {
    let api = Api::playing(Plays::Production);
    for path in ["/dev/devices", "/dev/sessions/x/simulate-tap"] {
        let request = Request::post(format!("/ipp/v1{path}"))
            .header(header::AUTHORIZATION, "Basic kco_live_api_1")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json!({"name": "Till"}).to_string()));
        api.send(request.expect("a request")).await.problem(404);
    }
}

#[tokio::test]
async fn a_file_that_fails_is_a_problem_and_no_panic() {
    let api = Api::new();
    let file = api.folder.path().join("emulator.db");
    let length = std::fs::metadata(&file).expect("the file").len();
    for name in ["emulator.db-wal", "emulator.db"] {
        let noise = vec![0xa5; usize::try_from(length).expect("a length")];
        std::fs::write(api.folder.path().join(name), noise).expect("written over");
    }
    let problem = api.get("/locations").await.problem(500);
    assert_eq!(problem["title"], "Internal Server Error");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("damaged")), "{problem}");
}

#[test]
fn a_file_that_cannot_be_used_just_now_is_worth_another_try() {
    let error = crate::emulator::WorldError::Unavailable("the disk is full".to_owned());
    let answer = axum::response::IntoResponse::into_response(error);
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["content-type"]),
        (503, &"application/problem+json".parse().expect("a value"))
    );
}
