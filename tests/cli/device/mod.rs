//! `ipp device`: read and removed here; lists and updates in files of their own.

mod again;
mod enroll;
mod fleet;
mod list;
mod sheet;
mod update;
mod watch;

use crate::support::bodies::{DEVICE_ID, device, page, problem};
use crate::support::server::{Server, json as answer};
use crate::support::{Sandbox, TEST_KEY};
use serde_json::json;

#[test]
fn one_is_shown_in_every_format() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id("device list");
    let shown = sandbox.run("device get Simulated").expect(0).err_is("");
    assert!(shown.out.starts_with(&format!("id        {id}\nname      Simulated phone\nplatform  ANDROID\n")));
    let object = sandbox.run("device get Simulated -o json").expect(0).err_is("").json();
    assert_eq!((&object["id"], &object["metadata"]), (&json!(id), &json!({ "simulated": "true" })));
    assert_eq!(sandbox.run("device get Simulated -o jsonl").expect(0).err_is("").json(), object);
    assert_eq!(sandbox.run("device get Simulated --json").expect(0).err_is("").json(), object);
    sandbox.run("device get Simulated -o id").expect(0).err_is("").out_is(&format!("{id}\n"));
    let csv = sandbox.run("device get Simulated -o csv").expect(0).err_is("");
    assert!(csv.out.starts_with("id,name,location_id,platform,metadata,"), "{csv:?}");
    assert!(csv.out.contains("\"{\"\"simulated\"\":\"\"true\"\"}\""), "{csv:?}");
}

#[test]
fn one_is_found_by_id_name_and_beginning() {
    let sandbox = Sandbox::emulator();
    let till = sandbox.id("dev create-device --name \"Till 1\"");
    sandbox.run("dev create-device --name \"Till 11\"").expect(0);
    // An exact name wins over the beginning of another.
    for reference in [till.as_str(), "Till 1", &till[..13]] {
        let run = sandbox.ipp(&["device", "get", reference, "-o", "id"]).expect(0).err_is("");
        assert_eq!(run.out, format!("{till}\n"), "{reference}");
    }
}

#[test]
fn a_beginning_of_several_names_the_candidates() {
    let sandbox = Sandbox::emulator();
    let ids = ["Till 1", "Till 2"].map(|name| sandbox.id(&format!("dev create-device --name \"{name}\"")));
    let run = sandbox.run("device get Till -o json").expect(2).out_is("");
    let message = run.error()["message"].as_str().expect("a message").to_owned();
    assert!(message.starts_with("`Till` could be more than one device: nothing was sent\n"), "{message}");
    for (id, name) in ids.iter().zip(["Till 1", "Till 2"]) {
        assert!(message.contains(&format!("  {id}  {name}")), "{message}");
    }
    sandbox.run("device update Till --name X").expect(2).out_is("").says(&["could be more than one", "Till 2"]);
    sandbox.run("device remove Till --yes").expect(2).out_is("").says(&["could be more than one", "Till 2"]);
}

#[test]
fn one_that_is_not_there_is_not_found() {
    let sandbox = Sandbox::emulator();
    sandbox.run("device get Nobody").expect(5).out_is("").says(&[
        "error: there is no device",
        "hint: ",
        "`ipp device list`",
    ]);
    let run = sandbox.ipp(&["device", "get", DEVICE_ID, "-o", "json"]).expect(5).out_is("");
    assert_eq!((&run.error()["kind"], &run.error()["status"]), (&json!("not_found"), &json!(404)));
}

#[test]
fn where_reading_one_is_unknown_the_list_is_searched() {
    let found = page(&[device("Till")], true);
    let server = Server::answering(vec![problem(405, "no such method"), found]);
    let run = Sandbox::playground(&server.address).ipp(&["device", "get", DEVICE_ID, "-o", "json"]).expect(0);
    assert_eq!(run.json()["name"], "Till");
    assert_eq!(server.lines()[1], "GET /ipp/v1/devices?page_number=0&page_size=100");
}

