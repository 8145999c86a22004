//! One change of the config file, from the lock to the rename.
//!
//! A link to the file is followed, so that the file stays where its owner keeps it. What is not a file is never replaced.

use crate::config::error::Error;
use crate::config::file::{self, ConfigFile, Content};
use crate::config::private;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};
use toml_edit::DocumentMut;

/// How long another `ipp` may take to change the file.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often to look whether it is done.
const PAUSE: Duration = Duration::from_millis(10);

/// Reads, changes, checks and replaces the file, while no other `ipp` does.
pub(super) fn edit(
    path: &Path,
    change: impl FnOnce(&mut DocumentMut, &ConfigFile) -> Result<(), Error>,
) -> Result<(), Error> {
    let target = target(path)?;
    private::create_folder(target.parent().unwrap_or(Path::new("/")))?;
    let _lock = lock(&target, PATIENCE)?;
    let (text, _) = changed(path, change)?;
    private::write(&target, text.as_bytes())
}

/// What the file would say after a change. Writes nothing.
pub(super) fn plan(
    path: &Path,
    change: impl FnOnce(&mut DocumentMut, &ConfigFile) -> Result<(), Error>,
) -> Result<ConfigFile, Error> {
    Ok(changed(path, change)?.1)
}

/// The text of the changed file, and what it says.
fn changed(
    path: &Path,
    change: impl FnOnce(&mut DocumentMut, &ConfigFile) -> Result<(), Error>,
) -> Result<(String, ConfigFile), Error> {
    let content = file::read(path)?;
    let before = file::parse(&content, path)?;
    let mut document: DocumentMut =
        content.text.parse().map_err(|error: toml_edit::TomlError| Error::file(path, None, error.message()))?;
    change(&mut document, &before)?;
    let text = document.to_string();
    let after = check(&text, path)?;
    Ok((text, after))
}

/// What would be written has to be readable. A line number of it would mislead, as the file never gets that far.
fn check(text: &str, path: &Path) -> Result<ConfigFile, Error> {
    match file::parse(&Content { text: text.to_owned(), exposed: false }, path) {
        Err(Error::File { problem, .. }) => Err(Error::file(path, None, &format!("nothing was written: {problem}"))),
        checked => checked,
    }
}

fn target(path: &Path) -> Result<PathBuf, Error> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path.to_owned()),
        found => found.map_err(Error::access("write", path))?,
    };
    let target = fs::canonicalize(path).map_err(Error::access("follow", path))?;
    let metadata = fs::metadata(&target).map_err(Error::access("write", path))?;
    if metadata.is_file() { Ok(target) } else { Err(Error::file(path, None, "it is not a file that can be changed")) }
}

/// The system frees the lock also when its holder is killed. The lock file stays: removing it would let two in.
pub(super) fn lock(target: &Path, patience: Duration) -> Result<File, Error> {
    let path = target.with_extension("toml.lock");
    let failed = || Error::access("lock", &path);
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.create(true).truncate(false).write(true).open(&path).map_err(failed())?;
    let deadline = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(failed()(error)),
            Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return Err(Error::Busy(target.to_owned())),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
        }
    }
}
