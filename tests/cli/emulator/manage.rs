//! Destinations, deliveries and secrets as a person or a script manages them.

use crate::support::Sandbox;

const URL: &str = "http://127.0.0.1:9/callbacks";

#[test]
fn destinations_are_added_listed_and_removed() {
    let sandbox = Sandbox::new();
    let added = sandbox.run(&format!("emulator destination add {URL} -o json")).expect(0).json();
    assert_eq!((added["url"].as_str(), added["state"].as_str()), (Some(URL), Some("active")));
    let listed = sandbox.run("emulator destination list -o csv").expect(0).out;
    assert_eq!(listed, format!("id,state,url\n{},active,{URL}\n", added["id"].as_str().expect("an id")));
    let removed = sandbox.run(&format!("emulator destination remove {URL}")).expect(0).says(&[URL]);
    assert!(removed.out.contains("removed"), "{removed:?}");
    sandbox.run("emulator destination list").expect(0).says(&["no destinations"]);
    sandbox.run(&format!("emulator destination remove {URL}")).expect(5).says(&["destination list"]);
    sandbox.run("emulator destination add nonsense").expect(2).says(&["`url` is not a URL"]);
}

#[test]
fn deliveries_come_in_every_format() {
    let sandbox = Sandbox::new();
    sandbox.run(&format!("emulator destination add {URL}")).expect(0);
    sandbox.run("session create --env emulator --amount 100 --currency SEK -q").expect(0);
    let table = sandbox.run("emulator deliveries").expect(0).out;
    assert!(table.contains("pending") && table.contains("ipp.session.created"), "{table}");
    let line = sandbox.run("emulator deliveries -o jsonl --limit 1").expect(0);
    let delivery: serde_json::Value = serde_json::from_str(line.out.trim()).expect("one object");
    let error = delivery["attempts"][0]["error"].as_str().expect("an error");
    assert!(error.contains("refused"), "{error}");
    let id = sandbox.run("emulator deliveries -o id").expect(0).out;
    assert_eq!(id.trim(), delivery["delivery_id"].to_string());
    assert!(sandbox.run("emulator deliveries -o csv").expect(0).out.starts_with("delivery_id,event_id,"));
    sandbox.run("emulator deliveries --limit 0 -o json").expect(2).out_is("");
    sandbox.run("emulator deliveries --redeliver 4711").expect(5).says(&["delivery `4711` not found"]);
    sandbox.run(&format!("emulator destination remove {URL}")).expect(0);
    let gone = sandbox.run(&format!("emulator deliveries --redeliver {}", id.trim())).expect(5);
    gone.out_is("").says(&["destination of delivery", "emulator destination add"]);
}

#[test]
fn a_secret_is_shown_where_it_is_asked_for_and_nowhere_else() {
    let sandbox = Sandbox::new();
    let secret = sandbox.run("emulator secret -o id").expect(0).out;
    assert!(secret.starts_with("whsec_"));
    let rotated = sandbox.run("emulator rotate-secret").expect(0).says(&["10 minutes"]);
    assert!(rotated.out.contains(secret.trim()), "the one before still signs: {rotated:?}");
    assert!(!rotated.err.contains("under way"), "{rotated:?}");
    sandbox.run("emulator rotate-secret").expect(0).says(&["10 minutes", "rotation before was still under way"]);
    for command in ["status", "deliveries", "destination list", "reset --yes"] {
        let run = sandbox.run(&format!("emulator {command} -o json")).expect(0);
        assert!(!run.out.contains("whsec_") && !run.err.contains("whsec_"), "{run:?}");
    }
}
