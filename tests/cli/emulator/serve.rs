//! `ipp emulator serve`: where it listens, what it says, how it ends.

use super::support::client;
use super::support::serving::Serving;
use crate::support::Sandbox;
use std::net::TcpListener;

#[test]
fn it_says_what_one_needs_to_begin() {
    let state = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(state.path(), &[]);
    let said = &serving.said;
    assert_eq!((&said["plays"], &said["accepts_keys"]), (&"playground".into(), &"kco_test_api_...".into()));
    assert!(serving.address.starts_with("http://127.0.0.1:"), "{said}");
    assert_eq!(said["try_next"].as_array().map(Vec::len), Some(2));
    for line in said["try_next"].as_array().expect("commands") {
        let run = Sandbox::new().shell(line.as_str().expect("a command"));
        assert_eq!(run.code, 0, "{line}: {run:?}");
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
fn what_cannot_be_served_is_refused() {
    let sandbox = Sandbox::new();
    for (line, words) in [
        ("emulator serve --port 0 --webhook ftp://example.com", "`url`"),
        ("emulator serve --port 0 --time-scale 0", "--time-scale"),
        ("emulator serve --port 0 --as emulator", "--as"),
        ("emulator serve --port 0 --webhook-secret-file nowhere", "nowhere"),
        ("emulator serve --port 0 --listen moon", "--listen"),
    ] {
        sandbox.run(line).expect(2).says(&[words]);
    }
}
