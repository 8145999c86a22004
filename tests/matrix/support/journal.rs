//! The journal against the server: right after a batch, and again when `ipp session recover` has done its work.

use super::case::{Evidence, Verb};
use super::plan::Plan;
use super::process::{self, KILLED, Run};
use super::proxy::Proxy;
use serde_json::Value;
use std::collections::HashMap;

/// Attempts by their reference.
type Attempts = HashMap<String, Vec<Value>>;

/// What is wrong in the journal after these runs; each with the number of its evidence.
pub fn check(proxy: &Proxy, evidence: &[Evidence]) -> Vec<(usize, String)> {
    proxy.arm(Plan::default());
    let before = attempts(proxy, "session list -o json");
    let mut wrong: Vec<(usize, String)> = each(evidence, |one| written(one, rows(&before, one)));
    let recovered = ipp(proxy, "session recover --all --leave -o json");
    let after = attempts(proxy, "session list --refresh -o json");
    let is_unknown =
        |attempt: &Value| ["unknown", "sending"].contains(&attempt["standing"].as_str().unwrap_or_default());
    let left = after.values().flatten().any(is_unknown);
    if recovered.code != if left { 24 } else { 0 } {
        wrong.push((0, format!("recover ended with {}: {}", recovered.code, recovered.err)));
    }
    wrong.extend(each(evidence, |one| settled(proxy, one, rows(&after, one))));
    wrong
}

/// The same of one whose recovery was killed: what that left behind is true, and the next one comes to its end.
pub fn check_recovered(proxy: &Proxy, evidence: &Evidence) -> Option<String> {
    let is_true = |attempt: &Value| match attempt["session_id"].as_str() {
        None => attempt["standing"] == "unknown",
        Some(id) => evidence.sessions.iter().any(|(own, _)| own == id),
    };
    let before = attempts(proxy, "session list -o json");
    if !rows(&before, evidence).iter().all(is_true) {
        return Some(format!("after the kill, the journal has {:?}", rows(&before, evidence)));
    }
    proxy.arm(Plan::default());
    let recovered = ipp(proxy, "session recover --all --leave -o json");
    let after = attempts(proxy, "session list --refresh -o json");
    match recovered.code {
        0 => settled(proxy, evidence, rows(&after, evidence)),
        code => Some(format!("recover ended with {code}: {}", recovered.err)),
    }
}

fn each(evidence: &[Evidence], judge: impl Fn(&Evidence) -> Option<String>) -> Vec<(usize, String)> {
    evidence.iter().enumerate().filter_map(|(at, one)| Some((at, judge(one)?))).collect()
}

fn rows<'a>(attempts: &'a Attempts, evidence: &Evidence) -> &'a [Value] {
    attempts.get(&evidence.reference).map_or(&[], Vec::as_slice)
}

fn ipp(proxy: &Proxy, line: &str) -> Run {
    process::run(process::ipp_at(proxy.world().home(), &proxy.address(), line))
}

/// Everything that the journal says, as a user of it sees it.
pub fn attempts(proxy: &Proxy, line: &str) -> Attempts {
    let run = ipp(proxy, line);
    assert_eq!(run.code, 0, "{run:?}");
    let mut attempts = Attempts::new();
    for attempt in run.json().as_array().expect("a list") {
        let reference = attempt["merchant_reference1"].as_str().expect("a reference").to_owned();
        attempts.entry(reference).or_default().push(attempt.clone());
    }
    attempts
}

/// What the run left behind is true, and as much as it could know.
fn written(evidence: &Evidence, rows: &[Value]) -> Option<String> {
    let attempt = match rows {
        [] if !evidence.case.verb.creates() && !evidence.case.own => return None,
        // Killed before it was written down: then nothing was sent either.
        [] if evidence.run.code == KILLED && evidence.sessions.is_empty() => return None,
        [attempt] => attempt,
        _ => return Some(format!("{} attempts in the journal", rows.len())),
    };
    let standing = attempt["standing"].as_str().unwrap_or_default();
    let own = evidence.sessions.first().map(|(id, _)| id.as_str());
    let status = evidence.status();
    let ends_unpaid = matches!(status, Some("CANCELLED" | "EXPIRED" | "FAILED"));
    let is_true = match standing {
        "refused" => own.is_none(),
        "open" => attempt["session_id"].as_str() == own && own.is_some(),
        "paid" => attempt["session_id"].as_str() == own && status == Some("FINALIZED"),
        "unpaid" => attempt["session_id"].as_str() == own && ends_unpaid,
        "unknown" => attempt["session_id"].is_null() && evidence.run.code == 24,
        "sending" => attempt["session_id"].is_null() && evidence.run.code == KILLED,
        _ => false,
    };
    let error = evidence.run.error();
    let agrees = match (evidence.case.verb, evidence.run.code) {
        (Verb::Pay | Verb::Wait, 0) => standing == "paid",
        (Verb::Pay | Verb::Create, 4..=8) => standing == "refused",
        (_, 20..=22) => standing == "unpaid",
        (Verb::Cancel, 0) => standing == "unpaid",
        (Verb::Pay | Verb::Create, 24) if error["session_id"].is_null() => {
            standing == "unknown" && error["attempt"] == attempt["attempt"]
        }
        _ => true,
    };
    let shown = (standing, &attempt["session_id"], &attempt["status"]);
    (!is_true || !agrees).then(|| format!("the journal says {shown:?} after {}", evidence.run.code))
}

/// The journal is what the server has: the same sessions, in the same statuses, and no other.
fn settled(proxy: &Proxy, evidence: &Evidence, rows: &[Value]) -> Option<String> {
    if rows.is_empty() {
        return None;
    }
    let world = proxy.world();
    let server: Vec<(String, String)> =
        evidence.sessions.iter().map(|(id, _)| (id.clone(), world.status(id))).collect();
    let text = |attempt: &Value, name: &str| attempt[name].as_str().map(str::to_owned);
    let journal: Vec<(String, String)> =
        rows.iter().filter_map(|row| Some((text(row, "session_id")?, text(row, "status")?))).collect();
    (journal != server).then(|| format!("after recover, the journal has {journal:?}, and the server {server:?}"))
}
