//! What a scenario may leave behind: it is ended, whatever its id looks like, or it is named.

use super::scenario;
use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, device, page};
use crate::support::server::{Answer, Server, json};
use std::sync::atomic::{AtomicBool, Ordering};

const CREATED: &str = r#"{"session_id":"ses_1","status":"CREATED","order_amount":100,"purchase_currency":"SEK"}"#;

/// A playground whose ids have a form of their own, and whose session ends by a cancel only. `create` answers the create.
fn playground(create: Answer) -> (Server, Sandbox) {
    let is_cancelled = AtomicBool::new(false);
    let server = Server::scripted(move |asked, _| match asked.operation().as_str() {
        "POST /ipp/v1/sessions" => create.clone(),
        "PUT /ipp/v1/sessions/ses_1/cancel" | "GET /ipp/v1/sessions/ses_1" => {
            is_cancelled.fetch_or(asked.method == "PUT", Ordering::SeqCst);
            let status = if is_cancelled.load(Ordering::SeqCst) { "CANCELLED" } else { "CREATED" };
            json(200, &CREATED.replace("CREATED", status))
        }
        "POST /ipp/v1/dev/devices" => json(201, &format!("{{\"device_id\":\"{DEVICE_ID}\"}}")),
        "GET /ipp/v1/devices" => page(&[device("Till 7")], true),
        operation if operation.starts_with("DELETE ") => json(204, ""),
        _ => json(200, &device("Till 7").to_string()),
    });
    let sandbox = Sandbox::playground(&server.address).with("COLUMNS", "400");
    (server, sandbox)
}

/// A phone, and a create as a command of its own on it.
fn asks(flags: &str) -> String {
    let words =
        "\"session\", \"create\", \"--amount\", \"1.00\", \"--currency\", \"SEK\", \"--device\", \"${t.device_id}\"";
    scenario(&format!("{{ phone = \"Till 7\", as = \"t\" }},\n{{ run = [{words}{flags}] }}"))
}

#[test]
fn a_session_of_another_command_is_ended_whatever_its_id_looks_like() {
    for flags in [", \"-o\", \"id\"", "", ", \"-o\", \"csv\""] {
        let (server, sandbox) = playground(json(201, CREATED));
        sandbox.file("a.toml", asks(flags));
        sandbox.run("test a.toml").expect(0).shows(&["cancel what was left open  CANCELLED"]);
        assert_eq!(server.count("PUT /ipp/v1/sessions/ses_1/cancel"), 1, "{flags}");
    }
}

#[test]
fn whoever_quits_in_the_middle_of_another_commands_create_is_told_what_may_be_open() {
    let (server, sandbox) = playground(Answer::Silence);
    sandbox.file("a.toml", asks("") + "[[scenario]]\nname = \"never\"\nsteps = [{ phone = \"Till 8\" }]\n");
    let mut run = sandbox.begin("test a.toml --junit r.xml");
    server.wait_for("POST /ipp/v1/sessions", 1);
    run.signal("INT");
    run.wait_to_say("once more quits at once");
    run.signal("INT");
    let run = run.finish().expect(24);
    run.says(&["0 passed", "attempt 1", "Till 7", DEVICE_ID, "`ipp session recover 1`"]);
    let report = std::fs::read_to_string(sandbox.home().join("r.xml")).expect("a report");
    assert!(report.contains("<error message=") && report.contains("<skipped message="), "{report}");
    assert_eq!(sandbox.run("session list --unknown -o json -q").expect(0).json().as_array().map(Vec::len), Some(1));
}

#[test]
fn a_phone_that_is_not_answered_for_is_named() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address).with("COLUMNS", "400");
    let alone = sandbox.run("dev create-device --name 'Till 7' --request-timeout 300ms");
    for (limit, flags) in [("limit = \"300ms\"", ""), ("limit = \"20s\"", " --request-timeout 300ms")] {
        sandbox.file("a.toml", scenario(&format!("{{ phone = \"Till 7\", {limit} }}")));
        let run = sandbox.run(&format!("test a.toml{flags}")).expect(alone.code);
        let run = run.shows(&["a simulated phone called `Till 7` may be there", "`ipp device list`"]);
        run.says(&["a simulated phone called `Till 7` may be there", "`ipp device list`"]).hides("session recover");
    }
}

/// What a command has listed is no secret, and a phone that is left has to be found.
#[test]
fn a_phone_that_is_left_is_named_with_the_command_that_removes_it() {
    let fault = "{ run = [\"emulator\", \"fault\", \"add\", \"500\", \"--on\", \"remove-device\"] },\n";
    for list in [
        "\"device\", \"list\", \"-o\", \"id\"",
        "\"device\", \"list\", \"-o\", \"json\"",
        "\"api\", \"GET\", \"/ipp/v1/devices\"",
        "\"api\", \"GET\", \"/ipp/v1/devices/${t.device_id}\"",
    ] {
        let sandbox = Sandbox::emulator().with("COLUMNS", "400");
        sandbox.file("a.toml", scenario(&format!("{{ phone = \"T\", as = \"t\" }},\n{fault}{{ run = [{list}] }}")));
        let run = sandbox.run("test a.toml --retries 0 -o jsonl").expect(30);
        let rows: Vec<serde_json::Value> =
            run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let id = rows[0]["found"].as_str().and_then(|found| found.strip_prefix("device ")).expect("an id").to_owned();
        let last = rows.last().expect("a row");
        assert_eq!((&last["step"], &last["result"]), (&"end".into(), &"failed".into()), "{list}");
        let found = last["found"].as_str().expect("a text");
        assert!(found.contains(&format!("DELETE /ipp/v1/devices/{id} ")), "{list}: {found}");
        let hint = last["hint"].as_str().unwrap_or_default();
        assert!(hint.contains(&format!("`ipp device remove {id}`")), "{list}: {hint}");
        let run = sandbox.run("test a.toml --retries 0").expect(30);
        run.shows(&["DELETE /ipp/v1/devices/", "`ipp device remove "]).hides("***");
        let run = sandbox.run("test a.toml --retries 0 --env emulator").expect(30);
        run.shows(&["`ipp --env emulator device remove "]);
    }
}
