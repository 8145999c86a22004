//! Waits for a session to end, by asking: `EXPIRED` and `FAILED` have no callback (D). Word of a change is a reason to ask at
//! once.
//!
//! Whatever ends the wait, the answer is what the API says last. Nothing here decides that a session is not paid
//! without having read it.

use super::changes::Changes;
use super::record;
use crate::api::{self, Client};
use crate::context::Context;
use crate::error::Error;
use crate::guard::Write;
use crate::interrupt::Interrupt;
use crate::model::environment::Environment;
use crate::model::id::SessionId;
use crate::model::session::Session;
use crate::output::Progress;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;
use tokio::time::Instant;

/// Why the wait is over.
pub enum Watched {
    /// Paid, or ended otherwise.
    Ended(Box<Session>),
    /// The time was up.
    TimeUp,
    /// A signal.
    Interrupted,
    /// The API refuses to say how it stands.
    Lost(api::Error),
}

/// A session to wait for.
pub struct Watch<'a> {
    /// Asked with this.
    pub client: &'a Client,
    /// Which.
    pub id: &'a SessionId,
    /// The command, for the journal.
    pub by: &'static str,
    /// It was created just now, so that what a server does not find yet, or a firewall turns away, does not end the wait.
    pub is_new: bool,
}

impl Watch<'_> {
    /// Asks until the session has ended, the time is up, or a signal comes. Each status goes into the journal.
    pub async fn until_ended(
        &self,
        ctx: &mut Context,
        deadline: Instant,
        interrupt: &mut Interrupt,
        progress: &Progress,
    ) -> Watched {
        let (started, mut changes) = (Instant::now(), Changes::of(ctx));
        let mut status = None;
        loop {
            changes.begin();
            let look = tokio::select! {
                result = self.client.session(self.id) => result,
                () = tokio::time::sleep_until(deadline) => return Watched::TimeUp,
                () = interrupt.next() => return Watched::Interrupted,
            };
            if let Ok(session) = &look
                && status.as_ref() != Some(&session.status)
            {
                progress.aside(|| ctx.saw(session, self.by));
                status = Some(session.status.clone());
            }
            match look {
                Ok(session) if session.status.has_ended() => return Watched::Ended(Box::new(session)),
                Ok(session) => progress.say(&format!("waiting for {} ({})", record::amount(&session), session.status)),
                Err(error) if error.is_passing() || (self.is_new && matches!(error.status(), Some(403 | 404))) => {
                    progress.say(&error.to_string())
                }
                Err(error) => return Watched::Lost(error),
            }
            let next = Instant::now() + interval(started.elapsed());
            tokio::select! {
                () = tokio::time::sleep_until(next.min(deadline)) => {}
                () = changes.next() => {}
                () = interrupt.next() => return Watched::Interrupted,
            }
            if Instant::now() >= deadline {
                return Watched::TimeUp;
            }
        }
    }

    /// Reads how the session stands; when that fails, it is not known whether it was paid.
    pub async fn read_back(&self, ctx: &mut Context) -> Result<Session, Error> {
        let session = self.look().await?;
        ctx.saw(&session, self.by);
        Ok(session)
    }

    /// The same, told to nobody.
    pub async fn look(&self) -> Result<Session, Error> {
        self.client.session(self.id).await.map_err(|error| unknown(self.id, Some(error)))
    }

    /// Cancels where that is wanted, as far as it can be done, and reads back what has become of it.
    pub async fn settle(&self, ctx: &mut Context, interrupt: &mut Interrupt, course: Course) -> Result<Session, Error> {
        let work = async {
            let refusal = if course.cancels { self.client.cancel_session(self.id).await.err() } else { None };
            (refusal, self.look().await)
        };
        let (refusal, session) = through(ctx, interrupt, self.id, course, work).await?;
        if let Some(error) = refusal {
            let what = if error.may_have_happened() { "was not answered" } else { "did not go through" };
            ctx.ui.note(&format!("the cancel {what}: {error}"));
        }
        let session = session?;
        ctx.saw(&session, self.by);
        Ok(session)
    }
}

/// How a session that did not end by itself is settled.
#[derive(Clone, Copy)]
pub struct Course {
    /// It is to be cancelled.
    pub cancels: bool,
    /// There was a signal already, so that the next one quits.
    pub is_pressed: bool,
}

