//! Item 6: a cancel ends the session for good, is told, and a card that is tapped later is refused.

use super::contract::answer::is_of_the_request;
use super::contract::observation::Observation;
use super::contract::payments;
use super::ending::{Ending, Halt};
use super::payment::{answered, hear, missing, remedy};
use super::relay::Heard;
use super::row::Trail;
use super::stage::Stage;
use crate::api;
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::model::session::SessionStatus;
use crate::model::tap::TapOutcome;

pub(super) async fn check(
    stage: &mut Stage<'_>,
    (trail, findings): (&mut Trail, &mut Vec<Observation>),
) -> Result<Ending, Halt> {
    let id = stage.create("cancel", trail).await?.session_id;
    findings.push(payments::busy(stage, trail).await?);
    if let Some(ending) = cancel(stage, &id, trail).await? {
        return Ok(ending);
    }
    findings.push(payments::cancelled_again(stage, &id, trail).await?);
    let late = tap(stage, &id, trail).await?;
    let status = stage.read(&id).await?.status;
    findings.push(payments::after_the_end(&late));
    let refusal = match refused(&id, late, &status) {
        Ok(refusal) => refusal,
        Err(ending) => return Ok(ending),
    };
    trail.did(format!("waited for {}", EventType::SessionCancelled));
    let seen = format!("session {id} is CANCELLED, and a later tap was refused ({refusal})");
    Ok(match hear(stage, &id, EventType::SessionCancelled).await? {
        Ok(heard) => told(&heard, seen),
        Err(heard) => untold(stage, &heard, seen),
    })
}

/// Cancels it, and reads it back: an ending where it is not cancelled.
async fn cancel(stage: &mut Stage<'_>, id: &SessionId, trail: &mut Trail) -> Result<Option<Ending>, Halt> {
    trail.did("cancelled it");
    let cancel = stage.cancel(id).await?;
    let status = stage.read(id).await?.status;
    let refusal = cancel.err().map(|error| format!(" ({error})")).unwrap_or_default();
    Ok((status != SessionStatus::Cancelled).then(|| {
        Ending::fail(
            format!("session {id} is {status} after the cancel{refusal}"),
            "read a session back after every cancel, and believe only that; see that nobody has tapped a card meanwhile",
        )
    }))
}

/// A good card, too late: how that was answered.
async fn tap(stage: &mut Stage<'_>, id: &SessionId, trail: &mut Trail) -> Result<Result<(), api::Error>, Halt> {
    trail.did("tapped a good card after the end");
    let client = stage.client.clone();
    let late = async { Ok::<_, Halt>(client.simulate_tap(id, TapOutcome::Success).await) };
    stage.ask("tapping after the end", late).await
}

/// The status with which a late tap was refused, as it has to be; `status` is the session's since.
fn refused(id: &SessionId, late: Result<(), api::Error>, status: &SessionStatus) -> Result<u16, Ending> {
    let saw = match late {
        Err(refusal) if *status == SessionStatus::Cancelled => return of_the_tap(id, &refusal),
        Err(_) => format!("session {id} was cancelled, and is {status} after a later tap"),
        Ok(()) => format!("a tap after the cancel was taken, and session {id} is {status}"),
    };
    Err(Ending::fail(saw, "report it to Kustom with the id of the session: what is cancelled must stay so"))
}

/// Whether it was the tap that was refused, and nothing else that failed.
fn of_the_tap(id: &SessionId, refusal: &api::Error) -> Result<u16, Ending> {
    match refusal.status().filter(|_| !refusal.may_have_happened()) {
        None => Err(Ending::fail(
            format!("a tap after the cancel was not refused, but not answered: {refusal}"),
            "try again: the session itself is CANCELLED",
        )),
        Some(status) if is_of_the_request(status) => Ok(status),
        Some(status) => Err(Ending::not_run(
            format!(
                "session {id} is CANCELLED, but a later tap was answered with {status}, which is no refusal of the tap"
            ),
            "see that the key may simulate taps (`ipp doctor`), and that nothing slows this machine down, and try again",
        )),
    }
}

/// The cancel was told: whether the handler took it.
fn told(heard: &Heard, seen: String) -> Ending {
    match &heard.handled {
        Some(answer) if !answer.outcome.is_delivered() => {
            let mend = match answer.outcome.status {
                Some(_) => {
                    "answer 2xx to every event that is rightly signed, also to those that need nothing to be done"
                        .to_owned()
                }
                None => remedy(answer),
            };
            Ending::fail(format!("{seen}, but the handler {}", answered(answer, heard.kind.name())), mend)
        }
        _ => Ending::Pass(format!("{seen}; {} was received and verified", heard.kind)),
    }
}

/// The cancel was not told, or not so that it could be believed.
fn untold(stage: &mut Stage<'_>, heard: &[Heard], seen: String) -> Ending {
    match missing(stage, &EventType::SessionCancelled, heard) {
        Ending::NotRun { mend, .. } => {
            Ending::not_run(format!("{seen}; whether it was told cannot be seen from here"), mend)
        }
        Ending::Fail { saw, mend } => Ending::fail(format!("{seen}, but {saw}"), mend),
        other => other,
    }
}
