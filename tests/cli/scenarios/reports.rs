//! JUnit, lists, dry runs, and output that cannot be written.

use super::{CREATE, scenario, statuses, with};
use crate::support::Sandbox;

const FAILS: &str = "{ run = [\"session\", \"get\", \"x\"] }";

/// Three scenarios, of which the second fails.
fn three() -> Sandbox {
    let sandbox = Sandbox::emulator();
    let named = |name: &str, steps: &str| scenario(steps).replace("\"a\"", &format!("\"{name}\""));
    sandbox.file("a.toml", named("one", CREATE) + &named("two", FAILS) + &named("three", CREATE));
    sandbox
}

#[test]
fn a_case_is_a_scenario() {
    let sandbox = three();
    sandbox.file("report.xml", "x".repeat(10_000));
    let run = sandbox.run("test a.toml --junit report.xml -o junit").expect(30);
    let report = std::fs::read_to_string(sandbox.home().join("report.xml")).expect("a report");
    assert_eq!(report, run.out);
    let run = run.shows(&[
        "<testsuites tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\"",
        "<testcase classname=\"ipp test\" name=\"a.toml: one\"",
        "<failure message=\"a.toml:10:1: 1 run session get x: exit 5: GET /ipp/v1/sessions/x was answered with 404",
    ]);
    run.says(&["scenarios: 2 passed, 1 failed"]);
    assert_eq!(run_of(&sandbox, "test a.toml --junit no/such/report.xml"), (2, String::new()));
    assert_eq!(statuses(&sandbox).len(), 2, "a report that cannot be written is known before anything is sent");
}

fn run_of(sandbox: &Sandbox, line: &str) -> (i32, String) {
    let run = sandbox.run(line);
    (run.code, run.out)
}

#[test]
fn some_of_them_and_up_to_the_first_that_fails() {
    let sandbox = three();
    sandbox.run("test a.toml --only one --only three").expect(0).says(&["scenarios: 2 passed, 0 failed"]);
    sandbox.run("test a.toml --fail-fast").expect(30).says(&["scenarios: 1 passed, 1 failed, 1 not run"]);
    let run = sandbox.run("test a.toml --list -o csv").expect(0).err_is("");
    run.out_is("scenario,steps,environments,file,line\none,1,[],a.toml,1\ntwo,1,[],a.toml,7\nthree,1,[],a.toml,12\n");
}

#[test]
fn a_dry_run_sends_nothing() {
    let run = three().run("test a.toml --dry-run -o json").expect(0).err_is("");
    let rows = run.json();
    assert_eq!(rows.as_array().map(Vec::len), Some(3));
    assert!(rows.as_array().expect("rows").iter().all(|row| row["result"] == "not_run"), "{rows}");
}

#[test]
fn a_reader_that_goes_away_and_a_full_disk_leave_no_session_open() {
    let sandbox = with(CREATE);
    let run = sandbox.shell("{ ipp test a.toml -q; echo $? > code; } | true; cat code");
    run.expect(0).out_is("0\n");
    let run = sandbox.shell("ipp test a.toml > /dev/full").expect(1);
    run.says(&["the result could not be written", "scenarios: 1 passed, 0 failed"]);
    let run = sandbox.shell("ipp test a.toml -o json > /dev/full").expect(1);
    run.says(&["the result could not be written"]);
    sandbox.shell("ipp test a.toml --junit /dev/full").expect(1).says(&["/dev/full"]);
    // The scenario decides, and the report that is not there is told beside it.
    sandbox
        .file("bad.toml", scenario(&format!("{CREATE}{{ expect = {{ status = \"FINALIZED\", within = \"1ms\" }} }}")));
    sandbox.shell("ipp test bad.toml --junit /dev/full").expect(30).says(&["/dev/full", "1 of 1 scenarios failed"]);
    assert_eq!(statuses(&sandbox), ["CANCELLED"; 5]);
}

