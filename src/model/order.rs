//! Order lines, and the sums that have to hold before an order can be sent.
//!
//! The API refuses an order whose lines don't add up (P), so they are worked out exactly here and checked before sending.

use super::money::{Currency, Money, MoneyError};
use super::tax::TaxRate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::str::FromStr;

/// One line as it goes over the wire. All amounts in minor units, tax included.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OrderLine {
    /// `physical`, `discount` (D), `digital`, `shipping_fee`, `surcharge` (P), or what comes later.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The merchant's article number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What the customer reads.
    pub name: String,
    /// Left out, it is 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<i64>,
    /// Of one piece; negative in a discount.
    pub unit_price: i64,
    /// `unit_price * quantity - total_discount_amount` (P).
    pub total_amount: i64,
    /// Basis points: 2500 is 25 %.
    pub tax_rate: i64,
    /// Left out, it is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_discount_amount: Option<i64>,
    /// The tax inside `total_amount`, within one minor unit.
    pub total_tax_amount: i64,
    /// Fields that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A line as a person writes it: what can be worked out may be left out.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct DraftLine {
    #[serde(rename = "type")]
    kind: Option<String>,
    reference: Option<String>,
    name: String,
    quantity: Option<i64>,
    unit_price: i64,
    total_amount: Option<i64>,
    tax_rate: Option<i64>,
    total_discount_amount: Option<i64>,
    total_tax_amount: Option<i64>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

/// What is wrong with an order's sums. `off_by` is what was given less what it has to be, in minor units.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OrderError {
    /// A field of one line.
    #[error("line {} (`{name}`): {field} is {given}, off by {off_by} minor units", index + 1)]
    Line {
        /// Zero-based.
        index: usize,
        /// The line's name.
        name: String,
        /// The API's name of the field.
        field: &'static str,
        /// What was given.
        given: i64,
        /// Given less expected.
        off_by: i128,
    },
    /// A rate that is none.
    #[error("line {} (`{name}`): tax_rate is {given} basis points; it must be from 0 to 10000, which is 100 %", index + 1)]
    Rate {
        /// Zero-based.
        index: usize,
        /// The line's name.
        name: String,
        /// What was given.
        given: i64,
    },
    /// A sum of the whole order.
    #[error("the lines add up to {sum} minor units, but {field} is {given}: off by {off_by}")]
    Sum {
        /// The API's name of the field.
        field: &'static str,
        /// What the lines add up to.
        sum: i128,
        /// What was given.
        given: i64,
        /// Given less the sum.
        off_by: i128,
    },
    /// Beyond int64.
    #[error("line {} (`{name}`): the amounts are larger than the API's int64", index + 1)]
    TooLarge {
        /// Zero-based.
        index: usize,
        /// The line's name.
        name: String,
    },
}

impl OrderLine {
    /// One piece of `name` for the whole amount.
    pub fn single(name: &str, amount: i64, rate: TaxRate) -> Self {
        Self {
            kind: None,
            reference: None,
            name: name.to_owned(),
            quantity: Some(1),
            unit_price: amount,
            total_amount: amount,
            tax_rate: rate.basis_points(),
            total_discount_amount: None,
            total_tax_amount: rate.tax_in(amount),
            extra: Map::new(),
        }
    }

    fn check(&self, index: usize) -> Result<(), OrderError> {
        let name = || self.name.clone();
        let rate = TaxRate::from_basis_points(self.tax_rate).ok_or_else(|| OrderError::Rate {
            index,
            name: name(),
            given: self.tax_rate,
        })?;
        let wrong = |field, given: i64, expected: i128| {
            let off_by = i128::from(given) - expected;
            OrderError::Line { index, name: name(), field, given, off_by }
        };
        let total = expected_total(self.unit_price, self.quantity, self.total_discount_amount);
        if i128::from(self.total_amount) != total {
            return Err(wrong("total_amount", self.total_amount, total));
        }
        let tax = i128::from(rate.tax_in(self.total_amount));
        if (i128::from(self.total_tax_amount) - tax).abs() > 1 {
            return Err(wrong("total_tax_amount", self.total_tax_amount, tax));
        }
        Ok(())
    }
}

fn expected_total(unit_price: i64, quantity: Option<i64>, discount: Option<i64>) -> i128 {
    i128::from(unit_price) * i128::from(quantity.unwrap_or(1)) - i128::from(discount.unwrap_or(0))
}

