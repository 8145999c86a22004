//! Ids and names that could leave their place in a path, and metadata that is none.

use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, page};
use crate::support::server::Server;
use serde_json::json;

/// Never an id: slashes, queries, fragments, climbing, blanks, controls, encodings, letters of elsewhere.
const BAD: [&str; 15] =
    ["a/b", "a?b=c", "..", ".", "../x", "a b", " ", "", "a\nb", "a#b", "%2e%2e", "a\\b", "a;b", "å", "\u{202e}a"];

#[test]
fn ids_that_go_into_a_path_are_checked() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    let long = "a".repeat(10 * 1024);
    for id in BAD.into_iter().chain([long.as_str()]) {
        for command in [
            ["session", "get"],
            ["session", "wait"],
            ["session", "cancel"],
            ["enrollment", "cancel"],
            ["dev", "simulate-tap"],
        ] {
            let run = sandbox.ipp(&[command[0], command[1], "--", id]).expect(2).out_is("");
            assert!(run.err.contains("not an id"), "{command:?} {id:.20?} {run:?}");
            assert!(!run.err.contains('\u{202e}'), "{run:?}");
        }
    }
    server.was_never_asked();
}

#[test]
fn names_are_looked_up_and_never_become_a_path() {
    let server = Server::answering(vec![page(&[json!({ "id": DEVICE_ID, "name": "Till" })], true)]);
    let sandbox = Sandbox::playground(&server.address);
    for name in BAD.into_iter().filter(|name| !name.is_empty() && !name.contains('\n')) {
        sandbox.ipp(&["device", "get", "--", name]).expect(5).out_is("");
        sandbox.ipp(&["device", "remove", "--yes", "--", name]).expect(5).out_is("");
        let device = format!("--device={name}");
        sandbox.ipp(&["pay", "--amount", "100", "--currency", "SEK", &device]).expect(5).out_is("");
    }
    assert!(server.lines().iter().all(|line| line == "GET /ipp/v1/devices?page_number=0&page_size=100"));
}

#[test]
fn names_that_can_be_none_are_not_even_looked_up() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    let long = "a".repeat(10 * 1024);
    for name in ["", "a\nb", "a\u{1b}[31m", &long] {
        let (device, location) = (format!("--device={name}"), format!("--location={name}"));
        for line in [
            vec!["device", "get", name],
            vec!["device", "remove", "-y", name],
            vec!["device", "update", "--name", "X", name],
            vec!["device", "list", &location],
            vec!["location", "get", name],
            vec!["enrollment", "create", &location],
            vec!["dev", "create-device", "--name", "T", &location],
            vec!["pay", "--amount", "100", "--currency", "SEK", &device],
        ] {
            let run = sandbox.ipp(&line).expect(2).out_is("");
            assert!(!run.err.contains('\u{1b}'), "{run:?}");
        }
    }
    server.was_never_asked();
}

#[test]
fn a_nul_in_an_order_file_reaches_nothing() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    for id in ["a\0b", "a\nb", ""] {
        let order = json!({ "purchase_currency": "SEK", "order_amount": 100, "device_id": id });
        sandbox.ipp_reading(&["session", "create", "--from", "-"], order.to_string()).expect(2).out_is("");
    }
    server.was_never_asked();
}

#[test]
fn metadata_has_a_key_and_a_colon() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    for entry in ["till", ":3", ":", "", "till=3"] {
        for command in [
            vec!["device", "list"],
            vec!["enrollment", "list"],
            vec!["enrollment", "create"],
            vec!["device", "update", DEVICE_ID],
            vec!["dev", "create-device", "--name", "T"],
        ] {
            let run = sandbox.ipp(&[command, vec!["--metadata", entry]].concat()).expect(2).out_is("");
            run.says(&["metadata is given as key:value, such as till:3"]);
        }
    }
    server.was_never_asked();
}
