//! Why the journal can't be used. Every variant names the file, and none has replaced or emptied it.

use crate::store::{OpenError, Reason};
use std::path::{Path, PathBuf};

/// The journal can't be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It can't be opened or begun.
    #[error("the journal cannot be used: {0}")]
    Open(#[from] OpenError),
    /// It was opened, and failed.
    #[error("the journal {} cannot be used: {reason}", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl Error {
    pub(super) fn of(path: &Path, error: &rusqlite::Error) -> Self {
        let Reason(reason) = Reason::of(error);
        Self::Failed { path: path.to_owned(), reason }
    }
}
