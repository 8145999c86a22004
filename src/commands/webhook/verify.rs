//! `ipp webhook verify`: whether a callback is to be believed, said in an exit code.

use super::super::input;
use super::secret::{Known, SecretArgs};
use crate::context::Context;
use crate::error::Error;
use crate::model::duration;
use crate::output::{Field, Record, Tone};
use crate::webhook::claim::{Claim, Fault, Match, TOLERANCE};
use crate::webhook::message::{self, Message};
use crate::webhook::received::{self, Headers};
use crate::webhook::signature::SigningKey;
use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use std::time::Duration;

pub(super) const EXAMPLES: &str = "\
Examples:
  # A body and its three headers
  printf '%s' '{\"type\":\"ipp.session.finalized\",\"data\":{\"session_id\":\"s-1\"}}' > body.json
  printf '%s' 'whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=' > secret
  ipp webhook verify body.json --id msg_1 --timestamp 1760000000 --signature v1,gZ2pOlBYdMPkXrihUg4WAK+3cIRUisH49UvzCWuB8nE= --secret-from file:secret --at 2025-10-09T08:53:20Z

FILE holds the body's exact bytes, or a whole HTTP request with its headers.
The exit code is 0 for a callback that may be believed, 30 for a wrong signature, 31 for one that is stale or from the
future, 32 for headers that are malformed.";

/// Of `webhook verify`.
#[derive(Args, Debug)]
pub struct VerifyArgs {
    /// The body or the whole request; - for stdin
    #[arg(default_value = "-")]
    file: String,
    /// The header webhook-id
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The header webhook-timestamp
    #[arg(long, value_name = "SECONDS", allow_hyphen_values = true)]
    timestamp: Option<String>,
    /// The header webhook-signature
    #[arg(long, value_name = "SIGNATURES")]
    signature: Option<String>,
    /// Read the headers from this file, one a line; then FILE is the body alone
    #[arg(long, value_name = "FILE")]
    headers_file: Option<String>,
    #[command(flatten)]
    secret: SecretArgs,
    /// How far its timestamp may be from now, either way [default: 300s]
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    tolerance: Option<Duration>,
    /// Judge as if it were this time: RFC 3339 or Unix seconds
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<Timestamp>,
}

fn time(text: &str) -> Result<Timestamp, String> {
    let wrong = || "give a time such as 2026-06-05T18:33:39Z, or Unix seconds".to_owned();
    match text.parse::<i64>() {
        Ok(seconds) => Timestamp::from_second(seconds).map_err(|_| wrong()),
        Err(_) => text.parse().map_err(|_| wrong()),
    }
}

pub(super) async fn run(ctx: &mut Context, args: VerifyArgs) -> Result<(), Error> {
    let message = message(&args).await?;
    let known = args.secret.secrets(ctx).await?;
    if let Some(remark) = &message.remark {
        ctx.ui.note(remark);
    }
    let now = args.at.unwrap_or_else(Timestamp::now).as_second();
    let tolerance = args.tolerance.unwrap_or(TOLERANCE);
    let claim = Claim::read(|name| message.values(name));
    let result = claim.as_ref().map_err(Clone::clone).and_then(|claim| {
        let keys: Vec<SigningKey> = known.iter().filter_map(|known| SigningKey::new(&known.secret).ok()).collect();
        claim.verify(&keys, &message.body, now, tolerance)
    });
    let verdict = Verdict::new(&message, claim.ok().as_ref(), &result, &known, (now, tolerance));
    ctx.ui.emit(&verdict)?;
    result.map(drop).map_err(Error::NotBelieved)
}

/// Body and headers; a flag says more than the file.
async fn message(args: &VerifyArgs) -> Result<Message, Error> {
    let paths = [Some(args.file.as_str()), args.headers_file.as_deref(), args.secret.reads_stdin().then_some("-")];
    if paths.into_iter().flatten().filter(|path| *path == "-").count() > 1 {
        return Err(Error::usage("stdin can be one thing only: the body, the headers or the secret"));
    }
    let bytes = input::raw(&args.file).await?;
    let flags =
        [(received::ID, &args.id), (received::TIMESTAMP, &args.timestamp), (received::SIGNATURE, &args.signature)];
    let mut message = match &args.headers_file {
        Some(path) => Message { headers: message::headers(&input::raw(path).await?), ..Message::of_body(bytes) },
        None => match Message::of_request(&bytes) {
            Some(request) => request,
            None if flags.iter().any(|(_, given)| given.is_some()) => Message::of_body(bytes),
            None => return Err(no_headers()),
        },
    };
    for (name, value) in flags {
        if let Some(value) = value {
            replace(&mut message.headers, name, value);
        }
    }
    Ok(message)
}

fn replace(headers: &mut Headers, name: &str, value: &str) {
    headers.retain(|(own, _)| own != name);
    headers.push((name.to_owned(), value.as_bytes().to_vec()));
}

fn no_headers() -> Error {
    Error::Usage {
        what: "this is a body without its headers, which are signed with it".to_owned(),
        hint: Some(
            "give `--id`, `--timestamp` and `--signature`, or `--headers-file`, or a whole HTTP request".to_owned(),
        ),
    }
}

/// What came out.
#[derive(Serialize)]
struct Verdict {
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
    body_bytes: usize,
    #[serde(rename = "type")]
    kind: Option<String>,
    session_id: Option<String>,
}

impl Verdict {
    fn new(
        message: &Message,
        claim: Option<&Claim>,
        result: &Result<Match, Fault>,
        known: &[Known],
        (now, tolerance): (i64, Duration),
    ) -> Self {
        let summary = received::summary(&message.body);
        let found = result.as_ref().ok();
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
            body_bytes: message.body.len(),
            kind: summary.kind,
            session_id: summary.data.session_id,
        }
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
            ("secret", text(&self.secret)),
            ("body", format!("{} bytes", self.body_bytes).into()),
            ("type", text(&self.kind)),
            ("session", text(&self.session_id)),
        ]
    }

    fn id(&self) -> String {
        self.id.clone().unwrap_or_default()
    }
}
