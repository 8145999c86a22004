//! What the world takes from outside itself: the time, and ids that nobody has used.
//!
//! Both are injected, so that tests and scaled time see a world without surprises. Nothing else here may read a clock.

use jiff::{SignedDuration, Timestamp};
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
    pace: Pace,
}

impl<C: Clock> ScaledClock<C> {
    /// `scale` times as fast from this moment, at which both show the same.
    pub fn new(below: C, scale: i32) -> Self {
        let now = below.now();
        Self { below, pace: Pace { outside: now, inside: now, scale } }
    }

    /// Goes on as it went in another process.
    pub(super) fn set_pace(&mut self, pace: Pace) {
        self.pace = pace;
    }

    /// What the clock below shows.
    pub(super) fn outside(&self) -> Timestamp {
        self.below.now()
    }
}

impl<C: Clock> Clock for ScaledClock<C> {
    fn now(&self) -> Timestamp {
        let passed: SignedDuration = self.below.now().duration_since(self.pace.outside);
        self.pace.inside.saturating_add(passed.saturating_mul(self.pace.scale)).unwrap_or(Timestamp::MAX)
    }

    fn scale(&self) -> i32 {
        self.below.scale().saturating_mul(self.pace.scale)
    }
}

/// Random UUIDs.
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&mut self) -> Uuid {
        Uuid::new_v4()
    }
}
