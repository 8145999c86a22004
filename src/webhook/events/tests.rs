//! What was received is read back to the byte, whoever else wrote meanwhile and however a write ended.

use super::*;
use crate::webhook::received::{Headers, ID};
use proptest::prelude::*;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + second).expect("a time")
}

fn event(id: &str, at: Timestamp) -> Recorded {
    let headers: Headers = vec![(ID.to_owned(), id.as_bytes().to_vec())];
    let received = Received { at, path: "/".to_owned(), headers, body: br#"{"type":"x"}"#.to_vec() };
    Recorded { received, problem: None, duplicate: false }
}

fn record() -> (tempfile::TempDir, Events) {
    let folder = tempfile::tempdir().expect("a folder");
    let events = Events::new(folder.path().to_owned());
    (folder, events)
}

fn append(events: &Events, one: &Recorded) -> io::Result<()> {
    events.append(&one.received, one.problem.as_deref(), one.duplicate)
}

fn ids(events: &Events) -> Vec<String> {
    events
        .newest_first()
        .expect("a record")
        .map(|found| found.map_or_else(|_| "damaged".to_owned(), |one| one.received.id()))
        .collect()
}

fn only_file(folder: &tempfile::TempDir) -> PathBuf {
    fs::read_dir(folder.path()).expect("a folder").next().expect("a file").expect("an entry").path()
}

#[test]
fn the_newest_comes_first_and_days_are_files() {
    let (folder, events) = record();
    assert_eq!(ids(&events), [""; 0]);
    for (id, second) in [("a", 0), ("b", 1), ("c", 90_000)] {
        append(&events, &event(id, at(second))).expect("recorded");
    }
    assert_eq!(ids(&events), ["c", "b", "a"]);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
    let since: Vec<_> = events.since(at(1)).expect("a record").flatten().map(|one| one.received.id()).collect();
    assert_eq!(since, ["c", "b"]);
    assert_eq!(events.find("b").expect("a record").map(|one| one.received.at), Some(at(1)));
    assert_eq!(events.find("d").expect("a record"), None);
}

#[test]
fn a_forgery_does_not_stand_before_the_event_whose_id_it_took() {
    let (_folder, events) = record();
    let forged = Recorded { problem: Some("forged".to_owned()), ..event("a", at(1)) };
    for one in [&event("a", at(0)), &forged] {
        append(&events, one).expect("recorded");
    }
    assert_eq!(events.find("a").expect("a record").map(|one| one.received.at), Some(at(0)));
    append(&events, &Recorded { received: event("b", at(2)).received, ..forged }).expect("recorded");
    assert_eq!(events.find("b").expect("a record").map(|one| one.received.at), Some(at(2)));
}

#[test]
fn only_its_owner_can_read_it() {
    let (folder, events) = record();
    append(&events, &event("a", at(0))).expect("recorded");
    assert_eq!(only_file(&folder).metadata().expect("a file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_torn_line_costs_no_other() {
    let (folder, events) = record();
    for id in ["a", "b"] {
        append(&events, &event(id, at(0))).expect("recorded");
    }
    let path = only_file(&folder);
    let whole = fs::read(&path).expect("a file");
    for cut in whole.len() / 2 + 2..whole.len() - 1 {
        fs::write(&path, &whole[..cut]).expect("a file");
        append(&events, &event("c", at(0))).expect("recorded");
        assert_eq!(ids(&events), ["c", "damaged", "a"], "{cut}");
    }
    let damage = events.newest_first().expect("a record").find_map(Result::err).expect("damage");
    assert_eq!((damage.path.as_path(), damage.at), (path.as_path(), whole.len() as u64 / 2));
}

#[test]
fn files_of_other_names_are_left_alone() {
    let (folder, events) = record();
    for name in ["notes.jsonl", "2026-06-05.txt", "2026-13-05.jsonl", ".jsonl", "+002026-06-05.jsonl"] {
        fs::write(folder.path().join(name), "a shopping list").expect("a file");
    }
    assert_eq!(ids(&events), [""; 0]);
}

#[test]
fn a_full_disk_is_an_error_and_adds_nothing() {
    let (folder, events) = record();
    std::os::unix::fs::symlink("/dev/full", folder.path().join(format!("{}.jsonl", day(at(0))))).expect("a link");
    let error = append(&events, &event("a", at(0))).expect_err("full");
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}

#[test]
fn several_may_write_at_once() {
    let (_folder, events) = record();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let events = &events;
            scope.spawn(move || {
                for count in 0..100 {
                    let mut one = event(&format!("{writer}-{count}"), at(0));
                    one.received.body = vec![b'x'; 100 * count];
                    append(events, &one).expect("recorded");
                }
            });
        }
    });
    let mut all = ids(&events);
    all.sort_unstable();
    all.dedup();
    assert!(all.len() == 400 && !all.contains(&"damaged".to_owned()), "{}", all.len());
}

proptest! {
    #[test]
    fn every_byte_comes_back(
        body in prop::collection::vec(any::<u8>(), 0..200),
        text in any::<String>(),
        values in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..20), 0..5),
        problem in any::<Option<String>>(),
        path in any::<String>(),
    ) {
        let (folder, events) = record();
        let headers: Headers = values.into_iter().map(|value| ("x-any".to_owned(), value)).collect();
        for body in [body, text.into_bytes()] {
            let received = Received { at: at(0), path: path.clone(), headers: headers.clone(), body };
            let one = Recorded { received, problem: problem.clone(), duplicate: problem.is_none() };
            append(&events, &one).expect("recorded");
            prop_assert_eq!(events.newest_first().expect("a record").next().expect("one").expect("whole"), one);
        }
        let mut lines = String::new();
        File::open(only_file(&folder)).expect("a file").read_to_string(&mut lines).expect("text");
        prop_assert_eq!(lines.lines().count(), 2);
    }
}
