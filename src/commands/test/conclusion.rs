//! The end of a run: the report, a sentence, and the one exit code. Money comes first: what is unknown beats what failed.

use super::board::Board;
use super::done::UNKNOWN;
use super::row::{self, Row, Verdict};
use crate::error::Error;
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
    pub fn conclude(
        self,
        board: &mut Board,
        scenarios: usize,
        is_interrupted: bool,
        ended: Result<(), Error>,
    ) -> Result<(), Error> {
        let rows = std::mem::take(&mut board.rows);
        let scenes: Vec<&[Row]> =
            rows.chunk_by(|one, next| one.file == next.file && one.scenario == next.scenario).collect();
        let cases: Vec<Case> = scenes.iter().map(|rows| row::case(rows)).collect();
        let counts = Counts::of(&scenes, scenarios);
        let written = self.write(&cases);
        let printed = board.printed().and(board.ui.emit_rest(NAME, &rows, &cases));
        board.ui.note(&counts.said());
        let verdict = match unknown(&rows) {
            Some(error) => Err(error),
            None => ended.and(counts.verdict(is_interrupted)),
        };
        verdict.and(printed).and(written)
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
struct Counts {
    passed: usize,
    failed: usize,
    not_run: usize,
}

impl Counts {
    fn of(scenes: &[&[Row]], all: usize) -> Self {
        let has_failed = |rows: &&&[Row]| rows.iter().any(|row| row.result == Verdict::Failed);
        let was_run = |rows: &&&[Row]| rows.iter().any(|row| row.result != Verdict::NotRun);
        let failed = scenes.iter().filter(has_failed).count();
        let run = scenes.iter().filter(was_run).count();
        Self { passed: run - failed, failed, not_run: all - run }
    }

    fn said(&self) -> String {
        let not_run = if self.not_run > 0 { format!(", {} not run", self.not_run) } else { String::new() };
        format!("scenarios: {} passed, {} failed{not_run}", self.passed, self.failed)
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

/// The second signal.
pub(super) fn quit(open: &[SessionId]) -> Error {
    let ids: Vec<&str> = open.iter().map(SessionId::as_str).collect();
    Error::Interrupted {
        what: match ids.is_empty() {
            true => "nothing was tidied up".to_owned(),
            false => format!("these sessions were left as they were, and may still be paid: {}", ids.join(", ")),
        },
        session: open.first().cloned(),
    }
}
