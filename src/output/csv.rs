//! Comma-separated values that a spreadsheet opens without running anything.

use super::record::Record;
use super::view::View;
use crate::csv::{Dialect, line, text};
use serde_json::Value;

/// The rows, after a header row if `header`.
pub(super) fn document<T: Record>(records: &[T], view: &View<T>, header: bool) -> String {
    let (columns, separator) = (view.csv(), Dialect::default().separator);
    let header = if header { line(&columns, separator) } else { String::new() };
    let row = |record: &T| {
        let value = view.json(record);
        line(&columns.iter().map(|column| cell(&value[*column])).collect::<Vec<_>>(), separator)
    };
    records.iter().map(row).fold(header, |document, row| document + &row)
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(value) => text(value).into_owned(),
        Value::Number(number) => number.to_string(),
        other => text(&other.to_string()).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts_and_numbers_stay_numbers() {
        assert_eq!(cell(&Value::from("=1+1")), "'=1+1");
        assert_eq!(cell(&Value::from(-5)), "-5");
        assert_eq!(cell(&Value::from("Till 1")), "Till 1");
        assert_eq!(cell(&serde_json::json!({"a": "b"})), r#"{"a":"b"}"#);
    }
}
