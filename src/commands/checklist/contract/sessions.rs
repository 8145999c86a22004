//! Sessions on the run's own simulated phone: one that is declined and paid, and one that is cancelled. What is open is
//! cancelled at the end of the run.

use super::super::ending::Halt;
use super::super::order as managed;
use super::super::row::Trail;
use super::super::stage::Stage;
use super::answer::{answer, is_of_the_request};
use super::observation::Observation;
use super::{callbacks, fields, payments};
use crate::api::{Request, session};
use crate::model::assumed::ENDED_SESSION_STATUS;
use crate::model::id::{LocationId, SessionId};
use crate::model::managed_order::ManagedOrder;
use crate::model::session::{Session, SessionStatus};
use crate::model::tap::TapOutcome;
use crate::webhook::made::{MERCHANT_ID, Subject};

/// Gives the session that was paid.
pub(super) async fn look(
    stage: &mut Stage<'_>,
    location: Option<&LocationId>,
    seen: &mut Vec<Observation>,
) -> Result<Session, Halt> {
    let paid = paid(stage, location, seen).await;
    if let Err(Halt::Run(error)) = paid {
        return Err(Halt::Run(error));
    }
    let cancelled = match cancelled(stage, seen).await {
        Err(Halt::Run(error)) => return Err(Halt::Run(error)),
        cancelled => cancelled.ok(),
    };
    let session = paid?;
    callbacks::look(stage, &session.session_id, cancelled.as_ref(), seen).await?;
    order(stage, &session, seen).await?;
    Ok(session)
}

/// A create that says no location; where it is refused, one that does.
async fn first(
    stage: &mut Stage<'_>,
    location: Option<&LocationId>,
    seen: &mut Vec<Observation>,
) -> Result<SessionId, Halt> {
    const ID: &str = "session-location";
    let said = |status: u16| format!("a create without `location_id` was answered with {status}");
    let created = stage.create("paid", &mut Trail::default()).await;
    let status = stage.last_status().unwrap_or_default();
    let (created, own) = match (created, location) {
        (Ok(session), _) => {
            seen.push(Observation::judged(ID, true, said(status)));
            (session, status)
        }
        (Err(Halt::Item(_)), Some(location)) if stage.unknown.is_none() && is_of_the_request(status) => {
            stage.location = Some(location.clone());
            let named = stage.create("paid", &mut Trail::default()).await;
            let own = stage.last_status().unwrap_or_default();
            seen.push(match named {
                Ok(_) => Observation::judged(ID, false, format!("{}, one with it with {own}", said(status))),
                Err(_) => Observation::not_seen(ID, format!("{}, and so was one with it: {own}", said(status))),
            });
            (named?, own)
        }
        (Err(halt), _) => return Err(halt),
    };
    seen.push(Observation::judged("session-status", own == 201, format!("a create was answered with {own}")));
    Ok(created.session_id)
}

async fn paid(
    stage: &mut Stage<'_>,
    location: Option<&LocationId>,
    seen: &mut Vec<Observation>,
) -> Result<Session, Halt> {
    let id = first(stage, location, seen).await?;
    let tap = answer(stage, &session::simulate_tap_request(&id, TapOutcome::DeclinedGeneric)).await?;
    let is_session = tap.text("session_id") == Some(id.as_str());
    let said =
        format!("a declined tap: {}, {} session in the answer", tap.status, if is_session { "the" } else { "no" });
    seen.push(Observation::judged("tap-answer", tap.status == 200 && is_session, said));
    seen.push(payments::declined(&stage.read(&id).await?.status));
    stage.tap(&id, TapOutcome::Success, &mut Trail::default()).await?;
    let session = stage.read_until(&id, &SessionStatus::Finalized).await?;
    if !session.status.has_ended() {
        seen.push(Observation::not_seen(
            "session-ended",
            format!("it is {} after the tap of a good card", session.status),
        ));
        return Ok(session);
    }
    let cancel = stage.cancel(&id).await?;
    seen.push(match cancel.as_ref().map_err(|error| error.status()) {
        Err(Some(status)) if is_of_the_request(status) => Observation::judged(
            "session-ended",
            status == ENDED_SESSION_STATUS,
            format!("a cancel of one that is {} was answered with {status}", session.status),
        ),
        Ok(()) => {
            Observation::judged("session-ended", false, format!("a cancel of one that is {} was taken", session.status))
        }
        Err(status) => {
            let answer = status.map_or_else(|| "not answered".to_owned(), |status| format!("answered with {status}"));
            Observation::not_seen("session-ended", format!("the cancel of a paid one was {answer}"))
        }
    });
    Ok(session)
}

/// The order of a paid session.
async fn order(stage: &mut Stage<'_>, session: &Session, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let Some(id) = session.order_id.clone() else { return Ok(()) };
    let read = answer(stage, &managed::request(&id)).await?;
    let Ok(order) = serde_json::from_value::<ManagedOrder>(read.body) else {
        for id in ["order-captured", "order-fraud-status"] {
            seen.push(Observation::not_seen(id, read.said.clone()));
        }
        return Ok(());
    };
    seen.push(payments::capture(&order));
    let fraud = order.fraud_status.unwrap_or_else(|| "(none)".to_owned());
    seen.push(Observation::judged("order-fraud-status", fraud == "ACCEPTED", format!("it is {fraud}")));
    let request = managed::request(&id);
    let captures = answer(stage, &Request { path: format!("{}/captures", request.path), ..request }).await?;
    let said = format!("{}, {}", captures.said, if captures.body.is_array() { "an array" } else { "no array" });
    seen.push(Observation::judged("order-captures", captures.body.is_array(), said));
    let nobody = answer(stage, &managed::request(&Subject::made_up(MERCHANT_ID).order_id)).await?;
    let is_so = nobody.status == 404 && nobody.said.contains("NO_SUCH_ORDER");
    seen.push(Observation::judged("order-error-code", is_so, nobody.said));
    Ok(())
}

/// One that is cancelled twice.
async fn cancelled(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<SessionId, Halt> {
    let id = fields::look(stage, seen).await?;
    seen.push(payments::busy(stage, &mut Trail::default()).await?);
    stage.cancel(&id).await?.ok();
    let read = stage.read(&id).await?;
    seen.push(match read.status {
        SessionStatus::Cancelled => payments::cancelled_again(stage, &id, &mut Trail::default()).await?,
        status => Observation::not_seen("session-cancel-again", format!("it is {status} after the first cancel")),
    });
    Ok(id)
}
