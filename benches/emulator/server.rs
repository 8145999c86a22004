//! The servers that are measured, each a process of its own: `ipp emulator serve`, and the anchors that are given.
//!
//! `PRISM` is the program of `@stoplight/prism-cli`, `WIREMOCK_JAR` the stand-alone jar, which `java` runs. Both are told
//! to leave out what costs them time and nobody asked for: logs of requests, and the journal of requests.

use super::http::{Connection, text_of};
use super::{nothing, requests, stubs};
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long an anchor may take to listen.
const LONGEST_START: Duration = Duration::from_secs(60);

/// A server at work; it ends with this value.
pub struct Server {
    pub name: &'static str,
    pub address: String,
    /// Of a session that it will accept.
    pub device: String,
    /// Whether a session that it has cancelled is cancelled from then on.
    pub remembers: bool,
    child: Option<Child>,
}

impl Server {
    /// The emulator over `folder`, with more arguments.
    pub fn emulator(folder: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ipp"))
            .args(["emulator", "serve", "--port", "0", "-o", "jsonl", "--state"])
            .arg(folder.join("state"))
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a server");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("stdout")).read_line(&mut line).expect("a line");
        let address = text_of(&line, "\"address\":\"http://");
        let device = requests::device(&mut Connection::new(&address));
        Self { name: "ipp", address, device, remembers: true, child: Some(child) }
    }

    /// The anchors that the environment names. Says which it does not name.
    pub fn anchors(folder: &Path) -> Vec<Self> {
        [("prism", "PRISM", prism as Start), ("wiremock", "WIREMOCK_JAR", wiremock)]
            .into_iter()
            .filter_map(|(name, variable, start)| match std::env::var_os(variable) {
                Some(program) => Some(Self::anchor(name, folder, program, start)),
                None => {
                    println!("{name} is not measured: {variable} does not say where it is");
                    None
                }
            })
            .collect()
    }

    fn anchor(name: &'static str, folder: &Path, program: OsString, start: Start) -> Self {
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
        Self { name, address, device: stubs::DEVICE.to_owned(), remembers: false, child: Some(child) }
    }

    /// The bound that the load itself sets.
    pub fn nothing() -> Self {
        let address = nothing::serve();
        Self { name: "(nothing)", address, device: stubs::DEVICE.to_owned(), remembers: false, child: None }
    }

    /// As a person would end it.
    pub fn stop(mut self) {
        let child = self.child.as_mut().expect("a process");
        let terminated = Command::new("kill").arg(child.id().to_string()).status().expect("kill");
        assert!(terminated.success() && child.wait().expect("an end").success(), "{} ended badly", self.name);
    }

    /// What the system tells of its memory, in megabytes: held now, and at most.
    pub fn megabytes(&self) -> Option<(u64, u64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.as_ref()?.id())).ok()?;
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim().trim_end_matches(" kB").parse().ok().map(|kilobytes: u64| kilobytes / 1_000)
        };
        Some((field("VmRSS:")?, field("VmHWM:")?))
    }

    /// The processor time that it has used, in hundredths of a second, where the system tells.
    pub fn ticks(&self) -> Option<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.as_ref()?.id())).ok()?;
        // The name in the second field may hold spaces; it ends with the last bracket.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that was stopped has gone already.
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

type Start = fn(&Path, OsString, u16) -> Command;

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
    command.arg("-jar").arg(jar).args(["--port", &port.to_string(), "--bind-address", "127.0.0.1"]);
    command.args(["--no-request-journal", "--disable-request-logging", "--disable-response-templating"]);
    command.args(["--disable-banner", "--root-dir"]).arg(root);
    command
}
