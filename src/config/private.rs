//! Files and folders that only their owner may read, written so that a crash leaves the old or the new one, never half.
//!
//! Where the system has no modes, the owner's own folder is all the protection there is.

use super::error::Error;
use crate::secret::Secret;
use std::fs::{self, DirBuilder, File, Metadata};
use std::io::{self, Read, Write};
use std::path::Path;

/// Makes a folder of mode 0700, with those above it. One that exists keeps its mode.
pub fn create_folder(path: &Path) -> Result<(), Error> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(Error::access("create", path))
}

/// Whether others than the owner can read or change it.
#[cfg(unix)]
pub fn is_exposed(metadata: &Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0
}

/// There are no modes here that could tell.
#[cfg(not(unix))]
pub fn is_exposed(_: &Metadata) -> bool {
    false
}

/// Whether everybody can put other files in the place of those of a folder.
#[cfg(unix)]
pub fn is_anybodys(folder: &Metadata) -> bool {
    let mode = std::os::unix::fs::PermissionsExt::mode(&folder.permissions());
    mode & 0o002 != 0 && mode & 0o1000 == 0
}

/// There are no modes here that could tell.
#[cfg(not(unix))]
pub fn is_anybodys(_: &Metadata) -> bool {
    false
}

/// Replaces a file by one of mode 0600, at once: beside it, synced, renamed.
pub fn write(path: &Path, content: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    let failed = || Error::access("write", path);
    let mut file = tempfile::Builder::new().prefix(".ipp-").tempfile_in(folder).map_err(failed())?;
    file.write_all(content).and_then(|()| file.as_file().sync_all()).map_err(failed())?;
    file.persist(path).map_err(|error| failed()(error.error))?;
    sync_folder(folder).map_err(failed())
}

/// Whether a file could be written there now; leaves nothing.
pub fn check(path: &Path) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    tempfile::Builder::new().prefix(".ipp-").tempfile_in(folder).map(drop).map_err(Error::access("write", path))
}

fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { fs::metadata(folder).map(drop) }
}

/// The first line of a file, without the blanks around it; `None` when there is nothing on it. Reads no more than
/// `limit` bytes.
pub fn read_first_line(path: &Path, limit: u64) -> io::Result<Option<Secret>> {
    let mut text = String::new();
    File::open(path)?.take(limit).read_to_string(&mut text)?;
    let text = Secret::new(text);
    let line = text.expose().lines().next().map(str::trim).filter(|line| !line.is_empty());
    Ok(line.map(Secret::new))
}
