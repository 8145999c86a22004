//! `ipp doctor`: every check is told well from badly, what could not be looked at never passes, and the code says it all.

use crate::support::account::{self, NORTH, TILL_1};
use crate::support::bodies::{page, problem};
use crate::support::server::{Answer, Server, json as json_answer, nobody, with_headers};
use crate::support::tls::{Authority, server as tls_server};
use crate::support::{LIVE_KEY, Run, Sandbox, TEST_KEY};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const IDS: [&str; 21] = [
    "config-file",
    "file-modes",
    "environment",
    "key",
    "proxy",
    "dns",
    "connection",
    "tls",
    "firewall",
    "clock",
    "authentication",
    "product",
    "locations",
    "defaults",
    "devices",
    "device-names",
    "device-hardware",
    "device-locations",
    "enrollments",
    "cash-register",
    "webhook",
];

/// The rows of a run, and whether its code fits them.
struct Rows(Vec<Value>);

impl Rows {
    #[track_caller]
    fn of(sandbox: &Sandbox, flags: &str) -> Self {
        let run = sandbox.run(&format!("doctor -o json {flags}")).hides(TEST_KEY).hides(LIVE_KEY);
        let rows = run.json().as_array().expect("rows").clone();
        let failed = rows.iter().any(|row| row["result"] == "fail");
        let run = run.expect(if failed { 30 } else { 0 });
        assert_eq!(run.err.lines().last().is_some_and(|line| line.contains("check_failed")), failed, "{run:?}");
        let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().expect("an id")).collect();
        assert_eq!(ids, IDS);
        for row in &rows {
            let needs_mend = row["result"] == "fail" || row["result"] == "warn";
            assert_eq!(row["mend"].is_string(), needs_mend, "{row}");
        }
        Self(rows)
    }

    #[track_caller]
    fn says(&self, id: &str, result: &str, words: &str) -> &Self {
        let row = self.0.iter().find(|row| row["id"] == id).expect(id);
        let text =
            format!("{} | {}", row["found"].as_str().unwrap_or_default(), row["mend"].as_str().unwrap_or_default());
        assert!(row["result"] == result && text.contains(words), "{id} {result} {words}: {row}");
        self
    }

    #[track_caller]
    fn all(&self, ids: &[&str], result: &str) -> &Self {
        ids.iter().fold(self, |rows, id| rows.says(id, result, ""))
    }
}

const OF_THE_ACCOUNT: [&str; 8] = [
    "locations",
    "defaults",
    "devices",
    "device-names",
    "device-hardware",
    "device-locations",
    "enrollments",
    "cash-register",
];

fn dated(date: &str) -> Answer {
    with_headers(401, &[("content-type", "application/json"), ("date", date)], "{}")
}

#[test]
fn the_emulator_is_well_in_every_format() {
    let sandbox = Sandbox::emulator();
    let run = sandbox.run("doctor").expect(0).err_is("");
    run.shows(&["CHECK", "device-hardware   pass", "the API does not say"]);
    let rows = Rows::of(&sandbox, "");
    assert!(rows.0.iter().all(|row| row["result"] == "pass" || row["result"] == "skipped"), "{:?}", rows.0);
    rows.says("environment", "pass", "IPP_ENV").says("webhook", "skipped", "`ipp emulator destination add URL`");
    sandbox.run("doctor -o id").expect(0).out_is(&format!("{}\n", IDS.join("\n")));
    assert_eq!(sandbox.run("doctor -o jsonl").expect(0).out.lines().count(), IDS.len());
    sandbox.run("doctor -o csv").expect(0).shows(&["id,result,found,mend,duration_ms\n", "clock,pass,"]);
    let junit = sandbox.run("doctor -o junit").expect(0);
    junit.shows(&[
        "tests=\"21\" failures=\"0\"",
        "<testcase classname=\"ipp doctor\" name=\"tls\"",
        "<skipped message=",
    ]);
}

#[test]
fn the_help_names_every_check() {
    let help = Sandbox::new().run("doctor --help").expect(0).out;
    let (_, list) = help.split_once("Checks: ").expect("the checks");
    let words: BTreeSet<&str> = list.split([',', ' ', '\n', '.']).collect();
    assert!(IDS.iter().all(|id| words.contains(id)), "{help}");
}

