//! What can be seen of payments, on the way through the checklist and by `--contract`: each judged against the assumption
//! of the same name.

use super::super::ending::Halt;
use super::super::row::Trail;
use super::super::stage::Stage;
use super::answer::is_of_the_request;
use super::observation::Observation;
use crate::api;
use crate::model::assumed::{ENDED_SESSION_STATUS, ORDERS_ARE_CAPTURED, STATUS_AFTER_DECLINE};
use crate::model::id::SessionId;
use crate::model::managed_order::{ManagedOrder, OrderStatus};
use crate::model::session::SessionStatus;

/// The one that each of several declines would judge anew.
pub(in crate::commands::checklist) const DECLINED: &str = "decline-stays-open";

/// How a decline leaves a session.
pub(in crate::commands::checklist) fn declined(status: &SessionStatus) -> Observation {
    Observation::judged(DECLINED, *status == STATUS_AFTER_DECLINE, format!("it is {status} after a decline"))
}

/// Whether an order is captured by itself.
pub(in crate::commands::checklist) fn capture(order: &ManagedOrder) -> Observation {
    const ID: &str = "order-captured";
    let is_captured = order.status == OrderStatus::Captured;
    let seen = format!("the order is {}, {} of {} captured", order.status, order.captured_amount, order.order_amount);
    match is_captured && order.captured_amount < order.order_amount {
        true => Observation::not_seen(ID, format!("it says both: {seen}")),
        false => Observation::judged(ID, is_captured == ORDERS_ARE_CAPTURED, seen),
    }
}

/// A second session for a phone that is busy with one. It is cancelled at once.
pub(in crate::commands::checklist) async fn busy(
    stage: &mut Stage<'_>,
    trail: &mut Trail,
) -> Result<Observation, Halt> {
    const ID: &str = "session-busy";
    let mut own = Trail::default();
    let created = stage.create("busy", &mut own).await;
    trail.did("asked for another one beside it");
    trail.sessions.append(&mut own.sessions);
    let second = match created {
        Ok(session) => session.session_id,
        Err(Halt::Item(_)) if stage.unknown.is_some() => {
            return Ok(Observation::not_seen(ID, "the answer to the second create was lost"));
        }
        Err(Halt::Item(ending)) => {
            let said = format!("a second create: {}", ending.text());
            return Ok(match stage.last_status() {
                Some(400 | 404 | 409 | 422 | 423) => Observation::judged(ID, false, said),
                _ => Observation::not_seen(ID, said),
            });
        }
        Err(halt) => return Err(halt),
    };
    // How that ends is read at the end of the run, if it is not read here.
    stage.cancel(&second).await?.ok();
    stage.read(&second).await?;
    Ok(Observation::judged(ID, true, format!("session {second} was created beside another one that was open")))
}

/// What a second cancel is answered with.
pub(in crate::commands::checklist) async fn cancelled_again(
    stage: &mut Stage<'_>,
    id: &SessionId,
    trail: &mut Trail,
) -> Result<Observation, Halt> {
    const ID: &str = "session-cancel-again";
    trail.did("cancelled it once more");
    Ok(match stage.cancel(id).await? {
        Ok(()) => Observation::judged(ID, true, "the second cancel was answered with 2xx"),
        Err(error) => match error.status() {
            Some(status) if is_of_the_request(status) => {
                Observation::judged(ID, false, format!("the second cancel was answered with {status}"))
            }
            _ => Observation::not_seen(ID, error.to_string()),
        },
    })
}

/// What a tap after the end is answered with.
pub(in crate::commands::checklist) fn after_the_end(late: &Result<(), api::Error>) -> Observation {
    const ID: &str = "session-ended";
    match late.as_ref().map_err(|error| (error.status(), error)) {
        Ok(()) => Observation::judged(ID, false, "a tap after the end was taken"),
        Err((Some(status), _)) if is_of_the_request(status) => Observation::judged(
            ID,
            status == ENDED_SESSION_STATUS,
            format!("a tap after the end was answered with {status}"),
        ),
        Err((_, error)) => Observation::not_seen(ID, error.to_string()),
    }
}
