//! A handler of callbacks: answers as it is told at the moment, and hands on what it gets.

use crate::support::server::{Asked, read};
use serde_json::Value;
use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// How long a test waits for a callback before it gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// One that listens, on a free port.
pub struct Handler {
    pub url: String,
    status: Arc<AtomicU16>,
    arrivals: Receiver<Asked>,
}

impl Handler {
    /// Answers with this status until it is told otherwise.
    pub fn answering(status: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/callbacks", listener.local_addr().expect("an address"));
        let status = Arc::new(AtomicU16::new(status));
        let (arrived, arrivals) = mpsc::channel();
        let told = Arc::clone(&status);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (told, arrived) = (Arc::clone(&told), arrived.clone());
                std::thread::spawn(move || {
                    while let Some(asked) = read(&mut stream) {
                        let status = told.load(Ordering::SeqCst);
                        let answer =
                            format!("HTTP/1.1 {status} X\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n");
                        // Arrived before it is answered: a sender that has heard "delivered" finds it here.
                        if arrived.send(asked).is_err() || stream.write_all(answer.as_bytes()).is_err() {
                            break;
                        }
                    }
                });
            }
        });
        Self { url, status, arrivals }
    }

    /// Answers with this status from now on.
    pub fn answer(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// The next callback, as it came.
    #[track_caller]
    pub fn next(&self) -> Asked {
        self.arrivals.recv_timeout(PATIENCE).expect("a callback")
    }

    /// The types of the next callbacks, in the order of their arrival.
    #[track_caller]
    pub fn types(&self, count: usize) -> Vec<String> {
        (0..count).map(|_| event(&self.next())["type"].as_str().expect("a type").to_owned()).collect()
    }

    /// Whether everything that came has been looked at.
    pub fn is_quiet(&self) -> bool {
        self.arrivals.try_recv().is_err()
    }
}

/// The body of a callback.
pub fn event(asked: &Asked) -> Value {
    serde_json::from_str(&asked.body).expect("JSON")
}
