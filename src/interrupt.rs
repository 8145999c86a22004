//! Ctrl-C and its kin as a future: SIGINT, SIGTERM, SIGHUP.
//!
//! Most commands are simply dropped ([`or`]). Those that move money listen themselves, because they must not leave
//! before they know how it stands.

use crate::error::Error;
use std::future::{Future, poll_fn};
use std::io;
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

/// Runs `work`, and drops it at the first signal.
pub async fn or<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let mut interrupt = Interrupt::listen()?;
    tokio::select! {
        result = work => result,
        () = interrupt.next() => Err(Error::Interrupted { what: "the command was stopped".to_owned(), session: None }),
    }
}
