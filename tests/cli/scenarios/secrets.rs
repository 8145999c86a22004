//! What a command has printed may be a pairing code: it is used where the file says so, and repeated nowhere.

use super::with;
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
