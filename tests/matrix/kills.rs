//! `kill -9` of `ipp` at random moments of a payment, a cancel, a recovery. What it had sent by then is found again, and
//! nothing else is made up.

use crate::support::batch::{begin, report};
use crate::support::case::{Case, Evidence, Verb};
use crate::support::deed::Deed;
use crate::support::journal;
use crate::support::plan::{End, Fault, Operation, Plan, Step};
use crate::support::process;
use crate::support::proxy::Proxy;
use crate::support::wire::Framing;
use crate::support::world::World;
use std::collections::BTreeMap;
use std::process::Child;
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
    kills("payments", kill);
}

#[test]
fn a_cancel_that_is_killed() {
    kills("cancels", kill_cancel);
}

#[test]
fn a_recovery_that_is_killed() {
    kills("recoveries", kill_recovery);
}

/// Kills that many, each looked at before and after it is recovered; and says what the journal said of them.
fn kills(name: &str, kill: fn(&Proxy, &str) -> String) {
    let work = move || {
        let proxy = Proxy::start(World::start(&[]));
        (0..KILLS).map(|number| kill(&proxy, &format!("K-{number}"))).collect::<Vec<_>>()
    };
    let begun = begin();
    let workers: Vec<_> = (0..WORKERS).map(|_| thread::spawn(work)).collect();
    let mut ends = BTreeMap::new();
    for worker in workers {
        for end in worker.join().expect("a worker") {
            *ends.entry(end).or_insert(0) += 1;
        }
    }
    report(&format!("killed {name} {ends:?}"), WORKERS * KILLS, begun.elapsed());
}

fn kill(proxy: &Proxy, reference: &str) -> String {
    let verb = if fastrand::u8(0..4) == 0 { Verb::Create } else { Verb::Pay };
    let flags = *fastrand::choice(&["", "--simulate-tap SUCCESS", "--timeout 20ms"]).expect("one of them");
    let case = Case::new(verb, "killed", plan()).with(if verb == Verb::Pay { flags } else { "" });
    let before = proxy.world().count();
    proxy.arm(case.plan.clone());
    let line = case.line(proxy, reference, &None);
    let mut child = process::start(process::ipp_at(proxy.world().home(), &proxy.address(), &line));
    end_at_random(&mut child, proxy, Operation::Create);
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

/// The tap may be before it, after it, or not at all.
fn kill_cancel(proxy: &Proxy, reference: &str) -> String {
    let case = Case::new(Verb::Cancel, "killed", cancel_plan()).own();
    let before = proxy.world().count();
    let asked = case.begin(proxy, reference);
    proxy.arm(case.plan.clone());
    let line = case.line(proxy, reference, &Some(asked));
    let mut child = process::start(process::ipp_at(proxy.world().home(), &proxy.address(), &line));
    end_at_random(&mut child, proxy, Operation::Cancel);
    let run = process::finish(child);
    let passages = proxy.passages();
    let sessions = proxy.world().sessions(reference, before);
    let evidence = Evidence { case, reference: reference.to_owned(), run, passages, sessions };
    let standing = standing(proxy, reference);
    let wrong = journal::check(proxy, std::slice::from_ref(&evidence));
    assert!(wrong.is_empty(), "{wrong:?}\n{evidence:#?}");
    standing
}

/// A create whose answer was lost, and a recovery that does not come to its end. The next one does.
fn kill_recovery(proxy: &Proxy, reference: &str) -> String {
    let lost = Fault::Answer { bytes: 0, end: End::Close, framing: Framing::Length };
    let case = Case::new(
        Verb::Create,
        "recovered",
        Plan::at(Operation::Create, 0, Step { after: paid(), ..Step::from(lost) }),
    );
    let evidence = case.run(proxy, reference);
    assert_eq!(evidence.run.code, 24, "{evidence:#?}");
    proxy.arm(cancel_plan());
    let line = format!("session recover --all {} -o json", fastrand::choice(&["--leave", "--cancel"]).expect("one"));
    let mut child = process::start(process::ipp_at(proxy.world().home(), &proxy.address(), &line));
    end_at_random(&mut child, proxy, Operation::Read);
    let run = process::finish(child);
    let standing = standing(proxy, reference);
    let wrong = journal::check_recovered(proxy, &evidence);
    assert!(wrong.is_none(), "{wrong:?}\n{run:#?}\n{evidence:#?}");
    standing
}

fn paid() -> Option<Deed> {
    fastrand::bool().then_some(Deed::Pay)
}

fn cancel_plan() -> Plan {
    let late = || Fault::Late(Duration::from_millis(fastrand::u64(0..30)));
    let step = || Step { after: paid(), ..Step::from(late()) };
    Plan::at(Operation::Cancel, 0, step()).and(Operation::Read, 0, step())
}

/// Most often once it has sent something, because before that there is much less to lose. It may have ended by itself,
/// which is as good a moment as any.
fn end_at_random(child: &mut Child, proxy: &Proxy, first: Operation) {
    if fastrand::u8(0..5) > 0 {
        proxy.wait_for(first, 1);
    }
    pass(Duration::from_micros(fastrand::u64(0..LONGEST)));
    let _ = child.kill();
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
