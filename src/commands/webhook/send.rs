//! `ipp webhook send`: one event, signed and posted to a handler, or flawed on purpose.

use super::secret::SecretArgs;
use super::sending;
use crate::context::Context;
use crate::error::Error;
use crate::model::assumed::ANSWER_LIMIT;
use crate::model::duration;
use crate::model::event::{Event, EventType};
use crate::model::id::SessionId;
use crate::output::{Field, Record, Tone};
use crate::preview::Preview;
use crate::secret::without_keys;
use crate::webhook::deliver::{Answer, Post};
use crate::webhook::forward::shown;
use crate::webhook::made::{self, Flaw, Made, Subject};
use crate::webhook::received;
use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use std::time::Duration;
use url::Url;

pub(super) const EXAMPLES: &str = "\
Examples:
  # What would be sent, signed with the emulator's own secret
  ipp webhook send ipp.session.finalized \\
    --to http://127.0.0.1:8080/webhooks/kustom --env emulator --dry-run

  # As a line for curl, about a session that has no order, and too old to be
  # believed
  ipp webhook send ipp.session.finalized --to http://127.0.0.1:8080/ \\
    --env emulator --data '{\"order_id\":null}' --stale --curl

The exit code is 0 if the answer was 2xx, 30 if it was another or none came, 7
if nothing could be sent.";

/// Of `webhook send`.
#[derive(Args, Debug)]
pub struct SendArgs {
    /// The type of the event, such as ipp.session.finalized
    #[arg(value_parser = event_type)]
    event: String,
    /// The handler's address
    #[arg(long, value_name = "URL", value_parser = sending::address)]
    to: Url,
    /// The session that it is about; its real fields are read where they can be [default: made up]
    #[arg(long, value_name = "ID")]
    session: Option<SessionId>,
    /// Put these members over those of the event's data
    #[arg(long, value_name = "JSON", value_parser = object)]
    data: Option<Map<String, Value>>,
    /// The webhook-id [default: a new one]
    #[arg(long, value_name = "ID", value_parser = id)]
    id: Option<String>,
    #[command(flatten)]
    flaw: FlawArgs,
    #[command(flatten)]
    secret: SecretArgs,
    /// How long the handler has to answer [default: 15s]
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    timeout: Option<Duration>,
}

/// What is to be wrong with it.
#[derive(Args, Debug)]
#[group(multiple = false)]
struct FlawArgs {
    /// With a signature that nobody made
    #[arg(long)]
    bad_signature: bool,
    /// Signed with a secret that nobody knows
    #[arg(long)]
    wrong_secret: bool,
    /// Signed 15 minutes ago
    #[arg(long)]
    stale: bool,
    /// Signed for in 15 minutes
    #[arg(long)]
    future: bool,
    /// Without a signature
    #[arg(long)]
    unsigned: bool,
    /// With one byte of the body changed after it was signed
    #[arg(long)]
    changed_body: bool,
    /// Rightly signed, after a signature of another secret: as during a rotation
    #[arg(long)]
    rotation: bool,
}

impl FlawArgs {
    fn flaw(&self) -> Flaw {
        let flaws = [
            (self.bad_signature, Flaw::BadSignature),
            (self.wrong_secret, Flaw::WrongSecret),
            (self.stale, Flaw::Stale),
            (self.future, Flaw::Future),
            (self.unsigned, Flaw::Without(received::SIGNATURE)),
            (self.changed_body, Flaw::ChangedBody),
            (self.rotation, Flaw::Rotation),
        ];
        flaws.into_iter().find(|(given, _)| *given).map_or(Flaw::None, |(_, flaw)| flaw)
    }
}

fn event_type(text: &str) -> Result<String, String> {
    match text.is_empty() || text.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
        true => Err("give a type such as ipp.session.finalized".to_owned()),
        false => Ok(text.to_owned()),
    }
}

fn object(text: &str) -> Result<Map<String, Value>, String> {
    serde_json::from_str(text).map_err(|error| format!("it is not a JSON object: {error}"))
}

/// It goes into a header.
fn id(text: &str) -> Result<String, String> {
    match !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        true => Ok(text.to_owned()),
        false => Err("only visible ASCII characters without spaces are allowed".to_owned()),
    }
}

