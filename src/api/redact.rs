//! Takes secrets out of what is about to be shown: keys anywhere in a text, and the credentials that the API hands out.

use crate::secret::without_keys;
use serde_json::Value;

/// Members of the API's objects that are credentials.
const SECRET_MEMBERS: [&str; 3] = ["enrollment_code", "bearer_token", "signing_secret"];

/// What stands before credentials in a header.
const SCHEMES: [&str; 2] = ["basic ", "bearer "];

/// Shorter words after a scheme are words: "basic check".
const SHORTEST_CREDENTIALS: usize = 16;

/// The text without keys, in both forms in which they are sent. JSON stays JSON.
pub(super) fn keys(text: &str) -> String {
    // The scheme may be a part of what looks like a key, and what stands after it would be left over.
    without_keys(&SCHEMES.iter().fold(text.to_owned(), |text, scheme| without_credentials(&text, scheme)))
}

/// Some JSON without keys. It is written anew first: a `\/` or a `\u005f` in the middle of a key would hide its rest.
pub(super) fn json(bytes: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_str(&String::from_utf8_lossy(bytes)).ok()?;
    Some(keys(&value.to_string()))
}

/// The same without the API's own credentials, also where the text is the beginning of some JSON.
pub(super) fn text(text: &str) -> String {
    SECRET_MEMBERS.iter().fold(keys(text), |text, member| without_member(&text, member))
}

/// An error of the JSON parser without the value that it repeats, which may be a pairing code.
pub(super) fn quoted(text: &str) -> String {
    for kind in ["invalid type", "invalid value"] {
        if let (true, Some(expected)) = (text.starts_with(kind), text.find(", expected")) {
            return format!("{kind}{}", &text[expected..]);
        }
    }
    match (text.find('"'), text.rfind('"')) {
        (Some(first), Some(last)) if first < last => format!("{}***{}", &text[..first], &text[last + 1..]),
        _ => text.to_owned(),
    }
}

fn without_credentials(text: &str, scheme: &str) -> String {
    let is_credential = |letter: char| letter.is_ascii_alphanumeric() || "+/=_-.~".contains(letter);
    replaced(text, scheme, |rest| {
        let end = rest.find(|letter| !is_credential(letter)).unwrap_or(rest.len());
        (end >= SHORTEST_CREDENTIALS).then_some((0, end))
    })
}

fn without_member(text: &str, member: &str) -> String {
    replaced(text, member, |rest| {
        let start = rest.find(|letter: char| !letter.is_whitespace() && !"\\\":".contains(letter))?;
        let value = &rest[start..];
        let end = value.find(|letter: char| letter.is_whitespace() || "\\\",}]".contains(letter));
        Some((start, start + end.unwrap_or(value.len())))
    })
}

/// Replaces what `find` finds after each `mark`, whose case does not matter: its beginning and end.
fn replaced(text: &str, mark: &str, find: impl Fn(&str) -> Option<(usize, usize)>) -> String {
    let folded = text.to_ascii_lowercase();
    let (mut clean, mut at) = (String::with_capacity(text.len()), 0);
    while let Some(found) = folded[at..].find(mark) {
        let after = at + found + mark.len();
        let (start, end) = find(&text[after..]).unwrap_or_default();
        clean.push_str(&text[at..after + start]);
        clean.push_str(if start < end { "***" } else { "" });
        at = after + end;
    }
    clean + &text[at..]
}

/// A body, with its credentials replaced; a body that is not JSON as text, cut to a few lines. A text alone may be a
/// credential, whoever asked.
pub(super) fn body(bytes: &[u8]) -> String {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::String(_)) => "\"***\"".to_owned(),
        Ok(mut value) => {
            hide(&mut value);
            keys(&value.to_string())
        }
        Err(_) => excerpt(bytes, 2000),
    }
}

/// The credentials in some JSON, or in lines of it, that a command has printed.
pub fn credentials(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    match serde_json::from_str::<Value>(text) {
        Ok(value) => find(&value, &mut found),
        Err(_) => {
            text.lines().filter_map(|line| serde_json::from_str(line).ok()).for_each(|value| find(&value, &mut found))
        }
    }
    found
}

