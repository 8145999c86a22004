//! Keeps the callbacks of one session to one destination in order: only the first of them is on its way at a time.
//!
//! This is about what was taken together; what comes later is not taken before these have ended.

use crate::emulator::world::Due;
use std::collections::{BTreeSet, HashMap, VecDeque};

/// How many deliveries are taken at most, sent or waiting for an earlier one of their session.
const MOST: usize = 256;

/// What is kept in order: one destination, one session.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Lane {
    destination: i64,
    session_id: Option<String>,
}

/// Everything that was taken and has not ended.
#[derive(Default)]
pub(super) struct Lanes {
    waiting: HashMap<Lane, VecDeque<Due>>,
    held: BTreeSet<i64>,
    by_destination: HashMap<i64, usize>,
}

impl Lanes {
    /// How many more may be taken for a destination: no destination has more than what is left for all others, so that
    /// one that hangs, or a few of them, keep nothing from the rest.
    pub(super) fn room_for(&self, destination: i64) -> u32 {
        let held = self.by_destination.get(&destination).copied().unwrap_or_default();
        let left = MOST.saturating_sub(self.held.len());
        u32::try_from(left.saturating_sub(held).div_ceil(2)).unwrap_or(0)
    }

    /// Their ids.
    pub(super) fn held(&self) -> Vec<i64> {
        self.held.iter().copied().collect()
    }

    /// Takes one in, and gives it back if nothing is before it. One that is here already is not taken twice.
    pub(super) fn enter(&mut self, due: Due) -> Option<(Lane, Due)> {
        if !self.held.insert(due.delivery_id) {
            return None;
        }
        *self.by_destination.entry(due.destination).or_default() += 1;
        let lane = Lane { destination: due.destination, session_id: due.session_id.clone() };
        match self.waiting.get_mut(&lane) {
            Some(waiting) => {
                waiting.push_back(due);
                None
            }
            None => {
                self.waiting.insert(lane.clone(), VecDeque::new());
                Some((lane, due))
            }
        }
    }

    /// One has ended: gives the next in its lane.
    pub(super) fn leave(&mut self, lane: &Lane, delivery_id: i64) -> Option<Due> {
        if self.held.remove(&delivery_id)
            && let Some(held) = self.by_destination.get_mut(&lane.destination)
        {
            *held -= 1;
        }
        let next = self.waiting.get_mut(lane).and_then(VecDeque::pop_front);
        if next.is_none() {
            self.waiting.remove(lane);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::EventType;

    fn due(delivery_id: i64, session: &str) -> Due {
        to(1, delivery_id, session)
    }

    fn to(destination: i64, delivery_id: i64, session: &str) -> Due {
        Due {
            destination,
            delivery_id,
            event_id: format!("kevt_{delivery_id}"),
            event_type: EventType::SessionCreated,
            url: "http://127.0.0.1:1".to_owned(),
            session_id: Some(session.to_owned()),
            body: Vec::new(),
            secrets: Vec::new(),
            attempt: 1,
        }
    }

    #[test]
    fn one_session_goes_in_order_and_the_others_pass() {
        let mut lanes = Lanes::default();
        let (lane, _) = lanes.enter(due(1, "a")).expect("nothing is before it");
        assert!(lanes.enter(due(2, "a")).is_none());
        assert!(lanes.enter(due(2, "a")).is_none(), "not taken twice");
        assert!(lanes.enter(due(3, "b")).is_some());
        assert_eq!(lanes.held(), [1, 2, 3]);
        assert_eq!(lanes.leave(&lane, 1).map(|due| due.delivery_id), Some(2));
        assert!(lanes.leave(&lane, 2).is_none());
        assert_eq!(lanes.held(), [3]);
        assert!(lanes.enter(due(4, "a")).is_some());
    }

    #[test]
    fn no_destination_takes_what_is_left_for_the_others() {
        let mut lanes = Lanes::default();
        let mut number = 0;
        let mut fill = |lanes: &mut Lanes, destination: i64| {
            while lanes.room_for(destination) > 0 {
                number += 1;
                lanes.enter(to(destination, number, "a"));
            }
        };
        fill(&mut lanes, 1);
        assert_eq!((lanes.held().len(), lanes.room_for(2)), (MOST / 2, 64));
        (2..=6).for_each(|destination| fill(&mut lanes, destination));
        assert!(lanes.room_for(7) > 0, "six that hang leave room");
        let lane = Lane { destination: 1, session_id: Some("a".to_owned()) };
        let before = lanes.room_for(7);
        (1..=100).for_each(|number| drop(lanes.leave(&lane, number)));
        assert!(lanes.room_for(7) > before && lanes.room_for(1) > 0);
        lanes.leave(&lane, 1);
        assert_eq!(lanes.by_destination[&1], MOST / 2 - 100, "what has left does not leave again");
    }
}
