//! What is done about a session once it is known: wait, cancel or leave, by flag or by a person's choice.

use super::{BY, RecoverArgs};
use crate::commands::session::attempt::in_words;
use crate::commands::session::watch::{self, Watch};
use crate::commands::session::{amount, cancel, record, wait};
use crate::context::Context;
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::journal::{Attempt, Journal, Standing};
use crate::model::session::{Session, SessionStatus};
use std::time::Duration;

/// What to do about one that is open.
#[derive(Clone)]
pub(super) enum Course {
    /// Until it has ended, but not for longer than this.
    Wait(Duration),
    /// End it.
    Cancel,
    /// Nothing.
    Leave,
    /// What a person says, where there is one.
    Ask(Duration),
}

impl Course {
    pub fn of(args: &RecoverArgs) -> Self {
        match (args.wait, args.cancel, args.leave) {
            (true, _, _) => Self::Wait(args.timeout),
            (_, true, _) => Self::Cancel,
            (_, _, true) => Self::Leave,
            _ => Self::Ask(args.timeout),
        }
    }
}

/// Reads how the attempt's session stands now, does what is to be done, and judges it. What is unknown is for others to
/// judge.
pub(super) async fn end(
    ctx: &mut Context,
    journal: &Journal,
    attempt: &Attempt,
    course: &Course,
    interrupt: &mut Interrupt,
) -> Result<(), Error> {
    let Some(id) = attempt.session_id.as_ref().filter(|_| attempt.standing != Standing::Gone) else {
        return without_session(attempt, course);
    };
    let client = ctx.client().await?;
    let answer = tokio::select! {
        answer = client.session(id) => answer,
        () = interrupt.next() => return Err(watch::stopped(id)),
    };
    match answer {
        Ok(session) if session.status.has_ended() => {
            ctx.saw(&session, BY);
            watch::own(ctx, &session).and(ended(&session, attempt, course))
        }
        Ok(session) => {
            ctx.saw(&session, BY);
            pursue(ctx, &Watch { client: &client, id, by: BY, is_new: false }, &session, course, interrupt).await
        }
        Err(error) if watch::has_gone(ctx.settings()?.environment.value, &error) => {
            journal.forget_session(id)?;
            without_session(&Attempt { standing: Standing::Gone, ..attempt.clone() }, course)
        }
        Err(error) => Err(watch::unknown(id, Some(error))),
    }
}

fn without_session(attempt: &Attempt, course: &Course) -> Result<(), Error> {
    match (attempt.standing, course) {
        (Standing::Unpaid, Course::Wait(_)) => {
            Err(Error::SettledUnpaid { what: in_words(attempt), attempt: attempt.number })
        }
        (Standing::Refused | Standing::Gone, Course::Wait(_)) => Err(Error::NotFound {
            what: format!("{}: there is nothing to wait for", in_words(attempt)),
            hint: "nothing is charged for it; ask for the money again if it is still to be paid".to_owned(),
        }),
        (Standing::Paid, Course::Cancel) => {
            Err(Error::Refused { what: format!("{}: there is nothing to cancel", in_words(attempt)), hint: None })
        }
        _ => Ok(()),
    }
}

fn ended(session: &Session, attempt: &Attempt, course: &Course) -> Result<(), Error> {
    let id = session.session_id.clone();
    match (&session.status, course) {
        _ if session.may_be_paid() => Err(watch::unknown(&id, None)),
        (SessionStatus::Finalized, Course::Cancel) => Err(Error::PaidInstead { session: id }),
        (SessionStatus::Finalized, _) => attempt.amount().map_or(Ok(()), |asked| amount::check(session, asked)),
        (status, Course::Wait(_)) => Err(Error::Ended { session: id, status: status.clone() }),
        _ => Ok(()),
    }
}

/// It is open: the phone asks for the money.
async fn pursue(
    ctx: &mut Context,
    watch: &Watch<'_>,
    session: &Session,
    course: &Course,
    interrupt: &mut Interrupt,
) -> Result<(), Error> {
    let (_, verdict) = match ask(ctx, session, course)? {
        Course::Wait(timeout) => wait::end(ctx, watch, timeout, false, interrupt).await?,
        Course::Cancel => {
            let write = watch::cancelling(watch.id);
            ctx.client_for(&write).await?;
            ctx.confirm(&write)?;
            cancel::end(ctx, watch, interrupt).await?
        }
        Course::Leave | Course::Ask(_) => {
            ctx.ui.note(&left_open(session));
            return Ok(());
        }
    };
    verdict
}

/// Found is not paid: what is left open says what there is to do.
fn left_open(session: &Session) -> String {
    let (id, amount) = (&session.session_id, record::amount(session));
    format!(
        "session {id} is still open, and not paid: the phone asks for {amount}; `ipp session wait {id}` waits for it, \
         `ipp session cancel {id}` ends it"
    )
}

/// The course, where a person has to choose it. Who does not answer leaves it.
fn ask(ctx: &mut Context, session: &Session, course: &Course) -> Result<Course, Error> {
    let Course::Ask(timeout) = *course else { return Ok(course.clone()) };
    if !ctx.is_interactive() {
        return Ok(Course::Leave);
    }
    let question = format!("session {} asks for {}: what now?", session.session_id, record::amount(session));
    let choices = ["leave it open", "wait until it has ended", "cancel it"].map(str::to_owned);
    let chosen = ctx.prompt.choose(&question, &choices).map_err(|_| watch::stopped(&session.session_id))?;
    Ok(match chosen {
        Some(1) => Course::Wait(timeout),
        Some(2) => Course::Cancel,
        _ => Course::Leave,
    })
}
