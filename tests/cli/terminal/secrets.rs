//! The key is asked for without echo, and never shows.

use super::see;
use crate::support::terminal::{CTRL_C, ENTER, Terminal};
use crate::support::{LIVE_KEY, Sandbox, TEST_KEY};

const QUESTION: &str = "API key for playground";
const LINE: &str = "profile add shop --env playground";

#[test]
fn it_is_kept_and_not_shown() {
    let shop = Sandbox::new();
    let seen =
        Terminal::run(&shop, 80, LINE).until_asked(QUESTION).types(&format!("{TEST_KEY}{ENTER}")).end().expect(0);
    assert!(!seen.raw.contains(TEST_KEY) && !seen.raw.contains("RECOGN"), "{}", seen.raw);
    let file = std::fs::read_to_string(shop.config_file()).expect("a file");
    assert!(file.contains(TEST_KEY), "{file}");
    for line in ["profile show", "profile list", "profile show --origin -o json"] {
        see(&shop, 80, line).expect(0).hides(&[TEST_KEY]);
    }
}

#[test]
fn enter_alone_is_a_profile_without_a_key() {
    let shop = Sandbox::new();
    Terminal::run(&shop, 80, LINE).until_asked(QUESTION).types(ENTER).end().expect(0);
    let file = std::fs::read_to_string(shop.config_file()).expect("a file");
    assert!(!file.contains("api_key"), "{file}");
}

#[test]
fn ctrl_c_writes_nothing() {
    let shop = Sandbox::new();
    Terminal::run(&shop, 80, LINE).until_asked(QUESTION).types(CTRL_C).end().expect(130);
    assert!(!shop.config_file().exists());
}

#[test]
fn the_wrong_key_is_refused_and_not_shown() {
    let shop = Sandbox::new();
    let keys = format!("{LIVE_KEY}{ENTER}");
    let seen = Terminal::run(&shop, 80, LINE).until_asked(QUESTION).types(&keys).end().expect(3);
    assert!(!seen.raw.contains(LIVE_KEY), "{}", seen.raw);
    assert!(!shop.config_file().exists());
}

#[test]
fn the_emulator_needs_none_and_asks_for_none() {
    see(&Sandbox::new(), 80, "profile add demo --env emulator").expect(0).hides(&["API key"]);
}

#[test]
fn ctrl_c_brings_the_echo_back() {
    let shop = Sandbox::new();
    let mut terminal = Terminal::shell(&shop, 80, &format!("trap : INT; $IPP {LINE}; stty -a"));
    let seen = terminal.until_asked(QUESTION).types(CTRL_C).end().expect(0);
    assert!(seen.text.split([' ', '\n', ';']).any(|word| word == "echo"), "{}", seen.text);
}
