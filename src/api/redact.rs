//! Takes secrets out of what is about to be shown: keys anywhere in a text, and the credentials that the API hands out.

use crate::secret::without_keys;
use serde_json::Value;

/// Members of the API's objects that are credentials.
const SECRET_MEMBERS: [&str; 3] = ["enrollment_code", "bearer_token", "signing_secret"];

/// A body, with its credentials replaced; a body that is not JSON as text, cut to a few lines.
pub(super) fn body(bytes: &[u8]) -> String {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(mut value) => {
            hide(&mut value);
            without_keys(&value.to_string())
        }
        Err(_) => without_keys(&excerpt(bytes, 2000)),
    }
}

fn hide(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (name, member) in object.iter_mut() {
                match SECRET_MEMBERS.contains(&name.as_str()) && !member.is_null() {
                    true => *member = Value::from("***"),
                    false => hide(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(hide),
        _ => {}
    }
}

/// The beginning of a body as text.
pub(super) fn excerpt(bytes: &[u8], most: usize) -> String {
    let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(most)]).into_owned();
    let cut = if bytes.len() > most { "..." } else { "" };
    format!("{}{cut}", shown.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_go_from_bodies_at_any_depth() {
        let shown =
            body(br#"{"content":[{"enrollment_code":"AB12","x":{"bearer_token":"t"}}],"enrollment_code":null}"#);
        assert_eq!(
            shown,
            r#"{"content":[{"enrollment_code":"***","x":{"bearer_token":"***"}}],"enrollment_code":null}"#
        );
        assert_eq!(body(b"<html>kco_test_api_x</html>"), "<html>kco_***</html>");
    }
}
