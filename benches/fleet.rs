//! Ten thousand phones against one `ipp emulator serve`. First their pairing codes: `ipp device enroll --count`, which also
//! writes each code to a sheet and to the disk, beside `xargs -P` with curl, which makes the same requests and keeps the
//! answers in one file. Then the plan of a file in which each phone has another name: `ipp device plan` beside curl, which
//! only reads the same pages; and the same applied, with each phone read before and after it is written.
//!
//! Prints time, requests a second and peak memory; judges nothing. Run with `cargo bench --locked --bench fleet`;
//! `CODES=1000` ends it sooner. Needs `curl`, `seq`, `sed` and `xargs`.

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
    println!("{codes} phones, {PARALLEL} at a time\n");
    println!("{:<34} {:>9} {:>11} {:>16}", "", "seconds", "a second", "peak kilobytes");
    for (name, command) in [("codes: ipp device enroll", enroll as Maker), ("codes: xargs -P and curl", curl)] {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::emulator(folder.path(), &[]);
        measure(name, count, &mut command(folder.path(), &server.address, &codes));
        server.stop();
    }
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::emulator(folder.path(), &[]);
    let made = run(&mut phones(folder.path(), &server.address, &codes));
    println!("\n{codes} phones were made in {} ms", made.0.as_millis());
    run(&mut shell(
        folder.path(),
        &format!("{} > fleet.csv && sed -i 's/Till/Till No./' fleet.csv", export(&server.address)),
    ));
    // Apply needs three requests for each phone.
    let plans: [(&str, u128, Maker); 3] = [
        ("plan: ipp device plan", count, plan),
        ("plan: xargs -P and curl, pages only", count, pages),
        ("apply: ipp device apply", count * 3, apply),
    ];
    for (name, count, command) in plans {
        measure(name, count, &mut command(folder.path(), &server.address, &codes));
    }
    server.stop();
    println!("\nmemory is that of the process that was started: of xargs, not of the curls that it starts one by one");
    println!("a second: codes, phones that are compared, and requests of `apply`");
}

fn measure(name: &str, count: u128, command: &mut Command) {
    let (elapsed, peak) = run(command);
    let milliseconds = elapsed.as_millis().max(1);
    let seconds = format!("{}.{:02}", milliseconds / 1000, milliseconds % 1000 / 10);
    let peak = peak.map_or_else(|| "not told".to_owned(), |peak| peak.to_string());
    println!("{name:<34} {seconds:>9} {:>11} {peak:>16}", count * 1000 / milliseconds);
}

/// `ipp` over a state folder of its own.
fn ipp(folder: &Path, address: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ipp"));
    command.args(words).args(["-q", "--env", "emulator", "--base-url", &format!("http://{address}")]);
    command.env("IPP_CONFIG", folder.join("config.toml")).env("IPP_STATE_DIR", folder.join("client"));
    command
}

fn enroll(folder: &Path, address: &str, codes: &str) -> Command {
    let mut command = ipp(folder, address, &["device", "enroll", "--count", codes, "--name", "Till"]);
    command.args(["--parallel", PARALLEL, "--sheet"]).arg(folder.join("codes.csv"));
    command
}

fn plan(folder: &Path, address: &str, _: &str) -> Command {
    let mut command = ipp(folder, address, &["device", "plan"]);
    command.arg(folder.join("fleet.csv"));
    command
}

fn apply(folder: &Path, address: &str, _: &str) -> Command {
    let mut command = ipp(folder, address, &["device", "apply", "--yes"]);
    command.arg(folder.join("fleet.csv"));
    command
}

fn export(address: &str) -> String {
    let program = env!("CARGO_BIN_EXE_ipp");
    format!("IPP_STATE_DIR=client {program} device export -q --env emulator --base-url http://{address}")
}

fn shell(folder: &Path, line: &str) -> Command {
    let mut command = Command::new("sh");
    command.current_dir(folder).args(["-c", line]);
    command
}

fn phones(folder: &Path, address: &str, count: &str) -> Command {
    let key = ipp::emulator::API_KEY;
    let line = format!(
        "seq {count} | xargs -P {PARALLEL} -I {{}} curl -fsS -X POST -H 'authorization: Basic {key}' \
         -H 'content-type: application/json' --data-raw '{{\"name\":\"Till {{}}\"}}' http://{address}/ipp/v1/dev/devices"
    );
    shell(folder, &line)
}

fn pages(folder: &Path, address: &str, count: &str) -> Command {
    let (key, pages) = (ipp::emulator::API_KEY, count.parse::<usize>().expect("a number").div_ceil(100));
    let line = format!(
        "seq 0 {pages} | xargs -P {PARALLEL} -I {{}} curl -fsS -H 'authorization: Basic {key}' \
         'http://{address}/ipp/v1/devices?page_size=100&page_number={{}}' > pages.json"
    );
    shell(folder, &line)
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
