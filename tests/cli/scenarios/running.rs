//! What scenarios do, and that nothing of it stays behind.

use super::{CREATE, statuses, with};
use crate::support::Sandbox;
use serde_json::Value;

/// The names of what `ipp` brings.
fn examples() -> Vec<String> {
    let run = Sandbox::new().run("test --examples -o id").expect(0).err_is("");
    run.out.lines().map(str::to_owned).collect()
}

#[track_caller]
fn left_nothing(sandbox: &Sandbox) {
    let list = |line: &str| sandbox.run(&format!("{line} -o json -q")).expect(0).json();
    assert_eq!(list("device list").as_array().map(Vec::len), Some(1), "a phone is left");
    for line in ["session list --open", "emulator fault list", "emulator destination list"] {
        assert_eq!(list(line), Value::Array(Vec::new()), "{line}");
    }
}

#[test]
fn everything_that_ipp_brings_passes() {
    let names = examples();
    assert!(names.len() >= 8, "{names:?}");
    for name in names {
        let sandbox = Sandbox::emulator();
        let text = sandbox.run(&format!("test --example {name}")).expect(0).err_is("").out;
        let run = sandbox.ipp_reading(&["test", "-"], text).expect(0);
        assert!(!run.out.contains("FAIL") && run.out.contains("pass"), "{name}: {run:?}");
        run.err_is("env: emulator\nscenarios: 1 passed, 0 failed\n");
        left_nothing(&sandbox);
    }
}

#[test]
fn all_of_them_are_one_file_and_may_run_twice_at_once() {
    let sandbox = Sandbox::emulator();
    let text = sandbox.run("test --example all").expect(0).out;
    // Faults strike everybody who works on the same folder, so those stay out.
    let shared = "--only paid --only 'declined, then paid' --only 'a tap races a cancel' --only 'two phones at once'";
    sandbox.file("all.toml", text);
    sandbox.run("emulator status").expect(0);
    let runs = [(), ()].map(|()| sandbox.begin(&format!("test all.toml -q -o csv {shared}")));
    for run in runs {
        run.finish().expect(0).err_is("").shows(&["passed,", "two phones at once"]);
    }
    left_nothing(&sandbox);
    assert_eq!(sandbox.run("test all.toml -q -o id").expect(0).err, "");
}

