//! A client that costs as little as one can: blocking, over one connection that stays open, with requests that were made
//! before. It knows just enough of HTTP for the servers that are measured, and panics on any answer but a success.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A server that hangs ends the run instead of holding it.
const LONGEST: Duration = Duration::from_secs(30);

/// One connection.
pub struct Connection {
    stream: BufReader<TcpStream>,
    line: String,
    body: Vec<u8>,
}

impl Connection {
    /// To `host:port`.
    pub fn new(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_nodelay(true).and_then(|()| stream.set_read_timeout(Some(LONGEST))).expect("options");
        Self { stream: BufReader::new(stream), line: String::new(), body: Vec::new() }
    }

    /// The body of the answer, which has to be a success.
    pub fn ask(&mut self, request: &str) -> &str {
        self.stream.get_mut().write_all(request.as_bytes()).expect("sent");
        self.read_line();
        assert!(self.line.starts_with("HTTP/1.1 2"), "{}{}", self.line, self.rest());
        let mut length = Some(0);
        while !self.line.trim_end().is_empty() {
            self.read_line();
            let (name, value) = self.line.trim_end().split_once(": ").unwrap_or_default();
            if name.eq_ignore_ascii_case("content-length") {
                length = Some(value.parse().expect("a length"));
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                length = None;
            }
        }
        self.body.clear();
        match length {
            Some(length) => self.read_bytes(length),
            None => self.read_chunks(),
        }
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    fn read_line(&mut self) {
        self.line.clear();
        self.stream.read_line(&mut self.line).expect("a line");
    }

    fn read_bytes(&mut self, count: usize) {
        let old = self.body.len();
        self.body.resize(old + count, 0);
        self.stream.read_exact(&mut self.body[old..]).expect("a body");
    }

    fn read_chunks(&mut self) {
        loop {
            self.read_line();
            let size = usize::from_str_radix(self.line.trim_end(), 16).expect("a size");
            self.read_bytes(size);
            self.read_line();
            if size == 0 {
                return;
            }
        }
    }

    /// What else has come, for the message.
    fn rest(&self) -> String {
        String::from_utf8_lossy(self.stream.buffer()).into_owned()
    }
}

/// The text that stands behind a mark, up to the next quote.
pub fn text_of(line: &str, mark: &str) -> String {
    let at = line.find(mark).unwrap_or_else(|| panic!("{mark} is not in {line}")) + mark.len();
    line[at..].split('"').next().expect("a text").to_owned()
}