#[test]
fn an_account_is_looked_through() {
    let server = account::server();
    let rows = Rows::of(&Sandbox::playground(&server.address), "");
    rows.all(&["authentication", "product", "locations", "device-names", "device-locations"], "pass");
    rows.says("locations", "pass", "North, South").says("devices", "pass", "3 phones");
    rows.says("device-hardware", "skipped", "no phone's hardware id").says("cash-register", "warn", "any phone");
    rows.says("clock", "skipped", "does not say its time").says("tls", "skipped", "plain http to this machine");
    assert!(server.operations().iter().all(|line| line.starts_with("GET ")));
    let keyless = server.asked().iter().filter(|asked| asked.header("authorization").is_none()).count();
    assert_eq!(keyless, 1);
}

#[test]
fn one_shop_is_looked_at_alone() {
    let server = account::server();
    let sandbox = Sandbox::playground(&server.address);
    Rows::of(&sandbox, "--location Sou").says("locations", "pass", "South is there").says("devices", "pass", "1 phone");
    let rows = Rows::of(&sandbox, "--location West");
    rows.says("locations", "fail", "`West`").says("devices", "skipped", "not known").says("enrollments", "skipped", "");
}

#[test]
fn defaults_that_are_gone_are_named_with_their_place() {
    let server = account::server();
    let sandbox = || Sandbox::playground(&server.address);
    Rows::of(&sandbox().with("IPP_LOCATION", NORTH).with("IPP_DEVICE", TILL_1), "").says(
        "defaults",
        "pass",
        "the shop and the phone",
    );
    Rows::of(&sandbox().with("IPP_DEVICE", "Till 9"), "").says("defaults", "fail", "`Till 9` of IPP_DEVICE");
    Rows::of(&sandbox().with("IPP_LOCATION", "West"), "").says("defaults", "fail", "`West` of IPP_LOCATION");
}

#[test]
fn what_is_wrong_with_shops_and_codes_is_a_warning_or_a_failure() {
    let server = Server::scripted(|asked, _| match asked.operation().as_str() {
        "GET /ipp/v1/locations" => {
            page(&[account::location(NORTH, "North"), account::location(account::SOUTH, "North")], true)
        }
        "GET /ipp/v1/enrollments" => {
            page(&[json!({"enrollment_id": "e-1", "enrollment_code": "SECRET77", "status": "EXPIRED"})], true)
        }
        _ => account::answer(asked),
    });
    let sandbox = Sandbox::playground(&server.address);
    let rows = Rows::of(&sandbox, "");
    rows.says("locations", "warn", "called `North`").says("enrollments", "warn", "`ipp enrollment cancel e-1`");
    sandbox.run("doctor").expect(0).hides("SECRET77");
    let empty = Server::answering(vec![page(&[], true)]);
    let rows = Rows::of(&Sandbox::playground(&empty.address), "");
    rows.says("locations", "fail", "make one in the Kustom Portal").says("devices", "warn", "no phone is paired");
    rows.all(&["device-names", "device-hardware", "device-locations", "cash-register"], "skipped");
}

#[test]
fn a_key_that_is_refused_leaves_the_rest_unseen() {
    let server = account::server();
    let sandbox = Sandbox::playground(&server.address).with("IPP_API_KEY", "kco_test_api_other");
    let rows = Rows::of(&sandbox, "");
    rows.says("key", "pass", "has the form").says("authentication", "fail", "401");
    rows.says("product", "skipped", "the key was not taken").all(&OF_THE_ACCOUNT, "skipped");
    rows.all(&["connection", "firewall"], "pass");
}

#[test]
fn what_403_and_404_do_not_say_is_not_claimed() {
    for (answer, words) in [(problem(403, "no"), "Payments is enabled"), (problem(404, "no"), "404")] {
        let server = Server::answering(vec![answer]);
        let rows = Rows::of(&Sandbox::playground(&server.address), "");
        rows.says("product", "fail", words)
            .says("authentication", "skipped", "does not say")
            .all(&OF_THE_ACCOUNT, "skipped");
    }
    let server = Server::answering(vec![json_answer(503, "{}")]);
    let rows = Rows::of(&Sandbox::playground(&server.address), "");
    rows.says("product", "fail", "503").says("authentication", "skipped", "").says("firewall", "pass", "server's side");
}

