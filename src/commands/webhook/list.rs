//! `ipp webhook list`: what was received, from the record of events.

use super::record;
use crate::context::Context;
use crate::error::Error;
use crate::model::duration;
use crate::model::id::SessionId;
use crate::model::pattern::EventPattern;
use crate::output::{Field, Record, Tone, ViewArgs};
use crate::webhook::events::{Damage, Recorded};
use crate::webhook::received::{MASK, harmless_path, is_credential};
use clap::Args;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// How many are printed at a time.
const PAGE: usize = 100;

pub(super) const EXAMPLES: &str = "\
Examples:
  ipp webhook list --limit 20
  ipp webhook list --event 'ipp.session.*' --since 1h -o jsonl

Damaged places in the record are named and passed over. The record is a file a
day, of mode 0600, in events/ in the state folder; what is no longer needed
can be deleted.";

/// Which events are meant.
#[derive(Args, Clone, Debug)]
pub struct FilterArgs {
    /// Only events of this type, in which * stands for any letters; repeatable
    #[arg(long = "event", value_name = "PATTERN")]
    events: Vec<EventPattern>,
    /// Only events of this session; repeatable
    #[arg(long = "session", value_name = "ID")]
    sessions: Vec<SessionId>,
}

impl FilterArgs {
    /// Whether this one is meant.
    pub(super) fn takes(&self, kind: Option<&str>, session_id: Option<&str>) -> bool {
        let kind = kind.unwrap_or_default();
        let is_named = self.events.is_empty() || self.events.iter().any(|pattern| pattern.matches(kind));
        is_named && self.takes_session(session_id)
    }

    /// Whether one of this pattern could be.
    pub(super) fn may_take(&self, pattern: &EventPattern) -> bool {
        self.events.is_empty() || self.events.iter().any(|own| own.overlaps(pattern))
    }

    /// The types that are meant; none are all.
    pub(super) fn events(&self) -> &[EventPattern] {
        &self.events
    }

    /// Whether it chooses at all.
    pub(super) fn is_given(&self) -> bool {
        !self.events.is_empty() || !self.sessions.is_empty()
    }

    fn takes_session(&self, own: Option<&str>) -> bool {
        self.sessions.is_empty() || self.sessions.iter().any(|session| own == Some(session.as_str()))
    }
}

/// Of `webhook list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// Only what came since then: a duration such as 30m, or a time such as 2026-06-05T18:33:39Z
    #[arg(long, value_name = "TIME", value_parser = since)]
    since: Option<Timestamp>,
    #[command(flatten)]
    view: ViewArgs,
    /// Read the record in this folder [default: events/ in the state folder]
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
}

fn since(text: &str) -> Result<Timestamp, String> {
    text.parse().or_else(|_| {
        let ago = SignedDuration::try_from(duration::parse(text)?).map_err(|error| error.to_string())?;
        Timestamp::now().checked_sub(ago).map_err(|error| error.to_string())
    })
}

pub(super) async fn run(ctx: &mut Context, args: ListArgs) -> Result<(), Error> {
    let view = args.view.view(&ctx.ui)?;
    let events = record::find(args.record.as_deref())?;
    let unreadable = |error| record::unreadable(&events, error);
    let mut found = events.since(args.since.unwrap_or(Timestamp::MIN)).map_err(unreadable)?;
    let mut left = args.view.reads().map_or(usize::MAX, NonZeroUsize::get);
    let mut damages: Vec<Damage> = Vec::new();
    let result = ctx
        .ui
        .emit_view(&view, async || {
            let mut page = Vec::new();
            while page.len() < PAGE.min(left) {
                match found.next() {
                    Some(Ok(recorded)) => page.extend(listed(&args.filter, &recorded)),
                    Some(Err(damage)) => damages.push(damage),
                    None => break,
                }
            }
            left -= page.len();
            Ok((!page.is_empty()).then_some(page))
        })
        .await;
    record::tell(ctx, &damages);
    result
}

fn listed(filter: &FilterArgs, recorded: &Recorded) -> Option<Listed> {
    let listed = Listed::new(recorded);
    filter.takes(listed.kind.as_deref(), listed.session_id.as_deref()).then_some(listed)
}

/// One event of the record.
#[derive(Serialize)]
struct Listed {
    id: String,
    received_at: Timestamp,
    #[serde(rename = "type")]
    kind: Option<String>,
    session_id: Option<String>,
    order_id: Option<String>,
    verified: bool,
    problem: Option<String>,
    duplicate: bool,
    path: String,
    headers: Map<String, Value>,
    /// As text; bytes that are none are replaced.
    body: String,
    body_bytes: usize,
}

impl Listed {
    fn new(recorded: &Recorded) -> Self {
        let received = &recorded.received;
        let summary = received.summary();
        let mut headers = Map::new();
        for (name, value) in &received.headers {
            let text = String::from_utf8_lossy(value);
            let text = if is_credential(name) { MASK.into() } else { text };
            match headers.get_mut(name) {
                // Repeated ones stand beside each other, as HTTP would have them.
                Some(Value::String(first)) => *first = format!("{first}, {text}"),
                _ => drop(headers.insert(name.clone(), text.into())),
            }
        }
        Self {
            id: received.id(),
            received_at: received.at,
            kind: summary.kind,
            session_id: summary.data.session_id,
            order_id: summary.data.order_id,
            verified: recorded.problem.is_none(),
            problem: recorded.problem.clone(),
            duplicate: recorded.duplicate,
            path: harmless_path(&received.path),
            headers,
            body: String::from_utf8_lossy(&received.body).into_owned(),
            body_bytes: received.body.len(),
        }
    }
}

impl Record for Listed {
    const PLURAL: &'static str = "events";
    const COLUMNS: &'static [&'static str] = &["ID", "RECEIVED", "TYPE", "SESSION", "VERIFIED", "DUPLICATE"];
    const CSV: &'static [&'static str] =
        &["id", "received_at", "type", "session_id", "order_id", "verified", "problem", "duplicate", "body_bytes"];
    const MEMBERS: &'static [(&'static str, &'static [&'static str])] =
        &[("RECEIVED", &["received_at"]), ("SESSION", &["session_id"])];
    /// What is not to be believed is seen in however little room.
    const SPARE: &'static [&'static str] = &["DUPLICATE", "SESSION", "RECEIVED"];

    fn cells(&self) -> Vec<Field> {
        let text = |text: &Option<String>| Field::from(text.clone().unwrap_or_default());
        let verified = if self.verified { Field::toned("yes", Tone::Good) } else { Field::toned("no", Tone::Bad) };
        let received_at = self.received_at.to_string();
        vec![
            self.id.as_str().into(),
            Field::time(Some(&received_at)),
            text(&self.kind),
            text(&self.session_id),
            verified,
            Field::toned(if self.duplicate { "yes" } else { "" }, Tone::Busy),
        ]
    }

    fn id(&self) -> String {
        self.id.clone()
    }
}
