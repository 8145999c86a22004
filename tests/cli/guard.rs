//! Production never by accident, and policy that no flag loosens: refused with 9 before any network.

use crate::support::bodies::{DEVICE_ID, LOCATION_ID, SESSION_ID, device, page, session};
use crate::support::server::{Server, json as answer};
use crate::support::{LIVE_KEY, Sandbox, TEST_KEY};
use serde_json::json;

const CREATE: &str =
    "session create --amount 240000 --currency SEK --tax-rate 0% --device 6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10";

/// Every command that writes and exists in production.
fn writes() -> Vec<String> {
    vec![
        CREATE.to_owned(),
        format!("pay --amount 240000 --currency SEK --tax-rate 0% --device {DEVICE_ID}"),
        format!("session cancel {SESSION_ID}"),
        format!("device update {DEVICE_ID} --name X"),
        format!("device remove {DEVICE_ID}"),
        "enrollment create".to_owned(),
        format!("enrollment cancel {SESSION_ID}"),
        "api POST /ipp/v1/sessions".to_owned(),
        "api PUT /ipp/v1/x".to_owned(),
        "api PATCH /ipp/v1/x".to_owned(),
        "api DELETE /ipp/v1/x".to_owned(),
    ]
}

/// A playground profile with these lines, from line 5 on, at `server`.
fn with_policy(server: &Server, lines: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write_config(&format!(
        "[profiles.shop]\nenvironment = \"playground\"\napi_key = \"{TEST_KEY}\"\nbase_url = \"{}\"\n{lines}\n",
        server.address
    ));
    sandbox
}

#[test]
fn every_write_in_production_needs_yes() {
    let server = Server::never();
    let sandbox = Sandbox::production(&server.address);
    for line in writes() {
        let run = sandbox.run(&line).expect(9).out_is("");
        run.says(&["nobody has agreed to ", "in production", "hint: give `--yes` if it is meant"]);
        let run = sandbox.run(&format!("{line} --no-input -o json")).expect(9).out_is("");
        assert_eq!((&run.error()["code"], &run.error()["kind"]), (&json!(9), &json!("refused_here")), "{line}");
    }
    server.was_never_asked();
}

#[test]
fn production_is_announced_with_the_merchant_and_the_last_four() {
    let server = Server::answering(vec![session("CREATED")]);
    let run = Sandbox::production(&server.address).run(&format!("{CREATE} --yes")).expect(0).hides(LIVE_KEY);
    let announced = format!("env: production (at {}, merchant DM11917000, key ...ABLE)\n", server.address);
    assert_eq!(run.err, announced);
    assert_eq!(server.lines(), ["POST /ipp/v1/sessions"]);

    let quiet = Sandbox::production(&server.address).run(&format!("{CREATE} --yes -q")).expect(0);
    quiet.err_is(&announced);
    let red = Sandbox::production(&server.address).run(&format!("{CREATE} --yes --color always")).expect(0);
    assert!(red.err.starts_with("\u{1b}[") && red.err.contains("31m"), "{red:?}");
}

#[test]
fn production_reads_need_no_agreement_and_no_announcement() {
    let server = Server::answering(vec![session("CREATED")]);
    Sandbox::production(&server.address).run(&format!("session get {SESSION_ID}")).expect(0).err_is("");
}

#[test]
fn other_environments_are_announced_with_the_profile() {
    let server = Server::answering(vec![session("CREATED")]);
    with_policy(&server, "")
        .run(CREATE)
        .expect(0)
        .err_is(&format!("env: playground (profile shop, at {})\n", server.address));
    Sandbox::playground(&server.address)
        .run(CREATE)
        .expect(0)
        .err_is(&format!("env: playground (at {})\n", server.address));
}

