//! Somebody else is faster: a customer, a clerk, the time, or another `ipp`. A payment is never un-paid, and nothing that
//! was paid is called cancelled.

use crate::support::batch::{begin, prove, report};
use crate::support::case::{Case, Verb};
use crate::support::deed::Deed;
use crate::support::plan::{End, Fault, Operation, Plan, Step};
use crate::support::process::{self, Run};
use crate::support::property::is_true_of;
use crate::support::proxy::Proxy;
use crate::support::wire::Framing;
use crate::support::world::World;
use std::collections::BTreeMap;
use std::process::Child;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

#[test]
fn somebody_else_comes_in_between() {
    let lost = Fault::Answer { bytes: 0, end: End::Close, framing: Framing::Length };
    let places = [
        (Verb::Pay, vec![(Operation::Create, 0), (Operation::Read, 0), (Operation::Cancel, 0), (Operation::Read, 1)]),
        (Verb::Create, vec![(Operation::Create, 0)]),
        (Verb::Wait, vec![(Operation::Read, 0), (Operation::Read, 1)]),
        (Verb::Cancel, vec![(Operation::Cancel, 0), (Operation::Read, 0)]),
        (Verb::Get, vec![(Operation::Read, 0)]),
    ];
    let mut cases = Vec::new();
    for (verb, places) in places {
        let flags = match verb {
            Verb::Pay | Verb::Wait => "--retries 0 --timeout 5ms",
            _ => "--retries 0",
        };
        for ((operation, nth), deed, fault) in places
            .iter()
            .flat_map(|place| Deed::ALL.map(|deed| (place, deed)))
            .flat_map(|(place, deed)| [Fault::Pass, lost.clone()].map(|fault| (*place, deed, fault)))
        {
            let step = Step::from(fault);
            for (step, when) in [(step.clone().once(deed), "before"), (step.and_then(deed), "after")] {
                let label = format!("{verb:?}: {deed:?} {when} {operation:?} {nth}, {:?}", step.fault);
                let case = Case::new(verb, label, Plan::at(operation, nth, step)).with(flags);
                cases.push(if verb.creates() { case } else { case.own() });
            }
        }
        // What has ended before is not ended again.
        if !verb.creates() {
            cases.extend(Deed::ALL.map(|deed| {
                Case::new(verb, format!("{verb:?}: after {deed:?}"), Plan::default()).with(flags).after(&[deed]).own()
            }));
        }
    }
    prove("others in between", cases);
}

/// Two who wait, one who cancels and one who taps: whoever is first, all of them tell the same story.
#[test]
fn two_waiters_a_cancel_and_a_tap() {
    let begun = begin();
    let proxy = Proxy::start(World::start(&[]));
    const ROUNDS: usize = 24;
    for round in 0..ROUNDS {
        proxy.arm(Plan::default());
        let id = proxy.world().create(&format!("T-{round}"));
        let start = |verb: Verb, words: &str| (verb, ipp(&proxy, &format!("{words} {id} -o json")));
        let mut children = vec![start(Verb::Wait, "session wait"), start(Verb::Wait, "session wait")];
        thread::scope(|scope| {
            let tap = scope.spawn(|| {
                proxy.wait_for(Operation::Read, fastrand::usize(0..4));
                Deed::Pay.happen(proxy.world(), &id);
            });
            if round % 3 > 0 {
                proxy.wait_for(Operation::Read, fastrand::usize(0..3));
                children.push(start(Verb::Cancel, "session cancel"));
            }
            tap.join().expect("a tap");
        });
        let runs: Vec<(Verb, Run)> = children.into_iter().map(|(verb, child)| (verb, process::finish(child))).collect();
        let status = proxy.world().status(&id);
        assert!(["FINALIZED", "CANCELLED"].contains(&status.as_str()), "{status}");
        for (verb, run) in &runs {
            assert!(run.code != 24 && is_true_of(*verb, run.code, Some(&status)), "{status}: {runs:#?}");
            assert_eq!(run.json()["status"], *status, "{runs:#?}");
        }
    }
    report("two waiters, a cancel and a tap", ROUNDS, begun.elapsed());
}

/// A quarter of an hour passes in a fifth of a second.
#[test]
fn expiry_against_a_tap() {
    let begun = begin();
    let proxy = Proxy::start(World::start(&["--time-scale", "4500"]));
    const ROUNDS: usize = 16;
    let mut ends = BTreeMap::new();
    for round in 0..ROUNDS {
        proxy.arm(Plan::default());
        let (before, case) =
            (proxy.world().count(), Case::new(Verb::Pay, "expiry", Plan::default()).with("--timeout 30s"));
        let child = ipp(&proxy, &case.line(&proxy, &format!("E-{round}"), &None));
        proxy.wait_for(Operation::Read, 1);
        let (id, _) = proxy.world().sessions(&format!("E-{round}"), before).remove(0);
        // Nothing ever comes; that is how the time passes.
        let (_keep, nothing) = mpsc::channel::<()>();
        let _ = nothing.recv_timeout(Duration::from_millis(fastrand::u64(0..300)));
        Deed::Pay.happen(proxy.world(), &id);
        let (run, status) = (process::finish(child), proxy.world().status(&id));
        assert!(run.code != 24 && is_true_of(Verb::Pay, run.code, Some(&status)), "{status}: {run:#?}");
        *ends.entry(status).or_insert(0) += 1;
    }
    report(&format!("expiry against a tap {ends:?}"), ROUNDS, begun.elapsed());
}

fn ipp(proxy: &Proxy, line: &str) -> Child {
    process::start(process::ipp_at(proxy.world().home(), &proxy.address(), line))
}
