//! A server that does nothing: it answers each request with bytes that were made before. What it answers in a second is
//! what the load, the loopback interface and this machine allow at most.

use super::stubs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

/// Listens for as long as the process lives, and gives its address.
pub fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let body = stubs::session("CREATED").to_string();
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            std::thread::spawn(move || answer_all(stream, answer.as_bytes()));
        }
    });
    address
}

/// Every request comes whole, because it is sent whole and is small.
fn answer_all(mut stream: TcpStream, answer: &[u8]) {
    let mut part = [0; 8192];
    while stream.read(&mut part).is_ok_and(|count| count > 0) && stream.write_all(answer).is_ok() {}
}
