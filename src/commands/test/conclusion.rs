//! The end of a run: the report, a sentence, and the one exit code. Money comes first: what is unknown beats what failed.

use super::board::Board;
use super::done::UNKNOWN;
use super::plan;
use super::row::{self, Row, Verdict};
use super::stage::Phone;
use crate::context::Context;
use crate::error::Error;
use crate::journal::{Attempt, Filter, Standing};
use crate::model::id::SessionId;
use crate::output::{Case, junit_document};
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

/// What pipelines call the whole.
pub(super) const NAME: &str = "ipp test";

/// The file of `--junit`, which has to be there before anything is sent. What an earlier run has written is gone from then on:
/// whoever reads it after this one takes it for this one's.
pub(super) struct Report(Option<(PathBuf, File)>);

impl Report {
    pub fn open(path: Option<&Path>, scenarios: &[String]) -> Result<Self, Error> {
        let Some(path) = path else { return Ok(Self(None)) };
        if path == Path::new("-") {
            return Err(Error::usage("`--junit` names a file, and `-o junit` prints it: nothing was sent"));
        }
        let own = path.canonicalize().ok();
        if own.is_some() && scenarios.iter().any(|file| Path::new(file).canonicalize().ok() == own) {
            return Err(Error::usage(format!("`--junit` would replace the scenarios in {}", path.display())));
        }
        let file = OpenOptions::new().write(true).create(true).truncate(true).open(path);
        let file =
            file.map_err(|error| Error::usage(format!("cannot write {}: {error}: nothing was sent", path.display())))?;
        Ok(Self(Some((path.to_owned(), file))))
    }

    /// Prints what is left, writes the report, and says how it all ended.
    pub fn conclude(self, board: &mut Board, is_interrupted: bool, ended: Result<(), Error>) -> Result<(), Error> {
        let scenes = board.scenes();
        let counts = Counts::of(&scenes);
        let is_proof = is_interrupted || counts.passed + counts.failed > 0;
        let case = |rows: &&[Row]| if is_proof { row::case(rows) } else { row::case(rows).unproved() };
        let cases: Vec<Case> = scenes.iter().map(case).collect();
        let written = self.write(&cases);
        let rows = std::mem::take(&mut board.rows);
        let printed = board.printed().and(board.ui.emit_rest(NAME, &rows, &cases));
        board.ui.note(&counts.said());
        let verdict = match (unknown(&rows), ended) {
            (Some(error), Err(other)) if other.exit_code() != UNKNOWN => {
                board.alert(&other.to_string());
                Err(error)
            }
            (Some(error), Ok(())) => Err(error),
            (_, ended) => ended.and(counts.verdict(is_interrupted)),
        };
        first([verdict, printed, written], |text| board.alert(text))
    }

    fn write(self, cases: &[Case]) -> Result<(), Error> {
        let Some((path, mut file)) = self.0 else { return Ok(()) };
        let text = junit_document(NAME, cases);
        let mut write = || {
            // What is no file, such as a pipe, has no length.
            let _ = file.set_len(0).and_then(|()| file.rewind());
            file.write_all(text.as_bytes()).and_then(|()| file.flush())
        };
        let failed = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        write().map_err(|cause| Error::Output { cause: failed(cause), session: None })
    }
}

/// How many scenarios ended how.
#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    interrupted: usize,
    not_run: usize,
}

impl Counts {
    fn of(scenes: &[&[Row]]) -> Self {
        let mut counts = Self::default();
        for rows in scenes {
            let has = |result: Verdict| rows.iter().any(|row| row.result == result);
            let count = match () {
                () if has(Verdict::Failed) => &mut counts.failed,
                () if has(Verdict::Interrupted) => &mut counts.interrupted,
                () if rows.iter().all(|row| row.result == Verdict::NotRun) => &mut counts.not_run,
                () => &mut counts.passed,
            };
            *count += 1;
        }
        counts
    }

    fn said(&self) -> String {
        let also = |count: usize, what: &str| if count > 0 { format!(", {count} {what}") } else { String::new() };
        let (interrupted, not_run) = (also(self.interrupted, "interrupted"), also(self.not_run, "not run"));
        format!("scenarios: {} passed, {} failed{interrupted}{not_run}", self.passed, self.failed)
    }

    fn verdict(&self, is_interrupted: bool) -> Result<(), Error> {
        let check = |what: String, hint: &str| Err(Error::CheckFailed { what, hint: Some(hint.to_owned()) });
        match (is_interrupted, self.failed, self.passed) {
            (true, ..) => Err(Error::Interrupted { what: self.said(), session: None }),
            (_, 0, 0) => check("no scenario was run here".to_owned(), "see with `--list` where each is to be run"),
            (_, 0, _) => Ok(()),
            (_, failed, passed) => check(
                format!("{failed} of {} scenarios failed", failed + passed),
                "each step that failed says where it stands, and what was found",
            ),
        }
    }
}

