//! `ipp emulator fault add`, `list` and `clear`, and `--fault`: set, shown, cleared, refused.

use super::super::support::client;
use super::super::support::serving::Serving;
use super::{add, sessions};
use crate::support::Sandbox;
use ipp::model::event::EventType;
use ipp::model::operation::Operation;
use serde_json::{Value, json};

#[test]
fn a_fault_comes_in_every_format_and_goes_again() {
    let sandbox = Sandbox::new();
    let line =
        "emulator fault add latency --on get-session --on create-session --delay 2s --rate 20 --count 3 --skip 1";
    let added = sandbox.run(&format!("{line} --seed 7 -o json")).expect(0).err_is("").json();
    let expected = json!({
        "id": 1, "kind": "latency", "on": ["get-session", "create-session"], "delay_ms": 2000, "rate": 20, "count": 3,
        "skip": 1, "seed": 7, "seen": 0, "struck": 0, "left": 3
    });
    assert_eq!(added, expected);
    assert_eq!(sandbox.id("emulator fault add 503"), "2");
    assert_eq!(sandbox.run("emulator fault list -o json").expect(0).json()[0], expected);
    sandbox.run("emulator fault list").expect(0).shows(&["latency", "20 % (seed 7), after 1, 3 more", "503", "always"]);
    sandbox.run("emulator fault list -o csv").expect(0).out_is(
        "id,kind,on,delay_ms,rate,count,skip,seed,seen,struck,left\n\
         1,latency,\"[\"\"get-session\"\",\"\"create-session\"\"]\",2000,20,3,1,7,0,0,3\n\
         2,503,[],,100,,0,0,0,0,\n",
    );
    sandbox.run("emulator fault list -o id").expect(0).out_is("1\n2\n");
    sandbox.run("emulator fault clear 4711").expect(5).out_is("").says(&["fault `4711` not found", "fault list"]);
    sandbox.run("emulator fault clear 1 -o id").expect(0).out_is("1\n");
    sandbox.run("emulator fault clear -o id").expect(0).out_is("2\n");
    sandbox.run("emulator fault clear").expect(0).out_is("").says(&["no faults"]);
    sandbox.run("emulator fault list -o json").expect(0).out_is("[]\n");
}

#[test]
fn the_status_says_that_faults_are_in_force_and_a_reset_removes_them() {
    let sandbox = Sandbox::new();
    add(&sandbox, "503 --on get-session");
    sandbox.run("emulator status").expect(0).shows(&["faults", "1 in force", "`ipp emulator fault list`"]);
    assert_eq!(sandbox.run("emulator status -o json").expect(0).json()["faults"], 1);
    assert_eq!(sandbox.run("emulator reset --yes -o json").expect(0).json()["faults"], 0);
}

