//! A person's word on how an attempt ended: for what no callback tells of.
//!
//! It stands for one attempt, and only where no session is known. It overrules an earlier word, or a session that is likely
//! the one and says otherwise, only when a person agrees to that; a session that bears the attempt's mark says itself how it
//! ends, whatever a person says. A session that contradicts what was sent is refused.

use super::BY;
use super::find::{self, Likely};
use crate::commands::session::attempt::in_words;
use crate::context::Context;
use crate::error::Error;
use crate::journal::{Attempt, Journal, Scope, Seen, Standing};
use crate::model::id::{IdError, SessionId};
use crate::model::session::Session;
use jiff::Timestamp;
use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// How it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Settlement {
    /// The money was taken.
    Paid,
    /// It was not, and will not be.
    Unpaid,
    /// This session came of it: it says the rest itself.
    Session(SessionId),
}

impl FromStr for Settlement {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match (text, text.strip_prefix("session=")) {
            ("paid", _) => Ok(Self::Paid),
            ("unpaid", _) => Ok(Self::Unpaid),
            (_, Some(id)) => id.parse().map(Self::Session).map_err(|error: IdError| error.to_string()),
            _ => Err("give paid, unpaid or session=ID".to_owned()),
        }
    }
}

impl Settlement {
    /// What a person's word makes of the attempt; a session speaks for itself.
    fn standing(&self) -> Option<Standing> {
        match self {
            Self::Paid => Some(Standing::Paid),
            Self::Unpaid => Some(Standing::Unpaid),
            Self::Session(_) => None,
        }
    }
}

impl fmt::Display for Settlement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paid => f.write_str("paid"),
            Self::Unpaid => f.write_str("unpaid"),
            Self::Session(id) => write!(f, "session {id}"),
        }
    }
}

pub(super) async fn settle(
    ctx: &mut Context,
    journal: &Journal,
    scope: &Scope,
    attempts: &[Attempt],
    settlement: &Settlement,
    record: Option<&Path>,
) -> Result<(), Error> {
    let [attempt] = attempts else { return Err(Error::usage("`--settle` is about one attempt")) };
    if !attempt.is_settled_by_hand() && !attempt.standing.is_unknown() {
        return Err(refused(nothing_to_settle(attempt)));
    }
    still_on_its_way(ctx, attempt)?;
    if let Settlement::Session(id) = settlement {
        let session = read(ctx, id).await?;
        check(journal, scope, attempt, &session)?;
        overrule(ctx, attempt, settlement, earlier(attempt, settlement))?;
        return match journal.created(attempt.number, Seen::of(&session, BY))? {
            true => Ok(()),
            false => Err(refused(format!("session {id} has become another attempt's meanwhile"))),
        };
    }
    let Some(standing) = settlement.standing() else { return Ok(()) };
    let objection = match find::likely(ctx, journal, scope, attempt, record).await {
        Ok(Some(Likely::Marked(session))) if journal.created(attempt.number, Seen::of(&session, BY))? => {
            find::tell_found(ctx, attempt, &session);
            return Ok(());
        }
        found => contradiction(found, standing),
    };
    overrule(ctx, attempt, settlement, earlier(attempt, settlement).into_iter().chain(objection).collect())?;
    Ok(journal.decide(attempt.number, standing, BY)?)
}

/// Whether the attempts stand as a person has said: a session that was found meanwhile may say otherwise.
pub(super) fn agreed(settlement: Option<&Settlement>, attempts: &[Attempt]) -> Result<(), Error> {
    let Some(standing) = settlement.and_then(Settlement::standing) else { return Ok(()) };
    match attempts.iter().find(|attempt| attempt.session_id.is_some() && attempt.standing != standing) {
        None => Ok(()),
        Some(attempt) => Err(Error::Refused {
            what: format!("{}, and says itself how it ends, whatever a person says", in_words(attempt)),
            hint: attempt.session_id.as_ref().map(|id| match attempt.standing {
                Standing::Open => format!("`ipp session cancel {id}` ends it, `ipp session wait {id}` waits for it"),
                _ => format!("`ipp session get {id}` shows it"),
            }),
        }),
    }
}

