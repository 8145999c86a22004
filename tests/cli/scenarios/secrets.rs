//! What a command has printed may be a pairing code: it is used where the file says so, and repeated nowhere.

use super::{CREATE, scenario, with};
use crate::support::bodies::{DEVICE_ID, device};
use crate::support::server::{Server, json};
use crate::support::{Run, Sandbox};

const ENROLLMENT: &str = "{ run = [\"enrollment\", \"create\", \"-o\", \"json\"], as = \"e\" },\n";
const CODE: &str = "{ run = [\"enrollment\", \"create\", \"-o\", \"id\"], as = \"e\" },\n";

#[track_caller]
fn hides(sandbox: &Sandbox, run: &Run) {
    let list = sandbox.run("enrollment list -o json -q").expect(0).json();
    let of = |name: &str| list[0][name].as_str().unwrap_or("enrollment_code").to_owned();
    for secret in [of("enrollment_code"), of("enrollment_id"), "expires_at".to_owned(), "PENDING".to_owned()] {
        assert!(!run.out.contains(&secret) && !run.err.contains(&secret), "{secret}: {run:?}");
    }
}

#[test]
fn a_text_that_may_be_a_secret_is_looked_for_and_not_shown() {
    let list = "{ run = [\"session\", \"list\", \"-o\", \"json\"] }";
    let sandbox = with(&format!("{ENROLLMENT}{list}, {{ expect = {{ exit = 0, out = \"${{e.out}}\" }} }}"));
    let run = sandbox.run("test a.toml").expect(30);
    hides(&sandbox, &run.shows(&["out ${e.out}", "the text is not in what was printed"]));
}

#[test]
fn a_value_that_may_be_a_secret_is_in_no_error() {
    for step in [
        "{ run = [\"session\", \"get\", \"${e.out}\"] }",
        "{ run = [\"session\", \"get\", \"x\", \"${e.out}\"] }",
        "{ run = [\"session\", \"list\", \"--since\", \"${e.out}\"] }",
        "{ run = [\"device\", \"get\", \"${e.out}\"] }",
        "{ create = { amount = \"${e.out}\", currency = \"SEK\" } }",
        "{ create = { amount = \"1.00\", currency = \"SEK\", device = \"${e.out}\" } }",
        "{ create = { amount = \"1.00\", currency = \"SEK\", item = \"${e.out}\" } }",
    ] {
        for make in [ENROLLMENT, CODE] {
            let sandbox = with(&format!("{make}{step}"));
            for format in ["table", "json", "junit", "csv"] {
                let run = sandbox.run(&format!("test a.toml --junit r.xml -o {format}")).expect(30);
                hides(&sandbox, &run);
                let report = std::fs::read_to_string(sandbox.home().join("r.xml")).expect("a report");
                hides(&sandbox, &Run { out: report, ..run });
            }
        }
    }
}

/// Runs a file in which `${k}` comes of the environment, in every format, and looks for it everywhere.
#[track_caller]
fn keeps(name: &str, steps: &str, code: i32) {
    let secret = "S3cr3t-t0ken-of-a-shop";
    let sandbox = Sandbox::emulator().with("MYTOK", secret);
    let text = scenario(steps).replace("\"a\"", &format!("\"{name}\""));
    sandbox.file("a.toml", format!("[vars]\nk = {{ env = \"MYTOK\" }}\n{text}"));
    for flags in ["", "-o json", "-o jsonl", "-o csv", "-o junit", "-o id", "--list", "--list -o json", "--dry-run"] {
        sandbox.file("r.xml", "");
        let is_run = flags.is_empty() || flags.starts_with("-o") || code == 2;
        let run = sandbox.run(&format!("test a.toml --junit r.xml {flags}"));
        assert_eq!(run.code, if is_run { code } else { 0 }, "{flags}: {run:?}");
        let report = std::fs::read_to_string(sandbox.home().join("r.xml")).expect("a report");
        for text in [run.out, run.err, report] {
            let text = text.to_ascii_lowercase();
            assert!(!text.contains("s3cr3t") && !text.contains("of-a-shop"), "{steps} {flags}: {text}");
        }
    }
}

#[test]
fn what_comes_of_the_environment_is_shown_nowhere() {
    let create =
        |more: &str| format!("{{ create = {{ amount = \"1.00\", currency = \"SEK\", {more} = \"${{k}}\" }} }},\n");
    keeps("a", "{ run = [\"session\", \"get\", \"${k}\"] }", 30);
    keeps("a", "{ run = [\"session\", \"list\", \"--since\", \"${k}\"] }", 2);
    keeps("a", &create("device"), 30);
    keeps("a", &format!("{{ phone = \"T\" }},\n{}", create("ref").repeat(2)), 30);
    keeps("a", "{ create = { amount = \"${k}\", currency = \"SEK\" } }", 2);
    keeps("a", "{ tap = \"${k}\" }", 2);
    keeps("a ${k}", "{ run = [\"session\", \"list\"] }, { run = [\"session\", \"get\", \"x\"] }", 30);
    let read = "{ phone = \"p ${session.merchant_reference1}\" }, { run = [\"session\", \"get\", \"${session.session_id}\", \"-o\", \"json\"] }, { expect = { out = \"no such text\" } }";
    keeps("a", &format!("{{ phone = \"T\" }},\n{}{read}", create("ref")), 30);
}

#[test]
fn a_printed_secret_is_not_shown_where_it_comes_back() {
    let create = "{ create = { amount = \"1.00\", currency = \"SEK\", ref = \"${e.out}\" }, as = \"s\" },\n";
    let phone = "{ phone = \"p ${session.merchant_reference1}\" }, { run = [\"session\", \"get\", \"${s.merchant_reference1}\"] }";
    for format in ["table", "json", "junit", "csv"] {
        let sandbox = with(&format!("{CODE}{create}{phone}"));
        let run = sandbox.run(&format!("test a.toml -o {format}")).expect(30);
        hides(&sandbox, &run.shows(&["phone p ***", "session get ***"]));
    }
    let sandbox = with(&format!("{CODE}{create}{CREATE}{{ run = [\"session\", \"get\", \"x\"] }}"));
    let run = sandbox.run("test a.toml").expect(30);
    hides(&sandbox, &run);
}

/// Such a command prints no secret of its own, and in JSON whatever the API has put beside the members that are known.
#[test]
fn a_credential_in_what_any_command_has_printed_is_shown_nowhere() {
    let mut answer = device("Till 7");
    answer["bearer_token"] = "t0ken-of-a-phone".into();
    let server = Server::scripted(move |_, _| json(200, &answer.to_string()));
    let sandbox = Sandbox::playground(&server.address).with("COLUMNS", "900");
    let get = format!("{{ run = [\"device\", \"get\", \"{DEVICE_ID}\", \"-o\", \"json\"], as = \"d\" }},\n");
    for last in ["{ expect = { out = \"no such text\" } }", "{ run = [\"session\", \"get\", \"${d.out}\"] }"] {
        sandbox.file("a.toml", scenario(&format!("{get}{last}")));
        for format in ["table", "json", "junit", "csv"] {
            let run = sandbox.run(&format!("test a.toml -o {format}")).expect(30);
            run.shows(&["Till 7"]).hides_all(&["t0ken-of-a-phone"]);
        }
    }
}
