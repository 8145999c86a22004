//! Sends what the world has to tell, whichever process made it happen.
//!
//! What is due is taken with a short lease that is renewed while it is being sent: a process that dies keeps nothing from
//! the others for long. Callbacks of one session to one destination go one after the other, also when several processes
//! send, so that they arrive in order as long as nothing fails; all else goes at once, up to a limit that the destinations share.

mod lanes;

use super::shared::Shared;
use super::world::{Attempt, Due, World};
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

/// How long a loop whose time is up gets to give back what it has.
const LAST_WORD: Duration = Duration::from_millis(250);

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
        let deadline = Instant::now() + limit;
        self.stop.send_replace(Some(Until { deadline, empties }));
        let task = self.task.abort_handle();
        // A loop that panicked has said so on stderr. Its leases run out, and so do those of one that waits for the file.
        if tokio::time::timeout_at(deadline + LAST_WORD, self.task).await.is_err() {
            task.abort();
        }
    }
}

/// A delivery after its attempt.
type Sent = (Lane, Due, Outcome);

/// The loop's own state.
struct Loop {
    shared: Shared,
    deliverer: Arc<Deliverer>,
    lanes: Lanes,
    sending: JoinSet<Sent>,
}

impl Loop {
    async fn run(mut self, mut stopped: watch::Receiver<Option<Until>>) {
        let mut renewal = tokio::time::interval(RENEWAL);
        loop {
            let until = *stopped.borrow_and_update();
            if until.is_none_or(|until| until.empties) {
                self.take().await;
            }
            if until.is_some_and(|until| self.sending.is_empty() || until.deadline <= Instant::now()) {
                return self.give_back().await;
            }
            tokio::select! {
                Some(Ok(sent)) = self.sending.join_next() => self.settle(sent).await,
                () = self.shared.change() => {}
                _ = stopped.changed() => {}
                _ = renewal.tick() => self.lease(LEASE).await,
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// Takes what is due and begins to send it.
    async fn take(&mut self) {
        // A file that can't be used now is asked again; whoever asks the API meanwhile hears what is wrong with it.
        let destinations = self.shared.world().due_destinations().unwrap_or_default();
        for destination in destinations {
            let room = self.lanes.room_for(destination);
            if room > 0 {
                let taken = self.shared.transition(move |world| world.claim_due(destination, room, LEASE)).await;
                taken.unwrap_or_default().into_iter().for_each(|due| self.enter(due));
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

    fn tell(&self, (_, due, outcome): &Sent) {
        self.shared.tell(|| {
            let how = outcome.status.map(|status| status.to_string()).or(outcome.error.clone()).unwrap_or_default();
            format!("callback {} to {}: {how}, {} ms", due.event_id, due.url, outcome.duration.as_millis())
        });
    }

    /// Writes down how it went, together with those that have ended as well, and sends what waited behind them.
    async fn settle(&mut self, sent: Sent) {
        let mut ended = vec![sent];
        while let Some(Ok(other)) = self.sending.try_join_next() {
            ended.push(other);
        }
        ended.iter().for_each(|sent| self.tell(sent));
        let (left, attempts): (Vec<_>, Vec<_>) = ended.into_iter().map(apart).unzip();
        let record =
            move |world: &mut World| attempts.iter().try_for_each(|(id, attempt)| world.record_attempt(*id, attempt));
        // What can't be written down is sent again when its lease has run out: at least once.
        let _ = self.shared.transition(record).await;
        for (lane, delivery_id) in left {
            if let Some(next) = self.lanes.leave(&lane, delivery_id) {
                self.send(lane, next);
            }
        }
    }

    /// What is not sent by now stays due, for whoever comes next.
    async fn give_back(mut self) {
        self.sending.abort_all();
        self.lease(Duration::ZERO).await;
    }

    async fn lease(&self, lease: Duration) {
        let held = self.lanes.held();
        if !held.is_empty() {
            // One that is lost is sent twice, which receivers have to expect anyway.
            let _ = self.shared.transition(move |world| world.renew_leases(&held, lease)).await;
        }
    }
}

/// What leaves its lane, and what is written down about it.
fn apart((lane, due, outcome): Sent) -> ((Lane, i64), (i64, Attempt)) {
    let attempt = Attempt { status: outcome.status, error: outcome.error, duration: outcome.duration };
    ((lane, due.delivery_id), (due.delivery_id, attempt))
}
