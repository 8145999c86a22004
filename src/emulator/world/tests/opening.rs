//! What may be found where the world should be, and what must not happen to it.

use super::super::{FILE_NAME, OpenError, PageRequest, World};
use super::world;
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use tempfile::{TempDir, tempdir};

fn folder_holding(content: &[u8]) -> TempDir {
    let folder = tempdir().expect("a folder");
    fs::write(folder.path().join(FILE_NAME), content).expect("a file");
    folder
}

fn refusal(folder: &Path) -> OpenError {
    World::open(folder).err().expect("a refusal")
}

#[test]
fn a_new_world_has_a_shop_and_a_simulated_phone() {
    let (world, _, _folder) = world();
    let shops = world.locations(PageRequest::default()).expect("locations").content;
    let [shop] = &shops[..] else { panic!("{shops:?}") };
    assert_eq!(shop.name.as_deref(), Some("My Store"));
    assert_eq!((shop.city.as_deref(), shop.country.as_deref()), (Some("Stockholm"), Some("SE")));
    let phone = super::first_device(&world);
    assert_eq!(phone.location_id.as_ref(), Some(&shop.id));
    assert_eq!(phone.metadata.expect("metadata")["simulated"], "true");
}

#[test]
fn what_was_written_is_there_after_closing() {
    let (mut world, _, folder) = world();
    let device = super::first_device(&world);
    let session = world.create_session(&super::documented_order(device.id.as_str())).expect("created");
    drop(world);
    let mut again =
        World::open_with(folder.path(), Box::new(super::Hands(Default::default())), Box::new(super::super::RandomIds))
            .expect("opened again");
    assert_eq!(again.session(&session.session_id).expect("read"), session);
    assert_eq!(super::first_device(&again), device);
}

#[cfg(unix)]
#[test]
fn folder_and_file_are_for_the_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempdir().expect("a folder");
    let folder = parent.path().join("a/b");
    let _world = World::open(&folder).expect("a world");
    let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join(FILE_NAME))), (0o700, 0o600));
    for file in fs::read_dir(&folder).expect("a listing") {
        assert_eq!(mode(&file.expect("an entry").path()), 0o600);
    }
}

#[test]
fn nothing_is_left_beside_a_new_world() {
    let (world, _, folder) = world();
    drop(world);
    let names: Vec<_> =
        fs::read_dir(folder.path()).expect("a listing").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(names, [FILE_NAME]);
}

#[test]
fn damaged_files_are_named_and_left_alone() {
    for content in [
        &b"not a database, but long enough to be looked at by SQLite as if it might be one, to be sure............"[..],
        b"",
        b"x",
    ] {
        let folder = folder_holding(content);
        let error = refusal(folder.path());
        assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains(&*folder.path().join(FILE_NAME).to_string_lossy()));
        assert_eq!(fs::read(folder.path().join(FILE_NAME)).expect("the file"), content);
    }
}

#[test]
fn a_file_that_was_cut_is_damaged() {
    let (world, _, folder) = world();
    drop(world);
    let path = folder.path().join(FILE_NAME);
    let whole = fs::read(&path).expect("the file");
    fs::write(&path, &whole[..5000]).expect("cut");
    let error = refusal(folder.path());
    assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
    assert_eq!(fs::read(&path).expect("the file"), &whole[..5000]);
}

/// A database that `statements` made, the refusal of it, and a check that it was left alone.
fn refusal_of(statements: &str) -> OpenError {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join(FILE_NAME);
    Connection::open(&path).and_then(|other| other.execute_batch(statements)).expect(statements);
    let before = fs::read(&path).expect("the file");
    let error = refusal(folder.path());
    assert_eq!(fs::read(&path).expect("the file"), before, "{statements}");
    error
}

#[test]
fn foreign_and_newer_databases_are_left_alone() {
    for statements in ["CREATE TABLE songs (name)", "PRAGMA application_id = 7", "PRAGMA user_version = 1"] {
        let error = refusal_of(statements);
        assert!(matches!(error, OpenError::Foreign { .. }), "{statements}: {error}");
    }
    let error = refusal_of("PRAGMA application_id = 0x69707045; PRAGMA user_version = 99; CREATE TABLE later (name)");
    assert!(matches!(error, OpenError::Newer { found: 99, .. }), "{error}");
}

#[test]
fn what_cannot_be_made_or_opened_is_named() {
    let parent = tempdir().expect("a folder");
    let occupied = parent.path().join("occupied");
    fs::write(&occupied, "a file where the folder should be").expect("a file");
    let error = refusal(&occupied.join("state"));
    assert!(matches!(error, OpenError::Open { .. } | OpenError::Create { .. }), "{error}");
    assert!(error.to_string().contains("occupied"), "{error}");
    fs::create_dir_all(parent.path().join("state").join(FILE_NAME)).expect("a folder where the file should be");
    let error = refusal(&parent.path().join("state"));
    assert!(matches!(error, OpenError::Open { .. }), "{error}");
}
