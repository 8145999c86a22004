//! Texts that want to steer the terminal: from the API, from a person, in every stream and format.

use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, LOCATION_ID, SESSION_ID, page, problem, session_value};
use crate::support::server::{Server, json as answer};
use serde_json::{Value, json};

/// Colours, clears, turns the reading direction, breaks the line, rings, hides.
const HOSTILE: &str = "Till\u{1b}[2J\u{1b}]0;x\u{7} \u{202e}evil\u{2066}\nerror: \u{200b}\u{9b}31m\r";
const DANGEROUS: [char; 9] =
    ['\u{1b}', '\u{7}', '\u{202e}', '\u{2066}', '\u{200b}', '\u{9b}', '\r', '\u{feff}', '\u{85}'];

fn phones() -> [Value; 2] {
    let phone = |id: &str| json!({ "id": id, "name": HOSTILE, "metadata": { HOSTILE: HOSTILE } });
    [phone(DEVICE_ID), phone(LOCATION_ID)]
}

#[track_caller]
fn is_harmless(text: &str) {
    for letter in DANGEROUS {
        assert!(!text.contains(letter), "{letter:?} is in {text:?}");
    }
}

#[test]
fn names_are_shown_and_not_obeyed() {
    let server = Server::answering(vec![page(&phones(), true)]);
    let sandbox = Sandbox::playground(&server.address);
    for line in ["device list", "device list -o json", "device list -o jsonl", "device list --color never"] {
        let run = sandbox.run(line).expect(0).err_is("");
        is_harmless(&run.out);
        assert!(run.out.contains("Till\\u{1b}[2J") || run.out.contains("Till\\u001b[2J"), "{run:?}");
    }
}

#[test]
fn json_keeps_every_letter() {
    let server = Server::answering(vec![page(&phones(), true)]);
    let run = Sandbox::playground(&server.address).run("device list -o json").expect(0);
    assert_eq!(run.json()[0]["name"], HOSTILE);
    assert_eq!(run.json()[0]["metadata"][HOSTILE], HOSTILE);
}

#[test]
fn candidates_are_shown_and_not_obeyed() {
    let server = Server::answering(vec![page(&phones(), true)]);
    for format in ["table", "json"] {
        let line = format!("pay --amount 100 --currency SEK --tax-rate 0% --device Till -o {format}");
        let run = Sandbox::playground(&server.address).run(&line).expect(2).out_is("");
        is_harmless(&run.err);
        // A name cannot make a line of its own that looks like ours.
        assert!(run.err.lines().filter(|line| line.starts_with("error: ")).count() <= 1, "{run:?}");
    }
}

#[test]
fn what_the_api_says_is_shown_and_not_obeyed() {
    for body in [
        problem(409, HOSTILE),
        answer(403, HOSTILE),
        answer(400, &json!({ "errors": { HOSTILE: HOSTILE } }).to_string()),
    ] {
        let server = Server::answering(vec![body]);
        for flags in ["", "-o json", "-vv"] {
            let run = Sandbox::playground(&server.address).run(&format!("session get x {flags}"));
            assert!([4, 6].contains(&run.code), "{run:?}");
            is_harmless(&run.err);
            is_harmless(&run.out);
        }
    }
    let mut session = session_value(HOSTILE);
    session["order_items"] =
        json!([{ "name": HOSTILE, "unit_price": 1, "total_amount": 1, "tax_rate": 0, "total_tax_amount": 0 }]);
    session["purchase_currency"] = json!(HOSTILE);
    let server = Server::answering(vec![answer(200, &session.to_string())]);
    let line = format!("session get {SESSION_ID}");
    is_harmless(&Sandbox::playground(&server.address).run(&line).expect(0).err_is("").out);
}

#[test]
fn what_a_person_types_is_shown_and_not_obeyed() {
    let sandbox = Sandbox::emulator();
    for line in [
        vec!["session", "get", HOSTILE],
        vec!["device", "get", HOSTILE],
        vec!["pay", "--amount", HOSTILE, "--currency", "SEK"],
        vec!["pay", "--amount", "1", "--currency", HOSTILE],
        vec!["pay", "--from", HOSTILE],
        vec!["--env", HOSTILE, "device", "list"],
        vec!["profile", "use", HOSTILE],
        vec!["help", HOSTILE],
        vec!["--base-url", HOSTILE, "device", "list"],
        vec!["api", "GET", HOSTILE],
        vec![HOSTILE],
        vec!["device", "list", "--", HOSTILE],
    ] {
        let run = sandbox.ipp(&line);
        assert!([2, 3].contains(&run.code), "{line:?} {run:?}");
        is_harmless(&run.err);
        assert_eq!(run.out, "", "{line:?}");
        let run = sandbox.ipp(&[line, vec!["-o", "json"]].concat());
        is_harmless(&run.err);
    }
}

#[test]
fn a_cell_that_looks_like_a_formula_is_a_text() {
    let names = ["=1+1", "+1", "-1", "@x", "\t=1", "plain"];
    let phones: Vec<Value> = names.iter().map(|name| json!({ "id": DEVICE_ID, "name": name })).collect();
    let server = Server::answering(vec![page(&phones, true)]);
    let run = Sandbox::playground(&server.address).run("device list -o csv").expect(0).err_is("");
    for name in &names[..4] {
        assert!(run.out.contains(&format!("{DEVICE_ID},'{name},")), "{name:?} {run:?}");
    }
    assert!(run.out.contains(&format!("{DEVICE_ID},\"'\t=1\",")), "{run:?}");
    assert!(run.out.contains(&format!("{DEVICE_ID},plain,")), "{run:?}");
}