/// The first that went wrong decides, and before it what leaves a payment unknown; the others are told all the same.
pub(super) fn first<const N: usize>(results: [Result<(), Error>; N], mut tell: impl FnMut(&str)) -> Result<(), Error> {
    let mut errors: Vec<Error> = results.into_iter().filter_map(Result::err).collect();
    errors.sort_by_key(|error| error.exit_code() != UNKNOWN);
    let mut errors = errors.into_iter();
    let decides = errors.next();
    errors.for_each(|error| tell(&error.in_one_line()));
    decides.map_or(Ok(()), Err)
}

/// A payment whose outcome nobody knows, and no step has expected that.
fn unknown(rows: &[Row]) -> Option<Error> {
    let row = rows.iter().find(|row| row.result == Verdict::Failed && row.code == UNKNOWN)?;
    let number = row.attempt.map(|number| number.to_string()).unwrap_or_default();
    let usual = format!("`ipp session recover {number}` finds out what became of it");
    Some(Error::Unknown {
        what: format!("in scenario `{}`, step {}: {}", row.scenario, row.step, row.found),
        session: row.session_id.clone(),
        attempt: row.attempt,
        hint: row.hint.clone().unwrap_or(usual),
        cause: None,
    })
}

/// What to do about phones that nobody knows of.
const DEVICES: &str = "`ipp device list` shows what is there";

/// The second signal: nothing was tidied up, so what may be open is named.
pub(super) fn quit(ctx: &mut Context, run: &str, phones: &[Phone]) -> Error {
    let (attempts, unread) = match asked_for(ctx, run) {
        Ok(attempts) => (attempts, None),
        // The phones are known all the same.
        Err(error) => (Vec::new(), Some(error)),
    };
    let unknown: Vec<&Attempt> = attempts.iter().filter(|attempt| attempt.standing.is_unknown()).collect();
    let open = attempts.iter().filter(|attempt| attempt.standing == Standing::Open);
    let open: Vec<&SessionId> = open.filter_map(|attempt| attempt.session_id.as_ref()).collect();
    let left = left(&unknown, &open, phones);
    let what = match &unread {
        Some(error) => format!("{left}; it cannot be read what was asked for: {error}"),
        None => left,
    };
    let session = open.first().map(|id| (*id).clone());
    let attempt = unknown.first().map(|attempt| attempt.number);
    let hint = match attempt {
        Some(number) => format!("`ipp session recover {number}` finds out what became of it"),
        None => match unread {
            Some(error) => error.hint().unwrap_or_else(|| DEVICES.to_owned()),
            None if phones.iter().any(|phone| phone.id.is_none()) => DEVICES.to_owned(),
            None => return Error::Interrupted { what, session },
        },
    };
    Error::Unknown { what, session, attempt, hint, cause: None }
}

/// What this run has asked for, by whichever of its commands.
fn asked_for(ctx: &mut Context, run: &str) -> Result<Vec<Attempt>, Error> {
    let Some(journal) = ctx.existing_journal()? else { return Ok(Vec::new()) };
    let filter = Filter { step: Some(plan::mark(run)), ..Filter::default() };
    Ok(journal.page(&ctx.scope()?, &filter, None, usize::MAX)?)
}

fn left(unknown: &[&Attempt], open: &[&SessionId], phones: &[Phone]) -> String {
    let listed = |texts: Vec<String>| texts.join(", ");
    let mut parts = vec!["nothing was tidied up".to_owned()];
    if !unknown.is_empty() {
        let shown = |attempt: &&Attempt| format!("attempt {} at {}", attempt.number, attempt.device_id);
        let all = listed(unknown.iter().map(shown).collect());
        parts.push(format!("it is not known whether these have become sessions, which may still be paid: {all}"));
    }
    if !open.is_empty() {
        let ids = listed(open.iter().map(ToString::to_string).collect());
        parts.push(format!("these sessions were left as they were, and may still be paid: {ids}"));
    }
    let (there, lost): (Vec<_>, Vec<_>) = phones.iter().partition(|phone| phone.id.is_some());
    if !there.is_empty() {
        let shown = |phone: &&Phone| {
            let id = phone.id.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{} ({id})", phone.name)
        };
        parts.push(format!("these simulated phones were left: {}", listed(there.iter().map(shown).collect())));
    }
    parts.extend(lost.iter().map(|phone| Phone::may_be_there(&phone.name)));
    parts.join("; ")
}