#[test]
fn read_only_refuses_every_write_whatever_the_flags() {
    let server = Server::never();
    let sandbox = with_policy(&server, "read_only = true");
    let dev = ["dev create-device --name T".to_owned(), format!("dev simulate-tap {SESSION_ID}")];
    for line in writes().into_iter().chain(dev) {
        let run = sandbox.run(&format!("{line} --yes")).expect(9).out_is("");
        run.says(&["`read_only` (config.toml:5) forbids to ", "nothing was sent", "no flag loosens it"]);
    }
    server.was_never_asked();
}

#[test]
fn read_only_that_is_false_forbids_nothing() {
    let server = Server::answering(vec![session("CREATED")]);
    with_policy(&server, "read_only = false").run(CREATE).expect(0);
}

#[test]
fn the_largest_amount_is_checked_by_currency() {
    let server = Server::answering(vec![session("CREATED")]);
    let sandbox = with_policy(&server, "\nmax_amount = { SEK = 240000 }");
    sandbox.run(CREATE).expect(0);
    assert_eq!(server.asked().len(), 1);
    let refused = |line: &str, says: &str| {
        sandbox.run(&format!("{line} --yes")).expect(9).out_is("").says(&["`max_amount` (config.toml:6)", says]);
    };
    let over = CREATE.replace("240000", "240001");
    refused(&over, "allows at most 2,400.00 SEK, and 2,400.01 SEK was asked");
    refused(&over.replace("session create", "pay"), "allows at most 2,400.00 SEK");
    refused(&CREATE.replace("SEK", "NOK"), "names no limit for NOK");
    let body = sandbox.file("body.json", r#"{"order_amount": 240001, "purchase_currency": "SEK"}"#);
    refused(&format!("api POST /ipp/v1/sessions --from {body}"), "2,400.01 SEK was asked");
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn an_amount_that_cannot_be_read_is_not_below_the_largest() {
    let server = Server::never();
    let sandbox = with_policy(&server, "max_amount = { SEK = 240000 }");
    for body in [
        r#"{"order_amount": 9e9, "purchase_currency": "SEK"}"#,
        r#"{"order_amount": "900000", "purchase_currency": "SEK"}"#,
        r#"{"order_amount": 9223372036854775808, "purchase_currency": "SEK"}"#,
        r#"{"order_amount": 900000}"#,
        r#"{"order_amount": 900000, "purchase_currency": "XXX"}"#,
        r#"{"Order_Amount": 200, "purchase_currency": "SEK"}"#,
        r#"{"order_lines": [{"unit_price": 900000}]}"#,
        "{}",
    ] {
        let body = sandbox.file("body.json", body);
        for path in [
            "/ipp/v1/sessions",
            "/ipp/v1//Sessions/",
            "/ipp/v1/%2573essions",
            "/ipp/v1;x/sessions;a=1",
            "/ipp/v1/sessions%20",
        ] {
            let run = sandbox.run(&format!("api POST {path} --from {body}")).expect(9).out_is("");
            run.says(&["`max_amount` (config.toml:5)", "nothing was sent"]);
        }
    }
    sandbox.run("api POST /ipp/v1/sessions").expect(9);
    server.was_never_asked();
}

#[test]
fn payments_and_pairings_keep_to_the_locations() {
    let other = "22222222-2222-4333-8444-555555555555";
    let policy = format!("locations = [\"{other}\"]");
    // The phone's own location counts, whatever location is named.
    let server = Server::answering(vec![answer(200, &device("Till").to_string())]);
    let sandbox = with_policy(&server, &policy);
    for flags in ["".to_owned(), format!("--location {other}")] {
        let run = sandbox.run(&format!("{CREATE} {flags}")).expect(9).out_is("");
        run.says(&[&format!("`locations` (config.toml:5) does not name location {LOCATION_ID}")]);
    }
    assert!(server.lines().iter().all(|line| line.starts_with("GET ")), "{:?}", server.lines());

    let server = Server::never();
    let sandbox = with_policy(&server, &policy);
    for line in ["enrollment create", "dev create-device --name T"] {
        let run = sandbox.run(&format!("{line} --location {LOCATION_ID}")).expect(9).out_is("");
        run.says(&["`locations` (config.toml:5) does not name"]);
        sandbox.run(line).expect(9).out_is("").says(&["it is not known at which location this would be"]);
    }
    let run = sandbox.run("api POST /ipp/v1/sessions").expect(9).out_is("");
    run.says(&["`locations` (config.toml:5)", "it is not known at which location this would be"]);
    server.was_never_asked();
}

#[test]
fn a_payment_at_an_allowed_location_goes_through() {
    let server = Server::answering(vec![answer(200, &device("Till").to_string()), session("CREATED")]);
    with_policy(&server, &format!("locations = [\"{LOCATION_ID}\"]")).run(CREATE).expect(0);
    assert_eq!(server.lines()[1], "POST /ipp/v1/sessions");
}

#[test]
fn a_wait_that_may_cancel_has_to_be_allowed_to_before_it_begins() {
    let line = format!("session wait {SESSION_ID} --cancel-on-interrupt");
    let server = Server::never();
    let read_only = with_policy(&server, "read_only = true");
    for flags in ["", " --yes", " -o json"] {
        let run = read_only.run(&format!("{line}{flags}")).expect(9).out_is("");
        run.says(&["`read_only` (config.toml:5) forbids to cancel session"]);
    }
    Sandbox::production(&server.address).run(&line).expect(9).out_is("").says(&["nobody has agreed to cancel session"]);
    server.was_never_asked();

    let server = Server::answering(vec![session("FINALIZED")]);
    Sandbox::production(&server.address).run(&format!("{line} --yes")).expect(0);
    let plain = line.replace(" --cancel-on-interrupt", "");
    with_policy(&server, "read_only = true").run(&plain).expect(0);
    Sandbox::production(&server.address).run(&plain).expect(0);
    assert!(server.asked().iter().all(|asked| asked.method == "GET"), "{:?}", server.lines());
}

#[test]
fn the_emulator_is_on_this_machine() {
    // Whatever would leave this machine would come to the proxy.
    let proxy = Server::never();
    let (port, sandbox) = (proxy.port(), Sandbox::emulator());
    for address in [
        "https://emulator.example.com".to_owned(),
        "http://emulator.example.com".to_owned(),
        "https://api.kustom.co".to_owned(),
        "https://api.playground.kustom.co".to_owned(),
        format!("https://127.0.0.1.example.com:{port}"),
        format!("http://0.0.0.0:{port}"),
    ] {
        for command in ["device list", CREATE] {
            let run = sandbox.run(&format!("{command} --base-url {address} --proxy {} --retries 0", proxy.address));
            assert!([2, 3].contains(&run.code) && run.out.is_empty(), "{address}: {run:?}");
        }
    }
    proxy.was_never_asked();
}

#[test]
fn the_emulator_gets_no_key_that_could_be_real() {
    let server = Server::answering(vec![session("CREATED")]);
    let run = |key: &str| {
        let sandbox = Sandbox::emulator().with("IPP_BASE_URL", &server.address).with("IPP_API_KEY", key);
        sandbox.run(&format!("session get {SESSION_ID} -o json"))
    };
    for key in [LIVE_KEY, "kco_live_api_X", "kco_live_api_Emulator", "kco_live_api_1emulator"] {
        run(key).expect(3).out_is("").hides(key).says(&["is a key of production"]);
    }
    server.was_never_asked();
    for key in ["kco_live_api_emulator", TEST_KEY] {
        run(key).expect(0);
    }
}

const ELSEWHERE: &str = "22222222-2222-4333-8444-555555555555";

#[test]
fn a_location_that_is_named_is_where_the_phone_has_to_be() {
    let order = "--amount 240000 --currency SEK --device Till";
    for command in ["session create", "pay"] {
        let server = Server::answering(vec![page(&[device("Till")], true), session("FINALIZED")]);
        let sandbox = Sandbox::playground(&server.address);
        let run = sandbox.run(&format!("{command} {order} --location {ELSEWHERE}")).expect(2).out_is("");
        run.says(&[&format!("is at location {LOCATION_ID}, not at {ELSEWHERE}: nothing was sent")]);
        assert_eq!(server.lines().len(), 1, "{:?}", server.lines());
        let there = Server::answering(vec![page(&[device("Till")], true), session("FINALIZED")]);
        let sandbox = Sandbox::playground(&there.address);
        sandbox.run(&format!("{command} {order} --location {LOCATION_ID}")).expect(0);
    }
    // A default gives way to where the phone is.
    let server = Server::answering(vec![page(&[device("Till")], true), session("CREATED")]);
    let sandbox = Sandbox::playground(&server.address).with("IPP_LOCATION", ELSEWHERE);
    sandbox.run(&format!("session create {order}")).expect(0);
    let (asked, own) = (server.asked(), format!("{:?}", server.asked()[1]));
    assert_eq!(asked[1].operation(), "POST /ipp/v1/sessions");
    assert!(own.contains(LOCATION_ID) && !own.contains(ELSEWHERE), "{own}");
}

#[test]
fn phones_elsewhere_are_neither_changed_nor_removed() {
    let changes = [
        "device update Till --name X".to_owned(),
        format!("device update Till --location {ELSEWHERE}"),
        "device remove Till --yes".to_owned(),
        format!("device update {DEVICE_ID} --name X"),
        format!("device remove {DEVICE_ID} --yes"),
    ];
    for line in &changes {
        let read = if line.contains(DEVICE_ID) {
            answer(200, &device("Till").to_string())
        } else {
            page(&[device("Till")], true)
        };
        let server = Server::answering(vec![read]);
        let run = with_policy(&server, &format!("locations = [\"{ELSEWHERE}\"]")).run(line).expect(9).out_is("");
        run.says(&[&format!("`locations` (config.toml:5) does not name location {LOCATION_ID}")]);
        assert!(server.asked().iter().all(|asked| asked.method == "GET"), "{line}: {:?}", server.lines());
    }
    // Nor is one taken away to where the policy does not reach.
    let server = Server::answering(vec![page(&[device("Till")], true)]);
    let sandbox = with_policy(&server, &format!("locations = [\"{LOCATION_ID}\"]"));
    sandbox.run(&changes[1]).expect(9).out_is("").says(&[&format!("does not name location {ELSEWHERE}")]);
    assert!(server.asked().iter().all(|asked| asked.method == "GET"), "{:?}", server.lines());
    let server = Server::answering(vec![page(&[device("Till")], true), answer(200, &device("X").to_string())]);
    with_policy(&server, &format!("locations = [\"{LOCATION_ID}\"]")).run(&changes[0]).expect(0);
    assert_eq!(server.lines()[1], format!("PUT /ipp/v1/devices/{DEVICE_ID}"));
}

#[test]
fn no_other_profile_and_no_variable_is_a_way_round_a_policy() {
    let server = Server::never();
    let sandbox = Sandbox::new().with("IPP_BASE_URL", &server.address).with("IPP_API_KEY", LIVE_KEY);
    sandbox.write_config(
        "profile = \"shop\"\n[profiles.shop]\nenvironment = \"production\"\nread_only = true\n\
         [profiles.test]\nenvironment = \"playground\"\n",
    );
    let run = sandbox.run(&format!("{CREATE} --env production --yes")).expect(9).out_is("");
    run.says(&["read_only"]);
    let sandbox = sandbox.with("IPP_PROFILE", "test");
    let run = sandbox.run(&format!("{CREATE} --env production --yes")).expect(3).out_is("");
    run.says(&["the profile `shop` limits what can be done in production", "`--profile shop`"]);
    server.was_never_asked();
}
