//! A terminal of 20 columns.

use crate::support::{Sandbox, terminal};

#[test]
fn twenty_columns_are_enough() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id("device list");
    for line in
        [vec!["device", "list"], vec!["device", "get", "Simulated"], vec!["location", "list"], vec!["profile", "show"]]
    {
        let run = terminal::run(&sandbox, 20, &line).expect(0);
        assert!(!run.out.trim().is_empty(), "{line:?}");
    }
    // An id is never broken by us: a person copies it in one piece.
    let run = terminal::run(&sandbox, 20, &["device", "list", "--color", "never"]).expect(0);
    assert!(run.out.contains(&id), "{run:?}");
    let run =
        terminal::run(&sandbox, 20, &["pay", "--amount", "100", "--currency", "SEK", "--simulate-tap", "SUCCESS"]);
    assert!(run.expect(0).out.contains("FINALIZED"));
    terminal::run(&sandbox, 20, &["--help"]).expect(0);
    terminal::run(&sandbox, 20, &["device", "get", "nobody"]).expect(5);
}
