//! Writes a payment into the journal, right before it is sent: unless the same was asked for already.
//!
//! An earlier session that was open when it was last seen is read once more, because it may have ended since. What is
//! neither ended nor readable stands in the way, and so does what nobody knows; once, also what `ipp pay` has left open
//! and is found to be paid: nobody was told.

use super::super::pay;
use super::create::Prepared;
use super::{recover, watch};
use crate::api::session;
use crate::context::Context;
use crate::error::Error;
use crate::journal::{self, Attempt, Begun, Journal, Mark, NewAttempt, Standing};
use crate::model::environment::Environment;
use crate::model::session::NewSession;
use jiff::Timestamp;

/// What may be sent now, and nothing else.
pub(super) struct Begin {
    /// Its number in the journal.
    pub number: i64,
    /// With the mark.
    pub new: NewSession,
}

/// Once it has returned, the journal says that it is being sent.
pub(super) async fn begin(ctx: &mut Context, prepared: &Prepared) -> Result<Begin, Error> {
    let journal = ctx.journal().map_err(not_journalled)?;
    let (new, mut attempt) = marked(ctx, prepared)?;
    let window = (!prepared.allow_duplicate).then_some(ctx.settings()?.duplicate_window.value);
    let mut looked_at = Vec::new();
    loop {
        attempt.began_at = Timestamp::now();
        match journal.begin(&attempt, window).map_err(Error::NotJournalled)? {
            Begun::New(number) => return Ok(Begin { number, new }),
            Begun::Obstacle(earlier) if may_have_changed(ctx, &earlier)? && !looked_at.contains(&earlier.number) => {
                look(ctx, prepared, &journal, &earlier).await?;
                if let Some(paid) = paid_unseen(&journal, &earlier)? {
                    return Err(refusal(prepared, &paid));
                }
                looked_at.push(earlier.number);
            }
            Begun::Obstacle(earlier) => return Err(refusal(prepared, &earlier)),
        }
    }
}

/// The body as it will be sent. What is only shown (`--dry-run`) has no mark, because nothing is written of it.
fn marked(ctx: &mut Context, prepared: &Prepared) -> Result<(NewSession, NewAttempt), Error> {
    let (settings, mut new) = (ctx.settings()?, prepared.new.clone());
    let mark = Mark::random();
    let placed = mark.placed_in(new.merchant_data.as_deref());
    let mark = placed.is_some().then_some(mark);
    new.merchant_data = placed.or(new.merchant_data);
    let attempt = NewAttempt {
        began_at: Timestamp::now(),
        scope: ctx.scope()?,
        profile: settings.profile.as_ref().map(|profile| profile.value.to_string()),
        device_id: new.device_id.clone(),
        device_name: prepared.phone.device.as_ref().and_then(|device| device.name.clone()),
        location_id: new.location_id.clone().or_else(|| prepared.phone.device.as_ref()?.location_id.clone()),
        amount: prepared.amount,
        reference1: said(&new.merchant_reference1),
        reference2: said(&new.merchant_reference2),
        started_at: new.purchase_started_at.clone(),
        mark,
        step: ctx.step(),
        body: session::create_request(&new).body.map(|body| body.to_string()).unwrap_or_default(),
    };
    Ok((new, attempt))
}

fn said(text: &Option<String>) -> Option<String> {
    journal::reference(text.as_deref()).map(str::to_owned)
}

/// Whether it is worth another look: what is open may have ended, and an emulator may have begun anew.
fn may_have_changed(ctx: &mut Context, earlier: &Attempt) -> Result<bool, Error> {
    let is_emulator = ctx.settings()?.environment.value == Environment::Emulator;
    Ok(earlier.standing == Standing::Open || (is_emulator && earlier.session_id.is_some()))
}

/// Reads an earlier session once more.
async fn look(ctx: &mut Context, prepared: &Prepared, journal: &Journal, earlier: &Attempt) -> Result<(), Error> {
    let Some(id) = &earlier.session_id else { return Ok(()) };
    match prepared.client.session(id).await {
        Ok(session) => ctx.saw(&session, prepared.by),
        Err(error) if watch::has_gone(ctx.settings()?.environment.value, &error) => {
            journal.forget_session(id).map_err(Error::NotJournalled)?;
        }
        Err(error) => ctx.ui.note(&format!("session {id} could not be read again: {error}")),
    }
    Ok(())
}

/// Who leaves a session open and says so: a `pay` that ended, or was ended, and a `recover` that has found one.
const LEAVING_OPEN: [&str; 2] = [pay::BY, recover::BY];

/// What was left open, and is paid by now. Whoever asks again does not know.
fn paid_unseen(journal: &Journal, earlier: &Attempt) -> Result<Option<Attempt>, Error> {
    let is_left = earlier.seen.iter().any(|one| LEAVING_OPEN.contains(&one.by.as_str()));
    if earlier.standing != Standing::Open || !is_left {
        return Ok(None);
    }
    let now = journal.attempt(earlier.number).map_err(Error::NotJournalled)?;
    Ok(now.filter(|now| now.standing == Standing::Paid))
}

fn refusal(prepared: &Prepared, earlier: &Attempt) -> Error {
    let same = match said(&prepared.new.merchant_reference1) {
        Some(reference) => format!("reference {reference} was used already"),
        None => format!("{} was asked for on the same device already", prepared.amount),
    };
    let what = format!("{same}: {}", super::attempt::in_words(earlier));
    let otherwise = "`--allow-duplicate` asks for the money all the same";
    let hint = match (&earlier.session_id, earlier.standing) {
        (Some(id), Standing::Open) => {
            format!("`ipp session wait {id}` waits for it, `ipp session cancel {id}` ends it; {otherwise}")
        }
        (Some(id), Standing::Paid) if said(&prepared.new.merchant_reference1).is_none() => format!(
            "it was paid after it was last seen: `ipp session get {id}` shows it. If this is another \
             sale, ask once more, or with `--allow-duplicate`"
        ),
        (Some(id), _) => format!("`ipp session get {id}` shows it; {otherwise}"),
        (None, Standing::Paid) => {
            format!(
                "a person settled it; `ipp session recover {} --settle unpaid --yes` takes that back; {otherwise}",
                earlier.number
            )
        }
        (None, _) => {
            format!("`ipp session recover {}` finds out what became of it; {otherwise}", earlier.number)
        }
    };
    Error::Duplicate {
        what,
        attempt: earlier.number,
        standing: earlier.standing,
        session: earlier.session_id.clone(),
        hint,
    }
}

fn not_journalled(error: Error) -> Error {
    match error {
        Error::Journal(error) => Error::NotJournalled(error),
        error => error,
    }
}
