//! The run's own receiver of callbacks: verifies each on its raw bytes, records it, hands it to the handler if there is
//! one, and remembers how that was answered. What cannot be verified goes no further.

use crate::model::event::{Event, EventType};
use crate::webhook::deliver::{Deliverer, Outcome, Post};
use crate::webhook::events::Events;
use crate::webhook::forward::TIME;
use crate::webhook::received::Received;
use crate::webhook::receiver::{Answer, Arrival, Incident, Keys, Limits, Receiver};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

/// How long callbacks that are on their way get at the end.
const GRACE: Duration = Duration::from_secs(1);

/// A callback that came.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// The `webhook-id`.
    pub id: String,
    pub kind: EventType,
    pub session_id: String,
    pub order_id: Option<String>,
    pub failure_reason: Option<String>,
    /// Why it is not to be believed.
    pub problem: Option<String>,
    /// What the handler answered; nothing where there is none, or it was not asked.
    pub handled: Option<Outcome>,
}

impl Heard {
    /// As it is read from one that came. A body that is no event is of no session.
    pub(super) fn of(received: &Received, problem: Option<String>, handled: Option<Outcome>) -> Self {
        let event: Option<Event> = serde_json::from_slice(&received.body).ok();
        let summary = received.summary();
        let kind = EventType::from(summary.kind.unwrap_or_default());
        let session_id = summary.data.session_id.unwrap_or_default();
        let failure_reason = event.and_then(|event| event.data.failure_reason);
        Self { id: received.id(), kind, session_id, order_id: summary.data.order_id, failure_reason, problem, handled }
    }
}

/// What each callback goes through.
pub(super) struct Way {
    pub handler: Option<Url>,
    pub deliverer: Deliverer,
    pub events: Events,
    /// How long the handler has to answer.
    pub limit: Duration,
}

/// Receives until it is ended.
pub(super) struct Relay {
    heard: watch::Receiver<Vec<Heard>>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Relay {
    pub(super) fn start(listener: TcpListener, path: &str, keys: Keys, way: Way) -> Self {
        let (tell, heard) = watch::channel(Vec::new());
        let (stop, stopped) = watch::channel(false);
        let receiver = Receiver::start(listener, path, keys, Limits::default());
        let task = tokio::spawn(receive(receiver, Arc::new(way), Arc::new(tell), stopped));
        Self { heard, stop, task }
    }

    pub(super) fn heard(&self) -> watch::Receiver<Vec<Heard>> {
        self.heard.clone()
    }

    /// Whoever is in the middle of an answer gets a little time.
    pub(super) async fn end(mut self) {
        self.stop.send_replace(true);
        let abort = self.task.abort_handle();
        if tokio::time::timeout(GRACE, &mut self.task).await.is_err() {
            abort.abort();
        }
    }
}

async fn receive(
    mut receiver: Receiver,
    way: Arc<Way>,
    tell: Arc<watch::Sender<Vec<Heard>>>,
    mut stopped: watch::Receiver<bool>,
) {
    loop {
        let arrival = tokio::select! {
            arrival = receiver.next() => arrival,
            _ = stopped.changed() => break,
        };
        match arrival {
            Some(Arrival::Event(incident)) => {
                let (way, tell) = (Arc::clone(&way), Arc::clone(&tell));
                tokio::spawn(async move { way.take(*incident, &tell).await });
            }
            Some(Arrival::Stray { .. }) => {}
            None => break,
        }
    }
    receiver.end(GRACE / 2).await;
}

impl Way {
    async fn take(&self, incident: Incident, tell: &watch::Sender<Vec<Heard>>) {
        let received = Arc::clone(&incident.received);
        let mut problem = incident.verdict.as_ref().err().map(ToString::to_string);
        let mut answer = match &incident.verdict {
            Ok(()) => Answer::new(200, ""),
            Err(fault) => Answer::refusal(fault),
        };
        if let Err(error) = self.events.append(&received, problem.as_deref(), false) {
            let unwritten = format!("it could not be recorded: {error}");
            answer = Answer::new(503, unwritten.clone());
            problem = problem.or(Some(unwritten));
        }
        let mut handled = None;
        if let (Some(url), None) = (&self.handler, &problem) {
            let post = Post { url, headers: &received.headers, body: &received.body, limit: self.limit.min(TIME) };
            let outcome = self.deliverer.post(&post).await;
            if !outcome.is_delivered() {
                answer = Answer::new(502, "the handler did not answer with 2xx");
            }
            handled = Some(outcome);
        }
        incident.answer(answer);
        tell.send_modify(|heard| heard.push(Heard::of(&received, problem, handled)));
    }
}
