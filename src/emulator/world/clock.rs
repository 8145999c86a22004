//! What the world takes from outside itself: the time, and ids that nobody has used.
//!
//! Both are injected, so that tests and scaled time see a world without surprises. Nothing else here may read a clock.

use super::WorldError;
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use std::cell::Cell;
use uuid::Uuid;

/// Tells the time.
pub trait Clock {
    /// The moment that it is now, in the world.
    fn now(&self) -> Timestamp;

    /// How many times as fast as the machine's own clock it goes.
    fn scale(&self) -> i32 {
        1
    }
}

/// Makes ids.
pub trait Ids {
    /// An id that was not given before.
    fn next(&mut self) -> Uuid;

    /// Goes on where the file says that they have come to; asked at the beginning of a transition.
    fn resume(&mut self, _store: &Connection) -> Result<(), WorldError> {
        Ok(())
    }

    /// Writes down how far they have come; asked at the end of a transition, in its transaction.
    fn keep(&mut self, _store: &Connection) -> Result<(), WorldError> {
        Ok(())
    }
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl Clock for Box<dyn Clock + Send> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }

    fn scale(&self) -> i32 {
        (**self).scale()
    }
}

/// How a clock goes: it showed `inside` when the clock below it showed `outside`, and goes `scale` times as fast.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Pace {
    pub(super) outside: Timestamp,
    pub(super) inside: Timestamp,
    pub(super) scale: i32,
}

/// A clock that goes faster than the one below it.
pub struct ScaledClock<C> {
    below: C,
    pace: Cell<Pace>,
}

impl<C: Clock> ScaledClock<C> {
    /// `scale` times as fast from this moment, at which both show the same.
    pub fn new(below: C, scale: i32) -> Self {
        let now = below.now();
        Self { below, pace: Cell::new(Pace { outside: now, inside: now, scale }) }
    }

    /// How it goes when it shows what the clock below does.
    pub(super) fn plain(&self) -> Pace {
        let now = self.below.now();
        Pace { outside: now, inside: now, scale: 1 }
    }

    /// Goes on as it went in another process.
    pub(super) fn set_pace(&self, pace: Pace) {
        self.pace.set(pace);
    }

    /// What the clock below and this one show at the same moment.
    pub(super) fn moment(&self) -> (Timestamp, Timestamp) {
        let (outside, pace) = (self.below.now(), self.pace.get());
        let passed: SignedDuration = outside.duration_since(pace.outside);
        let inside = pace.inside.saturating_add(passed.saturating_mul(pace.scale)).unwrap_or(Timestamp::MAX);
        (outside, inside)
    }
}

impl<C: Clock> Clock for ScaledClock<C> {
    fn now(&self) -> Timestamp {
        self.moment().1
    }

    fn scale(&self) -> i32 {
        self.below.scale().saturating_mul(self.pace.get().scale)
    }
}

/// Random UUIDs.
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&mut self) -> Uuid {
        Uuid::new_v4()
    }
}
