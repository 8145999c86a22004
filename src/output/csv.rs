//! Comma-separated values that a spreadsheet opens without running anything.

use super::record::Record;
use super::value_of;
use serde_json::Value;

/// The rows, after a header row if `header`.
pub(super) fn document<T: Record>(records: &[T], header: bool) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let rows = records.iter().map(|record| {
        let value = value_of(record);
        T::CSV.iter().map(|column| cell(&value[*column])).collect::<Vec<_>>()
    });
    let header = header.then(|| T::CSV.iter().map(|column| (*column).to_owned()).collect());
    for row in header.into_iter().chain(rows) {
        // Writing to memory cannot fail, and every row has as many cells as there are columns.
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => harmless(text),
        Value::Number(number) => number.to_string(),
        other => harmless(&other.to_string()),
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe, which makes it a text again.
fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts_and_numbers_stay_numbers() {
        for text in ["=1+1", "+46", "-x", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(cell(&Value::from(text)), format!("'{text}"));
        }
        assert_eq!(cell(&Value::from(-5)), "-5");
        assert_eq!(cell(&Value::from("Till 1")), "Till 1");
        assert_eq!(cell(&serde_json::json!({"a": "b"})), r#"{"a":"b"}"#);
    }
}
