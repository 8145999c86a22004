//! Which events came before, by their `webhook-id`: as many as fit into a fixed memory, the latest ones.

use crate::webhook::events::Events;
use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher, RandomState};

/// How many are remembered. An id is kept as 8 bytes of hash: two that share one would be told to be duplicates.
const MOST: usize = 65_536;

/// How many of the record are known from the beginning.
const OF_THE_RECORD: usize = 1_000;

/// The ids of verified events.
#[derive(Default)]
pub(super) struct Seen {
    hasher: RandomState,
    known: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Seen {
    /// Knows the latest events of the record: those of an earlier listener, which may come again.
    pub fn of(events: &Events) -> Self {
        let mut seen = Self::default();
        // A record that cannot be read says so when it is written.
        for recorded in events.newest_first().into_iter().flatten().take(OF_THE_RECORD).flatten() {
            if recorded.problem.is_none() {
                seen.is_new(&recorded.received.id());
            }
        }
        seen
    }

    /// Remembers it; `false` when it was known already.
    pub fn is_new(&mut self, id: &str) -> bool {
        let hash = self.hasher.hash_one(id);
        if !self.known.insert(hash) {
            return false;
        }
        self.order.push_back(hash);
        if self.order.len() > MOST {
            self.order.pop_front().map(|oldest| self.known.remove(&oldest));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_are_known_and_memory_is_bounded() {
        let mut seen = Seen::default();
        assert!(seen.is_new("a") && !seen.is_new("a"));
        assert!((0..MOST).all(|number| seen.is_new(&number.to_string())));
        assert_eq!((seen.known.len(), seen.order.len()), (MOST, MOST));
        assert!(seen.is_new("a") && !seen.is_new("10"));
    }
}
