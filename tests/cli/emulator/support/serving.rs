//! `ipp emulator serve` as a process, over a state folder that others may use as well.

use super::client;
use rusqlite::Connection;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Killed when it is dropped.
pub struct Serving {
    child: Child,
    pub address: String,
    /// What it said when it was ready.
    pub said: Value,
}

impl Serving {
    /// Serves `state` on a free port, and is ready.
    pub fn start(state: &Path, more: &[&str]) -> Self {
        Self::launch(Command::new(env!("CARGO_BIN_EXE_ipp")), state, more)
    }

    /// The same as a process that may be told how much room there is for a file.
    pub fn start_bounded(state: &Path) -> Self {
        let mut shell = Command::new("/bin/sh");
        // What is ignored here stays ignored in what is run: a write that finds no room fails, and ends nothing.
        shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_ipp")]);
        Self::launch(shell, state, &[])
    }

    fn launch(mut command: Command, state: &Path, more: &[&str]) -> Self {
        let mut child = command
            .args(["emulator", "serve", "--port", "0", "-o", "jsonl", "--state"])
            .arg(state)
            .args(more)
            .env_clear()
            .env("HOME", state)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a server");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("stdout")).read_line(&mut line).expect("a line");
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|error| {
            let mut err = String::new();
            let _ = child.stderr.as_mut().expect("stderr").read_to_string(&mut err);
            panic!("{error}: {line} {err}")
        });
        let address = said["address"].as_str().expect("an address").to_owned();
        Self { child, address, said }
    }

    /// A request with the key that it names; it has to be a success.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, body: &str) -> Value {
        let (status, body) = self.try_to(method, path, body);
        assert!((200..300).contains(&status), "{status} {body}");
        body
    }

    /// The id of its first phone.
    pub fn device(&self) -> String {
        self.ask("GET", "/devices", "")["content"][0]["id"].as_str().expect("an id").to_owned()
    }

    /// The id of a new session.
    pub fn create(&self) -> String {
        let session = self.ask("POST", "/sessions", &client::order(&self.device()));
        session["session_id"].as_str().expect("an id").to_owned()
    }

    /// A successful tap.
    pub fn pay(&self, id: &str) -> Value {
        self.ask("POST", &format!("/dev/sessions/{id}/simulate-tap"), "")
    }

    /// Sends a signal: `INT`, `TERM`, `KILL`.
    pub fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("/bin/sh").args(["-c", &kill]).status().expect("a shell").success());
    }

    /// Waits until stderr says this.
    pub fn wait_to_say(&mut self, text: &str) {
        let stderr = self.child.stderr.as_mut().expect("stderr");
        let (mut said, mut byte) = (Vec::new(), [0]);
        while !String::from_utf8_lossy(&said).contains(text) {
            assert_eq!(stderr.read(&mut byte).expect("stderr"), 1, "it ended without saying {text:?}");
            said.push(byte[0]);
        }
    }

    /// From now on no file of it grows beyond so many bytes, or as far as it likes.
    pub fn bound(&self, bytes: Option<u64>) {
        let bytes = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        let limit = [format!("--pid={}", self.child.id()), format!("--fsize={bytes}:")];
        assert!(Command::new("prlimit").args(limit).status().expect("prlimit").success());
    }

    /// A request that may be refused: status and body.
    pub fn try_to(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let key = self.said["api_key"].as_str().expect("a key");
        client::ask(&self.address, key, method, path, body).expect("an answer")
    }

    /// Waits for its end: the exit code, and stderr.
    pub fn end(mut self) -> (Option<i32>, String) {
        let mut err = String::new();
        self.child.stderr.take().expect("stderr").read_to_string(&mut err).expect("stderr");
        (self.child.wait().expect("an end").code(), err)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It has ended already, as a rule.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What SQLite finds wrong with the file: `ok` if nothing.
pub fn integrity(state: &Path) -> String {
    let store = Connection::open(state.join("emulator.db")).expect("a file");
    store.query_row("PRAGMA integrity_check", (), |row| row.get(0)).expect("a verdict")
}
