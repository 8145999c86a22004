//! The rules of a profile that no flag overrides. What they say is read here; the guard holds people to them.

use super::error::Error;
use super::field::Field;
use super::origin::Located;
use crate::model::id::{self, LocationId};
use crate::model::money::{Currency, Money};

/// The rules of the profile that no flag overrides, each with its line for the refusal.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Policy {
    /// Nothing is written.
    pub read_only: Option<Located<bool>>,
    /// The largest payment of each currency. A currency that is not named is refused.
    pub max_amount: Option<Located<Vec<Money>>>,
    /// The only locations to be used.
    pub locations: Option<Located<Vec<LocationId>>>,
}

pub(super) fn max_amount(field: &Field<'_>) -> Result<Located<Vec<Money>>, Error> {
    let fields = field.document.fields(field.table()?);
    Ok(field.located(fields.iter().map(limit).collect::<Result<_, _>>()?))
}

fn limit(field: &Field<'_>) -> Result<Money, Error> {
    let currency: Currency = field.key.parse().map_err(|problem| field.wrong(&format!("{problem}")))?;
    if currency.code() != field.key {
        return Err(field.wrong(&format!("a currency is written in upper case: {}", currency.code())));
    }
    match field.integer()? {
        minor if minor < 0 => Err(field.wrong("expected minor units from 0 on")),
        minor => Ok(Money { minor, currency }),
    }
}

pub(super) fn locations(field: &Field<'_>) -> Result<Located<Vec<LocationId>>, Error> {
    let ids = field.array()?.iter().map(|item| {
        let uuid = item.get_ref().as_str().filter(|text| id::is_uuid(text));
        uuid.map(LocationId::new)
            .ok_or_else(|| field.wrong("expected location ids; `ipp location list` shows them, once this line is out"))
    });
    Ok(field.located(ids.collect::<Result<_, _>>()?))
}
