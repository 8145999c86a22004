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
use std::time::{Duration, Instant};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens from the moment it is made.
pub struct Interrupt {
    signals: Vec<(SignalKind, Signal)>,
    is_typed: bool,
    hung_up: Option<Instant>,
}

/// Within this time the system and then the shell say, each with a signal, that the same terminal has hung up.
const ONE_HANGUP: Duration = Duration::from_secs(1);

impl Interrupt {
    /// Takes the signals over from the system, which would end the process; but not those that whoever started it has
    /// told it to ignore, as `nohup` does.
    pub fn listen() -> Result<Self, Error> {
        let ignored = ignored();
        let signals = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()]
            .into_iter()
            .filter(|kind| ignored >> (kind.as_raw_value() - 1) & 1 == 0)
            .map(|kind| Ok((kind, signal(kind)?)))
            .collect::<io::Result<_>>()
            .map_err(|error| Error::Internal(format!("cannot listen for signals: {error}")))?;
        Ok(Self { signals, is_typed: false, hung_up: None })
    }

    /// Waits for the next one. That a terminal has hung up may be said twice, and is one.
    pub async fn next(&mut self) {
        let mut came = self.any().await;
        while came == SignalKind::hangup() && self.hung_up.is_some_and(|at| at.elapsed() < ONE_HANGUP) {
            came = self.any().await;
        }
        self.is_typed = came == SignalKind::interrupt();
        self.hung_up = (came == SignalKind::hangup()).then(Instant::now);
    }

    async fn any(&mut self) -> SignalKind {
        poll_fn(|context| {
            let mut signals = self.signals.iter_mut();
            let came = signals.find_map(|(kind, signal)| signal.poll_recv(context).is_ready().then_some(*kind));
            came.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }

    /// Whether the last one was Ctrl-C, behind which there is a person who can be asked.
    pub fn is_typed(&self) -> bool {
        self.is_typed
    }
}

/// The signals that are ignored, each a bit. Where the system doesn't say, none is.
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
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
