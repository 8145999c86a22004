//! `ipp emulator serve`: where it listens, what it says, how it ends.

use super::support::client;
use super::support::handler::{Handler, event};
use super::support::serving::Serving;
use crate::support::Sandbox;
use crate::support::server::{Server, json};
use std::net::{TcpListener, UdpSocket};
use std::sync::{Mutex, mpsc};

#[test]
fn it_says_what_one_needs_to_begin() {
    let state = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(state.path(), &[]);
    let said = &serving.said;
    assert_eq!((&said["plays"], &said["accepts_keys"]), (&"playground".into(), &"kco_test_api_...".into()));
    assert!(serving.address.starts_with("http://127.0.0.1:"), "{said}");
    assert_eq!(said["try_next"].as_array().map(Vec::len), Some(2));
    try_next(&serving);
}

/// Each of the commands that it proposes works as it stands.
fn try_next(serving: &Serving) {
    for line in serving.said["try_next"].as_array().expect("commands") {
        let run = Sandbox::new().shell(line.as_str().expect("a command"));
        assert_eq!(run.code, 0, "{line}: {run:?}");
    }
}

#[test]
fn what_it_proposes_works_wherever_it_listens_and_whatever_it_plays() {
    let state = tempfile::tempdir().expect("a folder");
    let own = UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        // Nothing is sent: this only asks which address would be used.
        socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr())
    });
    let own = own.map_or_else(|_| "127.0.0.2".to_owned(), |address| address.ip().to_string());
    for listen in ["127.0.0.1", "0.0.0.0", &own] {
        for plays in ["playground", "production"] {
            try_next(&Serving::start(state.path(), &["--listen", listen, "--as", plays]));
        }
    }
}

#[test]
fn a_signal_ends_it_well() {
    for signal in ["INT", "TERM"] {
        let state = tempfile::tempdir().expect("a folder");
        let ready = state.path().join("ready");
        std::fs::write(&ready, "http://127.0.0.1:1\n").expect("one that was killed left it");
        let serving = Serving::start(state.path(), &["--ready-file", ready.to_str().expect("UTF-8")]);
        let address = std::fs::read_to_string(&ready).expect("the ready file");
        assert_eq!(address.trim(), serving.address);
        serving.signal(signal);
        assert_eq!(serving.end().0, Some(0), "{signal}");
        assert!(!ready.exists(), "nobody answers there any more");
    }
}

#[test]
fn a_port_in_use_is_said() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let run = Sandbox::new().run(&format!("emulator serve --port {port}")).expect(2);
    run.says(&[&port, "is in use", "--port 0"]);
}

#[test]
fn whoever_listens_for_others_is_warned() {
    let state = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(state.path(), &["--listen", "0.0.0.0"]);
    serving.signal("TERM");
    let (code, err) = serving.end();
    assert!(code == Some(0) && err.contains("open to the network"), "{err}");
}

#[test]
fn production_wants_live_keys_and_knows_nothing_of_tests() {
    let state = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(state.path(), &["--as", "production"]);
    let id = serving.create();
    let ask = |key: &str, method: &str, path: &str| {
        client::ask(&serving.address, key, method, path, "").expect("an answer").0
    };
    assert_eq!(ask("kco_test_api_x", "GET", "/locations"), 401);
    assert_eq!(ask("kco_live_api_x", "GET", "/locations"), 200);
    assert_eq!(ask("kco_live_api_x", "POST", &format!("/dev/sessions/{id}/simulate-tap")), 404);
}

#[test]
fn a_seed_decides_the_ids_of_a_new_world_and_repeats_none_in_an_old_one() {
    let ids = |state: &std::path::Path| {
        let serving = Serving::start(state, &["--seed", "7"]);
        [serving.device(), serving.create(), serving.create()]
    };
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let first = ids(one.path());
    assert_eq!(first, ids(two.path()));
    let later = ids(one.path());
    assert_eq!(later[0], first[0]);
    assert!(!first.contains(&later[1]) && !first.contains(&later[2]));
}

#[test]
fn servers_of_one_seed_over_one_folder_repeat_no_id() {
    let state = tempfile::tempdir().expect("a folder");
    drop(Serving::start(state.path(), &["--seed", "1", "--webhook", "http://127.0.0.1:9/a"]));
    let first = Serving::start(state.path(), &["--seed", "1", "--webhook", "http://127.0.0.1:9/b"]);
    let second = Serving::start(state.path(), &["--seed", "1"]);
    let ids = [first.create(), second.create(), first.create()];
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2], "{ids:?}");
}

#[test]
fn what_cannot_be_served_is_refused() {
    let sandbox = Sandbox::new();
    for (line, words) in [
        ("emulator serve --port 0 --webhook ftp://example.com", "`url`"),
        ("emulator serve --port 0 --time-scale 0", "--time-scale"),
        ("emulator serve --port 0 --as emulator", "--as"),
        ("emulator serve --port 0 --webhook-secret-file nowhere", "nowhere"),
        ("emulator serve --port 0 --listen moon", "--listen"),
        ("emulator serve --port 0 --time-scale 60 --webhook http://127.0.0.1:9/ --webhook nonsense", "is not a URL"),
        ("emulator serve --port 0 --ready-file .", "is there already"),
    ] {
        sandbox.run(line).expect(2).out_is("").says(&[words]);
    }
    let run = sandbox.run("emulator serve --port 0 --webhook https://shop:hunter2@example.com/ -o json").expect(2);
    let message = run.hides("hunter2").error()["message"].to_string();
    assert!(message.contains("must not hold a user name or a password"), "{message}");
    sandbox.run("emulator destination list -o json").expect(0).out_is("[]\n");
    sandbox.run("emulator serve --port 0 --ready-file nowhere/ready").expect(3).out_is("").says(&["nowhere/ready"]);
    sandbox.file("occupied", "no folder");
    let run = sandbox.run("emulator serve --port 0 --state occupied").expect(3);
    run.out_is("").says(&["occupied/emulator.db", "IPP_STATE_DIR"]);
}

