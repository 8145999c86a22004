//! `ipp webhook list`: what was received, from the newest.

use super::listening::{SESSION, Sending, listen, sandbox};
use crate::support::Sandbox;
use serde_json::json;

/// Three events, of which the second was forged.
fn recorded() -> Sandbox {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "-q");
    assert_eq!(Sending::event("evt_1", "ipp.session.created").to(&listening.url), 200);
    let forged = Sending::event("evt_2", "ipp.session.finalized").with("webhook-timestamp", "1");
    assert_eq!(forged.and("authorization", "Basic RECOGNISABLE").to(&listening.url), 401);
    assert_eq!(Sending::new("evt_3", vec![0xff]).to(&listening.url), 200);
    listening.end().expect(0);
    sandbox
}

#[test]
fn the_newest_comes_first_in_every_format() {
    let sandbox = recorded();
    let run = sandbox.run("webhook list").expect(0).err_is("");
    let rows: Vec<_> = run.out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).collect();
    assert_eq!(rows[0], ["ID", "RECEIVED", "TYPE", "SESSION", "VERIFIED", "DUPLICATE"]);
    assert_eq!((rows[1][0], rows[1][2]), ("evt_3", "yes"));
    assert_eq!((rows[2][0], rows[2][2], rows[2][3], rows[2][4]), ("evt_2", "ipp.session.finalized", SESSION, "no"));
    let run = sandbox.run("webhook list -o json").expect(0).hides("RECOGNISABLE");
    let listed = run.json();
    assert_eq!((&listed[1]["verified"], &listed[1]["headers"]["authorization"]), (&json!(false), &json!("***")));
    assert!(listed[1]["problem"].as_str().is_some_and(|problem| problem.contains("signature is wrong")));
    assert_eq!((&listed[0]["body"], &listed[0]["body_bytes"]), (&json!("\u{fffd}"), &json!(1)));
    assert_eq!(sandbox.run("webhook list -o jsonl").expect(0).out.lines().count(), 3);
    assert!(sandbox.run("webhook list -o csv").expect(0).out.starts_with("id,received_at,type,"));
}

#[test]
fn filters_and_limits() {
    let sandbox = recorded();
    let ids = |flags: &str| sandbox.run(&format!("webhook list -o id {flags}")).expect(0).out;
    assert_eq!(ids(""), "evt_3\nevt_2\nevt_1\n");
    assert_eq!(ids("--limit 1"), "evt_3\n");
    assert_eq!(ids("--event '*.created' --event '*.finalized'"), "evt_2\nevt_1\n");
    assert_eq!(ids("--event '*.created' --limit 1"), "evt_1\n");
    assert_eq!(ids(&format!("--session {SESSION}")), "evt_2\nevt_1\n");
    assert_eq!(ids("--session other"), "");
    assert_eq!(ids("--since 1h").lines().count(), 3);
    assert_eq!(ids("--since 2001-01-01T00:00:00Z").lines().count(), 3);
    assert_eq!(ids("--since 2999-01-01T00:00:00Z"), "");
    for flags in ["--since yesterday", "--limit 0", "--event ''", "--session ../x"] {
        sandbox.run(&format!("webhook list {flags}")).expect(2).out_is("");
    }
    let error = sandbox.run("webhook list --since x -o json").expect(2).error();
    assert_eq!(error["kind"], "usage");
}

#[test]
fn rows_and_columns_are_chosen() {
    let sandbox = recorded();
    let csv = sandbox.run("webhook list --columns id,verified,body-bytes --sort verified,-id -o csv").expect(0);
    assert!(csv.out.starts_with("id,verified,body_bytes\nevt_2,false,"), "{csv:?}");
    let jsonl = sandbox.run("webhook list --columns session --sort id --limit 1 -o jsonl").expect(0);
    assert_eq!(jsonl.json(), json!({ "session_id": SESSION }));
    let run = sandbox.run("webhook list --columns from").expect(2).out_is("");
    run.says(&["there is no column `from`", "the columns are id, received, type, session, verified, duplicate,"]);
}

#[test]
fn nothing_recorded_is_nothing_wrong() {
    Sandbox::new().run("webhook list").expect(0).out_is("").err_is("no events\n");
    Sandbox::new().run("webhook list -o json --record nowhere").expect(0).out_is("[]\n");
}

#[test]
fn what_is_damaged_is_named_and_passed_over() {
    let sandbox = recorded();
    let folder = sandbox.state_dir().join("events");
    let path = std::fs::read_dir(&folder).expect("a folder").next().expect("a file").expect("an entry").path();
    let text = std::fs::read_to_string(&path).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    std::fs::write(&path, format!("{}\n{}\n{}", lines[0], &lines[1][..50], lines[2])).expect("a file");
    let run = sandbox.run("webhook list -o id").expect(0).out_is("evt_3\nevt_1\n");
    run.says(&["passed over: ", path.to_str().expect("UTF-8"), &format!("at byte {}", lines[0].len() + 1)]);
    std::fs::create_dir(folder.join("2001-01-01.jsonl")).expect("a folder");
    sandbox.run("webhook list -o id").expect(0).out_is("evt_3\nevt_1\n").says(&["2001-01-01.jsonl"]);
    sandbox.file("text", "no folder");
    sandbox.run("webhook list --record text").expect(3).out_is("").says(&["cannot read the record in"]);
}
