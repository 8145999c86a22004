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
    earlier: HashSet<u64>,
}

impl Seen {
    /// Knows the latest events of the record: those of an earlier listener, which may come again.
    pub fn of(events: &Events) -> Self {
        let mut seen = Self::default();
        // A record that cannot be read says so when it is written.
        for recorded in events.newest_first().into_iter().flatten().take(OF_THE_RECORD).flatten() {
            if recorded.problem.is_none() {
                seen.take(&recorded.received.id());
            }
        }
        seen.earlier.clone_from(&seen.known);
        seen
    }

    /// Knows of these, too, that they are of before.
    pub fn add_earlier(&mut self, ids: &[String]) {
        let hashes: Vec<u64> = ids.iter().map(|id| self.hasher.hash_one(id.as_str())).collect();
        self.earlier.extend(hashes);
    }

    /// Whether it happened, or came, before this listener.
    pub fn is_earlier(&self, id: &str) -> bool {
        self.earlier.contains(&self.hasher.hash_one(id))
    }

    /// Whether it came before.
    pub fn is_known(&self, id: &str) -> bool {
        self.known.contains(&self.hasher.hash_one(id))
    }

    /// Remembers it.
    pub fn take(&mut self, id: &str) {
        let hash = self.hasher.hash_one(id);
        if !self.known.insert(hash) {
            return;
        }
        self.order.push_back(hash);
        if self.order.len() > MOST {
            self.order.pop_front().map(|oldest| self.known.remove(&oldest));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_are_known_and_memory_is_bounded() {
        let mut seen = Seen::default();
        seen.take("a");
        assert!(seen.is_known("a") && !seen.is_known("b"));
        (0..MOST).for_each(|number| seen.take(&number.to_string()));
        assert_eq!((seen.known.len(), seen.order.len()), (MOST, MOST));
        assert!(!seen.is_known("a") && seen.is_known("10"));
        seen.add_earlier(&["c".to_owned()]);
        assert!(seen.is_earlier("c") && !seen.is_known("c") && !seen.is_earlier("10"));
    }
}
