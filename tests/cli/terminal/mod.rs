//! What a person sees, through a pseudo-terminal: layout, colour, questions, signals. One file per topic.

mod checklist;
mod colors;
mod doctor;
mod enrolling;
mod help;
mod hostile;
mod layout;
mod listening;
mod picking;
mod production;
mod questions;
mod running;
mod scenarios;
mod secrets;
mod setup;
mod sheets;
mod suggesting;
mod waiting;
mod wrapping;

use crate::support::Sandbox;
use crate::support::terminal::{Color, Seen, Terminal};

const RED: Color = Color::Idx(1);
const GREEN: Color = Color::Idx(2);
const YELLOW: Color = Color::Idx(3);

/// A machine on which every command works on the emulator.
fn emulator() -> Sandbox {
    Sandbox::new().with("IPP_ENV", "emulator")
}

/// Runs it on a terminal to its end.
fn see(sandbox: &Sandbox, columns: u16, line: &str) -> Seen {
    Terminal::run(sandbox, columns, line).end()
}

/// The id of an open session.
fn open_session(sandbox: &Sandbox) -> String {
    let run = sandbox.run("session create --amount 100 --currency SEK --allow-duplicate -o id").expect(0);
    run.out.trim().to_owned()
}