fn nothing_to_settle(attempt: &Attempt) -> String {
    match &attempt.session_id {
        Some(id) => {
            format!("attempt {} is session {id}, which itself says how it ended: nobody has to", attempt.number)
        }
        None => format!("{}: there is nothing to settle", in_words(attempt)),
    }
}

/// The session that a person names.
async fn read(ctx: &mut Context, id: &SessionId) -> Result<Session, Error> {
    match ctx.client().await?.session(id).await {
        Err(error) if matches!(error.status(), Some(400 | 404)) => Err(Error::NotFound {
            what: format!("there is no session {id} ({error}): nothing was settled"),
            hint: "check the id, and that it belongs to this environment".to_owned(),
        }),
        answer => Ok(answer?),
    }
}

/// Nobody can know yet how it ends while another process may be waiting for the answer.
fn still_on_its_way(ctx: &mut Context, attempt: &Attempt) -> Result<(), Error> {
    let longest = ctx.settings()?.request_timeout.value;
    let age = Duration::try_from(Timestamp::now().duration_since(attempt.began_at)).unwrap_or_default();
    match attempt.standing {
        Standing::Sending if age < longest => {
            Err(refused(format!("attempt {} was sent just now, and may still be answered", attempt.number)))
        }
        _ => Ok(()),
    }
}

/// Another word that was given before.
fn earlier(attempt: &Attempt, settlement: &Settlement) -> Vec<String> {
    let differs = attempt.is_settled_by_hand() && settlement.standing() != Some(attempt.standing);
    differs.then(|| in_words(attempt)).into_iter().collect()
}

/// A session that says otherwise, or may say so and can't be read. A person may settle it all the same.
fn contradiction(found: Result<Option<Likely>, Error>, standing: Standing) -> Option<String> {
    match found {
        Ok(Some(Likely::Marked(session) | Likely::Alike(session))) if Standing::of_session(&session) != standing => {
            Some(format!("session {}, which agrees with all that was sent, is {}", session.session_id, session.status))
        }
        Ok(_) => None,
        // There are sessions that may be the one, and none could be read: whoever settles it has to know that.
        Err(error) => Some(format!("the sessions that it may have become could not be read ({error})")),
    }
}

/// A person has to mean it, who knows what speaks against it.
fn overrule(
    ctx: &mut Context,
    attempt: &Attempt,
    settlement: &Settlement,
    objections: Vec<String>,
) -> Result<(), Error> {
    match objections.is_empty() {
        true => Ok(()),
        false => {
            let objections = objections.join(", and ");
            ctx.confirm_settling(&format!("settle attempt {} as {settlement}, although {objections}", attempt.number))?;
            ctx.ui.alert(&format!("attempt {} is settled as {settlement}, although {objections}", attempt.number));
            Ok(())
        }
    }
}

fn check(journal: &Journal, scope: &Scope, attempt: &Attempt, session: &Session) -> Result<(), Error> {
    let (id, number) = (&session.session_id, attempt.number);
    if let Some(other) = journal.of_session(scope, id)? {
        return Err(refused(format!("session {id} is the one of attempt {}", other.number)));
    }
    let differs = |what: &str| Err(refused(format!("session {id} has another {what} than attempt {number}")));
    match session {
        _ if session.order_amount.is_some_and(|amount| amount != attempt.order_amount) => differs("amount"),
        _ if session.purchase_currency.as_ref().is_some_and(|code| *code != attempt.purchase_currency) => {
            differs("currency")
        }
        _ => attempt.contradiction(session).map_or(Ok(()), differs),
    }
}

fn refused(what: String) -> Error {
    Error::Refused {
        what: format!("{what}: nothing was settled"),
        hint: Some("`ipp session list` shows what the journal knows".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_ways_to_say_it() {
        assert_eq!("paid".parse(), Ok(Settlement::Paid));
        assert_eq!("unpaid".parse(), Ok(Settlement::Unpaid));
        assert_eq!("session=s-1".parse(), Ok(Settlement::Session(SessionId::new("s-1"))));
        for text in ["", "PAID", "session", "session=", "session=a/b", "s-1"] {
            assert!(text.parse::<Settlement>().is_err(), "{text}");
        }
    }
}
