//! While a payment is waited for: the spinner, Ctrl-C, and a terminal that goes away.

use super::{emulator, open_session, see};
use crate::support::Sandbox;
use crate::support::terminal::{CTRL_C, Terminal};

const PAY: &str = "pay --amount 100 --currency SEK --tax-rate 0%";
const OPEN: &str = "waiting for 1.00 SEK (CREATED)";
const QUESTION: &str = "is still open: cancel it?";

/// `pay`, waiting at the counter.
fn paying(shop: &Sandbox) -> Terminal<'_> {
    let mut terminal = Terminal::run(shop, 100, PAY);
    terminal.until(OPEN);
    terminal
}

/// How the only session stands, by the id that the screen shows.
fn status(shop: &Sandbox, text: &str) -> String {
    let id = text.split_whitespace().find(|word| word.len() == 36).expect("an id");
    shop.run(&format!("session get {id} -o json")).expect(0).json()["status"].as_str().expect("a status").to_owned()
}

#[test]
fn the_spinner_is_gone_afterwards() {
    let shop = emulator();
    let mut terminal = Terminal::run(&shop, 100, &format!("{PAY} --timeout 1s"));
    let seen = terminal.until(OPEN).end().expect(23);
    seen.hides(&[OPEN]).shows(&["CANCELLED", "the time was up"]);
}

#[test]
fn quiet_pipes_and_json_have_no_spinner() {
    let tap = "--simulate-tap SUCCESS";
    let seen = see(&emulator(), 100, &format!("{PAY} {tap} -q")).expect(0);
    assert!(!seen.raw.contains("waiting"), "{:?}", seen.raw);
    let seen = Terminal::shell(&emulator(), 100, &format!("$IPP {PAY} {tap} 2> err; cat err")).end().expect(0);
    seen.hides(&["waiting"]);
}

#[test]
fn shown_requests_have_no_spinner_between_them() {
    let seen = see(&emulator(), 100, &format!("{PAY} --timeout 1ms -v")).expect(23);
    assert!(!seen.raw.contains("waiting"), "{:?}", seen.raw);
    seen.shows(&["POST /ipp/v1/sessions 201"]);
}

#[test]
fn a_question_that_is_too_long_for_a_line_is_shown_once() {
    for columns in [80, 40] {
        let shop = emulator();
        let mut terminal = Terminal::run(&shop, columns, PAY);
        terminal.until("waiting for 1.00 SEK").types(CTRL_C);
        let seen = terminal.until_asked("cancel it?").until_asked("your answer").types("y\r").end().expect(130);
        assert_eq!(seen.text.matches("cancel it?").count(), 1, "{}", seen.text);
        assert!(seen.text.contains("CANCELLED (not paid)") && !seen.text.contains("(y/n)"), "{}", seen.text);
    }
}

#[test]
fn ctrl_c_and_yes_cancels_and_reads_back() {
    let shop = emulator();
    let seen = paying(&shop).types(CTRL_C).until_asked(QUESTION).types("y\r").end().expect(130);
    let seen = seen.shows(&["CANCELLED (not paid)", "it was not paid"]).hides(&[OPEN]);
    assert_eq!(status(&shop, &seen.text), "CANCELLED");
}

#[test]
fn ctrl_c_and_no_leaves_it_open() {
    let shop = emulator();
    let seen = paying(&shop).types(CTRL_C).until_asked(QUESTION).types("n\r").end().expect(130);
    let seen = seen.shows(&["it is still open, and may be paid", "ipp session get"]);
    assert_eq!(status(&shop, &seen.text), "CREATED");
}

#[test]
fn ctrl_c_twice_quits_at_once() {
    let shop = emulator();
    let seen = paying(&shop).types(CTRL_C).until_asked(QUESTION).types(CTRL_C).end().expect(130);
    let seen = seen.shows(&["may still be paid"]);
    assert!(seen.text.lines().any(|line| line.starts_with("error: interrupted")), "{}", seen.text);
    assert_eq!(status(&shop, &seen.text), "CREATED");
}

#[test]
fn a_flag_answers_the_question() {
    let shop = emulator();
    let mut terminal = Terminal::run(&shop, 100, &format!("{PAY} --cancel-on-interrupt"));
    let seen = terminal.until(OPEN).types(CTRL_C).end().expect(130);
    seen.hides(&[QUESTION]).shows(&["CANCELLED"]);
}

#[test]
fn no_input_leaves_it_open() {
    let shop = emulator();
    let mut terminal = Terminal::run(&shop, 100, &format!("{PAY} --no-input"));
    let seen = terminal.until(OPEN).types(CTRL_C).end().expect(130).hides(&[QUESTION]);
    assert_eq!(status(&shop, &seen.text), "CREATED");
}

#[test]
fn session_wait_asks_too() {
    let shop = emulator();
    let id = open_session(&shop);
    for (keys, status) in [("n\r", "CREATED"), ("y\r", "CANCELLED")] {
        let mut terminal = Terminal::run(&shop, 100, &format!("session wait {id}"));
        let seen = terminal.until(OPEN).types(CTRL_C).until_asked(QUESTION).types(keys).end().expect(130);
        seen.shows(&[status]);
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_wait() {
    let shop = emulator();
    assert_eq!(paying(&shop).hang_up(), 130);
    let id = open_session(&shop);
    let mut terminal = Terminal::run(&shop, 100, &format!("session wait {id}"));
    terminal.until(OPEN);
    assert_eq!(terminal.hang_up(), 130);
    let status = shop.run(&format!("session get {id} -o json")).expect(0).json()["status"].clone();
    assert_eq!(status, "CREATED");
}

#[test]
fn a_terminal_that_goes_away_ends_a_question() {
    let shop = emulator();
    let mut terminal = Terminal::run(&shop, 100, "device remove Simulated");
    terminal.until_asked("remove device");
    assert_eq!(terminal.hang_up(), 130);
    assert_eq!(shop.run("device list -o id").expect(0).out.lines().count(), 1);
}