#[test]
fn a_file_of_somebody_else_is_no_ready_file() {
    let sandbox = Sandbox::new();
    let notes = ["my notes\n", "http://127.0.0.1:1\nand more\n", "http://127.0.0.1:1", "http://a b\n", "\n"];
    for text in notes {
        sandbox.file("notes", text);
        let run = sandbox.run("emulator serve --port 0 --ready-file notes -o json").expect(2);
        let message = run.out_is("").error()["message"].to_string();
        assert!(message.contains("notes is there already"), "{message}");
        assert_eq!(std::fs::read_to_string(sandbox.home().join("notes")).expect("still there"), text);
    }
    sandbox.run("emulator status -o json").expect(0);
    for text in ["", "http://127.0.0.1:1\n"] {
        let ready = sandbox.home().join("ready");
        std::fs::write(&ready, text).expect("what `mktemp` or one that was killed left");
        let serving = Serving::start(&sandbox.state_dir(), &["--ready-file", ready.to_str().expect("UTF-8")]);
        assert_eq!(std::fs::read_to_string(&ready).expect("the ready file").trim(), serving.address);
        std::fs::write(&ready, "http://127.0.0.1:2\n").expect("another one serves here");
        serving.signal("TERM");
        assert_eq!(serving.end().0, Some(0));
        assert!(ready.exists(), "it is the other one's now");
    }
}

#[test]
fn a_server_that_cannot_say_where_it_listens_ends_and_says_so() {
    let sandbox = Sandbox::new();
    for format in ["", "-o json"] {
        let run = sandbox.shell(&format!("ipp emulator serve --port 0 --ready-file ready {format} >/dev/full"));
        assert_eq!(run.code, 1, "{run:?}");
        run.says(&["the server has ended", "nothing is served now"]).hides("has been done");
        assert!(!sandbox.home().join("ready").exists(), "nobody answers there");
    }
}

#[test]
fn a_thousand_destinations_hinder_nobody() {
    let state = tempfile::tempdir().expect("a folder");
    let urls: Vec<String> = (0..1000).map(|number| format!("http://127.0.0.1:9/{number}")).collect();
    let handler = Handler::answering(200);
    let more: Vec<&str> = urls.iter().chain([&handler.url]).flat_map(|url| ["--webhook", url]).collect();
    let serving = Serving::start(state.path(), &more);
    assert_eq!(serving.said["destinations"].as_array().map(Vec::len), Some(1001));
    let id = serving.create();
    assert_eq!(event(&handler.next())["data"]["session_id"], id);
}

#[test]
fn a_delivery_on_its_way_is_finished_before_the_end() {
    let (sandbox, (tell, told)) = (Sandbox::new(), mpsc::channel());
    let told = Mutex::new(told);
    let slow = Server::scripted(move |_, _| {
        // Without a word it answers at the end of the test.
        let _ = told.lock().expect("a channel").recv();
        json(200, "")
    });
    let mut serving = Serving::start(&sandbox.state_dir(), &["--webhook", &format!("{}/callbacks", slow.address)]);
    serving.create();
    slow.wait_for("POST /callbacks", 1);
    serving.signal("TERM");
    serving.wait_to_say("ending");
    tell.send(()).expect("a word");
    assert_eq!(serving.end().0, Some(0));
    let status = sandbox.run("emulator status -o json").expect(0).json();
    assert_eq!(status["deliveries"], serde_json::json!({"delivered": 1}));
}

#[test]
fn told_to_it_shows_what_is_asked_and_what_is_sent() {
    let (state, handler) = (tempfile::tempdir().expect("a folder"), Handler::answering(200));
    let serving = Serving::start(state.path(), &["-v", "--webhook", &handler.url]);
    serving.create();
    handler.next();
    serving.signal("TERM");
    let (code, told) = serving.end();
    assert_eq!(code, Some(0));
    for text in ["POST /ipp/v1/sessions 201", "callback kevt_", &format!(" to {}: 200", handler.url)] {
        assert!(told.contains(text), "{told}");
    }
}

#[test]
fn how_fast_its_time_goes_is_said_until_a_reset() {
    let (sandbox, state) = (Sandbox::new(), tempfile::tempdir().expect("a folder"));
    let at = format!("--state {}", state.path().display());
    sandbox.run(&format!("emulator run {at} --time-scale 60 -- true")).expect(0).out_is("");
    sandbox.run(&format!("emulator status {at}")).expect(0).shows(&["60 times as fast"]);
    assert_eq!(Serving::start(state.path(), &[]).said["time_scale"], 60);
    let reset = sandbox.run(&format!("emulator reset {at} --yes -o json")).expect(0).json();
    assert_eq!(reset["time_scale"], 1);
}

#[test]
fn a_misspelt_fault_is_refused() {
    let state = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(state.path(), &[]);
    let key = ["authorization: Basic kco_test_api_x", "content-type: application/json"];
    let fault =
        |method, body| client::send(&serving.address, method, "/emulator/v1/faults", &key, body).expect("answered");
    let refused = fault("POST", r#"{"kind": "503", "counts": 1}"#);
    assert!(refused.status == 400 && refused.body.to_string().contains("counts"), "{}", refused.body);
    assert_eq!(fault("GET", "").body, serde_json::json!([]));
}
