//! Forwards an event to the handlers that it is for, as it came, and tries again where that may help: within the time
//! that the sender waits for its answer.
//!
//! The policy: a handler that cannot be reached, or answers 408, 425, 429 or 5xx, is asked up to four times, after half a
//! second, one second and two. Any other answer is its answer. All ends 12 seconds after the event came; a sender gives up
//! after 15 (A).

use super::deliver::{Deliverer, Outcome, Post};
use super::received::Received;
use crate::model::pattern::EventPattern;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;
use url::Url;

/// From an event's arrival until its sender is answered.
pub const TIME: Duration = Duration::from_secs(12);

/// Before each further attempt.
const PAUSES: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

/// How many attempts are on their way at once; others wait.
const AT_ONCE: usize = 128;

/// Somebody who handles events.
#[derive(Clone, Debug)]
pub struct Handler {
    /// Where.
    pub url: Url,
    /// Which events; nothing means all of them.
    pub pattern: Option<EventPattern>,
}

/// How it went with one handler.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Forwarded {
    /// Where to, without credentials.
    pub url: String,
    /// The last answer, if there was one.
    pub status: Option<u16>,
    /// What went wrong, if there was none.
    pub error: Option<String>,
    /// How often it was asked.
    pub attempts: u32,
    /// From the first attempt to the last answer.
    pub milliseconds: u64,
}

impl Forwarded {
    /// Any 2xx is a success.
    pub fn is_handled(&self) -> bool {
        matches!(self.status, Some(200..=299))
    }
}

/// Forwards to a fixed set of handlers.
pub struct Forwarder {
    deliverer: Arc<Deliverer>,
    handlers: Vec<Handler>,
    places: Arc<Semaphore>,
}

impl Forwarder {
    /// Connects to nothing yet.
    pub fn new(deliverer: Deliverer, handlers: Vec<Handler>) -> Self {
        Self { deliverer: Arc::new(deliverer), handlers, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Gives the event to every handler that it is for, at once, and waits for all of them; in their order.
    pub async fn forward(&self, received: &Arc<Received>, kind: &str, began: Instant) -> Vec<Forwarded> {
        let deadline = began + TIME;
        let mut asked = JoinSet::new();
        let meant = |handler: &&Handler| handler.pattern.as_ref().is_none_or(|pattern| pattern.matches(kind));
        for (number, handler) in self.handlers.iter().filter(meant).enumerate() {
            let (deliverer, places) = (Arc::clone(&self.deliverer), Arc::clone(&self.places));
            let (received, url) = (Arc::clone(received), handler.url.clone());
            asked.spawn(async move { (number, ask(&deliverer, &places, &received, &url, deadline).await) });
        }
        let mut answers = asked.join_all().await;
        answers.sort_unstable_by_key(|(number, _)| *number);
        answers.into_iter().map(|(_, forwarded)| forwarded).collect()
    }
}

async fn ask(
    deliverer: &Deliverer,
    places: &Semaphore,
    received: &Received,
    url: &Url,
    deadline: Instant,
) -> Forwarded {
    let started = Instant::now();
    let mut attempts = 0;
    let outcome = loop {
        let outcome = attempt(deliverer, places, received, url, deadline).await;
        attempts += 1;
        match pause(attempts, &outcome, deadline.saturating_duration_since(Instant::now())) {
            Some(pause) => tokio::time::sleep(pause).await,
            None => break outcome,
        }
    };
    let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    Forwarded { url: shown(url), status: outcome.status, error: outcome.error, attempts, milliseconds }
}

async fn attempt(
    deliverer: &Deliverer,
    places: &Semaphore,
    received: &Received,
    url: &Url,
    deadline: Instant,
) -> Outcome {
    let Ok(_place) = tokio::time::timeout_at(deadline, places.acquire()).await else {
        return Outcome { status: None, error: Some("too many at once".to_owned()), duration: Duration::ZERO };
    };
    let limit = deadline.saturating_duration_since(Instant::now());
    deliverer.post(&Post { url, headers: &received.headers, body: &received.body, limit }).await
}

/// How long to wait before the next attempt, if there is to be one.
fn pause(attempts: u32, outcome: &Outcome, left: Duration) -> Option<Duration> {
    let may_help = matches!(outcome.status, None | Some(408 | 425 | 429 | 500..=599));
    let pause = PAUSES.get(usize::try_from(attempts).ok()?.checked_sub(1)?)?;
    (may_help && *pause < left).then_some(*pause)
}

/// Without what may be a secret: user, password, query.
pub fn shown(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(status: Option<u16>) -> Outcome {
        Outcome { status, error: None, duration: Duration::ZERO }
    }

    #[test]
    fn only_what_may_pass_is_tried_again_and_in_time() {
        let long = Duration::from_secs(10);
        for status in [None, Some(500), Some(503), Some(429), Some(408), Some(425)] {
            let pauses: Vec<_> = (1..=4).map(|attempts| pause(attempts, &outcome(status), long)).collect();
            assert_eq!(pauses, [Some(PAUSES[0]), Some(PAUSES[1]), Some(PAUSES[2]), None]);
            assert_eq!(pause(2, &outcome(status), PAUSES[1]), None);
        }
        for status in [200, 204, 301, 400, 401, 404, 410] {
            assert_eq!(pause(1, &outcome(Some(status)), long), None, "{status}");
        }
    }

    #[test]
    fn credentials_are_not_shown() {
        let url = Url::parse("https://user:password@shop.example:8443/hook?token=1#a").expect("a URL");
        assert_eq!(shown(&url), "https://shop.example:8443/hook");
    }
}
