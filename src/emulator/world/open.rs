//! Opens the file of the world, or makes it and begins the world in it.

use super::clock::{Clock, Ids, RandomIds, ScaledClock};
use super::pace::Seen;
use super::schema::{self, VERSION};
use super::{Transition, WorldError, seed};
use crate::store::{self, Kind};
use rusqlite::Connection;
use std::path::Path;

pub use crate::store::{OpenError, PATIENCE};

/// The file's name in the state folder.
pub const FILE_NAME: &str = "emulator.db";

/// `application_id` is "ippE". Durable would be to wait for the disk at every commit (3 ms on the disk this was measured on):
/// 281, 315 and 314 creates a second over 1, 8 and 64 connections, where it is 3985, 3399 and 6225 without, in the same
/// minute, on the same busy machine. A playground is not worth that.
/// Each move into the file proper costs milliseconds, and what is written often in between is
/// brought there once.
const WORLD: Kind = Kind {
    file_name: FILE_NAME,
    application_id: 0x6970_7045,
    version: VERSION,
    durable: false,
    checkpoint: 4_000,
    statements: 128,
};

/// The world's own clock, above the one that was given.
type WorldClock = ScaledClock<Box<dyn Clock + Send>>;

/// The connection to the world of `folder`, which is begun when there is none, and how its clock goes.
pub(super) fn open(folder: &Path, clock: &WorldClock, seen: &Seen, ids: &mut dyn Ids) -> Result<Connection, OpenError> {
    let store = store::open(folder, &WORLD, &mut |store, found| Ok(grow(store, found, clock.now(), ids)?))?;
    seen.follow(&store, clock).map_err(|error| store::refused(&folder.join(FILE_NAME), &error))?;
    Ok(store)
}

/// A connection to a world that is there.
pub(super) fn connect_to(folder: &Path) -> Result<Connection, OpenError> {
    store::connect_to(folder, &WORLD)
}

/// The ids of an upgrade are nobody's: what a seed has given before is not known to an earlier file.
fn grow(store: &Connection, found: i32, now: jiff::Timestamp, ids: &mut dyn Ids) -> Result<(), WorldError> {
    if found > 0 {
        return schema::upgrade(&mut Transition { store, now, ids: &mut RandomIds }, found);
    }
    let mut step = Transition { store, now, ids };
    schema::upgrade(&mut step, found)?;
    seed::begin(&mut step)?;
    step.ids.keep(store)
}