#[test]
fn a_firewall_is_known_by_its_page() {
    let html = with_headers(403, &[("content-type", "text/html")], "<html>Access denied</html>");
    let server = Server::answering(vec![html]);
    let rows = Rows::of(&Sandbox::playground(&server.address), "");
    rows.says("firewall", "fail", "supported regions").says("connection", "pass", "").all(&OF_THE_ACCOUNT, "skipped");
    let portal = with_headers(200, &[("content-type", "text/html")], "<html>Sign in</html>");
    let server = Server::answering(vec![portal]);
    Rows::of(&Sandbox::playground(&server.address), "")
        .says("firewall", "warn", "start page")
        .says("product", "fail", "");
}

#[test]
fn the_clock_is_held_against_the_servers() {
    let server = Server::answering(vec![dated("Fri, 05 Jun 2020 18:33:49 GMT")]);
    let rows = Rows::of(&Sandbox::playground(&server.address), "");
    rows.says("clock", "fail", "ahead of the server's").says("clock", "fail", "300 s").says("clock", "fail", "NTP");
}

#[test]
fn nobody_there_is_one_failure() {
    let rows = Rows::of(&Sandbox::playground(&nobody()), "");
    rows.says("connection", "fail", "refused").says("tls", "skipped", "there is no connection");
    rows.all(&["firewall", "clock", "authentication", "product"], "skipped").all(&OF_THE_ACCOUNT, "skipped");
    assert_eq!(rows.0.iter().filter(|row| row["result"] == "fail").count(), 1);
}

#[test]
fn a_name_that_nobody_knows_is_one_failure() {
    let rows = Rows::of(&Sandbox::playground("https://api.invalid"), "--timeout 5s");
    rows.says("dns", "fail", "api.invalid").says("connection", "skipped", "looked up").all(&OF_THE_ACCOUNT, "skipped");
}

#[test]
fn a_certificate_that_is_not_trusted_says_why() {
    let authority = Authority::new();
    let row = |host: &str, address: &str, identity, file: Option<&str>, words: &str| {
        let server = tls_server(host, identity, json_answer(401, "{}"));
        let sandbox = Sandbox::playground(&format!("https://{address}:{}", server.port()));
        let flag = file.map(|file| format!("--ca-file {file}")).unwrap_or_default();
        Rows::of(&sandbox, &flag)
            .says("connection", "pass", "")
            .says("tls", "fail", words)
            .says("product", "skipped", "");
    };
    let folder = Sandbox::new();
    let file = folder.file("ca.pem", authority.pem());
    row("localhost", "localhost", authority.identity("localhost"), None, "`--ca-file`");
    row("localhost", "localhost", authority.expired("localhost"), Some(&file), "has expired");
    row("localhost", "localhost", authority.identity("other.example"), Some(&file), "for another name");
    let rows = Rows::of(&Sandbox::playground(&format!("https://127.0.0.1:{}", speaks_first())), "");
    rows.says("tls", "fail", "does not speak TLS").says("dns", "skipped", "a number");
    let good = tls_server("localhost", authority.identity("localhost"), json_answer(401, "{}"));
    Rows::of(&Sandbox::playground(&good.address), &format!("--ca-file {file}")).says("tls", "pass", "trusted here");
}

/// The port of something that says what it has to say without listening.
fn speaks_first() -> u16 {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            // Until the other side has gone.
            while stream.read(&mut [0; 1024]).is_ok_and(|count| count > 0) {}
        }
    });
    port
}

#[test]
fn a_proxy_is_named_without_its_password_and_tried() {
    let sandbox = || Sandbox::new().with("IPP_ENV", "playground").with("IPP_API_KEY", TEST_KEY);
    let dead = nobody().replace("http://", "http://user:hunter2@");
    let rows = Rows::of(&sandbox().with("HTTPS_PROXY", &dead), "--timeout 5s");
    rows.says("proxy", "fail", "***@127.0.0.1").says("dns", "skipped", "the proxy looks names up");
    rows.says("connection", "skipped", "the proxy on the way cannot be reached").all(&OF_THE_ACCOUNT, "skipped");
    assert!(!format!("{:?}", rows.0).contains("hunter2"));
    let alive = Server::answering(vec![Answer::Close]);
    let rows = Rows::of(&sandbox(), &format!("--timeout 5s --proxy {}", alive.address));
    rows.says("proxy", "pass", "(--proxy) answers").says("connection", "fail", "api.playground.kustom.co");
    Rows::of(&Sandbox::emulator().with("HTTPS_PROXY", &dead), "").says("proxy", "pass", "nothing leaves this machine");
}

