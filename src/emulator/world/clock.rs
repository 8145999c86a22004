//! What the world takes from outside itself: the time, and ids that nobody has used.
//!
//! Both are injected, so that tests and scaled time see a world without surprises. Nothing else here may read a clock.

use jiff::Timestamp;
use uuid::Uuid;

/// Tells the time.
pub trait Clock {
    /// The moment that it is now, in the world.
    fn now(&self) -> Timestamp;
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

/// Random UUIDs.
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&mut self) -> Uuid {
        Uuid::new_v4()
    }
}
