//! Each usual mistake, made on purpose, is named; what is none of them is not.

use super::*;
use crate::webhook::signature::BASE64;
use base64::Engine;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

const SECRET: &str = "whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=";
const KEY: &[u8] = b"ipp-test-signing-key";
const ID: &str = "msg_1";
const TIME: &str = "1760000000";
const BODY: &str = r#"{"id":"kevt_1","merchant_id":"DM1","timestamp":"t","type":"ipp.session.finalized","data":{"session_id":"å/1","order_id":null,"failure_reason":null}}"#;

/// What somebody would put into the header for this key and this content.
fn signature(key: &[u8], content: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key).expect("a key").chain_update(content);
    format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()))
}

fn content(body: impl AsRef<[u8]>) -> Vec<u8> {
    [format!("{ID}.{TIME}.").as_bytes(), body.as_ref()].concat()
}

fn explained(evidence: &Evidence<'_>) -> Vec<&'static str> {
    let others = [("profile live".to_owned(), Secret::new("whsec_b3RoZXI="))];
    let explanation = explain(&[Secret::new(SECRET)], &others, evidence);
    assert!(explanation.complete && explanation.tried > 0);
    explanation.mistakes.iter().map(|mistake| mistake.id).collect()
}

/// The mistakes that are named when `body` is at hand and this is what was signed.
fn named(key: &[u8], signed: &[u8], body: impl AsRef<[u8]>) -> Vec<&'static str> {
    let signature = signature(key, signed);
    explained(&Evidence { id: ID, timestamp: TIME, signature: &signature, body: body.as_ref() })
}

#[test]
fn mistakes_about_the_secret() {
    let text = SECRET.trim_start_matches("whsec_");
    assert_eq!(named(text.as_bytes(), &content(BODY), BODY), ["secret-not-decoded"]);
    assert_eq!(named(SECRET.as_bytes(), &content(BODY), BODY), ["prefix-kept"]);
    // What Node's `Buffer.from(secret, "base64")` makes of it: `_` is `/`, and what is left over at the end is dropped.
    let node = BASE64.decode("whsec/aXBwLXRlc3Qtc2lnbmluZy1rZX").expect("base64");
    assert_eq!(named(&node, &content(BODY), BODY), ["prefix-decoded"]);
    let php = BASE64.decode("whsecaXBwLXRlc3Qtc2lnbmluZy1rZXk").expect("base64");
    assert_eq!(named(&php, &content(BODY), BODY), ["prefix-decoded"]);
    assert_eq!(named(b"other", &content(BODY), BODY), ["other-secret"]);
}

#[test]
fn mistakes_about_the_body() {
    let spaced = r#"{"id": "kevt_1", "merchant_id": "DM1", "timestamp": "t", "type": "ipp.session.finalized", "data": {"session_id": "\u00e5/1", "order_id": null, "failure_reason": null}}"#;
    let value: Value = serde_json::from_str(BODY).expect("JSON");
    for (body, mistake) in [
        (format!("{BODY}\n"), "newline-added"),
        (format!("{BODY}\r\n"), "newline-added"),
        (format!("  {BODY}\n\n"), "space-added"),
        (format!("\u{feff}{BODY}"), "byte-order-mark"),
        (BASE64.encode(BODY), "base64-body"),
        (spaced.to_owned(), "re-serialised"),
        (format!("{value:#}"), "re-serialised"),
        (BODY.replace('/', "\\/"), "re-serialised"),
        (sorted_body(), "re-serialised"),
    ] {
        assert_eq!(named(KEY, &content(BODY), &body), [mistake], "{body}");
    }
    for (signed, mistake) in [
        (format!("{BODY}\n"), "newline-lost"),
        (format!("{BODY}\r\n"), "newline-lost"),
        (format!("\u{feff}{BODY}"), "byte-order-mark"),
        (spaced.to_owned(), "re-serialised"),
        (format!("{value:#}"), "re-serialised"),
        (BODY.replace('/', "\\/"), "re-serialised"),
        (sorted_body(), "re-serialised"),
        (String::new(), "empty-body"),
    ] {
        assert_eq!(named(KEY, &content(&signed), BODY), [mistake], "{signed}");
    }
    assert_eq!(named(KEY, &content("{\r\n}\r\n"), "{\n}\n"), ["crlf"]);
    assert_eq!(named(KEY, &content("{\n}\n"), "{\r\n}\r\n"), ["crlf"]);
}

