//! Bodies: whole, within their limits of size, time and memory, or a refusal.
//!
//! Who sends too much is heard out for as long as a body may take, and what comes is dropped: otherwise the refusal would
//! be lost in the reset of the connection.

use super::Limits;
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};
use hyper::header::{EXPECT, HeaderMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::time::Instant;

const TOO_LARGE: (u16, &str) = (413, "the body is too large");
const TOO_SLOW: (u16, &str) = (408, "the body did not come in time");
const CUT: (u16, &str) = (400, "the body ended too early");
const FULL: (u16, &str) = (503, "too much at once: send it again");

/// A body, and the memory that it takes.
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) held: Held,
}

/// How much memory all bodies may take.
pub(super) struct Memory {
    taken: Arc<AtomicUsize>,
    most: usize,
}

/// A share of it, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Held {
    taken: Arc<AtomicUsize>,
    bytes: usize,
}

impl Memory {
    pub(super) fn new(most: usize) -> Self {
        Self { taken: Arc::default(), most }
    }

    fn nothing(&self) -> Held {
        Held { taken: Arc::clone(&self.taken), bytes: 0 }
    }

    /// Takes more, unless that is too much for all of them together.
    fn add(&self, held: &mut Held, bytes: usize) -> bool {
        held.bytes += bytes;
        self.taken.fetch_add(bytes, Ordering::Relaxed) + bytes <= self.most
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.taken.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// Reads the whole body.
pub(super) async fn read(
    mut incoming: Incoming,
    headers: &HeaderMap,
    limits: &Limits,
    memory: &Memory,
) -> Result<Body, (u16, &'static str)> {
    let deadline = Instant::now() + limits.time;
    let is_too_large = incoming.size_hint().lower() >= limits.body as u64;
    if is_too_large && headers.contains_key(EXPECT) {
        return Err(TOO_LARGE);
    }
    let read = async { if is_too_large { Err(TOO_LARGE) } else { collect(&mut incoming, limits.body, memory).await } };
    let result = tokio::time::timeout_at(deadline, read).await.unwrap_or(Err(TOO_SLOW));
    if matches!(result, Err(TOO_LARGE | FULL)) {
        let drop_rest = async { while matches!(incoming.frame().await, Some(Ok(_))) {} };
        // A sender without end is cut off.
        let _ = tokio::time::timeout_at(deadline, drop_rest).await;
    }
    result
}

async fn collect(incoming: &mut Incoming, most: usize, memory: &Memory) -> Result<Body, (u16, &'static str)> {
    let (mut bytes, mut held) = (Vec::new(), memory.nothing());
    while let Some(frame) = incoming.frame().await {
        let Ok(data) = frame.map_err(|_| CUT)?.into_data() else { continue };
        if bytes.len() + data.len() >= most {
            return Err(TOO_LARGE);
        }
        if !memory.add(&mut held, data.len()) {
            return Err(FULL);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Body { bytes, held })
}
