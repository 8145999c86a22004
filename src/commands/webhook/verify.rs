//! `ipp webhook verify`: whether a callback is to be believed, said in an exit code.

use super::super::input;
use super::secret::{self, Known, SecretArgs};
use super::taken;
use super::verdict::{Explained, Verdict};
use crate::context::Context;
use crate::error::Error;
use crate::model::duration;
use crate::webhook::claim::{Claim, Match, TOLERANCE};
use crate::webhook::explain::{self, Evidence, Explanation};
use crate::webhook::message::{self, Message};
use crate::webhook::received::{self, Headers};
use crate::webhook::signature::SigningKey;
use clap::Args;
use jiff::Timestamp;
use std::time::Duration;

pub(super) const EXAMPLES: &str = "\
Examples:
  # A body and its three headers, judged as of the time at which it came
  printf '%s' '{\"type\":\"ipp.session.finalized\",\"data\":{\"session_id\":\"s-1\"}}' |
    IPP_WEBHOOK_SECRET=whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk= \\
    ipp webhook verify - --id msg_1 --timestamp 1760000000 \\
    --signature v1,gZ2pOlBYdMPkXrihUg4WAK+3cIRUisH49UvzCWuB8nE= \\
    --at 2025-10-09T08:53:20Z

  # What came to a server, head and body; and if it does not pass, why
  printf '%s\\n%s\\n%s\\n%s\\n\\n%s' 'POST / HTTP/1.1' 'webhook-id: msg_1' \\
    'webhook-timestamp: 1760000000' \\
    'webhook-signature: v1,gZ2pOlBYdMPkXrihUg4WAK+3cIRUisH49UvzCWuB8nE=' \\
    '{\"type\":\"ipp.session.finalized\",\"data\":{\"session_id\":\"s-1\"}}' |
    IPP_WEBHOOK_SECRET=whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk= \\
    ipp webhook verify - --at 2025-10-09T08:53:20Z --explain

FILE holds the body's exact bytes, a whole HTTP request with its headers, or
one event of `ipp webhook list -o jsonl` or of the record, which is judged as
of the time at which it came.
The exit code is 0 for a callback that may be believed, 30 for a wrong
signature, 31 for one that is stale or from the future, 32 for headers that
are malformed.";

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
    /// Try the usual mistakes, and name those that would make it pass
    #[arg(long)]
    explain: bool,
}

fn time(text: &str) -> Result<Timestamp, String> {
    let wrong = || "give a time such as 2026-06-05T18:33:39Z, or Unix seconds".to_owned();
    match text.parse::<i64>() {
        Ok(seconds) => Timestamp::from_second(seconds).map_err(|_| wrong()),
        Err(_) => text.parse().map_err(|_| wrong()),
    }
}

pub(super) async fn run(ctx: &mut Context, args: VerifyArgs) -> Result<(), Error> {
    let (message, came) = message(&args).await?;
    let known = args.secret.secrets(ctx).await?;
    if let Some(remark) = &message.remark {
        ctx.ui.note(remark);
    }
    if let Some(came) = came.filter(|_| args.at.is_none()) {
        ctx.ui.note(&format!("this is a record: it is judged as of {came}, when it came"));
    }
    let now = args.at.or(came).unwrap_or_else(Timestamp::now).as_second();
    let tolerance = args.tolerance.unwrap_or(TOLERANCE);
    let keys: Vec<SigningKey> = known.iter().filter_map(|known| SigningKey::new(&known.secret).ok()).collect();
    let claim = Claim::read(|name| message.values(name));
    let found = claim.as_ref().ok().and_then(|claim| claim.signed_by(&keys, &message.body));
    let result =
        claim.as_ref().map_err(Clone::clone).and_then(|claim| claim.verify(&keys, &message.body, now, tolerance));
    let explained = if args.explain { Some(explained(&message, &known, result.as_ref().ok()).await) } else { None };
    let read = (claim.as_ref().ok(), found);
    ctx.ui.emit(&Verdict::new(&message, read, &result, &known, (now, tolerance)).with(explained))?;
    result.map(drop).map_err(|fault| Error::NotBelieved { fault, explained: args.explain })
}

/// The mistakes behind a verdict; of a valid one, what may still go wrong elsewhere.
async fn explained(message: &Message, known: &[Known], valid: Option<&Match>) -> Explained {
    if let Some(found) = valid {
        let mistakes = explain::lesson(*found).into_iter().collect();
        let explanation = Explanation { found: true, mistakes, tried: 1, complete: true };
        return Explained { explanation, not_tried: Vec::new() };
    }
    let (others, not_tried) = secret::others().await;
    let others: Vec<_> = others.into_iter().map(|other| (other.from, other.secret)).collect();
    let known: Vec<_> = known.iter().map(|known| known.secret.clone()).collect();
    let text = |name: &str| message.values(name).iter().map(|value| String::from_utf8_lossy(value)).collect::<Vec<_>>();
    let (id, timestamp, signature) = (text(received::ID), text(received::TIMESTAMP), text(received::SIGNATURE));
    let evidence = Evidence {
        id: id.first().map_or("", |id| id),
        timestamp: timestamp.first().map_or("", |timestamp| timestamp),
        signature: &signature.join(" "),
        body: &message.body,
    };
    Explained { explanation: explain::explain(&known, &others, &evidence), not_tried }
}

/// Body and headers, and when it came, where that is known; a flag says more than the file.
async fn message(args: &VerifyArgs) -> Result<(Message, Option<Timestamp>), Error> {
    let paths = [Some(args.file.as_str()), args.headers_file.as_deref(), args.secret.reads_stdin().then_some("-")];
    if paths.into_iter().flatten().filter(|path| *path == "-").count() > 1 {
        return Err(Error::usage("stdin can be one thing only: the body, the headers or the secret"));
    }
    let bytes = input::raw(&args.file).await?;
    let flags =
        [(received::ID, &args.id), (received::TIMESTAMP, &args.timestamp), (received::SIGNATURE, &args.signature)];
    let is_given = flags.iter().any(|(_, given)| given.is_some());
    let (mut message, came) = match &args.headers_file {
        Some(path) => {
            let headers = message::headers(&input::raw(path).await?);
            (Message { headers, ..Message::of_body(bytes) }, None)
        }
        None => match Message::of_request(&bytes) {
            Some(request) => (request, None),
            None if is_given => (Message::of_body(bytes), None),
            None => {
                let (message, came) = taken::read(&bytes).ok_or_else(no_headers)??;
                (message, Some(came))
            }
        },
    };
    for (name, value) in flags {
        if let Some(value) = value {
            replace(&mut message.headers, name, value);
        }
    }
    Ok((message, came))
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
