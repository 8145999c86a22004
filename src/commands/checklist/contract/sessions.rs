//! Sessions on the run's own simulated phone: one that is declined and paid, one that is cancelled, and those that ought to
//! be refused. What is created all the same is cancelled at the end of the run.

use super::super::ending::{Ending, Halt};
use super::super::order as managed;
use super::super::row::Trail;
use super::super::stage::Stage;
use super::answer::{answer, is_of_the_request};
use super::observation::Observation;
use super::{callbacks, payments};
use crate::api::{Request, session};
use crate::model::assumed::ENDED_SESSION_STATUS;
use crate::model::id::{DeviceId, LocationId, SessionId};
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

/// Of a create with fields that may be refused: its session, or the refusal's status and words.
type Tried = Result<Session, (u16, String)>;

/// Sends it. Whatever the server says of itself, or of the key, ends the group.
async fn tried(stage: &mut Stage<'_>, new: NewSession) -> Result<Tried, Halt> {
    match stage.send(new, &mut Trail::default()).await {
        Ok(session) => Ok(Ok(session)),
        Err(Halt::Item(ending)) => match stage.last_status() {
            Some(status) if stage.unknown.is_none() && is_of_the_request(status) => {
                Ok(Err((status, ending.text().to_owned())))
            }
            _ => Err(Halt::Item(ending)),
        },
        Err(halt) => Err(halt),
    }
}

/// The same request with nothing to be refused for: where that is refused, too, a refusal says nothing. `None` if it was
/// accepted; it is cancelled again.
async fn control(stage: &mut Stage<'_>) -> Result<Option<String>, Halt> {
    let new = stage.order("control")?;
    match tried(stage, new).await? {
        Ok(session) => {
            put_away(stage, &session.session_id).await?;
            Ok(None)
        }
        Err((_, said)) => Ok(Some(format!("a create with nothing to be refused for was refused, too: {said}"))),
    }
}

async fn put_away(stage: &mut Stage<'_>, id: &SessionId) -> Result<(), Halt> {
    stage.cancel(id).await?.ok();
    stage.read(id).await.map(drop)
}

/// What may be returned of a create.
#[derive(Clone, Copy)]
struct Fields {
    reference2: bool,
    unknown: bool,
}

fn with_fields(stage: &mut Stage<'_>, fields: Fields) -> Result<(NewSession, String), Halt> {
    let (mut new, second) = (stage.order("fields")?, format!("{}-second", stage.name()));
    new.merchant_reference2 = fields.reference2.then(|| second.clone());
    if fields.unknown {
        new.extra.insert(UNKNOWN.to_owned(), Value::from(true));
        new.order_items[0].extra.insert(UNKNOWN.to_owned(), Value::from(true));
    }
    Ok((new, second))
}

/// Reads back which of them are returned.
async fn returned(
    stage: &mut Stage<'_>,
    (id, fields, second): (&SessionId, Fields, &str),
    seen: &mut Vec<Observation>,
) -> Result<(), Halt> {
    let read = stage.read(id).await?;
    if fields.reference2 {
        let is_so = read.merchant_reference2.as_deref() == Some(second);
        seen.push(Observation::judged("session-reference2", is_so, format!("it was taken, and {}", told(is_so))));
    }
    if fields.unknown {
        let own = read.extra.contains_key(UNKNOWN);
        let of_line = read.order_items.iter().any(|line| line.extra.contains_key(UNKNOWN));
        let said =
            format!("one of the order was taken, and {}; one of a line was taken, and {}", told(own), told(of_line));
        seen.push(Observation::judged("session-unknown-fields", !own && of_line, said));
    }
    Ok(())
}

