//! What became of recorded events that were sent once more: a row for each, and the exit code.

use crate::error::Error;
use crate::output::{Field, Record, Tone};
use crate::webhook::deliver::Answer;
use crate::webhook::forward::shown;
use crate::webhook::received::Received;
use serde::Serialize;
use url::Url;

/// How it went with all of them.
#[derive(Default)]
pub(super) struct Tally {
    /// Deliveries so far.
    pub sent: usize,
    failed: usize,
    unreached: usize,
    why: String,
}

impl Tally {
    /// One more was answered, or was not.
    pub fn count(&mut self, answer: &Answer) {
        self.sent += 1;
        self.failed += usize::from(!answer.outcome.is_delivered());
        self.unreached += usize::from(answer.is_unreached);
        if let Some(why) = answer.outcome.error.as_ref() {
            self.why.clone_from(why);
        }
    }

    /// Whether all were taken; `left` were not sent, because nothing could be printed any more.
    pub fn conclude(self, to: &Url, left: usize) -> Result<(), Error> {
        match self {
            Self { sent, .. } if left > 0 => Err(Error::CheckFailed {
                what: format!("{sent} of {} deliveries were sent: the result could not be written", sent + left),
                hint: None,
            }),
            Self { failed: 0, .. } => Ok(()),
            Self { sent, unreached, why, .. } if sent == unreached => Err(Error::Unreached { url: shown(to), why }),
            Self { sent, failed, .. } => Err(Error::CheckFailed {
                what: format!("{failed} of {sent} deliveries were not answered with 2xx"),
                hint: Some("the rows say what was answered instead".to_owned()),
            }),
        }
    }
}

/// One delivery.
#[derive(Serialize)]
pub(super) struct Replayed {
    id: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    session_id: Option<String>,
    status: Option<u16>,
    error: Option<String>,
    milliseconds: u64,
    #[serde(skip)]
    delivered: bool,
}

impl Replayed {
    /// What became of it.
    pub fn new(received: &Received, answer: Answer) -> Self {
        let (summary, outcome) = (received.summary(), answer.outcome);
        Self {
            id: received.id(),
            kind: summary.kind,
            session_id: summary.data.session_id,
            delivered: outcome.is_delivered(),
            status: outcome.status,
            error: outcome.error,
            milliseconds: u64::try_from(outcome.duration.as_millis()).unwrap_or(u64::MAX),
        }
    }

    fn answer(&self) -> Field {
        let text = self.status.map(|status| status.to_string()).or(self.error.clone()).unwrap_or_default();
        Field::toned(text, if self.delivered { Tone::Good } else { Tone::Bad })
    }
}

impl Record for Replayed {
    const PLURAL: &'static str = "deliveries";
    const COLUMNS: &'static [&'static str] = &["ID", "TYPE", "SESSION", "ANSWER", "MS"];
    const CSV: &'static [&'static str] = &["id", "type", "session_id", "status", "error", "milliseconds"];

    fn cells(&self) -> Vec<Field> {
        let text = |text: &Option<String>| Field::from(text.clone().unwrap_or_default());
        vec![
            self.id.as_str().into(),
            text(&self.kind),
            text(&self.session_id),
            self.answer(),
            self.milliseconds.to_string().into(),
        ]
    }

    fn id(&self) -> String {
        self.id.clone()
    }
}
