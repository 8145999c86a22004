//! Config files and keys that are wrong: code 3, the line, and nothing sent.

use crate::support::bodies::SESSION_ID;
use crate::support::server::Server;
use crate::support::{LIVE_KEY, Sandbox, TEST_KEY};
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_mistake_in_the_file_is_told_with_its_line() {
    let server = Server::never();
    let with = |lines: &str| {
        format!(
            "profile = \"shop\"\n[profiles.shop]\nenvironment = \"playground\"\nbase_url = \"{}\"\n{lines}\n",
            server.address
        )
    };
    let cases = [
        (with("retries = \"3\""), "config.toml:5: `retries`: expected a whole number, found text"),
        (with("retries = -1"), "config.toml:5: `retries`: expected a number from 0"),
        (with("merchant_id = 5"), "config.toml:5: `merchant_id`: expected text in quotes, found a whole number"),
        (with("read_only = \"yes\""), "config.toml:5: `read_only`: expected true or false, found text"),
        (with("max_amount = 500"), "config.toml:5: `max_amount`: expected a table, found a whole number"),
        (with("max_amount = { sek = 1 }"), "config.toml:5: `sek`: a currency is written in upper case: SEK"),
        (
            with("max_amount = { SEK = 1.5 }"),
            "config.toml:5: `SEK`: expected a whole number, found a number with decimals",
        ),
        (with("locations = [\"My Store\"]"), "config.toml:5: `locations`: expected location ids"),
        (with("tax_rate = \"101%\""), "config.toml:5: `tax_rate`"),
        (with("request_timeout = 30"), "config.toml:5: `request_timeout`: expected a duration such as \"30s\""),
        (with("devise = \"Till\""), "config.toml:5: unknown key `devise`; did you mean `device`?"),
        (with("colour = 1"), "config.toml:5: unknown key `colour`"),
        (
            with("api_key = \"a\"\napi_key_file = \"b\""),
            "config.toml:6: `api_key_file`: a profile has one source of its API key, and `api_key` is on line 5",
        ),
        (with("device = \"a\"\ndevice = \"b\""), "config.toml:6: duplicate key"),
        (
            with("[profiles.\"a.b\"]\nenvironment = \"emulator\""),
            "config.toml:5: `a.b`: `a.b` is not a name for a profile",
        ),
        (with("[profiles.a.b]\nenvironment = \"emulator\""), "config.toml:5"),
        (with("[profiles.other]\nenvironment = \"moon\""), "config.toml:6: `environment`"),
        (with("[profiles.other]\ndevice = \"x\""), "a profile needs `environment`"),
        ("profil = \"shop\"".to_owned(), "config.toml:1: unknown key `profil`; did you mean `profile`?"),
        ("profile = 3".to_owned(), "config.toml:1: `profile`: expected text in quotes"),
        ("[profiles.shop".to_owned(), "config.toml:1: "),
        ("profiles = 3".to_owned(), "config.toml:1: `profiles`: expected a table"),
    ];
    for (text, says) in cases {
        let sandbox = Sandbox::new().with("IPP_API_KEY", TEST_KEY);
        sandbox.write_config(&text);
        for line in [format!("session get {SESSION_ID}"), "device list -o json".to_owned(), "profile list".to_owned()] {
            let run = sandbox.run(&line).expect(3).out_is("");
            let said = run.err.replace("\\\"", "\"");
            assert!(said.contains(says), "{says:?} is not in {run:?}");
        }
        let before = std::fs::read_to_string(sandbox.config_file()).expect("a file");
        sandbox.run("profile add new --env emulator").expect(3).out_is("");
        assert_eq!(std::fs::read_to_string(sandbox.config_file()).expect("a file"), before);
    }
    server.was_never_asked();
}

#[test]
fn a_file_that_is_none_is_told() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.config_file()).expect("a folder");
    sandbox.run("profile list").expect(3).out_is("").says(&["cannot read", "it is a folder"]);
    let sandbox = Sandbox::new();
    sandbox.write_config(&format!("# {}", "x".repeat(2 * 1024 * 1024)));
    sandbox.run("profile list").expect(3).out_is("").says(&["larger than 1 MiB"]);
}

#[test]
fn a_live_key_that_others_can_read_is_not_used() {
    let server = Server::never();
    for mode in [0o644, 0o640, 0o604, 0o666] {
        let sandbox = Sandbox::new();
        let text = format!("[profiles.shop]\nenvironment = \"production\"\nbase_url = \"{}\"\n", server.address);
        sandbox.write_config_with_mode(&format!("{text}api_key = \"{LIVE_KEY}\"\n"), mode);
        let run = sandbox.run(&format!("session get {SESSION_ID}")).expect(3).out_is("").hides(LIVE_KEY);
        run.says(&["holds production's API key, and others than its owner can read it", "hint: run `chmod 600 "]);

        let key = sandbox.file("key", LIVE_KEY);
        std::fs::set_permissions(&key, Permissions::from_mode(mode)).expect("a mode");
        sandbox.write_config(&format!("{text}api_key_file = \"{key}\"\n"));
        let run = sandbox.run(&format!("session get {SESSION_ID}")).expect(3).out_is("").hides(LIVE_KEY);
        run.says(&["holds production's API key", &format!("chmod 600 {key}")]);
    }
    server.was_never_asked();
}

#[test]
fn a_key_that_is_none_is_not_sent_and_not_shown() {
    let server = Server::never();
    let keys = [
        format!("{TEST_KEY}\nX-Evil: yes"),
        format!("{TEST_KEY}\r\n"),
        format!(" {TEST_KEY}"),
        format!("{TEST_KEY} "),
        "kco_test_api_".to_owned(),
        "kco_prod_api_RECOGNISABLE".to_owned(),
        "RECOGNISABLE".to_owned(),
        "Basic RECOGNISABLE".to_owned(),
        format!("{TEST_KEY}å"),
    ];
    for key in keys {
        let sandbox = Sandbox::playground(&server.address).with("IPP_API_KEY", &key);
        let run = sandbox.run(&format!("session get {SESSION_ID} -vv")).expect(3).out_is("").hides("RECOGNISABLE");
        run.says(&["the API key from `IPP_API_KEY` is not of the form kco_<live|test>_api_..., on one line"]);
    }
    server.was_never_asked();
}

#[test]
fn variables_are_checked_like_flags() {
    let server = Server::never();
    for (name, value, code) in [
        ("IPP_ENV", "moon", 3),
        ("IPP_MERCHANT_ID", "DM 1", 3),
        ("IPP_MERCHANT_ID", "DM\n1", 3),
        ("IPP_DEVICE", "a\nb", 3),
        ("IPP_LOCATION", " ", 3),
        ("IPP_PROFILE", "a.b", 3),
        ("IPP_BASE_URL", "x", 3),
    ] {
        let sandbox = Sandbox::playground(&server.address).with(name, value);
        sandbox.run(&format!("session get {SESSION_ID}")).expect(code).out_is("").says(&[&format!("{name}: ")]);
    }
    server.was_never_asked();
}
