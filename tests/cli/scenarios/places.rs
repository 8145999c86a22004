//! Where scenarios run: the same file on emulator and playground, and never in production.

use super::{CREATE, listening, scenario, with};
use crate::emulator::support::serving::Serving;
use crate::support::bodies::page;
use crate::support::server::{Server, json};
use crate::support::tls::Authority;
use crate::support::{LIVE_KEY, Sandbox, TEST_KEY};

#[test]
fn production_is_refused_before_anything_else() {
    let server = Server::never();
    let sandbox = Sandbox::production(&server.address);
    for line in ["test none.toml", "test none.toml --yes", "test none.toml --list", "test none.toml --dry-run"] {
        let run = sandbox.run(line).expect(9).out_is("");
        run.says(&["a scenario does not exist in production: nothing was sent"]);
    }
    let by_profile = Sandbox::new();
    by_profile.write_config(&format!(
        "[profiles.live]\nenvironment = \"production\"\napi_key = \"{LIVE_KEY}\"\nbase_url = \"{}\"\n",
        server.address
    ));
    by_profile.file("a.toml", scenario(CREATE));
    let error = by_profile.run("test a.toml --profile live --yes -o json").expect(9).out_is("").error();
    assert_eq!(error["kind"], "refused_here");
    server.was_never_asked();
}

#[test]
fn policy_holds() {
    let server = Server::never();
    let profile = |rule: &str| {
        let sandbox = Sandbox::new();
        sandbox.file("a.toml", scenario(CREATE));
        sandbox.write_config(&format!(
            "[profiles.shop]\nenvironment = \"playground\"\napi_key = \"{TEST_KEY}\"\nbase_url = \"{}\"\n{rule}\n",
            server.address
        ));
        sandbox
    };
    profile("read_only = true").run("test a.toml --profile shop").expect(9).out_is("").says(&["`read_only`"]);
    let run = profile("max_amount = { SEK = 10000 }").run("test a.toml --profile shop");
    run.expect(30).shows(&["`max_amount`", "allows at most 100.00 SEK"]);
    server.was_never_asked();
}

#[test]
fn the_guard_and_the_journal_are_those_of_every_create() {
    let create = "{ create = { amount = \"1.00\", currency = \"SEK\", ref = \"R-1\" } },\n";
    let sandbox = with(&format!("{create}{{ tap = \"SUCCESS\" }},\n{create}{{ expect = {{ exit = 9 }} }}"));
    sandbox.run("test a.toml").expect(0).shows(&["reference R-1 was used already"]);
    sandbox.run("test a.toml").expect(30).shows(&["reference R-1 was used already"]);
    let seen = sandbox.run("session list -o json -q").expect(0).json()[0]["seen"].to_string();
    assert!(seen.contains("\"test\"") && seen.contains("FINALIZED"), "{seen}");
}

/// A playground, as far as a client can tell, and a listener on this machine that its callbacks go to.
#[test]
fn the_same_file_on_the_playground() {
    let state = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(state.path(), &[]);
    let elsewhere = Sandbox::emulator().with("IPP_STATE_DIR", &state.path().display().to_string());
    let secret = elsewhere.run("emulator secret -o id").expect(0).out;
    let sandbox = Sandbox::playground(&serving.address).with("IPP_WEBHOOK_SECRET", secret.trim());
    let text = sandbox.run("test --example all").expect(0).out;
    sandbox.file("all.toml", text);
    listening(&elsewhere, &sandbox, || {
        let run = sandbox.run("test all.toml").expect(0);
        let run = run.shows(&["expect callback ipp.session.finalized  it came, verified", "it is for emulator only"]);
        run.says(&["env: playground", "scenarios: 5 passed, 0 failed, 3 not run"]);
    });
    let run = sandbox.run("test all.toml --only 'a lost answer'").expect(30);
    run.says(&["no scenario was run here"]);
}

#[test]
fn a_callback_that_nobody_records_is_not_seen() {
    let state = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(state.path(), &[]);
    let sandbox = Sandbox::playground(&serving.address);
    let expect = "{ expect = { callback = \"ipp.session.created\", within = \"200ms\" } }";
    sandbox.file("a.toml", scenario(&format!("{CREATE}{expect}")));
    sandbox.run("test a.toml").expect(30).shows(&["none came for session", "`ipp webhook listen` has to run"]);
}

/// Else a command of a scenario would ask for money elsewhere than the scenario does.
#[test]
fn what_a_step_runs_works_at_the_same_place_in_the_same_way() {
    let (server, never) = (Server::answering(vec![json(503, "{}"), page(&[], true)]), Server::never());
    let sandbox = Sandbox::new();
    sandbox.write_config(&format!(
        "[profiles.shop]\nenvironment = \"playground\"\napi_key = \"{TEST_KEY}\"\nbase_url = \"{}\"\n",
        never.address
    ));
    sandbox.file("a.toml", scenario("{ run = [\"device\", \"list\"] },\n{ expect = { exit = 8 } }"));
    let limits = "--retries 0 --request-timeout 20s --connect-timeout 1500ms --ca-file ca.pem";
    sandbox.file("ca.pem", Authority::new().pem());
    let line = format!("test a.toml --profile shop --base-url {} {limits}", server.address);
    sandbox.run(&line).expect(0).shows(&["exit 8"]).hides(TEST_KEY);
    assert_eq!(server.operations(), ["GET /ipp/v1/devices"], "it was not tried again");
    assert_eq!(server.asked()[0].header("authorization"), Some(format!("Basic {TEST_KEY}").as_str()));
    never.was_never_asked();
}
