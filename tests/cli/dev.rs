//! `ipp dev`: simulated phones and cards.

use crate::support::bodies::{LOCATION_ID, SESSION_ID};
use crate::support::server::Server;
use crate::support::{Sandbox, TEST_KEY};
use ipp::model::tap::TapOutcome;
use serde_json::json;

const CREATE: &str = "session create --amount 100 --currency SEK --tax-rate 25%";

#[test]
fn a_simulated_phone_is_made() {
    let sandbox = Sandbox::emulator();
    let run = sandbox.run("dev create-device --name \"Till 2\" --metadata floor:2 -o json").expect(0);
    let run = run.err_is("{\"note\":\"env: emulator\"}\n");
    let id = run.json()["device_id"].as_str().expect("an id").to_owned();
    let device = sandbox.run(&format!("device get {id} -o json")).expect(0).json();
    assert_eq!(device["metadata"], json!({ "floor": "2", "simulated": "true" }));
    assert_eq!(device["name"], "Till 2");
}

#[test]
fn the_new_phone_is_told_in_every_format() {
    let sandbox = Sandbox::emulator();
    let told = |format: &str| sandbox.run(&format!("dev create-device --name T --location My -o {format}")).expect(0);
    let table = told("table").err_is("env: emulator\n").out;
    assert!(table.starts_with("device  ") && table.len() == 8 + 36 + 1, "{table}");
    assert!(told("jsonl").out.starts_with("{\"device_id\":\""));
    assert!(told("csv").out.starts_with("device_id\n"));
    assert_eq!(told("id").out.len(), 37);
}

#[test]
fn only_success_pays_and_every_decline_leaves_it_open() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(CREATE);
    let declines = TapOutcome::ALL.into_iter().filter(|outcome| *outcome != TapOutcome::Success);
    for outcome in declines {
        let run = sandbox.run(&format!("dev simulate-tap {id} --outcome {outcome} -o json")).expect(0);
        assert_eq!(run.json()["status"], "ACTIVE", "{outcome}");
    }
    let run = sandbox.run(&format!("dev simulate-tap {id} -o json")).expect(0).err_is("{\"note\":\"env: emulator\"}\n");
    assert_eq!((&run.json()["status"], run.json()["order_id"].is_string()), (&json!("FINALIZED"), true));
    sandbox.run(&format!("dev simulate-tap {id}")).expect(6).out_is("").says(&["409"]);
}

#[test]
fn a_tapped_session_is_shown_in_every_format() {
    let sandbox = Sandbox::emulator();
    let tapped = |format: &str| {
        let id = sandbox.id(CREATE);
        sandbox.run(&format!("dev simulate-tap {id} -o {format}")).expect(0)
    };
    tapped("table").err_is("env: emulator\n").shows(&["FINALIZED (paid)", "1.00 SEK"]);
    assert_eq!(tapped("jsonl").json()["status"], "FINALIZED");
    tapped("csv").shows(&["session_id,status,", ",FINALIZED,100,20,SEK,"]);
    assert_eq!(tapped("id").out.len(), 37);
}

#[test]
fn a_session_that_is_not_there_is_not_found() {
    let run = Sandbox::emulator().run(&format!("dev simulate-tap {SESSION_ID} -o json")).expect(5).out_is("");
    assert_eq!(run.error()["status"], 404);
}

#[test]
fn wrong_values_are_refused_before_anything_is_sent() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run("dev create-device").expect(2).out_is("").says(&["--name"]);
    sandbox.run("dev create-device --name \"\"").expect(2).out_is("").says(&["--name"]);
    sandbox.run("dev create-device --name T --metadata a:1 --metadata a:2").expect(2).out_is("").says(&["given twice"]);
    let run = sandbox.run(&format!("dev simulate-tap {SESSION_ID} --outcome PAID")).expect(2).out_is("");
    run.says(&TapOutcome::ALL.map(TapOutcome::name));
    server.was_never_asked();
}

#[test]
fn production_has_no_simulations_and_is_not_asked() {
    let server = Server::never();
    let sandbox = Sandbox::production(&server.address);
    for line in [
        "dev create-device --name T --yes".to_owned(),
        format!("dev simulate-tap {SESSION_ID} --yes"),
        "pay --amount 100 --currency SEK --simulate-tap SUCCESS --yes".to_owned(),
        format!("api POST /ipp/v1/dev/sessions/{SESSION_ID}/simulate-tap --yes"),
        "api POST /ipp/v1/dev/devices --yes".to_owned(),
    ] {
        let run = sandbox.run(&line).expect(9).out_is("");
        run.says(&["does not exist in production: nothing was sent", "hint: use `--env playground`"]);
        // A dry run would show how, so it is refused too.
        if line.starts_with("dev") {
            sandbox.run(&format!("{line} --dry-run")).expect(9).out_is("");
        }
    }
    server.was_never_asked();
}

#[test]
fn writes_are_shown_without_a_key_and_never_with_it() {
    for sandbox in [Sandbox::new(), Sandbox::new().with("IPP_API_KEY", TEST_KEY)] {
        let sandbox = sandbox.with("IPP_ENV", "playground");
        let url = "https://api.playground.kustom.co/ipp/v1/dev";
        let create = format!("dev create-device --name T --location {LOCATION_ID}");
        let run = sandbox.run(&format!("{create} --dry-run -o json")).expect(0).err_is("").hides(TEST_KEY);
        assert_eq!(run.json()["url"], format!("{url}/devices"));
        assert_eq!(run.json()["body"], json!({ "name": "T", "location_id": LOCATION_ID }));
        sandbox.run(&format!("{create} --curl")).expect(0).err_is("").hides(TEST_KEY).shows(&["curl -sS -X POST"]);
        let tap = format!("dev simulate-tap {SESSION_ID} --outcome lost_card");
        let run = sandbox.run(&format!("{tap} --dry-run -o json")).expect(0).err_is("").hides(TEST_KEY);
        assert_eq!(run.json()["url"], format!("{url}/sessions/{SESSION_ID}/simulate-tap?outcome=LOST_CARD"));
        sandbox.run(&format!("{tap} --curl")).expect(0).err_is("").hides(TEST_KEY).shows(&["$IPP_API_KEY"]);
    }
}
