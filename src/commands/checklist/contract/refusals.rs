//! Creates that ought to be refused, and what a refusal is worth: nothing, unless the same without its flaw is accepted.

use super::super::ending::Halt;
use super::super::row::Trail;
use super::super::stage::Stage;
use super::answer::is_of_the_request;
use super::observation::Observation;
use crate::model::id::{DeviceId, SessionId};
use crate::model::order::OrderLine;
use crate::model::session::{NewSession, Session};
use crate::model::tax::TaxRate;
use crate::webhook::made::{MERCHANT_ID, Subject};

/// A name that nobody knows, for a field or a type of line.
pub(super) const UNKNOWN: &str = "ipp_checklist";

/// Of a create with fields that may be refused: its session, or the refusal's status and words.
pub(super) type Tried = Result<Session, (u16, String)>;

/// Sends it. Whatever the server says of itself, or of the key, ends the group.
pub(super) async fn tried(stage: &mut Stage<'_>, new: NewSession) -> Result<Tried, Halt> {
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
pub(super) async fn control(stage: &mut Stage<'_>) -> Result<Option<String>, Halt> {
    let new = stage.order("control")?;
    match tried(stage, new).await? {
        Ok(session) => {
            put_away(stage, &session.session_id).await?;
            Ok(None)
        }
        Err((_, said)) => Ok(Some(format!("a create with nothing to be refused for was refused, too: {said}"))),
    }
}

pub(super) async fn put_away(stage: &mut Stage<'_>, id: &SessionId) -> Result<(), Halt> {
    stage.cancel(id).await?.ok();
    stage.read(id).await.map(drop)
}

/// Creates that say the same of one assumption, and which status is as it was assumed.
struct Group {
    id: &'static str,
    creates: Vec<(&'static str, NewSession)>,
    is_so: fn(u16) -> bool,
}

type Make = fn(&mut Stage<'_>) -> Result<Group, Halt>;

/// Creates that ought to be refused, and one that ought not.
const GROUPS: [Make; 5] = [unknown_device, values, formats, tax_rate, line_types];

pub(super) async fn look(stage: &mut Stage<'_>, seen: &mut Vec<Observation>) -> Result<(), Halt> {
    for group in GROUPS {
        let group = group(stage)?;
        attempts(stage, group, seen).await?;
    }
    Ok(())
}

fn unknown_device(stage: &mut Stage<'_>) -> Result<Group, Halt> {
    let nobody = DeviceId::new(Subject::made_up(MERCHANT_ID).session_id);
    let elsewhere = NewSession { device_id: nobody, ..stage.order("nobody")? };
    let creates = vec![("a phone that is not there", elsewhere)];
    Ok(Group { id: "session-unknown-device", creates, is_so: |status| status == 404 })
}

fn values(stage: &mut Stage<'_>) -> Result<Group, Halt> {
    let empty = NewSession { order_items: Vec::new(), ..stage.order("empty")? };
    let line = OrderLine::single("Nothing", 0, TaxRate::NONE);
    let nothing = NewSession { order_amount: 0, order_items: vec![line], ..stage.order("nothing")? };
    let creates = vec![("an amount of nothing", nothing), ("no lines", empty)];
    Ok(Group { id: "session-values", creates, is_so: is_of_the_request })
}

fn formats(stage: &mut Stage<'_>) -> Result<Group, Halt> {
    let someday = NewSession { purchase_started_at: "someday".to_owned(), ..stage.order("someday")? };
    let money = NewSession { purchase_currency: "money".to_owned(), ..stage.order("money")? };
    let phone = NewSession { device_id: DeviceId::new("phone"), ..stage.order("phone")? };
    let creates =
        vec![("`someday` as its time", someday), ("`money` as its currency", money), ("`phone` as its device", phone)];
    Ok(Group { id: "session-formats", creates, is_so: |status| status == 400 })
}

fn tax_rate(stage: &mut Stage<'_>) -> Result<Group, Halt> {
    let order = stage.order("rate")?;
    let tax = order.order_amount - order.order_amount * 10_000 / 20_001;
    let line = OrderLine::single("Rate", order.order_amount, TaxRate::NONE);
    let line = OrderLine { tax_rate: 10_001, total_tax_amount: tax, ..line };
    let rate = NewSession { order_tax_amount: tax, order_items: vec![line], ..order };
    Ok(Group { id: "session-tax-rate", creates: vec![("10001 basis points of tax", rate)], is_so: is_of_the_request })
}

fn line_types(stage: &mut Stage<'_>) -> Result<Group, Halt> {
    let order = stage.order("kind")?;
    let line = OrderLine::single("Kind", order.order_amount, TaxRate::NONE);
    let kind = NewSession { order_items: vec![OrderLine { kind: Some(UNKNOWN.to_owned()), ..line }], ..order };
    let creates = vec![("a type of line that nobody knows", kind)];
    Ok(Group { id: "session-line-types", creates, is_so: |status| (200..300).contains(&status) })
}

/// Creates of which each is answered as `is_so` says; what they make is cancelled. What the server says of itself, or of the
/// key, is no answer; and a refusal is one only while the same without its flaw is accepted.
async fn attempts(
    stage: &mut Stage<'_>,
    Group { id, creates, is_so }: Group,
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
