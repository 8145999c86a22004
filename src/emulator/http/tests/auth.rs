//! Who may ask, in which form, and that nothing is told to anybody else.

use super::{Answer, Api};
use crate::emulator::http::Plays;
use axum::body::Body;
use axum::http::{Method, Request};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use serde_json::json;

const KEY: &str = "kco_test_api_0123456789abcdef";

async fn ask(api: &Api, headers: &[(&str, &str)]) -> Answer {
    let plain = Request::builder().method(Method::GET).uri("/ipp/v1/locations");
    let request = headers.iter().fold(plain, |request, (name, value)| request.header(*name, *value));
    api.send(request.body(Body::empty()).expect("a request")).await
}

async fn status(api: &Api, authorization: &str) -> u16 {
    ask(api, &[("authorization", authorization)]).await.status.as_u16()
}

#[tokio::test]
async fn both_documented_forms_pass() {
    let api = Api::new();
    let named = STANDARD.encode(format!("DM11917000-till1:{KEY}"));
    let unpadded = STANDARD_NO_PAD.encode(format!("DM11917000-till1:{KEY}"));
    let unnamed = STANDARD.encode(format!(":{KEY}"));
    assert_ne!(named, unpadded, "the sample has to need padding");
    for sent in [KEY, &named, &unpadded, &unnamed] {
        assert_eq!(status(&api, &format!("Basic {sent}")).await, 200, "{sent}");
        assert_eq!(status(&api, &format!("basic {sent}")).await, 200, "{sent}");
    }
    assert_eq!(status(&api, &format!("Basic {}", crate::emulator::API_KEY)).await, 200);
}

#[tokio::test]
async fn anything_else_is_denied_in_the_words_of_the_api() {
    let api = Api::new();
    let encoded = |text: &str| format!("Basic {}", STANDARD.encode(text));
    for sent in [
        "",
        "Basic",
        "Basic ",
        KEY,
        &format!("Bearer {KEY}"),
        "Basic kco_test_api_",
        "Basic kco_live_api_0123456789abcdef",
        "Basic kco_test_api_a b",
        &encoded(KEY),
        &encoded("DM11917000-till1:wrong"),
        &encoded(&format!("DM11917000:{KEY}")),
        &encoded(&format!("-till1:{KEY}")),
        &encoded(&format!("DM11917000-:{KEY}")),
        "Basic !!!",
    ] {
        let problem = ask(&api, &[("authorization", sent)]).await.problem(401);
        assert_eq!(problem, json!({"title": "Unauthorized", "detail": "Access Denied"}), "{sent}");
    }
    ask(&api, &[]).await.problem(401);
}

#[tokio::test]
async fn the_merchant_id_has_to_agree_with_the_username() {
    let api = Api::new();
    let named = format!("Basic {}", STANDARD.encode(format!("DM11917000-till1:{KEY}")));
    let with = |merchant_id| [("authorization", named.as_str()), ("x-merchant-id", merchant_id)];
    ask(&api, &with("DM11917000")).await.body(200);
    ask(&api, &with("DM1191700")).await.problem(401);
    let raw = format!("Basic {KEY}");
    ask(&api, &[("authorization", &raw), ("x-merchant-id", "DM11917000")]).await.body(200);
}

#[tokio::test]
async fn production_takes_live_keys_only() {
    let api = Api::playing(Plays::Production);
    assert_eq!(status(&api, "Basic kco_live_api_0123456789abcdef").await, 200);
    assert_eq!(status(&api, &format!("Basic {KEY}")).await, 401);
}

#[tokio::test]
async fn without_a_key_nothing_else_is_looked_at() {
    let api = Api::new();
    for (method, path) in
        [("GET", "/ipp/v1/nothing"), ("DELETE", "/ipp/v1/sessions"), ("POST", "/ipp/v1/sessions"), ("GET", "/ipp/v1")]
    {
        let request = Request::builder().method(method).uri(path).body(Body::from("{"));
        api.send(request.expect("a request")).await.problem(401);
    }
    let outside = Request::builder().uri("/ipp/v1x").body(Body::empty());
    api.send(outside.expect("a request")).await.problem(404);
}
