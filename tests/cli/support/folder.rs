//! Folders for what dies with its process and not with the machine: in memory, where nobody waits for a disk.

use std::path::Path;
use tempfile::TempDir;

/// So much has to be free, in bytes: some containers have little memory for files.
const ROOM: u64 = 1 << 30;

/// One that goes when it is dropped.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let has_room = rustix::fs::statvfs(memory).is_ok_and(|about| about.f_bavail.saturating_mul(about.f_frsize) > ROOM);
    let folder = if has_room { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a folder")
}
