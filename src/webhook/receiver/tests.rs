//! Senders of every kind, slow, large and endless ones among them. Limits of time are short here; the listener's own are
//! seconds.

use super::*;
use crate::secret::Secret;
use crate::webhook::received::{ID, SIGNATURE, TIMESTAMP};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SECRET: &str = "whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=";
const BODY: &[u8] = br#"{"type":"ipp.session.finalized","data":{"session_id":"s-1"}}"#;

fn key() -> SigningKey {
    SigningKey::new(&Secret::new(SECRET)).expect("a secret")
}

fn limits() -> Limits {
    Limits {
        body: 100_000,
        memory: 150_000,
        head: Duration::from_millis(300),
        time: Duration::from_millis(300),
        connections: 4,
    }
}

/// A receiver, and where it is.
async fn receiver() -> (Receiver, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (_, keys) = watch::channel(Arc::from([key()]));
    (Receiver::start(listener, "/hook", keys, limits()), address)
}

/// A receiver that answers every event with 204, and whose strays are gone.
async fn served() -> SocketAddr {
    let (mut receiver, address) = receiver().await;
    tokio::spawn(async move {
        while let Some(arrival) = receiver.next().await {
            if let Arrival::Event(incident) = arrival {
                incident.answer(Answer::new(204, ""));
            }
        }
    });
    address
}

