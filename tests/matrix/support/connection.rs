//! One connection, treated as the plan says. Whatever is passed on to the server is recorded, and so is what was told.

use super::deed::Deed;
use super::plan::{End, Fault, Operation, Step};
use super::proxy::Shared;
use super::told::{Passage, Told};
use super::wire::{self, Answer, Body};
use super::world::PATIENCE;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// Larger than any request here.
const LARGEST: usize = 64 * 1024;

/// What `ipp` reads at most.
const LARGEST_ANSWER: usize = 10 * 1024 * 1024;

/// Treats it to its end.
pub fn treat(shared: &Shared, mut stream: TcpStream, peer: SocketAddr, number: usize) -> Passage {
    let mut passage = Passage::new(peer);
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.set_nodelay(true).expect("no delay");
    let early = shared.of_connection(number);
    if let Some(Step { fault: Fault::Request { bytes: 0, end }, .. }) = early {
        finish(&mut stream, end);
        return passage;
    }
    let Some(request) = peek(&stream) else { return passage };
    let operation = recognise(&mut passage, &request);
    let usual = shared.of_operation(operation);
    let step = early.unwrap_or(usual);
    happen(shared, &passage.line, step.before);
    match step.fault {
        Fault::Request { bytes, end } => {
            // A byte that nobody reads turns the end of a connection into a reset.
            passage.arrived = bytes.min(request.len() - usize::from(end == End::Reset));
            stream.read_exact(&mut vec![0; passage.arrived]).expect("what was there");
            finish(&mut stream, end);
        }
        fault => answer(shared, &mut stream, &mut passage, &request, fault, step.after),
    }
    passage
}

/// Whatever the whole request makes of the server, and what is said of it.
fn answer(
    shared: &Shared,
    stream: &mut TcpStream,
    passage: &mut Passage,
    request: &[u8],
    fault: Fault,
    after: Option<Deed>,
) {
    let end = match &fault {
        Fault::Answer { end, .. } | Fault::Bytes { end, .. } => *end,
        _ => End::Close,
    };
    passage.arrived = request.len();
    stream.read_exact(&mut vec![0; request.len() - 1]).expect("what was there");
    let works = !matches!(fault, Fault::Say { worked: false, .. } | Fault::Bytes { worked: false, .. });
    passage.passed_on = works;
    let (said, whole) = if works { shared.world.pass_on(request) } else { (Vec::new(), true) };
    // The server's reset is passed on as well.
    let end = if whole { end } else { End::Reset };
    // A byte that nobody reads turns the end of a connection into a reset.
    stream.read_exact(&mut vec![0; usize::from(end != End::Reset)]).expect("what was there");
    let real = Answer::read(&said).filter(|_| whole);
    happen(shared, &made(real.as_ref()).unwrap_or_else(|| passage.line.clone()), after);
    let framed = |framing| real.as_ref().map_or_else(|| said.clone(), |answer| answer.write(framing));
    let (bytes, trickles) = match fault {
        Fault::Answer { bytes, framing, .. } => (cut(passage, framed(framing), bytes), false),
        Fault::Trickle(framing) => (framed(framing), true),
        Fault::Say { ref answer, framing, .. } => (answer.write(framing), false),
        Fault::Bytes { bytes, .. } => (bytes, false),
        Fault::Late(time) => {
            wait(stream, time);
            (said, false)
        }
        Fault::Pass | Fault::Request { .. } => (said, false),
    };
    passage.length = passage.length.max(bytes.len());
    let sent = send(stream, &bytes, trickles);
    passage.told = told(&bytes, end, sent && whole);
    finish(stream, end);
}

/// The request as it lies there, all of it; `None` when the other end has gone before it was whole.
fn peek(stream: &TcpStream) -> Option<Vec<u8>> {
    let mut bytes = vec![0; LARGEST];
    let begun = Instant::now();
    loop {
        let count = stream.peek(&mut bytes).ok().filter(|count| *count > 0)?;
        match wire::request_length(&bytes[..count]) {
            Some(length) if length <= count => {
                bytes.truncate(length);
                return Some(bytes);
            }
            // What is there is given again and again, also when nothing will follow.
            _ if begun.elapsed() > PATIENCE / 10 => return None,
            _ => thread::yield_now(),
        }
    }
}

