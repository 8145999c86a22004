//! The pairing wizard as a person sees it: large letters, a countdown, and a question at every turn that matters.

use super::{GREEN, emulator};
use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, LOCATION_ID, page, problem};
use crate::support::pairing::{CODE, ENROLLMENT_ID, serving, serving_with};
use crate::support::server::{Server, json as answer};
use crate::support::terminal::{CTRL_C, DOWN, ENTER, ESCAPE, Terminal};
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};

const NAME: &str = "What will the phone be called?";
const WAITING: &str = "waiting for the phone";
const CANCEL: &str = "can still be used: cancel it?";
const TRIAL: &str = "take a test payment of 1.00 SEK on it";

fn cancels(server: &Server) -> usize {
    server.count(&format!("DELETE /ipp/v1/enrollments/{ENROLLMENT_ID}"))
}

/// The code that is shown, typed into a phone of the emulator.
fn pair(shop: &Sandbox) {
    let list = shop.run("enrollment list --pending -o json").expect(0).json();
    let code = list[0]["enrollment_code"].as_str().expect("a code").to_owned();
    shop.run(&format!("emulator phone pair {code}")).expect(0);
}

#[test]
fn from_the_first_question_to_the_test_payment() {
    let shop = emulator();
    let mut terminal = Terminal::run(&shop, 80, "device enroll");
    terminal.until(NAME).types("Till 3\n").until(WAITING).until("1:59:");
    pair(&shop);
    let seen = terminal.until_asked(TRIAL).types("y\r").end().expect(0);
    let seen = seen.shows(&["█", "  code     ", "  shop     My Store", "  name     Till 3", "FINALIZED (paid)"]);
    let seen = seen.shows(&["ipp emulator phone pair ", "name      Till 3"]).hides(&[WAITING]);
    assert_eq!(seen.color("█"), GREEN);
}

#[test]
fn it_can_be_read_at_40_columns() {
    let shop = emulator();
    let mut terminal = Terminal::run(&shop, 40, "device enroll");
    terminal.until("(Enter: as it calls itself)").types(ENTER).until(WAITING);
    pair(&shop);
    let seen = terminal.until_asked("your answer").types("n\r").end().expect(0);
    let large = seen.text.lines().filter(|line| line.contains('█')).count();
    assert_eq!(large, 10, "two lines of letters:\n{}", seen.text);
    seen.hides(&["FINALIZED"]);
}

#[test]
fn without_colour_the_letters_are_made_of_signs() {
    let shop = emulator().with("NO_COLOR", "1");
    let mut terminal = Terminal::run(&shop, 80, "device enroll --name Till -y");
    terminal.until(WAITING);
    pair(&shop);
    let seen = terminal.end().expect(0).fits().shows(&["###"]).hides(&["█", TRIAL]);
    assert!(!seen.is_painted(), "{}", seen.raw);
}

#[test]
fn a_long_code_is_to_be_copied_and_shown_so() {
    let shop = emulator();
    for columns in [80, 40] {
        let mut terminal = Terminal::run(&shop, columns, "device enroll --name Till --expires-in 24h");
        terminal.until("paste it into").until(WAITING).until("waiting");
        let code = shop.run("enrollment list --pending -o json").expect(0).json()[0]["enrollment_code"].clone();
        let alone = code.as_str().expect("a code").to_owned();
        assert!(terminal.screen().lines().any(|line| line.trim_end() == alone), "{}", terminal.screen());
        assert!(!terminal.screen().contains('█'));
        let seen = terminal.types(CTRL_C).until_asked("(y/N)").types("y\r").end().expect(130);
        seen.shows(&["copy it to the phone"]);
    }
}

#[test]
fn a_narrower_window_shows_the_code_again() {
    let server = serving(&["PENDING"]);
    let shop = Sandbox::playground(&server.address);
    let mut terminal = Terminal::run(&shop, 100, "device enroll --name Till");
    terminal.until(WAITING);
    let rows = |terminal: &Terminal<'_>| terminal.screen().lines().filter(|line| line.contains(CODE)).count();
    assert_eq!(rows(&terminal), 1);
    terminal.resize(40);
    let looks = server.count("GET /ipp/v1/enrollments");
    server.wait_for("GET /ipp/v1/enrollments", looks + 2);
    terminal.types(CTRL_C).until_asked("(y/N)");
    assert_eq!(rows(&terminal), 2, "{}", terminal.screen());
    terminal.types("n\r").end().expect(130);
}

