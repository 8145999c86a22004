//! `ipp setup` without a terminal: nothing is asked or guessed, what the flags say is checked and written, or nothing is.

use crate::support::account::{self, KIOSK, MERCHANT, NORTH, TILL_1};
use crate::support::server::{Server, nobody};
use crate::support::{LIVE_KEY, Run, Sandbox, TEST_KEY};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

/// By a person, with comments everywhere.
const BY_HAND: &str = "# mine\nprofile = \"shop\" # the usual one\n\n# of the shop\n[profiles.shop]\nenvironment = \"playground\" # tests\napi_key_file = \"key\" # for now\nlocation = \"North\" # upstairs\nread_only = true\n\n# of the other\n[profiles.other]\nenvironment = \"emulator\"\n";

fn set_up(sandbox: &Sandbox, server: &Server, flags: &str, stdin: &str) -> Run {
    let line = format!("setup --env playground --base-url {} {flags}", server.address);
    sandbox.ipp_reading(&shlex::split(&line).expect("words"), stdin).hides(TEST_KEY).hides(LIVE_KEY)
}

fn file(sandbox: &Sandbox) -> String {
    std::fs::read_to_string(sandbox.config_file()).expect("a file")
}

#[test]
fn the_emulator_needs_nothing_else() {
    let sandbox = Sandbox::new();
    let run = sandbox.run("setup --env emulator").expect(0).shows(&["profile      emulator\n", "default      yes\n"]);
    run.says(&["saved in "]).hides("next: ");
    assert_eq!(file(&sandbox), "profile = \"emulator\"\n\n[profiles.emulator]\nenvironment = \"emulator\"\n");
    let mode = std::fs::metadata(sandbox.config_file()).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    sandbox.run("pay --amount 249.00 --currency SEK --simulate-tap SUCCESS").expect(0);
    sandbox.run("setup --env emulator").expect(0).says(&["nothing to change in "]);
}

#[test]
fn what_the_flags_say_is_checked_and_written() {
    let (sandbox, server) = (Sandbox::new(), account::server());
    let flags = "--api-key-stdin --merchant-id DM11917000 --location Nor --device \"Till 1\" -o json";
    let run = set_up(&sandbox, &server, flags, &format!("{TEST_KEY}\n")).expect(0);
    let expected = json!({
        "name": "playground", "environment": "playground", "default": true, "merchant_id": MERCHANT,
        "api_key": "kco_test_…ABLE", "location": NORTH, "device": TILL_1,
    });
    assert_eq!(run.json(), expected);
    assert!(run.err.lines().all(|line| line.starts_with('{')), "{}", run.err);
    assert!(server.operations().iter().all(|line| line.starts_with("GET ")), "{:?}", server.operations());
    assert!(server.asked().iter().all(|asked| asked.header("x-merchant-id") == Some(MERCHANT)));
    sandbox.run("device list -o id").expect(0).shows(&[TILL_1]);
}

#[test]
fn nothing_is_guessed() {
    let (sandbox, server) = (Sandbox::new(), account::server());
    let run = set_up(&sandbox, &server, "--api-key-stdin -o json", TEST_KEY).expect(0).json();
    assert_eq!((&run["merchant_id"], &run["location"], &run["device"]), (&json!(null), &json!(null), &json!(null)));
}

#[test]
fn what_the_api_refuses_is_not_written() {
    let (sandbox, server) = (Sandbox::new(), account::server());
    let refused = |flags: &str, key: &str, code: i32, words: &[&str]| {
        set_up(&sandbox, &server, flags, key).expect(code).out_is("").says(words);
        assert!(!sandbox.config_file().exists(), "{flags}");
    };
    refused("--api-key-stdin", "kco_test_api_other", 4, &["401", "nothing was written", "`--no-check`"]);
    refused("--api-key-stdin --merchant-id DM2", TEST_KEY, 6, &["unknown merchant", "nothing was written"]);
    refused("--api-key-stdin --location West", TEST_KEY, 5, &["no location", "`West`"]);
    refused("--api-key-stdin --location North --device Kiosk", TEST_KEY, 5, &["no device", "`Kiosk`"]);
    refused("--api-key-stdin --device Till", TEST_KEY, 2, &["more than one device", "Till 2"]);
    refused("--api-key-stdin", LIVE_KEY, 3, &["a key of production"]);
    refused("--api-key-stdin --merchant-id \"a b\"", TEST_KEY, 3, &["visible ASCII"]);
    refused("", "", 2, &["no key is given", "`--api-key-command`"]);
    refused("--dry-run", "", 2, &["nothing was changed"]);
    refused("--api-key-command false", "", 3, &["`false`"]);
}

#[test]
fn an_error_is_one_object_in_json() {
    let (sandbox, server) = (Sandbox::new(), account::server());
    let run = set_up(&sandbox, &server, "--api-key-stdin -o json", "kco_test_api_other").expect(4).out_is("");
    assert_eq!(run.error()["kind"], "key_refused");
    assert_eq!(Sandbox::new().run("setup -o json").expect(2).error()["kind"], "usage");
}

