//! Sends what the world has to tell, whichever process made it happen.
//!
//! What is due is taken with a short lease that is renewed while it is being sent: a process that dies keeps nothing from
//! the others for long. Callbacks of one session to one destination go one after the other, so that they arrive in
//! order as long as nothing fails; all else goes at once, up to a limit that the destinations share.

mod lanes;

use super::shared::Shared;
use super::world::{Attempt, Due};
use crate::model::assumed::ANSWER_LIMIT;
use crate::webhook::deliver::{Callback, Deliverer, Outcome};
use lanes::{Lane, Lanes};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::Instant;

/// For how long a process that has died keeps what it took.
const LEASE: Duration = Duration::from_secs(2);

/// Often enough for a lease never to run out while its process lives.
const RENEWAL: Duration = Duration::from_millis(500);

/// How often the file is asked for what other processes have changed.
const POLL: Duration = Duration::from_millis(20);

/// A delivery loop that runs beside everything else.
pub struct Outbox {
    stop: watch::Sender<Option<Until>>,
    task: JoinHandle<()>,
}

/// When a loop that was told to stop may stop.
#[derive(Clone, Copy)]
struct Until {
    deadline: Instant,
    /// Whether what is due and not yet taken is sent as well.
    empties: bool,
}

impl Outbox {
    /// Starts the loop.
    pub fn start(shared: Shared, deliverer: Deliverer) -> Self {
        let (stop, stopped) = watch::channel(None);
        let work = Loop { shared, deliverer: Arc::new(deliverer), lanes: Lanes::default(), sending: JoinSet::new() };
        Self { stop, task: tokio::spawn(work.run(stopped)) }
    }

    /// Takes nothing new, and waits at most so long for what is being sent. The rest is kept for the next process.
    pub async fn finish(self, limit: Duration) {
        self.end(limit, false).await;
    }

    /// The same, after everything that is due by then has been sent.
    pub async fn drain(self, limit: Duration) {
        self.end(limit, true).await;
    }

    async fn end(self, limit: Duration, empties: bool) {
        self.stop.send_replace(Some(Until { deadline: Instant::now() + limit, empties }));
        // A loop that panicked has said so on stderr, and its leases run out.
        let _ = self.task.await;
    }
}

/// The loop's own state.
struct Loop {
    shared: Shared,
    deliverer: Arc<Deliverer>,
    lanes: Lanes,
    sending: JoinSet<(Lane, Due, Outcome)>,
}

impl Loop {
    async fn run(mut self, mut stopped: watch::Receiver<Option<Until>>) {
        let mut renewal = tokio::time::interval(RENEWAL);
        loop {
            let until = *stopped.borrow_and_update();
            if until.is_none_or(|until| until.empties) {
                self.take();
            }
            if until.is_some_and(|until| self.sending.is_empty() || until.deadline <= Instant::now()) {
                return self.give_back();
            }
            tokio::select! {
                Some(Ok((lane, due, outcome))) = self.sending.join_next() => {
                    self.settle(lane, &due, outcome);
                    self.settle_others();
                }
                () = self.shared.change() => {}
                _ = stopped.changed() => {}
                _ = renewal.tick() => self.lease(LEASE),
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// Takes what is due and begins to send it.
    fn take(&mut self) {
        // A file that can't be used now is asked again; whoever asks the API meanwhile hears what is wrong with it.
        let destinations = self.shared.world().due_destinations().unwrap_or_default();
        for destination in destinations {
            let room = self.lanes.room_for(destination);
            if room > 0 {
                let taken = self.shared.world().claim_due(destination, room, LEASE).unwrap_or_default();
                taken.into_iter().for_each(|due| self.enter(due));
            }
        }
    }

    fn enter(&mut self, due: Due) {
        if let Some((lane, due)) = self.lanes.enter(due) {
            self.send(lane, due);
        }
    }

    fn send(&mut self, lane: Lane, due: Due) {
        let deliverer = Arc::clone(&self.deliverer);
        self.sending.spawn(async move {
            let callback = Callback {
                id: &due.event_id,
                url: &due.url,
                body: &due.body,
                secrets: &due.secrets,
                limit: ANSWER_LIMIT,
            };
            let outcome = deliverer.deliver(&callback).await;
            (lane, due, outcome)
        });
    }

    /// Writes down how it went, and sends what waited behind it.
    fn settle(&mut self, lane: Lane, due: &Due, outcome: Outcome) {
        self.shared.tell(|| {
            let how = outcome.status.map(|status| status.to_string()).or(outcome.error.clone()).unwrap_or_default();
            format!("callback {} to {}: {how}, {} ms", due.event_id, due.url, outcome.duration.as_millis())
        });
        let attempt = Attempt { status: outcome.status, error: outcome.error, duration: outcome.duration };
        // What can't be written down is sent again when its lease has run out: at least once.
        let _ = self.shared.world().record_attempt(due.delivery_id, &attempt);
        if let Some(next) = self.lanes.leave(&lane, due.delivery_id) {
            self.send(lane, next);
        }
    }

    /// Those that have ended as well, so that one look for new ones serves them all.
    fn settle_others(&mut self) {
        while let Some(Ok((lane, due, outcome))) = self.sending.try_join_next() {
            self.settle(lane, &due, outcome);
        }
    }

    /// What is not sent by now stays due, for whoever comes next.
    fn give_back(mut self) {
        self.sending.abort_all();
        self.lease(Duration::ZERO);
    }

    fn lease(&self, lease: Duration) {
        let held = self.lanes.held();
        if !held.is_empty() {
            // One that is lost is sent twice, which receivers have to expect anyway.
            let _ = self.shared.world().renew_leases(&held, lease);
        }
    }
}
