//! `kill -9` of `ipp` at random moments of a payment. What it had sent by then is found again, and nothing else is made up.

use crate::support::batch::{begin, report};
use crate::support::case::{Case, Evidence, Verb};
use crate::support::deed::Deed;
use crate::support::journal;
use crate::support::plan::{Fault, Operation, Plan, Step};
use crate::support::process;
use crate::support::proxy::Proxy;
use crate::support::world::World;
use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

const WORKERS: usize = 6;
/// Of each worker.
const KILLS: usize = 20;
/// Longer than a payment takes.
const LONGEST: u64 = 90_000;

#[test]
fn killed_at_a_random_moment() {
    let begun = begin();
    let workers: Vec<_> = (0..WORKERS).map(|_| thread::spawn(work)).collect();
    let mut ends = BTreeMap::new();
    for worker in workers {
        for end in worker.join().expect("a worker") {
            *ends.entry(end).or_insert(0) += 1;
        }
    }
    report(&format!("killed {ends:?}"), WORKERS * KILLS, begun.elapsed());
}

/// Kills that many, each looked at before and after it is recovered; and what the journal said of each.
fn work() -> Vec<String> {
    let proxy = Proxy::start(World::start(&[]));
    (0..KILLS).map(|number| kill(&proxy, &format!("K-{number}"))).collect()
}

fn kill(proxy: &Proxy, reference: &str) -> String {
    let verb = if fastrand::u8(0..4) == 0 { Verb::Create } else { Verb::Pay };
    let flags = *fastrand::choice(&["", "--simulate-tap SUCCESS", "--timeout 20ms"]).expect("one of them");
    let case = Case::new(verb, "killed", plan()).with(if verb == Verb::Pay { flags } else { "" });
    let before = proxy.world().count();
    proxy.arm(case.plan.clone());
    let line = case.line(proxy, reference, &None);
    let mut child = process::start(process::ipp_at(proxy.world().home(), &proxy.address(), &line));
    // Before anything is sent there is much less to lose.
    if fastrand::u8(0..5) > 0 {
        proxy.wait_for(Operation::Create, 1);
    }
    pass(Duration::from_micros(fastrand::u64(0..LONGEST)));
    // It may have ended by itself, which is as good a moment as any.
    let _ = child.kill();
    let run = process::finish(child);
    let passages = proxy.passages();
    let sessions = proxy.world().sessions(reference, before);
    let evidence = Evidence { case, reference: reference.to_owned(), run, passages, sessions };
    let standing = standing(proxy, reference);
    again(proxy, &evidence, &standing);
    let wrong = journal::check(proxy, std::slice::from_ref(&evidence));
    assert!(wrong.is_empty(), "{wrong:?}\n{evidence:#?}");
    standing
}

/// Slow enough to be killed in the middle; the customer may pay while nobody looks.
fn plan() -> Plan {
    let late = |most: u64| Fault::Late(Duration::from_millis(fastrand::u64(0..most)));
    let paid = |fault: Fault| match fastrand::bool() {
        true => Step::from(fault).and_then(Deed::Pay),
        false => fault.into(),
    };
    Plan::at(Operation::Create, 0, paid(late(40))).and(Operation::Tap, 0, late(20)).and(
        Operation::Read,
        0,
        paid(late(20)),
    )
}

/// Nothing ever comes; that is how the time passes.
fn pass(time: Duration) {
    let (_keep, nothing) = mpsc::channel::<()>();
    let _ = nothing.recv_timeout(time);
}

fn standing(proxy: &Proxy, reference: &str) -> String {
    proxy.arm(Plan::default());
    let attempts = journal::attempts(proxy, "session list -o json");
    let standing = attempts.get(reference).and_then(|rows| rows[0]["standing"].as_str());
    standing.unwrap_or("before it began").to_owned()
}

/// The same command once more must not ask for the money a second time, unless the first is known to be unpaid.
fn again(proxy: &Proxy, evidence: &Evidence, standing: &str) {
    if !["sending", "paid"].contains(&standing) {
        return;
    }
    let line = evidence.case.line(proxy, &evidence.reference, &None);
    let run = process::run(process::ipp_at(proxy.world().home(), &proxy.address(), &line));
    assert_eq!(run.code, 9, "{run:#?}\n{evidence:#?}");
    assert!(proxy.passages().iter().all(|passage| passage.operation != Some(Operation::Create)), "{run:#?}");
}
