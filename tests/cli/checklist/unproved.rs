//! A comparison in which the server, or the key, was not fit to be asked: nothing is contradicted by it, and where nothing was
//! confirmed either, nothing is proved.

use super::changed::{Changed, refusal};
use super::contract::Rows;
use crate::support::Sandbox;
use crate::support::bodies::page;
use crate::support::server::{Server, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A server that answers the first read, and everything after it with this status.
fn once(status: u16) -> (Server, Sandbox) {
    let server =
        Server::scripted(move |asked, _| match asked.operation() == "GET /ipp/v1/locations" && asked.nth == 0 {
            true => page(&[], true),
            false => json(status, r#"{"title":"No","detail":"not now"}"#),
        });
    let sandbox = Sandbox::playground(&server.address);
    (server, sandbox)
}

#[test]
fn a_comparison_that_confirms_nothing_is_no_pass() {
    for status in [429, 503, 401, 403, 408] {
        let (_server, sandbox) = once(status);
        let run = sandbox.run("checklist --contract --retries 0 -o json").expect(30);
        let report = run.json();
        assert_eq!((&report["confirmed"], &report["contradicted"]), (&0.into(), &0.into()), "{report:#}");
        assert_eq!(report["holds"], false);
        assert!(report["verdict"].as_str().expect("words").starts_with("nothing is proved"), "{report:#}");
    }
    let (_server, sandbox) = once(429);
    let run = sandbox.run("checklist --contract --retries 0 -o junit").expect(30);
    let run = run.says(&["nothing is proved", "none is confirmed", "`ipp doctor`"]);
    let tests = run.out.matches("<testcase ").count();
    run.shows(&[&format!("tests=\"{tests}\" failures=\"0\" errors=\"{tests}\" skipped=\"0\""), "<error message="]);
    let (_server, sandbox) = once(429);
    sandbox.run("checklist --contract --retries 0 -o markdown").expect(30).shows(&["**nothing is proved: "]);
}

#[test]
fn few_that_are_confirmed_are_a_pass_that_says_how_many_were_not_seen() {
    let changed = Changed::new(|asked, given| match asked.operation() == "GET /ipp/v1/locations" {
        true => given,
        false => refusal(429, "not now"),
    });
    let rows = Rows::of(&changed.sandbox, "--retries 0", 0);
    assert_eq!(rows.ended("confirmed"), ["basic-auth", "empty-username"]);
    let run = changed.sandbox.run("checklist --contract --retries 0").expect(0);
    run.says(&["no assumption is contradicted: 2 are confirmed", "were not seen"]);
}

#[test]
fn a_key_that_is_refused_meanwhile_contradicts_nothing() {
    // The key, or the server, gives way after so many requests.
    for (status, good) in [(401, 2), (403, 3), (429, 4), (500, 5), (403, 6), (401, 8), (403, 9), (403, 11), (408, 14)] {
        let count = AtomicUsize::new(0);
        let changed = Changed::new(move |_, given| match count.fetch_add(1, Ordering::SeqCst) < good {
            true => given,
            false => refusal(status, "not for this key"),
        });
        let run = changed.sandbox.run("checklist --contract --retries 0 -o json");
        let report = run.json();
        assert_eq!(report["contradicted"], 0, "{status} after {good}: {}", report["verdict"]);
        assert_eq!(run.code, if report["confirmed"] == 0 { 30 } else { 0 }, "{run:?}");
    }
    let (_server, sandbox) = once(403);
    let rows = Rows::of(&sandbox, "--retries 0", 30);
    for id in ["empty-username", "merchant-header", "no-such-path", "largest-page"] {
        rows.says(id, "not_seen", "with the run's own key");
    }
}
