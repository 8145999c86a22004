//! A client in thirty lines: one request, one connection. A server that dies is an error, not a panic.

use serde_json::{Value, json};
use std::io::{self, Read, Write};
use std::net::TcpStream;

/// What was answered.
pub struct Answered {
    pub status: u16,
    /// Status line and headers, in small letters.
    pub head: String,
    /// Null when it is no JSON.
    pub body: Value,
}

/// Status and body; a body that is no JSON is null. `path` is the one behind `/ipp/v1`.
pub fn ask(address: &str, key: &str, method: &str, path: &str, body: &str) -> io::Result<(u16, Value)> {
    let authorization = format!("authorization: Basic {key}");
    let headers = [authorization.as_str(), "content-type: application/json"];
    send(address, method, &format!("/ipp/v1{path}"), &headers, body).map(|answer| (answer.status, answer.body))
}

/// The same with a whole path, and these headers.
pub fn send(address: &str, method: &str, path: &str, headers: &[&str], body: &str) -> io::Result<Answered> {
    let mut stream = TcpStream::connect(address.trim_start_matches("http://"))?;
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: emulator\r\nconnection: close\r\n{headers}content-length: {length}\r\n\r\n"
    );
    stream.write_all(format!("{head}{body}").as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(cut)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut)?;
    match serde_json::from_str(body) {
        Err(_) if !body.is_empty() => Err(cut()),
        body => Ok(Answered { status, head: head.to_ascii_lowercase(), body: body.unwrap_or_default() }),
    }
}

/// An order that any phone can take.
pub fn order(device: &str) -> String {
    json!({
        "device_id": device, "order_amount": 24_900, "order_tax_amount": 0, "purchase_currency": "SEK",
        "purchase_started_at": "2026-06-05T18:33:39Z",
        "order_items": [{"name": "Coffee", "quantity": 1, "unit_price": 24_900, "total_amount": 24_900,
                         "tax_rate": 0, "total_tax_amount": 0}]
    })
    .to_string()
}