#[test]
fn a_server_that_hangs_takes_no_longer_than_it_may() {
    let server = Server::answering(vec![Answer::Silence]);
    let rows = Rows::of(&Sandbox::playground(&server.address), "--timeout 300ms");
    rows.says("connection", "fail", "").says("tls", "skipped", "no connection").all(&OF_THE_ACCOUNT, "skipped");
}

#[test]
fn what_is_wrong_here_is_found_before_anything_is_sent() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    sandbox.write_config("profile = [");
    let rows = Rows::of(&sandbox, "");
    rows.says("config-file", "fail", "config.toml:1").says("environment", "skipped", "cannot be read");
    rows.all(&["key", "dns", "connection", "product", "webhook"], "skipped");
    server.was_never_asked();
    Rows::of(&Sandbox::new(), "").says("environment", "fail", "`ipp setup`").says("key", "skipped", "no environment");
    let sandbox = Sandbox::playground(&server.address).with("IPP_API_KEY", LIVE_KEY);
    Rows::of(&sandbox, "").says("key", "fail", "a key of production").says("authentication", "skipped", "no key");
}

#[test]
fn what_keeps_a_client_from_being_made_is_told() {
    let server = Server::never();
    let rows = Rows::of(&Sandbox::playground("https://127.0.0.1:9"), "--ca-file /nowhere.pem");
    rows.says("connection", "fail", "/nowhere.pem").says("key", "pass", "").all(&OF_THE_ACCOUNT, "skipped");
    let sandbox = Sandbox::emulator();
    let file = sandbox.file("no-folder", "");
    let rows = Rows::of(&sandbox.with("IPP_STATE_DIR", &file), "");
    rows.says("connection", "fail", "no-folder").all(&OF_THE_ACCOUNT, "skipped");
    server.was_never_asked();
}

#[test]
fn a_folder_that_is_not_its_own_is_nobodys_to_close() {
    let sandbox = Sandbox::emulator();
    sandbox.shell("mkdir -m 755 shared; echo x > shared/theirs; chmod 644 shared/theirs").expect(0);
    let shared = sandbox.home().join("shared").display().to_string();
    let sandbox = sandbox.with("IPP_STATE_DIR", &shared);
    sandbox.run("device list").expect(0);
    Rows::of(&sandbox, "").says("file-modes", "pass", "only you");
    sandbox.shell("chmod 644 shared/emulator.db").expect(0);
    Rows::of(&sandbox, "").says("file-modes", "warn", "`chmod 600 ").says("file-modes", "warn", "emulator.db`");
}

#[test]
fn only_what_was_looked_at_is_said_to_be_private() {
    let sandbox = Sandbox::emulator();
    sandbox.shell("mkdir -m 755 state; mkdir -m 1777 sticky; mkdir -m 777 anybodys").expect(0);
    let at = |name: &str| sandbox.home().join(name).display().to_string();
    let (state, sticky, anybodys) = (at("state"), at("sticky"), at("anybodys"));
    let mut sandbox = sandbox;
    for folder in [state, sticky] {
        sandbox = sandbox.with("IPP_STATE_DIR", &folder);
        sandbox.run("device list").expect(0);
        let rows = Rows::of(&sandbox, "");
        rows.says("file-modes", "pass", "only you can read ").says(
            "file-modes",
            "pass",
            &format!("{folder}/emulator.db"),
        );
    }
    let sandbox = sandbox.with("IPP_STATE_DIR", &anybodys);
    sandbox.run("device list").expect(0);
    Rows::of(&sandbox, "").says("file-modes", "warn", &format!("`chmod 700 {anybodys}`"));
}

