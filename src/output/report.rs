//! Errors, hints and notes as text for people, or as one JSON object a line for programs. A key that somebody put
//! where it does not belong is not repeated.

use super::escape;
use super::json;
use super::terminal::{BAD, BUSY, Style};
use crate::error::Error;
use crate::secret::without_keys;
use serde_json::json;

/// A line of conversation.
pub fn note(text: &str, as_json: bool) -> String {
    match as_json {
        true => json::line(&json!({ "note": without_keys(text) })),
        false => format!("{}\n", harmless(text)),
    }
}

/// The same in red where there is colour.
pub(super) fn alert(text: &str, as_json: bool, style: Style) -> String {
    match as_json {
        true => note(text, true),
        false => format!("{}\n", painted(&harmless(text), BAD, style)),
    }
}

/// Error, causes and hint.
pub(super) fn error(error: &Error, repeated: &str, as_json: bool, style: Style) -> String {
    let causes = causes(error);
    let hint = error.hint().map(|hint| in_place(&hint, repeated));
    if as_json {
        return without_keys(&json::line(&json!({ "error": object(error, &causes, hint.as_deref()) })));
    }
    let mut text = format!("{} {}\n", painted("error:", BAD, style), indented(&error.to_string()));
    for cause in causes {
        text.push_str(&format!("  caused by: {}\n", indented(&cause)));
    }
    if let Some(hint) = hint {
        text.push_str(&format!("{} {}\n", painted("hint:", BUSY, style), indented(&hint)));
    }
    text
}

/// The commands that a hint names, for the place where this one worked.
pub(super) fn in_place(hint: &str, repeated: &str) -> String {
    ["session", "device", "location", "enrollment", "dev ", "profile show"]
        .iter()
        .fold(hint.to_owned(), |hint, noun| hint.replace(&format!("`ipp {noun}"), &format!("`ipp {repeated}{noun}")))
}

fn object(error: &Error, causes: &[String], hint: Option<&str>) -> serde_json::Value {
    let mut object = json!({
        "code": error.exit_code(),
        "kind": error.kind(),
        "message": error.to_string(),
        "causes": causes,
        "hint": hint,
    });
    if let Some(refusal) = error.refusal() {
        object["status"] = refusal.status.into();
        object["correlation_id"] = refusal.correlation_id.clone().into();
        object["problem"] = super::json::value_of(&refusal.problem);
    }
    if let Some(session) = error.session_id() {
        object["session_id"] = session.as_str().into();
    }
    if let Some(attempt) = error.attempt() {
        object["attempt"] = attempt.into();
    }
    if let Some(standing) = error.standing() {
        object["standing"] = standing.name().into();
    }
    object
}

/// What stands behind the error, each sentence once.
fn causes(error: &Error) -> Vec<String> {
    let mut causes: Vec<String> = Vec::new();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        let text = cause.to_string();
        if causes.last() != Some(&text) && text != error.to_string() {
            causes.push(text);
        }
        next = cause.source();
    }
    causes
}

fn harmless(text: &str) -> String {
    escape::line(&without_keys(text))
}

/// Its own line breaks stay, indented; everything else is harmless.
fn indented(text: &str) -> String {
    text.split('\n').map(harmless).collect::<Vec<_>>().join("\n  ")
}

fn painted(text: &str, paint: anstyle::Style, style: Style) -> String {
    match style.color {
        true => format!("{paint}{text}{paint:#}"),
        false => text.to_owned(),
    }
}
