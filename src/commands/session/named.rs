//! An attempt by its number, and the session that is meant where a list has printed `attempt-7` in place of an id, or only
//! the beginning of one.
//!
//! What was made elsewhere is refused: the session's id would be asked for at the wrong place. A beginning that could be
//! more than one session's is refused, too.

use super::attempt::{PREFIX, in_words, place};
use crate::context::Context;
use crate::error::Error;
use crate::journal::{Attempt, Journal, Scope};
use crate::model::environment::Environment;
use crate::model::id::{SessionId, is_uuid};

/// A shorter beginning is too easily a slip.
const SHORTEST_BEGINNING: usize = 4;
/// The most candidates that an error lists.
pub(in crate::commands) const MOST_CANDIDATES: usize = 10;

/// The session that is meant.
pub(in crate::commands) fn session(ctx: &mut Context, id: SessionId) -> Result<SessionId, Error> {
    match id.as_str().strip_prefix(PREFIX).and_then(number) {
        Some(number) => of_attempt(ctx, number),
        None if !may_begin(&id) => Ok(id),
        None => beginning(ctx, id),
    }
}

/// Whether it may be the beginning of an id.
pub(in crate::commands) fn may_begin(id: &SessionId) -> bool {
    !is_uuid(id.as_str()) && id.as_str().len() >= SHORTEST_BEGINNING
}

/// What the journal knows by this beginning; an id that it does not know is the API's to judge.
fn beginning(ctx: &mut Context, id: SessionId) -> Result<SessionId, Error> {
    let scope = ctx.scope()?;
    let known = match ctx.existing_journal()? {
        Some(journal) => journal.sessions_beginning(&scope, id.as_str(), MOST_CANDIDATES)?,
        None => Vec::new(),
    };
    of_those(ctx, id, &known)
}

/// The one of these that is meant by its beginning; what is not among them is for others to judge.
pub(in crate::commands) fn of_those(ctx: &mut Context, id: SessionId, known: &[SessionId]) -> Result<SessionId, Error> {
    match known {
        [] => Ok(id),
        known if known.contains(&id) => Ok(id),
        [only] => {
            ctx.ui.note(&format!("session: `{id}` is taken as {only}"));
            Ok(only.clone())
        }
        several => {
            let candidates: Vec<&str> = several.iter().map(SessionId::as_str).collect();
            Err(Error::Usage {
                what: format!("`{id}` could be more than one session: nothing was sent\n{}", candidates.join("\n")),
                hint: Some("give the whole id, or a longer beginning".to_owned()),
            })
        }
    }
}

fn of_attempt(ctx: &mut Context, number: i64) -> Result<SessionId, Error> {
    let scope = ctx.scope()?;
    let found = match ctx.existing_journal()? {
        Some(journal) => attempt(&journal, &scope, number)?,
        None => None,
    };
    match found {
        Some(attempt) => attempt.session_id.clone().ok_or_else(|| without_session(&attempt)),
        None => Err(no_such()),
    }
}

/// The number of an attempt: digits, and nothing else.
pub(super) fn number(digits: &str) -> Option<i64> {
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The attempt of this number, if it was made here.
pub(super) fn attempt(journal: &Journal, scope: &Scope, number: i64) -> Result<Option<Attempt>, Error> {
    match journal.attempt(number)? {
        Some(attempt) if !scope.covers(&attempt) => Err(Error::Usage {
            what: format!("attempt {number} was made elsewhere: {}", place(&attempt)),
            hint: Some(way_there(&attempt)),
        }),
        attempt => Ok(attempt),
    }
}

/// The journal has nothing of the kind.
pub(super) fn no_such() -> Error {
    Error::NotFound {
        what: "this machine's journal knows no such attempt".to_owned(),
        hint: "see them all with `ipp session list`".to_owned(),
    }
}

fn without_session(attempt: &Attempt) -> Error {
    let (what, number) = (in_words(attempt), attempt.number);
    match attempt.standing.is_unknown() {
        true => Error::Unknown {
            what: format!("{what}: its session is not known"),
            session: None,
            attempt: Some(number),
            hint: format!("`ipp session recover {number}` finds out what became of it"),
            cause: None,
        },
        false => Error::NotFound {
            what: format!("{what}: no session is known"),
            hint: "see all with `ipp session list`".to_owned(),
        },
    }
}

/// A command that means the place where the attempt was made.
fn way_there(attempt: &Attempt) -> String {
    let environment = Environment::ALL.into_iter().find(|one| one.name() == attempt.environment);
    let own = environment.and_then(Environment::base_url);
    let elsewhere = |address: &&String| environment != Some(Environment::Emulator) && own != Some(address.as_str());
    let profile = attempt.profile.as_ref().map(|profile| format!("--profile {profile} ")).unwrap_or_default();
    let address = attempt.address.as_ref().filter(elsewhere).map(|address| format!("--base-url {address} "));
    format!(
        "`ipp {profile}--env {} {}session recover {}` asks there",
        attempt.environment,
        address.unwrap_or_default(),
        attempt.number
    )
}
