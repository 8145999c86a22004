//! What proves nothing does not pass, and what went wrong beside the error that decides is told, too.

use super::{CREATE, scenario, with};
use crate::support::Sandbox;

/// What there is none of, and so prints nothing.
const NONE: &str = "{ run = [\"session\", \"list\", \"-o\", \"id\"], as = \"none\" },\n";

#[test]
fn an_empty_text_is_in_everything_and_is_refused_before_anything_is_sent() {
    let run = "{ run = [\"device\", \"list\"] },\n";
    let sandbox = Sandbox::emulator().with("EMPTY", "");
    for (out, says) in [
        ("", "a.toml:8:20: `out`: it is empty, and an empty text is in whatever is printed"),
        (" \\t", "a.toml:8:20: `out`: it is empty"),
        ("${k}", "a.toml:8:20: `out`: `${k}` is empty, and"),
        ("${e}", "a.toml:8:20: `out`: `${e}` is empty, and"),
    ] {
        let vars = "[vars]\nk = \"x\"\ne = { env = \"EMPTY\", default = \"\" }\n";
        let text = scenario(&format!("{run}{{ expect = {{ out = \"{out}\" }} }}"));
        sandbox.file("a.toml", format!("{vars}{text}"));
        sandbox.run("test a.toml --var k=").expect(2).out_is("").says(&[says, "nothing was sent"]);
        let error = sandbox.run("test a.toml --var k= -o json").expect(2).out_is("").error();
        assert_eq!(error["kind"], "usage");
    }
}

#[test]
fn a_text_that_turns_out_to_be_empty_proves_nothing() {
    let run = "{ run = [\"device\", \"list\", \"-o\", \"id\"] },\n";
    for out in ["${none.out}", " ${none.out} "] {
        let sandbox = with(&format!("{NONE}{run}{{ expect = {{ exit = 0, out = \"{out}\" }} }}"));
        let run = sandbox.run("test a.toml").expect(30);
        run.shows(&["FAIL", "`${none.out}` is empty", "an empty text is in whatever is printed"]);
        let rows = sandbox.run("test a.toml -o json -q").expect(30).json();
        assert_eq!((&rows[2]["result"], &rows[2]["code"]), (&"failed".into(), &30.into()));
    }
    // The text around it is one that can be looked for.
    let run = "{ run = [\"device\", \"list\", \"-o\", \"json\"] },\n";
    let sandbox = with(&format!("{NONE}{run}{{ expect = {{ out = \"Simulated${{none.out}}\" }} }}"));
    sandbox.run("test a.toml").expect(0).shows(&["exit 0, with the text"]);
}

#[test]
fn a_step_that_was_not_run_has_no_code() {
    let sandbox = Sandbox::emulator();
    let create = "{ create = { amount = \"1.00\", currency = \"SEK\", device = \"no such phone\" } },\n";
    for judge in ["exit = 0", "exit = [0, 5]", "out = \"x\""] {
        let finally = format!(
            "finally = [\n{{ run = [\"session\", \"get\", \"${{session.session_id}}\"] }},\n{{ expect = {{ {judge} }} }}]\n"
        );
        sandbox.file("a.toml", scenario(&format!("{create}{{ expect = {{ exit = [4, 5, 6] }} }}")) + &finally);
        let run = sandbox.run("test a.toml").expect(30);
        run.shows(&["finally 1", "not run", "finally 2", "FAIL", "the step before it was not run, and has no code"]);
    }
}

/// What cannot be tidied up is told beside what decides.
#[test]
fn a_destination_that_cannot_be_left_is_told_beside_what_decides() {
    let finally = "finally = [{ expect = { callback = \"ipp.session.created\" } }]\n";
    let fails = "{ expect = { status = \"FINALIZED\", within = \"2s\" } }";
    for (last, code, decides) in [
        (fails, 30, "error: 1 of 1 scenarios failed"),
        ("{ wait = \"2s\" }, { expect = { exit = 23 } }", 3, "error: cannot remove"),
    ] {
        let sandbox = Sandbox::emulator();
        sandbox.file("a.toml", scenario(&format!("{{ phone = \"T\" }},\n{CREATE}{last}")) + finally);
        let mut run = sandbox.begin("test a.toml");
        run.line();
        run.line();
        // Where the run has noted that it listens there is something that it cannot remove now.
        for mark in std::fs::read_dir(sandbox.state_dir().join("listeners")).expect("a folder").flatten() {
            std::fs::remove_file(mark.path()).expect("a mark");
            std::fs::create_dir(mark.path()).expect("a folder");
        }
        run.finish().expect(code).says(&[decides, "cannot remove", "listeners"]);
    }
}
