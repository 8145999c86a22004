//! What rows say of a step: with its values, and with the round that it is of.

use super::{CREATE, scenario, with};
use crate::support::Sandbox;

#[test]
fn rows_show_values_and_rounds() {
    let steps = "{ phone = \"${till}\", as = \"p\" },
      { repeat = 2, steps = [
        { create = { amount = \"${round}.00\", currency = \"SEK\" } },
        { run = [\"session\", \"get\", \"${session.session_id}\", \"-o\", \"json\"] },
        { expect = { exit = 0, out = \"${session.status}\" } },
        { tap = \"SUCCESS\" },
      ] },
      { run = [\"session\", \"get\", \"${session.session_id}\"] }, { expect = { out = \"x${till}x\" } }";
    let text = format!("[vars]\ntill = {{ env = \"TILL\" }}\n{}", scenario(steps));
    let sandbox = Sandbox::emulator().with("TILL", "Till 9").with("COLUMNS", "400");
    sandbox.file("a.toml", text);
    let run = sandbox.run("test a.toml").expect(30);
    let run = run.shows(&["2.1 round 1", "create 1.00 SEK", "2.1 round 2", "create 2.00 SEK", "out CREATED"]);
    // What comes of the environment is not repeated: it may be a secret.
    run.shows(&["phone ${till}", "out x${till}x"]).hides("${round}").hides("Till 9");
    let rows = sandbox.run("test a.toml -o json -q").expect(30).json();
    assert_eq!((&rows[1]["round"], &rows[0]["round"]), (&1.into(), &serde_json::Value::Null));
}

#[test]
fn a_list_needs_no_environment() {
    let sandbox = Sandbox::new();
    sandbox.file("a.toml", scenario(CREATE));
    sandbox.run("test a.toml --list -o id").expect(0).out_is("a\n");
}

#[test]
fn a_payment_of_another_command_uses_the_phone_of_the_scenario() {
    let pay = "{ run = [\"pay\", \"--amount\", \"1.00\", \"--currency\", \"SEK\", \"--simulate-tap\", \"SUCCESS\"] }";
    let sandbox = with(&format!("{{ phone = \"T\", as = \"t\" }},\n{pay}"));
    sandbox.run("test a.toml").expect(0);
    let sandbox = with(pay).with("COLUMNS", "400");
    sandbox.run("dev create-device --name Two").expect(0);
    sandbox.run("test a.toml").expect(30).shows(&["there is more than one"]).hides("\\n");
}

#[test]
fn a_file_that_is_not_there_needs_no_lesson_about_steps() {
    let run = Sandbox::emulator().run("test none.toml").expect(2);
    run.says(&["cannot read none.toml", "nothing was sent"]).hides("every step");
}
