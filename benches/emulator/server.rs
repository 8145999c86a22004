//! A server that is measured, and what the system tells of it.

use super::http::{Connection, text_of};
use super::requests;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server at work; it ends with this value.
pub struct Server {
    pub name: &'static str,
    pub address: String,
    /// Of a session that it will accept.
    pub device: String,
    /// Whether a session that it has cancelled is cancelled from then on.
    pub remembers: bool,
    /// None for one that is not a process of its own.
    pub child: Option<Child>,
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
