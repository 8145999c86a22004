//! The emulator's own faults, as `ipp emulator fault` lets them strike: each kind, at each request of each command.

use crate::support::batch::prove;
use crate::support::case::{Case, Verb};
use crate::support::plan::Plan;

const KINDS: [&str; 9] = ["latency", "lost-answer", "reset", "429", "500", "503", "html-403", "cut-body", "not-json"];

#[test]
fn every_kind_of_fault_at_every_request() {
    let places = [
        (Verb::Create, "create-session", ""),
        (Verb::Pay, "create-session", "--timeout 10ms"),
        (Verb::Pay, "get-session", "--timeout 10ms"),
        (Verb::Pay, "cancel-session", "--timeout 10ms"),
        (Verb::Pay, "simulate-tap", "--simulate-tap SUCCESS --timeout 400ms"),
        (Verb::Pay, "simulate-tap", "--simulate-tap DECLINED_GENERIC --simulate-tap SUCCESS --timeout 400ms"),
        (Verb::Wait, "get-session", "--timeout 10ms"),
        (Verb::Cancel, "cancel-session", ""),
        (Verb::Cancel, "get-session", ""),
        (Verb::Get, "get-session", ""),
    ];
    let mut cases = Vec::new();
    for (kind, (verb, operation, flags)) in KINDS.into_iter().flat_map(|kind| places.map(|place| (kind, place))) {
        // Who is told to come back in a second does so, and nine times of that tell nothing more.
        let lasting = if kind == "429" { 0 } else { 1 };
        for (count, retries) in [("1", 0), ("1", 2), ("9", lasting)] {
            let delay = match kind {
                "latency" => r#","delay_ms":20"#,
                "429" => r#","delay_ms":1000"#,
                _ => "",
            };
            let fault = format!(r#"{{"kind":"{kind}","on":["{operation}"],"count":{count}{delay}}}"#);
            let case = Case::new(verb, format!("{verb:?}: {fault}, {retries} retries"), Plan::default()).struck(fault);
            cases.push(case.with(&format!("{flags} --retries {retries}")));
        }
    }
    prove("the emulator's faults", cases);
}
