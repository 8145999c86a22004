//! What is shown of an event: one line for people, one object for programs.

use crate::commands::session::record;
use crate::model::event::EventType;
use crate::model::id::SessionId;
use crate::model::session::{Session, SessionStatus};
use crate::output::{Field, Record, Tone};
use crate::webhook::claim::Fault;
use crate::webhook::forward::Forwarded;
use crate::webhook::received::Received;
use jiff::Timestamp;
use serde::Serialize;

/// So wide are the types of sessions' events, so that what follows stands below each other.
const KIND: usize = 21;

/// How much of a body is shown, in characters.
const LONGEST_BODY: usize = 4096;

/// An event, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shown {
    pub received_at: Timestamp,
    pub id: String,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub session_id: Option<String>,
    pub order_id: Option<String>,
    /// Minor units, as the session says when it is read back.
    pub amount: Option<i64>,
    pub currency: Option<String>,
    pub verdict: &'static str,
    pub problem: Option<String>,
    pub duplicate: bool,
    /// It happened, or came, before this listener was ready.
    #[serde(skip)]
    pub is_earlier: bool,
    pub handlers: Vec<Forwarded>,
    /// What the sender was told.
    pub answered: u16,
    /// Why it could not be recorded.
    pub not_recorded: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The session, where it was read back for this event.
    #[serde(skip)]
    pub read: Option<Session>,
    #[serde(skip)]
    price: String,
}

impl Shown {
    /// What came, before anything is done with it.
    pub fn new(received: &Received, verdict: &Result<(), Fault>, with_body: bool) -> Self {
        let summary = received.summary();
        Self {
            received_at: received.at,
            id: received.id(),
            kind: summary.kind,
            session_id: summary.data.session_id,
            order_id: summary.data.order_id,
            amount: None,
            currency: None,
            verdict: verdict.as_ref().err().map_or("valid", Fault::name),
            problem: verdict.as_ref().err().map(ToString::to_string),
            duplicate: false,
            is_earlier: false,
            handlers: Vec::new(),
            answered: 0,
            not_recorded: None,
            body: with_body.then(|| shortened(&received.body)),
            read: None,
            price: String::new(),
        }
    }

    /// Its type and its id, for a sentence.
    pub fn name(&self) -> String {
        format!("{} ({})", self.kind.as_deref().unwrap_or("an event"), self.id)
    }

    /// Whether it may be believed.
    pub fn is_verified(&self) -> bool {
        self.problem.is_none()
    }

    /// The session that it is about, if it may be believed: whoever is not believed does not choose what is asked for.
    pub fn session(&self) -> Option<SessionId> {
        self.session_id.as_deref().filter(|_| self.is_verified())?.parse().ok()
    }

    /// How that stood, as it says itself.
    pub fn told(&self) -> Option<SessionStatus> {
        EventType::from(self.kind.clone()?).status()
    }

    /// Whether the sender was told that all is well.
    pub fn is_answered_well(&self) -> bool {
        (200..300).contains(&self.answered)
    }

    /// Takes the amount from the session that it is about.
    pub fn costs(&mut self, session: &Session) {
        (self.amount, self.currency) = (session.order_amount, session.purchase_currency.clone());
        self.price = record::amount(session);
    }

    fn verdict(&self) -> Field {
        match (self.verdict, &self.problem) {
            (_, None) => Field::toned("verified", Tone::Good),
            ("malformed", Some(problem)) => Field::toned(format!("not verified: {problem}"), Tone::Bad),
            (verdict, Some(_)) => Field::toned(format!("not verified: {}", verdict.replace('_', " ")), Tone::Bad),
        }
    }

    /// What the sender was told, where no handler's answer says it.
    fn answer(&self) -> Field {
        match &self.not_recorded {
            Some(why) => Field::toned(format!("not recorded: {why}"), Tone::Bad),
            None if self.handlers.is_empty() && !self.is_answered_well() => {
                Field::toned(format!("answered {}", self.answered), Tone::Bad)
            }
            None => Field::default(),
        }
    }
}

/// What one handler did; with several, which one.
fn handled(forwarded: &Forwarded, is_one_of_several: bool) -> Field {
    let place = if is_one_of_several { format!("{} ", forwarded.url) } else { String::new() };
    let status = forwarded.status.map(|status| status.to_string());
    let what = status.or(forwarded.error.clone()).unwrap_or_default();
    let attempts = if forwarded.attempts > 1 { format!(", {} attempts", forwarded.attempts) } else { String::new() };
    let tone = if forwarded.is_handled() { Tone::Good } else { Tone::Bad };
    Field::toned(format!("{place}{what} {} ms{attempts}", forwarded.milliseconds), tone)
}

fn shortened(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    match text.char_indices().nth(LONGEST_BODY) {
        Some((at, _)) => format!("{}… ({} bytes)", &text[..at], body.len()),
        None => text.into_owned(),
    }
}

impl Record for Shown {
    const PLURAL: &'static str = "events";
    const COLUMNS: &'static [&'static str] = &["TIME", "TYPE", "SESSION", "AMOUNT", "VERDICT", "ANSWER"];
    const CSV: &'static [&'static str] =
        &["received_at", "id", "type", "session_id", "amount", "currency", "verdict", "duplicate", "answered"];

    fn cells(&self) -> Vec<Field> {
        let kind = self.kind.as_deref().unwrap_or("(no type)");
        let mut cells = vec![
            self.received_at.strftime("%H:%M:%SZ").to_string().into(),
            format!("{kind:KIND$}").into(),
            self.session_id.clone().unwrap_or_default().into(),
            self.price.clone().into(),
            self.verdict(),
            Field::toned(if self.duplicate { "duplicate" } else { "" }, Tone::Busy),
            self.answer(),
        ];
        cells.extend(self.handlers.iter().map(|forwarded| handled(forwarded, self.handlers.len() > 1)));
        cells.extend(self.body.clone().map(Field::from));
        cells
    }

    fn id(&self) -> String {
        self.id.clone()
    }
}
