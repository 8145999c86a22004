//! What an end means: the exit code, and what did not come.

use super::ListenArgs;
use super::attend::Ending;
use super::until::{Progress, Untaken};
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
            let what = if has_come(args, &progress) { "was handled" } else { "came" };
            Err(Error::Interrupted { what: format!("the listener was stopped before the event {what}"), session: None })
        }
        Ending::Stopped => Ok(()),
        Ending::TimeUp => Err(not_come(ctx, args, &progress)),
    }
}

/// Whether the one event that is waited for came, and only its handler, or the record, stands in the way.
fn has_come(args: &ListenArgs, progress: &Progress) -> bool {
    args.wanted() == 1 && (progress.failed > 0 || progress.is_with_a_handler)
}

/// What came and was refused has come; and what holds up the handler holds up what would come next.
fn not_come(ctx: &Context, args: &ListenArgs, progress: &Progress) -> Error {
    let Progress { came, failed, unverified, earlier, .. } = *progress;
    let count = args.wanted();
    let pattern = args.until.as_ref().map(ToString::to_string).unwrap_or_default();
    let time = duration::show(args.time());
    let why = match &progress.refusal {
        Some(refusal) => format!(" ({})", refused(refusal)),
        None if failed > 0 => " (it could not be recorded)".to_owned(),
        None => String::new(),
    };
    let has_come = has_come(args, progress);
    let what = match has_come {
        true => format!("the event {pattern} came and was verified, but was not handled{why} within {time}"),
        false => format!("the event {pattern} did not come within {time}"),
    };
    let why = if has_come { "" } else { &why };
    let details = [
        (came > 0 || count > 1).then(|| format!("; {came} of {count} came")),
        (failed > 0).then(|| format!("; not handled: {failed}{why}")),
        (unverified > 0).then(|| format!("; not verified: {unverified}")),
        (earlier > 0).then(|| format!("; of before, or on record already: {earlier}")),
        progress.untaken.as_ref().map(untaken),
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

fn untaken(event: &Untaken) -> String {
    format!("; the handler has not taken {} since {}", event.name, event.since.strftime("%H:%M:%SZ"))
}

/// Where that is to be seen, and mended.
fn hint(ctx: &Context, args: &ListenArgs, progress: &Progress) -> String {
    let mut handlers = args.handlers().map(|handler| shown(&handler.url));
    let handler = match (&progress.refusal, &progress.untaken, handlers.next(), handlers.next()) {
        (Some(refusal), ..) => refusal.url.clone(),
        (None, Some(_), Some(only), None) => only,
        // Which of several it is nobody knows yet.
        (None, Some(_), ..) => "URL".to_owned(),
        (None, None, ..) if progress.failed > 0 => {
            return "`ipp doctor` looks whether the state folder can be written".to_owned();
        }
        (None, None, ..) => return "`ipp webhook list` shows everything that was received".to_owned(),
    };
    format!("mend the handler: `ipp {}webhook check {handler}` asks it row by row", ctx.ui.repeated)
}
