//! What may be found in the journal's place: it is named and left alone, and nothing is begun instead.

use super::super::{Error, FILE_NAME};
use super::*;
use crate::store::OpenError;
use std::fs;
use std::path::Path;

fn refusal(folder: &Path) -> Error {
    Journal::open(folder).err().expect("a refusal")
}

#[test]
fn it_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().expect("a folder");
    let folder = parent.path().join("state");
    let journal = Journal::open(&folder).expect("a journal");
    begun(&journal, &coffee());
    let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for file in fs::read_dir(&folder).expect("a listing") {
        assert_eq!(mode(&file.expect("an entry").path()), 0o600);
    }
}

#[test]
fn it_is_synced_before_anything_is_sent() {
    let (journal, _folder) = journal();
    let mode: String = journal.store.pragma_query_value(None, "journal_mode", |row| row.get(0)).expect("a mode");
    assert_eq!(mode, "wal");
    // At which level each row is written, as SQLite itself sees it.
    let watch = |table: &str| {
        format!(
            "CREATE TEMP TRIGGER on_{table} AFTER INSERT ON {table} BEGIN
                 INSERT INTO levels SELECT '{table}', synchronous FROM pragma_synchronous; END;"
        )
    };
    let table = "CREATE TEMP TABLE levels (name TEXT, level INTEGER);".to_owned();
    journal.store.execute_batch(&(table + &watch("attempts") + &watch("sightings"))).expect("triggers");
    for reference in ["A", "B"] {
        let number = begun(&journal, &referenced(reference));
        became(&journal, number, reference, "CREATED");
    }
    let mut levels = journal.store.prepare("SELECT name || ' ' || level FROM levels").expect("a statement");
    let levels: Vec<String> =
        levels.query_map((), |row| row.get(0)).expect("rows").map(|row| row.expect("a row")).collect();
    let (full, normal) = ("attempts 2", "sightings 1");
    assert_eq!(levels, [full, normal, full, normal]);
}

#[test]
fn what_is_damaged_or_foreign_is_named_and_left_alone() {
    for content in
        [&b"a shopping list, long enough to be looked at by SQLite as if it were a database of its own"[..], b""]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(FILE_NAME);
        fs::write(&path, content).expect("a file");
        let error = refusal(folder.path());
        assert!(matches!(&error, Error::Open(OpenError::Damaged { .. })), "{error}");
        assert!(error.to_string().contains(&*path.to_string_lossy()), "{error}");
        assert_eq!(fs::read(&path).expect("the file"), content);
    }
}

#[test]
fn foreign_and_newer_databases_are_no_journals() {
    for (statements, foreign) in [
        ("PRAGMA application_id = 0x69707045; PRAGMA user_version = 2; CREATE TABLE sessions (object)", true),
        ("PRAGMA application_id = 0x6970704a; PRAGMA user_version = 99; CREATE TABLE later (name)", false),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let other = rusqlite::Connection::open(folder.path().join(FILE_NAME)).expect("a file");
        other.execute_batch(statements).expect(statements);
        let error = refusal(folder.path());
        assert_eq!(matches!(error, Error::Open(OpenError::Foreign { .. })), foreign, "{error}");
        assert_eq!(matches!(error, Error::Open(OpenError::Newer { found: 99, .. })), !foreign, "{error}");
    }
}

#[test]
fn the_log_of_a_journal_that_is_gone_is_not_taken_for_the_new_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join(format!("{FILE_NAME}-wal"));
    fs::write(&log, "what was written last").expect("a file");
    let error = refusal(folder.path());
    assert!(error.to_string().contains("journal.db-wal"), "{error}");
    assert!(log.exists() && !folder.path().join(FILE_NAME).exists());
}

#[test]
fn a_log_that_is_lost_or_damaged_takes_no_attempt_with_it() {
    let (journal, folder) = journal();
    assert_eq!(begun(&journal, &coffee()), 1);
    let log = folder.path().join(format!("{FILE_NAME}-wal"));
    assert_eq!(fs::metadata(&log).map_or(0, |log| log.len()), 0, "nothing is left to the log");
    let reader = Journal::open(folder.path()).expect("a reader");
    reader.store.execute_batch("BEGIN; SELECT count(*) FROM attempts").expect("a reader that takes its time");
    assert_eq!(
        begun(&journal, &NewAttempt { reference1: Some("B".to_owned()), ..coffee() }),
        2,
        "it is not waited for"
    );
}

#[test]
fn a_full_disk_and_a_locked_or_read_only_file_are_said_and_nothing_is_begun() {
    let (journal, folder) = journal();
    let refuses = |journal: &Journal| journal.begin(&coffee(), WINDOW).expect_err("a refusal").to_string();
    let pages: i64 = journal.store.pragma_query_value(None, "page_count", |row| row.get(0)).expect("pages");
    journal.store.pragma_update(None, "max_page_count", pages).expect("no more room");
    let long = NewAttempt { reference1: Some("x".repeat(100_000)), ..coffee() };
    assert!(journal.begin(&long, WINDOW).expect_err("full").to_string().contains("the disk is full"));
    journal.store.pragma_update(None, "query_only", true).expect("read-only");
    assert!(refuses(&journal).contains("read-only"));
    journal.store.pragma_update(None, "query_only", false).expect("writable");
    journal.store.busy_timeout(Duration::ZERO).expect("no patience");
    let other = Journal::open(folder.path()).expect("another process's");
    other.store.execute_batch("BEGIN IMMEDIATE").expect("a write that takes its time");
    assert!(refuses(&journal).contains("another process"));
    drop(other);
    assert_eq!(begun(&journal, &coffee()), 1, "nothing was begun before");
}

#[test]
fn none_is_begun_where_one_is_only_looked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(Journal::open_existing(folder.path()).expect("none").is_none());
    assert_eq!(fs::read_dir(folder.path()).expect("a listing").count(), 0);
}

#[test]
fn a_journal_of_the_first_format_goes_on() {
    let (journal, folder) = journal();
    let number = begun(&journal, &referenced("A"));
    journal
        .store
        .execute_batch("DROP INDEX attempt_step; ALTER TABLE attempts DROP COLUMN step; PRAGMA user_version = 1")
        .expect("written");
    drop(journal);
    let journal = Journal::open(folder.path()).expect("a journal");
    assert_eq!(read(&journal, number).merchant_reference1.as_deref(), Some("A"));
    assert_eq!(begun(&journal, &NewAttempt { step: Some("1f/".to_owned()), ..referenced("B") }), number + 1);
}
