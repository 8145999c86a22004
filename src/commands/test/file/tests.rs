//! Mistakes and their places, limits, and that no text at all makes the reader fall.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn read(text: &str) -> Result<File, Wrong> {
    let flags = BTreeMap::from([("amount".to_owned(), "99.00".to_owned())]);
    let known = [("run", "1f"), ("environment", "emulator")].map(|(name, value)| (name.to_owned(), value.into()));
    let environment = |name: &str| (name == "SHOP").then(|| "Malmo".to_owned());
    let source = Source::new("a.toml", text);
    let given = Given { known: known.into(), flags: &flags, environment: &environment };
    parse(source, &given).map_err(|wrong| wrong.join("\n"))
}

fn steps(steps: &str) -> Result<File, Wrong> {
    read(&format!("[[scenario]]\nname = \"a\"\nsteps = [\n{steps}\n]\n"))
}

#[track_caller]
fn is_wrong(text: &str, says: &str) {
    let wrong = steps(text).expect_err("wrong");
    assert!(wrong.starts_with("a.toml:") && wrong.contains(says), "{text}: {wrong}");
}

const CREATE: &str = "{ create = { amount = \"1.00\", currency = \"SEK\" }, as = \"first\" },\n";

#[test]
fn what_ipp_brings_can_be_read() {
    for (name, text) in super::super::examples::ALL {
        let file = read(text).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        assert_eq!(file.scenarios.len(), 1, "{name}");
        assert!(text.starts_with("# ") && text.lines().count() > 3, "{name}");
    }
}

