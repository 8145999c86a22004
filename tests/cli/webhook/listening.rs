//! A listener as a process, and a sender of events that knows the secret.

use super::handlers::SECRET;
use crate::support::Sandbox;
use crate::support::started::Started;
use ipp::secret::Secret;
use ipp::webhook::signature::SigningKey;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

/// As long as it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

pub const SESSION: &str = "0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";

/// The body of an event.
pub fn event(id: &str, kind: &str) -> String {
    format!(
        r#"{{"id":"{id}","merchant_id":"DM1","timestamp":"2026-06-05T18:33:39.608920367Z","type":"{kind}","data":{{"session_id":"{SESSION}","order_id":null,"failure_reason":null}}}}"#
    )
}

/// A machine that knows the secret and no environment.
pub fn sandbox() -> Sandbox {
    Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET)
}

/// Waits until the file is there whole, and gives the URL in it.
pub fn ready(file: &Path) -> String {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Ok(url) = std::fs::read_to_string(file) {
            return url.trim_end().to_owned();
        }
        assert!(Instant::now() < deadline, "it is not ready");
        std::thread::yield_now();
    }
}

/// A listener that is ready.
pub struct Listening {
    pub started: Started,
    pub url: String,
}

/// Starts one with these flags more.
pub fn listen(sandbox: &Sandbox, flags: &str) -> Listening {
    let started = sandbox.begin(&format!("webhook listen --port 0 --ready-file ready {flags}"));
    Listening { started, url: ready(&sandbox.home().join("ready")) }
}

/// What a sender sends.
#[derive(Clone)]
pub struct Sending {
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Sending {
    /// Signed now.
    pub fn new(id: &str, body: impl Into<Vec<u8>>) -> Self {
        let (body, now) = (body.into(), jiff::Timestamp::now().as_second());
        let signature = SigningKey::new(&Secret::new(SECRET)).expect("a secret").sign(id, now, &body);
        let headers = [
            ("content-type", "application/json"),
            ("webhook-id", id),
            ("webhook-timestamp", &now.to_string()),
            ("webhook-signature", &signature),
        ];
        Self { headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(), body }
    }

    /// An event of this type whose id says which.
    pub fn event(id: &str, kind: &str) -> Self {
        Self::new(id, event(id, kind))
    }

    /// One header with another value.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(own, _)| own != name);
        self.and(name, value)
    }

    /// One header more.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The request's bytes.
    pub fn bytes(&self, url: &str) -> Vec<u8> {
        let mut head = format!("POST {} HTTP/1.1\r\nhost: h\r\nconnection: close\r\n", split(url).1);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\n\r\n", self.body.len()));
        [head.as_bytes(), &self.body].concat()
    }

    /// Sends it: the status of the answer.
    pub fn to(&self, url: &str) -> u16 {
        status(&exchange(url, &self.bytes(url)))
    }
}

/// Host with port, and path.
fn split(url: &str) -> (&str, &str) {
    let rest = url.trim_start_matches("http://");
    rest.split_at(rest.find('/').unwrap_or(rest.len()))
}

/// Sends these bytes, and gives everything that comes until the connection is closed.
pub fn exchange(url: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(split(url).0).expect("a connection");
    // One that is refused in the middle is part of some tests.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// The status of an answer; 0 if there was none.
pub fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

impl Listening {
    /// Ends it, and gives what it printed.
    pub fn end(self) -> crate::support::Run {
        self.started.signal("TERM");
        self.started.finish()
    }
}