#[test]
fn ctrl_c_asks_whether_the_code_is_to_be_cancelled() {
    for (keys, cancelled, text) in [
        ("y\r", 1, "was cancelled: no phone can use it"),
        ("n\r", 0, "can still be used"),
        (CTRL_C, 0, "can still be used"),
    ] {
        let server = serving(&["PENDING"]);
        let shop = Sandbox::playground(&server.address);
        let mut terminal = Terminal::run(&shop, 120, "device enroll --name Till");
        let seen = terminal.until(WAITING).types(CTRL_C).until_asked(CANCEL).types(keys).end().expect(130);
        seen.shows(&[text]);
        assert_eq!(cancels(&server), cancelled, "{keys:?}");
    }
}

#[test]
fn a_phone_that_is_faster_than_the_cancel_is_paired() {
    let server = serving_with(&["PENDING"], |asked| (asked.method == "DELETE").then(|| problem(409, "CONSUMED")));
    let shop = Sandbox::playground(&server.address);
    let mut terminal = Terminal::run(&shop, 120, "device enroll --name Till -o id");
    let seen = terminal.until(WAITING).types(CTRL_C).until_asked(CANCEL).types("y\r").until_asked(TRIAL).types("n\r");
    seen.end().expect(0).shows(&[DEVICE_ID, "the cancel did not go through"]);
}

#[test]
fn what_is_said_of_a_cancelled_code_is_what_was_read() {
    // The cancel is accepted, and a phone was faster.
    let server = serving_with(&["PENDING"], |asked| (asked.method == "DELETE").then(|| answer(204, "")));
    let shop = Sandbox::playground(&server.address);
    let mut terminal = Terminal::run(&shop, 120, "device enroll --name Till -o id");
    let seen = terminal.until(WAITING).types(CTRL_C).until_asked(CANCEL).types("y\r").until_asked(TRIAL).types("n\r");
    seen.end().expect(0).shows(&[DEVICE_ID]).hides(&["no phone can use it"]);
    // It is refused, because the code is used, and no phone shows up.
    for (status, code, text) in
        [("CONSUMED", 5, "it cannot be told by which phone"), ("PENDING", 130, "can still be used")]
    {
        let is_over = AtomicBool::new(false);
        let server = serving_with(&["PENDING"], move |asked| match asked.operation().as_str() {
            "GET /ipp/v1/devices" => Some(page(&[], true)),
            "GET /ipp/v1/enrollments" if is_over.load(Ordering::SeqCst) => {
                Some(page(&[json!({ "enrollment_id": ENROLLMENT_ID, "status": status })], true))
            }
            operation if operation.starts_with("DELETE ") => {
                is_over.store(true, Ordering::SeqCst);
                Some(problem(409, "no"))
            }
            _ => None,
        });
        let shop = Sandbox::playground(&server.address);
        let mut terminal = Terminal::run(&shop, 120, "device enroll --name Till");
        let seen = terminal.until(WAITING).types(CTRL_C).until_asked(CANCEL).types("y\r").end().expect(code);
        seen.shows(&[text]);
    }
}

#[test]
fn ctrl_c_at_each_question_sends_nothing() {
    let server = serving(&["PENDING"]);
    let shop = Sandbox::playground(&server.address);
    Terminal::run(&shop, 80, "device enroll").until(NAME).types(CTRL_C).end().expect(130);
    let production = Sandbox::production(&server.address);
    let mut terminal = Terminal::run(&production, 200, "device enroll");
    terminal.until(NAME).types("Till 3\n").until_asked("name the phone `Till 3` in production?").types(CTRL_C);
    terminal.end().expect(130);
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 0);
}

