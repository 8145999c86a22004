//! Item 4: the order of a paid session is one and the same in the callback, the session, Order Management and the merchant's
//! own system.

use super::super::session::amount;
use super::contract::observation::Observation;
use super::contract::payments;
use super::ending::{Ending, Halt};
use super::payment::{Paid, answered, not_there};
use super::row::Trail;
use super::stage::Stage;
use crate::api::{Method, Request};
use crate::config::key::KeyCommand;
use crate::config::variables;
use crate::model::duration;
use crate::model::managed_order::{ManagedOrder, OrderStatus};
use crate::model::money::Money;
use crate::model::session::Session;
use crate::secret::without_keys;
use std::time::Duration;
use tokio::time::Instant;

/// How often somebody is asked who does not have the order yet.
const EVERY: Duration = Duration::from_millis(500);

/// Reads an order.
pub(super) fn request(order_id: &str) -> Request {
    Request { path: format!("/ordermanagement/v1/orders/{order_id}"), ..Request::new(Method::GET, "") }
}

pub(super) async fn check(
    stage: &mut Stage<'_>,
    paid: &Paid,
    probe: Option<&KeyCommand>,
    (trail, findings): (&mut Trail, &mut Vec<Observation>),
) -> Result<Ending, Halt> {
    let session = paid.session.as_ref().filter(|_| paid.is_paid).ok_or_else(|| not_there("a paid session"))?;
    let order_id = match linked(session, paid, trail) {
        Ok(order_id) => order_id,
        Err(ending) => return Ok(ending),
    };
    trail.did("read it in Order Management");
    let order = match read(stage, &order_id).await {
        Ok(order) => order,
        Err(Halt::Item(Ending::Fail { saw, .. })) => {
            return Ok(Ending::fail(
                format!("order {order_id} cannot be read in Order Management: {saw}"),
                "try again in a minute; ask Kustom whether the key may read Order Management",
            ));
        }
        Err(halt) => return Err(halt),
    };
    findings.push(payments::capture(&order));
    let asked = stage.rig()?.amount;
    if let Some(difference) = difference(&order, session, &order_id, asked) {
        return Ok(Ending::fail(difference, "report it to Kustom with both ids"));
    }
    if let Some(ending) = unpaid(&order) {
        return Ok(ending);
    }
    let seen = format!(
        "the callback, session {} and Order Management ({}) name order {order_id}",
        session.session_id, order.status
    );
    match probe {
        None => Ok(unasked(paid, stage.ears.hides_answers(), seen)),
        Some(probe) => ask(stage, probe, (session, &order_id, &paid.reference), (seen, trail)).await,
    }
}

/// Without a probe: nothing speaks for the merchant's own system but that it took the callback, where it was asked.
fn unasked(paid: &Paid, hides_answers: bool, seen: String) -> Ending {
    let mend = "mend the row `callback` first, or give `--probe CMD`, which says whether your own system has the order";
    match paid.callback.as_ref().and_then(|heard| heard.handled.as_ref()) {
        Some(answer) if !answer.outcome.is_delivered() => Ending::not_run(
            format!(
                "{seen}, but the handler {}: whether your own system has it was not asked (`--probe CMD`)",
                answered(answer, "the callback")
            ),
            mend,
        ),
        None if hides_answers => Ending::not_run(
            format!(
                "{seen}, but what the handler answered cannot be seen from here, and whether your own system has it was not \
                     asked"
            ),
            mend,
        ),
        _ => Ending::Pass(format!("{seen}; whether your own system has it was not asked (`--probe CMD`)")),
    }
}

/// An order that is not there to be paid out.
fn unpaid(order: &ManagedOrder) -> Option<Ending> {
    let saw = format!(
        "order {} is {} in Order Management, where the order of a paid session is AUTHORIZED, PART_CAPTURED or CAPTURED",
        order.order_id, order.status
    );
    match order.status {
        OrderStatus::Authorized | OrderStatus::PartCaptured | OrderStatus::Captured => None,
        OrderStatus::Cancelled | OrderStatus::Expired | OrderStatus::Closed => Some(Ending::fail(
            saw,
            "see that nobody has ended it meanwhile, and report it to Kustom with the id of the order",
        )),
        OrderStatus::Unknown(_) => {
            Some(Ending::not_run(saw, "ask Kustom what this status means; a newer version of `ipp` may know it"))
        }
    }
}

