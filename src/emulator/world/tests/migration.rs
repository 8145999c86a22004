//! Files of earlier versions.

use super::super::{FILE_NAME, World, rows, schema};
use super::{BEGINNING, Counting, Hands, claim, first_device, told_types};
use crate::model::id::SessionId;
use crate::model::session::SessionStatus;
use crate::model::tap::TapOutcome;
use rusqlite::Connection;
use std::path::Path;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Barrier};
use tempfile::{TempDir, tempdir};

/// A world as version 1 left it: one shop, one phone, an open and a paid session.
const VERSION_1: &str = r#"
    INSERT INTO locations (id, object) VALUES ('l-1', '{"id":"l-1","name":"My Store"}');
    INSERT INTO devices (id, object) VALUES ('00000000-0000-0000-0000-00000000000d',
        '{"id":"00000000-0000-0000-0000-00000000000d","location_id":"l-1","name":"Till 1"}');
    INSERT INTO sessions (id, lapses_at, object) VALUES ('s-open', 9999999999999,
        '{"session_id":"s-open","status":"CREATED","device_id":"00000000-0000-0000-0000-00000000000d"}');
    INSERT INTO sessions (id, object) VALUES ('s-paid',
        '{"session_id":"s-paid","status":"FINALIZED","order_id":"o-1","order_amount":240000,"purchase_currency":"SEK",
          "device_id":"00000000-0000-0000-0000-00000000000d","purchase_completed_at":"2026-06-05T18:33:39Z"}');
    PRAGMA application_id = 0x69707045; PRAGMA user_version = 1;
"#;

/// What version 2 added to it: a callback that waits.
const VERSION_2: &str = r#"
    INSERT INTO events (id, type, body) VALUES ('kevt_1', 'ipp.session.created', '{"data":{"session_id":"s-open"}}');
    INSERT INTO destinations (id, url, state) VALUES ('w-1', 'http://127.0.0.1:1/', 'active');
    INSERT INTO deliveries (event, destination, status, due_at) VALUES (1, 1, 'pending', 0);
    INSERT INTO secrets (secret) VALUES ('whsec_c2VjcmV0');
    PRAGMA user_version = 2;
"#;

fn version_1() -> TempDir {
    let folder = tempdir().expect("a folder");
    let store = Connection::open(folder.path().join(FILE_NAME)).expect("a file");
    rows::create_tables(&store).expect("tables");
    store.execute_batch(VERSION_1).expect("rows");
    store.pragma_update(None, "journal_mode", "WAL").expect("as it was left");
    folder
}

fn open(folder: &Path) -> World {
    let clock = Hands(Arc::new(AtomicI64::new(BEGINNING)));
    World::open_with(folder, Box::new(clock), Box::new(Counting(0))).expect("a world")
}

#[test]
fn a_file_of_version_1_goes_on_with_all_that_is_in_it() {
    let folder = version_1();
    let mut world = open(folder.path());
    assert_eq!(first_device(&world).name.as_deref(), Some("Till 1"));
    assert_eq!(world.secrets().expect("secrets").len(), 1);
    assert!(told_types(&world).is_empty(), "what happened before there was an outbox is not told");
    world.add_destination("http://127.0.0.1:1/").expect("added");
    let paid = world.simulate_tap(&SessionId::new("s-open"), TapOutcome::Success).expect("paid");
    assert_eq!(paid.status, SessionStatus::Finalized);
    assert_eq!(told_types(&world), ["ipp.session.activated", "ipp.session.finalized"]);
    drop(world);
    assert_eq!(open(folder.path()).status().expect("counted").sessions["FINALIZED"], 2);
}

#[test]
fn a_file_of_version_2_goes_on_with_what_waits_to_be_delivered() {
    let folder = version_1();
    let path = folder.path().join(FILE_NAME);
    let store = Connection::open(&path).expect("a file");
    store.execute_batch(schema::CALLBACKS).expect("tables");
    store.execute_batch(VERSION_2).expect("rows");
    drop(store);
    let mut world = open(folder.path());
    assert_eq!(world.status().expect("counted").deliveries["pending"], 1);
    world.add_fault(&"callback-late".parse().expect("a fault")).expect("added");
    let due = claim(&mut world, 10).remove(0);
    assert_eq!((due.event_id.as_str(), due.secrets[0].expose()), ("kevt_1", "whsec_c2VjcmV0"), "it was told before");
}

#[test]
fn many_processes_at_once_bring_it_along_once() {
    for _ in 0..5 {
        let folder = version_1();
        let barrier = Barrier::new(8);
        let secrets: Vec<String> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        barrier.wait();
                        let world = World::open(folder.path()).expect("a world");
                        world.secrets().expect("secrets").remove(0).expose().to_owned()
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        });
        assert!(secrets.windows(2).all(|pair| pair[0] == pair[1]), "one secret for all");
    }
}

#[test]
fn a_file_that_can_not_be_brought_along_is_left_at_its_version() {
    let folder = version_1();
    let path = folder.path().join(FILE_NAME);
    Connection::open(&path).and_then(|store| store.execute_batch("CREATE TABLE orders (name)")).expect("in the way");
    let error = World::open(folder.path()).err().expect("a refusal");
    assert!(error.to_string().contains(FILE_NAME), "{error}");
    let store = Connection::open(&path).expect("still there");
    let version: i32 = store.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a version");
    let events = store.prepare("SELECT * FROM events");
    assert!(version == 1 && events.is_err(), "nothing of the step is left");
}