fn signed(body: &[u8]) -> Vec<u8> {
    let now = Timestamp::now().as_second();
    let signature = key().sign("msg_1", now, body);
    let head = format!(
        "POST /hook?a=b HTTP/1.1\r\nhost: h\r\n{ID}: msg_1\r\n{TIMESTAMP}: {now}\r\n{SIGNATURE}: {signature}\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Everything that is answered until the connection is closed.
async fn exchange(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    // One that is refused in the middle is part of some tests.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).expect("text")
}

#[tokio::test]
async fn what_is_signed_arrives_as_it_was_sent() {
    let (mut receiver, address) = receiver().await;
    let sender = tokio::spawn(async move { exchange(address, &signed(BODY)).await });
    let Some(Arrival::Event(incident)) = receiver.next().await else { panic!("an event") };
    assert_eq!(incident.verdict, Ok(()));
    let received = incident.answer(Answer::new(202, "taken"));
    assert_eq!(
        (received.path.as_str(), received.body.as_slice(), received.id().as_str()),
        ("/hook?a=b", BODY, "msg_1")
    );
    receiver.end(Duration::from_secs(5)).await;
    let answer = sender.await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 202 ") && answer.ends_with("\r\n\r\ntaken\n"), "{answer}");
}

#[tokio::test]
async fn what_is_not_is_told_apart() {
    let (mut receiver, address) = receiver().await;
    for (bytes, name) in [
        ([&signed(BODY)[..signed(BODY).len() - 1], b"]"].concat(), "wrong_signature"),
        (b"POST /hook HTTP/1.1\r\nhost: h\r\ncontent-length: 0\r\n\r\n".to_vec(), "malformed"),
    ] {
        let sender = tokio::spawn(async move { exchange(address, &bytes).await });
        let Some(Arrival::Event(incident)) = receiver.next().await else { panic!("an event") };
        assert_eq!(incident.verdict.as_ref().map_err(Fault::name), Err(name));
        incident.answer(Answer::new(401, ""));
        assert!(sender.await.expect("an answer").starts_with("HTTP/1.1 401 "));
    }
}

#[tokio::test]
async fn strays_are_answered_and_told() {
    let (mut receiver, address) = receiver().await;
    for (line, status) in [("GET /hook", 405), ("POST /", 404), ("POST /hook/", 404), ("PUT /hook", 405)] {
        let request = format!("{line} HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n");
        let answer = exchange(address, request.as_bytes()).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        assert_eq!(answer.contains("\r\nallow: POST\r\n"), status == 405, "{answer}");
        let Some(Arrival::Stray { line: told, status: code, .. }) = receiver.next().await else { panic!("a stray") };
        assert_eq!((told.as_str(), code), (line, status));
    }
}

#[tokio::test]
async fn too_large_a_body_is_refused_however_it_is_announced() {
    let address = served().await;
    let body = vec![b'x'; 100_000];
    let announced = [b"POST /hook HTTP/1.1\r\nhost: h\r\ncontent-length: 100000\r\n\r\n".as_slice(), &body].concat();
    let head = "POST /hook HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunked = [head.as_bytes(), b"186a0\r\n", &body, b"\r\n0\r\n\r\n"].concat();
    let expects = b"POST /hook HTTP/1.1\r\nhost: h\r\nexpect: 100-continue\r\ncontent-length: 100000\r\n\r\n".to_vec();
    for bytes in [announced, chunked, expects] {
        let answer = exchange(address, &bytes).await;
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    }
    let answer = exchange(address, &signed(&body[1..])).await;
    assert!(answer.starts_with("HTTP/1.1 204 "), "{answer}");
}

#[tokio::test]
async fn a_body_without_end_is_cut_off() {
    let address = served().await;
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let head = b"POST /hook HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head).await.expect("sent");
    let (mut reader, mut writer) = stream.into_split();
    let chunk = [b"10000\r\n".as_slice(), &[b'm'; 0x10000], b"\r\n"].concat();
    let endless = tokio::spawn(async move { while writer.write_all(&chunk).await.is_ok() {} });
    let mut answer = Vec::new();
    // The answer may be lost in the reset: whoever never stops sending does not listen.
    let _ = reader.read_to_end(&mut answer).await;
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 413 "), "{answer:?}");
    endless.await.expect("it was cut off");
}

#[tokio::test]
async fn slow_senders_are_dropped() {
    let address = served().await;
    assert_eq!(exchange(address, b"").await, "");
    let cut = exchange(address, b"POST /hook HTTP/1.1\r\nhost:").await;
    assert!(!cut.starts_with("HTTP/1.1 2"), "{cut}");
    let late = exchange(address, b"POST /hook HTTP/1.1\r\nhost: h\r\ncontent-length: 9\r\n\r\n{").await;
    assert!(late.starts_with("HTTP/1.1 408 "), "{late}");
    assert!(exchange(address, b"not HTTP at all\r\n\r\n").await.starts_with("HTTP/1.1 400 "));
}

#[tokio::test]
async fn memory_is_shared_and_given_back() {
    let (mut receiver, address) = receiver().await;
    let large = signed(&vec![b'x'; 90_000]);
    let send = |bytes: Vec<u8>| tokio::spawn(async move { exchange(address, &bytes).await });
    let first = send(large.clone());
    let Some(Arrival::Event(held)) = receiver.next().await else { panic!("an event") };
    let second = send(large.clone());
    let Some(Arrival::Stray { status: 503, .. }) = receiver.next().await else { panic!("too much at once") };
    assert!(second.await.expect("an answer").starts_with("HTTP/1.1 503 "));
    held.answer(Answer::new(204, ""));
    let third = send(large);
    let Some(Arrival::Event(incident)) = receiver.next().await else { panic!("an event") };
    incident.answer(Answer::new(204, ""));
    for sender in [first, third] {
        assert!(sender.await.expect("an answer").starts_with("HTTP/1.1 204 "));
    }
}

#[tokio::test]
async fn more_connections_than_there_are_places_wait_their_turn() {
    let address = served().await;
    let senders: Vec<_> =
        (0..100).map(|_| tokio::spawn(async move { exchange(address, &signed(BODY)).await })).collect();
    for sender in senders {
        let answer = sender.await.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 204 "), "{answer:?}");
    }
}

#[tokio::test]
async fn the_end_waits_for_answers_and_takes_nothing_new() {
    let (mut receiver, address) = receiver().await;
    let sender = tokio::spawn(async move { exchange(address, &signed(BODY)).await });
    let Some(Arrival::Event(incident)) = receiver.next().await else { panic!("an event") };
    receiver.stop();
    let end = tokio::spawn(receiver.end(Duration::from_secs(5)));
    incident.answer(Answer::new(204, ""));
    end.await.expect("an end");
    assert!(sender.await.expect("an answer").starts_with("HTTP/1.1 204 "));
    assert!(TcpStream::connect(address).await.is_err());
}
