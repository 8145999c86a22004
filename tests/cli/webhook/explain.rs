//! `ipp webhook verify --explain`: names the mistake that it is, and claims nothing else.

use super::handlers::SECRET;
use crate::support::{Run, Sandbox};
use ipp::secret::Secret;
use ipp::webhook::signature;
use serde_json::json;

const BODY: &str = r#"{"id":"kevt_1","merchant_id":"DM1","timestamp":"t","type":"x","data":{"session_id":"s","order_id":null,"failure_reason":null}}"#;

fn signed(secret: &str, timestamp: i64, body: &str) -> String {
    signature::header(&[Secret::new(secret)], "msg_1", timestamp, body.as_bytes()).expect("a secret")
}

fn explain(sandbox: &Sandbox, body: &str, timestamp: &str, signature: &str) -> Run {
    let words = ["webhook", "verify", "--explain", "--at", "1760000000", "--id", "msg_1", "-o", "json", "--timestamp"];
    let words = [&words[..], &[timestamp, "--signature", signature]].concat();
    sandbox.ipp_reading(&words, body)
}

fn mistakes(run: &Run) -> Vec<String> {
    let named = run.json()["explanation"]["mistakes"].as_array().expect("a list").clone();
    named.iter().map(|mistake| mistake["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn the_mistake_is_named_with_its_mend() {
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET);
    let right = signed(SECRET, 1_760_000_000, BODY);
    let run = explain(&sandbox, &format!("{BODY}\n"), "1760000000", &right).expect(30);
    assert_eq!(mistakes(&run), ["newline-added"]);
    let mend = run.json()["explanation"]["mistakes"][0]["mend"].clone();
    assert!(mend.as_str().is_some_and(|mend| mend.contains("raw bytes")), "{mend}");
    assert_eq!(run.error()["hint"], "do not act on it");
    let value: serde_json::Value = serde_json::from_str(BODY).expect("JSON");
    let run = explain(&sandbox, &format!("{value:#}"), "1760000000", &right).expect(30);
    assert_eq!(mistakes(&run), ["re-serialised"]);
    let milliseconds = signed(SECRET, 1_760_000_000_000, BODY);
    assert_eq!(mistakes(&explain(&sandbox, BODY, "1760000000", &milliseconds).expect(30)), ["milliseconds-signed"]);
    assert_eq!(mistakes(&explain(&sandbox, BODY, "1760000000000", &milliseconds).expect(31)), ["milliseconds"]);
    let words = ["webhook", "verify", "--explain", "--id", "1760000000", "--timestamp", "msg_1", "--signature", &right];
    let run = sandbox.ipp_reading(&words, BODY).expect(32).says(&["is not a whole number of seconds"]);
    run.shows(&["mistake  the id and the timestamp have changed places", "mend     sign and verify `webhook-id`"]);
}

#[test]
fn the_secret_of_another_profile_is_found_and_no_command_is_run_for_it() {
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET);
    let other = "whsec_b3RoZXItc2VjcmV0";
    sandbox.write_config(&format!(
        "[profiles.live]\nenvironment = \"production\"\nwebhook_secret = \"{other}\"\n\
         [profiles.vault]\nenvironment = \"playground\"\nwebhook_secret_command = \"touch ran\"\n\
         [profiles.lost]\nenvironment = \"playground\"\nwebhook_secret_file = \"/nonexistent\"\n"
    ));
    let run = explain(&sandbox, BODY, "1760000000", &signed(other, 1_760_000_000, BODY)).expect(30).hides(other);
    let explanation = run.json()["explanation"].clone();
    assert_eq!(explanation["mistakes"][0]["id"], "other-secret");
    assert_eq!(explanation["mistakes"][0]["what"], "the signature is of another secret: profile live");
    let not_tried = explanation["not_tried"].to_string();
    assert!(not_tried.contains("--secret-from profile:vault") && not_tried.contains("/nonexistent"), "{not_tried}");
    assert!(!sandbox.home().join("ran").exists());
    sandbox.run("emulator status").expect(0);
    let own = sandbox.run("emulator secret -o id").expect(0).out;
    let run = explain(&sandbox, BODY, "1760000000", &signed(own.trim(), 1_760_000_000, BODY)).expect(30);
    assert!(run.out.contains("another secret: the emulator's own"), "{run:?}");
}

#[test]
fn what_is_no_usual_mistake_is_not_claimed() {
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET);
    let nobodys = signed("whsec_bm9ib2R5", 1_760_000_000, BODY);
    let run = explain(&sandbox, BODY, "1760000000", &nobodys).expect(30);
    assert_eq!((mistakes(&run).len(), &run.json()["explanation"]["found"]), (0, &json!(false)));
    assert!(run.json()["explanation"]["tried"].as_u64().is_some_and(|tried| tried > 100));
    let words = ["webhook", "verify", "--explain", "--id", "a", "--timestamp", "1", "--signature", &nobodys];
    sandbox.ipp_reading(&words, BODY).expect(30).shows(&["explanation  none of the usual mistakes: "]);
    assert!(!sandbox.state_dir().exists(), "to explain makes no emulator");
}

#[test]
fn a_rotation_teaches_to_read_every_signature() {
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET);
    let both = format!("{} {}", signed("whsec_bm9ib2R5", 1_760_000_000, BODY), signed(SECRET, 1_760_000_000, BODY));
    let run = explain(&sandbox, BODY, "1760000000", &both).expect(0);
    assert_eq!((mistakes(&run), &run.json()["matched"]), (vec!["first-signature-only".to_owned()], &json!(2)));
    let stale = explain(&sandbox, BODY, "1700000000", &signed(SECRET, 1_700_000_000, BODY)).expect(31);
    assert_eq!((mistakes(&stale).len(), &stale.json()["explanation"]["found"]), (0, &json!(true)));
    assert_eq!(stale.json()["secret"], "IPP_WEBHOOK_SECRET");
}
