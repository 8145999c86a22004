//! The servers beside the emulator: the anchors that are given, each a process of its own, and one that does nothing.
//!
//! `PRISM` is the program of `@stoplight/prism-cli`, `WIREMOCK_JAR` the stand-alone jar, which `java` runs. Prism is
//! told to log nothing; WireMock runs twice: as it comes, and told to leave out its journal and its templates.

use super::server::Server;
use super::{nothing, stubs};
use std::ffi::OsString;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long an anchor may take to listen.
const LONGEST_START: Duration = Duration::from_secs(60);

type Start = fn(&Path, OsString, u16) -> Command;

/// The anchors that the environment names. Says which it does not name.
pub fn named(folder: &Path) -> Vec<Server> {
    [
        ("prism", "PRISM", prism as Start),
        ("wiremock", "WIREMOCK_JAR", wiremock),
        ("w. spared", "WIREMOCK_JAR", wiremock_spared),
    ]
    .into_iter()
    .filter_map(|(name, variable, start)| match std::env::var_os(variable) {
        Some(program) => Some(anchor(name, folder, program, start)),
        None => {
            println!("{name} is not measured: the variable {variable} does not say where it is");
            None
        }
    })
    .collect()
}

fn anchor(name: &'static str, folder: &Path, program: OsString, start: Start) -> Server {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let child = start(folder, program, port)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{name} does not start: {error}"));
    let address = format!("127.0.0.1:{port}");
    let ends = Instant::now() + LONGEST_START;
    while TcpStream::connect(&address).is_err() {
        assert!(Instant::now() < ends, "{name} does not listen");
        std::thread::sleep(Duration::from_millis(50));
    }
    Server { name, address, device: stubs::DEVICE.to_owned(), remembers: false, child: Some(child) }
}

/// The bound that the load itself sets.
pub fn nothing() -> Server {
    let address = nothing::serve();
    Server { name: "(nothing)", address, device: stubs::DEVICE.to_owned(), remembers: false, child: None }
}

fn prism(folder: &Path, program: OsString, port: u16) -> Command {
    let document = folder.join("openapi.json");
    std::fs::write(&document, stubs::openapi().to_string()).expect("a document");
    let mut command = Command::new(program);
    command.args(["mock", "--port", &port.to_string(), "--verboseLevel", "silent"]).arg(document);
    command
}

fn wiremock(folder: &Path, jar: OsString, port: u16) -> Command {
    let root = folder.join("wiremock");
    std::fs::create_dir_all(root.join("mappings")).expect("a folder");
    std::fs::write(root.join("mappings/sessions.json"), stubs::mappings().to_string()).expect("mappings");
    let mut command = Command::new("java");
    command
        .arg("-jar")
        .arg(jar)
        .args(["--port", &port.to_string(), "--bind-address", "127.0.0.1", "--root-dir"])
        .arg(root);
    command
}

fn wiremock_spared(folder: &Path, jar: OsString, port: u16) -> Command {
    let mut command = wiremock(folder, jar, port);
    command.args(["--no-request-journal", "--disable-request-logging", "--disable-response-templating"]);
    command
}
