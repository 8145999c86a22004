//! Receives callbacks: takes one address, verifies on the raw bytes, and hands each event down a channel with the means
//! to answer it. What happens to an event, and what is printed, is for the other end.
//!
//! It stands on the network: heads, bodies, connections and memory are limited, in size and in time. This is hyper
//! without axum, because only hyper limits the time of a head.

mod body;
mod connections;

use super::claim::{Fault, FaultKind};
use super::received::Received;
use super::signature::SigningKey;
use body::{Body, Memory};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CONNECTION, CONTENT_TYPE, HeaderMap, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// What is taken from a sender.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bodies of so many bytes, and larger ones, are refused.
    pub body: usize,
    /// Bodies in memory at once, in bytes.
    pub memory: usize,
    /// Until a head is there; a connection that stays open may be quiet for as long.
    pub head: Duration,
    /// From the head until its body is there.
    pub time: Duration,
    /// Connections at once; others wait.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let (head, time) = (Duration::from_secs(5), Duration::from_secs(5));
        Self { body: 10 * 1024 * 1024, memory: 64 * 1024 * 1024, head, time, connections: 512 }
    }
}

/// What came.
#[derive(Debug)]
pub enum Arrival {
    /// A callback, which waits for its answer.
    Event(Box<Incident>),
    /// Something else, or something that could not be taken. It has been answered.
    Stray {
        /// `GET /favicon.ico`
        line: String,
        /// What was answered.
        status: u16,
        /// Why.
        why: &'static str,
    },
}

/// A callback that waits for its answer.
#[derive(Debug)]
pub struct Incident {
    /// As it came.
    pub received: Arc<Received>,
    /// When its head was there.
    pub began: Instant,
    /// Whether it was verified, or why not.
    pub verdict: Result<(), Fault>,
    answer: oneshot::Sender<Answer>,
    _held: body::Held,
}

/// What the sender is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// 2xx, or it comes again (D).
    pub status: u16,
    /// For people who read the sender's log.
    pub text: String,
}

impl Answer {
    /// One with a sentence.
    pub fn new(status: u16, text: impl Into<String>) -> Self {
        Self { status, text: text.into() }
    }

    /// What somebody is told whose callback is not to be believed.
    pub fn refusal(fault: &Fault) -> Self {
        let status = if fault.kind() == FaultKind::Malformed { 400 } else { 401 };
        Self::new(status, fault.to_string())
    }
}

impl Incident {
    /// Answers the sender.
    pub fn answer(self, answer: Answer) -> Arc<Received> {
        // Whoever has gone sends again.
        let _ = self.answer.send(answer);
        self.received
    }
}

/// The keys that verify now; they may change while it runs.
pub type Keys = watch::Receiver<Arc<[SigningKey]>>;

/// Receives until it is ended.
pub struct Receiver {
    arrivals: mpsc::Receiver<Arrival>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Receiver {
    /// Begins to receive `POST`s of `path`.
    pub fn start(listener: TcpListener, path: &str, keys: Keys, limits: Limits) -> Self {
        let (tell, arrivals) = mpsc::channel(256);
        let (stop, stopped) = watch::channel(false);
        let desk = Desk { path: path.to_owned(), keys, limits, memory: Memory::new(limits.memory), tell };
        let task = tokio::spawn(connections::accept(listener, Arc::new(desk), stopped));
        Self { arrivals, stop, task }
    }

    /// The next; nothing once it has ended.
    pub async fn next(&mut self) -> Option<Arrival> {
        self.arrivals.recv().await
    }

    /// Takes no more connections, and nothing new on those that are there. What has come is still handed out.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Waits at most so long until everybody has been answered.
    pub async fn end(mut self, limit: Duration) {
        self.stop();
        let abort = self.task.abort_handle();
        if tokio::time::timeout(limit, &mut self.task).await.is_err() {
            abort.abort();
        }
    }
}

/// What every connection shares.
struct Desk {
    path: String,
    keys: Keys,
    limits: Limits,
    memory: Memory,
    tell: mpsc::Sender<Arrival>,
}

impl Desk {
    /// Takes one request to its answer.
    async fn take(&self, request: Request<Incoming>, closes: bool) -> Response<String> {
        let (at, began) = (Timestamp::now(), Instant::now());
        let line = format!("{} {}", request.method(), request.uri().path());
        let mut response = match self.receive(request, at, began).await {
            Ok(answer) => respond(answer.status, answer.text),
            Err((status, why)) => {
                // Nobody listens at the very end only.
                let _ = self.tell.send(Arrival::Stray { line, status, why }).await;
                respond(status, why.to_owned())
            }
        };
        if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
        }
        if closes || matches!(response.status().as_u16(), 408 | 413) {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }

    async fn receive(
        &self,
        request: Request<Incoming>,
        at: Timestamp,
        began: Instant,
    ) -> Result<Answer, (u16, &'static str)> {
        if request.uri().path() != self.path {
            return Err((404, "nothing is taken at this path"));
        }
        if request.method() != Method::POST {
            return Err((405, "only POST is taken"));
        }
        let (head, incoming) = request.into_parts();
        let Body { bytes, held } = body::read(incoming, &head.headers, &self.limits, &self.memory).await?;
        let path = head.uri.path_and_query().map_or_else(String::new, ToString::to_string);
        let received = Arc::new(Received { at, path, headers: headers(&head.headers), body: bytes });
        let verdict = received.verify(&self.keys.borrow());
        let (answer, answered) = oneshot::channel();
        let incident = Incident { received, began, verdict, answer, _held: held };
        let ending = (503, "the listener is ending");
        self.tell.send(Arrival::Event(Box::new(incident))).await.map_err(|_| ending)?;
        answered.await.map_err(|_| ending)
    }
}

fn headers(map: &HeaderMap) -> Vec<(String, Vec<u8>)> {
    map.iter().map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec())).collect()
}

fn respond(status: u16, text: String) -> Response<String> {
    let mut response = Response::new(if text.is_empty() { text } else { format!("{text}\n") });
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// The bytes of an answer as hyper wants them.
fn whole(response: Response<String>) -> Response<http_body_util::Full<Bytes>> {
    response.map(|text| http_body_util::Full::new(Bytes::from(text)))
}

#[cfg(test)]
mod tests;
