//! HTTP/1.1 as bytes: just enough to know where a message ends, and to say the same in other words.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// How an answer says where it ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Framing {
    /// As the server said: `content-length`.
    Length,
    /// By the end of the connection.
    Close,
    /// In chunks.
    Chunks,
}

/// An answer, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<String>,
    pub body: Body,
}

/// A body; cheap to clone, and short to print.
#[derive(Clone, PartialEq, Eq)]
pub struct Body(Arc<[u8]>);

impl From<&[u8]> for Body {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, {} bytes", String::from_utf8_lossy(&self.0[..self.0.len().min(500)]), self.0.len())
    }
}

impl Answer {
    /// Only a whole one.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let head = String::from_utf8_lossy(&bytes[..head_end(bytes)?]).into_owned();
        Self::begun(bytes).filter(|answer| length(&head).is_none_or(|length| answer.body.len() >= length))
    }

    /// One whose head is whole, with as much of its body as there is.
    pub fn begun(bytes: &[u8]) -> Option<Self> {
        let end = head_end(bytes)?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.trim_end().lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines.map(str::to_owned).collect();
        Some(Self { status, headers, body: Body::from(&bytes[end..]) })
    }

    /// The bytes that say so.
    pub fn write(&self, framing: Framing) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} X\r\nconnection: close\r\n", self.status);
        // Whatever such an answer says of a body, it has none.
        let framing = if matches!(self.status, 204 | 304) && self.body.is_empty() { Framing::Close } else { framing };
        let own = |header: &&String| {
            let name = header.split(':').next().unwrap_or_default().to_ascii_lowercase();
            !["content-length", "connection", "transfer-encoding"].contains(&name.as_str())
        };
        self.headers.iter().filter(own).for_each(|header| head.push_str(&format!("{header}\r\n")));
        let mut bytes = match framing {
            Framing::Length => format!("{head}content-length: {}\r\n\r\n", self.body.len()),
            Framing::Close => format!("{head}\r\n"),
            Framing::Chunks => format!("{head}transfer-encoding: chunked\r\n\r\n"),
        }
        .into_bytes();
        match framing {
            Framing::Length | Framing::Close => bytes.extend_from_slice(&self.body),
            Framing::Chunks => bytes.extend(chunked(&self.body)),
        }
        bytes
    }
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for chunk in body.chunks(100) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    bytes
}

/// The body, if the last chunk is there.
pub fn unchunked(mut bytes: &[u8]) -> Option<Body> {
    let mut body = Vec::new();
    loop {
        let end = bytes.windows(2).position(|two| two == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).ok()?, 16).ok()?;
        bytes = &bytes[end + 2..];
        if bytes.len() < length + 2 {
            return None;
        }
        body.extend_from_slice(&bytes[..length]);
        bytes = &bytes[length + 2..];
        if length == 0 {
            return Some(body.as_slice().into());
        }
    }
}

/// An answer that no server of ours gave.
pub fn made_up(status: u16, kind: &str, body: &str) -> Answer {
    Answer { status, headers: vec![format!("content-type: {kind}")], body: body.as_bytes().into() }
}

/// Where the head of a message ends.
pub fn head_end(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

/// How many bytes a request has in all, once its head is there.
pub fn request_length(bytes: &[u8]) -> Option<usize> {
    let end = head_end(bytes)?;
    Some(end + length(&String::from_utf8_lossy(&bytes[..end])).unwrap_or(0))
}

/// The request with one more header.
pub fn with_header(request: &[u8], header: &str) -> Vec<u8> {
    let end = head_end(request).expect("a head") - 2;
    [&request[..end], header.as_bytes(), b"\r\n", &request[end..]].concat()
}

fn length(head: &str) -> Option<usize> {
    let header = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-length:"))?;
    header.split(':').nth(1)?.trim().parse().ok()
}
