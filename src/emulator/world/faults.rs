//! Faults of this world: kept in its file, so that they are the same for every process that works on it.
//!
//! Whether one strikes and that it did is written in one transaction. Which of them strike is decided here; what that
//! does to an answer is the business of the layer round the handlers, which this room knows nothing of.

mod callbacks;
mod chance;

use super::{Transition, World, WorldError};
use crate::model::fault::{Fault, FaultKind, NewFault, RequestFault};
use crate::model::operation::Operation;
use rusqlite::{Connection, OptionalExtension, Row};
use std::time::Duration;

pub(super) use callbacks::{FORGED_SECRET, Told};

/// What strikes one request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Strike {
    /// What goes wrong.
    pub fault: RequestFault,
    /// How late, in the machine's own time; for 429 what `Retry-After` asks for. Nothing for the others.
    pub delay: Duration,
}

impl World {
    /// Adds a fault, which is in force from now on in every process.
    pub fn add_fault(&mut self, new: &NewFault) -> Result<Fault, WorldError> {
        let asked = new.clone().complete().map_err(WorldError::Invalid)?;
        self.transition(|step| step.add_fault(&asked))
    }

    /// Clears every fault, and adds these.
    pub fn replace_faults(&mut self, new: &[NewFault]) -> Result<(), WorldError> {
        let asked: Vec<NewFault> =
            new.iter().map(|new| new.clone().complete()).collect::<Result<_, _>>().map_err(WorldError::Invalid)?;
        self.transition(|step| {
            step.store.prepare_cached("DELETE FROM faults")?.execute(())?;
            asked.iter().try_for_each(|asked| step.add_fault(asked).map(drop))
        })
    }

    /// All of them, in the order in which they were added; also those that will not strike any more.
    pub fn faults(&self) -> Result<Vec<Fault>, WorldError> {
        all(&self.store)
    }

    /// Clears these, or none if one of them is not there; all of them when none is named. Gives those that it cleared.
    pub fn clear_faults(&mut self, ids: &[i64]) -> Result<Vec<Fault>, WorldError> {
        self.transition(|step| {
            let mut cleared = all(step.store)?;
            if let Some(unknown) = ids.iter().find(|id| cleared.iter().all(|fault| fault.id != **id)) {
                return Err(WorldError::NotFound { what: "fault", id: unknown.to_string() });
            }
            cleared.retain(|fault| ids.is_empty() || ids.contains(&fault.id));
            let mut statement = step.store.prepare_cached("DELETE FROM faults WHERE number = ?1")?;
            cleared.iter().try_for_each(|fault| statement.execute([fault.id]).map(drop))?;
            Ok(cleared)
        })
    }

    /// Whether there is any fault. Asked before every request: two or three microseconds, nearly all of them for SQLite's
    /// locks, so that remembering the answer and asking whether the file has changed would take as long.
    pub fn has_faults(&self) -> Result<bool, WorldError> {
        Ok(self.store.prepare_cached("SELECT 1 FROM faults LIMIT 1")?.query_row((), |_| Ok(())).optional()?.is_some())
    }

    /// Whether any is for a request for this operation, and may still strike: a look, before somebody has to write.
    pub fn may_strike(&self, operation: Option<Operation>) -> Result<bool, WorldError> {
        Ok(all(&self.store)?.iter().any(|fault| fault.is_in_force() && is_meant(fault, operation)))
    }

    /// What strikes a request for this operation; one that is no operation is struck by faults of all of them. Delays
    /// add up, and of the other faults the one that was added first strikes alone.
    pub fn strike_request(&mut self, operation: Option<Operation>) -> Result<Vec<Strike>, WorldError> {
        if !self.may_strike(operation)? {
            return Ok(Vec::new());
        }
        self.transition(|step| {
            let mut strikes = Vec::new();
            for fault in all(step.store)?.iter().filter(|fault| is_meant(fault, operation)) {
                let FaultKind::Request(kind) = fault.asked.kind else { continue };
                if step.consult(fault)? {
                    strikes.push(Strike { fault: kind, delay: delay(&fault.asked) });
                    if kind != RequestFault::Latency {
                        break;
                    }
                }
            }
            Ok(strikes)
        })
    }
}

impl Transition<'_> {
    fn add_fault(&self, asked: &NewFault) -> Result<Fault, WorldError> {
        let object = serde_json::to_string(asked)?;
        self.store.prepare_cached("INSERT INTO faults (fault) VALUES (?1)")?.execute([object])?;
        let id = self.store.last_insert_rowid();
        Ok(Fault { id, asked: asked.clone(), seen: 0, struck: 0, left: asked.count })
    }

    /// Lets a fault look at what is before it, and says whether it strikes. One that is spent does not look any more.
    fn consult(&self, fault: &Fault) -> Result<bool, WorldError> {
        if !fault.is_in_force() {
            return Ok(false);
        }
        let strikes = chance::strikes(fault);
        self.store
            .prepare_cached("UPDATE faults SET seen = seen + 1, struck = struck + ?2 WHERE number = ?1")?
            .execute((fault.id, strikes))?;
        Ok(strikes)
    }
}

fn is_meant(fault: &Fault, operation: Option<Operation>) -> bool {
    matches!(fault.asked.kind, FaultKind::Request(_)) && fault.asked.is_for(operation.map(Operation::name))
}

fn all(store: &Connection) -> Result<Vec<Fault>, WorldError> {
    let mut statement = store.prepare_cached("SELECT number, fault, seen, struck FROM faults ORDER BY number")?;
    let rows = statement.query_map((), |row: &Row<'_>| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
    })?;
    rows.map(|row| {
        let (id, object, seen, struck) = row?;
        let (seen, struck) = (seen.unsigned_abs(), struck.unsigned_abs());
        let asked: NewFault = serde_json::from_str(&object)?;
        let left = asked.count.map(|count| count.saturating_sub(struck));
        Ok(Fault { id, asked, seen, struck, left })
    })
    .collect()
}

fn delay(asked: &NewFault) -> Duration {
    Duration::from_millis(asked.delay_ms.unwrap_or_default())
}
