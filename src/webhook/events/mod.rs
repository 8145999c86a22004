//! The record of events on disk: every callback that was received, as it came, verified or not.
//!
//! One file a day (UTC), one JSON object a line, appended under a lock: a person can read, search and delete it with the
//! tools that are there, several listeners may write at once, and an append costs microseconds. One that a full disk or
//! `kill -9` cut short is taken back, or ends on its line: it is named and skipped, and costs no other event. An append
//! survives the death of the process and not a power cut, since syncing would cost each event milliseconds.
//!
//! What comes from outside is content, never part of a file's name.

mod backwards;
mod line;

use super::received::Received;
use backwards::Backwards;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The longest line that is read: several times as long as the longest that is written.
const LONGEST_LINE: usize = 64 * 1024 * 1024;

/// Its folder in the state folder, unless another is named.
pub const FOLDER: &str = "events";

/// The folder of the record.
#[derive(Clone, Debug)]
pub struct Events {
    folder: PathBuf,
}

/// A callback, and what was found out about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// As it came.
    pub received: Received,
    /// Why it could not be verified; nothing when it was.
    pub problem: Option<String>,
    /// Whether one of this id had come before.
    pub duplicate: bool,
}

/// A place in the record that cannot be read. The rest can.
#[derive(Debug, thiserror::Error)]
#[error("{}, at byte {at}: {why}", path.display())]
pub struct Damage {
    /// The file.
    pub path: PathBuf,
    /// Where the line begins.
    pub at: u64,
    /// What is wrong with it.
    pub why: String,
}

impl Recorded {
    /// One line of the record, for those who have it in another place.
    pub fn of_line(line: &[u8]) -> Option<Self> {
        line::read(line).ok()
    }
}

impl Events {
    /// The record in `folder`, which has to exist only for writing.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds one, after everything that is there. When this fails, nothing was added.
    pub fn append(&self, received: &Received, problem: Option<&str>, duplicate: bool) -> io::Result<()> {
        let mut file = self.open(received.at)?;
        let mut line = line::write(received, problem, duplicate);
        file.lock()?;
        let length = file.metadata()?.len();
        if is_torn(&file, length)? {
            line.insert(0, b'\n');
        }
        let written = file.write_all(&line);
        if written.is_err() {
            // What can't be taken back is a torn line, which readers skip.
            let _ = file.set_len(length);
        }
        written
    }

    /// Whether one could be added now; adds nothing.
    pub fn check(&self) -> io::Result<()> {
        self.open(Timestamp::now()).map(drop)
    }

    /// All of them, the newest first, with flat memory.
    pub fn newest_first(&self) -> io::Result<Newest> {
        self.newest_until(None)
    }

    /// Those that came at `time` or later, the newest first. Reads no file of an earlier day.
    pub fn since(&self, time: Timestamp) -> io::Result<impl Iterator<Item = Result<Recorded, Damage>>> {
        let is_later = move |found: &Result<Recorded, Damage>| {
            found.as_ref().map_or(true, |recorded| recorded.received.at >= time)
        };
        Ok(self.newest_until(Some(day(time)))?.filter(is_later))
    }

    /// The newest with this `webhook-id` that was verified; if none was, the newest.
    pub fn find(&self, id: &str) -> io::Result<Option<Recorded>> {
        let mut unverified = None;
        for recorded in self.newest_first()?.flatten().filter(|recorded| recorded.received.id() == id) {
            match recorded.problem {
                None => return Ok(Some(recorded)),
                Some(_) => unverified = unverified.or(Some(recorded)),
            }
        }
        Ok(unverified)
    }

    /// The file that takes what comes at this time; it may not be there yet.
    pub fn file(&self, at: Timestamp) -> PathBuf {
        self.folder.join(format!("{}.jsonl", day(at)))
    }

    fn open(&self, at: Timestamp) -> io::Result<File> {
        OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(self.file(at))
    }

    fn newest_until(&self, first: Option<String>) -> io::Result<Newest> {
        let mut days = self.days()?;
        days.retain(|day| first.as_ref().is_none_or(|first| day >= first));
        Ok(Newest { folder: self.folder.clone(), days, current: None })
    }

    /// The days that have a file, in order. Files of any other name are not ours.
    fn days(&self) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut days = Vec::new();
        for entry in entries {
            let name = entry?.file_name();
            let day = name.to_str().and_then(|name| name.strip_suffix(".jsonl")).filter(|day| is_day(day));
            days.extend(day.map(str::to_owned));
        }
        days.sort_unstable();
        Ok(days)
    }
}

/// What is left to be read, from the end.
#[derive(Debug)]
pub struct Newest {
    folder: PathBuf,
    days: Vec<String>,
    current: Option<(PathBuf, Backwards)>,
}

impl Iterator for Newest {
    type Item = Result<Recorded, Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some((path, lines)) = &mut self.current else {
                let path = self.folder.join(format!("{}.jsonl", self.days.pop()?));
                match File::open(&path).and_then(|file| Backwards::new(file, LONGEST_LINE)) {
                    Ok(lines) => self.current = Some((path, lines)),
                    // It was deleted since the folder was read.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Some(Err(Damage { path, at: 0, why: error.to_string() })),
                }
                continue;
            };
            let damaged = |at, why| Some(Err(Damage { path: path.clone(), at, why }));
            match lines.next() {
                Ok(Some((_, line))) if line.is_empty() => {}
                Ok(Some((at, line))) => match line::read(&line) {
                    Ok(recorded) => return Some(Ok(recorded)),
                    Err(why) => return damaged(at, why),
                },
                Ok(None) => self.current = None,
                Err(error) => {
                    let damage = damaged(lines.position(), error.to_string());
                    self.current = None;
                    return damage;
                }
            }
        }
    }
}

fn day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).date().to_string()
}

/// `2026-06-05`
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// Whether the last line has no end.
fn is_torn(file: &File, length: u64) -> io::Result<bool> {
    let Some(last) = length.checked_sub(1) else { return Ok(false) };
    let mut byte = [0];
    file.read_exact_at(&mut byte, last)?;
    Ok(byte != *b"\n")
}

#[cfg(test)]
mod tests;
