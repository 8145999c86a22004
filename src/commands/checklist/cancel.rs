//! Item 6: a cancel ends the session for good, is told, and a card that is tapped later is refused.

use super::contract::answer::is_of_the_request;
use super::contract::observation::Observation;
use super::contract::payments;
use super::ending::{Ending, Halt};
use super::payment::{answered, hear, missing, remedy};
use super::row::Trail;
use super::stage::Stage;
use crate::model::event::EventType;
use crate::model::session::SessionStatus;
use crate::model::tap::TapOutcome;

pub(super) async fn check(
    stage: &mut Stage<'_>,
    (trail, findings): (&mut Trail, &mut Vec<Observation>),
) -> Result<Ending, Halt> {
    let id = stage.create("cancel", trail).await?.session_id;
    findings.push(payments::busy(stage, trail).await?);
    trail.did("cancelled it");
    let cancel = stage.cancel(&id).await?;
    let read = stage.read(&id).await?;
    if read.status != SessionStatus::Cancelled {
        let refusal = cancel.err().map(|error| format!(" ({error})")).unwrap_or_default();
        return Ok(Ending::fail(
            format!("session {id} is {} after the cancel{refusal}", read.status),
            "read a session back after every cancel, and believe only that; see that nobody has tapped a card meanwhile",
        ));
    }
    findings.push(payments::cancelled_again(stage, &id, trail).await?);
    trail.did("tapped a good card after the end");
    let client = stage.client.clone();
    let late = stage
        .ask("tapping after the end", async { Ok::<_, Halt>(client.simulate_tap(&id, TapOutcome::Success).await) });
    let late = late.await?;
    let read = stage.read(&id).await?;
    findings.push(payments::after_the_end(&late));
    let refusal = match late {
        Ok(()) => {
            return Ok(Ending::fail(
                format!("a tap after the cancel was taken, and session {id} is {}", read.status),
                "report it to Kustom with the id of the session: what is cancelled must stay so",
            ));
        }
        Err(error) => error,
    };
    if read.status != SessionStatus::Cancelled {
        return Ok(Ending::fail(
            format!("session {id} was cancelled, and is {} after a later tap", read.status),
            "report it to Kustom with the id of the session: what is cancelled must stay so",
        ));
    }
    if refusal.may_have_happened() || refusal.status().is_none() {
        return Ok(Ending::fail(
            format!("a tap after the cancel was not refused, but not answered: {refusal}"),
            "try again: the session itself is CANCELLED",
        ));
    }
    if let Some(status) = refusal.status().filter(|status| !is_of_the_request(*status)) {
        return Ok(Ending::not_run(
            format!(
                "session {id} is CANCELLED, but a later tap was answered with {status}, which is no refusal of the tap"
            ),
            "see that the key may simulate taps (`ipp doctor`), and that nothing slows this machine down, and try again",
        ));
    }
    trail.did(format!("waited for {}", EventType::SessionCancelled));
    let seen =
        format!("session {id} is CANCELLED, and a later tap was refused ({})", refusal.status().unwrap_or_default());
    Ok(match hear(stage, &id, EventType::SessionCancelled).await? {
        Ok(heard) => match &heard.handled {
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
        },
        Err(heard) => match missing(stage, &EventType::SessionCancelled, &heard) {
            Ending::NotRun { mend, .. } => {
                Ending::not_run(format!("{seen}; whether it was told cannot be seen from here"), mend)
            }
            Ending::Fail { saw, mend } => Ending::fail(format!("{seen}, but {saw}"), mend),
            other => other,
        },
    })
}
