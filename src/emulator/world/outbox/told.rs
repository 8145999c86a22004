//! Which sessions were told of, as a listener would have heard it: for whoever lost an answer.

use crate::emulator::world::{World, WorldError};
use crate::model::id::SessionId;
use jiff::Timestamp;

impl World {
    /// The sessions that were created since then, the newest first.
    pub fn sessions_told_since(&self, since: Timestamp) -> Result<Vec<SessionId>, WorldError> {
        let mut statement = self.store.prepare_cached(
            "SELECT body ->> '$.data.session_id', body ->> '$.timestamp' FROM events
             WHERE type = 'ipp.session.created' ORDER BY number DESC",
        )?;
        let mut rows = statement.query(())?;
        let (since, mut ids) = (format!("{since:.9}"), Vec::new());
        while let Some(row) = rows.next()? {
            if row.get::<_, String>(1)? < since {
                break;
            }
            ids.push(SessionId::new(row.get::<_, String>(0)?));
        }
        Ok(ids)
    }
}
