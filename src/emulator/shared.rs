//! The world as one process shares it: between the handlers of requests, and the outbox that tells of what they did.
//!
//! It is used without leaving the async thread: a look or a transition takes microseconds. Nothing here may wait on that
//! thread for another process's transition: whoever writes waits aside, and everybody else goes on, looks above all.
//! Transitions that are asked for at the same moment go into the file together, and none is answered before it is there.

use super::world::{PATIENCE, World, WorldError};
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

/// How soon a file that another process writes is tried again.
const PAUSE: Duration = Duration::from_millis(1);

/// Cheap to clone; clones share the world.
#[derive(Clone)]
pub struct Shared {
    world: Arc<Mutex<World>>,
    waiting: Arc<Mutex<Vec<Job>>>,
    changes: Arc<Notify>,
    watcher: Option<Arc<Watcher>>,
}

/// Told a line of each request that was answered and each callback that was sent.
type Watcher = dyn Fn(&str) + Send + Sync;

/// A transition that somebody waits for, to be done in the world or refused. It gives the way to answer, which is told
/// whether the work was kept.
type Job = Box<dyn FnOnce(Result<&mut World, WorldError>) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<(), WorldError>) + Send>;

impl Shared {
    /// Takes the world.
    pub fn new(world: World) -> Self {
        Self { world: Arc::new(Mutex::new(world)), waiting: Arc::default(), changes: Arc::default(), watcher: None }
    }

    /// The same with somebody to tell what is answered and sent.
    pub fn watched_by(self, watcher: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self { watcher: Some(Arc::new(watcher)), ..self }
    }

    /// Whether somebody wants to be told.
    pub(super) fn is_watched(&self) -> bool {
        self.watcher.is_some()
    }

    /// Tells them, if there is anybody. The line is made only then.
    pub(super) fn tell(&self, line: impl FnOnce() -> String) {
        if let Some(watcher) = &self.watcher {
            watcher(&line());
        }
    }

