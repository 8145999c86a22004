//! Ctrl-C and its kin as a future: SIGINT, SIGTERM, SIGHUP.
//!
//! Most commands are dropped, once no write of theirs is on its way ([`or`]). Those that wait for money listen
//! themselves, because they must not leave before they know how it stands.

use crate::error::Error;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens from the moment it is made.
pub struct Interrupt(Vec<Signal>);

impl Interrupt {
    /// Takes the signals over from the system, which would end the process.
    pub fn listen() -> Result<Self, Error> {
        [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()]
            .into_iter()
            .map(signal)
            .collect::<io::Result<_>>()
            .map(Self)
            .map_err(|error| Error::Internal(format!("cannot listen for signals: {error}")))
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        poll_fn(|context| {
            let arrived = self.0.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
            if arrived { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

/// Whether a write is on its way: told by the client, asked when a signal comes.
#[derive(Clone, Debug, Default)]
pub struct Writing(Arc<AtomicBool>);

impl Writing {
    /// Says so, or takes it back.
    pub fn set(&self, is_writing: bool) {
        self.0.store(is_writing, Ordering::Relaxed);
    }

    fn is_under_way(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs `work`, and drops it at the first signal; but a write that is on its way gets its answer, unless a second
/// signal comes.
pub async fn or<T>(writing: &Writing, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let mut interrupt = Interrupt::listen()?;
    let mut work = pin!(work);
    tokio::select! {
        result = &mut work => return result,
        () = interrupt.next() => {}
    }
    if !writing.is_under_way() {
        return Err(Error::Interrupted { what: "the command was stopped".to_owned(), session: None });
    }
    tokio::select! {
        result = &mut work => result,
        () = interrupt.next() => Err(Error::Unknown {
            what: "the command was stopped before its request was answered: it may have happened".to_owned(),
            session: None,
            attempt: None,
            hint: "look at what is there before you do it again".to_owned(),
            cause: None,
        }),
    }
}
