//! Whether a server is at work over a state folder: then commands leave the callbacks to it.
//!
//! A lock, not a file with a process id: the system takes it back from a process that dies, however it dies.

use super::world::OpenError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// The locked file's name in the state folder. It stays there, and is empty.
const FILE_NAME: &str = "emulator.serving";

/// Held as long as this process serves.
pub struct Presence(File);

impl Presence {
    /// Says that a server is at work over `folder`. Several may be.
    pub fn announce(folder: &Path) -> Result<Self, OpenError> {
        let path = folder.join(FILE_NAME);
        let opened = OpenOptions::new().create(true).append(true).open(&path);
        let locked = opened.and_then(|file| file.lock_shared().map(|()| Self(file)));
        locked.map_err(|error| OpenError::Open { path, reason: error.to_string() })
    }

    /// Says that it no longer takes callbacks.
    pub fn withdraw(self) -> io::Result<()> {
        self.0.unlock()
    }

    /// Whether there is one. Where that can't be seen, there is none.
    pub fn is_announced(folder: &Path) -> bool {
        let Ok(file) = File::open(folder.join(FILE_NAME)) else { return false };
        matches!(file.try_lock(), Err(TryLockError::WouldBlock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_seen_as_long_as_one_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(!Presence::is_announced(folder.path()));
        let first = Presence::announce(folder.path()).expect("announced");
        let second = Presence::announce(folder.path()).expect("announced");
        assert!(Presence::is_announced(folder.path()));
        drop(first);
        assert!(Presence::is_announced(folder.path()));
        second.withdraw().expect("withdrawn");
        assert!(!Presence::is_announced(folder.path()));
    }
}
