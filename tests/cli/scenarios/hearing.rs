//! Callbacks that are expected not to come, or so many times: what cannot hear cannot say that nothing came.

use super::{CREATE, listening, scenario, with};
use crate::emulator::support::serving::Serving;
use crate::support::Sandbox;

const NONE: &str = "{ expect = { callback = \"ipp.session.finalized\", count = 0, within = \"300ms\" } }";

/// A playground, as far as a client can tell, and its emulator.
fn playground() -> (Serving, tempfile::TempDir, Sandbox, Sandbox) {
    let state = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(state.path(), &[]);
    let elsewhere = Sandbox::emulator().with("IPP_STATE_DIR", &state.path().display().to_string());
    let sandbox = Sandbox::playground(&serving.address).with("COLUMNS", "400");
    (serving, state, elsewhere, sandbox)
}

#[test]
fn what_cannot_hear_does_not_say_that_none_came() {
    let (_serving, _state, _elsewhere, sandbox) = playground();
    sandbox.file("a.toml", scenario(&format!("{CREATE}{NONE}")));
    let run = sandbox.run("test a.toml").expect(30);
    run.shows(&["FAIL", "could not be seen", "`ipp webhook listen` has to run"]).hides("none came within");
}

#[test]
fn a_callback_that_could_not_be_verified_is_no_silence() {
    let (_serving, _state, elsewhere, sandbox) = playground();
    let sandbox = sandbox.with("IPP_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    sandbox.file("a.toml", scenario(&format!("{CREATE}{{ tap = \"SUCCESS\" }},\n{NONE}")));
    listening(&elsewhere, &sandbox, || {
        sandbox.run("test a.toml").expect(30).shows(&["FAIL", "could not be verified"]).hides("none came within");
    });
}

#[test]
fn so_many_is_no_more_than_that_and_what_is_sent_again_is_one() {
    let fault =
        "{ run = [\"emulator\", \"fault\", \"add\", \"callback-doubled\", \"--on\", \"ipp.session.finalized\"] },\n";
    let expect =
        |more: &str| format!("{{ expect = {{ callback = \"ipp.session.finalized\", within = \"2s\"{more} }} }}");
    for fault in [fault, ""] {
        for (count, code, shows) in
            [("", 0, "it came, verified"), (", count = 2", 30, "1 of 2 came within 2s"), (", count = 0", 30, "1 came")]
        {
            let sandbox = with(&format!("{fault}{CREATE}{{ tap = \"SUCCESS\" }},\n{}", expect(count)));
            sandbox.run("test a.toml").expect(code).shows(&[shows]);
        }
    }
}

#[test]
fn none_came_is_said_by_who_hears() {
    let (_serving, _state, elsewhere, sandbox) = playground();
    let secret = elsewhere.run("emulator secret -o id").expect(0).out;
    let sandbox = sandbox.with("IPP_WEBHOOK_SECRET", secret.trim());
    sandbox.file("a.toml", scenario(&format!("{CREATE}{NONE}")));
    listening(&elsewhere, &sandbox, || {
        sandbox.run("test a.toml").expect(0).shows(&["none came within 300ms"]);
    });
    with(&format!("{CREATE}{NONE}")).run("test a.toml").expect(0).shows(&["none came within 300ms"]);
}
