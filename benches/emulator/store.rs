//! The bounds that the disk and SQLite set to creates, without HTTP: one row, then the world's own transaction.

use ipp::emulator::World;
use ipp::model::session::NewSession;
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long each is measured.
const LENGTH: Duration = Duration::from_secs(3);

/// Prints both.
pub fn measure(folder: &Path) {
    println!("\n{:<44} {:>8} {:>9} {:>9}", "one connection, no HTTP", "a second", "p50 us", "p99 us");
    let store = bare(folder);
    let object = "x".repeat(370);
    print("SQLite: one row in a transaction", || {
        store
            .prepare_cached("INSERT INTO sessions (object) VALUES (?1)")
            .and_then(|mut insert| insert.execute([&object]))
            .expect("inserted");
    });
    let mut world = World::open(&folder.join("world")).expect("a world");
    let device = world.devices(&Default::default(), Default::default()).expect("devices").content.remove(0).id;
    let new: NewSession = serde_json::from_str(&super::requests::order(device.as_str())).expect("an order");
    print("the world: a session, indexed, and its event", || {
        world.create_session(&new).expect("created");
    });
}

/// As the world's file is opened.
fn bare(folder: &Path) -> Connection {
    let store = Connection::open(folder.join("bare.db")).expect("a file");
    store
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;
             CREATE TABLE sessions (number INTEGER PRIMARY KEY, object TEXT NOT NULL) STRICT;",
        )
        .expect("a table");
    store
}

fn print(name: &str, mut call: impl FnMut()) {
    let (mut times, ends) = (Vec::new(), Instant::now() + LENGTH);
    while Instant::now() < ends {
        let began = Instant::now();
        call();
        times.push(began.elapsed().as_micros());
    }
    times.sort_unstable();
    let rate = times.len() as u64 / LENGTH.as_secs();
    println!("{name:<44} {rate:>8} {:>9} {:>9}", times[times.len() / 2], times[times.len() * 99 / 100]);
}
