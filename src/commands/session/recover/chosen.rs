//! Which attempts are meant: one by its number or session, those of a reference, or what is unknown. To wait or to cancel
//! is also meant of what an earlier search has found and nobody has ended: else a wait would be over before it began.

use super::{BY, RecoverArgs};
use crate::commands::session::attempt::{PREFIX, in_words};
use crate::commands::session::named;
use crate::context::Context;
use crate::error::Error;
use crate::journal::{Attempt, Filter, Journal, Scope, Which};
use crate::model::id::SessionId;
use std::rc::Rc;
use std::str::FromStr;

/// How many attempts are read at a time.
const PAGE: usize = 200;
/// What to do about those that somebody may be waiting for.
const LOOK: &str = "`ipp session list --open --refresh` reads how that stands now";
/// The most attempts that an error lists.
const MOST_CANDIDATES: usize = 10;

/// One attempt, as it is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Chosen {
    /// `12`, or `attempt-12` as lists print it.
    Number(i64),
    /// By what became of it.
    Session(SessionId),
}

impl FromStr for Chosen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match named::number(text.strip_prefix(PREFIX).unwrap_or(text)) {
            Some(number) => Ok(Self::Number(number)),
            None => text.parse().map(Self::Session).map_err(|error: crate::model::id::IdError| error.to_string()),
        }
    }
}

/// What is asked about.
pub(super) struct Choice {
    /// Where it is written down.
    pub journal: Rc<Journal>,
    /// At least one.
    pub attempts: Vec<Attempt>,
}

/// The attempts that are meant. `None` where nothing in particular was asked about or is to be done, and nothing is
/// unknown.
pub(super) fn choose(ctx: &mut Context, scope: &Scope, args: &RecoverArgs) -> Result<Option<Choice>, Error> {
    let journal = ctx.existing_journal()?;
    let found = match (&journal, &args.chosen, &args.reference) {
        (None, None, None) => Vec::new(),
        (Some(journal), Some(chosen), _) => one(ctx, journal, scope, chosen)?.into_iter().collect(),
        (Some(journal), None, Some(reference)) => of_reference(journal, scope, args, reference)?,
        (Some(journal), None, None) => undecided(journal, scope, args, None)?,
        (None, ..) => Vec::new(),
    };
    match journal.filter(|_| !found.is_empty()) {
        None if args.chosen.is_some() || args.reference.is_some() || args.settle.is_some() => Err(named::no_such()),
        None if args.wait => Err(nothing_to("wait for", others_open(ctx, scope)?)),
        None if args.cancel => Err(nothing_to("cancel", others_open(ctx, scope)?)),
        None => Ok(None),
        Some(_) if found.len() > 1 && !args.all && (args.reference.is_none() || args.settle.is_some()) => {
            Err(several(&found))
        }
        Some(journal) => Ok(Some(Choice { journal, attempts: found })),
    }
}

fn one(ctx: &mut Context, journal: &Journal, scope: &Scope, chosen: &Chosen) -> Result<Option<Attempt>, Error> {
    match chosen {
        Chosen::Session(id) => Ok(journal.of_session(scope, &named::session(ctx, id.clone())?)?),
        Chosen::Number(number) => named::attempt(journal, scope, *number),
    }
}

fn of_reference(journal: &Journal, scope: &Scope, args: &RecoverArgs, reference: &str) -> Result<Vec<Attempt>, Error> {
    match undecided(journal, scope, args, Some(reference))? {
        undecided if !undecided.is_empty() => Ok(undecided),
        _ => match journal.page(scope, &filter(Which::Paid, Some(reference)), None, 1)? {
            paid if !paid.is_empty() && !args.cancel => Ok(paid),
            _ => Ok(journal.page(scope, &filter(Which::All, Some(reference)), None, 1)?),
        },
    }
}

/// What is unknown; and where something is to be done about sessions, those that were found and have not ended.
fn undecided(
    journal: &Journal,
    scope: &Scope,
    args: &RecoverArgs,
    reference: Option<&str>,
) -> Result<Vec<Attempt>, Error> {
    let mut all = every(journal, scope, &filter(Which::Unknown, reference))?;
    if (args.wait || args.cancel) && args.settle.is_none() {
        all.extend(still_open(journal, scope, reference)?);
    }
    Ok(all)
}

