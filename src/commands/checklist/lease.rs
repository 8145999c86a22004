//! That a run is alive, for the runs beside it and after it: a file that it holds locked. The system takes the lock back from a
//! process that dies, however it dies; what the file then says is what that one may have left. It holds no secret.

use crate::config::{self, private};
use crate::error::Error;
use crate::journal::Scope;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use url::Url;

/// In the state folder.
const FOLDER: &str = "checklists";

/// What the name of every run begins with, and the references of its payments.
pub(super) const PREFIX: &str = "ipp-checklist-";

const ACCOUNT: &str = "account ";
const DESTINATION: &str = "destination ";

/// A run that is alive as long as this is held; or one that is no more.
pub(super) struct Lease {
    path: PathBuf,
    file: File,
    /// The run's name.
    pub name: String,
    /// Whose phones and sessions it makes.
    pub account: String,
    /// Where it listens on the emulator.
    pub destination: Option<Url>,
}

impl Lease {
    /// Says that a run of this name is alive. Nobody takes it for a dead one before its first line is written, under the lock.
    pub(super) fn take(state: &Path, name: String, account: String) -> Result<Self, Error> {
        let folder = state.join(FOLDER);
        private::create_folder(&folder)?;
        let path = folder.join(&name);
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let opened = options.create_new(true).append(true).open(&path);
        let held = opened.and_then(|file| file.lock().map(|()| file));
        let file = held.map_err(|source| config::Error::Access { action: "lock", path: path.clone(), source })?;
        let mut lease = Self { path, file, name, account, destination: None };
        match lease.write(&format!("{ACCOUNT}{}\n", lease.account)) {
            Ok(()) => Ok(lease),
            Err(error) => {
                lease.end();
                Err(error)
            }
        }
    }

    /// Before the destination is made.
    pub(super) fn listens_at(&mut self, url: &Url) -> Result<(), Error> {
        self.write(&format!("{DESTINATION}{url}\n"))
    }

    fn write(&mut self, line: &str) -> Result<(), Error> {
        let written = self.file.write_all(line.as_bytes());
        written.map_err(|source| config::Error::Access { action: "write", path: self.path.clone(), source }.into())
    }

    /// All has been put away, or told. One that stays is of a run that is no more, and nothing is left of it.
    pub(super) fn end(self) {
        let _ = fs::remove_file(self.path);
    }

    /// The runs that are no more, have not ended by themselves, and are looked for; whoever has them here is alone with them.
    pub(super) fn dead(state: &Path, is_wanted: impl Fn(&Self) -> bool) -> Vec<Self> {
        let entries = fs::read_dir(state.join(FOLDER)).into_iter().flatten().flatten();
        entries.filter_map(|entry| Self::left(entry.path())).filter(is_wanted).collect()
    }

    /// Only a lock that was got says that nobody has it: one that cannot be asked for does not.
    fn left(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str().filter(|name| is_name(name))?.to_owned();
        fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
        // Some file systems lock only what can be written.
        let mut file = OpenOptions::new().read(true).append(true).open(&path).ok()?;
        file.try_lock().ok()?;
        let mut text = String::new();
        file.read_to_string(&mut text).ok()?;
        // A line without its end was not written to its end.
        let lines = || text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
        let account = lines().find_map(|line| line.strip_prefix(ACCOUNT))?.to_owned();
        let destination = lines().find_map(|line| line.strip_prefix(DESTINATION)?.parse().ok());
        Some(Self { path, file, name, account, destination })
    }
}

/// Whose sessions and phones a run makes.
pub(super) fn account(scope: &Scope) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    format!("{} {} {}", scope.environment, text(&scope.address), text(&scope.merchant_id))
}

/// The run that a reference is of, if it is of one.
pub(super) fn run_of(reference: &str) -> Option<&str> {
    let (moment, rest) = reference.strip_prefix(PREFIX)?.split_once('-')?;
    let name = &reference[..PREFIX.len() + moment.len()];
    rest.split_once('-').filter(|(count, _)| count.parse::<usize>().is_ok())?;
    is_name(name).then_some(name)
}

fn is_name(text: &str) -> bool {
    let moment = text.strip_prefix(PREFIX).unwrap_or_default();
    !moment.is_empty() && moment.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_run_of_a_reference_is_in_it() {
        assert_eq!(run_of("ipp-checklist-17-2-cancel"), Some("ipp-checklist-17"));
        for other in [
            "ipp-checklist-17",
            "ipp-checklist-17-cancel",
            "ipp-checklist-x-1-cancel",
            "order-17",
            "ipp-checklist--1-a",
        ] {
            assert_eq!(run_of(other), None, "{other}");
        }
    }

    #[test]
    fn one_is_dead_only_when_nobody_holds_it_and_it_says_whose_it_is() {
        let state = tempfile::tempdir().expect("a folder");
        let take = |name: &str| Lease::take(state.path(), name.to_owned(), "emulator".to_owned()).expect("a lease");
        let mut own = take("ipp-checklist-1");
        own.listens_at(&"http://127.0.0.1:1/".parse().expect("a URL")).expect("written");
        own.write("half a line").expect("written");
        let all = || Lease::dead(state.path(), |_| true);
        assert!(all().is_empty());
        drop(own);
        fs::write(state.path().join(FOLDER).join("ipp-checklist-2"), "acc").expect("half a line");
        fs::write(state.path().join(FOLDER).join("other"), "account x\n").expect("another file");
        fs::create_dir(state.path().join(FOLDER).join("ipp-checklist-3")).expect("no file");
        assert!(Lease::dead(state.path(), |lease| lease.account == "another").is_empty());
        let dead = all();
        let told: Vec<_> =
            dead.iter().map(|lease| (&*lease.name, lease.destination.as_ref().map(Url::as_str))).collect();
        assert_eq!(told, [("ipp-checklist-1", Some("http://127.0.0.1:1/"))]);
        // Whoever sweeps is alone.
        assert!(all().is_empty());
        dead.into_iter().for_each(Lease::end);
        take("ipp-checklist-1").end();
        assert!(all().is_empty());
    }
}
