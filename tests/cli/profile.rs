//! `ipp profile`: nothing here needs a key or the network, and no key is ever shown.

use crate::support::server::{Server, json as json_answer};
use crate::support::{LIVE_KEY, Sandbox, TEST_KEY};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

/// Two profiles, the first of them the default.
fn sandbox_with_two() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.run("profile add demo --env emulator").expect(0);
    let line = ["profile", "add", "shop", "--env", "playground", "--merchant-id", "DM11917000", "--api-key-stdin"];
    sandbox.ipp_reading(&line, format!("{TEST_KEY}\n")).expect(0).hides(TEST_KEY);
    sandbox
}

#[test]
fn without_a_file_there_are_none() {
    let sandbox = Sandbox::new();
    sandbox.run("profile list").expect(0).out_is("").err_is("no profiles\n");
    sandbox.run("profile list -o json").expect(0).out_is("[]\n").err_is("");
    assert!(!sandbox.config_file().exists());
}

#[test]
fn the_list_has_every_format_and_masks_keys() {
    let sandbox = sandbox_with_two();
    let table = sandbox.run("profile list").expect(0).err_is("").hides(TEST_KEY);
    let lines: Vec<Vec<&str>> = table.out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0], ["PROFILE", "ENVIRONMENT", "DEFAULT", "MERCHANT", "KEY"]);
    assert_eq!(lines[1], ["demo", "emulator", "yes"]);
    assert_eq!(lines[2], ["shop", "playground", "DM11917000", "kco_test_…ABLE"]);
    let shop = json!({
        "name": "shop", "environment": "playground", "default": false,
        "merchant_id": "DM11917000", "api_key": "kco_test_…ABLE",
    });
    assert_eq!(sandbox.run("profile list -o json").expect(0).err_is("").json()[1], shop);
    let lines = sandbox.run("profile list -o jsonl").expect(0).err_is("").out;
    assert_eq!(lines.lines().nth(1), Some(shop.to_string().as_str()));
    sandbox.run("profile list -o id").expect(0).err_is("").out_is("demo\nshop\n");
    let csv = "name,environment,default,merchant_id,api_key\ndemo,emulator,true,,\nshop,playground,false,DM11917000,kco_test_…ABLE\n";
    sandbox.run("profile list -o csv").expect(0).err_is("").out_is(csv);
}

#[test]
fn what_is_added_is_told_and_kept_from_others() {
    let sandbox = Sandbox::new();
    let run = sandbox.run("profile add demo --env emulator -o json").expect(0).says(&["saved in ", "config.toml"]);
    assert_eq!((&run.json()["name"], &run.json()["default"]), (&json!("demo"), &json!(true)));
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode(&sandbox.config_file()), 0o600);
    assert_eq!(mode(sandbox.config_file().parent().expect("a folder")), 0o700);
    let text = std::fs::read_to_string(sandbox.config_file()).expect("a file");
    assert_eq!(text, "profile = \"demo\"\n\n[profiles.demo]\nenvironment = \"emulator\"\n");
}

#[test]
fn every_flag_of_add_is_shown_again() {
    let sandbox = Sandbox::new();
    sandbox.file("key", format!("{TEST_KEY}\n"));
    let key = sandbox.home().join("key");
    let line = format!(
        "profile add shop --env playground --api-key-file {} --username DM1-shop --merchant-id DM1 --location \"My Store\" \
         --device \"Till 1\" --tax-rate 25% --read-only --base-url https://gateway.example.com/kustom",
        key.display()
    );
    sandbox.run(&line).expect(0);
    let shown = sandbox.run("profile show -o json").expect(0).err_is("").hides(TEST_KEY).json();
    let expected = [
        ("profile", "shop"),
        ("environment", "playground"),
        ("username", "DM1-shop"),
        ("merchant_id", "DM1"),
        ("location", "My Store"),
        ("device", "Till 1"),
        ("tax_rate", "25%"),
        ("read_only", "true"),
        ("base_url", "https://gateway.example.com/kustom"),
    ];
    for (name, value) in expected {
        assert_eq!(shown[name], value, "{name}");
    }
    assert_eq!(shown["api_key"], format!("(from file {})", key.display()));
}

