//! The forms of a report, on stdout and as a file.

use super::{IDS, sandbox};
use crate::support::Sandbox;
use crate::webhook::handlers;

#[test]
fn every_format_has_every_row() {
    let sandbox = sandbox();
    let run = |form: &str| sandbox.run(&format!("checklist -o {form}")).expect(30);
    run("table").shows(&["CHECK", "WHAT TO DO", "endpoint  not run", "ASSUMPTION", "session-busy"]);
    run("id").out_is(&format!("{}\n", IDS.join("\n")));
    assert_eq!(run("jsonl").out.lines().count(), 7);
    run("csv").shows(&["id,number,what,result,did,saw,mend,duration_ms,sessions,order_id\n", "cancel,6,"]);
    run("junit").shows(&[
        "<testsuite name=\"ipp checklist\" tests=\"7\" failures=\"0\" errors=\"1\" skipped=\"0\"",
        "<testcase classname=\"ipp checklist\" name=\"device\"",
        "<error message=\"no handler was named",
    ]);
    run("markdown").shows(&[
        "# Go-live checklist of Kustom In-Person Payments\n",
        "**the checklist does not hold: of the seven 1 could not be run (endpoint)**",
        "| made with | ipp 0.1.0, for In-Person Payments API 1.0.0 |",
        "| environment | emulator |",
        "| endpoint | not run |",
        "## Findings\n",
    ]);
}

#[test]
fn a_failure_is_one_for_pipelines() {
    let handler = handlers::always(500);
    let run = sandbox().run(&format!("checklist --handler {} -o junit", handler.address)).expect(30);
    run.shows(&["failures=\"3\"", "<failure message=\"the callback endpoint reliably answers 2xx: "]);
}

#[test]
fn a_file_takes_its_form_from_its_name() {
    let sandbox = sandbox();
    for (name, beginning) in [("r.md", "# Go-live"), ("r.xml", "<?xml"), ("r.json", "{\n  \"ipp_version\"")] {
        let run = sandbox.run(&format!("checklist --only device --report {name}")).expect(0);
        run.says(&[&format!("the report is in {}", sandbox.home().join(name).display())]);
        let text = std::fs::read_to_string(sandbox.home().join(name)).expect("a report");
        assert!(
            text.starts_with(beginning) && text.contains("1 of the seven") | text.contains("tests=\"1\""),
            "{text}"
        );
    }
    // One that fails is a report, too.
    sandbox.run("checklist --device nobody --report r.md -q").expect(30);
    assert!(std::fs::read_to_string(sandbox.home().join("r.md")).expect("a report").contains("| device | FAIL |"));
}

#[test]
fn what_is_there_stays_until_the_new_one_is_written() {
    let sandbox = sandbox();
    let path = sandbox.file("r.md", "the last one");
    let kept = || assert_eq!(std::fs::read_to_string(&path).expect("a report"), "the last one");
    for flags in ["--report r.md --currency XXXX", "--report r.md --dry-run", "--report r.txt", "--report none/r.md"] {
        sandbox.run(&format!("checklist {flags}")).expect(2).out_is("");
        kept();
    }
    std::fs::create_dir(sandbox.home().join("folder.md")).expect("a folder");
    sandbox.run("checklist --report folder.md").expect(2).says(&["is a folder"]);
    let started = sandbox.shell("ipp checklist --only device --report r.md > /dev/full");
    assert_eq!(started.code, 1, "{started:?}");
    assert!(std::fs::read_to_string(&path).expect("a report").starts_with("# Go-live"));
}

#[test]
fn other_reports_have_a_form_for_people_elsewhere_too() {
    Sandbox::emulator().run("doctor -o markdown").expect(0).shows(&["# ipp doctor\n\n| check | result |", "| tls |"]);
    let run = Sandbox::emulator().run("device list -o markdown").expect(2).out_is("");
    run.says(&["only a report has a form for JUnit or Markdown"]);
}

#[test]
fn a_run_that_got_to_no_report_leaves_no_earlier_one() {
    let sandbox = Sandbox::playground(&crate::support::server::nobody());
    let file = sandbox.home().join("r.md");
    std::fs::write(&file, "all seven hold").expect("a file");
    sandbox.run("checklist --contract --report r.md --timeout 1s").expect(7);
    assert!(!file.exists());
}
