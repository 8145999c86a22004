//! How fast the world's time goes. It is kept in the file, so that every process that opens it later sees the same time.

use super::clock::{Clock, Pace, ScaledClock};
use super::{World, WorldError};
use rusqlite::{Connection, OptionalExtension};

impl World {
    /// From now on the world's time goes `scale` times as fast as the machine's: for everything that lapses, is retried
    /// or told. It never jumps and never goes back. A world that another process has open already keeps its own pace.
    pub fn set_time_scale(&mut self, scale: i32) -> Result<(), WorldError> {
        if scale < 1 {
            return Err(WorldError::invalid("time_scale", "must be at least 1"));
        }
        let outside = self.clock.outside();
        let pace = self.transition(|step| {
            let pace = Pace { outside, inside: step.now, scale };
            step.store
                .prepare_cached("INSERT OR REPLACE INTO pace (number, outside, inside, scale) VALUES (1, ?1, ?2, ?3)")?
                .execute((pace.outside.to_string(), pace.inside.to_string(), pace.scale))?;
            Ok(pace)
        })?;
        self.clock.set_pace(pace);
        Ok(())
    }
}

/// Makes the clock go as the file says.
pub(super) fn resume<C: Clock>(store: &Connection, clock: &mut ScaledClock<C>) -> rusqlite::Result<()> {
    let moment = |text: String| text.parse().map_err(|_| rusqlite::Error::InvalidQuery);
    let pace = store
        .query_row("SELECT outside, inside, scale FROM pace", (), |row| {
            Ok(Pace { outside: moment(row.get(0)?)?, inside: moment(row.get(1)?)?, scale: row.get(2)? })
        })
        .optional()?;
    if let Some(pace) = pace {
        clock.set_pace(pace);
    }
    Ok(())
}
