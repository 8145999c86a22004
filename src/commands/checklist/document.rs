//! The report of a run: dated, with versions, environment, ids and timings, and never a secret. What it says of all seven
//! it says only where all seven were run.

use super::contract::observation::Observation;
use super::course::Done;
use super::item::Item;
use super::row::{Row, Verdict};
use crate::config::Settings;
use crate::context::Context;
use crate::error::Error;
use crate::model::duration;
use crate::output::Document;
use crate::secret::without_keys;
use crate::webhook::forward::shown;
use jiff::Timestamp;
use serde::Serialize;
use std::time::Duration;

/// The version of the API that the documents are of (D).
const API_VERSION: &str = "1.0.0";

/// What the report of a run says until it has ended; one that was killed leaves it so.
pub(super) const BEGUN: &str = "the run has not ended: nothing is proved";

/// Where and when a run was made, and with what.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Origin {
    ipp_version: &'static str,
    api_version: &'static str,
    began_at: String,
    pub duration_ms: u64,
    environment: String,
    address: Option<String>,
    profile: Option<String>,
    merchant_id: Option<String>,
    pub device: Option<String>,
    pub handler: Option<String>,
}

impl Origin {
    pub(super) fn new(ctx: &mut Context) -> Result<Self, Error> {
        let settings: std::rc::Rc<Settings> = ctx.settings()?;
        Ok(Self {
            ipp_version: env!("CARGO_PKG_VERSION"),
            api_version: API_VERSION,
            began_at: format!("{:.0}", Timestamp::now()),
            duration_ms: 0,
            environment: settings.environment.value.to_string(),
            address: settings.base_url.as_ref().map(|url| shown(&url.value)),
            profile: settings.profile.as_ref().map(|name| name.value.to_string()),
            merchant_id: settings.merchant_id.as_ref().map(|id| without_keys(&id.value)),
            device: None,
            handler: None,
        })
    }

    pub(super) fn took(&mut self, duration: Duration) {
        self.duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    }

    pub(super) fn facts(&self) -> Vec<(&'static str, String)> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut facts = vec![
            ("date", self.began_at.clone()),
            ("took", duration::show(Duration::from_millis(self.duration_ms))),
            ("made with", format!("ipp {}, for In-Person Payments API {}", self.ipp_version, self.api_version)),
            ("environment", self.environment.clone()),
            ("address", text(&self.address)),
            ("profile", text(&self.profile)),
            ("merchant id", text(&self.merchant_id)),
            ("device", text(&self.device)),
            ("handler", text(&self.handler)),
        ];
        facts.retain(|(_, fact)| !fact.is_empty());
        facts
    }
}

/// The report.
#[derive(Debug, Serialize)]
pub(super) struct Checklist {
    #[serde(flatten)]
    origin: Origin,
    verdict: String,
    /// Whether all seven were run.
    is_whole: bool,
    /// Whether all seven hold.
    holds: bool,
    passed: usize,
    failed: usize,
    not_run: usize,
    rows: Vec<Row>,
    findings: Vec<Observation>,
    /// What was not put away, or is not known.
    left: Vec<String>,
}

/// What a verdict says where something is left behind.
pub(super) fn with_left(verdict: String, left: &[String]) -> String {
    if left.is_empty() { verdict } else { format!("{verdict}; and not everything was put away") }
}

impl Checklist {
    pub(super) fn new(origin: Origin, done: Done) -> Self {
        let Done { rows, findings, left } = done;
        let left: Vec<String> = left.iter().map(|text| without_keys(text)).collect();
        let count = |verdict: Verdict| rows.iter().filter(|row| row.result == verdict).count();
        let (passed, failed, not_run) = (count(Verdict::Passed), count(Verdict::Failed), count(Verdict::NotRun));
        let is_whole = rows.len() == Item::ALL.len();
        let holds = is_whole && passed == Item::ALL.len() && left.is_empty();
        let verdict = with_left(verdict(&rows, is_whole), &left);
        Self { origin, verdict, is_whole, holds, passed, failed, not_run, rows, findings, left }
    }

    /// Of a run that has only begun: whoever reads it then is told that nothing is proved.
    pub(super) fn begun(origin: Origin, rows: Vec<Row>) -> Self {
        let done = Done { rows, ..Done::default() };
        Self { verdict: BEGUN.to_owned(), ..Self::new(origin, done) }
    }

    /// The verdict, as an error where something that was chosen has not passed.
    pub(super) fn conclude(&self) -> Result<String, Error> {
        match self.failed + self.not_run {
            0 => Ok(self.verdict.clone()),
            _ => Err(Error::CheckFailed {
                what: self.verdict.clone(),
                hint: Some("each row that failed or was not run says what to mend".to_owned()),
            }),
        }
    }
}

fn verdict(rows: &[Row], is_whole: bool) -> String {
    let ids = |verdict: Verdict| {
        let ids: Vec<&str> = rows.iter().filter(|row| row.result == verdict).map(Row::id).collect();
        (!ids.is_empty()).then(|| (ids.len(), ids.join(", ")))
    };
    let all = Item::ALL.len();
    let part = format!("a part of the checklist, {} of the seven, was run", rows.len());
    let bad = [
        ids(Verdict::Failed).map(|(count, ids)| format!("{count} failed ({ids})")),
        ids(Verdict::NotRun).map(|(count, ids)| format!("{count} could not be run ({ids})")),
    ];
    let bad: Vec<String> = bad.into_iter().flatten().collect();
    match (is_whole, bad.is_empty()) {
        (true, true) => "all seven hold".to_owned(),
        (true, false) => format!("the checklist does not hold: of the seven {}", bad.join(" and ")),
        (false, true) => format!("{part} and holds; of the other {} nothing is known", all - rows.len()),
        (false, false) => format!("{part} and does not hold: {}", bad.join(" and ")),
    }
}

impl Document for Checklist {
    type Row = Row;
    type Finding = Observation;
    const SUITE: &'static str = "ipp checklist";
    const TITLE: &'static str = "Go-live checklist of Kustom In-Person Payments";

    fn verdict(&self) -> String {
        self.verdict.clone()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.origin.facts()
    }

    fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn findings(&self) -> &[Observation] {
        &self.findings
    }

    fn left(&self) -> &[String] {
        &self.left
    }
}
