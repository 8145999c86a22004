//! Ends that nobody has planned: signals, `kill -9`, steps that take too long, many at once.

use super::{CREATE, scenario, statuses, with};
use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, SESSION_ID, session};
use crate::support::server::{Answer, Server, json};
use serde_json::Value;

const WAIT: &str = "{ wait = \"60s\" },\n";

#[test]
fn a_signal_cancels_what_is_open_and_reads_it_back() {
    for (signal, last) in [("INT", WAIT), ("TERM", "{ expect = { status = \"FINALIZED\", within = \"60s\" } }")] {
        let sandbox = Sandbox::emulator();
        let finally =
            "finally = [{ run = [\"session\", \"get\", \"x\"] }, { run = [\"emulator\", \"fault\", \"clear\"] }]\n";
        sandbox.file("a.toml", scenario(&format!("{{ phone = \"T\" }},\n{CREATE}{last}")) + finally);
        let mut run = sandbox.begin("test a.toml");
        run.line();
        assert!(run.line().contains("create"));
        run.signal(signal);
        let run = run.finish().expect(130).shows(&[
            "interrupted",
            "finally 1",
            "FAIL",
            "fault clear  exit 0",
            "cancel what was left open  CANCELLED",
        ]);
        run.says(&["once more quits at once", "error: interrupted: scenarios: 0 passed, 1 failed"]);
        assert_eq!(statuses(&sandbox), ["CANCELLED"]);
        assert_eq!(sandbox.run("device list -o json -q").expect(0).json().as_array().map(Vec::len), Some(1));
    }
}

/// A server whose sessions never end, and whose cancels are never answered.
fn hanging(create: Answer, limit: &str) -> (Server, Sandbox) {
    let server = Server::scripted(move |asked, _| match asked.method.as_str() {
        "POST" => create.clone(),
        "GET" => session("ACTIVE"),
        _ => Answer::Silence,
    });
    let sandbox = Sandbox::playground(&server.address);
    let create = format!(
        "{{ create = {{ amount = \"2400.00\", currency = \"SEK\", device = \"{DEVICE_ID}\" }}, limit = \"{limit}\" }},\n"
    );
    sandbox.file("a.toml", scenario(&format!("{create}{WAIT}")));
    (server, sandbox)
}

#[test]
fn a_second_signal_quits_and_names_what_it_leaves() {
    let (server, sandbox) = hanging(session("CREATED"), "20s");
    let mut run = sandbox.begin("test a.toml");
    assert!(run.line().contains("create"));
    run.signal("TERM");
    server.wait_for(&format!("PUT /ipp/v1/sessions/{SESSION_ID}/cancel"), 1);
    run.signal("TERM");
    run.finish().expect(130).says(&["these sessions were left as they were, and may still be paid", SESSION_ID]);
}

#[test]
fn a_create_that_is_not_answered_in_its_time_is_24() {
    let (_server, sandbox) = hanging(Answer::Silence, "1s");
    let run = sandbox.run("test a.toml").expect(24);
    run.shows(&["FAIL", "there was no answer within 1s: it is not known whether"]).says(&["ipp session recover 1"]);
    assert_eq!(sandbox.run("session list --unknown -o json -q").expect(0).json().as_array().map(Vec::len), Some(1));
}

#[test]
fn a_command_that_takes_too_long_is_ended_and_leaves_nothing_open() {
    let pay = "\"pay\", \"--amount\", \"1.00\", \"--currency\", \"SEK\", \"--timeout\", \"60s\"";
    let sandbox = with(&format!("{{ run = [{pay}], limit = \"500ms\" }}"));
    sandbox.run("test a.toml").expect(30).shows(&["it took longer than 500ms, and was ended"]);
    let open = sandbox.run("session list --open -o json -q").expect(0).json();
    assert_eq!(open, Value::Array(Vec::new()));
}

#[test]
fn a_command_that_is_ended_before_its_create_is_answered_is_24() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    let create = format!(
        "\"session\", \"create\", \"--amount\", \"1.00\", \"--currency\", \"SEK\", \"--device\", \"{DEVICE_ID}\""
    );
    sandbox.file("a.toml", scenario(&format!("{{ run = [{create}], limit = \"3s\" }}")));
    let run = sandbox.run("test a.toml --request-timeout 10s").expect(24);
    run.shows(&["FAIL", "it is not known whether it has asked for the money"]).says(&["`ipp session recover"]);
    let unknown = sandbox.run("session list --unknown -o json -q").expect(0).json();
    assert_eq!((unknown.as_array().map(Vec::len), server.operations().len()), (Some(1), 1));
}

