//! What an end means: the exit code, and what did not come.

use super::ListenArgs;
use super::attend::Ending;
use super::until::Progress;
use crate::context::Context;
use crate::error::Error;
use crate::model::duration;

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
        Ending::TimeUp => Err(not_come(args, progress)),
    }
}

fn not_come(args: &ListenArgs, progress: Progress) -> Error {
    let Progress { came, failed, unverified, earlier, .. } = progress;
    let count = args.wanted();
    let pattern = args.until.as_ref().map(ToString::to_string).unwrap_or_default();
    let time = duration::show(args.time());
    let details = [
        (came > 0 || count > 1).then(|| format!("; {came} of {count} came")),
        (failed > 0).then(|| format!("; not handled: {failed}")),
        (unverified > 0).then(|| format!("; not verified: {unverified}")),
        (earlier > 0).then(|| format!("; of before, or on record already: {earlier}")),
    ];
    let details: String = details.into_iter().flatten().collect();
    Error::CheckFailed {
        what: format!("the event {pattern} did not come within {time}{details}"),
        hint: Some("`ipp webhook list` shows everything that was received".to_owned()),
    }
}
