//! Faults, as the real binary sets them, and as its other commands live through them.

mod callbacks;
mod manage;
mod requests;

use crate::support::Sandbox;

/// Adds a fault by its word.
#[track_caller]
fn add(sandbox: &Sandbox, words: &str) {
    sandbox.run(&format!("emulator fault add {words}")).expect(0);
}

/// How often the only fault struck.
#[track_caller]
fn struck(sandbox: &Sandbox) -> u64 {
    sandbox.run("emulator fault list -o json").expect(0).json()[0]["struck"].as_u64().expect("a number")
}

/// How many sessions the emulator has, in whatever status.
#[track_caller]
fn sessions(sandbox: &Sandbox) -> u64 {
    let status = sandbox.run("emulator status -o json").expect(0).json();
    status["sessions"].as_object().expect("counts").values().filter_map(serde_json::Value::as_u64).sum()
}