/// One with everything that may be returned. Where both together are refused, each by itself, and a plain one is left open.
async fn fields(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<SessionId, Halt> {
    const IDS: [(&str, Fields); 2] = [
        ("session-reference2", Fields { reference2: true, unknown: false }),
        ("session-unknown-fields", Fields { reference2: false, unknown: true }),
    ];
    let both = Fields { reference2: true, unknown: true };
    let (new, second) = with_fields(stage, both)?;
    if let Ok(session) = tried(stage, new).await? {
        returned(stage, (&session.session_id, both, &second), seen).await?;
        return Ok(session.session_id);
    }
    if let Some(why) = control(stage).await? {
        seen.extend(IDS.map(|(id, _)| Observation::not_seen(id, why.clone())));
        return Err(Halt::Item(Ending::not_run(why, "")));
    }
    for (id, fields) in IDS {
        let (new, second) = with_fields(stage, fields)?;
        match tried(stage, new).await? {
            Ok(session) => {
                returned(stage, (&session.session_id, fields, &second), seen).await?;
                put_away(stage, &session.session_id).await?;
            }
            Err((_, said)) => seen.push(Observation::judged(id, false, said)),
        }
    }
    Ok(stage.create("cancel", &mut Trail::default()).await?.session_id)
}

/// One that is cancelled twice.
async fn cancelled(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<SessionId, Halt> {
    let id = fields(stage, seen).await?;
    seen.push(payments::busy(stage, &mut Trail::default()).await?);
    stage.cancel(&id).await?.ok();
    let read = stage.read(&id).await?;
    seen.push(match read.status {
        SessionStatus::Cancelled => payments::cancelled_again(stage, &id, &mut Trail::default()).await?,
        status => Observation::not_seen("session-cancel-again", format!("it is {status} after the first cancel")),
    });
    Ok(id)
}

fn told(is_returned: bool) -> &'static str {
    if is_returned { "returned" } else { "not returned" }
}

/// Creates that ought to be refused, and one that ought not.
pub(super) async fn refused(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    let nobody = || Subject::made_up(MERCHANT_ID).session_id;
    let elsewhere = NewSession { device_id: DeviceId::new(nobody()), ..stage.order("nobody")? };
    attempts(
        stage,
        "session-unknown-device",
        vec![("a phone that is not there", elsewhere)],
        |status| status == 404,
        seen,
    )
    .await?;
    let empty = NewSession { order_items: Vec::new(), ..stage.order("empty")? };
    let line = OrderLine::single("Nothing", 0, TaxRate::NONE);
    let nothing = NewSession { order_amount: 0, order_items: vec![line], ..stage.order("nothing")? };
    let values = vec![("an amount of nothing", nothing), ("no lines", empty)];
    attempts(stage, "session-values", values, is_refused, seen).await?;
    let someday = NewSession { purchase_started_at: "someday".to_owned(), ..stage.order("someday")? };
    let money = NewSession { purchase_currency: "money".to_owned(), ..stage.order("money")? };
    let phone = NewSession { device_id: DeviceId::new("phone"), ..stage.order("phone")? };
    let formats =
        vec![("`someday` as its time", someday), ("`money` as its currency", money), ("`phone` as its device", phone)];
    attempts(stage, "session-formats", formats, |status| status == 400, seen).await?;
    let order = stage.order("rate")?;
    let tax = order.order_amount - order.order_amount * 10_000 / 20_001;
    let line = OrderLine::single("Rate", order.order_amount, TaxRate::NONE);
    let line = OrderLine { tax_rate: 10_001, total_tax_amount: tax, ..line };
    let rate = NewSession { order_tax_amount: tax, order_items: vec![line], ..order };
    attempts(stage, "session-tax-rate", vec![("10001 basis points of tax", rate)], is_refused, seen).await?;
    let order = stage.order("kind")?;
    let line = OrderLine::single("Kind", order.order_amount, TaxRate::NONE);
    let kind = NewSession { order_items: vec![OrderLine { kind: Some(UNKNOWN.to_owned()), ..line }], ..order };
    let is_taken = |status: u16| (200..300).contains(&status);
    attempts(stage, "session-line-types", vec![("a type of line that nobody knows", kind)], is_taken, seen).await
}

fn is_refused(status: u16) -> bool {
    is_of_the_request(status)
}

/// Creates of which each is answered as `is_so` says; what they make is cancelled. What the server says of itself, or of the
/// key, is no answer; and a refusal is one only while the same without its flaw is accepted.
async fn attempts(
    stage: &mut Stage<'_>,
    id: &'static str,
    creates: Vec<(&'static str, NewSession)>,
    is_so: impl Fn(u16) -> bool,
    seen: &mut Vec<Observation>,
) -> Result<(), Halt> {
    let (mut said, mut all_so, mut is_refused) = (Vec::new(), true, false);
    for (what, new) in creates {
        let tried = match tried(stage, new).await {
            Ok(tried) => tried,
            Err(Halt::Item(_)) if stage.unknown.is_none() => {
                seen.push(Observation::not_seen(id, format!("a create with {what} was not judged by the server")));
                return Ok(());
            }
            Err(halt) => return Err(halt),
        };
        let status = match tried {
            Ok(session) => {
                let status = stage.last_status().unwrap_or_default();
                put_away(stage, &session.session_id).await?;
                status
            }
            Err((status, _)) => {
                is_refused = true;
                status
            }
        };
        said.push(format!("{what}: {status}"));
        all_so &= is_so(status);
    }
    let why = if is_refused { control(stage).await? } else { None };
    seen.push(match why {
        Some(why) => Observation::not_seen(id, why),
        None => Observation::judged(id, all_so, format!("creates with {}", said.join(", "))),
    });
    Ok(())
}
