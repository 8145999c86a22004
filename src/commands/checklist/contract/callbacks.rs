//! The callbacks of a session that was declined once and then paid, and of one that was cancelled, where they can be
//! heard.

use super::super::ending::Halt;
use super::super::payment::hear;
use super::super::relay::Heard;
use super::super::stage::Stage;
use super::observation::Observation;
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::model::tap::TapOutcome;

/// In the order of what was done.
const EXPECTED: [EventType; 4] =
    [EventType::SessionCreated, EventType::SessionActivated, EventType::PaymentFailed, EventType::SessionFinalized];

/// What is judged by them.
const ROWS: [&str; 5] = ["tap-activates", "decline-callback", "decline-reason", "callback-events", "callback-order"];

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
        let why = "no callback of it was heard here: give `--listen`, or see that it points here";
        seen.extend(ROWS.map(|row| Observation::not_seen(row, why)));
        return Ok(());
    }
    let mut all = stage.ears.of(id);
    all.retain(|heard| heard.problem.is_none());
    events(stage, &missing, seen);
    seen.push(reason(&all));
    let kinds: Vec<&str> = all.iter().map(|heard| heard.kind.name()).collect();
    let said = format!("heard: {}", kinds.join(", "));
    seen.push(whole(stage, missing, cancelled, &said).await?);
    seen.push(order(&all, said));
    Ok(())
}

/// Each by itself.
fn events(stage: &mut Stage<'_>, missing: &[EventType], seen: &mut Vec<Observation>) {
    for (row, kind) in [("tap-activates", EventType::SessionActivated), ("decline-callback", EventType::PaymentFailed)]
    {
        seen.push(match missing.contains(&kind) {
            false => Observation::judged(row, true, format!("{kind} was heard")),
            true if is_sent(stage, &kind) => Observation::judged(row, false, format!("{kind} was not heard")),
            true => Observation::not_seen(row, format!("{kind} was not heard: {UNSUBSCRIBED}")),
        });
    }
}

/// What the declined payment's callback names as its reason.
fn reason(all: &[Heard]) -> Observation {
    const ID: &str = "decline-reason";
    match all.iter().find(|heard| heard.kind == EventType::PaymentFailed) {
        Some(heard) => {
            let reason = heard.failure_reason.as_deref().unwrap_or("(none)");
            let is_so = reason == TapOutcome::DeclinedGeneric.name();
            Observation::judged(ID, is_so, format!("`failure_reason` was {reason}"))
        }
        None => Observation::not_seen(ID, "that callback was not heard"),
    }
}

/// All of them, and that of the session that was cancelled.
async fn whole(
    stage: &mut Stage<'_>,
    mut missing: Vec<EventType>,
    cancelled: Option<&SessionId>,
    said: &str,
) -> Result<Observation, Halt> {
    const ID: &str = "callback-events";
    let ended = match cancelled {
        Some(id) => Some(hear(stage, id, EventType::SessionCancelled).await?.is_ok()),
        None => None,
    };
    let said = match ended {
        Some(true) => format!("{said}; and of another {}", EventType::SessionCancelled),
        Some(false) => format!("{said}; and of another no {}", EventType::SessionCancelled),
        None => said.to_owned(),
    };
    missing.extend((ended == Some(false)).then_some(EventType::SessionCancelled));
    Ok(match missing.iter().find(|kind| !is_sent(stage, kind)) {
        Some(kind) => Observation::not_seen(ID, format!("{said}; of {kind} none came: {UNSUBSCRIBED}")),
        None => Observation::judged(ID, missing.is_empty(), said),
    })
}

/// Whether they came in the order of what was done.
fn order(all: &[Heard], said: String) -> Observation {
    const ID: &str = "callback-order";
    let places: Vec<usize> =
        all.iter().filter_map(|heard| EXPECTED.iter().position(|kind| *kind == heard.kind)).collect();
    match places.len() {
        0 | 1 => Observation::not_seen(ID, format!("{said}, which has no order")),
        _ => Observation::judged(ID, places.is_sorted(), said),
    }
}

/// Whether the destination has this event: the emulator's is made here, with all of them; of another it is known once one has
/// come.
fn is_sent(stage: &mut Stage<'_>, kind: &EventType) -> bool {
    stage.is_emulated() || stage.ears.all().iter().any(|heard| heard.kind == *kind)
}
