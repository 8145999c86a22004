//! Files that are wrong: told with their places, all of them before anything is sent.

use super::{CREATE, scenario};
use crate::support::Sandbox;
use crate::support::server::Server;

#[track_caller]
fn refused(steps: &str, says: &[&str]) {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    sandbox.file("good.toml", scenario(CREATE));
    sandbox.file("bad.toml", scenario(steps));
    sandbox.run("test good.toml bad.toml").expect(2).out_is("").says(says).says(&["nothing was sent"]);
    let run = sandbox.run("test good.toml bad.toml -o json").expect(2).out_is("");
    assert_eq!(run.error()["kind"], "usage");
    server.was_never_asked();
}

#[test]
fn orders_that_do_not_add_up() {
    refused(
        "{ create = { amount = \"2,400\", currency = \"SEK\" } }",
        &["error: bad.toml:4:23: `2,400` is not an amount"],
    );
    refused("{ create = { amount = \"1.00\", currency = \"XXQ\" } }", &["bad.toml:4:42: ", "XXQ"]);
    refused(
        "{ create = { amount = \"1.00\", currency = \"SEK\", item = \"A:1@2.00\" } }",
        &["add up to 200 minor units"],
    );
    refused("{ create = { currency = \"SEK\" } }", &["bad.toml:4:1: "]);
    refused("{ create = { amount = 1.5, currency = \"SEK\" } }", &["bad.toml:4:23: `amount`: expected text in quotes"]);
}

#[test]
fn commands_that_a_scenario_does_not_run() {
    for (words, says) in [
        ("\"sesion\", \"list\"", "unrecognized subcommand"),
        ("\"ipp\", \"session\", \"list\"", "leave out `ipp`"),
        ("\"session\", \"get\"", "required arguments"),
        ("\"test\", \"a.toml\"", "a scenario runs no scenarios"),
        ("\"checklist\"", "the checklist is a run of its own"),
        ("\"webhook\", \"check\", \"http://127.0.0.1:1/\", \"--probe\", \"rm\"", "or that runs other commands"),
        ("\"pay\", \"--amount\", \"1\", \"--env=production\"", "it runs where the scenario runs"),
        ("\"--profile\", \"live\", \"device\", \"list\"", "it runs where the scenario runs"),
        ("\"device\", \"list\", \"--base-url\", \"http://127.0.0.1:1\"", "it runs where the scenario runs"),
        ("\"profile\", \"use\", \"live\"", "a scenario changes no settings"),
        ("\"emulator\", \"run\", \"--\", \"rm\"", "nothing that serves, or that runs other commands"),
        ("\"webhook\", \"listen\"", "nothing that serves"),
        ("\"--help\"", "only prints help"),
    ] {
        refused(&format!("{{ run = [{words}] }}"), &["bad.toml:4:1: ", says]);
    }
}

#[test]
fn every_file_is_told_of_at_once() {
    let sandbox = Sandbox::emulator();
    sandbox.file("one.toml", "limit = 1");
    sandbox.file("two.toml", scenario("{ taap = \"SUCCESS\" }"));
    sandbox.file("three.toml", b"[[scenario]]\nname = \"\xff\"");
    sandbox.file("huge.toml", "#".repeat(300_000));
    let run = sandbox.run("test one.toml two.toml three.toml huge.toml none.toml . --env emulator").expect(2);
    run.out_is("").says(&[
        "one.toml:1:9: `limit`",
        "two.toml:4:3: unknown key `taap`; did you mean `tap`?",
        "three.toml:2:9: it is not UTF-8",
        "huge.toml: it is larger than 256 KiB",
        "cannot read none.toml",
        "cannot read .",
    ]);
}

#[test]
fn names_and_variables_that_nothing_has() {
    let sandbox = Sandbox::emulator();
    sandbox.file("a.toml", format!("[vars]\namount = \"1.00\"\n{}", scenario(CREATE)));
    let run = sandbox.run("test a.toml --var amuont=2").expect(2).out_is("");
    run.says(&["no file has such a variable in `[vars]`; did you mean `--var amount=...`?"]);
    sandbox.run("test a.toml --only b").expect(5).says(&["there is no scenario `b`", "--list"]);
    sandbox.run("test --example none").expect(5).says(&["ipp test --examples"]);
    sandbox.run("test - -").expect(2).says(&["`-` is given twice"]);
    sandbox.run("test a.toml --curl").expect(2).says(&["use `--dry-run`"]);
    sandbox.run("test").expect(2).says(&["<FILE>"]);
}

