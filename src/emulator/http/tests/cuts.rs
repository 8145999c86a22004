//! Faults over real sockets: how a connection ends, and that the others go on.

use super::{documented_order, request};
use crate::emulator::http::{Plays, serve};
use crate::emulator::{Shared, World};
use axum::http::Method;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A served world. It ends with the test's runtime.
struct Served {
    shared: Shared,
    address: SocketAddr,
    _folder: TempDir,
}

impl Served {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let shared = Shared::new(World::open(folder.path()).expect("a world"));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(serve(listener, shared.clone(), Plays::Playground, std::future::pending()));
        Self { shared, address, _folder: folder }
    }

    async fn with(spec: &str) -> Self {
        let served = Self::new().await;
        served.shared.world().add_fault(&spec.parse().expect("a fault")).expect("added");
        served
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("connected")
    }

    fn sessions(&self) -> i64 {
        self.shared.world().status().expect("counted").sessions.values().sum()
    }

    /// The bytes of a create.
    fn create(&self) -> String {
        let device = self.shared.world().devices(&Default::default(), Default::default()).expect("devices");
        wire(Method::POST, "/sessions", &documented_order(device.content[0].id.as_str()).to_string())
    }
}

/// A request as it goes over the wire, with the key that every test brings.
fn wire(method: Method, path: &str, body: &str) -> String {
    let parts = request(method, path).body(()).expect("a request");
    let key = parts.headers()["authorization"].to_str().expect("a key");
    format!(
        "{} {} HTTP/1.1\r\nhost: emulator\r\nauthorization: {key}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        parts.method(),
        parts.uri(),
        body.len()
    )
}

/// Everything that comes until the connection ends, and how it ends.
async fn rest(stream: &mut TcpStream) -> (String, Option<ErrorKind>) {
    let mut bytes = Vec::new();
    let end = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes)).await.expect("an end");
    (String::from_utf8(bytes).expect("UTF-8"), end.err().map(|error| error.kind()))
}

/// One whole answer on a connection that stays open.
async fn answer(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut all = String::new();
    loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.expect("an answer");
        assert!(count > 0, "it ended after {all:?}");
        all.push_str(std::str::from_utf8(&part[..count]).expect("UTF-8"));
        let Some((head, body)) = all.split_once("\r\n\r\n") else { continue };
        if body.len() == promised(head) {
            return all;
        }
    }
}

fn promised(head: &str) -> usize {
    let line = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    line.expect("a length").parse().expect("a number")
}

#[tokio::test]
async fn a_lost_answer_closes_the_connection_and_the_work_is_done() {
    let served = Served::with("lost-answer,on=create-session,count=1").await;
    let (mut stream, mut other) = (served.connect().await, served.connect().await);
    let list = wire(Method::GET, "/locations", "");
    assert!(answer(&mut stream, &list).await.starts_with("HTTP/1.1 200"), "the connection is kept alive");
    stream.write_all(served.create().as_bytes()).await.expect("sent");
    assert_eq!(rest(&mut stream).await, (String::new(), None));
    assert_eq!(served.sessions(), 1);
    assert!(answer(&mut other, &list).await.starts_with("HTTP/1.1 200"), "the others go on");
    assert!(answer(&mut other, &served.create()).await.starts_with("HTTP/1.1 201"), "and the fault is spent");
}

#[tokio::test]
async fn a_reset_is_one_and_nothing_is_done() {
    let served = Served::with("reset,on=create-session,count=1").await;
    let mut stream = served.connect().await;
    stream.write_all(served.create().as_bytes()).await.expect("sent");
    assert_eq!(rest(&mut stream).await, (String::new(), Some(ErrorKind::ConnectionReset)));
    assert_eq!(served.sessions(), 0);
}

#[tokio::test]
async fn a_cut_body_is_shorter_than_it_promised() {
    let served = Served::with("cut-body").await;
    for (request, status) in [(served.create(), "201"), (wire(Method::GET, "/devices", ""), "200")] {
        let mut stream = served.connect().await;
        stream.write_all(request.as_bytes()).await.expect("sent");
        let (text, _) = rest(&mut stream).await;
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("a head, not {text:?}"));
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{head}");
        assert!(body.starts_with('{') && body.len() == promised(head) / 2, "{text}");
    }
    assert_eq!(served.sessions(), 1);
}

#[tokio::test]
async fn latency_holds_back_the_answer_and_not_the_work() {
    let served = Served::with("latency,delay=300ms").await;
    let (mut stream, began) = (served.connect().await, Instant::now());
    let answer = answer(&mut stream, &served.create()).await;
    assert!(answer.starts_with("HTTP/1.1 201") && began.elapsed() >= Duration::from_millis(300));
    let served = Served::with("latency,delay=1h").await;
    let mut stream = served.connect().await;
    stream.write_all(served.create().as_bytes()).await.expect("sent");
    while served.sessions() == 0 {
        tokio::task::yield_now().await;
    }
    assert!(began.elapsed() < Duration::from_secs(60), "a client that gives up now leaves a session");
}
