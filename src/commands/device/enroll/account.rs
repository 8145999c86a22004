//! Whose codes a sheet holds: its header row says it, so that no sheet is gone on with, or watched, in another account.

use crate::config::Settings;
use crate::error::Error;
use std::fmt;
use std::path::Path;

/// Before it, a header names the batch.
const SIGN: char = '@';

/// An environment, and the merchant where the settings name one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    environment: String,
    merchant: Option<String>,
}

/// As a header row names it: `playground` or `playground/K123`.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.merchant {
            Some(merchant) => write!(f, "{}/{merchant}", self.environment),
            None => f.write_str(&self.environment),
        }
    }
}

impl Account {
    /// The one that commands work with now.
    pub fn of(settings: &Settings) -> Self {
        Self {
            environment: settings.environment.value.to_string(),
            merchant: settings.merchant_id.as_ref().map(|merchant| merchant.value.clone()),
        }
    }

    /// What the column of the marks is called, with the account.
    pub fn column(&self, marks: &str) -> String {
        format!("{marks}{SIGN}{self}")
    }

    /// Refuses a sheet that is another's; one that names nobody is taken.
    pub fn check(&self, path: &Path, column: &str) -> Result<(), Error> {
        let Some((_, named)) = column.split_once(SIGN) else { return Ok(()) };
        let (environment, merchant) = named.split_once('/').map_or((named, None), |(name, id)| (name, Some(id)));
        let is_same_merchant = merchant.zip(self.merchant.as_deref()).is_none_or(|(one, other)| one == other);
        if environment == self.environment && is_same_merchant {
            return Ok(());
        }
        Err(Error::Refused {
            what: format!("{} holds codes of {named}, and this is {self}: nothing was done with it", path.display()),
            hint: Some("name the environment or profile of the sheet, or another sheet".to_owned()),
        })
    }
}

/// Without the account.
pub fn batch_part(column: &str) -> &str {
    column.split_once(SIGN).map_or(column, |(batch, _)| batch)
}