#[test]
fn production_asks_and_offers_no_payment() {
    let server = serving(&["CONSUMED"]);
    let shop = Sandbox::production(&server.address);
    let mut terminal = Terminal::run(&shop, 200, "device enroll");
    terminal.until(NAME).types("Till 3\n").until_asked("in production?").types("y\r");
    terminal.end().expect(0).shows(&["paired: device", "name      Till 3"]).hides(&["test payment"]);
    let mut terminal = Terminal::run(&shop, 200, "device enroll --name X");
    terminal.until_asked("in production?").types(ENTER).end().expect(9).shows(&["nothing was sent"]);
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 1);
}

#[test]
fn an_expired_code_is_followed_by_a_new_one() {
    let server = serving(&["EXPIRED", "CONSUMED"]);
    let shop = Sandbox::playground(&server.address);
    let mut terminal = Terminal::run(&shop, 120, "device enroll --name Till");
    terminal.until_asked("has expired: make a new one?").types("y\r").until_asked(TRIAL).types("n\r");
    terminal.end().expect(0).shows(&["paired: device"]);
    let marks: Vec<String> =
        server.asked().iter().filter(|asked| asked.method == "POST").map(|asked| asked.body.clone()).collect();
    assert!(marks.len() == 2 && marks[0] != marks[1], "each with a mark of its own: {marks:?}");
    let server = serving(&["EXPIRED"]);
    let shop = Sandbox::playground(&server.address);
    let mut terminal = Terminal::run(&shop, 120, "device enroll --name Till");
    terminal.until_asked("make a new one?").types("n\r").end().expect(21).shows(&["has expired"]);
}

#[test]
fn the_shop_is_picked_from_a_list() {
    let shops = [("Malmö", LOCATION_ID), ("Lund", DEVICE_ID)].map(|(name, id)| json!({ "id": id, "name": name }));
    let server =
        serving_with(&["CONSUMED"], move |asked| asked.path.contains("/locations").then(|| page(&shops, true)));
    let shop = Sandbox::playground(&server.address);
    let question = "Which shop will the phone belong to?";
    let mut terminal = Terminal::run(&shop, 80, "device enroll --name Till -y");
    terminal.until_asked(question).types(DOWN).types(ENTER).end().expect(0).shows(&["  shop     Lund"]);
    for keys in [ESCAPE, CTRL_C] {
        let code = if keys == ESCAPE { 9 } else { 130 };
        Terminal::run(&shop, 80, "device enroll").until_asked(question).types(keys).end().expect(code);
    }
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 1);
}

#[test]
fn what_was_pasted_with_line_ends_answers_one_question() {
    let server = serving(&["CONSUMED"]);
    let shop = Sandbox::production(&server.address);
    let mut terminal = Terminal::run(&shop, 200, "device enroll");
    terminal.until(NAME).types("Till 3\ny\ny\n").until_asked("name the phone `Till 3` in production?").types("n\r");
    terminal.end().expect(9);
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 0);
}

#[test]
fn a_name_that_cannot_be_is_asked_for_again() {
    let server = serving(&["CONSUMED"]);
    let shop = Sandbox::playground(&server.address);
    let mut terminal = Terminal::run(&shop, 200, "device enroll -y");
    terminal
        .until(NAME)
        .types(&format!("{}\n", "x".repeat(101)))
        .until(&format!("this has 101\n? {NAME}"))
        .types("Till 3\n");
    terminal.end().expect(0).shows(&["name      Till 3"]);
}

#[test]
fn a_terminal_that_goes_away_leaves_the_code() {
    let server = serving(&["PENDING"]);
    let shop = Sandbox::playground(&server.address);
    let mut terminal = Terminal::run(&shop, 80, "device enroll --name Till");
    terminal.until(WAITING);
    assert_eq!(terminal.hang_up(), 130);
    assert_eq!(cancels(&server), 0);
}

#[test]
fn a_server_that_is_slow_is_waited_for() {
    let shop = emulator();
    shop.run("emulator fault add latency --on list-enrollments --delay 600ms").expect(0);
    let mut terminal = Terminal::run(&shop, 80, "device enroll --name Till -y");
    terminal.until(WAITING).until("1:59:");
    pair(&shop);
    terminal.end().expect(0).shows(&["name      Till"]);
}