fn recognise(passage: &mut Passage, request: &[u8]) -> Operation {
    let text = String::from_utf8_lossy(request);
    passage.line = text.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
    let (method, path) = passage.line.split_once(' ').unwrap_or_default();
    let operation = Operation::of(method, path);
    passage.operation = Some(operation);
    operation
}

/// The path of a session that was made just now.
fn made(answer: Option<&Answer>) -> Option<String> {
    let body: Value = serde_json::from_slice(&answer.filter(|answer| answer.status == 201)?.body).ok()?;
    Some(format!("/sessions/{}", body["session_id"].as_str()?))
}

/// The session is the one of the path.
fn happen(shared: &Shared, path: &str, deed: Option<Deed>) {
    let id = path.split("/sessions/").nth(1).and_then(|rest| rest.split(['/', '?']).next());
    if let (Some(deed), Some(id)) = (deed, id) {
        deed.happen(&shared.world, id);
    }
}

fn cut(passage: &mut Passage, mut bytes: Vec<u8>, most: usize) -> Vec<u8> {
    passage.length = bytes.len();
    bytes.truncate(most);
    bytes
}

/// Whether the other end was there to the last byte.
fn send(stream: &mut TcpStream, bytes: &[u8], trickles: bool) -> bool {
    match trickles {
        false => stream.write_all(bytes).is_ok(),
        true => bytes.iter().all(|byte| {
            thread::yield_now();
            stream.write_all(&[*byte]).is_ok()
        }),
    }
}

/// What the other end can make of these bytes.
fn told(bytes: &[u8], end: End, sent: bool) -> Told {
    let Some((status, body)) = understood(bytes, end).filter(|_| sent) else { return Told::Part };
    match end {
        End::Reset => Told::Perhaps(status, body),
        End::Close | End::Never => Told::Whole(status, body),
    }
}

fn understood(bytes: &[u8], end: End) -> Option<(u16, Body)> {
    let start = bytes.windows(13).position(|window| window.starts_with(b"HTTP/1.1 ") && &window[9..12] != b"100")?;
    let begun = Answer::begun(&bytes[start..])?;
    if (400..500).contains(&begun.status) {
        // A refusal is one from its head on.
        return Some((begun.status, begun.body));
    }
    let answer = Answer::read(&bytes[start..]).filter(|answer| answer.body.len() <= LARGEST_ANSWER)?;
    let says = |name: &str| answer.headers.iter().any(|header| header.to_ascii_lowercase().starts_with(name));
    let has_no_body = matches!(answer.status, 204 | 304);
    match (says("transfer-encoding"), says("content-length")) {
        _ if has_no_body => Some((answer.status, Body::from(&[][..]))),
        (true, _) => wire::unchunked(&answer.body).map(|body| (answer.status, body)),
        (false, true) => Some((answer.status, answer.body)),
        // The end of the connection is the end of the body, unless there is none.
        (false, false) => (end != End::Never).then_some((answer.status, answer.body)),
    }
}

fn finish(stream: &mut TcpStream, end: End) {
    match end {
        // What is left unread, and there is something, makes it a reset.
        End::Reset => drop(stream.peek(&mut [0; 1])),
        End::Close => {
            // The other end may have gone first.
            let _ = stream.shutdown(Shutdown::Write);
            drain(stream);
        }
        End::Never => drain(stream),
    }
}

/// For so long, unless the other end goes first.
fn wait(stream: &mut TcpStream, time: Duration) {
    stream.set_read_timeout(Some(time.max(Duration::from_millis(1)))).expect("a timeout");
    // Nothing is expected to come.
    let _ = stream.read(&mut [0; 1]);
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
}

/// Until the other end has gone.
fn drain(stream: &mut TcpStream) {
    let mut part = [0; 4096];
    while matches!(stream.read(&mut part), Ok(count) if count > 0) {}
}
