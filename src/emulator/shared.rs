//! The world as one process shares it: between the handlers of requests, and the outbox that tells of what they did.
//!
//! It is used without leaving the async thread: a transition takes microseconds, and only one can write at a time. At
//! worst it waits for another process's transition, which takes as little. Transitions that are asked for at the same
//! moment go into the file together, and none is answered before it is there.

use super::world::{World, WorldError};
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, oneshot};

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

/// A transition that somebody waits for. It gives the way to answer, which is told whether the work was kept.
type Job = Box<dyn FnOnce(&mut World) -> Answer + Send>;
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
            let answer = work(world);
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
            tokio::spawn(async move { shared.serve_waiting() });
        }
    }

    fn serve_waiting(&self) {
        let jobs = mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        let is_one = jobs.len() == 1;
        let run = |world: &mut World| jobs.into_iter().map(|job| job(world)).collect::<Vec<Answer>>();
        let mut world = self.world();
        let (answers, kept) = if is_one { (run(&mut world), Ok(())) } else { world.together(run) };
        drop(world);
        answers.into_iter().for_each(|answer| answer(kept.clone()));
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
    use crate::model::session::NewSession;
    use serde_json::json;

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
