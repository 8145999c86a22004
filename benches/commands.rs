//! How long whole commands take, from start to exit, as ratios of pairs that run in turn: A B A B, so that a machine
//! whose speed drifts slows both down. Prints medians; judges nothing. Run with `cargo bench --locked`.
//!
//! Needs `rustc` for the empty program and `curl` for its pairs. The emulator serves on the loopback interface.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use ipp::emulator::{self, Plays, Shared, World};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Counted runs of each command, after [`WARM_UP`].
const RUNS: usize = 101;
const WARM_UP: usize = 5;

fn main() {
    let home = tempfile::tempdir().expect("a folder");
    let address = serve(&home);
    let empty = empty_program(home.path());
    let id = create_session(&home, &address);
    let url = format!("{address}/ipp/v1/sessions/{id}");
    println!("{} runs each, in turn; milliseconds from start to exit, medians\n", RUNS);
    println!("{:<34} {:>7}   {:<34} {:>7}   ratio", "", "ms", "", "ms");
    pair(("ipp --version", || ipp(&home, &["--version"])), ("an empty Rust program", || Command::new(&empty)));
    pair(("ipp --version", || ipp(&home, &["--version"])), ("curl --version", || curl(&["--version"])));
    let get = ["session", "get", id.as_str(), "--env", "emulator", "--base-url", address.as_str(), "-o", "json"];
    let authorization = format!("authorization: Basic {}", emulator::API_KEY);
    let same = ["-sS", "-H", authorization.as_str(), url.as_str()];
    pair(("ipp session get (loopback)", || ipp(&home, &get)), ("curl of the same URL", || curl(&same)));
    let pay = ["pay", "--env", "emulator", "--amount", "24900", "--currency", "SEK", "--simulate-tap", "SUCCESS", "-q"];
    pair(("ipp pay --env emulator", || ipp(&home, &pay)), ("an empty Rust program", || Command::new(&empty)));
    let size = std::fs::metadata(env!("CARGO_BIN_EXE_ipp")).expect("the binary").len();
    println!("\nsize of the binary: {}.{} MB", size / 1_000_000, size / 100_000 % 10);
}

/// Runs both in turn and prints their medians, and the median of the ratios pair by pair.
fn pair(a: (&str, impl Fn() -> Command), b: (&str, impl Fn() -> Command)) {
    let mut times: Vec<(Duration, Duration)> =
        (0..WARM_UP + RUNS).map(|_| (time(&mut a.1()), time(&mut b.1()))).collect();
    times.drain(..WARM_UP);
    let mut permille: Vec<u128> = times.iter().map(|(a, b)| a.as_micros() * 1000 / b.as_micros().max(1)).collect();
    permille.sort_unstable();
    let median = |pick: fn(&(Duration, Duration)) -> Duration| {
        let mut times: Vec<Duration> = times.iter().map(pick).collect();
        times.sort_unstable();
        times[RUNS / 2].as_micros()
    };
    let (first, second, ratio) = (median(|pair| pair.0), median(|pair| pair.1), permille[RUNS / 2]);
    println!("{:<34} {:>7}   {:<34} {:>7}   {}", a.0, thousandths(first), b.0, thousandths(second), thousandths(ratio));
}

fn thousandths(number: u128) -> String {
    format!("{}.{:02}", number / 1000, number % 1000 / 10)
}

fn time(command: &mut Command) -> Duration {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let status = command.status().expect("a run");
    let elapsed = started.elapsed();
    assert!(status.success(), "{command:?} ended with {status}");
    elapsed
}

fn ipp(home: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ipp"));
    command.env_clear().env("HOME", home.path()).env("IPP_STATE_DIR", home.path().join("state")).args(arguments);
    command
}

fn curl(arguments: &[&str]) -> Command {
    let mut command = Command::new("curl");
    command.args(arguments);
    command
}

fn create_session(home: &TempDir, address: &str) -> String {
    let create = [
        "session",
        "create",
        "--env",
        "emulator",
        "--base-url",
        address,
        "--amount",
        "24900",
        "--currency",
        "SEK",
        "-o",
        "id",
    ];
    let output = ipp(home, &create).output().expect("a run");
    String::from_utf8(output.stdout).expect("an id").trim().to_owned()
}

/// Serves a world of its own from another thread, until the process ends.
fn serve(home: &TempDir) -> String {
    let world = World::open(&home.path().join("served")).expect("a world");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            emulator::serve(listener, Shared::new(world), Plays::Playground, std::future::pending()).await
        })
    });
    address
}

fn empty_program(folder: &Path) -> std::path::PathBuf {
    let (source, program) = (folder.join("empty.rs"), folder.join("empty"));
    std::fs::write(&source, "fn main() {}\n").expect("a file");
    let status = Command::new("rustc").args(["-O", "-C", "strip=symbols", "-o"]).arg(&program).arg(&source).status();
    assert!(status.expect("rustc").success());
    program
}
