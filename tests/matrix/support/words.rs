//! The last words: what they say of the money, the session or attempt that they name, and the next command.

use super::case::{Evidence, Verb};
use serde_json::Value;

/// What is wrong with them.
pub fn check(evidence: &Evidence) -> Vec<String> {
    let (run, mut wrong) = (&evidence.run, Vec::new());
    let error = run.error();
    let said = error["message"].as_str().unwrap_or_default();
    let hint = error["hint"].as_str().unwrap_or_default();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            wrong.push(what.to_owned());
        }
    };
    let own: Vec<&str> = evidence.sessions.iter().map(|(id, _)| id.as_str()).collect();
    match run.code {
        0 => must(printed(evidence), "what was printed is not the session"),
        code => must(error["code"] == code, "the last words have another code"),
    }
    must(named(&error["session_id"], &own), "the last words name a session that is not this one");
    must(run.json().is_null() || named(&run.json()["session_id"], &own), "another session was printed");
    must(
        run.json()["status"] != "CANCELLED" || evidence.status() == Some("CANCELLED"),
        "CANCELLED was printed of one that is not",
    );
    match run.code {
        24 => {
            must(said.contains("not known"), "it does not say that it is not known");
            must(error["kind"] == "outcome_unknown", "another kind");
            must(next(&error, hint), "it does not name the next command");
        }
        20..=22 => must(said.contains("not paid"), "it does not say that it was not paid"),
        23 => must(said.contains("was not paid"), "it does not say that it was not paid"),
        6 if run.json()["status"] == "FINALIZED" => {
            must(said.contains("the money is taken"), "it does not say that the money is taken")
        }
        6 | 8 if evidence.case.verb == Verb::Cancel => {
            must(said.contains("is not cancelled"), "it does not say that it is not cancelled");
            must(said.contains("may still be paid"), "it does not say that it may still be paid");
        }
        4..=8 if evidence.case.verb.creates() => {
            must(said.contains("nothing will be charged"), "it does not say that nothing will be charged")
        }
        7 => must(said.contains("nothing was sent"), "it does not say that nothing was sent"),
        _ => {}
    }
    wrong
}

/// Nothing, or one of these.
fn named(id: &Value, own: &[&str]) -> bool {
    id.as_str().is_none_or(|id| own.contains(&id))
}

/// The session, as the server has it; only a create and a read may be told of it before it went on.
fn printed(evidence: &Evidence) -> bool {
    let printed = evidence.run.json();
    let [(id, status)] = &evidence.sessions[..] else { return false };
    printed["session_id"] == *id
        && (matches!(evidence.case.verb, Verb::Create | Verb::Get) || printed["status"] == *status)
}

/// The command that finds out: by the session, where it is known, else by the journal's number.
fn next(error: &Value, hint: &str) -> bool {
    match (error["session_id"].as_str(), error["attempt"].as_i64()) {
        (Some(id), _) => hint.contains(&format!("`ipp session get {id}`")),
        (None, Some(attempt)) => hint.contains(&format!("`ipp session recover {attempt}`")),
        (None, None) => false,
    }
}
