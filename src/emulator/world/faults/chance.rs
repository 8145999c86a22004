//! Whether a fault strikes the next one that it looks at: pure, and the same for the same seed in every process.
//!
//! Of each hundred exactly `rate` are struck; the seed decides which. Two kinds with one seed strike independently.

use crate::model::fault::Fault;
use fastrand::Rng;

/// What a rate is of.
const HUNDRED: usize = 100;

/// Whether it strikes what comes after the `seen` ones.
pub(super) fn strikes(fault: &Fault) -> bool {
    let asked = &fault.asked;
    match fault.seen.checked_sub(asked.skip) {
        Some(place) if fault.is_in_force() => asked.rate == 100 || is_drawn(fault, place),
        _ => false,
    }
}

/// The places of each hundred are shuffled, and the first `rate` of them are struck.
fn is_drawn(fault: &Fault, place: u64) -> bool {
    let (block, place) = (place / HUNDRED as u64, place % HUNDRED as u64);
    let mut places: [u64; HUNDRED] = std::array::from_fn(|place| place as u64);
    Rng::with_seed(stream(fault, block)).shuffle(&mut places);
    let drawn = usize::try_from(fault.asked.rate).unwrap_or(HUNDRED);
    places.iter().take(drawn).any(|drawn| *drawn == place)
}

/// A seed for one hundred of one kind: FNV-1a over the three, whose answers no release of anything changes.
fn stream(fault: &Fault, block: u64) -> u64 {
    let seed = fault.asked.seed.unwrap_or_default();
    let bytes = seed.to_le_bytes().into_iter().chain(block.to_le_bytes()).chain(fault.asked.kind.name().bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fault::NewFault;

    fn drawn(spec: &str, count: u64) -> Vec<u64> {
        let asked: NewFault = spec.parse().expect("a fault");
        (0..count)
            .filter(|seen| strikes(&Fault { id: 1, asked: asked.clone(), seen: *seen, struck: 0, left: None }))
            .collect()
    }

    #[test]
    fn of_each_hundred_exactly_so_many() {
        for rate in [1, 10, 33, 50, 99, 100] {
            for seed in 0..20 {
                let all = drawn(&format!("500,rate={rate},seed={seed}"), 300);
                let of_block = |block: u64| all.iter().filter(|seen| **seen / 100 == block).count();
                assert_eq!([0, 1, 2].map(of_block), [rate; 3]);
            }
        }
    }

    #[test]
    fn the_seed_decides_which() {
        let first = drawn("500,rate=30,seed=1", 200);
        assert_eq!(first, drawn("500,rate=30,seed=1", 200));
        assert_ne!(first, drawn("500,rate=30,seed=2", 200));
        assert_ne!(first, drawn("503,rate=30,seed=1", 200), "kinds strike independently");
        assert_ne!(
            drawn("500,rate=30", 100),
            drawn("500,rate=30", 200)[30..].iter().map(|seen| seen - 100).collect::<Vec<_>>()
        );
    }

    #[test]
    fn what_is_skipped_does_not_count_for_the_hundred() {
        let shifted: Vec<u64> = drawn("500,rate=30", 100).iter().map(|seen| seen + 7).collect();
        assert_eq!(drawn("500,rate=30,skip=7", 107), shifted);
        assert_eq!(drawn("500,skip=2", 5), [2, 3, 4]);
    }
}
