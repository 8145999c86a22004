//! Sessions on the run's own simulated phone: one that is declined and paid, one that is cancelled, and those that ought to
//! be refused. What is created all the same is cancelled at the end of the run.

use super::super::ending::Halt;
use super::super::order as managed;
use super::super::row::Trail;
use super::super::stage::Stage;
use super::answer::answer;
use super::observation::Observation;
use super::{callbacks, payments};
use crate::api::{Request, session};
use crate::model::assumed::ENDED_SESSION_STATUS;
use crate::model::id::{DeviceId, SessionId};
use crate::model::managed_order::ManagedOrder;
use crate::model::order::OrderLine;
use crate::model::session::{NewSession, Session, SessionStatus};
use crate::model::tap::TapOutcome;
use crate::model::tax::TaxRate;
use crate::webhook::made::{MERCHANT_ID, Subject};
use serde_json::Value;

/// A field that nobody knows.
const UNKNOWN: &str = "ipp_checklist";

/// Gives the session that was paid.
pub(super) async fn look(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<Session, Halt> {
    let paid = paid(stage, seen).await;
    let cancelled = cancelled(stage, seen).await;
    if let Err(Halt::Run(error)) = cancelled {
        return Err(Halt::Run(error));
    }
    paid
}

async fn paid(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<Session, Halt> {
    let created = stage.create("paid", &mut Trail::default()).await;
    let status = stage.last_status().unwrap_or_default();
    let said = format!("a create without `location_id` was answered with {status}");
    seen.push(Observation::judged("session-location", created.is_ok(), said.clone()));
    seen.push(Observation::judged("session-status", status == 201, said));
    let id = created?.session_id;
    let tap = answer(stage, &session::simulate_tap_request(&id, TapOutcome::DeclinedGeneric)).await?;
    let is_session = tap.text("session_id") == Some(id.as_str());
    let said =
        format!("a declined tap: {}, {} session in the answer", tap.status, if is_session { "the" } else { "no" });
    seen.push(Observation::judged("tap-answer", tap.status == 200 && is_session, said));
    seen.push(payments::declined(&stage.read(&id).await?.status));
    stage.tap(&id, TapOutcome::Success, &mut Trail::default()).await?;
    let session = stage.read_until(&id, &SessionStatus::Finalized).await?;
    let cancel = stage.cancel(&id).await?;
    seen.push(match cancel.as_ref().map_err(|error| error.status()) {
        Err(Some(status)) => Observation::judged(
            "session-ended",
            status == ENDED_SESSION_STATUS,
            format!("a cancel of one that is {} was answered with {status}", session.status),
        ),
        Ok(()) => {
            Observation::judged("session-ended", false, format!("a cancel of one that is {} was taken", session.status))
        }
        Err(None) => Observation::not_seen("session-ended", "the cancel of a paid one was not answered"),
    });
    callbacks::look(stage, &id, seen).await?;
    order(stage, &session, seen).await?;
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
    let is_so = nobody.status == 404 && nobody.said.contains("RESOURCE_NOT_FOUND");
    seen.push(Observation::judged("order-error-code", is_so, nobody.said));
    Ok(())
}

/// One with everything that may be returned, cancelled twice.
async fn cancelled(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let mut new = stage.order("fields")?;
    let second = format!("{}-second", stage.name());
    new.merchant_reference2 = Some(second.clone());
    new.extra.insert(UNKNOWN.to_owned(), Value::from(true));
    let created = stage.send(new, &mut Trail::default()).await;
    let said = format!("a create with both was answered with {}", stage.last_status().unwrap_or_default());
    let id = match created {
        Ok(session) => session.session_id,
        Err(halt) => {
            for id in ["session-reference2", "session-unknown-fields"] {
                seen.push(Observation::judged(id, false, said.clone()));
            }
            return Err(halt);
        }
    };
    let read = stage.read(&id).await?;
    let returned = read.merchant_reference2.as_ref() == Some(&second);
    let text = format!("it was taken, and {}returned", if returned { "" } else { "not " });
    seen.push(Observation::judged("session-reference2", returned, text));
    let returned = read.extra.contains_key(UNKNOWN);
    let text = format!("one was taken, and {}returned", if returned { "" } else { "not " });
    seen.push(Observation::judged("session-unknown-fields", !returned, text));
    seen.push(payments::busy(stage, &mut Trail::default()).await?);
    stage.cancel(&id).await?.ok();
    stage.read(&id).await?;
    seen.push(payments::cancelled_again(stage, &id, &mut Trail::default()).await?);
    Ok(())
}

/// Creates that ought to be refused, and one that ought not.
pub(super) async fn refused(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let nobody = DeviceId::new(Subject::made_up(MERCHANT_ID).session_id);
    let elsewhere = NewSession { device_id: nobody, ..stage.order("nobody")? };
    seen.push(attempt(stage, elsewhere, "session-unknown-device", |status| status == 404).await?);
    let nothing = NewSession { order_amount: 0, order_items: Vec::new(), ..stage.order("nothing")? };
    seen.push(attempt(stage, nothing, "session-values", is_refused).await?);
    let someday = NewSession { purchase_started_at: "someday".to_owned(), ..stage.order("someday")? };
    seen.push(attempt(stage, someday, "session-formats", |status| status == 400).await?);
    let order = stage.order("rate")?;
    let line = OrderLine { tax_rate: 10_001, ..OrderLine::single("Rate", order.order_amount, TaxRate::NONE) };
    let tax = order.order_amount - order.order_amount * 10_000 / 20_001;
    let line = OrderLine { total_tax_amount: tax, ..line };
    let rate = NewSession { order_tax_amount: tax, order_items: vec![line], ..order };
    seen.push(attempt(stage, rate, "session-tax-rate", is_refused).await?);
    let order = stage.order("kind")?;
    let line = OrderLine::single("Kind", order.order_amount, TaxRate::NONE);
    let kind = NewSession { order_items: vec![OrderLine { kind: Some(UNKNOWN.to_owned()), ..line }], ..order };
    seen.push(attempt(stage, kind, "session-line-types", |status| (200..300).contains(&status)).await?);
    Ok(())
}

fn is_refused(status: u16) -> bool {
    (400..500).contains(&status)
}

/// A create, judged by its status. What it makes is cancelled.
async fn attempt(
    stage: &mut Stage<'_>,
    new: NewSession,
    id: &'static str,
    is_so: impl Fn(u16) -> bool,
) -> Result<Observation, Halt> {
    let made: Option<SessionId> = match stage.send(new, &mut Trail::default()).await {
        Ok(session) => Some(session.session_id),
        Err(Halt::Run(error)) => return Err(Halt::Run(error)),
        Err(Halt::Item(ending)) if stage.unknown.is_some() => return Ok(Observation::not_seen(id, ending.text())),
        Err(Halt::Item(_)) => None,
    };
    let status = stage.last_status();
    if let Some(made) = made {
        stage.cancel(&made).await?.ok();
        stage.read(&made).await?;
    }
    Ok(match status {
        Some(status) => Observation::judged(id, is_so(status), format!("such a create was answered with {status}")),
        None => Observation::not_seen(id, "the create was not answered"),
    })
}
