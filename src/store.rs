//! Opens an SQLite file of the state folder, or makes it: the one way to do so, for the emulator's world and the journal.
//!
//! A new file is made whole under a name of its own and then given its name if nobody was first: processes may race, and
//! nobody ever sees half a schema. Must never replace or delete a file, whatever is found in it.

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags, TransactionBehavior};
use std::ffi::OsString;
use std::fs::{DirBuilder, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempPath;

/// How long a process waits for another one's transaction.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// When that was not enough. The seconds are those of [`PATIENCE`].
pub const LOCKED: &str = "another process has kept it locked for 5 seconds";

/// What a file is, and how it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name in the state folder.
    pub file_name: &'static str,
    /// Marks it as ours (`PRAGMA application_id`).
    pub application_id: i32,
    /// The newest format (`PRAGMA user_version`), counted from 1.
    pub version: i32,
    /// Whether a commit has to survive a power cut, and not only the death of the process.
    pub durable: bool,
    /// How many pages of 4 KiB are written before they are brought into the file proper.
    pub checkpoint: i32,
    /// More statements than there are, so that each is prepared once.
    pub statements: usize,
}

/// Why a file can't be opened. Every variant names it, and none has touched it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder or the file can't be made.
    #[error("cannot create {}: {reason}", path.display())]
    Create {
        /// The folder or the file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file is there and can't be opened, read or written.
    #[error("cannot open {}: {reason}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// Not an SQLite database, or a broken one.
    #[error("{} is damaged ({reason}); it was left as it is", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// A database of another application.
    #[error("{} belongs to another application; it was left as it is", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Made by a later `ipp`.
    #[error("{} was made by a newer version (format {found}, this one knows {known})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i32,
        /// The newest that is known here.
        known: i32,
    },
}

/// The connection to the file in `folder`, which is begun when there is none.
pub fn open(folder: &Path, kind: &Kind, grow: &mut Grow<'_>) -> Result<Connection, OpenError> {
    let path = folder.join(kind.file_name);
    match path.try_exists() {
        Ok(true) => {}
        Ok(false) => create(folder, &path, kind, grow)?,
        Err(error) => return Err(OpenError::Open { path, reason: error.to_string() }),
    }
    let mut store = connect(&path, kind).map_err(|error| refused(&path, &error))?;
    let found = recognise(&store, &path, kind)?;
    if store.is_readonly(MAIN_DB).map_err(|error| refused(&path, &error))? {
        return Err(OpenError::Open { path, reason: "the file is read-only".to_owned() });
    }
    if found < kind.version {
        upgrade(&mut store, kind, grow).map_err(|Reason(reason)| OpenError::Open { path: path.clone(), reason })?;
    }
    Ok(store)
}

/// A connection to a file that is there and has been opened before.
pub fn connect_to(folder: &Path, kind: &Kind) -> Result<Connection, OpenError> {
    let path = folder.join(kind.file_name);
    connect(&path, kind).map_err(|error| refused(&path, &error))
}

/// Why a file can't be used just now, where it may be usable later and nothing is wrong with what is in it.
pub fn passing(error: &rusqlite::Error) -> Option<&'static str> {
    match error.sqlite_error_code()? {
        ErrorCode::DiskFull => Some("the disk is full"),
        // A quota or a limit of the process looks like this, and so does a full disk where SQLite maps memory.
        ErrorCode::SystemIoFailure => Some("the disk is full, or fails"),
        ErrorCode::ReadOnly => Some("the file or its folder is read-only"),
        ErrorCode::CannotOpen => Some("the file or its folder cannot be opened"),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Some(LOCKED),
        _ => None,
    }
}

/// Whether what is in the file is not what SQLite left there.
pub fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// What a fault of SQLite means for the file at `path`.
pub fn refused(path: &Path, error: &rusqlite::Error) -> OpenError {
    let (path, Reason(reason)) = (path.to_owned(), Reason::of(error));
    match is_damage(error) {
        true => OpenError::Damaged { path, reason },
        false => OpenError::Open { path, reason },
    }
}

/// Why something failed, in words that stand beside the file's name.
#[derive(Debug)]
pub struct Reason(pub String);

impl Reason {
    /// In plain words, where there are such.
    pub fn of(error: &rusqlite::Error) -> Self {
        Self(passing(error).map_or_else(|| error.to_string(), str::to_owned))
    }
}

impl From<rusqlite::Error> for Reason {
    fn from(error: rusqlite::Error) -> Self {
        Self::of(&error)
    }
}

