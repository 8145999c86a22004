//! JSON as it is printed. What a terminal would obey is written as `\uXXXX`, which is the same JSON.

use super::escape;
use serde::Serialize;
use serde_json::Value;

/// Indented, for documents.
pub(super) fn pretty(value: &impl Serialize) -> String {
    safe(&format!("{:#}\n", value_of(value)))
}

/// On one line.
pub(super) fn line(value: &impl Serialize) -> String {
    safe(&format!("{}\n", value_of(value)))
}

fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter != '\n' && escape::is_dangerous(letter) {
            safe.extend(letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            safe.push(letter);
        }
    }
    safe
}

/// Serialises, and cannot fail: the values are the model's own.
pub(super) fn value_of(record: &impl Serialize) -> Value {
    serde_json::to_value(record).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dangerous_text_is_escaped_and_reads_back() {
        let value = json!({"name": "a\u{1b}[31m\u{202e}\u{9b}\u{e0001}\nÅ"});
        let text = line(&value);
        assert!(!text.trim_end().contains(|letter: char| escape::is_dangerous(letter)), "{text}");
        assert!(text.contains('Å'));
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
    }
}