#[test]
fn rows_tell_what_was_done_and_found() {
    let sandbox = with(&format!("{CREATE}{{ tap = \"SUCCESS\" }}, {{ expect = {{ status = \"FINALIZED\" }} }}"));
    let run = sandbox.run("test a.toml -o json").expect(0);
    let rows = run.json();
    assert_eq!(rows.as_array().map(Vec::len), Some(3));
    let (first, last) = (&rows[0], &rows[2]);
    assert_eq!((&first["file"], &first["line"], &first["column"]), (&"a.toml".into(), &4.into(), &1.into()));
    assert_eq!((&first["what"], &first["found"]), (&"create 249.00 SEK".into(), &"CREATED".into()));
    assert_eq!((&last["result"], &last["step"], &last["code"]), (&"passed".into(), &"3".into(), &0.into()));
    assert_eq!(first["session_id"], last["session_id"]);
    assert_eq!(run.err, "{\"note\":\"env: emulator\"}\n{\"note\":\"scenarios: 1 passed, 0 failed\"}\n");
    let lines = sandbox.run("test a.toml -o jsonl -q").expect(0).out;
    assert!(lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{lines}");
}

#[test]
fn what_is_not_as_expected_is_30_and_what_is_left_open_is_cancelled() {
    let sandbox = with(&format!(
        "{CREATE}{{ tap = \"LOST_CARD\" }}, {{ expect = {{ status = \"FINALIZED\", within = \"200ms\" }} }}"
    ));
    let run = sandbox.run("test a.toml").expect(30);
    let run = run.shows(&["FAIL", "it is ACTIVE after 200ms", "a.toml:5:24", "cancel what was left open  CANCELLED"]);
    run.says(&["scenarios: 0 passed, 1 failed", "error: 1 of 1 scenarios failed"]);
    assert_eq!(statuses(&sandbox), ["CANCELLED"]);
    let error = sandbox.run("test a.toml -o json").expect(30).error();
    assert_eq!((&error["code"], &error["kind"]), (&30.into(), &"check_failed".into()));
}

#[test]
fn an_end_that_is_final_is_not_waited_for() {
    let steps = format!("{CREATE}{{ cancel = true }}, {{ expect = {{ status = \"FINALIZED\", within = \"60s\" }} }}");
    with(&steps).run("test a.toml").expect(30).shows(&["it is CANCELLED, and that is final"]);
}

#[test]
fn a_code_is_judged_by_the_step_after_it_alone() {
    let tap = format!("{CREATE}{{ cancel = true }}, {{ tap = \"SUCCESS\" }}");
    with(&tap).run("test a.toml").expect(30).shows(&["FAIL", "409"]);
    let expected = format!("{tap}, {{ expect = {{ exit = [5, 6] }} }}");
    with(&expected).run("test a.toml").expect(0).shows(&["done", "expect exit 5 or 6  exit 6"]);
    let other = format!("{tap}, {{ expect = {{ exit = 0 }} }}");
    with(&other).run("test a.toml").expect(30).shows(&["exit 6: POST"]);
}

#[test]
fn an_unknown_outcome_that_nobody_expected_is_24() {
    let fault = "{ run = [\"emulator\", \"fault\", \"add\", \"lost-answer\", \"--on\", \"create-session\", \"--count\", \"1\"] },\n";
    let run = with(&format!("{fault}{CREATE}")).run("test a.toml").expect(24);
    run.says(&[
        "attempt 1 is still unknown",
        "in scenario `a`, step 2: it is not known whether",
        "ipp session recover 1",
    ]);
    let sandbox = with(&format!("{fault}{CREATE}{{ expect = {{ exit = 24 }} }}"));
    sandbox.run("test a.toml").expect(0).says(&["attempt 1 is still unknown: `ipp session recover 1`"]);
    let error = with(&format!("{fault}{CREATE}")).run("test a.toml -o json").expect(24).error();
    assert_eq!((&error["kind"], &error["attempt"]), (&"outcome_unknown".into(), &1.into()));
}

#[test]
fn what_is_done_finally_is_done_whatever_happened() {
    let sandbox = Sandbox::emulator();
    let steps = "steps = [{ run = [\"emulator\", \"fault\", \"add\", \"503\"] }, { run = [\"session\", \"get\", \"x\", \"--retries\", \"0\"] }]\n\
                 finally = [{ run = [\"emulator\", \"fault\", \"clear\"] }]\n";
    sandbox.file("a.toml", format!("[[scenario]]\nname = \"a\"\n{steps}"));
    sandbox.run("test a.toml").expect(30).shows(&["exit 8: ", "finally 1", "pass"]);
    left_nothing(&sandbox);
}

#[test]
fn variables_reach_steps_and_come_from_steps() {
    let steps = "{ phone = \"${till}\", as = \"till\" },
      { repeat = 2, steps = [
        { create = { amount = \"${amount}\", currency = \"SEK\", ref = \"R-${run}-${round}\" }, as = \"pay\" },
        { tap = \"SUCCESS\", session = \"pay\" },
        { run = [\"session\", \"get\", \"${pay.session_id}\", \"-o\", \"json\"], as = \"got\" },
        { expect = { exit = 0, out = \"${pay.order_id}\" } },
        { expect = { exit = 0 } },
      ] },";
    let text = format!("[vars]\namount = \"1.00\"\ntill = {{ env = \"TILL\" }}\n{}", super::scenario(steps));
    let sandbox = Sandbox::emulator().with("TILL", "Till 9");
    sandbox.file("a.toml", &text);
    sandbox.run("test a.toml").expect(2).says(&["right after the step that it is about"]);
    sandbox.file("a.toml", text.replace("        { expect = { exit = 0 } },\n", ""));
    sandbox.run("test a.toml --var amount=7.00").expect(0);
    let list = sandbox.run("session list -o json -q").expect(0).json();
    assert_eq!((&list[0]["order_amount"], &list[1]["order_amount"]), (&700.into(), &700.into()));
    let reference = |at: usize| list[at]["merchant_reference1"].as_str().expect("a reference").to_owned();
    assert!(reference(0).starts_with("R-") && reference(0).ends_with("-2") && reference(1).ends_with("-1"));
}

#[test]
fn secrets_are_not_repeated() {
    let steps = "{ run = [\"enrollment\", \"create\", \"-o\", \"json\"], as = \"code\" }, { expect = { out = \"no such text\" } }";
    let sandbox = with(steps);
    let code =
        |run: &crate::support::Run| assert!(!run.out.contains("enrollment_code") && !run.out.contains("PENDING"));
    code(&sandbox.run("test a.toml -o json").expect(30).shows(&["the text is not in what was printed"]));
    let sandbox = with("{ run = [\"api\", \"GET\", \"/kco_test_api_SECRET\", \"--retries\", \"0\"] }");
    for line in ["test a.toml", "test a.toml -o json", "test a.toml -o junit", "test a.toml --dry-run"] {
        sandbox.run(line).hides("kco_test_api_SECRET");
    }
}

#[test]
fn what_another_command_left_open_is_ended_too() {
    let steps = "{ run = [\"session\", \"create\", \"--amount\", \"5.00\", \"--currency\", \"SEK\", \"-o\", \"id\"] }";
    let sandbox = with(steps);
    sandbox.run("test a.toml").expect(0).shows(&["cancel what was left open  CANCELLED"]);
    assert_eq!(statuses(&sandbox), ["CANCELLED"]);
    let steps = format!("{CREATE}{{ run = [\"session\", \"list\"] }}");
    let sandbox = with(&steps);
    let own = sandbox.id("session create --amount 1.00 --currency SEK -q");
    sandbox.run("test a.toml").expect(0);
    assert_eq!(sandbox.run(&format!("session get {own} -o json")).expect(0).json()["status"], "CREATED");
}

#[test]
fn a_payment_of_another_command_whose_outcome_is_unknown_is_mentioned() {
    let fault = "{ run = [\"emulator\", \"fault\", \"add\", \"lost-answer\", \"--on\", \"create-session\", \"--count\", \"1\"] },\n";
    let pay = "{ run = [\"pay\", \"--amount\", \"1.00\", \"--currency\", \"SEK\"] },\n";
    let expected = with(&format!("{fault}{pay}{{ expect = {{ exit = 24 }} }}"));
    expected.run("test a.toml").expect(0).says(&["attempt 1 is still unknown: `ipp session recover 1`"]);
    let error = with(&format!("{fault}{pay}")).run("test a.toml -o json").expect(24).error();
    assert_eq!((&error["kind"], &error["attempt"]), (&"outcome_unknown".into(), &1.into()));
}

#[test]
fn a_session_is_not_asked_for_by_hand() {
    for path in ["/ipp/v1/sessions", "/ipp//v1/Sessions/"] {
        let sandbox = with(&format!("{{ run = [\"api\", \"POST\", \"{path}\", \"--from\", \"o.json\"] }}"));
        sandbox.run("test a.toml").expect(2).says(&["would leave the session open", "`create` step"]);
    }
    with("{ run = [\"api\", \"GET\", \"/ipp/v1/sessions\"] }").run("test a.toml --dry-run").expect(0);
}

#[test]
fn what_a_payment_printed_is_shown_where_the_text_is_not_in_it() {
    let run = "{ run = [\"session\", \"get\", \"${session.session_id}\", \"-o\", \"json\"] }";
    let sandbox = with(&format!("{CREATE}{run}, {{ expect = {{ out = \"no such text\" }} }}"));
    sandbox.run("test a.toml").expect(30).shows(&["which begins: { \"session_id\": "]);
}

#[test]
fn a_create_without_a_phone_is_told_of_in_the_words_of_the_file() {
    let sandbox = with(CREATE).with("COLUMNS", "400");
    sandbox.run("dev create-device --name One").expect(0);
    sandbox.run("dev create-device --name Two").expect(0);
    let run = sandbox.run("test a.toml --env emulator").expect(30);
    run.shows(&["there is more than one", "put a step `{ phone = \"...\" }` before it"]).hides("--device");
}
