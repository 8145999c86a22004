//! Nothing hangs: a server may be slow to accept, to begin or to end.

use super::{GET_SESSION, session};
use crate::support::server::{Answer, Server, stalled};
use crate::support::{Run, Sandbox};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// Longer than any of these deadlines, and shorter than the default ones.
const SOON: Duration = Duration::from_secs(3);

fn soon(work: impl FnOnce() -> Run) -> Run {
    let started = Instant::now();
    let run = work();
    assert!(started.elapsed() < SOON, "{:?}: {run:?}", started.elapsed());
    run
}

#[test]
fn a_server_that_says_nothing() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    soon(|| sandbox.run(&format!("{GET_SESSION} --request-timeout 300ms")))
        .expect(8)
        .says(&["no whole answer", "timed out"]);
    assert_eq!(server.asked().len(), 1, "what was too slow once is not asked again");
}

#[test]
fn a_server_that_stops_in_its_headers() {
    let server = Server::answering(vec![Answer::Stalled(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec())]);
    let sandbox = Sandbox::playground(&server.address);
    soon(|| sandbox.run(&format!("{GET_SESSION} --request-timeout 300ms"))).expect(8).says(&["timed out"]);
}

#[test]
fn a_server_that_stops_in_its_body() {
    let server = Server::answering(vec![stalled(session())]);
    let sandbox = Sandbox::playground(&server.address);
    let run = soon(|| sandbox.run(&format!("{GET_SESSION} --request-timeout 300ms"))).expect(8).says(&["timed out"]);
    assert_eq!(run.out, "");
}

#[test]
fn the_profiles_deadline_holds() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address).with("IPP_PROFILE", "shop");
    sandbox.write_config("[profiles.shop]\nenvironment = \"playground\"\nrequest_timeout = \"300ms\"\n");
    soon(|| sandbox.run(GET_SESSION)).expect(8).says(&["timed out"]);
}

/// A listener that accepts nobody, with its queue full: the next one gets no connection.
struct Full {
    listener: TcpListener,
    _waiting: Vec<TcpStream>,
}

impl Full {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut waiting = Vec::new();
        while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(100)) {
            waiting.push(stream);
            assert!(waiting.len() < 10_000, "the queue is never full");
        }
        Self { listener, _waiting: waiting }
    }

    fn address(&self) -> String {
        format!("http://{}", self.listener.local_addr().expect("an address"))
    }
}

#[test]
fn a_server_that_never_accepts() {
    let full = Full::new();
    let sandbox = Sandbox::playground(&full.address());
    soon(|| sandbox.run(&format!("{GET_SESSION} --connect-timeout 200ms --retries 1")))
        .expect(7)
        .says(&["nothing was sent", "timed out"]);
    soon(|| sandbox.run(&format!("{GET_SESSION} --request-timeout 3s --retries 1")))
        .expect(7)
        .says(&["nothing was sent"]);
}

#[test]
fn a_payment_that_never_got_a_connection_was_not_made() {
    let full = Full::new();
    let sandbox = Sandbox::playground(&full.address());
    let create = "session create --amount 100 --currency SEK --device 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f";
    for limits in ["--connect-timeout 200ms --retries 0", "--connect-timeout 300ms --request-timeout 2s"] {
        soon(|| sandbox.run(&format!("{create} {limits}"))).expect(7).says(&["nothing will be charged"]);
    }
}
