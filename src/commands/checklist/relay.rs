//! The run's own receiver of callbacks: verifies each on its raw bytes, records it, hands it to the handler if there is
//! one, and remembers how that was answered. What cannot be verified goes no further.

use crate::model::event::{Event, EventType};
use crate::webhook::deliver::{self, Deliverer, Post};
use crate::webhook::events::Events;
use crate::webhook::forward::TIME;
use crate::webhook::received::Received;
use crate::webhook::receiver::{Answer, Arrival, Incident, Keys, Limits, Receiver};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;
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
    pub handled: Option<deliver::Answer>,
}

impl Heard {
    /// As it is read from one that came. A body that is no event is of no session.
    pub(super) fn of(received: &Received, problem: Option<String>, handled: Option<deliver::Answer>) -> Self {
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
    pending: watch::Receiver<usize>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Relay {
    pub(super) fn start(listener: TcpListener, path: &str, keys: Keys, way: Way) -> Self {
        let ((tell, heard), (count, pending)) = (watch::channel(Vec::new()), watch::channel(0));
        let (stop, stopped) = watch::channel(false);
        let receiver = Receiver::start(listener, path, keys, Limits::default());
        let task = tokio::spawn(receive(receiver, Arc::new(way), Arc::new(Told { tell, count }), stopped));
        Self { heard, pending, stop, task }
    }

    pub(super) fn heard(&self) -> watch::Receiver<Vec<Heard>> {
        self.heard.clone()
    }

    /// Waits until everything that has come is answered, or the time is up: how many are not answered then.
    pub(super) async fn settle(&self, deadline: Instant) -> usize {
        let mut pending = self.pending.clone();
        match tokio::time::timeout_at(deadline, pending.wait_for(|count| *count == 0)).await {
            Ok(_) => 0,
            Err(_) => *self.pending.borrow(),
        }
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

/// What has come: answered, and how many are not answered yet.
struct Told {
    tell: watch::Sender<Vec<Heard>>,
    count: watch::Sender<usize>,
}

async fn receive(mut receiver: Receiver, way: Arc<Way>, told: Arc<Told>, mut stopped: watch::Receiver<bool>) {
    loop {
        let arrival = tokio::select! {
            arrival = receiver.next() => arrival,
            _ = stopped.changed() => break,
        };
        match arrival {
            Some(Arrival::Event(incident)) => {
                let (way, told) = (Arc::clone(&way), Arc::clone(&told));
                told.count.send_modify(|count| *count += 1);
                tokio::spawn(async move {
                    let heard = way.take(*incident).await;
                    told.tell.send_modify(|all| all.push(heard));
                    told.count.send_modify(|count| *count -= 1);
                });
            }
            Some(Arrival::Stray { .. }) => {}
            None => break,
        }
    }
    receiver.end(GRACE / 2).await;
}

impl Way {
    async fn take(&self, incident: Incident) -> Heard {
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
            let asked = self.deliverer.ask(&post).await;
            if !asked.outcome.is_delivered() {
                answer = Answer::new(502, "the handler did not answer with 2xx");
            }
            handled = Some(asked);
        }
        incident.answer(answer);
        Heard::of(&received, problem, handled)
    }
}
