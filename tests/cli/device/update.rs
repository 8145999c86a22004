//! `ipp device update`: what is not named is kept, and what changes is said.

use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, LOCATION_ID, device, page};
use crate::support::server::{Server, json as answer};
use serde_json::{Value, json};

fn sandbox_with_metadata() -> (Sandbox, Value) {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id("dev create-device --name Till --metadata floor:2 --metadata till:3");
    let device = sandbox.run(&format!("device get {id} -o json")).expect(0).json();
    (sandbox, device)
}

#[test]
fn what_is_not_named_is_kept() {
    let (sandbox, before) = sandbox_with_metadata();
    let run = sandbox.run("device update Till --name \"Till 9\" -o json").expect(0);
    assert_eq!(run.err, "{\"note\":\"env: emulator\"}\n{\"note\":\"name: `Till` -> `Till 9`\"}\n");
    let mut expected = before;
    expected["name"] = json!("Till 9");
    assert_eq!(run.json(), expected);
}

#[test]
fn metadata_is_set_and_taken_away_by_key() {
    let (sandbox, before) = sandbox_with_metadata();
    let run = sandbox.run("device update Till --metadata floor:3 --metadata zone:a:b --remove-metadata till").expect(0);
    assert_eq!(
        run.err,
        "env: emulator\nmetadata floor: `2` -> `3`\nmetadata till: `3` -> nothing\nmetadata zone: nothing -> `a:b`\n"
    );
    let after = sandbox.run("device get Till -o json").expect(0).json();
    assert_eq!(after["metadata"], json!({ "floor": "3", "simulated": "true", "zone": "a:b" }));
    assert_eq!((&after["name"], &after["location_id"]), (&before["name"], &before["location_id"]));
}

#[test]
fn replace_loses_the_rest_and_says_so() {
    let (sandbox, before) = sandbox_with_metadata();
    let run = sandbox.run("device update Till --replace --metadata floor:3").expect(0);
    let run = run.says(&["name: `Till` -> nothing", "metadata till: `3` -> nothing", "metadata floor: `2` -> `3`"]);
    let location = before["location_id"].as_str().expect("an id");
    run.says(&[&format!("location: `{location}` -> nothing")]);
    let id = before["id"].as_str().expect("an id");
    let after = sandbox.ipp(&["device", "get", id, "-o", "json"]).expect(0).json();
    assert_eq!((&after["metadata"], after.get("name")), (&json!({ "floor": "3" }), None));
}

#[test]
fn the_written_body_holds_what_was_read() {
    let mut read = device("Till");
    read["metadata"] = json!({ "floor": "2" });
    let server = Server::answering(vec![page(&[read.clone()], true), answer(200, &read.to_string())]);
    Sandbox::playground(&server.address).run("device update Till --metadata till:3").expect(0);
    let asked = server.asked();
    assert_eq!(asked[1].method, "PUT");
    let body: Value = serde_json::from_str(&asked[1].body).expect("JSON");
    let metadata = json!({ "floor": "2", "till": "3" });
    assert_eq!(body, json!({ "name": "Till", "metadata": metadata, "location_id": LOCATION_ID }));
}

#[test]
fn nothing_that_changes_is_nothing_sent() {
    let server = Server::answering(vec![page(&[device("Till")], true)]);
    let run = Sandbox::playground(&server.address).run("device update Till --name Till -o json").expect(0);
    assert_eq!(run.json(), device("Till"));
    assert!(run.err.ends_with("{\"note\":\"nothing changes: nothing was sent\"}\n"), "{run:?}");
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn another_shop_is_found_by_its_name() {
    let shop = json!({ "id": "22222222-2222-4333-8444-555555555555", "name": "North" });
    let mut moved = device("Till");
    moved["location_id"] = shop["id"].clone();
    let answers = vec![page(&[device("Till")], true), page(&[shop], true), answer(200, &moved.to_string())];
    let server = Server::answering(answers);
    let run = Sandbox::playground(&server.address).run("device update Till --location North -o json").expect(0);
    assert_eq!(run.json(), moved);
    assert_eq!(server.lines()[2], format!("PUT /ipp/v1/devices/{DEVICE_ID}"));
}

#[test]
fn a_changed_device_has_every_format() {
    let (sandbox, before) = sandbox_with_metadata();
    let id = before["id"].as_str().expect("an id");
    sandbox
        .run("device update Till --metadata a:1")
        .expect(0)
        .shows(&["metadata  floor:2, till:3, simulated:true, a:1"]);
    sandbox.run("device update Till --metadata a:2 -o jsonl").expect(0).shows(&["\"a\":\"2\"}"]);
    sandbox.run("device update Till --metadata a:3 -o csv").expect(0).shows(&["id,name,", "\"\"a\"\":\"\"3\"\""]);
    sandbox.run("device update Till --metadata a:4 -o id").expect(0).out_is(&format!("{id}\n"));
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_sent() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run("device update Till").expect(2).out_is("").says(&["nothing is to be changed", "`--name`"]);
    sandbox.run("device update Till --name \"\"").expect(2).out_is("").says(&["without a name"]);
    let long = "x".repeat(101);
    sandbox.run(&format!("device update Till --name {long}")).expect(2).out_is("").says(&["at most 100", "101"]);
    sandbox.run("device update Till --metadata a:1 --metadata a:2").expect(2).out_is("").says(&["given twice"]);
    sandbox.run("device update Till --replace --remove-metadata a").expect(2).out_is("").says(&["--remove-metadata"]);
    server.was_never_asked();
}

#[test]
fn one_that_is_not_there_is_not_found() {
    Sandbox::emulator().run("device update Nobody --name X").expect(5).out_is("").says(&["no device"]);
}

#[test]
fn a_dry_run_shows_only_the_changes_and_says_what_is_kept() {
    let sandbox = Sandbox::new().with("IPP_ENV", "playground");
    let line = format!("device update {DEVICE_ID} --metadata a:b --dry-run -o json");
    let run = sandbox.run(&line).expect(0).says(&["the device would be read first"]);
    assert_eq!(run.json()["body"], json!({ "metadata": { "a": "b" } }));
    let run = sandbox.run(&format!("{line} --replace")).expect(0).err_is("");
    assert_eq!((&run.json()["method"], &run.json()["body"]), (&json!("PUT"), &json!({ "metadata": { "a": "b" } })));
}

#[test]
fn the_curl_line_reads_merges_and_writes() {
    let sandbox = Sandbox::new().with("IPP_ENV", "playground");
    let line = format!("device update {DEVICE_ID} --name \"Till '1'\" --remove-metadata floor --curl");
    let run = sandbox.run(&line).expect(0).err_is("");
    let parts: Vec<&str> = run.out.trim_end().split(" \\\n  | ").collect();
    assert_eq!(parts.len(), 3, "{run:?}");
    assert!(parts[0].starts_with("curl -fsS -X GET ") && parts[2].starts_with("curl -sS -X PUT "), "{run:?}");
    let jq = shlex::split(parts[1]).expect("words");
    let program = "{name, metadata, location_id} | .name = \"Till '1'\" | del(.metadata[\"floor\"]) | del(.[] | nulls)";
    assert_eq!(jq, ["jq", "-e", program]);
}