/// What was sent may happen, so the first signal is only said, and the answer waited for; the second one quits.
pub async fn through<T>(
    ctx: &mut Context,
    interrupt: &mut Interrupt,
    id: &SessionId,
    course: Course,
    work: impl Future<Output = T>,
) -> Result<T, Error> {
    let mut work = pin!(work);
    if !course.is_pressed {
        tokio::select! {
            result = &mut work => return Ok(result),
            () = interrupt.next() => {}
        }
        ctx.ui.alert("interrupted: waiting for how the session stands; once more quits at once");
    }
    tokio::select! {
        result = &mut work => Ok(result),
        () = interrupt.next() => Err(if course.cancels { left(id) } else { stopped(id) }),
    }
}

/// Often while the customer is at the counter, seldom when it drags on.
fn interval(waited: Duration) -> Duration {
    match waited.as_secs() {
        0..10 => Duration::from_millis(500),
        10..60 => Duration::from_secs(2),
        _ => Duration::from_secs(5),
    }
}

/// Whether a session is no more: the emulator forgets only when it begins anew; anywhere else it may be found again.
pub fn has_gone(environment: Environment, error: &api::Error) -> bool {
    environment == Environment::Emulator && error.status() == Some(404)
}

/// It cannot be known, or is not decided, whether this session is paid.
pub fn unknown(id: &SessionId, cause: Option<api::Error>) -> Error {
    Error::Unknown {
        what: format!("it is not known whether session {id} is paid, or will be"),
        session: Some(id.clone()),
        attempt: None,
        hint: format!(
            "read it again with `ipp session get {id}` (or `ipp session recover {id}`, which offers to wait or to cancel), and \
             look at the phone before you ask for the money again"
        ),
        cause: cause.map(Box::new),
    }
}

/// What was read has to be the payment that was asked for here, and not only bear its session's id.
pub fn own(ctx: &mut Context, session: &Session) -> Result<(), Error> {
    let id = &session.session_id;
    match ctx.attempt_of(id).and_then(|attempt| attempt.contradiction(session)) {
        Some(what) => {
            ctx.ui.alert(&format!("what was read of session {id} has another {what} than was sent"));
            Err(unknown(id, None))
        }
        None => Ok(()),
    }
}

/// The write that ends a session.
pub fn cancelling(id: &SessionId) -> Write {
    Write { what: format!("cancel session {id}"), ..Write::default() }
}

/// Somebody wants to stop: asks a person who has typed Ctrl-C whether the session is to be cancelled; `otherwise` answers in
/// a script. Where policy forbids it, there is nothing to ask.
pub fn wants_cancel(ctx: &mut Context, interrupt: &Interrupt, id: &SessionId, otherwise: bool) -> Result<bool, Error> {
    if let Err(error) = ctx.check_policy(&cancelling(id)) {
        ctx.ui.note(&error.to_string());
        return Ok(false);
    }
    if !interrupt.is_typed() || !ctx.is_interactive() || (otherwise && !ctx.asks(&cancelling(id))?) {
        return Ok(otherwise);
    }
    ctx.prompt.confirm(&format!("session {id} is still open: cancel it?")).map_err(|_| stopped(id))
}

/// The second signal: quits without another look.
pub fn stopped(id: &SessionId) -> Error {
    Error::Interrupted {
        what: format!("session {id} was left as it was, and may still be paid"),
        session: Some(id.clone()),
    }
}

/// The same after a cancel that may have arrived.
fn left(id: &SessionId) -> Error {
    Error::Interrupted {
        what: format!(
            "session {id} was left before its cancel was answered: it may be cancelled, and may still be paid"
        ),
        session: Some(id.clone()),
    }
}

/// What is said of a session after a signal. Paid is paid, whoever pressed what.
pub fn interrupted(session: &Session) -> Error {
    let (id, ended) = (&session.session_id, session.status.has_ended());
    let open = if ended { "it was not paid" } else { "it is still open, and may be paid" };
    Error::Interrupted {
        what: format!("session {id} is {}: {open}", session.status),
        session: (!ended).then(|| id.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_it_takes_the_less_often_it_asks() {
        let millis = |seconds| interval(Duration::from_secs(seconds)).as_millis();
        assert_eq!([millis(0), millis(9), millis(10), millis(59), millis(60)], [500, 500, 2000, 2000, 5000]);
    }
}