#[test]
fn names_that_want_to_steer_the_terminal() {
    let sandbox = Sandbox::emulator();
    let name = "\\u001b[2J\\nerror: \\u202e\\u009b";
    sandbox.file("a.toml", scenario(CREATE).replace("\"a\"", &format!("\"{name}\"")));
    for line in [
        "test a.toml",
        "test a.toml -o json",
        "test a.toml -o csv --color never",
        "test a.toml -o junit",
        "test a.toml --list",
    ] {
        let run = sandbox.run(line).expect(0);
        // A CSV keeps what is in it for programs; only a terminal is protected there.
        if !line.contains("csv") {
            run.hides_all(&["\u{1b}", "\u{202e}", "\u{9b}"]);
        }
    }
    sandbox.file("b.toml", scenario("{ \"\\u001b[2J\" = 1 }"));
    sandbox.run("test b.toml").expect(2).hides("\u{1b}").says(&["\\u{1b}[2J"]);
}

#[test]
fn a_payment_that_is_paid_is_finalized() {
    let steps = format!("{CREATE}{{ expect = {{ status = \"paid\" }} }}");
    refused(&steps, &["there is no status `paid`; one that is paid is `FINALIZED`"]);
}

#[test]
fn after_a_parallel_that_creates_it_has_to_be_said_which_session_is_meant() {
    let parallel = "{ parallel = [[{ repeat = 2, steps = [{ create = { amount = \"2.00\", currency = \"SEK\" }, as = \"b\" }] }]] },\n";
    let says = ["bad.toml:7:1: ", "more than one session", "session = "];
    let before = format!("{{ phone = \"T\" }},\n{CREATE}{parallel}");
    refused(&format!("{before}{{ expect = {{ status = \"FINALIZED\" }} }}"), &says);
    refused(&format!("{before}{{ run = [\"session\", \"get\", \"${{session.session_id}}\"] }}"), &says);
    // The second round would mean what the parallel of the first has made.
    let round = format!("{{ repeat = 2, steps = [\n{{ tap = \"SUCCESS\" }},\n{parallel}] }}");
    refused(&format!("{CREATE}{round}"), &["bad.toml:6:1: ", "more than one session"]);
    let sandbox = Sandbox::emulator();
    for last in [
        "{ tap = \"SUCCESS\", session = \"b\" }",
        "{ create = { amount = \"3.00\", currency = \"SEK\" } }, { tap = \"SUCCESS\" }",
    ] {
        sandbox.file("a.toml", scenario(&format!("{before}{last}")));
        sandbox.run("test a.toml --dry-run").expect(0);
    }
}

#[test]
fn branches_do_not_give_the_same_name() {
    let branch =
        "[{ create = { amount = \"2.00\", currency = \"SEK\" }, as = \"b\" }, { tap = \"SUCCESS\", session = \"b\" }]";
    let steps = format!("{{ parallel = [\n{branch},\n{branch}] }}");
    refused(&steps, &["bad.toml:6:2: ", "another branch of the same `parallel` makes something as `b`"]);
}

#[test]
fn what_another_branch_makes_is_not_known_in_this_one() {
    let create = |amount: &str| format!("{{ create = {{ amount = \"{amount}\", currency = \"SEK\" }}, as = \"x\" }}");
    let (made, says) = (create("2.00"), "another branch of the same `parallel` makes something as `x`");
    for (before, used) in [
        (
            CREATE.to_owned(),
            "{ tap = \"SUCCESS\", session = \"x\" }, { expect = { status = \"FINALIZED\" }, session = \"x\" }",
        ),
        // Which of the two would be tapped?
        (create("1.00") + ",\n", "{ tap = \"SUCCESS\", session = \"x\" }"),
        (create("1.00") + ",\n", "{ run = [\"session\", \"get\", \"${x.session_id}\"] }"),
        (create("1.00") + ",\n", "{ repeat = 2, steps = [{ cancel = true, session = \"x\" }] }"),
    ] {
        for branches in [format!("[{made}], [{used}]"), format!("[{used}], [{{ wait = \"1s\" }}, {made}]")] {
            refused(&format!("{before}{{ parallel = [{branches}] }}"), &["bad.toml:5:", says]);
        }
    }
}

