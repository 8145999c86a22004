//! The commands of hints work where the command that failed worked: they repeat `--env`, `--profile` and `--base-url`.

use super::{ID, READ, session};
use crate::support::server::{Answer, Server, json};
use crate::support::{Run, Sandbox, TEST_KEY};

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
    let run = sandbox.run(&format!("session wait {ID} --timeout 400ms {flags} -o json")).expect(23);
    let hint = run.error()["hint"].as_str().expect("a hint").to_owned();
    assert!(hint.contains(&format!("`ipp {flags} session cancel {ID}`")), "{hint}");
    let asked = server.count(READ);
    let hinted = hint.split('`').find(|part| part.contains("session wait")).expect("a command");
    sandbox.run(&format!("{} --timeout 400ms", hinted.trim_start_matches("ipp "))).expect(23);
    assert!(server.count(READ) > asked);
    let run = sandbox.run(&format!("session wait {ID} --timeout 400ms {flags}")).expect(23);
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
    let run = Sandbox::playground(&server.address).run(&format!("session wait {ID} --timeout 400ms")).expect(23);
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

/// The commands that stderr names between backticks, and that begin with this after `ipp`.
fn named(run: &Run, begins: &str) -> Vec<String> {
    let commands = run.err.split('`').filter_map(|part| part.strip_prefix("ipp "));
    commands.filter(|line| line.starts_with(begins)).map(str::to_owned).collect()
}

#[test]
fn what_recover_names_works_as_it_is_printed() {
    let sandbox = Sandbox::new();
    let create = "session create --amount 100 --currency SEK --env emulator --ref A --merchant-data mine";
    sandbox.run("emulator fault add lost-answer --on create-session --count 1").expect(0);
    let lost = sandbox.run(create).expect(24);
    let duplicate = sandbox.run(create).expect(9);
    for run in [&lost, &duplicate] {
        assert_eq!(named(run, "--env emulator session"), ["--env emulator session recover 1"], "{run:?}");
    }
    let likely = sandbox.run(&named(&lost, "--env emulator session")[0]).expect(24);
    let settle = named(&likely, "--env emulator session recover 1 --settle session=");
    assert_eq!(settle.len(), 1, "{likely:?}");
    let open = sandbox.run(&settle[0]).expect(0);
    let next = named(&open, "--env emulator session");
    assert_eq!(next.len(), 2, "{open:?}");
    sandbox.run(&format!("{} --timeout 400ms", next[0])).expect(23);
    sandbox.run(&next[1]).expect(0).shows(&["CANCELLED"]);
}

#[test]
fn an_attempt_that_was_made_elsewhere_names_the_way_there() {
    let server = Server::answering(vec![Answer::Close]);
    let (sandbox, flags) = machine(&server);
    let create = "session create --amount 100 --currency SEK --device 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f";
    sandbox.run(&format!("{create} {flags}")).expect(24);
    let run = sandbox.run("session recover 1 --env emulator").expect(2);
    assert_eq!(named(&run, "--profile"), [format!("{flags} session recover 1")], "{run:?}");
    let sandbox = Sandbox::new().with("IPP_API_KEY", TEST_KEY);
    let flags = format!("--env playground --base-url {}", server.address);
    sandbox.run(&format!("{create} {flags}")).expect(24);
    let run = sandbox.run("session recover 1 --env emulator").expect(2);
    sandbox.run(&named(&run, "--env playground")[0]).expect(24);
}
