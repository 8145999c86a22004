//! `ipp webhook replay`: recorded events once more, to a handler under test.
//!
//! A recorded signature is stale after five minutes, so each is signed anew. What could not be verified when it came is
//! never signed: that would make a forgery true.

use super::list::FilterArgs;
use super::replayed::{Replayed, Tally};
use super::secret::SecretArgs;
use super::{record, sending};
use crate::context::Context;
use crate::error::Error;
use crate::model::assumed::ANSWER_LIMIT;
use crate::model::{count, duration};
use crate::preview::Preview;
use crate::secret::Secret;
use crate::webhook::deliver::Post;
use crate::webhook::events::{Damage, Events, Recorded};
use crate::webhook::received::{self, Headers, Received};
use crate::webhook::signature;
use clap::{ArgGroup, Args};
use jiff::Timestamp;
use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

pub(super) const EXAMPLES: &str = "\
Examples:
  # What would be sent
  ipp webhook replay --last 5 --to http://127.0.0.1:8080/webhooks/kustom \\
    --env emulator --dry-run

  # Each twice and in disorder, as a network may do it; as lines for curl
  ipp webhook replay --last 5 --event 'ipp.session.*' --duplicate --shuffle \\
    --to http://127.0.0.1:8080/ --env emulator --curl

With --last they go in the order in which they came. What could not be
verified when it came is never signed anew, and credentials that came with it
(authorization, cookies, keys) are not passed on. The exit code is 0 if all
were answered with 2xx, 7 if nothing could be sent, 30 otherwise.";

/// Of `webhook replay`.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("which").required(true).args(["last", "ids"]))]
pub struct ReplayArgs {
    /// The events' ids, as `ipp webhook list` shows them
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// The latest events, so many of them, each id once
    #[arg(long, value_name = "COUNT", value_parser = count::parse)]
    last: Option<NonZeroUsize>,
    #[command(flatten)]
    filter: FilterArgs,
    /// The handler's address
    #[arg(long, value_name = "URL", value_parser = sending::address)]
    to: Url,
    /// Sign anew, with the present time; this is what is done anyway
    #[arg(long, conflicts_with = "as_recorded")]
    resign: bool,
    /// Send the recorded signature and its time, also of what could not be verified
    #[arg(long, visible_alias = "no-resign")]
    as_recorded: bool,
    /// Send each twice, with the same id
    #[arg(long)]
    duplicate: bool,
    /// Send them in random order
    #[arg(long)]
    shuffle: bool,
    /// Wait so long between two of them
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    delay: Option<Duration>,
    #[command(flatten)]
    secret: SecretArgs,
    /// How long the handler has to answer [default: 15s]
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    timeout: Option<Duration>,
    /// Read the record in this folder [default: events/ in the state folder]
    #[arg(long, value_name = "DIR")]
    record: Option<PathBuf>,
}

pub(super) async fn run(ctx: &mut Context, args: ReplayArgs) -> Result<(), Error> {
    if !args.ids.is_empty() && args.filter.is_given() {
        return Err(Error::usage("ids say which events are meant: `--event` and `--session` choose among `--last`"));
    }
    let events = record::find(args.record.as_deref())?;
    let queue = queue(ctx, &args, &events)?;
    let secrets = if args.as_recorded { Vec::new() } else { sending::secrets(ctx, &args.secret).await? };
    if ctx.only_shows() {
        let url = sending::without_password(args.to.clone());
        return queue.iter().try_for_each(|received| {
            let headers = headers(&args, received, &secrets)?;
            ctx.preview_post(&Preview::of_post(&url, &headers, &received.body))
        });
    }
    sending::agree(ctx, &args.to, &format!("replay {} recorded events", queue.len()), &args.secret)?;
    let deliverer = sending::deliverer(ctx)?.fresh();
    let (mut rest, mut tally) = (queue.into_iter(), Tally::default());
    let printed = ctx
        .ui
        .emit_list(async || {
            let Some(received) = rest.next() else { return Ok(None) };
            if let Some(delay) = args.delay.filter(|_| tally.sent > 0) {
                tokio::time::sleep(delay).await;
            }
            let (headers, limit) = (headers(&args, &received, &secrets)?, args.timeout.unwrap_or(ANSWER_LIMIT));
            let post = Post { url: &args.to, headers: &headers, body: &received.body, limit };
            let answer = deliverer.ask(&post).await;
            tally.count(&answer);
            Ok(Some(vec![Replayed::new(&received, answer)]))
        })
        .await;
    match printed {
        // What became of them says more than that it could not be printed.
        Err(error @ Error::Output { .. }) => tally.conclude(&args.to, rest.len()).and(Err(error)),
        printed => printed.and_then(|()| tally.conclude(&args.to, 0)),
    }
}

