//! How fast the emulator's world is without HTTP, and how that grows with what is in it: one connection, durable writes.
//! Prints medians and 99th percentiles in microseconds; judges nothing. Run with `cargo bench --locked --bench world`.
//!
//! `insert` is the bound that SQLite sets: one row of a session's size in a transaction of its own, in a file of its own.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use ipp::emulator::World;
use ipp::model::id::{DeviceId, SessionId};
use ipp::model::session::NewSession;
use ipp::model::tap::TapOutcome;
use rusqlite::Connection;
use serde_json::json;
use std::path::Path;
use std::time::Instant;

/// Measured calls of each operation, at each size.
const CALLS: usize = 2_000;

/// How many sessions there are when it is measured.
const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let most = std::env::var("SESSIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(SIZES[3]);
    let mut world = World::open(folder.path()).expect("a world");
    println!("{CALLS} calls each; microseconds, median / 99th percentile\n");
    let rows = [("bare insert", bare_insert(folder.path()))];
    rows.iter().for_each(|(name, times)| println!("{name:<14} {times}"));
    for destinations in [0, 1] {
        if destinations == 1 {
            world.reset().expect("reset");
            world.add_destination("http://127.0.0.1:9/").expect("added");
        }
        println!("\nwith {destinations} webhook destinations\n");
        println!(
            "{:>9}  {:>14} {:>14} {:>14} {:>14} {:>14} {:>10} {:>10}",
            "sessions", "create", "get", "pay", "cancel", "claim 10", "faults?", "status ms"
        );
        let mut ids = Vec::new();
        for size in SIZES.into_iter().filter(|size| *size <= most) {
            grow(&mut world, &mut ids, size);
            measure(&mut world, &mut ids, size);
        }
        println!("{} MB on disk", megabytes(folder.path()));
    }
    println!("\n{} MB of memory at most", resident());
}

fn order(device: &DeviceId) -> NewSession {
    serde_json::from_value(json!({
        "device_id": device, "order_amount": 240_000, "order_tax_amount": 48_000, "purchase_currency": "SEK",
        "purchase_started_at": "2026-06-05T18:33:39Z", "merchant_reference1": "ORDER-12345",
        "order_items": [
            {"type": "physical", "reference": "SKU-001", "name": "T-Shirt", "quantity": 2, "unit_price": 100_000,
             "total_amount": 200_000, "tax_rate": 2500, "total_tax_amount": 40_000},
            {"type": "physical", "reference": "SKU-002", "name": "Socks", "quantity": 1, "unit_price": 40_000,
             "total_amount": 40_000, "tax_rate": 2500, "total_tax_amount": 8_000}]
    }))
    .expect("an order")
}

fn device(world: &World) -> DeviceId {
    world.devices(&Default::default(), Default::default()).expect("devices").content.remove(0).id
}

fn grow(world: &mut World, ids: &mut Vec<SessionId>, size: usize) {
    let order = order(&device(world));
    while ids.len() < size {
        ids.push(world.create_session(&order).expect("created").session_id);
    }
}

/// One line: every operation at this size, on sessions that are spread over the whole.
fn measure(world: &mut World, ids: &mut Vec<SessionId>, size: usize) {
    let order = order(&device(world));
    let create = times(|_| ids.push(world.create_session(&order).expect("created").session_id));
    let spread = |index: usize| (index * 7_919) % size;
    let get = times(|index| drop(world.session(&ids[spread(index)]).expect("read")));
    let new = ids.len() - CALLS;
    let pay = times_of(CALLS / 2, |index| {
        world.simulate_tap(&ids[new + index], TapOutcome::Success).expect("paid");
    });
    let cancel = times_of(CALLS / 2, |index| {
        world.cancel_session(&ids[new + CALLS / 2 + index]).expect("cancelled");
    });
    let lease = std::time::Duration::from_secs(3600);
    let claim = times_of(CALLS / 20, |_| {
        for destination in world.due_destinations().expect("asked") {
            world.claim_due(destination, 10, lease).expect("claimed");
        }
    });
    let faults = times(|_| assert!(!world.has_faults().expect("asked")));
    let began = Instant::now();
    world.status().expect("counted");
    println!(
        "{size:>9}  {create:>14} {get:>14} {pay:>14} {cancel:>14} {claim:>14} {faults:>10} {:>10}",
        began.elapsed().as_millis()
    );
}

fn times(call: impl FnMut(usize)) -> String {
    times_of(CALLS, call)
}

fn times_of(count: usize, mut call: impl FnMut(usize)) -> String {
    let mut times: Vec<u128> = (0..count)
        .map(|index| {
            let began = Instant::now();
            call(index);
            began.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    format!("{} / {}", times[count / 2], times[count * 99 / 100])
}

fn bare_insert(folder: &Path) -> String {
    let store = Connection::open(folder.join("bare.db")).expect("a file");
    store
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
             CREATE TABLE sessions (number INTEGER PRIMARY KEY, object TEXT NOT NULL) STRICT;",
        )
        .expect("a table");
    let object = "x".repeat(1_000);
    times(|_| {
        store
            .prepare_cached("INSERT INTO sessions (object) VALUES (?1)")
            .and_then(|mut insert| insert.execute([&object]))
            .expect("inserted");
    })
}

fn megabytes(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).expect("a listing");
    files.filter_map(|file| file.ok()?.metadata().ok()).map(|data| data.len()).sum::<u64>() / 1_000_000
}

/// The most that the process has held, where the system tells.
fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: Option<u64> = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    kilobytes.map_or_else(|| "?".to_owned(), |kilobytes| (kilobytes / 1_000).to_string())
}