#[test]
fn without_an_environment_there_is_nothing_to_write() {
    Sandbox::new()
        .run("setup")
        .expect(2)
        .out_is("")
        .says(&["none is named: nothing was written", "`--env playground`"]);
}

#[test]
fn what_cannot_be_checked_is_written_only_when_that_is_said() {
    let sandbox = Sandbox::new();
    let line = format!("setup --env playground --base-url {} --location North", nobody());
    let with_key = |flags: &str| {
        let line = format!("{line} --api-key-stdin {flags}");
        sandbox.ipp_reading(&shlex::split(&line).expect("words"), TEST_KEY)
    };
    with_key("").expect(7).out_is("").says(&["nothing was sent", "`--no-check`"]);
    assert!(!sandbox.config_file().exists());
    with_key("--no-check").expect(0).says(&["none of it was checked: `ipp doctor` does"]);
    assert!(file(&sandbox).contains("location = \"North\""));
}

#[test]
fn a_change_keeps_comments_and_all_else() {
    let (sandbox, server) = (Sandbox::new(), account::server());
    sandbox.write_config(BY_HAND);
    std::fs::write(sandbox.config_file().with_file_name("key"), TEST_KEY).expect("a key");
    let run = set_up(&sandbox, &server, "--location South --device Kiosk", "").expect(0);
    run.says(&["location", "(was North)", KIOSK]);
    let expected = BY_HAND.replace("\"North\"", &format!("\"{}\"", account::SOUTH)).replace(
        "read_only = true\n",
        &format!("read_only = true\ndevice = \"{KIOSK}\"\nbase_url = \"{}\"\n", server.address),
    );
    assert_eq!(file(&sandbox), expected);
    set_up(&sandbox, &server, &format!("--api-key-command \"echo {TEST_KEY}\""), "").expect(0);
    assert!(file(&sandbox).contains("api_key_command = \"echo ") && !file(&sandbox).contains("api_key_file"));
    assert!(file(&sandbox).contains("# upstairs") && file(&sandbox).contains("# of the other"), "{}", file(&sandbox));
}

#[test]
fn a_profile_keeps_its_environment() {
    let sandbox = Sandbox::new();
    sandbox.write_config(BY_HAND);
    let run = sandbox.run("setup --env production --profile shop").expect(2).out_is("");
    run.says(&["profile shop is for playground", "nothing was written"]);
    assert_eq!(file(&sandbox), BY_HAND);
}

#[test]
fn several_that_fit_have_to_be_told_apart() {
    let sandbox = Sandbox::new();
    for name in ["a", "b", "c"] {
        sandbox.run(&format!("profile add {name} --env emulator")).expect(0);
    }
    assert_eq!(sandbox.run("setup --env emulator -o json").expect(0).json()["name"], "a");
    sandbox.run("profile remove a --yes").expect(0);
    let run = sandbox.run("setup --env emulator").expect(2).out_is("");
    run.says(&["`b`, `c`", "`--profile`"]);
    sandbox.run("setup --profile c").expect(0).says(&["nothing to change"]);
}

#[test]
fn a_key_in_a_variable_is_used_and_not_written() {
    let (sandbox, server) = (Sandbox::new().with("IPP_API_KEY", TEST_KEY), account::server());
    set_up(&sandbox, &server, "", "").expect(0).says(&["IPP_API_KEY is set, and goes before"]);
    assert!(!file(&sandbox).contains("api_key"), "{}", file(&sandbox));
    let run = set_up(&sandbox, &server, "--profile two --api-key-stdin", "kco_test_api_other").expect(4);
    run.says(&["401"]);
}

#[test]
fn what_cannot_be_written_is_said() {
    let sandbox = Sandbox::new().with("IPP_CONFIG", "/dev/full");
    sandbox.run("setup --env emulator").expect(3).out_is("");
    let sandbox = Sandbox::new();
    sandbox.write_config("profile = [");
    sandbox.run("setup --env emulator").expect(3).out_is("").says(&["config.toml:1"]);
    assert_eq!(file(&sandbox), "profile = [");
}

#[test]
fn what_stops_it_while_the_api_is_slow_leaves_the_file() {
    for signal in ["INT", "TERM", "HUP"] {
        let server = Server::answering(vec![crate::support::server::Answer::Silence]);
        let sandbox = Sandbox::new();
        let key = sandbox.file("key", TEST_KEY);
        let line = format!("setup --env playground --base-url {} --api-key-file {key}", server.address);
        let child = sandbox.start(&line);
        server.wait_until_asked(0);
        sandbox.signal(&child, signal);
        let run = Run::of(&child.wait_with_output().expect("an end"));
        run.expect(130).out_is("").says(&["nothing was written, the config file is as it was"]);
        assert!(!sandbox.config_file().exists());
    }
}
