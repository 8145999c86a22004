//! An order as a person or a file gives it, and how it becomes one that can be sent: complete, and checked to the digit.

use super::id::{DeviceId, LocationId};
use super::money::{Currency, Money, MoneyError};
use super::order::{self, DraftLine, OrderError, OrderLine};
use super::session::NewSession;
use super::tax::TaxRate;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The body of `POST /sessions`, of which everything that can be worked out may be left out.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The phone.
    pub device_id: Option<DeviceId>,
    /// Minor units; left out, the sum of the lines.
    pub order_amount: Option<i64>,
    /// Minor units; left out, the sum of the lines.
    pub order_tax_amount: Option<i64>,
    /// ISO 4217.
    pub purchase_currency: Option<String>,
    /// ISO 8601; left out, now.
    pub purchase_started_at: Option<String>,
    /// The merchant's reference.
    pub merchant_reference1: Option<String>,
    /// The merchant's second reference.
    pub merchant_reference2: Option<String>,
    /// The merchant's own text.
    pub merchant_data: Option<String>,
    /// Left out, one line for the whole amount.
    pub order_items: Vec<DraftLine>,
    /// Fields that this version does not know, sent as they were given.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// What is filled in where a draft is silent.
#[derive(Clone, PartialEq, Debug)]
pub struct Defaults<'a> {
    /// The name of the one line of an order without lines.
    pub item_name: &'a str,
    /// The rate of lines without one.
    pub tax_rate: TaxRate,
}

/// Why a draft cannot be sent.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// Neither lines nor an amount.
    #[error("there is nothing to pay: give an amount or lines")]
    Empty,
    /// No currency.
    #[error("the currency is missing")]
    NoCurrency,
    /// The total is zero or less.
    #[error("the order comes to {0}, which cannot be paid")]
    NotPositive(Money),
    /// The currency or an amount.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The sums.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// Beyond int64.
    #[error("the lines add up to more than the API's int64")]
    TooLarge,
}

/// An order that is complete and adds up.
#[derive(Clone, PartialEq, Debug)]
pub struct Order {
    /// What is to be paid.
    pub amount: Money,
    draft: Draft,
    tax: i64,
    lines: Vec<OrderLine>,
}

impl Draft {
    /// Whether a line, or the whole amount, has no tax rate of its own.
    pub fn lacks_rate(&self) -> bool {
        self.order_items.is_empty() || self.order_items.iter().any(DraftLine::lacks_rate)
    }

    /// Works out what was left out, and checks all of it.
    pub fn complete(mut self, defaults: &Defaults<'_>) -> Result<Order, DraftError> {
        let currency: Currency = self.purchase_currency.as_deref().ok_or(DraftError::NoCurrency)?.parse()?;
        let lines = self.lines(defaults)?;
        let (sum, tax) = order::totals(&lines);
        let whole = |sum: i128| i64::try_from(sum).map_err(|_| DraftError::TooLarge);
        let amount = Money { minor: self.order_amount.map_or_else(|| whole(sum), Ok)?, currency };
        let tax = self.order_tax_amount.map_or_else(|| whole(tax), Ok)?;
        order::check(&lines, amount.minor, tax)?;
        if amount.minor <= 0 {
            return Err(DraftError::NotPositive(amount));
        }
        Ok(Order { amount, draft: self, tax, lines })
    }

    fn lines(&mut self, defaults: &Defaults<'_>) -> Result<Vec<OrderLine>, DraftError> {
        let drafts = std::mem::take(&mut self.order_items);
        if drafts.is_empty() {
            let amount = self.order_amount.ok_or(DraftError::Empty)?;
            return Ok(vec![OrderLine::single(defaults.item_name, amount, defaults.tax_rate)]);
        }
        let lines = drafts.into_iter().enumerate().map(|(index, line)| line.complete(index, defaults.tax_rate));
        Ok(lines.collect::<Result<_, _>>()?)
    }
}

impl Order {
    /// The phone that the order names, if it names one.
    pub fn device_id(&self) -> Option<&DeviceId> {
        self.draft.device_id.as_ref()
    }

    /// The merchant's reference, if there is one.
    pub fn reference(&self) -> Option<&str> {
        self.draft.merchant_reference1.as_deref()
    }

    /// The body to send.
    pub fn session(self, device_id: DeviceId, location_id: Option<LocationId>, now: jiff::Timestamp) -> NewSession {
        let started_at = self.draft.purchase_started_at.unwrap_or_else(|| format!("{now:.0}"));
        NewSession {
            device_id,
            order_amount: self.amount.minor,
            order_tax_amount: self.tax,
            purchase_currency: self.amount.currency.code().to_owned(),
            purchase_started_at: started_at,
            merchant_reference1: self.draft.merchant_reference1,
            merchant_reference2: self.draft.merchant_reference2,
            merchant_data: self.draft.merchant_data,
            order_items: self.lines,
            extra: self.draft.extra,
            location_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULTS: Defaults<'_> = Defaults { item_name: "Payment", tax_rate: TaxRate::NONE };

    fn complete(json: &str) -> Result<Order, DraftError> {
        serde_json::from_str::<Draft>(json).expect("a draft").complete(&DEFAULTS)
    }

    #[test]
    fn an_amount_becomes_one_line() {
        let order = complete(r#"{"order_amount": 240000, "purchase_currency": "sek"}"#).expect("an order");
        let now = "2026-06-05T18:33:39.6Z".parse().expect("a time");
        let body = serde_json::to_value(order.session(DeviceId::new("d"), None, now)).expect("json");
        let expected = serde_json::json!({
            "device_id": "d", "order_amount": 240000, "order_tax_amount": 0, "purchase_currency": "SEK",
            "purchase_started_at": "2026-06-05T18:33:39Z",
            "order_items": [{"name": "Payment", "quantity": 1, "unit_price": 240000, "total_amount": 240000, "tax_rate": 0, "total_tax_amount": 0}],
        });
        assert_eq!(body, expected);
    }

    #[test]
    fn unknown_fields_are_sent_as_they_came() {
        let order =
            complete(r#"{"order_amount": 1, "purchase_currency": "SEK", "shiny": {"a": [1]}}"#).expect("an order");
        let body =
            serde_json::to_value(order.session(DeviceId::new("d"), None, jiff::Timestamp::UNIX_EPOCH)).expect("json");
        assert_eq!(body["shiny"], serde_json::json!({"a": [1]}));
    }

    #[test]
    fn what_cannot_be_paid_is_refused() {
        assert_eq!(complete(r#"{"purchase_currency": "SEK"}"#), Err(DraftError::Empty));
        assert_eq!(complete(r#"{"order_amount": 5}"#), Err(DraftError::NoCurrency));
        for amount in [0, -5] {
            let text = format!(r#"{{"order_amount": {amount}, "purchase_currency": "SEK"}}"#);
            assert!(matches!(complete(&text), Err(DraftError::NotPositive(_))), "{amount}");
        }
        let off = r#"{"order_amount": 250000, "purchase_currency": "SEK", "order_items": [{"name": "T", "unit_price": 240000}]}"#;
        assert!(matches!(complete(off), Err(DraftError::Order(OrderError::Sum { off_by: 10_000, .. }))));
    }
}
