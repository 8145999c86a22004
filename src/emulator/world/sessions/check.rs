//! What has to be right about a session before it may exist: every wrong field by its name.
//!
//! Types and missing fields are seen where the body is read; this is about values.

use crate::emulator::world::WorldError;
use crate::model::assumed::MOST_ORDER_LINES;
use crate::model::id::{LocationId, is_uuid};
use crate::model::money::Currency;
use crate::model::order::{self, OrderError};
use crate::model::session::NewSession;
use jiff::Timestamp;

/// In the words of a refusal; the number is that of [`MOST_ORDER_LINES`].
const MOST_LINES: &str = "must not have more than 1000 lines";

/// Refuses values that the API refuses.
pub(super) fn check(new: &NewSession) -> Result<(), WorldError> {
    let known = |text: &str| text.parse().is_ok_and(|currency: Currency| currency.code() == text);
    // Assumed, for want of a source: an amount of nothing or less can't be paid, and an order has lines.
    let rules = [
        (is_uuid(new.device_id.as_str()), "device_id", "must be a UUID"),
        (is_absent_or_uuid(new.location_id.as_ref()), "location_id", "must be a UUID"),
        (new.order_amount > 0, "order_amount", "must be greater than 0"),
        (known(&new.purchase_currency), "purchase_currency", "must be an ISO 4217 currency code"),
        (new.purchase_started_at.parse::<Timestamp>().is_ok(), "purchase_started_at", "must be an ISO 8601 timestamp"),
        (!new.order_items.is_empty(), "order_items", "must not be empty"),
        (new.order_items.len() <= MOST_ORDER_LINES, "order_items", MOST_LINES),
    ];
    let mut wrong: Vec<_> = rules
        .into_iter()
        .filter(|(holds, _, _)| !holds)
        .map(|(_, field, message)| (field.to_owned(), message.to_owned()))
        .collect();
    if let Err(error) = order::check(&new.order_items, new.order_amount, new.order_tax_amount) {
        let field = field_of(&error);
        if !wrong.iter().any(|(name, _)| *name == field) {
            wrong.push((field, error.to_string()));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(WorldError::Invalid(wrong)) }
}

fn is_absent_or_uuid(id: Option<&LocationId>) -> bool {
    id.is_none_or(|id| is_uuid(id.as_str()))
}

fn field_of(error: &OrderError) -> String {
    match error {
        OrderError::Line { index, field, .. } => format!("order_items[{index}].{field}"),
        OrderError::Rate { index, .. } => format!("order_items[{index}].tax_rate"),
        OrderError::TooLarge { index, .. } => format!("order_items[{index}].total_amount"),
        OrderError::Sum { field, .. } => (*field).to_owned(),
    }
}
