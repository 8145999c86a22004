//! What the webhook kit costs: verification alone; and `ipp webhook listen` as a process, events a second received,
//! verified, recorded and forwarded, with what it adds to the time of the answer, and its memory after 100,000 events.
//!
//! Prints figures; judges nothing. Run with `cargo bench --locked --bench webhook`. Senders and handler are threads of
//! this process and share the machine's cores with the listener: every figure holds their work as well.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod handler;
mod listener;
mod load;
mod sender;
mod verification;

use handler::Handler;
use listener::Listener;
use load::Figures;

const SECRET: &str = "whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=";

/// For the figure of memory.
const EVENTS: usize = 100_000;

fn main() {
    println!("{}", machine());
    verification::measure();
    let folder = tempfile::tempdir().expect("a folder");
    let handler = Handler::start();
    let recording = Listener::start(&folder.path().join("recording"), None);
    let forwarding = Listener::start(&folder.path().join("forwarding"), Some(&handler.address));
    let places = [
        ("the handler alone", handler.address.as_str()),
        ("received, verified, recorded", recording.address.as_str()),
        ("the same and forwarded", forwarding.address.as_str()),
    ];
    println!(
        "\n{:<30} {:>7} {:>9} {:>8} {:>8} {:>10} {:>10}",
        "", "senders", "a second", "p50 us", "p99 us", "added p50", "p99"
    );
    for senders in [1, 64] {
        let all = load::compare(&places.map(|(_, address)| address), senders);
        for ((name, _), figures) in places.iter().zip(&all) {
            print(name, senders, figures, &all[0]);
        }
    }
    drop((recording, forwarding));
    memory(&folder.path().join("memory"), &handler.address);
    println!("\n{}", machine());
}

fn print(name: &str, senders: usize, figures: &Figures, alone: &Figures) {
    let (p50, p99) = (figures.permille(500), figures.permille(990));
    let added = |permille| i64::from(figures.permille(permille)) - i64::from(alone.permille(permille));
    println!("{name:<30} {senders:>7} {:>9} {p50:>8} {p99:>8} {:>10} {:>10}", figures.rate(), added(500), added(990));
}

/// One listener, with every event forwarded.
fn memory(folder: &std::path::Path, handler: &str) {
    let listener = Listener::start(folder, Some(handler));
    println!("\n{:<30} {:>7} {:>7}", "MB, recorded and forwarded", "now", "most");
    let mut sent = 0;
    for count in [1_000, EVENTS / 2, EVENTS] {
        load::send(&listener.address, 64, count - sent);
        sent = count;
        let (now, most) = listener.megabytes();
        println!("{:<30} {now:>7} {most:>7}", format!("after {count} events"));
    }
}

/// What the figures depend on.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').take(3).collect::<Vec<_>>().join(" ");
    format!("{cores} cores; load average {load} (1, 5, 15 minutes)")
}