#[test]
fn removing_asks_or_needs_yes() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id("device list");
    let refused = sandbox.run("device remove Simulated").expect(9).out_is("");
    refused.says(&["nobody has agreed to remove device Simulated", "hint: give `--yes`"]);
    sandbox.run("device list -o id").expect(0).out_is(&format!("{id}\n"));
    let run = sandbox
        .run("device remove \"Simulated phone\" --yes -o json")
        .expect(0)
        .err_is("{\"note\":\"env: emulator\"}\n");
    assert_eq!(run.json(), json!({ "id": id, "removed": true }));
    sandbox.run("device list").expect(0).out_is("").err_is("no devices\n");
    sandbox.ipp(&["device", "remove", &id, "--yes"]).expect(5).out_is("").says(&["404"]);
}

#[test]
fn a_removal_without_yes_sends_nothing() {
    let server = Server::never();
    let run = Sandbox::playground(&server.address).run("device remove Till -o json").expect(9).out_is("");
    assert_eq!(run.error()["kind"], "refused_here");
    server.was_never_asked();
}

#[test]
fn a_removal_is_told_in_every_format() {
    let told = |format: &str| {
        let sandbox = Sandbox::emulator();
        let id = sandbox.id("device list");
        let run = sandbox.run(&format!("device remove \"Simulated phone\" -y -o {format}")).expect(0);
        run.out.replace(&id, "ID")
    };
    assert_eq!(told("table"), "removed  ID\n");
    assert_eq!(told("jsonl"), "{\"id\":\"ID\",\"removed\":true}\n");
    assert_eq!(told("csv"), "id,removed\nID,true\n");
    assert_eq!(told("id"), "ID\n");
}

#[test]
fn a_removal_that_is_repeated_and_finds_nothing_has_succeeded() {
    let server = Server::answering(vec![answer(503, "{}"), problem(404, "gone")]);
    let run = Sandbox::playground(&server.address).ipp(&["device", "remove", DEVICE_ID, "-y", "-o", "id"]).expect(0);
    assert_eq!(run.out, format!("{DEVICE_ID}\n"));
    assert_eq!(server.lines(), vec![format!("DELETE /ipp/v1/devices/{DEVICE_ID}"); 2]);
}

#[test]
fn writes_are_shown_without_a_key_and_never_with_it() {
    let shown = |sandbox: Sandbox| {
        let sandbox = sandbox.with("IPP_ENV", "playground");
        for verb in ["remove", "update --name Till"] {
            let (verb, flags) = verb.split_once(' ').unwrap_or((verb, ""));
            let run =
                sandbox.run(&format!("device {verb} {DEVICE_ID} {flags} --dry-run -o json")).expect(0).hides(TEST_KEY);
            let url = format!("https://api.playground.kustom.co/ipp/v1/devices/{DEVICE_ID}");
            assert_eq!(
                (&run.json()["url"], &run.json()["headers"]["authorization"]),
                (&json!(url), &json!("Basic ***"))
            );
            let run = sandbox.run(&format!("device {verb} {DEVICE_ID} {flags} --curl")).expect(0).hides(TEST_KEY);
            assert!(run.out.starts_with("curl ") && run.out.contains("$IPP_API_KEY"), "{run:?}");
        }
    };
    shown(Sandbox::new());
    shown(Sandbox::new().with("IPP_API_KEY", TEST_KEY));
}

#[test]
fn a_name_that_would_be_looked_up_is_said_to_be() {
    let sandbox = Sandbox::new().with("IPP_ENV", "playground");
    let run = sandbox.run("device remove Till --dry-run -o json").expect(0).says(&["Till would be looked up first"]);
    assert_eq!(run.json()["method"], "DELETE");
    assert!(run.json()["url"].as_str().is_some_and(|url| url.ends_with("/devices/DEVICE_ID")), "{run:?}");
}

#[test]
fn a_beginning_is_not_enough_to_remove_without_being_asked() {
    let sandbox = Sandbox::emulator();
    sandbox.run("dev create-device --name \"Desk 10\"").expect(0);
    let refused = sandbox.run("device remove \"Desk 1\" --yes").expect(2).out_is("");
    refused.says(&["`Desk 1` is only the beginning of Desk 10 (", "nothing was removed", "whole id or name"]);
    sandbox.run("device get \"Desk 10\"").expect(0);
    sandbox.run("device remove \"Desk 10\" --yes").expect(0);
}