/// What is to be sent, in its order.
fn queue(ctx: &mut Context, args: &ReplayArgs, events: &Events) -> Result<Vec<Received>, Error> {
    let found = match args.last {
        Some(count) => latest(ctx, args, events, count.get())?,
        None => args.ids.iter().map(|id| named(args, events, id)).collect::<Result<_, _>>()?,
    };
    let mut queue: Vec<Received> = Vec::with_capacity(found.len());
    for received in found {
        queue.extend(args.duplicate.then(|| received.clone()));
        queue.push(received);
    }
    if args.shuffle {
        fastrand::shuffle(&mut queue);
    }
    Ok(queue)
}

fn latest(ctx: &mut Context, args: &ReplayArgs, events: &Events, count: usize) -> Result<Vec<Received>, Error> {
    let (mut found, mut damages): (Vec<Received>, Vec<Damage>) = Default::default();
    let (mut ids, mut forged) = (HashSet::new(), 0);
    for recorded in events.newest_first().map_err(|error| record::unreadable(events, error))? {
        match recorded {
            Ok(recorded) if !is_meant(args, &recorded) => {}
            Ok(recorded) if recorded.problem.is_some() && !args.as_recorded => forged += 1,
            Ok(recorded) => {
                let id = recorded.received.id();
                // It may have come several times; a forgery of it is another one, and so is each without an id.
                if id.is_empty() || ids.insert((id, recorded.problem.is_none())) {
                    found.push(recorded.received);
                }
            }
            Err(damage) => damages.push(damage),
        }
        if found.len() == count {
            break;
        }
    }
    record::tell(ctx, &damages);
    if forged > 0 {
        ctx.ui.note(&format!(
            "left out: {forged} that could not be verified and are not signed anew; `--as-recorded` sends them as they came"
        ));
    }
    if found.is_empty() {
        return Err(not_found("no such event was recorded".to_owned()));
    }
    found.reverse();
    Ok(found)
}

fn is_meant(args: &ReplayArgs, recorded: &Recorded) -> bool {
    let summary = recorded.received.summary();
    args.filter.takes(summary.kind.as_deref(), summary.data.session_id.as_deref())
}

fn named(args: &ReplayArgs, events: &Events, id: &str) -> Result<Received, Error> {
    let found = events.find(id).map_err(|error| record::unreadable(events, error))?;
    match found {
        None => Err(not_found(format!("no event {id} was recorded"))),
        Some(Recorded { problem: Some(problem), .. }) if !args.as_recorded => Err(Error::Refused {
            what: format!("event {id} could not be verified when it came ({problem}): it is not signed anew"),
            hint: Some("`--as-recorded` sends it as it came".to_owned()),
        }),
        Some(recorded) => Ok(recorded.received),
    }
}

fn not_found(what: String) -> Error {
    Error::NotFound { what, hint: "`ipp webhook list` shows what was recorded".to_owned() }
}

/// As they came, or with a signature of now. What only belonged to the connection that they came over is left out.
fn headers(args: &ReplayArgs, received: &Received, secrets: &[Secret]) -> Result<Headers, Error> {
    let mut headers = received.headers.clone();
    // Nor what lets somebody in: it was for whoever received it first.
    headers.retain(|(name, _)| !received::is_of_the_connection(name) && !received::is_credential(name));
    if !args.as_recorded {
        let (id, now) = (received.id(), Timestamp::now().as_second());
        let signed = signature::header(secrets, &id, now, &received.body)
            .map_err(|problem| Error::Internal(format!("the signing secret {problem}")))?;
        headers.retain(|(name, _)| name != received::TIMESTAMP && name != received::SIGNATURE);
        headers.push((received::TIMESTAMP.to_owned(), now.to_string().into_bytes()));
        headers.extend((!signed.is_empty()).then(|| (received::SIGNATURE.to_owned(), signed.into_bytes())));
    }
    Ok(headers)
}
