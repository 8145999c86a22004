//! The commands of hints work where the command that failed worked: they repeat `--env`, `--profile` and `--base-url`.

use super::{ID, READ, session};
use crate::support::server::{Server, json};
use crate::support::{Sandbox, TEST_KEY};

const DEVICES: &str = "GET /ipp/v1/devices";

/// A machine on which only flags say where to go, and a profile with a key for them to name.
fn machine(server: &Server) -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    let profile = |name: &str, rest: &str| format!("[profiles.{name}]\nenvironment = \"playground\"\n{rest}\n");
    sandbox.write_config(&format!(
        "profile = \"home\"\n{}{}",
        profile("home", ""),
        profile("shop", &format!("api_key = \"{TEST_KEY}\""))
    ));
    (sandbox, format!("--profile shop --env playground --base-url {}", server.address))
}

#[test]
fn what_is_hinted_goes_to_the_same_place() {
    let server = Server::routes(vec![(READ, vec![session("ACTIVE")])]);
    let (sandbox, flags) = machine(&server);
    let run = sandbox.run(&format!("session wait {ID} --timeout 50ms {flags} -o json")).expect(23);
    let hint = run.error()["hint"].as_str().expect("a hint").to_owned();
    assert!(hint.contains(&format!("`ipp {flags} session cancel {ID}`")), "{hint}");
    let asked = server.count(READ);
    let hinted = hint.split('`').find(|part| part.contains("session wait")).expect("a command");
    sandbox.run(&format!("{} --timeout 50ms", hinted.trim_start_matches("ipp "))).expect(23);
    assert!(server.count(READ) > asked);
    let run = sandbox.run(&format!("session wait {ID} --timeout 50ms {flags}")).expect(23);
    run.says(&[&format!("hint: the phone still asks for it: `ipp {flags} session wait {ID}` goes on")]);
}

#[test]
fn every_noun_is_hinted_there() {
    let server = Server::routes(vec![(DEVICES, vec![json(200, r#"{"content":[],"last":true}"#)])]);
    let (sandbox, flags) = machine(&server);
    let run = sandbox.run(&format!("pay --amount 100 --currency SEK {flags}")).expect(5);
    run.says(&[&format!("`ipp {flags} enrollment create`"), &format!("`ipp {flags} dev create-device`")]);
    let run = sandbox.run(&format!("device get Nobody {flags}")).expect(5);
    run.says(&[&format!("`ipp {flags} device list`")]);
}

#[test]
fn without_flags_nothing_is_repeated() {
    let server = Server::routes(vec![(READ, vec![session("ACTIVE")])]);
    let run = Sandbox::playground(&server.address).run(&format!("session wait {ID} --timeout 50ms")).expect(23);
    run.says(&[&format!("`ipp session wait {ID}` goes on")]);
}

#[test]
fn where_a_setting_comes_from_is_asked_there() {
    let server = Server::answering(vec![json(401, "")]);
    let (sandbox, flags) = machine(&server);
    let run = sandbox.run(&format!("session get {ID} {flags}")).expect(4);
    run.says(&[&format!("`ipp {flags} profile show --origin`")]);
    sandbox.run(&format!("{flags} profile show --origin")).expect(0).shows(&["[--profile]", "[--base-url]"]);
}