#[test]
fn what_ipp_brings_is_listed() {
    let run = Sandbox::new().run("test --examples").expect(0).err_is("");
    run.shows(&["EXAMPLE", "declined-then-paid", "Two tills take payments at the same time"]);
    let rows = Sandbox::new().run("test --examples -o json").expect(0).json();
    assert_eq!(rows[0]["name"], "paid");
}

#[test]
fn an_earlier_report_is_not_taken_for_this_runs() {
    let sandbox = with(CREATE);
    let report = || std::fs::read_to_string(sandbox.home().join("r.xml")).expect("a report");
    sandbox.file("broken.toml", "[[scenario]]");
    for (line, code) in [("test broken.toml --junit r.xml", 2), ("test a.toml --junit r.xml --env production", 9)] {
        sandbox.file("r.xml", "<testsuites tests=\"1\" failures=\"0\"/>");
        sandbox.run(line).expect(code);
        assert_eq!(report(), "", "{line}");
    }
    sandbox.file("r.xml", "earlier");
    sandbox.run("test a.toml --junit r.xml --list").expect(0);
    assert_eq!(report(), "earlier");
}

#[test]
fn a_report_has_a_name_of_its_own() {
    let sandbox = with(CREATE);
    sandbox.run("test a.toml --junit -").expect(2).out_is("").says(&["`-o junit` prints it"]);
    sandbox.run("test a.toml --junit ./a.toml").expect(2).says(&["would replace the scenarios"]);
    sandbox.run("test a.toml").expect(0);
    assert!(!sandbox.home().join("-").exists());
}

#[test]
fn where_no_scenario_can_be_run_the_report_is_no_success() {
    let sandbox = with(CREATE);
    sandbox.file("a.toml", scenario(CREATE).replace("steps", "environments = [\"playground\"]\nsteps"));
    let run = sandbox.run("test a.toml --junit r.xml -o junit").expect(30).says(&["no scenario was run here"]);
    run.shows(&["tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\"", "<error message=\"it is for playground only"]);
}

#[test]
fn a_list_needs_no_environment_and_takes_no_wrong_one() {
    let sandbox = Sandbox::new();
    sandbox.file("a.toml", scenario(CREATE));
    sandbox.run("test a.toml --list").expect(0);
    sandbox.run("test a.toml --list --profile nosuch").expect(3).out_is("").says(&["nosuch"]);
    sandbox.file("config.toml", "broken");
    let sandbox = sandbox.with("IPP_CONFIG", "config.toml");
    sandbox.run("test a.toml --list").expect(3).out_is("").says(&["config.toml"]);
}

#[test]
fn what_was_found_is_told_in_short() {
    let id = "x".repeat(900);
    let run = with(&format!("{{ run = [\"api\", \"GET\", \"/{id}\"] }}")).run("test a.toml -o json").expect(30);
    let found = run.json()[0]["found"].as_str().expect("a text").to_owned();
    assert!(found.ends_with("...") && found.chars().count() < 450, "{found}");
}

/// Names are shown without what comes of the environment, and may be the same then.
#[test]
fn scenarios_whose_shown_names_are_the_same_are_counted_each_by_itself() {
    let sandbox = Sandbox::emulator().with("SHOP_A", "north-shop").with("SHOP_B", "south-shop");
    let vars = "[vars]\na = { env = \"SHOP_A\" }\nb = { env = \"SHOP_B\" }\n";
    let named = |name: &str| scenario(CREATE).replace("\"a\"", &format!("\"pay in ${{{name}}}\""));
    for (elsewhere, counts, report) in [
        ("", "2 passed, 0 failed\n", "tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"0\""),
        (
            "environments = [\"playground\"]\nsteps",
            "1 passed, 0 failed, 1 not run\n",
            "tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"1\"",
        ),
    ] {
        let second = if elsewhere.is_empty() { named("b") } else { named("b").replace("steps", elsewhere) };
        sandbox.file("a.toml", format!("{vars}{}{second}", named("a")));
        sandbox.run("test a.toml").expect(0).says(&[counts]);
        sandbox.run("test a.toml -o junit").expect(0).shows(&[report]);
    }
}
