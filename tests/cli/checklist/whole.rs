//! What holds: all seven with an endpoint, and a part that says that it is one.

use super::{IDS, Report, nothing_is_left, sandbox};
use crate::support::Sandbox;
use crate::support::server::Server;
use crate::webhook::handlers;
use std::collections::BTreeSet;

#[test]
fn all_seven_hold_with_an_endpoint_of_ones_own() {
    let (sandbox, handler) = (sandbox(), handlers::good());
    let probe = "sh -c 'echo $IPP_SESSION_ID $IPP_ORDER_ID $IPP_REFERENCE > asked'";
    let report = Report::of(&sandbox, &format!("--handler {}/hook --probe \"{probe}\"", handler.address), 0);
    assert_eq!(report.ended("passed"), IDS);
    assert_eq!((&report.value["holds"], &report.value["is_whole"]), (&true.into(), &true.into()));
    assert!(report.run.err.contains("all seven hold"), "{:?}", report.run);
    let session = report.row("session")["sessions"][0].as_str().expect("a session");
    let order = report.row("order")["order_id"].as_str().expect("an order");
    let asked = std::fs::read_to_string(sandbox.home().join("asked")).expect("what the probe was told");
    assert!(asked.starts_with(&format!("{session} {order} ipp-checklist-")), "{asked}");
    report.says("callback", "passed", &["verified, and the handler answered 204 in"]);
    report.says("endpoint", "passed", &["0 failed", "18 of 18 rows"]);
    for id in ["session-busy", "session-cancel-again", "session-ended", "decline-stays-open", "order-captured"] {
        assert_eq!(report.finding(id), "confirmed", "{id}");
    }
    // What the handler got came from the emulator, bytes and signature as they were.
    assert!(handler.asked().iter().any(|asked| asked.body.contains(session) && asked.path == "/hook"));
    nothing_is_left(&sandbox);
}

#[test]
fn every_create_is_in_the_journal_once_under_a_name_that_people_know() {
    let sandbox = sandbox();
    let report = Report::of(&sandbox, "", 30);
    let listed = sandbox.run("session list -o json").expect(0).json();
    let (mut references, mut sessions) = (BTreeSet::new(), BTreeSet::new());
    for attempt in listed.as_array().expect("attempts") {
        let reference = attempt["merchant_reference1"].as_str().expect("a reference").to_owned();
        assert!(reference.starts_with("ipp-checklist-") && attempt["order_amount"] == 100, "{attempt}");
        assert!(references.insert(reference));
        sessions.insert(attempt["session_id"].as_str().expect("a session").to_owned());
    }
    let reported = report.value["rows"].as_array().expect("rows").iter();
    let reported: BTreeSet<String> = reported
        .flat_map(|row| row["sessions"].as_array().expect("sessions"))
        .map(|id| id.as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(sessions, reported);
    assert_eq!(sessions.len(), 4);
}

#[test]
fn without_an_endpoint_the_rest_holds_and_that_is_not_all() {
    for flags in ["", "--listen"] {
        let sandbox = sandbox();
        let report = Report::of(&sandbox, flags, 30);
        assert_eq!(report.ended("passed"), &IDS[..6]);
        report.says("endpoint", "not_run", &["own receiver", "--handler URL"]);
        let said = "the checklist does not hold: of the seven 1 could not be run (endpoint)";
        assert_eq!(report.run.error()["message"], said);
        nothing_is_left(&sandbox);
    }
}

#[test]
fn a_part_says_that_it_is_one() {
    let sandbox = sandbox();
    let report = Report::of(&sandbox, "--only cancel --only device", 0);
    assert_eq!(report.ended("passed"), ["device", "cancel"]);
    assert_eq!(report.value["holds"], false);
    assert!(
        report.run.err.contains("a part of the checklist, 2 of the seven, was run and holds; of the other 5 nothing")
    );
    assert!(!report.run.err.contains("all seven"), "{:?}", report.run);
    let report = Report::of(&sandbox, "--only order", 0);
    assert_eq!(report.ended("passed"), ["order"]);
    let report = Report::of(&sandbox, "--only endpoint", 30);
    assert!(report.run.error()["message"].as_str().expect("words").contains("1 could not be run (endpoint)"));
    nothing_is_left(&sandbox);
}

#[test]
fn a_simulated_phone_is_made_where_there_is_none_and_removed_with_clean() {
    let sandbox = sandbox();
    sandbox.run("device remove \"Simulated phone\" --yes").expect(0);
    let report = Report::of(&sandbox, "--only device --clean", 0);
    assert!(report.row("device")["did"].as_str().expect("words").contains("made a simulated phone"));
    sandbox.run("device list -o json").expect(0).out_is("[]\n");
    Report::of(&sandbox, "--only device", 0).says("device", "passed", &["ipp checklist ", ", simulated at My Store"]);
    let again = Report::of(&sandbox, "--only device --clean", 0);
    assert_eq!(again.row("device")["did"], "read the device list");
    assert_eq!(sandbox.run("device list -o id").expect(0).out.lines().count(), 1, "it was not this run that made it");
}

#[test]
fn outcomes_are_gone_through_on_request() {
    for (flag, sessions) in [("", 1), ("--outcomes declines", 9), ("--outcomes all", 10)] {
        let report = Report::of(&sandbox(), &format!("--only decline {flag}"), 0);
        let row = report.row("decline");
        assert_eq!(row["sessions"].as_array().expect("sessions").len(), sessions, "{row:#}");
        assert_eq!(row["saw"].as_str().expect("words").contains("SUCCESS: "), sessions == 10);
        assert_eq!(row["saw"].as_str().expect("words").contains("LOST_CARD: "), sessions > 1);
    }
}

#[test]
fn production_is_refused_before_any_network() {
    let server = Server::never();
    for flags in ["", "--dry-run", "--handler http://127.0.0.1:9/", "--only device --yes"] {
        let run = Sandbox::production(&server.address).run(&format!("checklist {flags}")).expect(9).out_is("");
        run.says(&["does not exist in production: nothing was sent", "`--env playground`"]);
    }
    server.was_never_asked();
}

#[test]
fn a_port_that_is_taken_is_known_before_anything_is_asked() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let run = sandbox().run(&format!("checklist --port {port}")).expect(2).out_is("");
    run.says(&["is in use", "another with `--port`"]);
}

#[test]
fn nothing_is_sent_or_proved_by_showing() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.run("checklist --dry-run -o json").expect(0).says(&["nothing is proved"]);
    let value = run.json();
    assert_eq!((&value["not_run"], &value["holds"]), (&7.into(), &false.into()));
    sandbox.run("checklist --curl").expect(2).out_is("");
    sandbox.run("checklist --dry-run --report r.md").expect(2).out_is("");
    assert!(!sandbox.home().join("r.md").exists());
    server.was_never_asked();
}

#[test]
fn what_policy_forbids_is_not_run() {
    let server = Server::never();
    for (rule, said) in [("read_only = true", "`read_only`"), ("max_amount = { SEK = 50 }", "`max_amount`")] {
        let sandbox = Sandbox::new();
        let place = if rule.contains("read_only") { "playground" } else { "emulator" };
        let address = format!("base_url = \"{}\"\napi_key = \"{}\"\n", server.address, crate::support::TEST_KEY);
        let address = if place == "emulator" { String::new() } else { address };
        sandbox.write_config(&format!("profile = \"p\"\n[profiles.p]\nenvironment = \"{place}\"\n{address}{rule}\n"));
        sandbox.run("checklist").expect(9).out_is("").says(&[said]);
    }
    server.was_never_asked();
}