fn find(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, member) in object {
                match member {
                    Value::String(text) if SECRET_MEMBERS.contains(&name.as_str()) => found.push(text.clone()),
                    member => find(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| find(item, found)),
        _ => {}
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

/// The beginning of a body as text, at most so many letters. It is cut last: the half of a credential would not be known
/// for one. Nor would one that is in two parts, so JSON is written anew, and what escapes it has elsewhere is undone.
pub(super) fn excerpt(bytes: &[u8], most: usize) -> String {
    let clean = match serde_json::from_slice::<Value>(bytes) {
        Ok(mut value) => {
            hide(&mut value);
            keys(&value.to_string())
        }
        Err(_) => text(&unescaped(&String::from_utf8_lossy(bytes))),
    };
    match clean.char_indices().nth(most) {
        Some((end, _)) => format!("{}...", clean[..end].trim()),
        None => clean.trim().to_owned(),
    }
}

/// Without the escapes of JSON that stand for a letter which a credential may have.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.strip_prefix('u').and_then(|rest| u32::from_str_radix(rest.get(..4)?, 16).ok());
        match code.and_then(char::from_u32).filter(char::is_ascii_graphic) {
            Some(letter) => plain.extend([letter.encode_utf8(&mut [0; 4]), &part[5..]]),
            None if part.starts_with('/') => plain.push_str(part),
            None => plain.extend(["\\", part]),
        }
    }
    plain
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

    #[test]
    fn credentials_are_found_in_what_was_printed() {
        let object = r#"{"enrollment_code":"AB12","x":[{"bearer_token":"t"},{"signing_secret":null}],"name":"n"}"#;
        assert_eq!(credentials(object), ["AB12", "t"]);
        assert_eq!(credentials(&format!("{object}\nnot JSON\n{object}\n")), ["AB12", "t", "AB12", "t"]);
        assert!(credentials("enrollment_code: AB12").is_empty());
    }

    #[test]
    fn no_escape_hides_a_part_of_a_credential() {
        for body in [
            r#"[{"error":"got Authorization: Basic QUFBQUJCQkJDQ0ND\/UExBTlRFRFBMQU5URUQ="}]"#,
            r#"["kco\u005flive_api_UExBTlRFR"]"#,
            r#"<pre>{"authorization":"Basic QUFBQUJCQkJDQ0ND\/UExBTlRFRFBMQU5URUQ="}</pre>"#,
            r#"<pre>kco\u005Flive_api_UExBTlRFR"#,
        ] {
            let shown = excerpt(body.as_bytes(), 200);
            assert!(!shown.contains("UExBTlRFR") && shown.contains("***"), "{shown}");
        }
        assert_eq!(excerpt(br"<a\u0007 \n \u00e9 \uzz\u", 99), r"<a\u0007 \n \u00e9 \uzz\u");
    }

    #[test]
    fn what_is_cut_holds_no_half_of_a_credential() {
        for before in 170..200 {
            let text = format!("{}bearer PLANTED0123456789abcdef", "x ".repeat(before / 2));
            let shown = excerpt(text.as_bytes(), 200);
            assert!(!shown.contains("PLANTED"), "{shown}");
        }
        assert_eq!(
            (excerpt(b" a b ", 9), excerpt("\u{e9}\u{e9}".as_bytes(), 1)),
            ("a b".to_owned(), "\u{e9}...".to_owned())
        );
    }

    #[test]
    fn escapes_of_json_hide_no_part_of_a_key() {
        for body in [
            br#"{"detail":"whsec_PLANTED\/PLANTED\u003d"}"#.as_slice(),
            br#"{"detail":"kco\u005flive_api_\u0050LANTED"}"#,
            br#"{"detail":"Basic PLANTEDPLANTED1\/PLANTED"}"#,
            br#"{"kco_live\u005fPLANTED":"kco_lBasic PLANTEDPLANTED1+/PLANTED="}"#,
        ] {
            let shown = json(body).expect("JSON");
            assert!(!shown.contains("PLANTED") && shown.contains("***"), "{shown}");
        }
        assert_eq!(json(b"<html>"), None);
    }

    #[test]
    fn credentials_go_from_what_is_not_quite_json() {
        for (given, shown) in [
            (r#"{"enrollment_code":"AB12","#, r#"{"enrollment_code":"***","#),
            (r#"{"enrollment_code" : "AB"#, r#"{"enrollment_code" : "***"#),
            (r#"{\"bearer_token\":\"t-1\"}"#, r#"{\"bearer_token\":\"***\"}"#),
            ("Basic RE0xLWE6a2NvX3Rlc3Q=, basic check", "Basic ***, basic check"),
            ("BEARER åäö 0123456789abcdef", "BEARER åäö 0123456789abcdef"),
            ("enrollment_code", "enrollment_code"),
        ] {
            assert_eq!(text(given), shown);
        }
        assert_eq!(quoted(r#"invalid type: string "a\"b", expected X"#), "invalid type, expected X");
    }

    #[test]
    fn the_parser_repeats_no_value() {
        #[derive(Debug, serde::Deserialize)]
        struct Coded {
            #[expect(dead_code, reason = "only its form matters")]
            code: String,
        }
        for body in [r#"{"code":12345678}"#, r#"{"code":["12345678"]}"#, r#"{"code":1234.5678}"#, r#"{"code":true}"#] {
            let error = serde_json::from_str::<Coded>(body).expect_err(body).to_string();
            let shown = quoted(&error);
            assert!(!shown.contains("1234") && shown.contains("expected"), "{shown}");
        }
    }
}
