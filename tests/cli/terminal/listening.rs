//! `ipp webhook listen` at a terminal: each event on a line that fits, in colour, and harmless whatever the sender wrote.

use super::{GREEN, RED, YELLOW};
use crate::support::Sandbox;
use crate::support::terminal::{CTRL_C, Seen, Terminal};
use crate::webhook::handlers;
use crate::webhook::listening::{SESSION, Sending, ready, sandbox};

const FINALIZED: &str = "ipp.session.finalized";

/// What is on the screen once all of these were answered and Ctrl-C was pressed.
#[track_caller]
fn heard(sandbox: &Sandbox, columns: u16, flags: &str, events: &[(Sending, &str)]) -> Seen {
    let line = format!("webhook listen --port 0 --ready-file ready {flags}");
    let mut terminal = Terminal::run(sandbox, columns, &line);
    let url = ready(&sandbox.home().join("ready"));
    for (event, shown) in events {
        event.to(&url);
        terminal.until(shown);
    }
    terminal.types(CTRL_C).end().expect(0)
}

/// A good one, the same again, and a forged one.
fn events() -> [(Sending, &'static str); 3] {
    let good = Sending::event("evt_1", FINALIZED);
    let forged = Sending::event("evt_2", "ipp.session.cancelled").with("webhook-timestamp", "1");
    [(good.clone(), " verified"), (good, "duplicate"), (forged, "answered 401")]
}

#[test]
fn a_line_is_shortened_before_it_is_broken() {
    let handler = handlers::good();
    let seen = heard(&sandbox(), 80, &format!("-q --forward-to {}", handler.address), &events()).fits();
    let lines: Vec<&str> = seen.text.lines().collect();
    let short = format!("Z  {FINALIZED}  {}…  verified  ", &SESSION[..8]);
    assert!(lines[0].contains(&short) && lines[0].contains("  204 ") && lines[0].ends_with(" ms"), "{}", seen.text);
    // One that is too long even so goes on in the next line, with the whole id.
    assert!(lines[2].contains(&format!("Z  ipp.session.cancelled  {SESSION}")), "{}", seen.text);
    assert_eq!(lines[3], "  not verified: wrong signature  answered 401");
}

#[test]
fn a_narrow_terminal_shows_whole_ids() {
    let seen = heard(&sandbox(), 40, "-q", &events()).fits().shows(&[SESSION, "not verified: wrong signature"]);
    let at = seen.text.lines().position(|line| line.contains(FINALIZED)).expect("the event");
    let lines: Vec<&str> = seen.text.lines().skip(at).take(3).collect();
    assert_eq!(lines[1..], [format!("  {SESSION}"), "  verified".to_owned()]);
}

#[test]
fn colours_say_what_is_good_and_who_says_no_sees_none() {
    let seen = heard(&sandbox(), 80, "-q", &events());
    assert_eq!((seen.color("verified"), seen.color("duplicate")), (GREEN, YELLOW));
    assert_eq!((seen.color("not verified"), seen.color("answered 401")), (RED, RED));
    for (sandbox, flags) in [(sandbox().with("NO_COLOR", "1"), ""), (sandbox(), "--color never")] {
        assert!(!heard(&sandbox, 80, flags, &events()).is_painted());
    }
}

#[test]
fn what_a_sender_writes_cannot_reach_the_screen() {
    let hostile =
        "{\"type\":\"\\u001b]0;owned\\u0007\\u001b[2J\\u202e\",\"data\":{\"session_id\":\"\\u001b[31m\\r\\n9\"}}";
    let seen = heard(&sandbox(), 80, "-q -v", &[(Sending::new("evt_1", hostile), "\\u{1b}[2J")]);
    let seen = seen.shows(&["\\u{1b}]0;owned\\u{7}", "\\u{202e}", "\\u{1b}[31m\\r\\n9"]).fits();
    for raw in ["\u{1b}]0;", "\u{1b}[2J", "\u{202e}", "\u{7}"] {
        assert!(!seen.raw.contains(raw), "{:?}", seen.raw);
    }
    // The record shows them as harmlessly.
    let sandbox = sandbox();
    heard(&sandbox, 80, "-q", &[(Sending::new("evt_1", hostile), "\\u{1b}[2J")]);
    let seen = super::see(&sandbox, 80, "webhook list").expect(0).fits();
    assert!(!seen.raw.contains("\u{1b}[2J") && !seen.raw.contains('\u{202e}'), "{:?}", seen.raw);
}
