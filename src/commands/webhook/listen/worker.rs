//! Receives and handles on a thread of its own, so that a terminal that is held still, or a pipe that nobody reads, never
//! keeps a sender waiting for its answer.

use super::handling::Handling;
use super::shown::Shown;
use crate::error::Error;
use crate::webhook::receiver::{Arrival, Keys, Limits, Receiver};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

/// How many lines wait to be printed; what is more is recorded, answered, and not shown.
const WAITING: usize = 10_000;

/// How long events on their way get when it ends.
const GRACE: Duration = Duration::from_secs(2);

/// What is to be printed.
pub(super) enum Line {
    /// An event that was answered.
    Event(Box<Shown>),
    /// One that came and was verified, and that a handler lets wait.
    Waits(String),
    /// A request that was none.
    Stray(String),
}

/// The thread.
pub(super) struct Worker {
    missed: Arc<AtomicU64>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Begins to receive. The lines come in the order in which events were answered, and end when everybody has been.
    pub fn start(
        listener: TcpListener,
        path: String,
        keys: Keys,
        handling: Handling,
    ) -> Result<(Self, mpsc::Receiver<Line>), Error> {
        let failed = |error: std::io::Error| Error::Internal(format!("cannot start to receive: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let (tell, lines) = mpsc::channel(WAITING);
        let (stop, stopped) = oneshot::channel();
        let missed = Arc::new(AtomicU64::new(0));
        let desk = Desk { handling: Arc::new(handling), tell, missed: Arc::clone(&missed), handled: JoinSet::new() };
        let thread = std::thread::Builder::new().name("receiver".to_owned()).spawn(move || {
            // A listener that can't be used any more ends the thread, and is seen by the end of the lines.
            let _ = runtime.block_on(desk.run(listener, &path, keys, stopped));
        });
        Ok((Self { missed, stop: Some(stop), thread: Some(thread.map_err(failed)?) }, lines))
    }

    /// How many lines were not shown since the last call.
    pub fn missed(&self) -> u64 {
        self.missed.swap(0, Ordering::Relaxed)
    }

    /// Takes nothing new, and gives what is on its way a little time.
    pub fn stop(&mut self) {
        self.stop.take();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
        if let Some(thread) = self.thread.take() {
            // A panic has said on stderr what it was.
            let _ = thread.join();
        }
    }
}

/// The thread's own state.
struct Desk {
    handling: Arc<Handling>,
    tell: mpsc::Sender<Line>,
    missed: Arc<AtomicU64>,
    handled: JoinSet<Option<Shown>>,
}

impl Desk {
    async fn run(
        mut self,
        listener: TcpListener,
        path: &str,
        keys: Keys,
        mut stopped: oneshot::Receiver<()>,
    ) -> std::io::Result<()> {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let mut receiver = Receiver::start(listener, path, keys, Limits::default());
        while self.step(&mut receiver, &mut stopped).await {}
        receiver.stop();
        let rest = async { while self.finish(&mut receiver).await {} };
        // What is not answered by then comes again.
        let _ = tokio::time::timeout(GRACE, rest).await;
        Ok(())
    }

    /// Whether it goes on.
    async fn step(&mut self, receiver: &mut Receiver, stopped: &mut oneshot::Receiver<()>) -> bool {
        tokio::select! {
            arrival = receiver.next() => match arrival {
                Some(arrival) => self.take(arrival),
                None => return false,
            },
            Some(handled) = self.handled.join_next() => self.show(handled.ok().flatten()),
            _ = stopped => return false,
        }
        true
    }

    /// Whether there is more to be finished.
    async fn finish(&mut self, receiver: &mut Receiver) -> bool {
        tokio::select! {
            Some(arrival) = receiver.next() => self.take(arrival),
            Some(handled) = self.handled.join_next() => self.show(handled.ok().flatten()),
            else => return false,
        }
        true
    }

    fn take(&mut self, arrival: Arrival) {
        match arrival {
            Arrival::Event(incident) => {
                let (handling, tell) = (Arc::clone(&self.handling), self.tell.clone());
                self.handled.spawn(async move {
                    // Nobody waits for whoever prints; the event itself is told later.
                    let waits = |text| drop(tell.try_send(Line::Waits(text)));
                    handling.handle(*incident, waits).await
                });
            }
            Arrival::Stray { line, status, why } => self.print(Line::Stray(format!("{line}: {status}, {why}"))),
        }
    }

    fn show(&mut self, shown: Option<Shown>) {
        if let Some(shown) = shown {
            self.print(Line::Event(Box::new(shown)));
        }
    }

    /// Nobody waits for whoever prints.
    fn print(&mut self, line: Line) {
        if self.tell.try_send(line).is_err() {
            self.missed.fetch_add(1, Ordering::Relaxed);
        }
    }
}
