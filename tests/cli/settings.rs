//! What wins: a flag over a variable over the profile; and nothing is ever guessed.

use crate::support::bodies::{SESSION_ID, session};
use crate::support::server::Server;
use crate::support::{LIVE_KEY, Sandbox, TEST_KEY};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

const GET: &str = "session get 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";
const THREE: &str = "\
profile = \"shop\"
[profiles.shop]
environment = \"playground\"
merchant_id = \"DM-FILE\"
[profiles.live]
environment = \"production\"
[profiles.demo]
environment = \"emulator\"
";

/// The environment and the profile that are in force.
fn chosen(sandbox: &Sandbox, flags: &str) -> (String, String) {
    let shown = sandbox.run(&format!("profile show -o json {flags}")).expect(0).err_is("").json();
    let text = |key: &str| shown[key].as_str().unwrap_or_default().to_owned();
    (text("environment"), text("profile"))
}

fn words(environment: &str, profile: &str) -> (String, String) {
    (environment.to_owned(), profile.to_owned())
}

#[test]
fn there_is_no_default_environment() {
    let sandbox = Sandbox::new();
    for line in [GET, "location list", "pay --amount 1 --currency SEK", "profile show"] {
        let run = sandbox.run(line).expect(3).out_is("");
        run.says(&["no environment is chosen", "hint: run `ipp setup`", "`--env emulator` to try it now"]);
    }
    sandbox.run("location list -o json").expect(3).says(&["\"kind\":\"configuration\""]);
}

#[test]
fn a_flag_wins_over_a_variable_and_that_over_the_default() {
    let sandbox = Sandbox::new();
    sandbox.write_config(THREE);
    assert_eq!(chosen(&sandbox, ""), words("playground", "shop"));
    assert_eq!(chosen(&sandbox, "--profile demo"), words("emulator", "demo"));
    let sandbox = sandbox.with("IPP_PROFILE", "live");
    assert_eq!(chosen(&sandbox, ""), words("production", "live"));
    assert_eq!(chosen(&sandbox, "--profile demo"), words("emulator", "demo"));
}

#[test]
fn a_default_profile_is_not_used_for_another_environment() {
    let sandbox = Sandbox::new();
    sandbox.write_config(THREE);
    assert_eq!(chosen(&sandbox, "--env emulator"), words("emulator", ""));
    let run = sandbox.run("session create --amount 1 --currency SEK --env emulator").expect(0);
    assert!(run.err.ends_with("env: emulator\n"), "{run:?}");
    let sandbox = sandbox.with("IPP_ENV", "production");
    assert_eq!(chosen(&sandbox, ""), words("production", ""));
}

#[test]
fn a_flag_wins_over_a_variable_of_the_other_kind() {
    let sandbox = Sandbox::new().with("IPP_PROFILE", "live");
    sandbox.write_config(THREE);
    assert_eq!(chosen(&sandbox, "--env playground"), words("playground", ""));
    let sandbox = Sandbox::new().with("IPP_ENV", "production");
    sandbox.write_config(THREE);
    assert_eq!(chosen(&sandbox, "--profile shop"), words("playground", "shop"));
}

#[test]
fn two_of_the_same_rank_that_contradict_are_refused() {
    let sandbox = Sandbox::new();
    sandbox.write_config(THREE);
    let run = sandbox.run("location list --profile live --env playground").expect(3).out_is("");
    run.says(&["--profile names the profile `live`, which is for production, but --env says playground"]);
    let sandbox = sandbox.with("IPP_PROFILE", "live").with("IPP_ENV", "playground");
    sandbox.run("location list").expect(3).out_is("").says(&["IPP_PROFILE", "IPP_ENV", "leave one of the two out"]);
}

#[test]
fn the_merchant_id_and_the_address_come_from_the_highest_layer() {
    let server = Server::answering(vec![session("CREATED")]);
    let other = Server::never();
    let profile = |address: &str| {
        format!(
            "[profiles.shop]\nenvironment = \"playground\"\nmerchant_id = \"DM-FILE\"\nbase_url = \"{address}\"\napi_key = \"{TEST_KEY}\"\n"
        )
    };
    let sandbox = Sandbox::new();
    sandbox.write_config(&profile(&server.address));
    sandbox.run(GET).expect(0);
    let sandbox = Sandbox::new().with("IPP_MERCHANT_ID", "DM-VARIABLE").with("IPP_BASE_URL", &server.address);
    sandbox.write_config(&profile(&other.address));
    sandbox.run(GET).expect(0);
    let sandbox = sandbox.with("IPP_BASE_URL", &other.address);
    sandbox.run(&format!("{GET} --base-url {}", server.address)).expect(0);
    other.was_never_asked();
    let merchants: Vec<_> =
        server.asked().iter().map(|asked| asked.header("x-merchant-id").map(str::to_owned)).collect();
    assert_eq!(json!(merchants), json!(["DM-FILE", "DM-VARIABLE", "DM-VARIABLE"]));
}

