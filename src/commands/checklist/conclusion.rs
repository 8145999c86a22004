//! How a run ends: the report where it is wanted, and one error that decides the code. What may have happened with money comes
//! before all else, and whatever does not decide is said all the same.

use super::course::Done;
use super::file::Target;
use crate::context::Context;
use crate::error::Error;
use crate::output::Document;

/// The file first: where stdout cannot be written, that is still there.
pub(super) async fn report<D: Document>(ctx: &mut Context, document: &D, target: Option<Target>) -> Result<(), Error> {
    let written = target.as_ref().map_or(Ok(()), |target| target.write(document));
    let printed = ctx.ui.emit_document(document).await;
    if let (Ok(()), Some(target)) = (&written, &target) {
        ctx.ui.note(&format!("the report is in {}", target.shown()));
    }
    match (written, printed) {
        (Err(error), Err(printed)) => {
            ctx.ui.alert(&printed.in_one_line());
            Err(error)
        }
        (written, printed) => written.and(printed),
    }
}

/// What may have happened comes first, then the verdict, then that it could not be written; what does not decide is said all
/// the same.
pub(super) fn conclude(
    ctx: &mut Context,
    lost: Option<Error>,
    verdict: Result<String, Error>,
    reported: Result<(), Error>,
) -> Result<(), Error> {
    let (decides, rest) = match (lost, verdict, reported) {
        (Some(lost), _, reported) => (Err(lost), reported.err()),
        (None, Err(verdict), reported) => (Err(verdict), reported.err()),
        (None, Ok(_), Err(error)) => (Err(error), None),
        (None, Ok(verdict), Ok(())) => (Ok(verdict), None),
    };
    if let Some(error) = rest {
        ctx.ui.alert(&error.in_one_line());
    }
    decides.map(|verdict| ctx.ui.note(&verdict))
}

/// The destination could not be left: what the run has come to is given all the same, and what it ended with decides.
pub(super) fn unleft(
    ctx: &mut Context,
    walked: Result<(Done, Option<Error>), Error>,
    error: Error,
) -> Result<(Done, Option<Error>), Error> {
    let text = format!("the run's destination was not removed: {}", error.in_one_line());
    match walked {
        Ok((mut done, None)) => {
            done.left.push(text);
            Ok((done, Some(error)))
        }
        Ok((mut done, lost)) => {
            ctx.ui.alert(&text);
            done.left.push(text);
            Ok((done, lost))
        }
        Err(decides) => {
            ctx.ui.alert(&text);
            Err(decides)
        }
    }
}

/// What a run has come to, however its course ended: its rows, and what decides instead of them.
pub(super) fn come_to(
    ctx: &mut Context,
    (ended, unknown): (Result<(), Error>, Option<Error>),
    done: Done,
    left: Vec<String>,
) -> Result<(Done, Option<Error>), Error> {
    match (ended, unknown) {
        (Ok(()), unknown) => Ok((done.leaving(&left, &unknown), unknown.or_else(|| not_put_away(left)))),
        // What may have happened is said before why the run was ended.
        (Err(Error::Interrupted { .. }), unknown) => {
            Ok((done.leaving(&left, &unknown), unknown.or_else(|| Some(interrupted(left)))))
        }
        (Err(error), Some(unknown)) => {
            ctx.ui.alert(&error.to_string());
            let unknown = Some(unknown);
            Ok((done.leaving(&left, &unknown), unknown))
        }
        (Err(error), None) => Err(error),
    }
}

fn interrupted(left: Vec<String>) -> Error {
    let what = match left.is_empty() {
        true => "the checklist was stopped, and nothing that it asked for is open".to_owned(),
        false => format!("the checklist was stopped: {}", left.join("; ")),
    };
    Error::Interrupted { what, session: None }
}

fn not_put_away(left: Vec<String>) -> Option<Error> {
    let hint = Some("look at it with `ipp session list --refresh`, and at the phone".to_owned());
    (!left.is_empty())
        .then(|| Error::CheckFailed { what: format!("not everything was put away: {}", left.join("; ")), hint })
}
