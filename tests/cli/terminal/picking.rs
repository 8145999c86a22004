//! A device picked from a list: with the arrows, and without a trace when it is given up.

use super::emulator;
use crate::support::Sandbox;
use crate::support::terminal::{CTRL_C, DOWN, ENTER, ESCAPE, Terminal};

const QUESTION: &str = "Which device takes the payment?";
const LINE: &str = "session create --amount 100 --currency SEK --tax-rate 0%";

/// Two phones, and the ids in the list's order.
fn shop() -> (Sandbox, Vec<String>) {
    let shop = emulator();
    shop.run("dev create-device --name \"Till 2\"").expect(0);
    let ids = shop.run("device list -o id").expect(0).out.lines().map(str::to_owned).collect();
    (shop, ids)
}

fn device_of(shop: &Sandbox, terminal: &mut Terminal<'_>) -> String {
    let seen = terminal.end().expect(0);
    let id = seen.text.lines().find_map(|line| line.strip_prefix("session ")).expect("a session").trim().to_owned();
    shop.run(&format!("session get {id} -o json")).expect(0).json()["device_id"].as_str().expect("a device").to_owned()
}

#[test]
fn enter_takes_the_first() {
    let (shop, ids) = shop();
    let mut terminal = Terminal::run(&shop, 80, LINE);
    terminal.until_asked(QUESTION).types(ENTER);
    assert_eq!(device_of(&shop, &mut terminal), ids[0]);
}

#[test]
fn the_arrow_takes_the_second() {
    let (shop, ids) = shop();
    let shop = shop.with("NO_COLOR", "1");
    let mut terminal = Terminal::run(&shop, 80, LINE);
    terminal.until_asked(&format!("> {}", ids[0])).types(DOWN);
    terminal.until_asked(&format!("> {}", ids[1])).types(ENTER);
    let seen = terminal.end().expect(0);
    let device = seen.text.lines().find_map(|line| line.strip_prefix("device ")).expect("a device").trim();
    assert_eq!(device, ids[1]);
}

#[test]
fn giving_up_sends_nothing() {
    let (shop, _) = shop();
    let seen = Terminal::run(&shop, 80, LINE).until_asked(QUESTION).types(ESCAPE).end().expect(9);
    seen.shows(&["no device was picked: nothing was sent"]);
    let seen = Terminal::run(&shop, 80, LINE).until_asked(QUESTION).types(CTRL_C).end().expect(130);
    seen.shows(&["nothing was sent"]);
}

#[test]
fn the_list_shows_names_and_fits() {
    let (shop, ids) = shop();
    let mut terminal = Terminal::run(&shop, 60, LINE);
    terminal.until_asked(QUESTION).types(ESCAPE);
    terminal.end().expect(9).fits();
    let mut terminal = Terminal::run(&shop, 60, LINE);
    terminal.until_asked("Till 2").until(&ids[1]).types(ESCAPE).end().expect(9);
}

#[test]
fn the_only_one_is_not_asked_about() {
    Terminal::run(&emulator(), 80, LINE).end().expect(0).hides(&[QUESTION]);
}
