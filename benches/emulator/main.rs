//! What one `ipp emulator serve` answers in a second, over connections that stay open, with every write in the file
//! before it is answered; beside the anchors Prism and WireMock, which answer the same requests with one fixed session.
//! And how soon it is ready, and how long a callback takes from the commit to its arrival.
//!
//! Prints figures; judges nothing. Run with `PRISM=.../prism WIREMOCK_JAR=....jar cargo bench --locked --bench emulator`;
//! what is not named is not measured. The load comes from threads of this process, so client and server share the
//! machine's cores, and whatever else it does slows all down: the ratios are what counts.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod anchors;
mod callbacks;
mod http;
mod load;
mod nothing;
mod requests;
mod server;
mod store;
mod stubs;

use load::Figures;
use requests::Operation;
use server::Server;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long each operation is asked of each server before anything is measured: a JVM needs it.
const WARM_UP: Duration = Duration::from_secs(4);

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    println!("{}", machine());
    ready(folder.path());
    callbacks::measure(&folder.path().join("callbacks"));
    store::measure(folder.path());
    let mut servers = vec![Server::emulator(folder.path(), &[])];
    servers.extend(anchors::named(folder.path()));
    servers.push(anchors::nothing());
    servers.iter().for_each(|server| load::warm_up(server, WARM_UP));
    println!(
        "\n{:<8} {:>5}  {:<9} {:>8} {:>9} {:>9} {:>11} {:>8}",
        "", "conn.", "", "a second", "p50 us", "p99 us", "cpu us each", "ipp is"
    );
    for operation in Operation::ALL {
        for connections in [1, 8, 64] {
            print(operation, connections, &servers, &load::compare(&servers, operation, connections));
        }
    }
    println!("\n{:<9} {:>6} {:>6}", "MB", "now", "most");
    for (server, (now, most)) in servers.iter().filter_map(|server| Some((server, server.megabytes()?))) {
        println!("{:<9} {now:>6} {most:>6}", server.name);
    }
    println!("\n{}", machine());
    servers.swap_remove(0).stop();
}

/// A line for each server, and how many times as much the emulator answers.
fn print(operation: Operation, connections: usize, servers: &[Server], figures: &[Figures]) {
    for (server, one) in servers.iter().zip(figures) {
        let (p50, p99, rate) = (one.permille(500), one.permille(990), one.rate());
        let work = one.work().map_or_else(String::new, |work| work.to_string());
        let tenths = figures[0].rate() * 10 / rate.max(1);
        let ratio = format!("{}.{} x", tenths / 10, tenths % 10);
        println!(
            "{:<8} {connections:>5}  {:<9} {rate:>8} {p50:>9} {p99:>9} {work:>11} {ratio:>8}",
            operation.name(),
            server.name
        );
    }
}

/// From the start of the process to the first answer.
fn ready(folder: &Path) {
    let mut times: Vec<u128> = (0..21)
        .map(|_| {
            let began = Instant::now();
            let server = Server::emulator(folder, &[]);
            let elapsed = began.elapsed();
            server.stop();
            elapsed.as_micros()
        })
        .collect();
    times.sort_unstable();
    println!("ready, first answer included: median {} us, worst {} us", times[10], times[20]);
}

/// What the figures depend on.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').take(3).collect::<Vec<_>>().join(" ");
    format!("{cores} cores; load average {load} (1, 5, 15 minutes)")
}
