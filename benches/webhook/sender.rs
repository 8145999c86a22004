//! Sends signed events over one connection that stays open. Panics on any answer but 200.

use crate::SECRET;
use ipp::secret::Secret;
use ipp::webhook::signature::SigningKey;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A listener that hangs ends the run instead of holding it.
const LONGEST: Duration = Duration::from_secs(30);

/// One connection.
pub struct Sender {
    stream: BufReader<TcpStream>,
    key: SigningKey,
    name: String,
    count: usize,
}

impl Sender {
    /// To `host:port`; no other sender may have the name.
    pub fn new(address: &str, name: String) -> Self {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_nodelay(true).and_then(|()| stream.set_read_timeout(Some(LONGEST))).expect("options");
        let key = SigningKey::new(&Secret::new(SECRET)).expect("a secret");
        Self { stream: BufReader::new(stream), key, name, count: 0 }
    }

    /// From the first byte of a new event to the last of its answer.
    pub fn send(&mut self) -> Duration {
        self.count += 1;
        let request = self.request();
        let began = Instant::now();
        self.stream.get_mut().write_all(&request).expect("sent");
        self.answer();
        began.elapsed()
    }

    fn request(&self) -> Vec<u8> {
        let (id, now) = (format!("kevt_{}_{}", self.name, self.count), jiff::Timestamp::now().as_second());
        let body = format!(
            r#"{{"id":"{id}","merchant_id":"DM11917000","timestamp":"2026-06-05T18:33:39.608920367Z","type":"ipp.session.finalized","data":{{"order_id":"ad4f64ab-b6e2-4f04-8c5f-dcbf6d7b7a5c","session_id":"0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e"}}}}"#
        );
        let signature = self.key.sign(&id, now, body.as_bytes());
        let head = format!(
            "POST / HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\nwebhook-id: {id}\r\n\
             webhook-timestamp: {now}\r\nwebhook-signature: {signature}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body.as_bytes()].concat()
    }

    fn answer(&mut self) {
        let (mut line, mut length) = (String::new(), 0);
        self.stream.read_line(&mut line).expect("an answer");
        assert!(line.starts_with("HTTP/1.1 200"), "{line}");
        while !line.trim_end().is_empty() {
            line.clear();
            self.stream.read_line(&mut line).expect("a line");
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim_end().parse().expect("a length");
            }
        }
        std::io::copy(&mut self.stream.by_ref().take(length), &mut std::io::sink()).expect("a body");
    }
}
