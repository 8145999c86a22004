//! Opens the file of the world, or makes it.
//!
//! A new file is made whole under a name of its own and then given its name if nobody was first: processes may race, and
//! nobody ever sees half a schema. Must never replace or delete a file, whatever is found in it.

use super::clock::{Clock, Ids, RandomIds, ScaledClock};
use super::pace::Seen;
use super::schema::{self, VERSION};
use super::{Transition, WorldError, error, seed};
use rusqlite::{Connection, MAIN_DB, OpenFlags, TransactionBehavior};
use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempPath;

/// The file's name in the state folder.
pub const FILE_NAME: &str = "emulator.db";

/// Marks the file as ours (`PRAGMA application_id`): "ippE".
const APPLICATION_ID: i32 = 0x6970_7045;

/// How long a process waits for another one's transaction.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// How many pages of 4 KiB are written before they are brought into the file proper: each time costs milliseconds, and
/// what is written often in between is brought there once.
const CHECKPOINT: i32 = 4_000;

/// More statements than the world has, so that each is prepared once.
const STATEMENTS: usize = 128;

/// Why the world can't be opened. Every variant names the file, and none has touched it.
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
    #[error("{} was made by a newer version (format {found}, this one knows {VERSION})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i32,
    },
}

/// The world's own clock, above the one that was given.
type WorldClock = ScaledClock<Box<dyn Clock + Send>>;

/// The connection to the world of `folder`, which is begun when there is none, and how its clock goes.
pub(super) fn open(folder: &Path, clock: &WorldClock, seen: &Seen, ids: &mut dyn Ids) -> Result<Connection, OpenError> {
    let path = folder.join(FILE_NAME);
    match path.try_exists() {
        Ok(true) => {}
        Ok(false) => create(folder, &path, clock, ids)?,
        Err(error) => return Err(OpenError::Open { path, reason: error.to_string() }),
    }
    let mut store = connect(&path).map_err(|error| refused(&path, &error))?;
    let version = recognise(&store, &path)?;
    if store.is_readonly(MAIN_DB).map_err(|error| refused(&path, &error))? {
        return Err(OpenError::Open { path, reason: "the file is read-only".to_owned() });
    }
    if version < VERSION {
        upgrade(&mut store, clock).map_err(|error| OpenError::Open { path: path.clone(), reason: reason(error) })?;
    }
    seen.follow(&store, clock).map_err(|error| refused(&path, &error))?;
    Ok(store)
}

/// Brings an earlier file to this version, in one transaction. Whoever waited for the lock finds the work done.
///
/// Its ids are nobody's: what a seed has given before is not known to an earlier file.
fn upgrade(store: &mut Connection, clock: &dyn Clock) -> Result<(), WorldError> {
    let transaction = store.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    schema::upgrade(&mut Transition { store: &transaction, now: clock.now(), ids: &mut RandomIds }, found)?;
    Ok(transaction.commit()?)
}

/// A connection to a world that is there.
pub(super) fn connect_to(folder: &Path) -> Result<Connection, OpenError> {
    let path = folder.join(FILE_NAME);
    connect(&path).map_err(|error| refused(&path, &error))
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let store = Connection::open_with_flags(path, flags)?;
    store.busy_timeout(PATIENCE)?;
    store.set_prepared_statement_cache_capacity(STATEMENTS);
    // In WAL mode NORMAL survives the death of the process at any moment, and never leaves a damaged file; only a power
    // cut may take the last commits. FULL waits for the disk at every commit (3 ms on the disk this was measured on):
    // 281, 315 and 314 creates a second over 1, 8 and 64 connections, where NORMAL made 3985, 3399 and 6225 in the same
    // minute, on the same busy machine. A playground is not worth that.
    store.pragma_update(None, "synchronous", "NORMAL")?;
    store.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
    Ok(store)
}

/// The file's version, if it is one of ours.
fn recognise(store: &Connection, path: &Path) -> Result<i32, OpenError> {
    let marks = store
        .query_row(
            "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
             FROM pragma_application_id, pragma_user_version",
            (),
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .map_err(|error| refused(path, &error))?;
    let path = path.to_owned();
    match marks {
        (APPLICATION_ID, found @ 1..=VERSION, _) => Ok(found),
        (APPLICATION_ID, found, _) if found > VERSION => Err(OpenError::Newer { path, found }),
        (APPLICATION_ID, found, _) => Err(OpenError::Damaged { path, reason: format!("there is no format {found}") }),
        (0, 0, 0) => Err(OpenError::Damaged { path, reason: "it is empty".to_owned() }),
        _ => Err(OpenError::Foreign { path }),
    }
}

fn refused(path: &Path, error: &rusqlite::Error) -> OpenError {
    let path = path.to_owned();
    match error::passing(error) {
        Some(reason) => OpenError::Open { path, reason: reason.to_owned() },
        None if error::is_damage(error) => OpenError::Damaged { path, reason: error.to_string() },
        None => OpenError::Open { path, reason: error.to_string() },
    }
}

fn create(folder: &Path, path: &Path, clock: &dyn Clock, ids: &mut dyn Ids) -> Result<(), OpenError> {
    make_folder(folder).map_err(|error| OpenError::Create { path: folder.to_owned(), reason: error.to_string() })?;
    let failed = |reason: String| OpenError::Create { path: path.to_owned(), reason };
    // Created with mode 0600; the file is closed here, because closing it later would drop SQLite's locks.
    let draft = tempfile::Builder::new()
        .prefix(FILE_NAME)
        .suffix(".new")
        .tempfile_in(folder)
        .map_err(|error| failed(error.to_string()))?
        .into_temp_path();
    fill(&draft, clock, ids).map_err(|error| failed(reason(error)))?;
    publish(draft, path).map_err(|error| failed(error.to_string()))
}

/// Writes the whole beginning. The rollback journal makes sure that it is all in the one file before WAL takes over.
fn fill(draft: &Path, clock: &dyn Clock, ids: &mut dyn Ids) -> Result<(), WorldError> {
    let mut store = connect(draft)?;
    let transaction = store.transaction()?;
    let mut step = Transition { store: &transaction, now: clock.now(), ids };
    schema::upgrade(&mut step, 0)?;
    seed::begin(&mut step)?;
    step.ids.keep(&transaction)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()?;
    store.pragma_update(None, "journal_mode", "WAL")?;
    store.close().map_err(|(_, error)| error.into())
}

/// The reason alone, where the file is named beside it.
fn reason(error: WorldError) -> String {
    match error {
        WorldError::Unavailable(reason) | WorldError::Store(reason) => reason,
        other => other.to_string(),
    }
}

/// Gives the draft its name, unless another process was first: then the other's file is the world.
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