#[test]
fn what_was_not_sent_in_its_time_was_not_asked_for_and_what_was_may_have_happened() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    let create = "{ create = { amount = \"1.00\", currency = \"SEK\" }, limit = \"300ms\" },\n";
    sandbox.file("a.toml", scenario(create));
    sandbox.run("test a.toml").expect(30).shows(&["it was not sent within 300ms: nothing was asked for"]);
    assert!(server.operations().iter().all(|asked| asked.starts_with("GET ")), "{:?}", server.operations());
    let server = Server::scripted(|asked, _| match asked.path.ends_with("/simulate-tap?outcome=SUCCESS") {
        true => Answer::Silence,
        false => session("CANCELLED"),
    });
    let sandbox = Sandbox::playground(&server.address);
    let create = format!("{{ create = {{ amount = \"2400.00\", currency = \"SEK\", device = \"{DEVICE_ID}\" }} }},\n");
    sandbox.file("a.toml", scenario(&format!("{create}{{ tap = \"SUCCESS\", limit = \"300ms\" }}")));
    sandbox.run("test a.toml").expect(24).shows(&["there was no answer within 300ms: it may have happened"]);
}

#[test]
fn what_cannot_be_tidied_up_is_a_failure() {
    let fault = "{ run = [\"emulator\", \"fault\", \"add\", \"503\", \"--on\", \"remove-device\"] }";
    let sandbox = with(&format!("{{ phone = \"T\" }},\n{fault}"));
    sandbox.run("test a.toml --retries 0").expect(30).shows(&["FAIL", "remove the simulated phone", "503"]);
    let sandbox = with(&format!("{CREATE}{}", fault.replace("remove-device", "get-session")));
    let run = sandbox.run("test a.toml --retries 0").expect(24);
    run.shows(&["FAIL", "cancel what was left open", "it is not known whether session"]);
}

#[test]
fn an_amount_that_is_not_what_was_asked_for_does_not_pass() {
    let paid = r#"{"session_id":"s-1","status":"FINALIZED","order_amount":1,"purchase_currency":"SEK"}"#;
    let server = Server::scripted(move |_, _| json(200, paid));
    let sandbox = Sandbox::playground(&server.address);
    let create = format!("{{ create = {{ amount = \"2.00\", currency = \"SEK\", device = \"{DEVICE_ID}\" }} }},\n");
    sandbox.file("a.toml", scenario(&format!("{create}{{ expect = {{ status = \"FINALIZED\" }} }}")));
    sandbox.run("test a.toml").expect(30).shows(&["but the amount is 0.01 SEK and 2.00 SEK was asked"]);
}

#[test]
fn after_kill_9_the_journal_knows_and_the_next_run_sweeps() {
    let expect = "{ expect = { callback = \"ipp.session.finalized\", within = \"60s\" } }";
    let sandbox = with(&format!("{{ phone = \"T\" }},\n{CREATE}{expect}"));
    let mut run = sandbox.begin("test a.toml");
    run.line();
    run.line();
    run.signal("KILL");
    run.finish().expect(-1);
    let list = |line: &str| sandbox.run(&format!("{line} -o json -q")).expect(0).json();
    assert_eq!(list("session list --open").as_array().map(Vec::len), Some(1));
    assert_eq!(list("emulator destination list").as_array().map(Vec::len), Some(1));
    let paid = sandbox.run("test --example paid").expect(0).out;
    sandbox.ipp_reading(&["test", "-"], paid).expect(0);
    assert_eq!(list("emulator destination list"), Value::Array(Vec::new()));
}

#[test]
fn many_at_once_and_many_in_a_row() {
    let one = "[{ phone = \"T\" }, { create = { amount = \"1.00\", currency = \"SEK\" } }, { tap = \"SUCCESS\" }, { wait = \"20s\" }],\n";
    let sandbox = with(&format!(
        "{{ parallel = [{}] }}, {{ repeat = 20, steps = [{CREATE}{{ cancel = true }}] }}",
        one.repeat(30)
    ));
    // The parallel ones have made phones, which are there until the end: the others use their own.
    let text = std::fs::read_to_string(sandbox.home().join("a.toml")).expect("a file");
    sandbox.file("a.toml", text.replace("{ repeat", "{ phone = \"U\" }, { repeat"));
    let rows = sandbox.run("test a.toml -o json -q").expect(0).json();
    assert_eq!(rows.as_array().map(Vec::len), Some(30 * 4 + 1 + 20 * 2));
    assert_eq!(statuses(&sandbox).iter().filter(|status| *status == "FINALIZED").count(), 30);
}

#[test]
fn a_name_that_nothing_was_given_stands_for_no_other_session() {
    let sandbox = Sandbox::emulator();
    let one = "{ create = { amount = \"2.00\", currency = \"SEK\" }, as = \"one\" }";
    let steps = format!("{CREATE}{{ run = [\"session\", \"get\", \"x\"] }}, {one}");
    let last = "{ tap = \"SUCCESS\", session = \"one\" }, { run = [\"session\", \"get\", \"${one.session_id}\"] }";
    sandbox.file("a.toml", format!("[[scenario]]\nname = \"a\"\nsteps = [{steps}]\nfinally = [{last}]\n"));
    let run = sandbox.run("test a.toml").expect(30);
    run.shows(&["there is no session `one`", "`${one.session_id}` is not known"]);
    assert_eq!(statuses(&sandbox), ["CANCELLED"], "the other session was not tapped");
}
