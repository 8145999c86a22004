//! What is on this machine: the config file, who can read what holds secrets, and which environment is meant.

use super::finding::{Finding, listed};
use super::report::Report;
use crate::config::{KeySource, Settings, Variables, file, paths, private};
use crate::error::Error;
use std::path::{Path, PathBuf};

/// What `ipp` keeps in the state folder.
const KEPT: [&str; 3] = ["emulator.db", "journal.db", "events"];

/// Whether the config file can be read; it need not be there.
pub(super) fn config_file() -> Finding {
    let read = Variables::from_process().and_then(|variables| paths::find(&variables));
    match read.and_then(|paths| file::load(&paths.config_file)) {
        Ok(file) if !file.path.exists() => Finding::Pass(format!("there is none at {}", file.path.display())),
        Ok(file) => {
            let profiles = super::finding::count(file.profiles.len(), "profile");
            Finding::Pass(format!("{} with {profiles}", file.path.display()))
        }
        Err(error) => Finding::of_or(&Error::Config(error), "mend it there, or move the file away and run `ipp setup`"),
    }
}

/// Which environment it is, and who says so.
pub(super) fn environment(settings: &Settings) -> Finding {
    let (name, origin) = (settings.environment.value, &settings.environment.origin);
    Finding::Pass(format!("{name}, from {origin}"))
}

/// Whether others can read what may hold a key, a secret or payments.
pub(super) fn modes(report: &mut Report, settings: &Settings) {
    report.add("file-modes", of_files(&private_files(settings)));
}

/// Only what is `ipp`'s own: a folder that a variable names may be anybody's, with anybody's files in it. One in which anybody
/// can replace files is never right.
fn private_files(settings: &Settings) -> Vec<PathBuf> {
    let config_folder = settings.config_path.parent().map(Path::to_owned);
    let folders = [config_folder, Some(settings.state_dir.clone())].into_iter().flatten();
    let mut files: Vec<PathBuf> = folders.filter(|folder| folder.ends_with("ipp") || is_open(folder)).collect();
    files.push(settings.config_path.clone());
    files.extend(KEPT.iter().map(|name| settings.state_dir.join(name)));
    for source in [&settings.key.value, &settings.webhook_secret.value] {
        if let KeySource::File(path) = source {
            files.push(path.clone());
        }
    }
    files
}

/// Whether everybody can replace what is in it; not so where a folder is sticky, as the one for temporary files is.
fn is_open(folder: &Path) -> bool {
    std::fs::metadata(folder).is_ok_and(|metadata| private::is_anybodys(&metadata))
}

fn of_files(paths: &[PathBuf]) -> Finding {
    if !cfg!(unix) {
        return Finding::skipped("there are no modes on this system");
    }
    let there: Vec<_> = paths.iter().filter_map(|path| Some((path, std::fs::metadata(path).ok()?))).collect();
    let open: Vec<_> = there.iter().filter(|(_, metadata)| private::is_exposed(metadata)).collect();
    if there.is_empty() {
        return Finding::Pass("nothing has been written yet".to_owned());
    }
    if open.is_empty() {
        let names: Vec<String> = there.iter().map(|(path, _)| path.display().to_string()).collect();
        return Finding::Pass(format!("only you can read {}", listed(&names)));
    }
    let names: Vec<String> = open.iter().map(|(path, _)| path.display().to_string()).collect();
    let command = |(path, metadata): &&(&PathBuf, std::fs::Metadata)| {
        let mode = if metadata.is_dir() { "700" } else { "600" };
        format!("`chmod {mode} {}`", path.display())
    };
    let mends: Vec<String> = open.iter().map(command).collect();
    Finding::warn(format!("others on this machine may read {}", listed(&names)), listed(&mends))
}
