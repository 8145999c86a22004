//! `ipp session cancel`: a tap can race it, so the session is read back, and the answer is what was read.

use super::named;
use super::watch::{self, Course, Watch};
use crate::api::{self, Client, session};
use crate::context::Context;
use crate::error::Error;
use crate::interrupt::{self, Interrupt};
use crate::model::id::SessionId;
use crate::model::session::{Session, SessionStatus};

pub(super) async fn run(ctx: &mut Context, id: SessionId) -> Result<(), Error> {
    let id = named::session(ctx, id)?;
    let Some(client) = interrupt::or(&ctx.writing(), agreed(ctx, &id)).await? else {
        return ctx.preview(&session::cancel_request(&id)).map(drop);
    };
    let mut interrupt = Interrupt::listen()?;
    let watch = Watch { client: &client, id: &id, by: "session cancel", is_new: false };
    let (session, verdict) = end(ctx, &watch, &mut interrupt).await?;
    super::conclude(ctx, &session, verdict)
}

/// Cancels, reads back, and judges what was read: only cancelled is well.
pub(in crate::commands) async fn end(
    ctx: &mut Context,
    watch: &Watch<'_>,
    interrupt: &mut Interrupt,
) -> Result<(Session, Result<(), Error>), Error> {
    let course = Course { cancels: true, is_pressed: false };
    let (refusal, session) = watch::through(ctx, interrupt, watch.id, course, cancel(watch)).await??;
    ctx.saw(&session, watch.by);
    let verdict = watch::own(ctx, &session).and(verdict(&session, refusal));
    Ok((session, verdict))
}

async fn agreed(ctx: &mut Context, id: &SessionId) -> Result<Option<Client>, Error> {
    let write = watch::cancelling(id);
    let client = ctx.client_for(&write).await?;
    if client.is_some() {
        ctx.confirm(&write)?;
    }
    Ok(client)
}

/// Cancels and reads back. A refusal (it has ended already, most likely) is kept beside what was read.
async fn cancel(watch: &Watch<'_>) -> Result<(Option<api::Error>, Session), Error> {
    let refusal = match watch.client.cancel_session(watch.id).await {
        Ok(()) => None,
        Err(error @ (api::Error::NotSent { .. } | api::Error::Setup { .. })) => return Err(error.into()),
        Err(error) if matches!(error.status(), Some(401 | 403 | 404)) && !error.may_have_happened() => {
            return Err(error.into());
        }
        Err(error) => Some(error),
    };
    Ok((refusal, watch.look().await?))
}

fn verdict(session: &Session, refusal: Option<api::Error>) -> Result<(), Error> {
    let id = session.session_id.clone();
    match (session.status.clone(), refusal) {
        _ if session.may_be_paid() => Err(watch::unknown(&id, None)),
        (SessionStatus::Cancelled, _) => Ok(()),
        (SessionStatus::Finalized, _) => Err(Error::PaidInstead { session: id }),
        (status, _) if status.has_ended() => Err(Error::Ended { session: id, status }),
        (status, Some(refusal)) if !refusal.may_have_happened() => {
            Err(Error::NotCancelled { session: id, status, refusal: Box::new(refusal) })
        }
        (_, cause) => Err(watch::unknown(&id, cause)),
    }
}
