//! Keeps the callbacks of one session to one destination in order: only the first of them is on its way at a time.

use crate::emulator::world::Due;
use crate::model::event::Event;
use std::collections::{BTreeSet, HashMap, VecDeque};

/// What is kept in order: one destination, one session.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Lane {
    url: String,
    session_id: Option<String>,
}

/// Everything that was taken and has not ended.
#[derive(Default)]
pub(super) struct Lanes {
    waiting: HashMap<Lane, VecDeque<Due>>,
    held: BTreeSet<i64>,
}

impl Lanes {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.held.len()
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
        let lane = lane(&due);
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
        self.held.remove(&delivery_id);
        let next = self.waiting.get_mut(lane).and_then(VecDeque::pop_front);
        if next.is_none() {
            self.waiting.remove(lane);
        }
        next
    }
}

fn lane(due: &Due) -> Lane {
    let event: Option<Event> = serde_json::from_slice(&due.body).ok();
    Lane { url: due.url.clone(), session_id: event.and_then(|event| event.data.session_id) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::EventType;

    fn due(delivery_id: i64, session: &str) -> Due {
        Due {
            delivery_id,
            event_id: format!("kevt_{delivery_id}"),
            event_type: EventType::SessionCreated,
            url: "http://127.0.0.1:1".to_owned(),
            body: format!(
                r#"{{"id":"kevt_1","merchant_id":"M","timestamp":"T","type":"ipp.session.created","data":{{"session_id":"{session}"}}}}"#
            )
            .into_bytes(),
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
        assert_eq!(lanes.len(), 1);
        assert!(lanes.enter(due(4, "a")).is_some());
    }
}
