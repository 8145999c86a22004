//! `ipp checklist`: the seven items, each held and each failed, the part that is never the whole, and the report.

mod changed;
mod contract;
mod controls;
mod endings;
mod failures;
mod killed;
mod late;
mod lies;
mod playground;
mod reports;
mod unproved;
mod whole;

use crate::support::{Run, Sandbox};
use crate::webhook::handlers::SECRET;
use serde_json::Value;

pub const IDS: [&str; 7] = ["device", "session", "callback", "order", "decline", "cancel", "endpoint"];

/// The emulator, which signs with the secret that the test's handlers know.
pub fn sandbox() -> Sandbox {
    Sandbox::emulator().with("IPP_WEBHOOK_SECRET", SECRET)
}

/// The report of a run in JSON.
pub struct Report {
    pub value: Value,
    pub run: Run,
}

impl Report {
    /// Runs it.
    #[track_caller]
    pub fn of(sandbox: &Sandbox, flags: &str, code: i32) -> Self {
        let run = sandbox.run(&format!("checklist {flags} -o json")).expect(code).hides("aXBwLXRlc3Q");
        Self { value: run.json(), run }
    }

    #[track_caller]
    pub fn row(&self, id: &str) -> &Value {
        let rows = self.value["rows"].as_array().expect("rows");
        rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no {id} in {:#}", self.value))
    }

    /// Checks how a row ended, and what it says among what was seen and what is to be mended.
    #[track_caller]
    pub fn says(&self, id: &str, result: &str, words: &[&str]) -> &Self {
        let row = self.row(id);
        let text = format!("{} {}", row["saw"], row["mend"]);
        assert_eq!(row["result"], result, "{row:#}");
        words.iter().for_each(|word| assert!(text.contains(word), "{word}: {row:#}"));
        self
    }

    /// The ids of the rows that ended so.
    pub fn ended(&self, result: &str) -> Vec<&str> {
        let rows = self.value["rows"].as_array().expect("rows");
        rows.iter().filter(|row| row["result"] == result).map(|row| row["id"].as_str().expect("an id")).collect()
    }

    /// What became of an assumption.
    pub fn finding(&self, id: &str) -> &str {
        let findings = self.value["findings"].as_array().expect("findings");
        let finding = findings.iter().find(|finding| finding["id"] == id);
        finding.and_then(|finding| finding["result"].as_str()).unwrap_or("absent")
    }
}

/// Nothing that was asked for is open, and nobody listens any more.
#[track_caller]
pub fn nothing_is_left(sandbox: &Sandbox) {
    sandbox.run("emulator destination list -o json").expect(0).out_is("[]\n");
    let sessions = sandbox.run("session list --refresh -o json").expect(0).json();
    for session in sessions.as_array().expect("sessions") {
        assert!(["paid", "unpaid", "refused"].contains(&session["standing"].as_str().expect("a word")), "{session:#}");
    }
}