#[test]
fn a_profile_that_cannot_be_is_not_written() {
    let sandbox = Sandbox::new();
    let add = |arguments: &str, stdin: &str| {
        let mut words = vec!["profile".to_owned(), "add".to_owned()];
        words.extend(shlex::split(arguments).expect("words"));
        sandbox.ipp_reading(&words, stdin).hides(LIVE_KEY).hides(TEST_KEY)
    };
    add("shop", "").expect(2).out_is("").says(&["none is named: nothing was written", "`--env production`"]);
    add("a.b --env emulator", "").expect(2).out_is("").says(&["not a name for a profile"]);
    add("shop --env playground --api-key-stdin", "").expect(2).out_is("").says(&["no key on stdin"]);
    add("shop --env playground --api-key-stdin", LIVE_KEY).expect(3).out_is("").says(&["a key of production"]);
    add("shop --env production --api-key-stdin", TEST_KEY).expect(3).out_is("").says(&["a key of playground"]);
    add("shop --env playground --api-key-stdin", "secret").expect(3).out_is("").says(&["is not of the form"]);
    add("shop --env playground --api-key-stdin --api-key-file x", "").expect(2).out_is("").says(&["--api-key-file"]);
    add("shop --env playground --base-url http://example.com", "").expect(3).out_is("").says(&["loopback only"]);
    assert!(!sandbox.config_file().exists());
}

#[test]
fn a_name_that_is_taken_is_left_alone() {
    let sandbox = sandbox_with_two();
    let before = std::fs::read_to_string(sandbox.config_file()).expect("a file");
    let run = sandbox.run("profile add demo --env playground -o json").expect(3).out_is("");
    assert_eq!(run.error()["hint"], "give another name, or run `ipp profile remove demo` first");
    assert_eq!(std::fs::read_to_string(sandbox.config_file()).expect("a file"), before);
}

#[test]
fn use_makes_another_the_default() {
    let sandbox = sandbox_with_two();
    let run = sandbox.run("profile use shop -o json").expect(0).says(&["saved in "]).hides(TEST_KEY);
    assert_eq!((&run.json()["name"], &run.json()["default"]), (&json!("shop"), &json!(true)));
    assert_eq!(sandbox.run("profile show -o json").expect(0).json()["profile"], "shop");
    let run = sandbox.run("profile use shpo").expect(3).out_is("");
    run.says(&["there is no profile `shpo`; the profiles are `shop`, `demo`"]);
}

#[test]
fn removing_asks_or_needs_yes() {
    let sandbox = sandbox_with_two();
    sandbox.run("profile remove shop").expect(9).out_is("").says(&["nobody has agreed", "`--yes`"]);
    let run = sandbox.run("profile remove shop --yes -o json").expect(0).says(&["removed profile shop"]);
    assert_eq!(run.hides(TEST_KEY).json()["name"], "shop");
    sandbox.run("profile list -o id").expect(0).out_is("demo\n");
    assert!(!std::fs::read_to_string(sandbox.config_file()).expect("a file").contains("kco_"));
    sandbox.run("profile remove shop --yes").expect(3).out_is("").says(&["there is no profile `shop`"]);
    sandbox.run("profile remove demo -y").expect(0);
    sandbox.run("session get x").expect(3).out_is("").says(&["no environment is chosen"]);
}

#[test]
fn show_says_where_each_value_comes_from() {
    let sandbox = Sandbox::new().with("IPP_DEVICE", "Till 7").with("IPP_API_KEY", TEST_KEY);
    sandbox.write_config(
        "profile = \"shop\"\n[profiles.shop]\nenvironment = \"playground\"\ndevice = \"Till 1\"\nlocation = \"My\"\n",
    );
    let shown = sandbox.run("profile show --origin --retries 7 -o json").expect(0).err_is("").hides(TEST_KEY).json();
    let said = |key: &str| {
        (shown[key]["value"].as_str().unwrap_or_default(), shown[key]["origin"].as_str().unwrap_or_default())
    };
    assert_eq!(said("profile"), ("shop", "config.toml:1"));
    assert_eq!(said("environment"), ("playground", "profile shop (config.toml:3)"));
    assert_eq!(said("location"), ("My", "profile shop (config.toml:5)"));
    assert_eq!(said("device"), ("Till 7", "IPP_DEVICE"));
    assert_eq!(said("api_key"), ("kco_test_…ABLE", "IPP_API_KEY"));
    assert_eq!(said("retries"), ("7", "--retries"));
    assert_eq!(said("connect_timeout"), ("5s", "default"));
    sandbox
        .run("profile show --origin")
        .expect(0)
        .hides(TEST_KEY)
        .shows(&["device             Till 7  [IPP_DEVICE]\n"]);
    sandbox.run("profile show").expect(0).err_is("").shows(&["device             Till 7\n"]);
}