#[test]
fn files_that_others_can_read_come_with_the_command_that_mends_them() {
    let sandbox = Sandbox::emulator();
    sandbox.write_config_with_mode("[profiles.demo]\nenvironment = \"emulator\"\n", 0o644);
    let path = sandbox.config_file().display().to_string();
    Rows::of(&sandbox, "").says("file-modes", "warn", &format!("`chmod 600 {path}`"));
    sandbox
        .shell(&format!("chmod 600 {path}; chmod 700 {}", sandbox.config_file().parent().expect("a folder").display()));
    Rows::of(&sandbox, "").says("file-modes", "pass", "only you");
    sandbox.write_config_with_mode(
        &format!("[profiles.live]\nenvironment = \"production\"\napi_key = \"{LIVE_KEY}\"\n"),
        0o640,
    );
    let rows = Rows::of(&sandbox, "--profile live --base-url http://127.0.0.1:9");
    rows.says("file-modes", "warn", "chmod").says("key", "fail", "chmod").says("authentication", "skipped", "");
}

#[test]
fn a_handler_has_to_answer_and_to_refuse() {
    let verdict = |status: u16, result: &str, words: &str| {
        let handler = Server::answering(vec![json_answer(status, "")]);
        let rows = Rows::of(&Sandbox::emulator(), &format!("--webhook {}/hooks", handler.address));
        rows.says("webhook", result, words);
        let asked = handler.asked();
        assert_eq!((asked.len(), asked[0].method.as_str()), (1, "POST"));
        assert!(asked[0].header("webhook-signature").is_some_and(|text| text.starts_with("v1,")));
        assert!(asked[0].body.contains("ipp.session.created"));
    };
    verdict(401, "pass", "`ipp webhook check` proves");
    verdict(200, "fail", "believed a callback that nobody signed");
    verdict(302, "fail", "redirect");
    verdict(404, "warn", "check the path");
    verdict(500, "fail", "broke");
    let rows = Rows::of(&Sandbox::emulator(), &format!("--webhook {}", nobody()));
    rows.says("webhook", "fail", "did not answer").all(&["product", "devices"], "pass");
    Rows::of(&Sandbox::new(), &format!("--webhook {}", nobody())).says("webhook", "fail", "").says(
        "environment",
        "fail",
        "",
    );
}

#[test]
fn the_emulators_own_destinations_are_asked() {
    let handler = Server::answering(vec![json_answer(204, "")]);
    let sandbox = Sandbox::emulator();
    sandbox.run(&format!("emulator destination add {}", handler.address)).expect(0);
    Rows::of(&sandbox, "").says("webhook", "fail", "believed");
    assert_eq!(handler.asked().len(), 1);
}

#[test]
fn a_destination_where_nobody_is_any_more_is_told_with_the_way_to_remove_it() {
    let (sandbox, dead) = (Sandbox::emulator(), nobody());
    sandbox.run(&format!("emulator destination add {dead}/")).expect(0);
    let words = format!("`ipp emulator destination remove {dead}/`");
    assert!(sandbox.run("doctor -o json").expect(30).out.contains(&words));
    let named = sandbox.run(&format!("doctor --webhook {dead}/ -o json")).expect(30);
    assert!(!named.out.contains("emulator destination remove"), "{named:?}");
    sandbox.run(words.trim_matches('`').trim_start_matches("ipp ")).expect(0);
    sandbox.run("doctor").expect(0);
}

#[test]
fn a_dry_run_looks_at_nothing() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    let rows = Rows::of(&sandbox, &format!("--dry-run --webhook {}", server.address));
    rows.all(&IDS, "skipped");
    server.was_never_asked();
    sandbox.run("doctor --curl").expect(2).out_is("").says(&["several requests", "`--dry-run`"]);
}

#[test]
fn wrong_words_are_refused() {
    let sandbox = Sandbox::emulator();
    sandbox.run("doctor --webhook ftp://x").expect(2).out_is("").says(&["http://"]);
    sandbox.run("doctor --timeout soon").expect(2).out_is("");
    sandbox.run("doctor --webhook nonsense -o json").expect(2).out_is("");
}

#[test]
fn a_signal_ends_it() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    let child = sandbox.start("doctor");
    server.wait_until_asked(0);
    sandbox.signal(&child, "TERM");
    Run::of(&child.wait_with_output().expect("an end")).expect(130).out_is("");
}

#[test]
fn a_report_that_cannot_be_written_is_no_success() {
    let run = Sandbox::emulator().shell("ipp doctor > /dev/full").expect(1);
    run.says(&["could not be written"]);
    Sandbox::emulator().shell("ipp doctor | true").expect(0);
}
