//! A server that answers as told, on a free port, and remembers what it was asked.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// How to treat one connection's request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// These bytes, then close.
    Bytes(Vec<u8>),
    /// Close without a word.
    Close,
    /// Read the request, and keep the connection open without answering.
    Silence,
}

/// One request, as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Answers from a list, in order; the last one over and over.
pub struct Server {
    pub address: String,
    asked: Arc<Seen>,
}

/// What was asked, and a bell for those who wait for it.
#[derive(Default)]
struct Seen {
    list: Mutex<Vec<Asked>>,
    bell: Condvar,
}

impl Server {
    pub fn answering(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Seen::default());
        let seen = Arc::clone(&asked);
        thread::spawn(move || {
            for (count, stream) in listener.incoming().flatten().enumerate() {
                let answer = answers[count.min(answers.len() - 1)].clone();
                let seen = Arc::clone(&seen);
                thread::spawn(move || serve(stream, answer, &seen));
            }
        });
        Self { address, asked }
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.list.lock().expect("a list").clone()
    }

    /// Waits until more than `count` requests have come.
    pub fn wait_until_asked(&self, count: usize) {
        let list = self.asked.list.lock().expect("a list");
        drop(self.asked.bell.wait_while(list, |list| list.len() <= count).expect("a list"));
    }

    /// A server that must not be asked anything.
    pub fn never() -> Self {
        Self::answering(vec![json(500, "{}")])
    }

    /// Checks that nothing was asked.
    #[track_caller]
    pub fn was_never_asked(&self) {
        let asked = self.asked();
        assert!(asked.is_empty(), "{asked:#?}");
    }

    /// Method and path of everything that was asked.
    pub fn lines(&self) -> Vec<String> {
        self.asked().iter().map(|asked| format!("{} {}", asked.method, asked.path)).collect()
    }
}

fn serve(mut stream: TcpStream, answer: Answer, seen: &Seen) {
    let Some(asked) = read(&mut stream) else { return };
    seen.list.lock().expect("a list").push(asked);
    seen.bell.notify_all();
    match answer {
        Answer::Bytes(bytes) => {
            let _ = stream.write_all(&bytes);
        }
        Answer::Close => {}
        Answer::Silence => {
            let _ = stream.read(&mut [0; 1]);
        }
    }
}

fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let end = loop {
        let mut part = [0; 4096];
        match stream.read(&mut part).ok()? {
            0 => return None,
            count => bytes.extend_from_slice(&part[..count]),
        }
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let length = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.parse().ok());
    let mut body = bytes.split_off(end);
    while body.len() < length.unwrap_or(0) {
        let mut part = [0; 4096];
        match stream.read(&mut part).ok()? {
            0 => return None,
            count => body.extend_from_slice(&part[..count]),
        }
    }
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    Some(Asked { method, path, headers, body: String::from_utf8_lossy(&body).into_owned() })
}

/// An answer with a JSON body.
pub fn json(status: u16, body: &str) -> Answer {
    with_headers(status, &[("content-type", "application/json")], body)
}

/// An answer with headers of its own.
pub fn with_headers(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut text = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    Answer::Bytes(format!("{text}\r\n{body}").into_bytes())
}
