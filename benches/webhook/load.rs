//! Rounds of load: every sender sends its next event when the last was answered. The places take turns, round by round, so
//! that whatever else the machine does hits all of them alike.

use crate::sender::Sender;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long a round lasts.
const ROUND: Duration = Duration::from_secs(1);

/// How many rounds each place has; one more comes first, and is not counted.
const ROUNDS: usize = 5;

/// So that no two senders of a run have the same name.
static NAMES: AtomicUsize = AtomicUsize::new(0);

/// What one place did.
#[derive(Default)]
pub struct Figures {
    /// Answers a second, of each round.
    rates: Vec<u64>,
    /// Microseconds of each answer.
    times: Vec<u32>,
}

impl Figures {
    /// Of the median round.
    pub fn rate(&self) -> u64 {
        let mut rates = self.rates.clone();
        rates.sort_unstable();
        rates[rates.len() / 2]
    }

    /// Microseconds that so many of a thousand answers took at most.
    pub fn permille(&self, permille: usize) -> u32 {
        let mut times = self.times.clone();
        times.sort_unstable();
        times[times.len() * permille / 1000]
    }
}

/// The figures of each place, in order.
pub fn compare(addresses: &[&str], senders: usize) -> Vec<Figures> {
    let mut all: Vec<_> = addresses.iter().map(|_| Figures::default()).collect();
    for round in 0..=ROUNDS {
        for (address, figures) in addresses.iter().zip(&mut all) {
            let ends = Instant::now() + ROUND;
            let (times, elapsed) = work(address, senders, || Instant::now() < ends);
            if round > 0 {
                figures.rates.push(times.len() as u64 * 1_000_000 / elapsed.as_micros() as u64);
                figures.times.extend(times);
            }
        }
    }
    all
}

/// Sends so many events, over all senders.
pub fn send(address: &str, senders: usize, count: usize) {
    let sent = AtomicUsize::new(0);
    work(address, senders, || sent.fetch_add(1, Ordering::Relaxed) < count);
}

/// The microseconds of each answer for as long as it goes on, and how long all of it took.
fn work(address: &str, senders: usize, goes_on: impl Fn() -> bool + Sync) -> (Vec<u32>, Duration) {
    let begin = Barrier::new(senders + 1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..senders)
            .map(|_| {
                let (begin, goes_on) = (&begin, &goes_on);
                scope.spawn(move || {
                    let mut sender = Sender::new(address, NAMES.fetch_add(1, Ordering::Relaxed).to_string());
                    begin.wait();
                    let mut times = Vec::new();
                    while goes_on() {
                        times.push(u32::try_from(sender.send().as_micros()).unwrap_or(u32::MAX));
                    }
                    times
                })
            })
            .collect();
        begin.wait();
        let began = Instant::now();
        let times = threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect();
        (times, began.elapsed())
    })
}
