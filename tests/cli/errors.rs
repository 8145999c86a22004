//! Errors for people and for programs, colour, and two `ipp` at once.

use crate::support::bodies::{DEVICE_ID, SESSION_ID, problem, session};
use crate::support::server::{Server, with_headers};
use crate::support::{Run, Sandbox};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// stderr as JSON, line by line.
fn objects(run: &Run) -> Vec<Value> {
    run.err.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {run:?}"))).collect()
}

#[test]
fn people_read_error_cause_and_hint() {
    let server = Server::answering(vec![problem(409, "Device is offline")]);
    let line = format!("pay --amount 100 --currency SEK --tax-rate 0% --device {DEVICE_ID}");
    Sandbox::playground(&server.address).run(&line).expect(6).out_is("").err_is(
        "env: playground\n\
         error: no session was created, and nothing will be charged\n  \
         caused by: POST /ipp/v1/sessions was answered with 409: No: Device is offline\n",
    );
    let run = Sandbox::emulator().run("device get Nobody").expect(5).out_is("");
    run.err_is(
        "error: there is no device with the id, the name or a beginning `Nobody`\nhint: see them all with `ipp device list`\n",
    );
}

#[test]
fn programs_read_one_object_on_the_last_line_and_objects_before_it() {
    let answer =
        with_headers(409, &[("x-correlation-id", "abc-1")], r#"{"detail":"Device is offline","errors":{"a":"b"}}"#);
    let server = Server::answering(vec![answer]);
    for format in ["-o json", "-o jsonl", "--json", "--output=json", "-ojson"] {
        let line = format!("pay --amount 100 --currency SEK --device {DEVICE_ID} -vv {format}");
        let run = Sandbox::playground(&server.address).run(&line).expect(6).out_is("");
        let all = objects(&run);
        let (error, notes) = all.split_last().expect("an error");
        assert!(notes.len() > 2 && notes.iter().all(|note| note["note"].is_string()), "{run:?}");
        let error = &error["error"];
        let keys: Vec<&String> = error.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["code", "kind", "message", "causes", "hint", "status", "correlation_id", "problem"]);
        assert_eq!(
            (&error["code"], &error["kind"], &error["status"]),
            (&json!(6), &json!("refused_by_api"), &json!(409))
        );
        assert_eq!((&error["correlation_id"], &error["problem"]["errors"]["a"]), (&json!("abc-1"), &json!("b")));
    }
}

#[test]
fn claps_own_errors_are_objects_too() {
    let lines = [
        "-o json pay --nope",
        "pay --nope -o json",
        "pay --nope --output json",
        "pay --nope --output=jsonl",
        "pay --nope --json",
        "session get -o json",
        "no-such -ojson",
        "-o json",
        "device list --limit x -o json",
        "session get a/b --json",
    ];
    for line in lines {
        let run = Sandbox::emulator().run(line).expect(2).out_is("");
        let all = objects(&run);
        assert_eq!(
            (all.len(), &all[0]["error"]["code"], &all[0]["error"]["kind"]),
            (1, &json!(2), &json!("usage")),
            "{line}"
        );
        assert!(all[0]["error"]["message"].as_str().is_some_and(|text| !text.is_empty() && !text.starts_with("error")));
    }
    // After `--` it is a value, not a flag.
    Sandbox::emulator().run("session get a/b -- -o json").expect(2).says(&["error: "]);
    Sandbox::emulator()
        .run("device list -o xml")
        .expect(2)
        .out_is("")
        .says(&["error: ", "table, json, jsonl, csv, id"]);
}

#[test]
fn both_error_shapes_and_no_body_at_all_are_told() {
    let told = |answer, says: &str| {
        let server = Server::answering(vec![answer]);
        Sandbox::playground(&server.address).run("session get x").expect(6).out_is("").says(&[says]);
    };
    told(problem(422, "because"), "422: No: because");
    let kustom = r#"{"correlation_id":"abc-2","error_code":"BAD_REQUEST","error_messages":["first","second"]}"#;
    told(with_headers(400, &[], kustom), "first");
    told(with_headers(400, &[], kustom), "second");
    told(with_headers(409, &[], ""), "GET /ipp/v1/sessions/x was answered with 409\n");
    told(with_headers(400, &[], "{\"detail\":\"cu"), "{\"detail\":\"cu");
}

#[test]
fn colour_is_only_where_it_is_wanted() {
    let plain = |sandbox: Sandbox, flags: &str| {
        let run = sandbox.run(&format!("device get Nobody {flags}")).expect(5);
        !run.err.contains('\u{1b}')
    };
    assert!(plain(Sandbox::emulator(), ""));
    assert!(!plain(Sandbox::emulator(), "--color always"));
    assert!(!plain(Sandbox::emulator().with("CLICOLOR_FORCE", "1"), ""));
    assert!(plain(Sandbox::emulator().with("CLICOLOR_FORCE", "1").with("NO_COLOR", "1"), ""));
    assert!(plain(Sandbox::emulator().with("CLICOLOR_FORCE", "1"), "--color never"));
    assert!(!plain(Sandbox::emulator().with("NO_COLOR", "1"), "--color always"));
}

#[test]
fn a_trace_shows_each_request_and_no_key() {
    let server = Server::answering(vec![with_headers(503, &[("retry-after", "0")], ""), session("CREATED")]);
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.run(&format!("session get {SESSION_ID} -v")).expect(0).hides(crate::support::TEST_KEY);
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines.len(), 2, "{run:?}");
    let path = format!("GET /ipp/v1/sessions/{SESSION_ID}");
    assert!(lines[0].starts_with(&format!("{path} 503 ")) && lines[1].starts_with(&format!("{path} 200 ")));
    assert!(lines.iter().all(|line| line.ends_with(" ms")), "{run:?}");
    let run = sandbox.run(&format!("session get {SESSION_ID} -vv")).expect(0).hides(crate::support::TEST_KEY);
    run.says(&["> authorization: Basic ***", "< content-type: application/json", "\"status\":\"CREATED\""]);
}

#[test]
fn several_at_once_share_one_account() {
    let sandbox = Sandbox::emulator();
    let made: Vec<String> = std::thread::scope(|scope| {
        // Nobody has begun the account yet: they race for that, too.
        let runs: Vec<_> = (0..8)
            .map(|number| sandbox.command_line(&format!("dev create-device --name T{number} -o id")))
            .map(|mut command| scope.spawn(move || Run::of(&command.output().expect("a run"))))
            .collect();
        runs.into_iter().map(|run| run.join().expect("a run").expect(0).out.trim_end().to_owned()).collect()
    });
    let listed = sandbox.run("device list -o id").expect(0).out;
    let listed: BTreeSet<&str> = listed.lines().collect();
    assert_eq!(listed.len(), 9);
    assert!(made.iter().all(|id| listed.contains(id.as_str())));
}

#[test]
fn one_pays_what_another_created() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id("session create --amount 100 --currency SEK --tax-rate 0%");
    let mut wait = sandbox.command_line(&format!("session wait {id} -o json"));
    std::thread::scope(|scope| {
        let waiting = scope.spawn(move || Run::of(&wait.output().expect("a run")));
        sandbox.run(&format!("dev simulate-tap {id}")).expect(0);
        assert_eq!(waiting.join().expect("a run").expect(0).json()["status"], "FINALIZED");
    });
}
