//! The journal by itself: what is written, what stands in the way of what, and what may be found in its place.

mod guard;
mod opening;
mod outcomes;

use super::{Attempt, Begun, Filter, Journal, Mark, NewAttempt, Scope, Seen, Standing, Which};
use crate::model::environment::Environment;
use crate::model::id::DeviceId;
use crate::model::session::Session;
use jiff::Timestamp;
use serde_json::json;
use std::time::Duration;
use tempfile::TempDir;

const WINDOW: Option<Duration> = Some(Duration::from_secs(600));

fn journal() -> (Journal, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    (Journal::open(folder.path()).expect("a journal"), folder)
}

fn scope() -> Scope {
    Scope { environment: Environment::Playground, address: Some("https://a.example".to_owned()), merchant_id: None }
}

/// 1.00 SEK on `d-1`, without a reference.
fn coffee() -> NewAttempt {
    NewAttempt {
        began_at: Timestamp::from_second(1_780_000_000).expect("a moment"),
        scope: scope(),
        profile: Some("shop".to_owned()),
        device_id: DeviceId::new("d-1"),
        device_name: Some("Till 1".to_owned()),
        location_id: None,
        amount: "SEK".parse().map(|currency| crate::model::money::Money { minor: 100, currency }).expect("SEK"),
        reference1: None,
        reference2: None,
        started_at: "2026-06-05T18:33:39Z".to_owned(),
        mark: Some(Mark::random()),
        step: None,
        body: "{}".to_owned(),
    }
}

fn referenced(reference: &str) -> NewAttempt {
    NewAttempt { reference1: Some(reference.to_owned()), ..coffee() }
}

fn session(id: &str, status: &str) -> Session {
    serde_json::from_value(json!({"session_id": id, "status": status})).expect("a session")
}

/// The new attempt's number.
#[track_caller]
fn begun(journal: &Journal, new: &NewAttempt) -> i64 {
    match journal.begin(new, WINDOW).expect("a journal") {
        Begun::New(number) => number,
        Begun::Obstacle(earlier) => panic!("{earlier:?} stands in the way"),
    }
}

/// The number of what stands in the way.
fn obstacle(journal: &Journal, new: &NewAttempt) -> Option<i64> {
    match journal.begin(new, WINDOW).expect("a journal") {
        Begun::New(_) => None,
        Begun::Obstacle(earlier) => Some(earlier.number),
    }
}

/// A session in this status came of it.
fn became(journal: &Journal, number: i64, id: &str, status: &str) {
    journal.created(number, Seen::of(&session(id, status), "pay")).expect("written");
}

fn read(journal: &Journal, number: i64) -> Attempt {
    journal.attempt(number).expect("a journal").expect("an attempt")
}

fn numbers(journal: &Journal, which: Which) -> Vec<i64> {
    let filter = Filter { which, ..Filter::default() };
    journal.page(&scope(), &filter, None, 100).expect("a page").iter().map(|attempt| attempt.number).collect()
}