#[test]
fn what_has_no_value_where_it_stands_is_refused() {
    refused(
        "{ create = { amount = \"${round}.00\", currency = \"SEK\" } }",
        &["bad.toml:4:1: ", "`${round}` is the number of a repetition, and this stands in no `repeat`"],
    );
    refused(
        "{ run = [\"session\", \"get\", \"${session.session_id}\"] }",
        &["bad.toml:4:1: ", "`${session.session_id}`: no step before this one creates a session"],
    );
}

#[test]
fn words_that_mean_something_else_here() {
    let event = format!("{CREATE}{{ expect = {{ callback = \"ipp.session.paid\" }} }}");
    refused(&event, &["there is no event `ipp.session.paid`", "ipp.session.finalized", "ipp.session.cancelled"]);
    let create = |key: &str| format!("{{ create = {{ amount = \"1.00\", currency = \"SEK\", {key} = \"R-1\" }} }}");
    refused(&create("merchant_refrence1"), &["unknown key `merchant_refrence1`; did you mean `ref`?"]);
    refused(&create("merchant_reference2"), &["unknown key `merchant_reference2`; did you mean `ref2`?"]);
}

#[test]
fn several_mistakes_of_a_file_are_told_at_once() {
    let sandbox = Sandbox::emulator();
    let wrong = "{ create = { amount = \"2,400\", currency = \"SEK\" } },\n{ run = [\"sesion\"] },\n".repeat(8);
    sandbox.file("a.toml", scenario(&wrong));
    let run = sandbox.run("test a.toml").expect(2).says(&["a.toml:4:", "a.toml:5:", "a.toml:13:", "and 6 more in it"]);
    run.hides("a.toml:14:");
}

#[test]
fn mistakes_of_the_form_do_not_hide_each_other() {
    let sandbox = Sandbox::emulator();
    let steps = "{ taap = \"SUCCESS\" },\n{ tap = \"SUCESS\" },\n{ wait = 3 },\n{ create = { amuont = \"1.00\" }, as = \"b\" },\n\
                 { expect = { exit = 0 } },\n{ cancel = true, session = \"b\" },\n\
                 { repeat = 2, steps = [\n{ phone = 7.5 },\n{ cancel = false } ] },\n\
                 { parallel = [\n{ run = [] },\n[{ tap = \"LOST\" }] ] }";
    let second = "[[scenario]]\nname = \"b\"\nlimit = 3\nenvironments = [\"moon\"]\n";
    sandbox.file("a.toml", format!("limit = 7\n{}{second}", scenario(steps)));
    let run = sandbox.run("test a.toml").expect(2).out_is("");
    run.says(&[
        "a.toml:1:9: `limit`",
        "a.toml:5:3: unknown key `taap`; did you mean `tap`?",
        "a.toml:6:9: `tap`: `SUCESS` is not an outcome",
        "a.toml:7:10: `wait`: expected a duration",
        "a.toml:8:14: unknown key `amuont`; did you mean `amount`?",
        "a.toml:12:11: `phone`: expected text",
        "a.toml:13:12: `cancel`: leave it out, or give true",
        "a.toml:15:9: `run`: it is empty",
        "a.toml:16:10: `tap`: `LOST` is not an outcome",
        "a.toml:20:9: `limit`",
        "and 2 more in it",
        "nothing was sent",
    ])
    // They are about steps that could not be read.
    .hides_all(&["right after the step", "creates a session as"]);
}

#[test]
fn an_amount_that_is_none_is_pointed_at() {
    for (create, says) in [
        ("{ amount = \"2,400\", currency = \"SEK\" }", "bad.toml:4:23: `2,400` is not an amount"),
        ("{ currency = \"SEK\", amount = \"2.999\" }", "bad.toml:4:41: "),
        ("{ amount = \"1.00\", currency = \"XXQ\" }", "bad.toml:4:42: "),
        ("{ currency = \"SEK\", item = [\"A:1@2.00\", \"A:1@x\"] }", "bad.toml:4:52: "),
        ("{ amount = \"1.00\", currency = \"SEK\", tax_rate = \"x\" }", "bad.toml:4:60: "),
    ] {
        refused(&format!("{{ create = {create} }}"), &[says]);
    }
}