#[test]
fn show_has_every_format_and_takes_a_name() {
    let sandbox = sandbox_with_two();
    sandbox.run("profile show shop -o id").expect(0).err_is("").out_is("shop\n");
    sandbox.run("profile show shop -o csv").expect(0).err_is("").out_is(
        "profile,environment,api_key,merchant_id,location,device\nshop,playground,kco_test_…ABLE,DM11917000,,\n",
    );
    assert_eq!(sandbox.run("profile show shop -o jsonl").expect(0).json()["environment"], "playground");
    sandbox.run("profile show nobody").expect(3).out_is("").says(&["there is no profile `nobody`"]);
    sandbox.run("profile show shop --profile demo").expect(2).out_is("");
}

#[test]
fn a_dry_run_writes_no_file() {
    let sandbox = sandbox_with_two();
    let before = std::fs::read_to_string(sandbox.config_file()).expect("a file");
    for line in ["profile add new --env emulator", "profile use shop", "profile remove demo --yes"] {
        for flag in ["--dry-run", "--curl"] {
            let run = sandbox.run(&format!("{line} {flag}")).expect(2).out_is("");
            run.says(&["nothing was changed", "no request"]);
        }
    }
    assert_eq!(std::fs::read_to_string(sandbox.config_file()).expect("a file"), before);
}

#[test]
fn the_only_profile_stays_the_default_when_there_is_a_second() {
    let sandbox = Sandbox::new();
    sandbox.write_config("# by hand\n[profiles.first]\nenvironment = \"emulator\" # mine\n");
    assert_eq!(sandbox.run("profile show -o json").expect(0).json()["profile"], "first");
    let added = sandbox.run("profile add second --env playground -o json").expect(0);
    assert_eq!(added.json()["default"], false);
    assert_eq!(sandbox.run("profile show -o json").expect(0).json()["profile"], "first");
    let text = std::fs::read_to_string(sandbox.config_file()).expect("a file");
    assert!(text.contains("# by hand") && text.contains("# mine") && text.contains("profile = \"first\""), "{text}");
}

#[test]
fn a_key_file_is_found_from_everywhere() {
    let server = Server::answering(vec![json_answer(200, r#"{"content":[],"last":true}"#)]);
    let sandbox = Sandbox::new();
    let key = sandbox.file("key", format!("{TEST_KEY}\n"));
    let whole = std::fs::canonicalize(&key).expect("a file").display().to_string();
    for (name, path) in [("a", "key"), ("b", "./key"), ("c", key.as_str())] {
        let line = format!("profile add {name} --env playground --api-key-file {path} --base-url {}", server.address);
        sandbox.run(&line).expect(0).hides(TEST_KEY);
        let shown = sandbox.run(&format!("profile show {name} -o json")).expect(0).json();
        assert_eq!(shown["api_key"], format!("(from file {whole})"));
    }
    std::fs::create_dir(sandbox.home().join("deep")).expect("a folder");
    sandbox.shell("cd deep && ipp device list --profile a").expect(0);
    assert_eq!(server.asked().len(), 1);
    let before = std::fs::read_to_string(sandbox.config_file()).expect("a file");
    let run = sandbox.run("profile add d --env playground --api-key-file nowhere").expect(2).out_is("");
    run.says(&["nowhere"]);
    assert_eq!(std::fs::read_to_string(sandbox.config_file()).expect("a file"), before);
}

#[test]
fn what_else_the_flags_say_is_saved() {
    let sandbox = Sandbox::new();
    sandbox.run("profile add shop --env playground --retries 1 --request-timeout 3s --connect-timeout 2s").expect(0);
    let shown = sandbox.run("profile show --origin -o json").expect(0).json();
    for (key, value) in [("retries", "1"), ("request_timeout", "3s"), ("connect_timeout", "2s")] {
        assert_eq!(shown[key]["value"], value, "{key}");
        assert!(shown[key]["origin"].as_str().is_some_and(|origin| origin.starts_with("profile shop")), "{shown}");
    }
}
