//! Whether what was paid is what was asked. What the API does not say is not taken for granted.

use super::record;
use crate::error::Error;
use crate::model::money::Money;
use crate::model::session::Session;

/// Refuses a paid session of another amount, or of one that is not told.
pub fn check(session: &Session, asked: Money) -> Result<(), Error> {
    let currency = session.purchase_currency.as_deref().unwrap_or_default();
    match session.order_amount {
        Some(minor) if minor == asked.minor && currency.eq_ignore_ascii_case(asked.currency.code()) => Ok(()),
        _ => {
            let paid = Some(record::amount(session)).filter(|paid| !paid.is_empty());
            let paid = paid.unwrap_or_else(|| "not told by the API".to_owned());
            Err(Error::AmountDiffers { session: session.session_id.clone(), paid, asked })
        }
    }
}