/// As a library that sorts keys writes it.
fn sorted_body() -> String {
    r#"{"data":{"failure_reason":null,"order_id":null,"session_id":"å/1"},"id":"kevt_1","merchant_id":"DM1","timestamp":"t","type":"ipp.session.finalized"}"#.to_owned()
}

#[test]
fn mistakes_about_the_content() {
    for (before, mistake) in [
        (format!("{TIME}.{ID}."), "id-and-timestamp-swapped"),
        (format!("{ID}.{TIME}000."), "milliseconds-signed"),
        (format!("{TIME}."), "id-left-out"),
        (String::new(), "body-only"),
    ] {
        assert_eq!(named(KEY, format!("{before}{BODY}").as_bytes(), BODY), [mistake]);
    }
    let signature = signature(KEY, &content(BODY));
    let swapped = Evidence { id: TIME, timestamp: ID, signature: &signature, body: BODY.as_bytes() };
    assert_eq!(explained(&swapped), ["id-and-timestamp-swapped"]);
    let late = Evidence { id: ID, timestamp: "1760000000123", signature: &signature, body: BODY.as_bytes() };
    assert_eq!(explained(&late), ["milliseconds"]);
    let both = super::tests::signature(KEY, format!("{ID}.1760000000123.{BODY}").as_bytes());
    let both = Evidence { id: ID, timestamp: "1760000000123", signature: &both, body: BODY.as_bytes() };
    assert_eq!(explained(&both), ["milliseconds"]);
}

#[test]
fn mistakes_about_the_form() {
    let right = signature(KEY, &content(BODY));
    let text = right.trim_start_matches("v1,");
    let hex: String = BASE64.decode(text).expect("base64").iter().map(|byte| format!("{byte:02x}")).collect();
    for (header, mistake) in [
        (text.to_owned(), "version-left-out"),
        (hex.clone(), "hexadecimal"),
        (format!("v1,{hex}"), "hexadecimal"),
        (format!("v1={hex}"), "hexadecimal"),
    ] {
        let evidence = Evidence { id: ID, timestamp: TIME, signature: &header, body: BODY.as_bytes() };
        assert_eq!(explained(&evidence), [mistake], "{header}");
    }
    let url_safe = right.replace('+', "-").replace('/', "_");
    let evidence = Evidence { id: ID, timestamp: TIME, signature: &url_safe, body: BODY.as_bytes() };
    let expected: &[&str] = if url_safe == right { &[] } else { &["url-safe-base64"] };
    assert_eq!(explained(&evidence), expected);
}

#[test]
fn two_mistakes_at_once_are_both_named() {
    let text = SECRET.trim_start_matches("whsec_").as_bytes();
    assert_eq!(named(text, &content(BODY), format!("{BODY}\n")), ["secret-not-decoded", "newline-added"]);
    let signed = format!("{TIME}.{ID}.{BODY}");
    assert_eq!(
        named(KEY, signed.as_bytes(), format!("\u{feff}{BODY}")),
        ["id-and-timestamp-swapped", "byte-order-mark"]
    );
}

#[test]
fn what_is_no_usual_mistake_is_not_claimed() {
    assert_eq!(named(b"nobody's", &content(BODY), BODY), [""; 0]);
    assert_eq!(named(KEY, &content(json!({"other": 1}).to_string()), BODY), [""; 0]);
    assert_eq!(named(KEY, &content(BODY), "\u{0}\u{1b}"), [""; 0]);
    let nothing = explain(&[Secret::new(SECRET)], &[], &Evidence { id: "", timestamp: "", signature: "", body: b"" });
    assert_eq!((nothing.mistakes.len(), nothing.tried), (0, 0));
}

#[test]
fn large_bodies_are_tried_without_pairs() {
    let body = vec![b' '; 2 * 1024 * 1024];
    let signature = signature(KEY, b"other");
    let evidence = Evidence { id: ID, timestamp: TIME, signature: &signature, body: &body };
    let explanation = explain(&[Secret::new(SECRET)], &[], &evidence);
    assert!(explanation.mistakes.is_empty() && !explanation.complete && explanation.tried > 10);
}

#[test]
fn a_second_signature_that_matches_is_a_lesson() {
    assert_eq!(lesson(Match { key: 0, signature: 0 }), None);
    assert_eq!(lesson(Match { key: 0, signature: 1 }).map(|mistake| mistake.id), Some("first-signature-only"));
}