#[test]
fn the_help_names_everything_that_can_be_struck() {
    let help = Sandbox::new().run("emulator fault add --help").expect(0).out;
    let operations = Operation::ALL.map(|operation| operation.name().to_owned());
    let events = EventType::KNOWN.map(|event| event.name().to_owned());
    for name in operations.into_iter().chain(events) {
        assert!(help.contains(&name), "{name} is not in {help}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let sandbox = Sandbox::new();
    for (words, says) in [
        ("nonsense", "lost-answer"),
        ("", "KIND"),
        ("503 --rate 0", "`rate` must be from 1 to 100"),
        ("503 --rate 101", "`rate`"),
        ("503 --rate 1.5", "1.5"),
        ("503 --count 0", "`count` must be at least 1"),
        ("503 --count -1", "-1"),
        ("503 --skip 99999999999999999999999", "--skip"),
        ("503 --delay 2s", "`delay` means nothing to 503"),
        ("latency --delay 2", "unit"),
        ("429 --delay 1500ms", "whole seconds"),
        ("503 --on ipp.session.created", "create-session"),
        ("callback-lost --on create-session", "ipp.session.created"),
        ("callback-lost --on '\u{1b}[31m'", "ipp.session.created"),
        ("503 --dry-run", "nothing was changed"),
    ] {
        let run = sandbox.run(&format!("emulator fault add {words}")).expect(2).out_is("").says(&[says]);
        assert!(!run.err.contains('\u{1b}'), "{run:?}");
    }
    sandbox.run("emulator fault clear --dry-run").expect(2).says(&["nothing was changed"]);
    sandbox.run("emulator fault clear x").expect(2);
    for spec in ["nonsense", "503,rate=0", "503,often", "503,on=x", "callback-late,delay=1"] {
        sandbox.run(&format!("emulator serve --port 0 --fault {spec}")).expect(2).says(&["--fault"]);
        sandbox.run(&format!("emulator run --fault {spec} -- true")).expect(2).says(&["--fault"]);
    }
    sandbox.run("emulator fault list -o json").expect(0).out_is("[]\n");
    let error = sandbox.run("emulator fault add 503 --rate 0 -o json").expect(2).error();
    assert_eq!(error["kind"], "usage");
}

#[test]
fn a_server_begins_with_the_faults_it_is_given_and_obeys_others_at_once() {
    let sandbox = Sandbox::new();
    let state = sandbox.state_dir();
    add(&sandbox, "500");
    let spec = ["--fault", "429,on=list-locations,count=1", "--seed", "7", "--fault", "503,on=list-devices,seed=1"];
    let serving = Serving::start(&state, &spec);
    let kinds = |said: &Value| -> Vec<String> {
        let faults = said["faults"].as_array().expect("faults").iter();
        faults.map(|fault| format!("{} seed {}", fault["kind"].as_str().expect("a kind"), fault["seed"])).collect()
    };
    assert_eq!(kinds(&serving.said), ["429 seed 7", "503 seed 1"], "and no others");
    let key = serving.said["api_key"].as_str().expect("a key").to_owned();
    let status = |path: &str| client::ask(&serving.address, &key, "GET", path, "").expect("an answer").0;
    assert_eq!([status("/locations"), status("/locations"), status("/devices")], [429, 200, 503]);
    sandbox.run("emulator fault clear").expect(0);
    assert_eq!(status("/devices"), 200);
    add(&sandbox, "500 --on list-devices --count 1");
    assert_eq!([status("/devices"), status("/devices")], [500, 200]);
    add(&sandbox, "503");
    drop(serving);
    let again = Serving::start(&state, &[]);
    assert_eq!(kinds(&again.said), ["503 seed 0"], "they stay in the folder, and the server says so");
}

#[test]
fn the_same_seed_gives_the_same_faults_to_the_same_requests() {
    let run = |seed: &str| {
        let sandbox = Sandbox::new();
        let serving =
            Serving::start(&sandbox.state_dir(), &["--fault", "503,rate=50,on=list-locations", "--seed", seed]);
        let key = serving.said["api_key"].as_str().expect("a key").to_owned();
        let ask = |_| client::ask(&serving.address, &key, "GET", "/locations", "").expect("an answer").0;
        (0..30).map(ask).collect::<Vec<_>>()
    };
    assert_eq!(run("3"), run("3"));
    assert_ne!(run("3"), run("4"));
}

#[test]
fn a_command_can_be_run_under_faults() {
    let ipp = env!("CARGO_BIN_EXE_ipp");
    let sandbox = Sandbox::new();
    let create = format!("{ipp} session create --amount 100 --currency SEK");
    let fault = "--fault lost-answer,on=create-session,count=1";
    sandbox.run(&format!("emulator run --state here {fault} -- {create}")).expect(24);
    sandbox.run(&format!("emulator run --state here -- {create}")).expect(9).says(&["attempt 1", "is unknown"]);
    sandbox.run(&format!("emulator run --state here -- {create} --allow-duplicate")).expect(0);
    assert_eq!(sandbox.run("emulator status --state here -o json").expect(0).json()["sessions"]["CREATED"], 2);
    assert_eq!(sessions(&sandbox), 0, "another folder");
}
