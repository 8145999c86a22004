//! A real socket: what is asked is answered, and the shutdown ends it.

use super::request;
use crate::emulator::http::{Plays, serve};
use crate::emulator::{Shared, World};
use axum::http::Method;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

#[tokio::test]
async fn it_serves_until_the_shutdown() {
    let folder = tempfile::tempdir().expect("a folder");
    let world = World::open(folder.path()).expect("a world");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let server =
        tokio::spawn(serve(listener, Shared::new(world), Plays::Playground, async move { drop(stopped.await) }));
    let mut stream = TcpStream::connect(address).await.expect("connected");
    stream.write_all(wire(&address.to_string()).as_bytes()).await.expect("asked");
    let mut answer = [0; 15];
    stream.read_exact(&mut answer).await.expect("answered");
    assert_eq!(&answer, b"HTTP/1.1 200 OK");
    stop.send(()).expect("still there");
    let ended = tokio::time::timeout(Duration::from_secs(10), server).await.expect("an idle connection is no obstacle");
    ended.expect("no panic").expect("served");
}

/// The request as it goes over the wire, with the key that every test brings.
fn wire(host: &str) -> String {
    let parts = request(Method::GET, "/locations").body(()).expect("a request");
    let key = parts.headers()["authorization"].to_str().expect("a key");
    format!("GET {} HTTP/1.1\r\nhost: {host}\r\nauthorization: {key}\r\n\r\n", parts.uri())
}
