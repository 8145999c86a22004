//! The truth: an emulator in a process of its own, asked without `ipp` in between, and its file, read as it lies there.

use super::folder::folder;
use super::process;
use super::wire;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;
use tempfile::TempDir;

/// How long anything that has to come may take.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A key of the playground's form.
pub const KEY: &str = "kco_test_api_matrix";

/// Ends with its server when it is dropped.
pub struct World {
    folder: TempDir,
    serving: Child,
    host: String,
    store: Mutex<Connection>,
    pub device: String,
}

impl World {
    /// A new one.
    pub fn start(more: &[&str]) -> Self {
        let folder = folder();
        let mut serving = process::ipp(folder.path())
            .args(["emulator", "serve", "--port", "0", "-o", "jsonl"])
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a server");
        let mut line = String::new();
        BufReader::new(serving.stdout.as_mut().expect("stdout")).read_line(&mut line).expect("a line");
        let said: Value = serde_json::from_str(&line).expect("JSON");
        let host = said["address"].as_str().expect("an address").trim_start_matches("http://").to_owned();
        let store = Connection::open(folder.path().join("state/emulator.db")).expect("a file");
        store.busy_timeout(PATIENCE).expect("a timeout");
        let mut world = Self { folder, serving, host, store: Mutex::new(store), device: String::new() };
        world.device = world.ask("GET", "/ipp/v1/devices", "")["content"][0]["id"].as_str().expect("an id").to_owned();
        world
    }

    /// The home of every command.
    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    /// Passes a request on to the server, as it is, and gives what came back before the connection ended; and whether
    /// that was in good order.
    pub fn pass_on(&self, request: &[u8]) -> (Vec<u8>, bool) {
        let mut stream = TcpStream::connect(&self.host).expect("a server");
        let closing = wire::with_header(request, "connection: close");
        stream.write_all(&closing).expect("a request");
        let (mut answer, mut part) = (Vec::new(), [0; 16 * 1024]);
        loop {
            match stream.read(&mut part) {
                Ok(0) => return (answer, true),
                Ok(count) => answer.extend_from_slice(&part[..count]),
                Err(_) => return (answer, false),
            }
        }
    }

    /// A request without `ipp`: status and body.
    pub fn try_to(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: world\r\nauthorization: Basic {KEY}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let (answer, _) = self.pass_on(format!("{head}{body}").as_bytes());
        let answer = wire::Answer::read(&answer).expect("an answer");
        (answer.status, serde_json::from_slice(&answer.body).unwrap_or_default())
    }

    /// The same where it has to be a success.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, body: &str) -> Value {
        let (status, body) = self.try_to(method, path, body);
        assert!((200..300).contains(&status), "{method} {path}: {status} {body}");
        body
    }

    /// The body of an order with this reference.
    pub fn order(&self, reference: &str) -> String {
        json!({
            "device_id": self.device, "order_amount": 100, "order_tax_amount": 0, "purchase_currency": "SEK",
            "purchase_started_at": "2026-06-05T18:33:39Z", "merchant_reference1": reference,
            "order_items": [{"name": "Coffee", "quantity": 1, "unit_price": 100, "total_amount": 100,
                             "tax_rate": 0, "total_tax_amount": 0}]
        })
        .to_string()
    }

    /// A new session with this reference: its id.
    pub fn create(&self, reference: &str) -> String {
        let made = self.ask("POST", "/ipp/v1/sessions", &self.order(reference));
        made["session_id"].as_str().expect("an id").to_owned()
    }

    /// How a session stands.
    pub fn status(&self, id: &str) -> String {
        self.store()
            .prepare_cached("SELECT object ->> '$.status' FROM sessions WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([id], |row| row.get(0)))
            .expect("a session")
    }

    /// How many sessions there are.
    pub fn count(&self) -> i64 {
        self.store().query_row("SELECT coalesce(max(number), 0) FROM sessions", (), |row| row.get(0)).expect("a number")
    }

    /// All sessions with this reference that came after so many: ids and statuses, as they lie there.
    pub fn sessions(&self, reference: &str, after: i64) -> Vec<(String, String)> {
        let store = self.store();
        let mut statement = store
            .prepare_cached(
                "SELECT id, object ->> '$.status' FROM sessions
                 WHERE number > ?1 AND object ->> '$.merchant_reference1' = ?2 ORDER BY number",
            )
            .expect("a statement");
        let sessions = statement.query_map((after, reference), |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
        sessions.collect::<Result<_, _>>().expect("sessions")
    }

    /// The server's own file.
    pub fn store(&self) -> MutexGuard<'_, Connection> {
        self.store.lock().expect("a file")
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // It is ours, and there is nothing that it could still say.
        let _ = self.serving.kill();
        let _ = self.serving.wait();
    }
}
