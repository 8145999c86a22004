//! `ipp emulator serve` as a process, over a state folder that others may use as well.

use super::client;
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
        let mut child = Command::new(env!("CARGO_BIN_EXE_ipp"))
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
        let key = self.said["api_key"].as_str().expect("a key");
        let (status, body) = client::ask(&self.address, key, method, path, body).expect("an answer");
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
