//! What one `ipp emulator serve` answers in a second, over connections that stay open, with every write in the file
//! before it is answered; how soon it is ready; and how long a callback takes from the commit to its arrival.
//!
//! Prints figures; judges nothing. Run with `cargo bench --locked --bench emulator`. The load comes from threads of this
//! process, so client and server share the machine's cores.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long each load lasts.
const LOAD: Duration = Duration::from_secs(3);

fn main() {
    let folder = std::env::temp_dir().join(format!("ipp-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    ready(&folder);
    let (mut server, address) = serve(&folder, &[]);
    let device = device(&address);
    println!("\n{:<14} {:>12} {:>10} {:>10} {:>10}", "", "connections", "a second", "p50 us", "p99 us");
    for connections in [1, 8, 64] {
        let create = |_: &mut Vec<String>| create_request(&device);
        load("create", &address, connections, create);
        load("get", &address, connections, |ids| get_request(&ids[0]));
        load("create+cancel", &address, connections, |ids| match ids.len() {
            0 | 1 => create_request(&device),
            _ => cancel_request(&ids.pop().expect("an id")),
        });
    }
    stop(&mut server);
    callbacks(&folder);
    // A folder that stays is the machine's to clear.
    let _ = std::fs::remove_dir_all(&folder);
}

/// From the start of the process to the first answer.
fn ready(folder: &Path) {
    let mut times: Vec<Duration> = (0..21)
        .map(|_| {
            let started = Instant::now();
            let (mut server, address) = serve(folder, &[]);
            device(&address);
            let elapsed = started.elapsed();
            stop(&mut server);
            elapsed
        })
        .collect();
    times.sort_unstable();
    println!("time to ready, first answer included: median {:?}, worst {:?}", times[10], times[20]);
}

fn serve(folder: &Path, more: &[&str]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ipp"))
        .args(["emulator", "serve", "--port", "0", "-o", "jsonl", "--state"])
        .arg(folder.join("state"))
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a server");
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().expect("stdout")).read_line(&mut line).expect("a line");
    let address = text_of(&line, "\"address\":\"http://");
    (child, address)
}

fn stop(child: &mut Child) {
    let terminated = Command::new("kill").arg(child.id().to_string()).status().expect("kill");
    assert!(terminated.success() && child.wait().expect("an end").success());
}

/// The text that stands behind a mark, up to the next quote.
fn text_of(line: &str, mark: &str) -> String {
    let at = line.find(mark).unwrap_or_else(|| panic!("{mark} is not in {line}")) + mark.len();
    line[at..].split('"').next().expect("a text").to_owned()
}

fn device(address: &str) -> String {
    let mut connection = Connection::new(address);
    text_of(&connection.ask(&request("GET", "/devices", "")), "\"id\":\"")
}

fn request(method: &str, path: &str, body: &str) -> String {
    format!(
        "{method} /ipp/v1{path} HTTP/1.1\r\nhost: emulator\r\nauthorization: Basic kco_test_api_bench\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn create_request(device: &str) -> String {
    let body = format!(
        r#"{{"device_id":"{device}","order_amount":24900,"order_tax_amount":4980,"purchase_currency":"SEK","purchase_started_at":"2026-06-05T18:33:39Z","order_items":[{{"name":"T-Shirt","quantity":1,"unit_price":24900,"total_amount":24900,"tax_rate":2500,"total_tax_amount":4980}}]}}"#
    );
    request("POST", "/sessions", &body)
}

fn get_request(id: &str) -> String {
    request("GET", &format!("/sessions/{id}"), "")
}

fn cancel_request(id: &str) -> String {
    request("PUT", &format!("/sessions/{id}/cancel"), "")
}

/// Each connection asks as fast as it is answered; `next` makes its requests from the ids of its sessions.
fn load(name: &str, address: &str, connections: usize, next: impl Fn(&mut Vec<String>) -> String + Sync) {
    let measure = || {
        let mut connection = Connection::new(address);
        let device = text_of(&connection.ask(&request("GET", "/devices", "")), "\"id\":\"");
        let mut ids = vec![text_of(&connection.ask(&create_request(&device)), "\"session_id\":\"")];
        let (mut times, ends) = (Vec::new(), Instant::now() + LOAD);
        while Instant::now() < ends {
            let request = next(&mut ids);
            let started = Instant::now();
            let answer = connection.ask(&request);
            times.push(started.elapsed());
            if request.starts_with("POST") {
                ids.push(text_of(&answer, "\"session_id\":\""));
            }
        }
        times
    };
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(measure)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
    });
    times.sort_unstable();
    let at = |permille: usize| times[times.len() * permille / 1000].as_micros();
    let rate = times.len() as u64 / LOAD.as_secs();
    println!("{name:<14} {connections:>12} {rate:>10} {:>10} {:>10}", at(500), at(990));
}

/// A connection that stays open.
struct Connection(BufReader<TcpStream>);

impl Connection {
    fn new(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_nodelay(true).expect("an option");
        Self(BufReader::new(stream))
    }

    /// The body of the answer, which has to be a success.
    fn ask(&mut self, request: &str) -> String {
        self.0.get_mut().write_all(request.as_bytes()).expect("sent");
        let (mut line, mut length) = (String::new(), 0);
        self.0.read_line(&mut line).expect("a status");
        assert!(line.starts_with("HTTP/1.1 2"), "{line}");
        while line != "\r\n" {
            line.clear();
            self.0.read_line(&mut line).expect("a header");
            if let Some(text) = line.strip_prefix("content-length: ") {
                length = text.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).expect("a body");
        String::from_utf8(body).expect("UTF-8")
    }
}

/// From the answer to a create, whose transaction was committed before it, to the arrival of its callback.
fn callbacks(folder: &Path) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (mut server, address) = serve(folder, &["--webhook", &url]);
    let device = device(&address);
    let mut connection = Connection::new(&address);
    let (arrived, arrivals) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let arrived = arrived.clone();
            std::thread::spawn(move || {
                let mut part = [0; 8192];
                while stream.read(&mut part).is_ok_and(|count| count > 0) {
                    let told = arrived.send(Instant::now());
                    let answered = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
                    if told.is_err() || answered.is_err() {
                        break;
                    }
                }
            });
        }
    });
    let mut times: Vec<Duration> = (0..500)
        .map(|_| {
            connection.ask(&create_request(&device));
            let committed = Instant::now();
            let arrival = arrivals.recv_timeout(Duration::from_secs(5)).expect("a callback");
            arrival.saturating_duration_since(committed)
        })
        .collect();
    times.sort_unstable();
    println!("\ncallback, from the answer to its arrival: p50 {:?}, p99 {:?}", times[250], times[495]);
    stop(&mut server);
}
