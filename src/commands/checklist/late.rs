//! The last look of a run: what is told of its sessions after their rows were judged. A payment is told once, with one id; and
//! what is not paid is told by nobody to be paid.

use super::ending::{Ending, Halt};
use super::endpoint;
use super::item::Item;
use super::row::{Row, Verdict};
use super::stage::Stage;
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::model::session::SessionStatus;
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::Instant;

/// How long a callback that must not come is listened for.
pub(super) const LULL: Duration = Duration::from_millis(500);

/// At the end of the run, of every session that it has asked for: what was seen then counts instead.
pub(super) async fn look(stage: &mut Stage<'_>, asked: &[(Item, SessionId)], rows: &mut [Row]) -> Result<(), Halt> {
    if asked.is_empty() {
        return Ok(());
    }
    stage.pause("listening for what is told late", Instant::now() + LULL.min(stage.limit)).await?;
    stage.settle().await?;
    for (item, id) in asked {
        let ending = match twice(stage, id) {
            Some(ending) => Some(ending),
            None => unpaid(stage, *item, id).await?,
        };
        let owner = rows.iter_mut().filter(|row| judges(*item).contains(&row.item)).min_by_key(|row| {
            // The first of them that was chosen.
            judges(*item).iter().position(|judge| *judge == row.item)
        });
        if let (Some(ending), Some(row)) = (ending, owner) {
            row.overturn(ending);
        }
    }
    if let Some(row) = rows.iter_mut().find(|row| row.item == Item::Endpoint && row.result == Verdict::Passed)
        && let Some(ending) = endpoint::again(stage)
    {
        row.overturn(ending);
    }
    Ok(())
}

/// What had passed has not, where the last look did not take place: what was seen until then, and why no more was.
pub(super) fn unlooked(rows: &mut [Row], why: &str) {
    for row in rows.iter_mut().filter(|row| row.item != Item::Device) {
        row.doubt(&format!("whether something else is told of its sessions was not seen: {why}"));
    }
}

/// Whose rows speak for the sessions of an item: the first that was chosen.
fn judges(item: Item) -> &'static [Item] {
    match item {
        Item::Decline => &[Item::Decline],
        Item::Cancel => &[Item::Cancel],
        _ => &[Item::Callback, Item::Order, Item::Endpoint, Item::Session],
    }
}

/// A session that was told to be paid, and is not, or was cancelled before.
async fn unpaid(stage: &mut Stage<'_>, item: Item, id: &SessionId) -> Result<Option<Ending>, Halt> {
    if told_paid(stage, id).is_empty() {
        return Ok(None);
    }
    let status = match stage.read(id).await {
        Ok(session) => session.status,
        Err(Halt::Item(ending)) => return Ok(Some(ending)),
        Err(halt) => return Err(halt),
    };
    let is_right = status == SessionStatus::Finalized && item != Item::Cancel;
    Ok((!is_right).then(|| {
        Ending::fail(
            format!("session {id} is {status}, and was told to be paid ({})", EventType::SessionFinalized),
            "read the session back before you hand anything out, and report it to Kustom with the id of the session",
        )
    }))
}

/// A payment that was told with more than one id; the same id twice is a delivery that was repeated (D).
pub(super) fn twice(stage: &Stage<'_>, id: &SessionId) -> Option<Ending> {
    (told_paid(stage, id).len() > 1).then(|| {
        Ending::fail(
            format!("session {id} was told to be paid twice, with two ids"),
            "keep what was paid as paid once, by the session's id, and report it to Kustom",
        )
    })
}

/// The ids under which a session was told to be paid, rightly signed.
pub(super) fn told_paid(stage: &Stage<'_>, id: &SessionId) -> BTreeSet<String> {
    let mut all = stage.ears.of(id);
    all.retain(|heard| heard.kind == EventType::SessionFinalized && heard.problem.is_none());
    all.into_iter().map(|heard| heard.id).collect()
}
