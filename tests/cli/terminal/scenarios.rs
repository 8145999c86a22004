//! What `ipp test` looks like: a line a step, nothing wider than the terminal, and a failure that catches the eye.

use super::{GREEN, RED, emulator, see};
use crate::support::Sandbox;
use crate::support::terminal::{CTRL_C, Terminal};

fn scenario(steps: &str) -> Sandbox {
    let sandbox = emulator();
    sandbox.file("a.toml", format!("[[scenario]]\nname = \"a customer at till 1\"\nsteps = [\n{steps}\n]\n"));
    sandbox
}

const CREATE: &str = "{ create = { amount = \"249.00\", currency = \"SEK\" } },\n";

#[test]
fn it_fits_and_failures_are_red() {
    let steps = format!("{CREATE}{{ cancel = true }}, {{ expect = {{ status = \"FINALIZED\" }} }}");
    for columns in [80, 40] {
        let sandbox = scenario(&steps);
        let seen = Terminal::shell(&sandbox, columns, "$IPP test a.toml 2> /dev/null").end().expect(30).fits();
        let seen = seen.shows(&["create 249.00 SEK", "that is final"]);
        assert_eq!((seen.color("pass"), seen.color("FAIL")), (GREEN, RED));
        assert!(seen.has_cursor);
    }
    assert!(!see(&scenario(&steps).with("NO_COLOR", "1"), 80, "test a.toml").expect(30).is_painted());
}

#[test]
fn ctrl_c_asks_nothing_and_tidies_up() {
    let sandbox = scenario(&format!("{CREATE}{{ wait = \"60s\" }}"));
    let mut terminal = Terminal::run(&sandbox, 80, "test a.toml");
    terminal.until("a customer at till 1: wait 1m");
    terminal.types(CTRL_C);
    let seen = terminal.end().expect(130).shows(&["cancel what was left open  CANCELLED", "once more quits at once"]);
    assert!(seen.has_cursor);
}