/// What was found here, and was open when it was last seen.
fn still_open(journal: &Journal, scope: &Scope, reference: Option<&str>) -> Result<Vec<Attempt>, Error> {
    let mut open = every(journal, scope, &filter(Which::Open, reference))?;
    open.retain(was_found);
    Ok(open)
}

/// Whether a search has found it.
fn was_found(attempt: &Attempt) -> bool {
    attempt.seen.iter().any(|one| one.by == BY)
}

/// How many are open that no search has found: they may be waited for by somebody.
fn others_open(ctx: &mut Context, scope: &Scope) -> Result<usize, Error> {
    let Some(journal) = ctx.existing_journal()? else { return Ok(0) };
    let open = every(&journal, scope, &filter(Which::Open, None))?;
    Ok(open.iter().filter(|attempt| !was_found(attempt)).count())
}

/// That there are more payments which may still be paid, beside what was asked about.
pub(super) fn tell_others(ctx: &mut Context, scope: &Scope) -> Result<(), Error> {
    match others_open(ctx, scope)? {
        0 => {}
        others => ctx.ui.note(&format!("{}: {LOOK}", last_seen_open(others))),
    }
    Ok(())
}

/// What is said where nothing is unknown: that is not yet paid.
pub(super) fn nothing_unknown(ctx: &mut Context, scope: &Scope) -> Result<String, Error> {
    let found = match ctx.existing_journal()? {
        Some(journal) => still_open(&journal, scope, None)?.len(),
        None => 0,
    };
    let found = match found {
        0 => String::new(),
        1 => ", but one payment that was found is still open, and not paid as far as is known: \
              `ipp session recover --wait` waits for it, and `ipp session recover --cancel` ends it"
            .to_owned(),
        _ => format!(
            ", but {found} payments that were found are still open, and not paid as far as is known: \
             `ipp session recover --all --wait` waits for them, and `ipp session recover --all --cancel` ends them"
        ),
    };
    Ok(match others_open(ctx, scope)? {
        0 => format!("nothing is unknown{found}"),
        others => format!("nothing is unknown{found}; {}: {LOOK}", last_seen_open(others)),
    })
}

fn last_seen_open(count: usize) -> String {
    match count {
        1 => "one payment that was asked for here was open when last seen".to_owned(),
        _ => format!("{count} payments that were asked for here were open when last seen"),
    }
}

fn every(journal: &Journal, scope: &Scope, filter: &Filter) -> Result<Vec<Attempt>, Error> {
    let mut all = Vec::new();
    loop {
        let before = all.last().map(|attempt: &Attempt| attempt.number);
        let page = journal.page(scope, filter, before, PAGE)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

fn filter(which: Which, reference: Option<&str>) -> Filter {
    Filter { which, reference: reference.map(|text| text.trim().to_owned()), ..Filter::default() }
}

/// What there is nothing to do about is not done: 0 would say that it is paid, or that it is cancelled.
fn nothing_to(act: &str, others: usize) -> Error {
    let nothing = format!("nothing is unknown, and nothing that was found is still open: there is nothing to {act}");
    match others {
        0 => Error::NotFound { what: nothing, hint: "`ipp session list` shows how each payment stands".to_owned() },
        others => Error::NotFound {
            what: format!("{nothing}; {}", last_seen_open(others)),
            hint: format!("{LOOK}; to {act} one of them, give its id"),
        },
    }
}

fn several(found: &[Attempt]) -> Error {
    let mut lines: Vec<String> =
        found.iter().take(MOST_CANDIDATES).map(|attempt| format!("  {}", in_words(attempt))).collect();
    if found.len() > MOST_CANDIDATES {
        lines.push(format!("  and {} more", found.len() - MOST_CANDIDATES));
    }
    Error::Usage {
        what: format!("{} attempts are unknown or open\n{}", found.len(), lines.join("\n")),
        hint: Some("give the number of one, `--ref REFERENCE`, or `--all`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_attempts_and_all_else_are_sessions() {
        assert_eq!("12".parse(), Ok(Chosen::Number(12)));
        assert_eq!("attempt-12".parse(), Ok(Chosen::Number(12)));
        for text in ["0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e", "attempt-x", "99999999999999999999", "s-1"] {
            assert!(matches!(text.parse(), Ok(Chosen::Session(_))), "{text}");
        }
        for text in ["", "+1", "a/b", ".."] {
            assert!(text.parse::<Chosen>().is_err(), "{text}");
        }
    }
}
