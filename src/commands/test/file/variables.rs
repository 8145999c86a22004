//! `[vars]`: values of the file, which `--var` may replace; and of the environment, only where the file names one.

use super::field::Field;
use super::near;
use super::source::Wrong;
use super::words::{Known, ROUND, Value};
use crate::config::variables::{API_KEY, WEBHOOK_SECRET};
use std::collections::BTreeMap;
use toml::de::DeValue;

/// The longest value, in bytes.
const LONGEST: usize = 1024;

/// What comes from elsewhere than the file.
pub(in crate::commands::test) struct Given<'a> {
    /// `run`, `environment`.
    pub known: Known,
    /// Of `--var`.
    pub flags: &'a BTreeMap<String, String>,
    /// A variable of the environment.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
}

/// What is wrong with one of them is noted.
pub(super) fn read(field: Field<'_>, given: &Given<'_>) -> Result<Known, Wrong> {
    let table = field.value.as_table().ok_or_else(|| field.wrong("expected a table"))?;
    let mut pairs: Vec<_> = table.iter().collect();
    pairs.sort_by_key(|(key, _)| key.span().start);
    let mut known = Known::new();
    for (key, value) in pairs {
        let field = field.reading.pair(key, value);
        if let Some(value) = field.reading.noted(one(field, given)) {
            known.insert(field.key.to_owned(), value);
        }
    }
    Ok(known)
}

fn one(field: Field<'_>, given: &Given<'_>) -> Result<Value, Wrong> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    if field.key == ROUND || given.known.contains_key(field.key) || !field.key.chars().all(is_plain) {
        return Err(field.wrong("a variable has a name of letters, digits, `_` and `-`, and none that ipp gives"));
    }
    let value = match given.flags.get(field.key) {
        Some(value) => value.into(),
        None => own(field, given)?,
    };
    match value.text.len() > LONGEST || value.text.chars().any(char::is_control) {
        true => Err(field.wrong("its value is longer than 1024 bytes, or holds control characters")),
        false => Ok(value),
    }
}

/// `"text"`, `7`, or `{ env = "NAME", default = "text" }`.
fn own(field: Field<'_>, given: &Given<'_>) -> Result<Value, Wrong> {
    match field.value {
        DeValue::String(text) => Ok(text.to_string().into()),
        DeValue::Integer(_) => field.fixed().map(Value::from),
        DeValue::Table(_) => {
            let fields = field.fields(&["env", "default"])?;
            let name = fields.need("env")?;
            if [API_KEY, WEBHOOK_SECRET].contains(&name.plain()?) {
                return Err(name.wrong("this is a secret, and values of scenarios are shown"));
            }
            let default = fields.take("default", |field| field.fixed())?;
            (given.environment)(name.plain()?)
                .map(|text| Value { text, is_shown: false })
                .or(default.map(Value::from))
                .ok_or_else(|| name.wrong("the variable is not set, and there is no `default`"))
        }
        _ => Err(field.wrong("expected text, a whole number, or { env = \"NAME\" }")),
    }
}

/// A `--var` that no file knows.
pub(in crate::commands::test) fn unknown(name: &str, declared: &[String]) -> String {
    let meant = near::meant(name, declared.iter().map(String::as_str), "--var ", "=...");
    format!("`--var {name}=...`: no file has such a variable in `[vars]`{meant}")
}
