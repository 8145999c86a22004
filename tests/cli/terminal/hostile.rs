//! Names from the API cannot move the cursor, recolour, reorder or hide anything.

use super::see;
use crate::support::Sandbox;
use crate::support::server::{Answer, Server, json};
use crate::support::terminal::{DOWN, ESCAPE, Terminal};

const ID: &str = "6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10";
const OTHER: &str = "7f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10";
/// Clears the screen, sets the title, turns the direction, breaks the line, hides, and begins a sequence with one byte.
const NAME: &str = "a\u{1b}[2J\u{1b}]0;x\u{7}b\u{202e}c\nd\u{200b}e\u{9b}31mf\u{2066}g\u{feff}h\r\u{2061}i\u{7f}";
/// None of these is to reach a terminal.
const OBEYED: [char; 9] =
    ['\u{7}', '\u{9b}', '\u{202e}', '\u{200b}', '\u{2066}', '\u{feff}', '\u{2061}', '\u{7f}', '\u{8}'];

fn device(id: &str) -> String {
    serde_json::json!({ "id": id, "name": NAME, "platform": NAME, "metadata": { NAME: NAME } }).to_string()
}

fn page(devices: &[String]) -> Answer {
    json(200, &format!("{{\"content\":[{}],\"last\":true}}", devices.join(",")))
}

fn assert_harmless(raw: &str, what: &str) {
    let obeyed = raw.contains(OBEYED) || raw.contains("\u{1b}[2J") || raw.contains("\u{1b}]");
    assert!(!obeyed, "{what}: {raw:?}");
}

#[test]
fn in_every_format() {
    let list = Server::answering(vec![page(&[device(ID)])]);
    let get = Server::answering(vec![json(200, &device(ID))]);
    for format in ["table", "json", "jsonl", "csv", "id"] {
        for (server, line) in [(&list, "device list".to_owned()), (&get, format!("device get {ID}"))] {
            for columns in [100, 40] {
                let seen =
                    see(&Sandbox::playground(&server.address), columns, &format!("{line} -o {format}")).expect(0);
                assert_harmless(&seen.raw, &format!("{line} {format} {columns}"));
                assert!(seen.text.contains("6f2c1f2e"), "{}", seen.text);
            }
        }
    }
}

#[test]
fn the_name_is_told_and_not_cut() {
    let server = Server::answering(vec![json(200, &device(ID))]);
    let seen = see(&Sandbox::playground(&server.address), 200, &format!("device get {ID}")).expect(0);
    seen.shows(&["a\\u{1b}[2J\\u{1b}]0;x\\u{7}b\\u{202e}c", "d\\u{200b}e\\u{9b}31mf"]);
}

#[test]
fn an_id_too() {
    let server = Server::answering(vec![page(&[device("x\u{1b}[2Jy\u{202e}")])]);
    for format in ["table", "json", "csv", "id"] {
        let seen = see(&Sandbox::playground(&server.address), 80, &format!("device list -o {format}")).expect(0);
        assert_harmless(&seen.raw, format);
    }
}

#[test]
fn in_questions() {
    let server = Server::answering(vec![page(&[device(ID)])]);
    let shop = Sandbox::playground(&server.address);
    let mut terminal = Terminal::run(&shop, 100, "device remove 6f2c");
    let seen = terminal.until_asked("remove device a\\u{1b}[2J").types("n\r").end().expect(9);
    assert_harmless(&seen.raw.replace('\u{7}', "").replace("\u{1b}[2K", ""), "the question");
    assert_eq!(server.asked().iter().filter(|asked| asked.method == "DELETE").count(), 0);
}

#[test]
fn in_a_list_to_pick_from() {
    let server = Server::answering(vec![page(&[device(ID), device(OTHER)])]);
    let shop = Sandbox::playground(&server.address);
    let mut terminal = Terminal::run(&shop, 100, "session create --amount 100 --currency SEK");
    let seen =
        terminal.until_asked("Which device").types(DOWN).until_asked("Which device").types(ESCAPE).end().expect(9);
    assert_harmless(&seen.raw, "the list");
}

#[test]
fn in_errors() {
    let problem = serde_json::json!({ "title": NAME, "detail": NAME, "status": 409 }).to_string();
    let server = Server::answering(vec![json(409, &problem)]);
    let seen = see(&Sandbox::playground(&server.address), 80, &format!("device get {ID} -vv")).expect(6);
    assert_harmless(&seen.raw, "the error");
    let devices = Server::answering(vec![page(&[device(ID), device(OTHER)])]);
    let seen = see(&Sandbox::playground(&devices.address), 80, "session create --amount 1 --currency SEK --no-input");
    assert_harmless(&seen.expect(2).raw, "the candidates");
}

#[test]
fn in_what_an_unknown_path_answers() {
    let server = Server::answering(vec![json(200, NAME)]);
    let seen = see(&Sandbox::playground(&server.address), 80, "api GET /ipp/v1/else").expect(0);
    assert_harmless(&seen.raw, "the text");
}

#[test]
fn while_it_is_waited_for() {
    let session = serde_json::json!({ "session_id": ID, "status": NAME, "order_amount": 1, "purchase_currency": NAME });
    let server = Server::answering(vec![json(200, &session.to_string())]);
    let shop = Sandbox::playground(&server.address);
    let seen = Terminal::run(&shop, 120, &format!("session wait {ID} --timeout 1s")).end();
    assert_harmless(&seen.expect(24).raw, "the spinner");
}
