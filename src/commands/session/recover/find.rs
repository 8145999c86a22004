//! Looks for the sessions of attempts whose answer was lost: by the mark, which nobody else has.
//!
//! A session without a mark that agrees in everything else is only likely: it is shown, and left to a person.

use super::{BY, candidates};
use crate::commands::session::many::Many;
use crate::context::Context;
use crate::error::Error;
use crate::journal::{self, Attempt, Journal, Mark, Scope, Seen};
use crate::model::id::SessionId;
use crate::model::session::Session;
use jiff::Timestamp;
use std::path::Path;

/// Settles what it finds. An error is why not all could be looked at.
pub(super) async fn find(
    ctx: &mut Context,
    journal: &Journal,
    scope: &Scope,
    unknown: &[Attempt],
    record: Option<&Path>,
) -> Result<(), Error> {
    let Some(earliest) = unknown.iter().map(|attempt| attempt.began_at).min() else { return Ok(()) };
    let ids = strangers(journal, scope, candidates::since(ctx, earliest, record)?)?;
    let mut search = Search { unknown: unknown.iter().collect(), unmarked: Vec::new(), looked_at: 0 };
    let read = read(ctx, ids, |ctx, session| search.judge(ctx, journal, session)).await;
    search.tell(ctx);
    read
}

/// What an attempt may have become.
pub(super) enum Likely {
    /// The session that bears its mark.
    Marked(Session),
    /// One without a mark that agrees in everything.
    Alike(Session),
}

/// Looks for it, and settles nothing.
pub(super) async fn likely(
    ctx: &mut Context,
    journal: &Journal,
    scope: &Scope,
    attempt: &Attempt,
    record: Option<&Path>,
) -> Result<Option<Likely>, Error> {
    let ids = strangers(journal, scope, candidates::since(ctx, attempt.began_at, record)?)?;
    let (mut marked, mut alike) = (None, None);
    read(ctx, ids, |_, session| {
        match session.merchant_data.as_deref().and_then(Mark::found_in) {
            Some(mark) if attempt.mark.as_deref() == Some(mark.as_str()) => marked = Some(Likely::Marked(session)),
            None if agrees(attempt, &session) => alike = Some(Likely::Alike(session)),
            _ => {}
        }
        Ok(marked.is_none())
    })
    .await?;
    Ok(marked.or(alike))
}

/// Those that the journal does not know as the session of another attempt.
fn strangers(journal: &Journal, scope: &Scope, ids: Vec<SessionId>) -> Result<Vec<SessionId>, Error> {
    let mut strangers = Vec::new();
    for id in ids {
        if journal.of_session(scope, &id)?.is_none() {
            strangers.push(id);
        }
    }
    Ok(strangers)
}

/// Reads them until there is nothing more to look for, which `judge` says.
async fn read(
    ctx: &mut Context,
    ids: Vec<SessionId>,
    mut judge: impl FnMut(&mut Context, Session) -> Result<bool, Error>,
) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let client = ctx.client().await?;
    let (total, mut count) = (ids.len(), 0);
    let progress = ctx.ui.progress("looking for the mark");
    let mut reading = Many::new(&client, ids);
    let (mut unread, mut unread_count) = (None, 0);
    while let Some((_, answer)) = reading.next().await {
        count += 1;
        progress.say(&format!("looking for the mark: {count} of {total}"));
        match answer {
            Ok(session) => {
                if !progress.aside(|| judge(ctx, session))? {
                    return Ok(());
                }
            }
            // Another account's, or one that a callback made up.
            Err(error) if matches!(error.status(), Some(400 | 404)) => {}
            // One that can't be read hides none of the others.
            Err(error) => {
                unread_count += 1;
                unread = unread.or(Some(error));
            }
        }
    }
    drop(progress);
    if unread_count > 0 {
        ctx.ui.alert(&format!(
            "{unread_count} of {total} sessions that were told of could not be read: any of them may be the one"
        ));
    }
    unread.map_or(Ok(()), |error| Err(error.into()))
}

/// What is still looked for, and what was seen without a mark.
struct Search<'a> {
    unknown: Vec<&'a Attempt>,
    unmarked: Vec<Session>,
    looked_at: usize,
}

impl Search<'_> {
    /// Whether there is more to look for.
    fn judge(&mut self, ctx: &mut Context, journal: &Journal, session: Session) -> Result<bool, Error> {
        self.looked_at += 1;
        let Some(mark) = session.merchant_data.as_deref().and_then(Mark::found_in) else {
            self.unmarked.push(session);
            return Ok(true);
        };
        let is_it = |attempt: &&Attempt| attempt.mark.as_deref() == Some(mark.as_str());
        if let Some(at) = self.unknown.iter().position(is_it) {
            let attempt = self.unknown.remove(at);
            if !journal.created(attempt.number, Seen::of(&session, BY))? {
                return Ok(true);
            }
            tell_found(ctx, attempt, &session);
        }
        Ok(!self.unknown.is_empty())
    }

    /// What was not found, and what it may be.
    fn tell(&self, ctx: &mut Context) {
        for attempt in &self.unknown {
            ctx.ui.note(&format!(
                "attempt {}: {} other sessions that were told of could be read, and none has its mark",
                attempt.number, self.looked_at
            ));
        }
        for session in &self.unmarked {
            let alike: Vec<_> = self.unknown.iter().filter(|attempt| agrees(attempt, session)).collect();
            if let [attempt] = alike[..] {
                let (number, id) = (attempt.number, &session.session_id);
                ctx.ui.alert(&format!(
                    "attempt {number} is likely session {id} ({}): all that was sent agrees, but there is no mark in it; \
                     if it is the one, say `ipp session recover {number} --settle session={id}`",
                    session.status
                ));
            }
        }
    }
}

/// That the search has found one.
pub(super) fn tell_found(ctx: &mut Context, attempt: &Attempt, session: &Session) {
    ctx.ui.note(&format!("attempt {} is session {}, which is {}", attempt.number, session.session_id, session.status));
}

fn is_same(one: &Option<String>, other: &Option<String>) -> bool {
    journal::reference(one.as_deref()) == journal::reference(other.as_deref())
}

/// Whether everything that was sent came back. A session that came back with other `merchant_data` than was sent is
/// another one.
fn agrees(attempt: &Attempt, session: &Session) -> bool {
    let time = |text: &str| text.parse::<Timestamp>().ok().map(|time| time.as_second());
    let started = session.purchase_started_at.as_deref().and_then(time);
    (session.merchant_data.is_none() || attempt.mark.is_none())
        && session.device_id.as_ref().is_some_and(|id| id.as_str().eq_ignore_ascii_case(attempt.device_id.as_str()))
        && session.order_amount == Some(attempt.order_amount)
        && session.purchase_currency.as_deref() == Some(attempt.purchase_currency.as_str())
        && is_same(&session.merchant_reference1, &attempt.merchant_reference1)
        && is_same(&session.merchant_reference2, &attempt.merchant_reference2)
        && started.is_some()
        && started == time(&attempt.purchase_started_at)
}
