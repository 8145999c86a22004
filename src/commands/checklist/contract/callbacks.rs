//! The callbacks of a session that was declined once and then paid, and of one that was cancelled, where they can be
//! heard.

use super::super::ending::Halt;
use super::super::payment::hear;
use super::super::stage::Stage;
use super::observation::Observation;
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::model::tap::TapOutcome;

/// In the order of what was done.
const EXPECTED: [EventType; 4] =
    [EventType::SessionCreated, EventType::SessionActivated, EventType::PaymentFailed, EventType::SessionFinalized];

/// Why an event that does not come says nothing.
const UNSUBSCRIBED: &str = "the destination may not have this event";

pub(super) async fn look(
    stage: &mut Stage<'_>,
    id: &SessionId,
    cancelled: Option<&SessionId>,
    seen: &mut Vec<Observation>,
) -> Result<(), Halt> {
    let mut missing = Vec::new();
    // The last one first: those before it are not waited for again and again.
    for kind in EXPECTED.into_iter().rev() {
        if hear(stage, id, kind.clone()).await?.is_err() {
            missing.push(kind);
        }
    }
    if missing.len() == EXPECTED.len() {
        for row in ["tap-activates", "decline-callback", "decline-reason", "callback-events", "callback-order"] {
            seen.push(Observation::not_seen(
                row,
                "no callback of it was heard here: give `--listen`, or see that it points here",
            ));
        }
        return Ok(());
    }
    let mut all = stage.ears.of(id);
    all.retain(|heard| heard.problem.is_none());
    for (row, kind) in [("tap-activates", EventType::SessionActivated), ("decline-callback", EventType::PaymentFailed)]
    {
        seen.push(match missing.contains(&kind) {
            false => Observation::judged(row, true, format!("{kind} was heard")),
            true if is_sent(stage, &kind) => Observation::judged(row, false, format!("{kind} was not heard")),
            true => Observation::not_seen(row, format!("{kind} was not heard: {UNSUBSCRIBED}")),
        });
    }
    let reason = all.iter().find(|heard| heard.kind == EventType::PaymentFailed);
    seen.push(match reason.map(|heard| heard.failure_reason.as_deref().unwrap_or("(none)").to_owned()) {
        Some(reason) => {
            let is_so = reason == TapOutcome::DeclinedGeneric.name();
            Observation::judged("decline-reason", is_so, format!("`failure_reason` was {reason}"))
        }
        None => Observation::not_seen("decline-reason", "that callback was not heard"),
    });
    let kinds: Vec<&str> = all.iter().map(|heard| heard.kind.name()).collect();
    let said = format!("heard: {}", kinds.join(", "));
    let ended = match cancelled {
        Some(id) => Some(hear(stage, id, EventType::SessionCancelled).await?.is_ok()),
        None => None,
    };
    let other = match ended {
        Some(true) => format!("{said}; and of another {}", EventType::SessionCancelled),
        Some(false) => format!("{said}; and of another no {}", EventType::SessionCancelled),
        None => said.clone(),
    };
    let mut absent = missing;
    absent.extend((ended == Some(false)).then_some(EventType::SessionCancelled));
    seen.push(match absent.iter().find(|kind| !is_sent(stage, kind)) {
        Some(kind) => Observation::not_seen("callback-events", format!("{other}; of {kind} none came: {UNSUBSCRIBED}")),
        None => Observation::judged("callback-events", absent.is_empty(), other),
    });
    let places: Vec<usize> =
        all.iter().filter_map(|heard| EXPECTED.iter().position(|kind| *kind == heard.kind)).collect();
    seen.push(match places.len() {
        0 | 1 => Observation::not_seen("callback-order", format!("{said}, which has no order")),
        _ => Observation::judged("callback-order", places.is_sorted(), said),
    });
    Ok(())
}

/// Whether the destination has this event: the emulator's is made here, with all of them; of another it is known once one has
/// come.
fn is_sent(stage: &mut Stage<'_>, kind: &EventType) -> bool {
    stage.is_emulated() || stage.ears.all().iter().any(|heard| heard.kind == *kind)
}
