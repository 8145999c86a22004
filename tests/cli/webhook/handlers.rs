//! Handlers of callbacks, good and bad, written as an integrator would write them.

use crate::support::server::{Answer, Asked, Server, with_headers};
use ipp::secret::Secret;
use ipp::webhook::claim::{Claim, FaultKind, TOLERANCE};
use ipp::webhook::signature::SigningKey;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Mutex;

/// The project's own vector is made with it.
pub const SECRET: &str = "whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=";

/// An empty answer.
pub fn status(code: u16) -> Answer {
    with_headers(code, &[], "")
}

/// Whether a callback is to be believed, with what was read as its body.
pub fn judged(asked: &Asked, body: &[u8]) -> u16 {
    let values = |name: &str| {
        let own = asked.headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name));
        own.map(|(_, value)| value.as_bytes()).collect()
    };
    let key = SigningKey::new(&Secret::new(SECRET)).expect("a secret");
    let now = jiff::Timestamp::now().as_second();
    match Claim::read(values).and_then(|claim| claim.verify(&[key], body, now, TOLERANCE)) {
        Ok(_) => 204,
        Err(fault) if fault.kind() == FaultKind::Malformed => 400,
        Err(_) => 401,
    }
}

/// Does everything right.
pub fn good() -> Server {
    Server::scripted(|asked, _| status(judged(asked, asked.body.as_bytes())))
}

/// Answers everything with this status.
pub fn always(code: u16) -> Server {
    Server::answering(vec![status(code)])
}

/// Verifies what it has parsed and written anew.
pub fn reserialising() -> Server {
    Server::scripted(|asked, _| {
        let value: serde_json::Value = serde_json::from_str(&asked.body).expect("JSON");
        status(judged(asked, format!("{value:#}").as_bytes()))
    })
}

/// Verifies, and writes the session into a file: once for each `webhook-id`, or each time.
pub fn with_effects(file: PathBuf, once: bool) -> Server {
    let handled = Mutex::new(BTreeSet::new());
    std::fs::write(&file, "").expect("a file");
    Server::scripted(move |asked, _| {
        let code = judged(asked, asked.body.as_bytes());
        let id = asked.header("webhook-id").unwrap_or_default().to_owned();
        let event: serde_json::Value = serde_json::from_str(&asked.body).expect("JSON");
        let is_new = handled.lock().expect("a set").insert(id);
        if code == 204 && event["type"] == "ipp.session.finalized" && (is_new || !once) {
            let mut file = std::fs::OpenOptions::new().append(true).open(&file).expect("a file");
            writeln!(file, "{}", event["data"]["session_id"]).expect("written");
        }
        status(code)
    })
}
