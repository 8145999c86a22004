//! How a verdict is shown, with its explanation.

use super::secret::Known;
use crate::output::{Field, Record, Tone};
use crate::webhook::claim::{Claim, Fault, Match};
use crate::webhook::explain::{Explanation, Mistake};
use crate::webhook::message::Message;
use crate::webhook::received;
use jiff::Timestamp;
use serde::Serialize;
use std::time::Duration;

/// What came out.
#[derive(Serialize)]
pub(super) struct Verdict {
    verdict: &'static str,
    problem: Option<String>,
    id: Option<String>,
    timestamp: Option<i64>,
    signed_at: Option<String>,
    age_seconds: Option<i64>,
    tolerance_seconds: u64,
    signatures: usize,
    /// Counted from 1.
    matched: Option<usize>,
    secret: Option<String>,
    /// Where the secrets are from that were tried in vain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tried: Vec<String>,
    body_bytes: usize,
    #[serde(rename = "type")]
    kind: Option<String>,
    session_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Explained>,
}

/// What `--explain` found.
#[derive(Serialize)]
pub(super) struct Explained {
    #[serde(flatten)]
    pub explanation: Explanation,
    /// Secrets that were not looked at, and why.
    pub not_tried: Vec<String>,
}

impl Verdict {
    /// `found` is what was signed, whether it is still to be believed or not.
    pub(super) fn new(
        message: &Message,
        (claim, found): (Option<&Claim>, Option<Match>),
        result: &Result<Match, Fault>,
        known: &[Known],
        (now, tolerance): (i64, Duration),
    ) -> Self {
        let summary = received::summary(&message.body);
        Self {
            verdict: result.as_ref().err().map_or("valid", Fault::name),
            problem: result.as_ref().err().map(ToString::to_string),
            id: claim.map(|claim| claim.id.clone()),
            timestamp: claim.map(|claim| claim.timestamp),
            signed_at: claim.and_then(|claim| Some(Timestamp::from_second(claim.timestamp).ok()?.to_string())),
            age_seconds: claim.map(|claim| now.saturating_sub(claim.timestamp)),
            tolerance_seconds: tolerance.as_secs(),
            signatures: claim.map_or(0, Claim::signatures),
            matched: found.map(|found| found.signature + 1),
            secret: found.and_then(|found| known.get(found.key)).map(|known| known.from.clone()),
            tried: known.iter().filter(|_| found.is_none()).map(|known| known.from.clone()).collect(),
            body_bytes: message.body.len(),
            kind: summary.kind,
            session_id: summary.data.session_id,
            explanation: None,
        }
    }

    /// The same with an explanation.
    pub(super) fn with(mut self, explained: Option<Explained>) -> Self {
        self.explanation = explained;
        self
    }

    fn lines(&self, part: impl Fn(&Mistake) -> &str) -> Field {
        let mistakes = self.explanation.iter().flat_map(|explained| &explained.explanation.mistakes);
        mistakes.map(part).collect::<Vec<_>>().join("\n").into()
    }

    fn verdict(&self) -> Field {
        let tone = if self.problem.is_none() { Tone::Good } else { Tone::Bad };
        Field::toned(self.verdict.replace('_', " "), tone)
    }
}

impl Record for Verdict {
    const PLURAL: &'static str = "verdicts";
    const COLUMNS: &'static [&'static str] = &["VERDICT", "ID", "TYPE", "SESSION"];
    const CSV: &'static [&'static str] = &["verdict", "id", "timestamp", "type", "session_id", "problem"];

    fn cells(&self) -> Vec<Field> {
        let text = |text: &Option<String>| Field::from(text.clone().unwrap_or_default());
        vec![self.verdict(), text(&self.id), text(&self.kind), text(&self.session_id)]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        let text = |text: &Option<String>| Field::from(text.clone().unwrap_or_default());
        let age = self.age_seconds.map(|age| match age {
            ..0 => format!(" ({} s from now)", age.unsigned_abs()),
            _ => format!(" ({age} s ago)"),
        });
        let signed_at = self.signed_at.as_ref().map(|at| format!("{at}{}", age.unwrap_or_default()));
        let matched = self.matched.map(|at| format!("number {at} of {}", self.signatures));
        vec![
            ("verdict", self.verdict()),
            ("id", text(&self.id)),
            ("signed at", text(&signed_at)),
            ("signature", text(&matched)),
            ("secret", self.secret.clone().unwrap_or_else(|| format!("none; tried: {}", self.tried.join(", "))).into()),
            ("body", format!("{} bytes", self.body_bytes).into()),
            ("type", text(&self.kind)),
            ("session", text(&self.session_id)),
            ("mistake", self.lines(|mistake| &mistake.what)),
            ("mend", self.lines(|mistake| mistake.mend)),
            ("explanation", self.explanation.as_ref().map(summary).unwrap_or_default().into()),
        ]
    }

    fn id(&self) -> String {
        self.id.clone().unwrap_or_default()
    }
}

/// What the search comes to, where no mistake says it.
fn summary(explained: &Explained) -> String {
    let Explained { explanation, not_tried } = explained;
    let mut lines = Vec::new();
    if explanation.mistakes.is_empty() {
        lines.push(match explanation.tried {
            _ if explanation.found => "the signature is right: there is no mistake to find in it".to_owned(),
            0 => "there is no signature to compare with".to_owned(),
            tried => {
                format!("none of the usual mistakes: {tried} signatures were computed, and none is the one that came")
            }
        });
    }
    if !explanation.complete {
        lines.push("the body is large: not every mistake was tried".to_owned());
    }
    lines.extend(not_tried.iter().map(|what| format!("not tried: {what}")));
    lines.join("\n")
}
