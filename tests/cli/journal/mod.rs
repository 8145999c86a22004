//! The journal over the real binary: nothing is charged twice, and what was lost is found again.

mod duplicate;
mod files;
mod found;
mod killed;
mod list;
mod named;
mod offered;
mod place;
mod recover;
mod settle;
mod waited;

use crate::support::{Run, Sandbox};
use serde_json::Value;

/// 1.00 SEK on the emulator's only phone.
const CREATE: &str = "session create --amount 100 --currency SEK --tax-rate 0%";
const PAY: &str = "pay --amount 100 --currency SEK --tax-rate 0% --simulate-tap SUCCESS";

/// How many sessions the emulator has, in whatever status.
#[track_caller]
fn sessions(sandbox: &Sandbox) -> u64 {
    let status = sandbox.run("emulator status -o json").expect(0).json();
    status["sessions"].as_object().expect("counts").values().filter_map(Value::as_u64).sum()
}

/// Asks for a payment whose answer is lost: the session is there, and nobody was told.
#[track_caller]
fn lose(sandbox: &Sandbox, flags: &str) -> Run {
    fail(sandbox, "lost-answer", flags)
}

/// Asks for a payment while this goes wrong.
#[track_caller]
fn fail(sandbox: &Sandbox, fault: &str, flags: &str) -> Run {
    sandbox.run(&format!("emulator fault add {fault} --on create-session --count 1")).expect(0);
    let run = sandbox.run(&format!("{CREATE} {flags}")).expect(24).out_is("");
    sandbox.run("emulator fault clear").expect(0);
    run
}

/// What the journal says, newest first.
#[track_caller]
fn journal(sandbox: &Sandbox) -> Vec<Value> {
    let list = sandbox.run("session list -o json").expect(0).json();
    list.as_array().expect("a list").clone()
}

/// The standings, newest first.
#[track_caller]
fn standings(sandbox: &Sandbox) -> Vec<String> {
    journal(sandbox).iter().map(|attempt| attempt["standing"].as_str().expect("a word").to_owned()).collect()
}
