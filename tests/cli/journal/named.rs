//! What a list prints in place of a session's id is taken where an id is taken, or refused with the way on.

use super::recover::only_session;
use super::{CREATE, fail, lose};
use crate::support::Sandbox;

const VERBS: [&str; 3] = ["get", "wait --timeout 50ms", "cancel"];

#[test]
fn an_attempt_that_is_unknown_says_how_it_is_found() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A");
    let name = sandbox.id("session list");
    assert_eq!(name, "attempt-1");
    for verb in VERBS {
        let run = sandbox.run(&format!("session {verb} {name} -o json")).expect(24).out_is("");
        let error = run.error();
        assert_eq!((&error["attempt"], &error["session_id"]), (&1.into(), &serde_json::Value::Null));
        assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("`ipp session recover 1`")), "{error}");
    }
    sandbox.run("session recover").expect(0);
    let id = only_session(&sandbox);
    for (verb, code) in VERBS.into_iter().zip([0, 23, 0]) {
        sandbox.run(&format!("session {verb} {name}")).expect(code).shows(&[&id]);
    }
    sandbox.run(&format!("session get {name} --dry-run -o json")).expect(0).shows(&[&id]);
}

#[test]
fn where_there_is_no_session_there_is_none_to_find() {
    let sandbox = Sandbox::emulator();
    for verb in VERBS {
        sandbox.run(&format!("session {verb} attempt-1")).expect(5).says(&["knows no such attempt"]);
    }
    fail(&sandbox, "reset", "");
    sandbox.run("session recover 1 --settle unpaid").expect(0);
    for verb in VERBS {
        let run = sandbox.run(&format!("session {verb} attempt-1")).expect(5).out_is("");
        run.says(&["not paid, as a person said", "no session is known"]);
    }
    sandbox.id(CREATE);
    let run = sandbox.run("session get attempt-2 --env playground").expect(2).out_is("");
    run.says(&["made elsewhere", "`ipp --env emulator session recover 2`"]);
}
