//! Runs cases side by side, each worker with a world of its own, and says what does not hold.

use super::case::{Case, Evidence};
use super::journal;
use super::property;
use super::proxy::Proxy;
use super::world::World;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Most of a case is waiting, so there are more workers than cores.
const WORKERS: usize = 8;
/// As many faults as anybody reads.
const SHOWN: usize = 5;

static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
static CASES: AtomicUsize = AtomicUsize::new(0);

/// Runs all of them, and fails with what does not hold.
#[track_caller]
pub fn prove(name: &str, cases: Vec<Case>) {
    let (begun, count) = (begin(), cases.len());
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for worker in 0..WORKERS.min(count.div_ceil(4)) {
            let (cases, next, wrong) = (&cases, &next, &wrong);
            scope.spawn(move || {
                let found = work(cases, next, worker);
                wrong.lock().expect("a list").extend(found);
            });
        }
    });
    report(name, count, begun.elapsed());
    let wrong = wrong.into_inner().expect("a list");
    let shown: Vec<String> = wrong.iter().take(SHOWN).cloned().collect();
    assert!(wrong.is_empty(), "{} things do not hold in {count} cases\n\n{}", wrong.len(), shown.join("\n\n"));
}

/// Takes cases as long as there are some, then looks at the journal.
fn work(cases: &[Case], next: &AtomicUsize, worker: usize) -> Vec<String> {
    let proxy = Proxy::start(World::start(&[]));
    let (mut evidence, mut wrong) = (Vec::new(), Vec::new());
    while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
        let seen = case.run(&proxy, &format!("R-{worker}-{}", evidence.len()));
        wrong.extend(property::hold(&seen).iter().map(|what| show(what, &seen)));
        evidence.push(seen);
    }
    if let Some(first) = evidence.first() {
        wrong.extend(
            journal::check(&proxy, &evidence).iter().map(|(at, what)| show(what, evidence.get(*at).unwrap_or(first))),
        );
    }
    wrong
}

/// A stride, unless every byte is wanted.
pub fn every(stride: usize) -> usize {
    if std::env::var_os("IPP_MATRIX_EVERY").is_some() { 1 } else { stride }
}

/// The time at which something begins; the first time it is the beginning of all.
pub fn begin() -> Instant {
    LazyLock::force(&BEGUN);
    Instant::now()
}

/// A line that is read with `--nocapture`.
#[expect(clippy::print_stderr, reason = "a test has nowhere else to say how much it did")]
pub fn report(name: &str, count: usize, time: Duration) {
    let all = CASES.fetch_add(count, Ordering::Relaxed) + count;
    eprintln!("matrix: {name}: {count} cases in {time:.1?}; {all} so far, after {:.1?}", BEGUN.elapsed());
}

fn show(what: &str, evidence: &Evidence) -> String {
    format!("{}: {what}\n{evidence:#?}", evidence.case.label)
}