/// The sums of the lines: amount and tax.
pub fn totals(lines: &[OrderLine]) -> (i128, i128) {
    lines.iter().fold((0, 0), |(amount, tax), line| {
        (amount + i128::from(line.total_amount), tax + i128::from(line.total_tax_amount))
    })
}

/// Checks every line, and that the lines add up to the order's amount and tax.
pub fn check(lines: &[OrderLine], amount: i64, tax: i64) -> Result<(), OrderError> {
    lines.iter().enumerate().try_for_each(|(index, line)| line.check(index))?;
    let (sum_amount, sum_tax) = totals(lines);
    for (field, sum, given) in [("order_amount", sum_amount, amount), ("order_tax_amount", sum_tax, tax)] {
        if sum != i128::from(given) {
            return Err(OrderError::Sum { field, sum, given, off_by: i128::from(given) - sum });
        }
    }
    Ok(())
}

impl DraftLine {
    /// Fills in what was left out: the rate from `rate`, the totals by arithmetic.
    pub fn complete(self, index: usize, rate: TaxRate) -> Result<OrderLine, OrderError> {
        let points = self.tax_rate.unwrap_or(rate.basis_points());
        let rate = TaxRate::from_basis_points(points).ok_or_else(|| OrderError::Rate {
            index,
            name: self.name.clone(),
            given: points,
        })?;
        let total = match self.total_amount {
            Some(total) => total,
            None => i64::try_from(expected_total(self.unit_price, self.quantity, self.total_discount_amount))
                .map_err(|_| OrderError::TooLarge { index, name: self.name.clone() })?,
        };
        Ok(OrderLine {
            kind: self.kind,
            reference: self.reference,
            name: self.name,
            quantity: self.quantity,
            unit_price: self.unit_price,
            total_amount: total,
            tax_rate: points,
            total_discount_amount: self.total_discount_amount,
            total_tax_amount: self.total_tax_amount.unwrap_or_else(|| rate.tax_in(total)),
            extra: self.extra,
        })
    }

    /// Whether the rate was left out.
    pub fn lacks_rate(&self) -> bool {
        self.tax_rate.is_none()
    }
}

/// `NAME:QUANTITY@PRICE[:RATE%[:REFERENCE]]`, before the currency is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    name: String,
    quantity: i64,
    price: String,
    rate: Option<TaxRate>,
    reference: Option<String>,
}

impl FromStr for Item {
    type Err = String;

    /// The first part of the form `QUANTITY@PRICE` ends the name, so names may hold colons.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is not a line; give NAME:QUANTITY@PRICE:RATE%:REFERENCE, such as \"T-Shirt:2@1000.00:25%:SKU-001\""
            )
        };
        let parts: Vec<&str> = text.split(':').collect();
        let at = parts.iter().position(|part| counted(part).is_some()).filter(|at| *at > 0).ok_or_else(wrong)?;
        let (quantity, price) = counted(parts[at]).ok_or_else(wrong)?;
        let name = parts[..at].join(":");
        if name.trim().is_empty() || quantity == 0 {
            return Err(wrong());
        }
        Ok(Self {
            name,
            quantity,
            price: price.to_owned(),
            rate: parts.get(at + 1).map(|rate| rate.parse()).transpose()?,
            reference: parts.get(at + 2..).filter(|rest| !rest.is_empty()).map(|rest| rest.join(":")),
        })
    }
}

fn counted(part: &str) -> Option<(i64, &str)> {
    let (quantity, price) = part.split_once('@')?;
    let digits = !quantity.is_empty() && quantity.bytes().all(|byte| byte.is_ascii_digit());
    quantity.parse().ok().filter(|_| digits).map(|quantity| (quantity, price))
}

impl Item {
    /// The line before its sums, with the price read in `currency`.
    pub fn draft(&self, currency: Currency) -> Result<DraftLine, MoneyError> {
        Ok(DraftLine {
            kind: None,
            reference: self.reference.clone(),
            name: self.name.clone(),
            quantity: Some(self.quantity),
            unit_price: Money::parse(&self.price, currency)?.minor,
            total_amount: None,
            tax_rate: self.rate.map(TaxRate::basis_points),
            total_discount_amount: None,
            total_tax_amount: None,
            extra: Map::new(),
        })
    }
}

#[cfg(test)]
mod tests;
