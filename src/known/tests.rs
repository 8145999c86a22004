//! What is kept, what is not, and what damage does.

use super::*;
use crate::model::device::Device;
use crate::model::location::Location;
use serde_json::json;
use std::fs;

fn device(id: &str, name: &str) -> Device {
    serde_json::from_value(json!({"id": id, "name": name})).expect("a device")
}

fn list(is_whole: bool, devices: &[Device]) -> Reading {
    let mut reading = Reading::of_list::<Device>(is_whole);
    reading.take(devices);
    reading
}

fn names(folder: &Path, account: &Account) -> Vec<String> {
    Known::load(folder, account).of::<Device>().iter().map(|entry| format!("{} {}", entry.id, entry.name)).collect()
}

#[test]
fn lists_replace_and_single_ones_are_added() {
    let folder = tempfile::tempdir().expect("a folder");
    let account = Account::of(&["playground", "shop"]);
    let learn = |reading| Known::load(folder.path(), &account).learn(reading);
    learn(list(true, &[device("1", "Till 1"), device("2", "Till 2")]));
    learn(Reading::of(&device("3", "Till 3")));
    learn(Reading::of(&device("1", "Kassa")));
    assert_eq!(names(folder.path(), &account), ["1 Kassa", "2 Till 2", "3 Till 3"]);
    learn(Reading::without::<Device>("2"));
    learn(list(false, &[device("4", "")]));
    assert_eq!(names(folder.path(), &account), ["1 Kassa", "3 Till 3", "4 "]);
    learn(list(true, &[device("9", "New")]));
    assert_eq!(names(folder.path(), &account), ["9 New"]);
    assert!(Known::load(folder.path(), &account).of::<Location>().is_empty());
    assert!(names(folder.path(), &Account::of(&["playground", "other"])).is_empty());
    Known::forget(folder.path(), &account);
    assert!(names(folder.path(), &account).is_empty());
}

#[test]
fn what_is_known_already_is_not_written_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let account = Account::of(&["a"]);
    let mut known = Known::load(folder.path(), &account);
    known.learn(list(true, &[device("1", "Till 1")]));
    let path = file::path(folder.path(), &account);
    fs::remove_file(&path).expect("a file");
    known.learn(Reading::of(&device("1", "Till 1")));
    assert!(!path.exists());
}

#[test]
fn accounts_are_told_apart_and_tell_nothing() {
    assert_ne!(Account::of(&["ab", "c"]), Account::of(&["a", "bc"]));
    let account = Account::of(&["playground", "kco_test_api_x"]);
    assert!(account.0.len() == 16 && account.0.bytes().all(|byte| byte.is_ascii_hexdigit()), "{account:?}");
}

#[test]
fn neither_keys_nor_controls_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let account = Account::of(&["a"]);
    let devices =
        [device("1", "kco_test_api_SECRET"), device("2", "a\tb\n"), device("whsec_SECRET", "x"), device("", "y")];
    Known::load(folder.path(), &account).learn(list(true, &devices));
    assert_eq!(names(folder.path(), &account), ["1 ", "2 "]);
    let text = fs::read_to_string(file::path(folder.path(), &account)).expect("a file");
    assert!(!text.contains("SECRET"), "{text}");
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let account = Account::of(&["a"]);
    Known::load(folder.path(), &account).learn(Reading::of(&device("1", "a")));
    let path = file::path(folder.path(), &account);
    let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
    let left = fs::read_dir(path.parent().expect("a folder")).expect("a folder").count();
    assert_eq!(left, 1);
}

#[test]
fn damage_takes_only_what_it_hits() {
    let folder = tempfile::tempdir().expect("a folder");
    let account = Account::of(&["a"]);
    Known::load(folder.path(), &account).learn(list(true, &[device("1", "Till 1"), device("2", "Till 2")]));
    let path = file::path(folder.path(), &account);
    let whole = fs::read(&path).expect("bytes");
    for cut in 0..whole.len() {
        fs::write(&path, &whole[..cut]).expect("a file");
        assert!(names(folder.path(), &account).len() < 2, "{cut}");
    }
    for bytes in [b"\xff\xfe".as_slice(), b"", b"ipp completions 2\ndevice\t1\tx\n", b"{}"] {
        fs::write(&path, bytes).expect("a file");
        assert!(names(folder.path(), &account).is_empty(), "{bytes:?}");
    }
    fs::write(
        &path,
        b"ipp completions 1\nnonsense\ndevice\t\tx\ndevice\t1\t\xff\ndevice\t2\ta\x1b[2J\ndevice\t3\tok\n",
    )
    .expect("a file");
    assert_eq!(names(folder.path(), &account), ["3 ok"]);
    fs::remove_file(&path).expect("a file");
    fs::create_dir(&path).expect("a folder");
    Known::load(folder.path(), &account).learn(Reading::of(&device("1", "a")));
    assert!(names(folder.path(), &account).is_empty());
}

#[test]
fn there_is_an_end_to_what_is_kept() {
    let many: Vec<Device> = (0..MOST + 10).map(|number| device(&number.to_string(), "")).collect();
    assert_eq!(list(true, &many).entries.len(), MOST);
    let old: Vec<Entry> = list(true, &many).entries;
    assert_eq!(merged(&old, &Reading::of(&device("new", ""))).len(), MOST);
}
