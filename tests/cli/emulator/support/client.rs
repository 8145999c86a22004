//! A client in thirty lines: one request, one connection. A server that dies is an error, not a panic.

use serde_json::{Value, json};
use std::io::{self, Read, Write};
use std::net::TcpStream;

/// Status and body; a body that is no JSON is null. `path` is the one behind `/ipp/v1`.
pub fn ask(address: &str, key: &str, method: &str, path: &str, body: &str) -> io::Result<(u16, Value)> {
    let mut stream = TcpStream::connect(address.trim_start_matches("http://"))?;
    let head = format!(
        "{method} /ipp/v1{path} HTTP/1.1\r\nhost: emulator\r\nauthorization: Basic {key}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(cut)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut)?;
    match serde_json::from_str(body) {
        Err(_) if !body.is_empty() => Err(cut()),
        body => Ok((status, body.unwrap_or_default())),
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
