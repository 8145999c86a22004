//! Nobody reads what is printed: nothing else waits for that.

use crate::webhook::listening::{Listening, Sending, event, listen, sandbox};
use std::time::Duration;

const FINALIZED: &str = "ipp.session.finalized";

/// As long as it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// More than a pipe holds.
fn flood(listening: &Listening) {
    for number in 0..150 {
        let id = format!("evt_{number}");
        let sent = Sending::new(&id, format!("{}{}", event(&id, FINALIZED), " ".repeat(9_000)));
        assert_eq!(sent.to(&listening.url), 200);
    }
}

#[test]
fn a_stdout_that_nobody_reads_holds_up_neither_a_signal_nor_the_time() {
    let sandbox = sandbox();
    let mut listening = listen(&sandbox, "-v");
    flood(&listening);
    listening.started.signal("TERM");
    assert!(listening.started.ends_within(PATIENCE));
    let mut listening = listen(&sandbox, "-v --until dispute.created --timeout 3s");
    flood(&listening);
    assert!(listening.started.ends_within(PATIENCE));
    listening.started.finish().expect(30).says(&["did not come within 3s"]);
}

#[test]
fn a_stderr_that_nobody_reads_holds_up_neither() {
    let sandbox = sandbox();
    let mut listening = listen(&sandbox, "-v --until dispute.created --timeout 3s -- sleep 1000");
    flood(&listening);
    assert!(listening.started.ends_within(PATIENCE));
    listening.started.finish().expect(30);
}
