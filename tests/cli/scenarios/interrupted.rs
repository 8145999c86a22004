//! A scenario that somebody has stopped has not passed, and one that was never reached is not run: both are counted.

use super::{CREATE, scenario};
use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, session};
use crate::support::server::{Answer, Server, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};

/// Two scenarios, of which the first begins with a phone that is answered for once `gate` opens.
fn gated() -> (Server, Sandbox, mpsc::Sender<()>) {
    let (open, gate) = mpsc::channel();
    let gate = std::sync::Mutex::new(gate);
    let server = Server::scripted(move |asked, _| match asked.operation().as_str() {
        "POST /ipp/v1/dev/devices" => {
            let _ = gate.lock().expect("a gate").recv();
            json(201, &format!("{{\"device_id\":\"{DEVICE_ID}\"}}"))
        }
        "GET /ipp/v1/devices" => crate::support::bodies::page(&[crate::support::bodies::device("T")], true),
        operation if operation.starts_with("DELETE ") => json(204, ""),
        _ => session("CREATED"),
    });
    let sandbox = Sandbox::playground(&server.address).with("COLUMNS", "400");
    let never = scenario("{ phone = \"U\" }").replace("\"a\"", "\"never\"");
    sandbox.file("a.toml", scenario(&format!("{{ phone = \"T\" }},\n{CREATE}{{ tap = \"SUCCESS\" }}")) + &never);
    (server, sandbox, open)
}

#[test]
fn an_interrupted_scenario_has_not_passed() {
    let (server, sandbox, open) = gated();
    let mut run = sandbox.begin("test a.toml --junit r.xml");
    server.wait_for("POST /ipp/v1/dev/devices", 1);
    run.signal("INT");
    run.wait_to_say("once more quits at once");
    open.send(()).expect("a server");
    let run = run.finish().expect(130);
    run.says(&["error: interrupted: scenarios: 0 passed, 0 failed, 1 interrupted, 1 not run"]);
    let report = std::fs::read_to_string(sandbox.home().join("r.xml")).expect("a report");
    for text in [
        "tests=\"2\" failures=\"0\" errors=\"1\" skipped=\"1\"",
        "name=\"a.toml: a\"",
        "<error message=\"interrupted: ",
        "name=\"a.toml: never\"",
        "<skipped message=\"",
    ] {
        assert!(report.contains(text), "{text}: {report}");
    }
    assert_eq!(server.count("POST /ipp/v1/sessions"), 0);
}

#[test]
fn an_interrupted_step_gives_no_advice_that_is_followed_already() {
    let is_cancelled = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&is_cancelled);
    let server = Server::scripted(move |asked, _| {
        flag.fetch_or(asked.method == "PUT", Ordering::SeqCst);
        session(if flag.load(Ordering::SeqCst) { "CANCELLED" } else { "CREATED" })
    });
    let sandbox = Sandbox::playground(&server.address).with("COLUMNS", "400");
    let create = format!("{{ create = {{ amount = \"2400.00\", currency = \"SEK\", device = \"{DEVICE_ID}\" }} }},\n");
    sandbox.file("a.toml", scenario(&format!("{create}{{ wait = \"60s\" }}")));
    let mut run = sandbox.begin("test a.toml --junit r.xml");
    assert!(run.line().contains("create"));
    run.signal("INT");
    let run = run.finish().expect(130).shows(&["cancel what was left open  CANCELLED"]);
    run.says(&["0 passed, 0 failed, 1 interrupted"]).hides("session wait").hides("may be paid");
    let report = std::fs::read_to_string(sandbox.home().join("r.xml")).expect("a report");
    assert!(report.contains("errors=\"1\"") && !report.contains("may be paid"), "{report}");
    assert!(is_cancelled.load(Ordering::SeqCst));
}

#[test]
fn a_silent_phone_does_not_keep_whoever_quits() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.file("a.toml", scenario("{ phone = \"Till 7\" }"));
    let mut run = sandbox.begin("test a.toml");
    server.wait_for("POST /ipp/v1/dev/devices", 1);
    run.signal("INT");
    run.wait_to_say("once more quits at once");
    run.signal("INT");
    run.finish().expect(24).says(&["a simulated phone called `Till 7` may be there", "`ipp device list`"]);
}

#[test]
fn whoever_quits_is_told_of_phones_though_the_journal_is_broken() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.file("a.toml", scenario("{ phone = \"Till 7\" }"));
    std::fs::create_dir_all(sandbox.state_dir()).expect("a folder");
    std::fs::write(sandbox.state_dir().join("journal.db"), "no journal").expect("a file");
    let mut run = sandbox.begin("test a.toml");
    server.wait_for("POST /ipp/v1/dev/devices", 1);
    run.signal("INT");
    run.wait_to_say("once more quits at once");
    run.signal("INT");
    let says = ["a simulated phone called `Till 7` may be there", "it cannot be read what was asked for"];
    run.finish().expect(24).says(&says);
}