/// UUIDs are written in either case.
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// What is not as it was asked for, in Order Management or in the session that was paid.
fn difference(order: &ManagedOrder, session: &Session, order_id: &str, asked: Money) -> Option<String> {
    let id = &session.session_id;
    if !is_same(&order.order_id, order_id) {
        return Some(format!(
            "session {id} names order {order_id}, and Order Management gave order {}",
            order.order_id
        ));
    }
    let currency = order.purchase_currency.as_deref().unwrap_or_default();
    if order.order_amount != asked.minor || !currency.eq_ignore_ascii_case(asked.currency.code()) {
        let own = match currency.parse() {
            Ok(currency) => Money { minor: order.order_amount, currency }.to_string(),
            Err(_) => format!("{} minor units of no currency that is told", order.order_amount),
        };
        return Some(format!("order {order_id} is of {own}, and {asked} was asked of session {id}"));
    }
    amount::check(session, asked).err().map(|error| error.to_string())
}

/// Reads an order, which may be a little later than its session.
async fn read(stage: &mut Stage<'_>, order_id: &str) -> Result<ManagedOrder, Halt> {
    let (client, request, deadline) = (stage.client.clone(), request(order_id), stage.deadline());
    loop {
        let answer = stage.ask("reading the order", async { Ok::<_, Halt>(client.send(&request).await) }).await?;
        match answer {
            Err(error) if error.status() == Some(404) && Instant::now() + EVERY < deadline => {
                stage.pause("waiting for the order", Instant::now() + EVERY).await?;
            }
            answer => return Ok(answer?.json(&request)?),
        }
    }
}

/// The order that the callback names, if the session names the same.
fn linked(session: &Session, paid: &Paid, trail: &mut Trail) -> Result<String, Ending> {
    trail.did("compared the order of the callback with the session's");
    let Some(own) = session.order_id.clone().filter(|id| !id.is_empty()) else {
        return Err(Ending::fail(
            format!("session {} is paid, and names no order", session.session_id),
            "report it to Kustom with the id of the session",
        ));
    };
    trail.order_id = Some(own.clone());
    let told = paid.callback.as_ref().map(|heard| heard.order_id.clone());
    match told {
        None => Err(Ending::not_run(
            format!(
                "session {} names order {own}, and no callback was heard that could name it, too",
                session.session_id
            ),
            "mend the row `callback` first",
        )),
        Some(Some(told)) if is_same(&told, &own) => Ok(own),
        Some(told) => Err(Ending::fail(
            format!("the callback names order {}, and the session {own}", told.as_deref().unwrap_or("(none)")),
            "take the order from the session, which is read back, and report it to Kustom with both ids",
        )),
    }
}

/// Asks the merchant's own system, again and again until it has the order or the time is up.
async fn ask(
    stage: &mut Stage<'_>,
    probe: &KeyCommand,
    (session, order_id, reference): (&Session, &str, &str),
    (seen, trail): (String, &mut Trail),
) -> Result<Ending, Halt> {
    trail.did("asked the probe");
    let told = [
        (variables::SESSION_ID, session.session_id.as_str()),
        (variables::ORDER_ID, order_id),
        (variables::REFERENCE, reference),
    ];
    let deadline = stage.deadline();
    loop {
        let answer = stage.ask("asking the probe", async { Ok::<_, Halt>(probe.agrees(&told).await) }).await?;
        let Err(problem) = answer else {
            return Ok(Ending::Pass(format!("{seen}, and the probe says that your own system has it")));
        };
        if Instant::now() + EVERY >= deadline {
            let problem = without_keys(&problem);
            return Ok(Ending::fail(
                format!(
                    "{seen}, but the probe `{}` {problem}, until {} were up",
                    probe.program(),
                    duration::show(stage.limit)
                ),
                "store `order_id` of the finalized callback with the order record; the probe ends with 0 once it is there, and \
                 finds IPP_SESSION_ID, IPP_ORDER_ID and IPP_REFERENCE in its environment",
            ));
        }
        stage.pause("waiting for the probe", Instant::now() + EVERY).await?;
    }
}