pub(super) async fn run(ctx: &mut Context, args: SendArgs) -> Result<(), Error> {
    if !ctx.only_shows() {
        sending::agree(ctx, &args.to, &format!("send {}", args.event), &args.secret)?;
    }
    let secrets = sending::secrets(ctx, &args.secret).await?;
    let event = event(ctx, &args).await?;
    let now = Timestamp::now().as_second();
    let mut made = made::make(&secrets, &event.id, &made::body(&event), args.flaw.flaw(), now)
        .map_err(|error| Error::Internal(error.to_string()))?;
    if ctx.only_shows() {
        made.headers.retain(|(_, value)| !value.is_empty());
        return ctx.preview_post(&Preview::of_post(&sending::without_password(args.to), &made.headers, &made.body));
    }
    let limit = args.timeout.unwrap_or(ANSWER_LIMIT);
    let answer =
        sending::deliverer(ctx)?.ask(&Post { url: &args.to, headers: &made.headers, body: &made.body, limit }).await;
    let url = shown(&args.to);
    if answer.is_unreached {
        return Err(Error::Unreached { url, why: answer.outcome.error.unwrap_or_default() });
    }
    ctx.ui.emit(&Sent::new(&url, &made, &event, &answer))?;
    conclude(&url, &answer)
}

async fn event(ctx: &mut Context, args: &SendArgs) -> Result<Event, Error> {
    let subject = match &args.session {
        Some(session) => sending::subject(ctx, session).await?,
        None => Subject::made_up(&sending::merchant(ctx)?),
    };
    let mut event = subject.event(&args.event);
    if let EventType::Unknown(kind) = &event.kind {
        ctx.ui.note(&format!("`{kind}` is no event of In-Person Payments: it is sent as it is"));
    }
    if let Some(data) = &args.data {
        made::with_data(&mut event, data.clone()).map_err(|error| Error::usage(format!("`--data`: {error}")))?;
    }
    if let Some(id) = &args.id {
        event.id.clone_from(id);
    }
    Ok(event)
}

fn conclude(url: &str, answer: &Answer) -> Result<(), Error> {
    let what = match (&answer.outcome.status, &answer.outcome.error) {
        (Some(200..=299), _) => return Ok(()),
        (Some(status), _) => format!("the handler at {url} answered {status}"),
        (None, error) => format!("the handler at {url} did not answer: {}", error.as_deref().unwrap_or_default()),
    };
    let hint = "Kustom delivers a callback again until it is answered 2xx; redirects are not followed";
    Err(Error::CheckFailed { what, hint: Some(hint.to_owned()) })
}

/// How it went.
#[derive(Serialize)]
struct Sent {
    url: String,
    webhook_id: String,
    #[serde(rename = "type")]
    kind: String,
    session_id: Option<String>,
    status: Option<u16>,
    error: Option<String>,
    duration_ms: u64,
    answer: String,
}

impl Sent {
    fn new(url: &str, made: &Made, event: &Event, answer: &Answer) -> Self {
        Self {
            url: url.to_owned(),
            webhook_id: made.id.clone(),
            kind: event.kind.to_string(),
            session_id: event.data.session_id.clone(),
            status: answer.outcome.status,
            error: answer.outcome.error.clone(),
            duration_ms: u64::try_from(answer.outcome.duration.as_millis()).unwrap_or(u64::MAX),
            // A handler that is being looked into may well repeat what it verifies with.
            answer: without_keys(&answer.excerpt),
        }
    }

    fn status(&self) -> Field {
        let text = self.status.map(|status| status.to_string()).or(self.error.clone()).unwrap_or_default();
        let tone = if matches!(self.status, Some(200..=299)) { Tone::Good } else { Tone::Bad };
        Field::toned(format!("{text} ({} ms)", self.duration_ms), tone)
    }
}

impl Record for Sent {
    const PLURAL: &'static str = "events";
    const COLUMNS: &'static [&'static str] = &["ID", "TYPE", "SESSION", "STATUS", "URL"];
    const CSV: &'static [&'static str] = &["webhook_id", "type", "session_id", "status", "error", "duration_ms", "url"];

    fn cells(&self) -> Vec<Field> {
        vec![
            self.webhook_id.clone().into(),
            self.kind.clone().into(),
            self.session_id.clone().unwrap_or_default().into(),
            self.status(),
            self.url.clone().into(),
        ]
    }

    fn details(&self) -> Vec<(&'static str, Field)> {
        vec![
            ("id", self.webhook_id.clone().into()),
            ("type", self.kind.clone().into()),
            ("session", self.session_id.clone().unwrap_or_default().into()),
            ("url", self.url.clone().into()),
            ("status", self.status()),
            ("answer", self.answer.clone().into()),
        ]
    }

    fn id(&self) -> String {
        self.webhook_id.clone()
    }
}
