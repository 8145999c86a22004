//! Random schedules: each connection of a run has a fault of its own, and customers, clerks and time come in between.
//!
//! The same ones each time, so that what does not hold any more is due to what was changed. `IPP_MATRIX_RANDOM` is how many
//! new ones to try instead; the seed is printed when something does not hold, and `IPP_MATRIX_SEED` runs that one again.

use crate::support::batch::prove;
use crate::support::case::{Case, Verb};
use crate::support::deed::Deed;
use crate::support::plan::{End, Fault, Plan, Step};
use crate::support::wire::{Framing, made_up};
use fastrand::Rng;
use std::ops::Range;
use std::time::Duration;

/// These are tried, and those that have found something once.
const SEEDS: Range<u64> = 0..300;
/// A create that is turned away, sent again, and lost before anybody has read of it; a session that is paid after the last
/// look at a cancel that was refused.
const FOUND: [u64; 2] = [442_044_091_020, 1_031_053_555_092];

#[test]
fn random_schedules() {
    let variable = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    let seeds: Vec<u64> = match (variable("IPP_MATRIX_SEED"), variable("IPP_MATRIX_RANDOM")) {
        (Some(seed), _) => vec![seed],
        (None, Some(count)) => (0..count).map(|_| fastrand::u64(0..1 << 40)).collect(),
        (None, None) => SEEDS.chain(FOUND).collect(),
    };
    prove("random schedules", seeds.into_iter().map(case).collect());
}

fn case(seed: u64) -> Case {
    let mut rng = Rng::with_seed(seed);
    let verb = *pick(
        &mut rng,
        &[Verb::Pay, Verb::Pay, Verb::Pay, Verb::Create, Verb::Wait, Verb::Cancel, Verb::Cancel, Verb::Get],
    );
    let connections: Vec<Step> = (0..rng.usize(1..8)).map(|_| step(&mut rng)).collect();
    let stalls = connections.iter().any(|step| is_slow(&step.fault));
    let gone_from = (rng.u8(0..8) == 0).then(|| rng.usize(0..8));
    let mut case =
        Case::new(verb, format!("IPP_MATRIX_SEED={seed}"), Plan { connections, gone_from, ..Plan::default() });
    if !verb.creates() && rng.bool() {
        case = case.own();
    }
    if !verb.creates() && rng.u8(0..3) == 0 {
        case = case.after(&[*pick(&mut rng, &Deed::ALL)]);
    }
    case = case.with(&format!("--retries {}", rng.u8(0..4)));
    if stalls {
        case = case.hurried("--request-timeout 400ms");
    }
    match verb {
        Verb::Pay => {
            for _ in 0..rng.usize(0..3) {
                case =
                    case.with(pick::<&str>(&mut rng, &["--simulate-tap SUCCESS", "--simulate-tap DECLINED_GENERIC"]));
            }
            if rng.u8(0..6) == 0 {
                case = case.with("--keep-open");
            }
            case.with(&format!("--timeout {}ms", rng.u16(1..700)))
        }
        Verb::Wait => case.with(&format!("--timeout {}ms", rng.u16(1..700))),
        Verb::Create | Verb::Cancel | Verb::Get => case,
    }
}

fn is_slow(fault: &Fault) -> bool {
    match fault {
        Fault::Request { end, .. } | Fault::Answer { end, .. } | Fault::Bytes { end, .. } => *end == End::Never,
        Fault::Late(_) => true,
        Fault::Pass | Fault::Trickle(_) | Fault::Say { .. } => false,
    }
}

fn step(rng: &mut Rng) -> Step {
    let deed = |rng: &mut Rng| (rng.u8(0..5) == 0).then(|| *pick(rng, &Deed::ALL));
    Step { before: deed(rng), fault: fault(rng), after: deed(rng) }
}

fn fault(rng: &mut Rng) -> Fault {
    let end = *pick(rng, &[End::Close, End::Close, End::Reset, End::Never]);
    let framing = *pick(rng, &[Framing::Length, Framing::Close, Framing::Chunks]);
    match rng.u8(0..12) {
        0 => Fault::Request { bytes: rng.usize(0..700), end },
        1 => Fault::Request { bytes: 0, end },
        2 | 3 => Fault::Answer { bytes: rng.usize(0..800), end, framing },
        4 => Fault::Trickle(framing),
        5 => Fault::Late(Duration::from_millis(rng.u64(1..600))),
        6 | 7 => {
            let status = *pick(rng, &[200, 204, 302, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504]);
            let worked = !(400..500).contains(&status) && rng.bool();
            Fault::Say { worked, answer: made_up(status, "application/json", "{}"), framing }
        }
        8 => Fault::Bytes { worked: rng.bool(), bytes: b"HTTP/1.1 2".to_vec(), end },
        _ => Fault::Pass,
    }
}

fn pick<'a, T>(rng: &mut Rng, from: &'a [T]) -> &'a T {
    &from[rng.usize(0..from.len())]
}