#[test]
fn every_kind_of_step_is_numbered_and_shown() {
    let file = steps(&format!(
        "{CREATE}{{ repeat = 2, steps = [{{ tap = \"success\" }}, {{ parallel = [{{ cancel = true }}, [{{ wait = \"1s\" }}]] }}] }},
         {{ run = [\"session\", \"get\", \"${{first.session_id}}\"] }}, {{ expect = {{ exit = [0, 5], out = \"x\" }} }},
         {{ expect = {{ callback = \"ipp.session.created\", count = 2 }}, session = \"first\" }}"
    ));
    let file = file.expect("a file");
    let shown: Vec<String> =
        all(&file.scenarios[0].steps).iter().map(|step| format!("{} {}", step.number, step.what)).collect();
    let expected = [
        "1 create 1.00 SEK (first)",
        "2 repeat",
        "2.1 tap SUCCESS",
        "2.2 parallel",
        "2.2.1 cancel",
        "2.2.2.1 wait 1s",
        "3 run session get ${first.session_id}",
        "4 expect exit 0 or 5, out x",
        "5 expect callback ipp.session.created 2 times (first)",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn variables_come_from_the_file_a_flag_and_a_named_variable() {
    let file = read(
        "[[scenario]]\nname = \"${shop} ${amount} ${other} ${run}\"\nsteps = [{ phone = \"${count}\" }]\n[vars]\namount = \"1.00\"\n\
         shop = { env = \"SHOP\" }\nother = { env = \"NOT_SET\", default = \"x\" }\ncount = 7\n",
    );
    let file = file.expect("a file");
    assert_eq!(file.scenarios[0].name, "Malmo 99.00 x 1f");
    assert_eq!(file.scenarios[0].steps[0].what, "phone ${count}");
    for (vars, says) in [
        ("a = { env = \"NOT_SET\" }", "a.toml:2:13: `env`: the variable is not set, and there is no `default`"),
        ("a = { env = \"IPP_API_KEY\" }", "this is a secret"),
        ("run = \"x\"", "a.toml:2:7: `run`: a variable has a name"),
        ("a = 1.5", "expected text, a whole number"),
        ("a = \"x\\ny\"", "control characters"),
    ] {
        let wrong = read(&format!("[vars]\n{vars}\n")).expect_err("wrong");
        assert!(wrong.contains(says), "{vars}: {wrong}");
    }
}

#[test]
fn mistakes_are_told_with_their_places() {
    for (text, says) in [
        ("", "a.toml:1:1: there is no scenario in it"),
        ("[[scenario]]\nnaem = \"a\"", "a.toml:2:1: unknown key `naem`; did you mean `name`?"),
        ("[[scenario]]\nname = 1.5", "a.toml:2:8: `name`: expected text in quotes, found a number with decimals"),
        ("[[scenario]]\nname = \"a\"\nsteps = []", "a.toml:3:9: `steps`: it is empty"),
        ("[[scenario]]\nname = \"a\"", "a.toml:1:1: `steps` is missing"),
        ("[[scenario]\n", "a.toml:1:12: "),
        ("limit = 3", "`limit`: expected a duration such as \"30s\", found a whole number"),
        ("scenario = \"a\"", "`scenario`: expected an array, found text"),
    ] {
        let wrong = read(text).expect_err("wrong");
        assert!(wrong.starts_with("a.toml:") && wrong.contains(says), "{text}: {wrong}");
    }
    let misspelt = read("[[scenarios]]\nname = \"a\"").expect_err("wrong");
    assert_eq!(misspelt.lines().count(), 1, "{misspelt}");
    let twice = "[[scenario]]\nname = \"a\"\nsteps = [{ phone = \"x\" }]\n".repeat(2);
    assert!(read(&twice).expect_err("wrong").contains("another scenario with the name `a`"));
    let production = twice.replace("steps", "environments = [\"production\"]\nsteps");
    assert!(read(&production).expect_err("wrong").contains("scenarios never run in production"));
}

#[test]
fn steps_that_make_no_sense_are_refused() {
    for (text, says) in [
        ("{ taap = \"SUCCESS\" }", "4:3: unknown key `taap`; did you mean `tap`?"),
        ("{ }", "4:1: a step has one of create, tap"),
        ("7", "expected a table, found a whole number"),
        ("{ tap = \"SUCCESS\" }", "4:1: no step before this one creates a session"),
        ("{ expect = { exit = 0 } }", "right after the step that it is about"),
        ("{ phone = \"x\", limit = \"0s\" }", "`limit`: a duration of 0"),
        ("{ phone = \"${amuont}\" }", "`phone`: there is no variable `amuont`"),
        ("{ repeat = 1000000000, steps = [{ phone = \"x\" }] }", "expected a whole number from 1 to 10000"),
        ("{ repeat = 101, steps = [{ repeat = 100, steps = [{ phone = \"x\" }] }] }", "come to more than 10000"),
        ("{ repeat = 2 }", "`steps` is missing"),
    ] {
        is_wrong(text, says);
    }
    for (text, says) in [
        ("{ tap = \"SUCESS\" }", "`tap`: `SUCESS` is not an outcome"),
        ("{ cancel = false }", "leave it out, or give true"),
        ("{ cancel = true, wait = \"1s\" }", "does one thing, and this one has `cancel` as well"),
        ("{ cancel = true, as = \"x\" }", "`cancel` takes no `as`"),
        ("{ tap = \"SUCCESS\", session = \"frist\" }", "creates a session as `frist`; did you mean `first`?"),
        ("{ expect = { status = \"FINALISED\" } }", "there is no status `FINALISED`; did you mean FINALIZED?"),
        ("{ expect = { callback = \"ipp.session.final\" } }", "there are ipp.session.created, "),
        ("{ expect = { callback = \"ipp.session.finalized\", count = 0 } }", "how long should none come?"),
        ("{ expect = { status = \"ACTIVE\", exit = 0 } }", "expected one of status, callback, exit"),
        ("{ expect = { status = \"ACTIVE\", count = 2 } }", "`expect` of `status` takes no `count`"),
        ("{ expect = { out = \"x\" } }", "`out` is what the `run` right before has printed"),
        ("{ phone = \"${first.order_ids}\" }", "there is no `order_ids` of it; did you mean `order_id`?"),
        ("{ phone = \"${frist.order_id}\" }", "no step before this one is named `frist`; did you mean `first`?"),
        ("{ tap = \"${first.status}\" }", "this has to be known before the run"),
    ] {
        is_wrong(&format!("{CREATE}{text}"), &says.replace("did you mean FINALIZED?", "did you mean `FINALIZED`?"));
    }
}

#[test]
fn depth_and_width_have_limits() {
    let nested = |depth: usize| {
        (0..depth).fold("{ phone = \"x\" }".to_owned(), |inner, _| format!("{{ repeat = 1, steps = [{inner}] }}"))
    };
    assert!(steps(&nested(4)).is_ok());
    is_wrong(&nested(5), "deep");
    assert!(steps(&nested(10_000)).is_err());
    let wide = |count: usize| format!("{{ parallel = [{}] }}", "{ phone = \"x\" },".repeat(count));
    assert!(steps(&wide(100)).is_ok());
    is_wrong(&wide(101), "more than 100 at once");
    is_wrong(&format!("{{ parallel = [[{}], [{}]] }}", wide(60), wide(60)), "more than 100 of its steps");
}

proptest! {
    #[test]
    fn no_text_makes_it_fall(text in ".{0,200}") {
        let _ = read(&text);
    }

    #[test]
    fn no_change_of_what_ipp_brings_makes_it_fall(which in 0..8_usize, from in 0..600_usize, length in 0..40_usize, new in ".{0,20}") {
        let text: Vec<char> = super::super::examples::ALL[which].1.chars().collect();
        let from = from.min(text.len());
        let (before, after) = (&text[..from], &text[(from + length).min(text.len())..]);
        let text: String = before.iter().copied().chain(new.chars()).chain(after.iter().copied()).collect();
        if let Err(wrong) = read(&text) {
            prop_assert!(wrong.starts_with("a.toml:"), "{}", wrong);
        }
    }

    #[test]
    fn no_value_makes_it_fall(key in "[a-z_]{1,9}", value in "[\\[\\]{}\"'=,.0-9a-z$ \\\\\n-]{0,60}") {
        for verb in ["create", "tap", "cancel", "wait", "expect", "run", "phone", "repeat", "parallel", key.as_str()] {
            if let Err(wrong) = steps(&format!("{CREATE}{{ {verb} = {value} }}")) {
                prop_assert!(wrong.starts_with("a.toml:"), "{}", wrong);
            }
        }
    }
}