    /// To look at it; what changes it goes through [`Self::transition`], because it may have to wait.
    /// A panic elsewhere can't have left the world half changed: its transaction was rolled back.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does `work`, in one transaction with what else is asked for at this moment, and answers when it is kept. It is done
    /// also when nobody waits for the answer any more.
    pub async fn transition<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut World) -> Result<T, WorldError> + Send + 'static,
    ) -> Result<T, WorldError> {
        let (sender, receiver) = oneshot::channel();
        self.wait(Box::new(move |world| {
            let answer = world.and_then(work);
            // Whoever asked may have gone.
            Box::new(move |kept| drop(sender.send(kept.and(answer))))
        }));
        receiver.await.unwrap_or_else(|_| Err(WorldError::Store("what was done with it broke off".to_owned())))
    }

    /// The first of those who wait sees to it that all are served: after the requests that have come by now, because the
    /// runtime takes its tasks in turn.
    fn wait(&self, job: Job) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push(job);
        if waiting.len() == 1 {
            let shared = self.clone();
            tokio::spawn(async move { shared.serve_waiting().await });
        }
    }

    /// Those who come while another process has the file wait with the first of them, and are refused with it.
    async fn serve_waiting(&self) {
        let until = Instant::now() + PATIENCE;
        while !self.serve_at_once() {
            if until <= Instant::now() {
                return self.take_waiting().into_iter().for_each(|job| job(Err(WorldError::locked()))(Ok(())));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Serves all, unless another process has the file.
    fn serve_at_once(&self) -> bool {
        let run =
            |world: &mut World| self.take_waiting().into_iter().map(|job| job(Ok(world))).collect::<Vec<Answer>>();
        let mut world = self.world();
        let Some((answers, kept)) = world.together(run) else { return false };
        drop(world);
        answers.into_iter().for_each(|answer| answer(kept.clone()));
        true
    }

    fn take_waiting(&self) -> Vec<Job> {
        mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Says that something may have happened that callbacks tell of.
    pub fn has_changed(&self) {
        self.changes.notify_one();
    }

    /// Waits until somebody says so.
    pub(super) async fn change(&self) {
        self.changes.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::session::{NewSession, Session};
    use serde_json::json;
    use std::sync::mpsc;
    use tokio::task::JoinHandle;

    fn shared() -> (Shared, NewSession, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("a folder");
        let world = World::open(folder.path()).expect("a world");
        let device = world.devices(&Default::default(), Default::default()).expect("devices").content.remove(0).id;
        let new = json!({
            "device_id": device, "order_amount": 100, "order_tax_amount": 0, "purchase_currency": "SEK",
            "purchase_started_at": "2026-06-05T18:33:39Z",
            "order_items": [{"name": "A", "quantity": 1, "unit_price": 100, "total_amount": 100, "tax_rate": 0,
                             "total_tax_amount": 0}]
        });
        (Shared::new(world), serde_json::from_value(new).expect("an order"), folder)
    }

    #[tokio::test]
    async fn those_who_ask_at_once_get_their_own_answers() {
        let (shared, new, _folder) = shared();
        let tasks: Vec<_> = (0..50)
            .map(|index| {
                let (shared, mut new) = (shared.clone(), new.clone());
                new.merchant_reference1 = Some(index.to_string());
                new.order_amount += i64::from(index % 5 == 0);
                tokio::spawn(async move { shared.transition(move |world| world.create_session(&new)).await })
            })
            .collect();
        for (index, task) in tasks.into_iter().enumerate() {
            match task.await.expect("no panic") {
                Ok(session) => {
                    assert_eq!(session.merchant_reference1, Some(index.to_string()));
                    assert_eq!(shared.world().session(&session.session_id).expect("kept"), session);
                }
                Err(error) => assert!(index % 5 == 0 && matches!(error, WorldError::Invalid(_)), "{error}"),
            }
        }
        assert_eq!(shared.world().status().expect("counted").sessions["CREATED"], 40);
    }

    /// Creates at the same moment, from four clients.
    async fn create_four(shared: &Shared, new: &NewSession) -> Vec<JoinHandle<Result<Session, WorldError>>> {
        let create = |_| {
            let (shared, new) = (shared.clone(), new.clone());
            tokio::spawn(async move { shared.transition(move |world| world.create_session(&new)).await })
        };
        let tasks = (0..4).map(create).collect();
        // The runtime takes its tasks in turn: all of them have asked, and have been tried.
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        tasks
    }

    #[tokio::test]
    async fn while_another_process_writes_looks_go_on_and_writers_wait_and_are_refused_together() {
        let (shared, new, folder) = shared();
        let order = new.clone();
        let session = shared.transition(move |world| world.create_session(&order)).await.expect("created");
        let mut other = World::open(folder.path()).expect("another process's world");
        let (locked, is_locked) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        let process = std::thread::spawn(move || {
            other.together(|_| {
                locked.send(()).expect("heard");
                released.recv().expect_err("released");
            })
        });
        is_locked.recv().expect("locked");
        let began = Instant::now();
        let early = create_four(&shared, &new).await;
        assert_eq!(shared.world().session(&session.session_id).expect("a look"), session);
        assert!(early.iter().all(|task| !task.is_finished()) && began.elapsed() < PATIENCE, "nobody stands still");
        for task in early {
            let answer = task.await.expect("no panic");
            assert!(matches!(answer, Err(WorldError::Unavailable(_))), "{answer:?}");
        }
        assert!(began.elapsed() < PATIENCE * 2, "they have waited once, all together");
        let late = create_four(&shared, &new).await;
        drop(release);
        for task in late {
            task.await.expect("no panic").expect("kept, once the file is free");
        }
        process.join().expect("no panic");
    }

    #[tokio::test]
    async fn a_break_is_an_answer_to_all_it_hits_and_keeps_nobody_waiting_later() {
        let (shared, new, _folder) = shared();
        let order = new.clone();
        let good = shared.transition(move |world| world.create_session(&order));
        let bad = shared.transition::<()>(|_| panic!("on purpose"));
        let (good, bad) = tokio::join!(good, bad);
        assert!(matches!((good, bad), (Err(WorldError::Store(_)), Err(WorldError::Store(_)))));
        assert!(shared.world().status().expect("counted").sessions.is_empty());
        shared.transition(move |world| world.create_session(&new)).await.expect("goes on");
    }
}