/// Takes the tables from the format that it is told (0: there are none yet) to the newest, inside one transaction.
type Grow<'a> = dyn FnMut(&Connection, i32) -> Result<(), Reason> + 'a;

/// Brings an earlier file to the newest format, in one transaction. Whoever waited for the lock finds the work done.
fn upgrade(store: &mut Connection, kind: &Kind, grow: &mut Grow<'_>) -> Result<(), Reason> {
    let transaction = store.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    grow(&transaction, found)?;
    transaction.pragma_update(None, "user_version", kind.version)?;
    Ok(transaction.commit()?)
}

fn connect(path: &Path, kind: &Kind) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let store = Connection::open_with_flags(path, flags)?;
    store.busy_timeout(PATIENCE)?;
    store.set_prepared_statement_cache_capacity(kind.statements);
    // In WAL mode NORMAL survives the death of the process at any moment, and never leaves a damaged file; only a power
    // cut may take the last commits.
    store.pragma_update(None, "synchronous", if kind.durable { "FULL" } else { "NORMAL" })?;
    store.pragma_update(None, "wal_autocheckpoint", kind.checkpoint)?;
    Ok(store)
}

/// The file's format, if it is one of ours.
fn recognise(store: &Connection, path: &Path, kind: &Kind) -> Result<i32, OpenError> {
    let marks: (i32, i32, i64) = store
        .query_row(
            "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
             FROM pragma_application_id, pragma_user_version",
            (),
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .map_err(|error| refused(path, &error))?;
    let (path, known) = (path.to_owned(), kind.version);
    match marks {
        (id, found, _) if id == kind.application_id && (1..=known).contains(&found) => Ok(found),
        (id, found, _) if id == kind.application_id && found > known => Err(OpenError::Newer { path, found, known }),
        (id, found, _) if id == kind.application_id => {
            Err(OpenError::Damaged { path, reason: format!("there is no format {found}") })
        }
        (0, 0, 0) => Err(OpenError::Damaged { path, reason: "it is empty".to_owned() }),
        _ => Err(OpenError::Foreign { path }),
    }
}

fn create(folder: &Path, path: &Path, kind: &Kind, grow: &mut Grow<'_>) -> Result<(), OpenError> {
    make_folder(folder).map_err(|error| OpenError::Create { path: folder.to_owned(), reason: error.to_string() })?;
    refuse_orphan(path)?;
    let failed = |reason: String| OpenError::Create { path: path.to_owned(), reason };
    // Created with mode 0600; the file is closed here, because closing it later would drop SQLite's locks.
    let draft = tempfile::Builder::new()
        .prefix(kind.file_name)
        .suffix(".new")
        .tempfile_in(folder)
        .map_err(|error| failed(error.to_string()))?
        .into_temp_path();
    fill(&draft, kind, grow).map_err(|Reason(reason)| failed(reason))?;
    publish(draft, path).map_err(|error| failed(error.to_string()))?;
    match kind.durable {
        true => sync_folder(folder).map_err(|error| failed(error.to_string())),
        false => Ok(()),
    }
}

/// SQLite would take the log of a file that was moved away for the new file's own.
fn refuse_orphan(path: &Path) -> Result<(), OpenError> {
    let mut name = OsString::from(path);
    name.push("-wal");
    let log = PathBuf::from(name);
    // Another process may have begun the file since it was looked for.
    match log.exists() && !path.exists() {
        true => Err(OpenError::Damaged { path: log, reason: "it is the log of a file that is gone".to_owned() }),
        false => Ok(()),
    }
}

/// Writes the whole beginning. The rollback journal makes sure that it is all in the one file before WAL takes over.
fn fill(draft: &Path, kind: &Kind, grow: &mut Grow<'_>) -> Result<(), Reason> {
    let mut store = connect(draft, kind)?;
    let transaction = store.transaction()?;
    grow(&transaction, 0)?;
    transaction.pragma_update(None, "user_version", kind.version)?;
    transaction.pragma_update(None, "application_id", kind.application_id)?;
    transaction.commit()?;
    store.pragma_update(None, "journal_mode", "WAL")?;
    store.close().map_err(|(_, error)| error.into())
}

/// Gives the draft its name, unless another process was first: then the other's file is the one.
fn publish(draft: TempPath, path: &Path) -> io::Result<()> {
    match draft.persist_noclobber(path) {
        Err(failure) if failure.error.kind() != io::ErrorKind::AlreadyExists => Err(failure.error),
        _ => Ok(()),
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The name has to survive a power cut, too.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
