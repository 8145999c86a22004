//! Ten thousand pairing codes against one `ipp emulator serve`: `ipp device enroll --count`, which also writes each code to a
//! sheet and to the disk, beside `xargs -P` with curl, which makes the same requests and keeps the answers in one file.
//!
//! Prints time, requests a second and peak memory; judges nothing. Run with `cargo bench --locked --bench fleet`;
//! `CODES=1000` ends it sooner. Needs `curl`, `seq` and `xargs`.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(dead_code, reason = "the other benchmark uses more of what they share")]

#[path = "emulator/http.rs"]
mod http;
#[path = "emulator/requests.rs"]
mod requests;
#[path = "emulator/server.rs"]
mod server;

use server::Server;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Requests at the same time, on both sides.
const PARALLEL: &str = "8";

/// A command over a folder, at an address, for so many codes.
type Maker = fn(&Path, &str, &str) -> Command;

fn main() {
    let codes = std::env::var("CODES").unwrap_or_else(|_| "10000".to_owned());
    let count: u128 = codes.parse().expect("a number");
    println!("{codes} codes, {PARALLEL} at a time\n");
    println!("{:<34} {:>9} {:>11} {:>16}", "", "seconds", "a second", "peak kilobytes");
    let commands: [(&str, Maker); 2] = [("ipp device enroll", ipp), ("xargs -P and curl", curl)];
    for (name, command) in commands {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::emulator(folder.path(), &[]);
        let (elapsed, peak) = run(&mut command(folder.path(), &server.address, &codes));
        let milliseconds = elapsed.as_millis().max(1);
        let seconds = format!("{}.{:02}", milliseconds / 1000, milliseconds % 1000 / 10);
        let peak = peak.map_or_else(|| "not told".to_owned(), |peak| peak.to_string());
        println!("{name:<34} {seconds:>9} {:>11} {peak:>16}", count * 1000 / milliseconds);
        server.stop();
    }
    println!("\nmemory is that of the process that was started: of xargs, not of the curls that it starts one by one");
}

fn ipp(folder: &Path, address: &str, codes: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ipp"));
    command.args(["device", "enroll", "-q", "--env", "emulator", "--base-url", &format!("http://{address}")]);
    command.args(["--count", codes, "--name", "Till", "--parallel", PARALLEL, "--sheet"]).arg(folder.join("codes.csv"));
    command.env("IPP_CONFIG", folder.join("config.toml")).env("IPP_STATE_DIR", folder.join("client"));
    command
}

fn curl(folder: &Path, address: &str, codes: &str) -> Command {
    let body = r#"{"ttl":"TWO_HOURS","expires_in":7200000,"metadata":{"ipp_name":"Till {}"}}"#;
    let line = format!(
        "seq {codes} | xargs -P {PARALLEL} -I {{}} curl -fsS -X POST -H 'authorization: Basic {}' \
         -H 'content-type: application/json' --data-raw '{body}' http://{address}/ipp/v1/enrollments > '{}'",
        ipp::emulator::API_KEY,
        folder.join("answers.json").display()
    );
    let mut command = Command::new("sh");
    command.args(["-c", &line]);
    command
}

/// From start to exit, and the most memory that it held.
fn run(command: &mut Command) -> (Duration, Option<u64>) {
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("a process");
    let mut peak = None;
    let status = loop {
        peak = kilobytes(&child).or(peak);
        match child.try_wait().expect("a status") {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    assert!(status.success(), "{command:?} ended with {status}");
    (began.elapsed(), peak)
}

fn kilobytes(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
