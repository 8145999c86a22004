//! Commands that `ipp` runs for somebody: password managers, probes, and what the emulator serves for.

use super::repeater::{self, Way};
use super::{KEY, SIGNING, found_in};
use crate::emulator::support::handler::Handler;
use crate::support::Sandbox;
use std::os::unix::fs::PermissionsExt;

/// A program that writes down its own command line, that of its parent, and its environment, and then does this.
fn spy(sandbox: &Sandbox, then: &str) -> String {
    let script = format!(
        "#!/bin/sh\ntr '\\0' ' ' </proc/$$/cmdline >>\"$HOME/lines\"\ntr '\\0' ' ' </proc/$PPID/cmdline >>\"$HOME/lines\"\n\
         tr '\\0' '\\n' </proc/$$/environ >>\"$HOME/environ\"\n{then}\n"
    );
    let path = sandbox.file("spy", script);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("a mode");
    path
}

/// What the spies have seen: command lines and environments.
fn seen(sandbox: &Sandbox) -> (String, String) {
    let read = |name: &str| std::fs::read_to_string(sandbox.home().join(name)).expect("a spy");
    (read("lines"), read("environ"))
}

#[test]
fn a_password_manager_is_told_nothing() {
    let sandbox = Sandbox::new();
    let path = spy(&sandbox, &format!("echo {KEY}"));
    sandbox.write_config(&format!(
        "[profiles.shop]\nenvironment = \"playground\"\nbase_url = \"http://127.0.0.1:9\"\napi_key_command = \"{path}\"\n\
         webhook_secret = \"{SIGNING}\"\n"
    ));
    sandbox.run("location list --profile shop --retries 0 -vv").expect(7).hides_all(&[KEY, SIGNING]);
    let (lines, environ) = seen(&sandbox);
    assert_eq!((found_in(&lines), found_in(&environ)), (vec![], vec![]), "{lines} {environ}");
}

#[test]
fn a_probe_is_told_nothing() {
    let sandbox = Sandbox::new();
    let path = spy(&sandbox, "echo 0");
    sandbox.write_config(&format!(
        "[profiles.shop]\nenvironment = \"playground\"\napi_key = \"{KEY}\"\nwebhook_secret = \"{SIGNING}\"\n"
    ));
    let handler = Handler::answering(200);
    sandbox.run(&format!("webhook check {} --profile shop --probe {path} -vv", handler.url)).hides_all(&[KEY, SIGNING]);
    let (lines, environ) = seen(&sandbox);
    assert_eq!((found_in(&lines), found_in(&environ)), (vec![], vec![]), "{lines} {environ}");
}

#[test]
fn a_probe_finds_no_secret_in_its_environment() {
    let sandbox = Sandbox::emulator().with("IPP_WEBHOOK_SECRET", SIGNING).with("IPP_API_KEY", KEY);
    let path = spy(&sandbox, "echo 0");
    let handler = Handler::answering(200);
    sandbox.run(&format!("webhook check {} --probe {path}", handler.url));
    sandbox.run(&format!("checklist --only order --probe {path}")).expect(0);
    let sandbox = sandbox.with("MINE", SIGNING);
    sandbox.run(&format!("webhook check {} --secret-from env:MINE --probe {path}", handler.url));
    sandbox.run(&format!("checklist --only order --secret-from env:MINE --probe {path}")).expect(0);
    let (_, environ) = seen(&sandbox);
    assert!(environ.contains("IPP_ORDER_ID=") && found_in(&environ).is_empty(), "{environ}");
}

/// It is set the emulator's own key and signing secret, because that is what it is run for; no command line has them.
#[test]
fn what_the_emulator_serves_for_gets_its_secrets_in_the_environment_alone() {
    let sandbox = Sandbox::emulator().with("IPP_WEBHOOK_SECRET", SIGNING).with("IPP_API_KEY", KEY);
    let path = spy(&sandbox, "true");
    let run = sandbox.run(&format!("emulator run -vv -- {path}")).expect(0);
    assert!(found_in(&run.err).is_empty() && found_in(&run.out).is_empty(), "{run:?}");
    let (lines, environ) = seen(&sandbox);
    assert!(found_in(&lines).is_empty(), "{lines}");
    assert!(environ.contains(SIGNING), "{environ}");
}

#[test]
fn a_server_says_where_its_secret_is_and_not_what_it_is() {
    let sandbox = Sandbox::emulator().with("IPP_WEBHOOK_SECRET", SIGNING).with("IPP_API_KEY", KEY);
    for format in ["table", "json"] {
        let mut serving = sandbox.begin(&format!("emulator serve --port 0 -vv -o {format} --ready-file ready"));
        serving.line();
        serving.signal("TERM");
        let run = serving.finish().expect(0);
        assert!(found_in(&run.err).is_empty() && found_in(&run.out).is_empty(), "{run:?}");
    }
}

/// What came is recorded as it came, with the signature and without what it is made with.
#[test]
fn a_listener_and_its_record_tell_nothing() {
    let sandbox = Sandbox::emulator().with("IPP_WEBHOOK_SECRET", SIGNING).with("IPP_API_KEY", KEY);
    let ipp = assert_cmd::cargo::cargo_bin("ipp");
    let pay =
        format!("exec {} pay --env emulator --amount 100 --currency SEK --simulate-tap SUCCESS -vv", ipp.display());
    let path = spy(&sandbox, &pay);
    let until = "--until ipp.session.finalized --timeout 60s";
    let run = sandbox.run(&format!("webhook listen --port 0 -vv -o jsonl {until} -- {path}")).expect(0);
    assert!(found_in(&run.err).is_empty() && found_in(&run.out).is_empty(), "{run:?}");
    assert!(found_in(&seen(&sandbox).0).is_empty(), "{:?}", seen(&sandbox));
    let days: Vec<_> = std::fs::read_dir(sandbox.state_dir().join("events")).expect("a record").flatten().collect();
    let record: String = days.iter().map(|day| std::fs::read_to_string(day.path()).expect("a file")).collect();
    assert!(record.contains("ipp.session.finalized") && found_in(&record).is_empty(), "{record}");
    let server = repeater::serve(Way::Objects);
    let replay = format!("webhook replay --last 3 --to {}/callbacks -vv -o json", server.address);
    for line in ["webhook list -vv -o json", &replay] {
        let run = sandbox.run(line).expect(0).shows(&["ipp.session.finalized"]);
        assert!(found_in(&run.err).is_empty() && found_in(&run.out).is_empty(), "{run:?}");
    }
    assert!(!server.asked().is_empty());
}
