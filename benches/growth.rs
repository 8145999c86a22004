//! Whether one `ipp emulator serve` slows down or swells as sessions gather: a million of them are created over HTTP, and
//! on the way the time of a create and of a get, the server's memory and its file are looked at.
//!
//! Prints figures; judges nothing. Run with `cargo bench --locked --bench growth`; it takes minutes, and `SESSIONS=100000`
//! ends it sooner.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(dead_code, reason = "the other benchmark uses more of what they share")]

#[path = "emulator/http.rs"]
mod http;
#[path = "emulator/requests.rs"]
mod requests;
#[path = "emulator/server.rs"]
mod server;

use http::Connection;
use server::Server;
use std::path::Path;
use std::time::Instant;

/// How many sessions there are when it is measured.
const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// Measured calls of each operation, at each size, one after the other.
const CALLS: usize = 5_000;

/// How many connections create what lies between.
const CONNECTIONS: usize = 8;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let most = std::env::var("SESSIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(SIZES[3]);
    let server = Server::emulator(folder.path(), &[]);
    println!("one connection; microseconds, median / 99th percentile; megabytes\n");
    println!(
        "{:>9} {:>14} {:>14} {:>11} {:>12} {:>8} {:>13}",
        "sessions", "create", "get", "memory now", "memory most", "on disk", "filled at"
    );
    let mut ids = Vec::new();
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        let (before, began) = (ids.len(), Instant::now());
        fill(&server, &mut ids, size);
        let rate = (ids.len() - before) as u128 * 1_000_000 / began.elapsed().as_micros();
        let (create, get) = measure(&server, &mut ids);
        let (now, highest) = server.megabytes().unwrap_or_default();
        let disk = megabytes(&folder.path().join("state"));
        println!("{size:>9} {create:>14} {get:>14} {now:>11} {highest:>12} {disk:>8} {rate:>11}/s");
    }
    server.stop();
}

/// Creates sessions until there are so many.
fn fill(server: &Server, ids: &mut Vec<String>, size: usize) {
    let each = size.saturating_sub(ids.len()).div_ceil(CONNECTIONS);
    let create = requests::create(&server.device);
    let made = std::thread::scope(|scope| {
        let work = || {
            let mut connection = Connection::new(&server.address);
            (0..each).map(|_| requests::session_id(connection.ask(&create))).collect::<Vec<_>>()
        };
        let threads: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect::<Vec<_>>()
    });
    ids.extend(made);
}

/// Creates, and gets of sessions that are spread over the whole.
fn measure(server: &Server, ids: &mut Vec<String>) -> (String, String) {
    let mut connection = Connection::new(&server.address);
    let create = requests::create(&server.device);
    let create = times(|_| ids.push(requests::session_id(connection.ask(&create))));
    let gets: Vec<_> = (0..CALLS).map(|index| requests::get(&ids[index * 7_919 % ids.len()])).collect();
    let get = times(|index| assert!(!connection.ask(&gets[index]).is_empty()));
    (create, get)
}

fn times(mut call: impl FnMut(usize)) -> String {
    let mut times: Vec<u128> = (0..CALLS)
        .map(|index| {
            let began = Instant::now();
            call(index);
            began.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    format!("{} / {}", times[CALLS / 2], times[CALLS * 99 / 100])
}

fn megabytes(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).expect("a listing");
    files.filter_map(|file| file.ok()?.metadata().ok()).map(|data| data.len()).sum::<u64>() / 1_000_000
}
