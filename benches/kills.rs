//! `kill -9` of a server under load, 200 times: the test of the same name, which kills less often, at full length.
//! Run with `cargo bench --locked --bench kills`; it takes half a minute, and panics when something is lost.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(dead_code, reason = "the tests use more of what they share")]

#[path = "../tests/cli/support/server.rs"]
mod server;
mod support {
    pub(crate) use super::server;
}
#[path = "../tests/cli/emulator/support/mod.rs"]
mod emulator;

/// How often the server is killed.
const TIMES: usize = 200;

fn main() {
    let state = tempfile::tempdir().expect("a folder");
    let sessions = emulator::kills::kill(TIMES, state.path());
    println!(
        "killed {TIMES} times: {sessions} acknowledged sessions, none lost, none half done, every callback arrived"
    );
}
