//! `kill -9` at random moments under load, and what has to be there afterwards.
//!
//! What it shows is that nothing acknowledged is lost when the process dies; it can't show what a power cut would do.

use super::client::{ask, order};
use super::handler::{Handler, event};
use super::serving::Serving;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, mpsc};
use std::time::{Duration, Instant};

const KEY: &str = "kco_test_api_kills";

/// How many clients ask at once.
const CLIENTS: usize = 4;

/// What was acknowledged: the last status that each session was seen in.
type Acknowledged = BTreeMap<String, String>;

/// Kills a server so many times, and gives the number of acknowledged sessions, all of which were found again.
pub fn kill(times: usize, state: &Path) -> usize {
    let handler = Handler::answering(200);
    let (mut acknowledged, mut last) = (Acknowledged::new(), Acknowledged::new());
    for _ in 0..times {
        let serving = Serving::start(state, &["--webhook", &handler.url]);
        check_sessions(&serving, &last);
        acknowledged.append(&mut last);
        last = load_and_kill(&serving);
    }
    let serving = Serving::start(state, &["--webhook", &handler.url]);
    acknowledged.append(&mut last);
    check_sessions(&serving, &acknowledged);
    check_callbacks(state, &serving, &acknowledged, &handler);
    acknowledged.len()
}

/// Gives what was acknowledged until then.
fn load_and_kill(serving: &Serving) -> Acknowledged {
    let acknowledged = &Mutex::new(Acknowledged::new());
    let device = &serving.device();
    let (done, rounds) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            let done = done.clone();
            scope.spawn(move || {
                while work(&serving.address, device, acknowledged).is_ok() {
                    // Nobody counts any more once the signal is under way.
                    let _ = done.send(());
                }
            });
        }
        drop(done);
        // The random moment: after some rounds, and somewhere in the middle of others.
        rounds.iter().take(fastrand::usize(0..50)).for_each(drop);
        let spin = Instant::now() + Duration::from_micros(fastrand::u64(0..2_000));
        while Instant::now() < spin {}
        serving.signal("KILL");
    });
    std::mem::take(&mut acknowledged.lock().expect("sessions"))
}

/// Creates a session and mostly ends it; notes each answer when it is there, and ends with the server.
fn work(address: &str, device: &str, acknowledged: &Mutex<Acknowledged>) -> std::io::Result<()> {
    let note = |(status, session): (u16, Value)| {
        assert!((200..300).contains(&status), "{status} {session}");
        let text = |name: &str| session[name].as_str().expect("a text").to_owned();
        acknowledged.lock().expect("sessions").insert(text("session_id"), text("status"));
        text("session_id")
    };
    let id = note(ask(address, KEY, "POST", "/sessions", &order(device))?);
    match fastrand::u8(0..3) {
        0 => note(ask(address, KEY, "PUT", &format!("/sessions/{id}/cancel"), "")?),
        1 => note(ask(address, KEY, "POST", &format!("/dev/sessions/{id}/simulate-tap"), "")?),
        _ => id,
    };
    Ok(())
}

/// Each is there, and what has ended has ended as it was acknowledged.
fn check_sessions(serving: &Serving, acknowledged: &Acknowledged) {
    for (id, status) in acknowledged {
        let session = serving.ask("GET", &format!("/sessions/{id}"), "");
        let now = session["status"].as_str().expect("a status");
        assert!(now == status || status == "CREATED", "{status} was acknowledged: {session}");
        assert_eq!(session["order_id"].is_string(), now == "FINALIZED", "half a payment: {session}");
    }
}

/// Each transition has its callback and no other has, once; and every callback arrives.
fn check_callbacks(state: &Path, serving: &Serving, acknowledged: &Acknowledged, handler: &Handler) {
    let written = written(state);
    for id in acknowledged.keys() {
        let session = serving.ask("GET", &format!("/sessions/{id}"), "");
        let expected: &[&str] = match session["status"].as_str().expect("a status") {
            "FINALIZED" => &["ipp.session.activated", "ipp.session.created", "ipp.session.finalized"],
            "CANCELLED" => &["ipp.session.cancelled", "ipp.session.created"],
            _ => &["ipp.session.created"],
        };
        let mut types: Vec<&str> =
            written.iter().filter(|(_, session, _)| session == id).map(|event| event.2.as_str()).collect();
        types.sort_unstable();
        assert_eq!(types, expected, "{session}");
    }
    let mut missing: BTreeSet<&str> = written.iter().map(|(id, _, _)| id.as_str()).collect();
    while !missing.is_empty() {
        missing.remove(event(&handler.next())["id"].as_str().expect("an id"));
    }
}

/// Every callback that the outbox holds: id, session, type.
fn written(state: &Path) -> Vec<(String, String, String)> {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ipp"));
    command.args(["emulator", "deliveries", "-o", "jsonl", "--state"]).arg(state);
    let output = command.env_clear().output().expect("a run");
    assert!(output.status.success(), "{output:?}");
    let deliveries = String::from_utf8(output.stdout).expect("UTF-8");
    let delivery = |line: &str| {
        let delivery: Value = serde_json::from_str(line).expect("JSON");
        let text = |name: &str| delivery[name].as_str().expect("a text").to_owned();
        (text("event_id"), text("session_id"), text("event_type"))
    };
    deliveries.lines().map(delivery).collect()
}
