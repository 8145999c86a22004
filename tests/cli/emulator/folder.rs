//! Several processes over one state folder: they see the same world at once.

use super::support::client;
use super::support::handler::{Handler, event};
use super::support::serving::{Serving, integrity};
use crate::support::Sandbox;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

#[test]
fn commands_and_servers_see_each_other_at_once() {
    let sandbox = Sandbox::new();
    let state = sandbox.home().join("state/ipp");
    let (one, two) = (Serving::start(&state, &[]), Serving::start(&state, &[]));
    let id = one.create();
    let get = |id: &str| sandbox.run(&format!("session get {id} --env emulator -o json")).expect(0).json();
    assert_eq!(get(&id)["status"], "CREATED");
    two.pay(&id);
    assert_eq!(one.ask("GET", &format!("/sessions/{id}"), "")["status"], "FINALIZED");
    assert_eq!(get(&id)["status"], "FINALIZED");
    let create = "session create --env emulator --amount 100 --currency SEK -o id";
    let mine = sandbox.run(create).expect(0).out.trim().to_owned();
    assert_eq!(two.ask("GET", &format!("/sessions/{mine}"), "")["session_id"], mine);
}

#[test]
fn status_says_what_is_there_and_reset_begins_anew() {
    let sandbox = Sandbox::new();
    let state = sandbox.home().join("state/ipp");
    let serving = Serving::start(&state, &[]);
    let id = serving.create();
    let status = sandbox.run("emulator status -o json").expect(0).json();
    assert_eq!((&status["served"], &status["sessions"]["CREATED"]), (&true.into(), &1.into()));
    sandbox.run("emulator reset").expect(9).says(&["`--yes`"]);
    sandbox.run(&format!("session get {id} --env emulator")).expect(0);
    let reset = sandbox.run("emulator reset --yes -o json").expect(0).json();
    assert_eq!(reset["sessions"], serde_json::json!({}));
    sandbox.run(&format!("session get {id} --env emulator")).expect(5);
    serving.signal("TERM");
    serving.end();
    let status = sandbox.run("emulator status").expect(0);
    assert!(status.out.contains("served        no"), "{status:?}");
}

#[test]
fn a_file_that_is_none_of_ours_is_named_and_left() {
    let sandbox = Sandbox::new();
    sandbox.file("emulator.db", "a shopping list");
    for command in ["serve --port 0", "run --state . -- true", "status", "reset --yes", "deliveries", "secret"] {
        let state = if command.starts_with("run") { "" } else { "--state ." };
        let (verb, rest) = command.split_once(' ').unwrap_or((command, ""));
        sandbox.run(&format!("emulator {verb} {state} {rest}")).expect(3).says(&["emulator.db", "left as it is"]);
    }
    let kept = std::fs::read_to_string(sandbox.home().join("emulator.db")).expect("the file");
    assert_eq!(kept, "a shopping list");
}

#[test]
fn a_server_at_work_follows_the_pace_that_another_process_sets() {
    let sandbox = Sandbox::new();
    let serving = Serving::start(&sandbox.state_dir(), &[]);
    let id = serving.create();
    sandbox.run("emulator run --state state/ipp --time-scale 1000000 -- true").expect(0);
    let deadline = Instant::now() + Duration::from_secs(20);
    while serving.ask("GET", &format!("/sessions/{id}"), "")["status"] != "EXPIRED" {
        assert!(Instant::now() < deadline, "fifteen minutes are a millisecond now");
    }
}

#[test]
fn two_servers_under_load_share_a_folder_and_break_nothing() {
    let sandbox = Sandbox::new();
    let handler = Handler::answering(200);
    let state = sandbox.state_dir();
    let servers_at_work = [Serving::start(&state, &["--webhook", &handler.url]), Serving::start(&state, &[])];
    let (servers, order) = (&servers_at_work, &client::order(&servers_at_work[0].device()));
    let pay_by_the_other = move |at: usize| {
        for _ in 0..25 {
            let id = servers[at].ask("POST", "/sessions", order)["session_id"].as_str().expect("an id").to_owned();
            assert_eq!(servers[1 - at].pay(&id)["status"], "FINALIZED");
        }
    };
    std::thread::scope(|scope| {
        (0..4).for_each(|client| drop(scope.spawn(move || pay_by_the_other(client % 2))));
    });
    let mut events = BTreeSet::new();
    while events.len() < 300 {
        events.insert(event(&handler.next())["id"].to_string());
    }
    for serving in servers_at_work {
        serving.signal("TERM");
        assert_eq!(serving.end().0, Some(0));
    }
    let status = sandbox.run("emulator status -o json").expect(0).json();
    assert_eq!((&status["sessions"]["FINALIZED"], &status["deliveries"]["delivered"]), (&100.into(), &300.into()));
    assert_eq!(integrity(&state), "ok");
}

#[test]
fn the_file_of_a_newer_version_is_left_to_it() {
    let sandbox = Sandbox::emulator();
    sandbox.run("device list").expect(0);
    let path = sandbox.state_dir().join("emulator.db");
    let store = rusqlite::Connection::open(&path).expect("a database");
    store.pragma_update(None, "user_version", 99).expect("a newer one");
    drop(store);
    for line in ["device list", "pay --amount 100 --currency SEK", "emulator status", "emulator reset --yes"] {
        let run = sandbox.run(line).expect(3).out_is("");
        run.says(&["emulator.db was made by a newer version (format 99", "hint: use the newer `ipp`"]);
    }
}
