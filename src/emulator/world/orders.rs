//! The orders that paid sessions make, as Order Management keeps them: captured, refunded, cancelled, released.
//!
//! The sums always hold: what was captured and what remains make up the order's amount, unless the rest was released or
//! cancelled, and no more is refunded than was captured. A write happens once for its key, whatever is sent again.

use super::rows::{self, Table};
use super::{Transition, World, WorldError};
use crate::model::assumed;
use crate::model::managed_order::{
    Capture, LARGEST_REFUND, ManagedOrder, NewCapture, NewRefund, Note, OrderStatus, Refund,
};
use crate::model::session::Session;
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use serde_json::Map;

/// What a write has done; the same again for the same key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderAnswer {
    /// Money was taken.
    Captured {
        /// Of this order.
        order_id: String,
        /// The new capture.
        capture_id: String,
    },
    /// Money was given back.
    Refunded {
        /// Of this order.
        order_id: String,
        /// The new refund.
        refund_id: String,
    },
    /// The order was cancelled, or its rest released.
    Done,
}

impl World {
    /// One order.
    pub fn order(&self, id: &str) -> Result<ManagedOrder, WorldError> {
        rows::read(&self.store, Table::Orders, id)
    }

    /// Takes money (D).
    pub fn capture_order(&mut self, id: &str, key: &str, new: &NewCapture) -> Result<OrderAnswer, WorldError> {
        self.change_order(id, key, |step, order| {
            if new.captured_amount <= 0 {
                return Err(WorldError::invalid("captured_amount", "must be greater than 0"));
            }
            if new.captured_amount > order.remaining_authorized_amount {
                let left = order.remaining_authorized_amount;
                return refuse("CAPTURE_NOT_ALLOWED", format!("only {left} remain authorized"));
            }
            let capture_id = step.capture(order, new.clone());
            Ok(OrderAnswer::Captured { order_id: order.order_id.clone(), capture_id })
        })
    }

    /// Gives money back (D); nothing is an amount, too: the documented range begins with it.
    pub fn refund_order(&mut self, id: &str, key: &str, new: &NewRefund) -> Result<OrderAnswer, WorldError> {
        self.change_order(id, key, |step, order| {
            if !(0..=LARGEST_REFUND).contains(&new.refunded_amount) {
                let range = format!("must be from 0 to {LARGEST_REFUND}");
                return Err(WorldError::invalid("refunded_amount", range));
            }
            let refundable = order.captured_amount - order.refunded_amount;
            if order.captured_amount == 0 || new.refunded_amount > refundable {
                return refuse("REFUND_NOT_ALLOWED", format!("only {refundable} can be refunded"));
            }
            let refund_id = step.ids.next().to_string();
            let refunded_at = step.now.to_string();
            order.refunded_amount += new.refunded_amount;
            order.refunds.push(Refund { refund_id: refund_id.clone(), refunded_at, what: new.clone() });
            Ok(OrderAnswer::Refunded { order_id: order.order_id.clone(), refund_id })
        })
    }

    /// Cancels an order of which nothing was captured (D).
    pub fn cancel_order(&mut self, id: &str, key: &str) -> Result<OrderAnswer, WorldError> {
        self.change_order(id, key, |_, order| {
            if order.status != OrderStatus::Authorized {
                return refuse("CANCEL_NOT_ALLOWED", format!("the order is {}", order.status));
            }
            order.status = OrderStatus::Cancelled;
            order.remaining_authorized_amount = 0;
            Ok(OrderAnswer::Done)
        })
    }

    /// Gives up what is left to capture (D). Assumed: an order without captures is closed by it.
    pub fn release_order(&mut self, id: &str, key: &str) -> Result<OrderAnswer, WorldError> {
        self.change_order(id, key, |_, order| {
            order.status = match order.status {
                OrderStatus::Authorized => OrderStatus::Closed,
                OrderStatus::PartCaptured => OrderStatus::Captured,
                _ => return refuse("NOT_ALLOWED", format!("the order is {}", order.status)),
            };
            order.remaining_authorized_amount = 0;
            Ok(OrderAnswer::Done)
        })
    }

    /// Does `work` once for `key`: only the key decides (D). Assumed: also for another order or another operation; and what
    /// was refused may be tried again with it.
    fn change_order(
        &mut self,
        id: &str,
        key: &str,
        work: impl FnOnce(&mut Transition<'_>, &mut ManagedOrder) -> Result<OrderAnswer, WorldError>,
    ) -> Result<OrderAnswer, WorldError> {
        self.transition(|step| {
            if let Some(answer) = step.answer_before(key)? {
                return Ok(answer);
            }
            let mut order: ManagedOrder = rows::read(step.store, Table::Orders, id)?;
            let answer = work(step, &mut order)?;
            rows::replace(step.store, Table::Orders, id, &order, true)?;
            step.store
                .prepare_cached("INSERT INTO answers (key, answer) VALUES (?1, ?2)")?
                .execute((key, serde_json::to_string(&answer)?))?;
            Ok(answer)
        })
    }
}

impl Transition<'_> {
    /// Makes the order of a session that is paid. `captured`: whether its money is taken at once; left out, as assumed.
    pub(super) fn make_order(&mut self, session: &Session, captured: Option<bool>) -> Result<(), WorldError> {
        let Some(mut order) = authorized(session) else { return Ok(()) };
        if captured.unwrap_or(assumed::ORDERS_ARE_CAPTURED) {
            let all = NewCapture { captured_amount: order.order_amount, note: Note::default() };
            self.capture(&mut order, all);
        }
        rows::insert(self.store, Table::Orders, &order.order_id, &order, None)
    }

    fn capture(&mut self, order: &mut ManagedOrder, what: NewCapture) -> String {
        let capture_id = self.ids.next().to_string();
        order.captured_amount += what.captured_amount;
        order.remaining_authorized_amount -= what.captured_amount;
        order.status = match order.remaining_authorized_amount {
            0 => OrderStatus::Captured,
            _ => OrderStatus::PartCaptured,
        };
        order.captures.push(Capture { capture_id: capture_id.clone(), captured_at: self.now.to_string(), what });
        capture_id
    }

    fn answer_before(&self, key: &str) -> Result<Option<OrderAnswer>, WorldError> {
        let answer: Option<String> = self
            .store
            .prepare_cached("SELECT answer FROM answers WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        Ok(answer.map(|answer| serde_json::from_str(&answer)).transpose()?)
    }
}

fn refuse(code: &'static str, reason: String) -> Result<OrderAnswer, WorldError> {
    Err(WorldError::OrderRefused { code, reason })
}

/// The order before anything is captured; none for a session that has none.
fn authorized(session: &Session) -> Option<ManagedOrder> {
    let amount = session.order_amount?;
    Some(ManagedOrder {
        order_id: session.order_id.clone()?,
        status: OrderStatus::Authorized,
        fraud_status: Some("ACCEPTED".to_owned()),
        order_amount: amount,
        original_order_amount: amount,
        captured_amount: 0,
        refunded_amount: 0,
        remaining_authorized_amount: amount,
        purchase_currency: session.purchase_currency.clone(),
        merchant_reference1: session.merchant_reference1.clone(),
        merchant_reference2: session.merchant_reference2.clone(),
        order_lines: session.order_items.clone(),
        captures: Vec::new(),
        refunds: Vec::new(),
        extra: Map::new(),
    })
}
