//! What was found is not paid: a later `--wait` waits for it, and a door stays shut when there is nothing to wait for.

use super::recover::only_session;
use super::{CREATE, PAY, fail, lose, standings};
use crate::support::Sandbox;

#[test]
fn what_was_found_is_waited_for_by_the_next_run() {
    for flags in ["", "--all", "--ref A", "1"] {
        let sandbox = Sandbox::emulator();
        lose(&sandbox, "--ref A");
        let id = only_session(&sandbox);
        let found = sandbox.run("session recover").expect(0);
        found.says(&[&format!("session {id} is still open, and not paid"), &format!("`ipp session wait {id}`")]);
        sandbox.run("session recover").expect(0).says(&["one payment that was found is still open", "--wait`"]);
        let line = format!("session recover {flags} --wait --timeout 50ms");
        sandbox.run(&line).expect(23).shows(&[&id, "CREATED"]);
        sandbox.run(&format!("dev simulate-tap {id}")).expect(0);
        // The tap reads it back, so the journal knows; whoever names it is told.
        let code = if ["--ref A", "1"].contains(&flags) { 0 } else { 5 };
        sandbox.run(&line).expect(code);
    }
}

#[test]
fn paid_in_the_meantime_is_0_and_cancelled_is_not() {
    for (meanwhile, code) in [("POST /ipp/v1/dev/sessions/ID/simulate-tap", 0), ("PUT /ipp/v1/sessions/ID/cancel", 20)]
    {
        let sandbox = Sandbox::emulator();
        lose(&sandbox, "--ref A");
        sandbox.run("session recover").expect(0);
        sandbox.run(&format!("api {}", meanwhile.replace("ID", &only_session(&sandbox)))).expect(0);
        sandbox.run("session recover --wait").expect(code);
        sandbox.run("session recover --wait").expect(5).out_is("");
    }
}

#[test]
fn what_was_found_is_cancelled_by_the_next_run() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A");
    sandbox.run("session recover --all").expect(0);
    let run = sandbox.run("session recover --all --cancel").expect(0).shows(&["CANCELLED"]);
    assert_eq!(run.err.matches("env: emulator").count(), 1, "{run:#?}");
    assert_eq!(standings(&sandbox), ["unpaid"]);
}

#[test]
fn where_there_is_nothing_to_wait_for_the_door_stays_shut() {
    let sandbox = Sandbox::emulator();
    for _ in 0..2 {
        for (flags, act) in [("--wait", "wait for"), ("--all --wait", "wait for"), ("--cancel", "cancel")] {
            let run = sandbox.run(&format!("session recover {flags} -o json")).expect(5).out_is("");
            let error = run.error();
            assert_eq!(error["kind"], "not_found");
            let message = error["message"].as_str().expect("a message");
            assert!(message.contains(&format!("there is nothing to {act}")), "{message}");
        }
        sandbox.run("session recover --leave").expect(0).says(&["nothing is unknown"]);
        // An open payment that was never unknown is for `ipp session wait`.
        sandbox.run(&format!("{CREATE} --ref {}", standings(&sandbox).len())).expect(0);
    }
}

#[test]
fn all_of_them_have_to_be_paid() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A");
    let id = only_session(&sandbox);
    sandbox.run("session recover").expect(0);
    sandbox.run(&format!("dev simulate-tap {id}")).expect(0);
    fail(&sandbox, "reset", "--ref B");
    sandbox.run("session recover --all --wait").expect(24);
    sandbox.run("session recover 2 --settle unpaid").expect(0);
    let run = sandbox.run("session recover 2 --wait -o json").expect(23);
    let error = run.error();
    assert_eq!((&error["attempt"], &error["code"]), (&2.into(), &23.into()));
    run.says(&["not paid, as a person said"]);
    sandbox.run(&format!("{PAY} --ref B")).expect(0);
}

#[test]
fn of_two_that_were_found_one_has_to_be_named() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A");
    lose(&sandbox, "--ref B");
    sandbox.run("session recover --all").expect(0);
    sandbox
        .run("session recover")
        .expect(0)
        .says(&["2 payments that were found", "`ipp session recover --all --wait`"]);
    sandbox.run("session recover --wait --timeout 50ms").expect(2).says(&["2 attempts are unknown or open"]);
    sandbox.run("session recover --all --wait --timeout 50ms").expect(23);
}
