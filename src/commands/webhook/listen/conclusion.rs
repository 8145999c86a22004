//! What an end means: the exit code, and what did not come.

use super::ListenArgs;
use super::attend::Ending;
use super::until::{Progress, Unanswered};
use crate::context::Context;
use crate::error::Error;
use crate::model::duration;
use crate::webhook::forward::{Forwarded, shown};

/// CMD's own code comes first; then whether the event came.
pub(super) fn conclude(ctx: &mut Context, args: &ListenArgs, ending: Ending, progress: Progress) -> Result<(), Error> {
    match ending {
        Ending::Done => Ok(()),
        Ending::Failed(code) => {
            ctx.end_with(code);
            Ok(())
        }
        Ending::Stopped if args.until.is_some() || !args.command.is_empty() => {
            let what = "the listener was stopped before the event came".to_owned();
            Err(Error::Interrupted { what, session: None })
        }
        Ending::Stopped => Ok(()),
        Ending::TimeUp => Err(not_come(ctx, args, &progress)),
    }
}

/// What came and was refused has come; and what holds up the handler holds up what would come next.
fn not_come(ctx: &Context, args: &ListenArgs, progress: &Progress) -> Error {
    let Progress { came, failed, unverified, earlier, .. } = *progress;
    let count = args.wanted();
    let pattern = args.until.as_ref().map(ToString::to_string).unwrap_or_default();
    let time = duration::show(args.time());
    let why = progress.refusal.as_ref().map(|refusal| format!(" ({})", refused(refusal))).unwrap_or_default();
    let (is_refused, is_one) = (failed > 0 && count == 1, count == 1);
    let what = match is_refused {
        true => format!("the event {pattern} came and was verified, but was not handled{why} within {time}"),
        false => format!("the event {pattern} did not come within {time}"),
    };
    let why = if is_refused { "" } else { &why };
    let details = [
        (came > 0 || !is_one).then(|| format!("; {came} of {count} came")),
        (failed > 0).then(|| format!("; not handled: {failed}{why}")),
        (unverified > 0).then(|| format!("; not verified: {unverified}")),
        (earlier > 0).then(|| format!("; of before, or on record already: {earlier}")),
        progress.unanswered.as_ref().map(unanswered),
    ];
    let details: String = details.into_iter().flatten().collect();
    Error::CheckFailed { what: format!("{what}{details}"), hint: Some(hint(ctx, args, progress)) }
}

fn refused(refusal: &Forwarded) -> String {
    match (refusal.status, &refusal.error) {
        (Some(status @ 300..=399), _) => format!("the handler answered {status}, and a redirect is not followed"),
        (Some(status), _) => format!("the handler answered {status}"),
        (None, error) => format!("the handler gave no answer: {}", error.as_deref().unwrap_or("why is not known")),
    }
}

fn unanswered(event: &Unanswered) -> String {
    format!("; the handler has not answered {} since {}", event.name, event.since.strftime("%H:%M:%SZ"))
}

/// Where that is to be seen, and mended.
fn hint(ctx: &Context, args: &ListenArgs, progress: &Progress) -> String {
    let first = args.handlers().next().map(|handler| shown(&handler.url));
    let handler = match (&progress.refusal, &progress.unanswered) {
        (Some(refusal), _) => Some(refusal.url.clone()),
        (None, Some(_)) => first,
        (None, None) => None,
    };
    match handler {
        Some(url) => format!("mend the handler: `ipp {}webhook check {url}` asks it row by row", ctx.ui.repeated),
        None => "`ipp webhook list` shows everything that was received".to_owned(),
    }
}
