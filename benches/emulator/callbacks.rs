//! How long a callback takes to its receiver.

use super::http::Connection;
use super::requests;
use super::server::Server;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

/// How many callbacks are waited for.
const CALLBACKS: usize = 500;

/// From the answer to a create, whose transaction was committed before it, to the arrival of its callback.
pub fn measure(folder: &Path) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let server = Server::emulator(folder, &["--webhook", &url]);
    let mut connection = Connection::new(&server.address);
    let (arrived, arrivals) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let arrived = arrived.clone();
            std::thread::spawn(move || receive(stream, &arrived));
        }
    });
    let create = requests::create(&server.device);
    let mut times: Vec<Duration> = (0..CALLBACKS)
        .map(|_| {
            connection.ask(&create);
            let committed = Instant::now();
            let arrival = arrivals.recv_timeout(Duration::from_secs(5)).expect("a callback");
            arrival.saturating_duration_since(committed)
        })
        .collect();
    times.sort_unstable();
    let at = |percent: usize| times[CALLBACKS * percent / 100].as_micros();
    println!("callback, from the answer to its arrival: p50 {} us, p99 {} us", at(50), at(99));
    server.stop();
}

/// Says when each request came, until nobody listens any more.
fn receive(mut stream: TcpStream, arrived: &Sender<Instant>) {
    let mut part = [0; 8192];
    while stream.read(&mut part).is_ok_and(|count| count > 0) {
        let told = arrived.send(Instant::now());
        let answered = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        if told.is_err() || answered.is_err() {
            break;
        }
    }
}