#[test]
fn a_key_comes_from_one_source_and_no_other_is_tried() {
    let server = Server::answering(vec![session("CREATED")]);
    let run = |key: &str| {
        let sandbox = Sandbox::new();
        sandbox.file("key", format!("{TEST_KEY}file\nsecond line\n"));
        sandbox.write_config(&format!(
            "[profiles.shop]\nenvironment = \"playground\"\nbase_url = \"{}\"\n{key}\n",
            server.address
        ));
        sandbox.run(GET).hides(TEST_KEY)
    };
    run(&format!("api_key = \"{TEST_KEY}inline\"")).expect(0);
    run("api_key_file = \"~/key\"").expect(0);
    run("api_key_command = \"head -n 1 key\"").expect(0);
    run("username = \"DM1-shop\"\napi_key_file = \"~/key\"").expect(0);
    let sent: Vec<_> =
        server.asked().iter().filter_map(|asked| asked.header("authorization").map(str::to_owned)).collect();
    let basic = |key: &str| format!("Basic {key}");
    assert_eq!(
        sent[..3],
        [basic(&format!("{TEST_KEY}inline")), basic(&format!("{TEST_KEY}file")), basic(&format!("{TEST_KEY}file"))]
    );
    assert!(!sent[3].contains("kco_"), "{sent:?}");

    run("").expect(3).out_is("").says(&["no API key is set for playground", "IPP_API_KEY"]);
    run("api_key_file = \"~/nowhere\"").expect(3).out_is("").says(&["cannot read the API key from", "nowhere"]);
    run("api_key_command = \"false\"").expect(3).out_is("").says(&["the command ended with exit status: 1"]);
    run("api_key_command = \"no-such-program\"").expect(3).out_is("").says(&["was not found"]);
    assert_eq!(server.asked().len(), 4);
}

#[test]
fn a_key_of_another_environment_is_refused_before_any_network() {
    let server = Server::never();
    Sandbox::playground(&server.address)
        .with("IPP_API_KEY", LIVE_KEY)
        .run(GET)
        .expect(3)
        .out_is("")
        .says(&["IPP_API_KEY", "production"]);
    let sandbox = Sandbox::production(&server.address).with("IPP_API_KEY", TEST_KEY);
    sandbox
        .run(GET)
        .expect(3)
        .out_is("")
        .says(&["is a key of playground, and the environment is production"])
        .hides(TEST_KEY);
    server.was_never_asked();
}

#[test]
fn a_key_never_goes_in_the_clear_or_to_another_environments_host() {
    let sandbox = Sandbox::new().with("IPP_API_KEY", TEST_KEY).with("IPP_ENV", "playground");
    for address in [
        "http://example.com",
        "ftp://example.com",
        "https://api.kustom.co",
        "https://u:p@example.com",
        "nowhere",
        "https://x/?a",
    ] {
        sandbox
            .ipp(&["session", "get", SESSION_ID, "--base-url", address])
            .expect(2)
            .out_is("")
            .says(&["--base-url: "])
            .hides(TEST_KEY);
        let run = Sandbox::playground(address).run(GET).expect(3).out_is("").says(&["IPP_BASE_URL: "]);
        assert!(!run.err.contains("u:p"), "{run:?}");
    }
}

#[test]
fn a_redirect_is_never_followed() {
    let target = Server::never();
    let location = format!("{}/ipp/v1/sessions/x", target.address);
    for status in [301, 302, 307, 308] {
        let server =
            Server::answering(vec![crate::support::server::with_headers(status, &[("location", &location)], "")]);
        let run = Sandbox::playground(&server.address).run(GET);
        assert_ne!(run.code, 0, "{run:?}");
        run.out_is("").says(&["redirects are never followed"]);
    }
    target.was_never_asked();
}

#[test]
fn the_example_file_names_every_key_and_is_one() {
    let example = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config.example.toml")).expect("a file");
    for key in ipp::config::profile::KEYS {
        assert!(example.contains(&format!("# {key} = ")), "{key} is not in config.example.toml");
    }
}

#[test]
fn the_defaults_that_the_example_file_names_are_those_in_force() {
    let example = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/config.example.toml")).expect("a file");
    let run = Sandbox::emulator().run("profile show").expect(0);
    let in_force = |key: &str| run.out.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
    for key in ["item_name", "enrollment_expiry", "connect_timeout", "request_timeout", "retries", "duplicate_window"] {
        let (_, rest) = example.split_once(&format!("\n# {key} = ")).expect(key);
        let named = rest.lines().next().expect("a value").trim_matches('"');
        assert_eq!(in_force(key), Some(named), "{key}");
    }
}

#[test]
fn state_and_config_stand_where_the_variables_say() {
    let sandbox = Sandbox::emulator();
    let (state, config) = (sandbox.home().join("elsewhere"), sandbox.home().join("other.toml"));
    let sandbox = sandbox
        .with("IPP_STATE_DIR", state.to_str().expect("UTF-8"))
        .with("IPP_CONFIG", config.to_str().expect("UTF-8"));
    sandbox.run("device list").expect(0);
    sandbox.run("profile add demo --env emulator").expect(0);
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!((mode(&state), mode(&state.join("emulator.db")), mode(&config)), (0o700, 0o600, 0o600));
    assert!(!sandbox.state_dir().exists() && !sandbox.config_file().exists());
}
