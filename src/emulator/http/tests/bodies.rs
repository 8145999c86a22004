//! Bodies that can't be read, each with its own status.

use super::{Api, request, text};
use axum::body::Body;
use axum::http::{Method, header};

const TAKING_BODIES: [(Method, &str); 4] = [
    (Method::POST, "/enrollments"),
    (Method::POST, "/sessions"),
    (Method::POST, "/dev/devices"),
    (Method::PUT, "/devices/x"),
];

#[tokio::test]
async fn broken_json_is_told_where_it_breaks() {
    let api = Api::new();
    for (method, path) in TAKING_BODIES {
        for body in ["", "{", "{\"ttl\": }", "\u{1}", "{} {}"] {
            let problem = api.send_text(method.clone(), path, body).await.problem(400);
            assert!(text(&problem["detail"]).contains("line 1 column"), "{problem}");
        }
        api.send_text(method.clone(), path, vec![0xff, 0xfe]).await.problem(400);
        api.send_text(method.clone(), path, "[".repeat(100_000)).await.problem(400);
        for body in ["[]", "null", "5", "\"text\""] {
            api.send_text(method.clone(), path, body).await.problem(400);
        }
    }
}

#[tokio::test]
async fn other_types_are_not_taken() {
    let api = Api::new();
    for (method, path) in TAKING_BODIES {
        let bare = request(method.clone(), path).body(Body::from("{}")).expect("a request");
        api.send(bare).await.problem(415);
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
            let other = request(method.clone(), path).header(header::CONTENT_TYPE, kind).body(Body::from("{}"));
            api.send(other.expect("a request")).await.problem(415);
        }
    }
    let charset = request(Method::POST, "/enrollments").header(header::CONTENT_TYPE, "Application/JSON; charset=utf-8");
    api.send(charset.body(Body::from("{}")).expect("a request")).await.body(201);
}

#[tokio::test]
async fn more_than_ten_mebibytes_are_not_taken() {
    let api = Api::new();
    let largest = 10 * 1024 * 1024;
    let padded = |length: usize| format!("{{}}{}", " ".repeat(length - 2));
    api.send_text(Method::POST, "/enrollments", padded(largest)).await.body(201);
    for (method, path) in TAKING_BODIES {
        api.send_text(method, path, padded(largest + 1)).await.problem(413);
    }
}
