//! What `ipp` itself has written, and somebody or something has changed since: the record of callbacks, what completions
//! know, and the mark that comes back in `merchant_data`.

use ipp::journal::Mark;
use ipp::known::{Account, Known, Reading};
use ipp::model::device::Device;
use ipp::webhook::events::{Events, Recorded};
use ipp::webhook::received::Received;
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

/// As each of them.
pub fn read(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    events(bytes, folder.path());
    known(bytes, folder.path());
    if let Ok(text) = std::str::from_utf8(bytes) {
        mark(text);
    }
}

/// Read from its end it is what it is from its beginning, and what comes after it can be read whatever stands there.
fn events(bytes: &[u8], folder: &Path) {
    fs::write(folder.join("2026-06-05.jsonl"), bytes).expect("a file");
    let events = Events::new(folder.to_owned());
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let mut forwards: Vec<Option<Recorded>> = lines.map(Recorded::of_line).collect();
    forwards.reverse();
    let newest: Vec<Option<Recorded>> = events.newest_first().expect("a record").map(Result::ok).collect();
    assert!(newest == forwards, "{:?}", String::from_utf8_lossy(bytes));
    let at = "2026-06-05T18:33:39Z".parse().expect("a time");
    let one = Received { at, path: "/".to_owned(), headers: Vec::new(), body: bytes.to_vec() };
    events.append(&one, None, false).expect("recorded");
    let after: Vec<_> = events.newest_first().expect("a record").collect();
    assert_eq!(after.len(), newest.len() + 1);
    assert_eq!(after[0].as_ref().expect("whole").received, one);
}

/// Nothing that a terminal would obey is suggested, and nothing of it is lost when more is learnt.
fn known(bytes: &[u8], folder: &Path) {
    let account = Account::of(&["a test"]);
    Known::load(folder, &account).learn(Reading::named::<Device>("first", "Till 1"));
    let file = fs::read_dir(folder.join("completions")).expect("a folder").next().expect("a file").expect("a file");
    fs::write(file.path(), bytes).expect("a file");
    let mut known = Known::load(folder, &account);
    let before = known.of::<Device>().to_vec();
    for entry in &before {
        assert!(!entry.id.is_empty() && !entry.id.contains(char::is_control), "{entry:?}");
        assert!(!entry.name.contains(char::is_control), "{entry:?}");
    }
    known.learn(Reading::named::<Device>("learnt-by-a-test", "Till 2"));
    assert_eq!(known.of::<Device>().len(), before.len() + 1);
    assert_eq!(Known::load(folder, &account).of::<Device>(), known.of::<Device>());
}

/// A mark that was placed is found, and the merchant's own members stay what they were.
fn mark(text: &str) {
    let mark = Mark::random();
    let Some(placed) = mark.placed_in(Some(text)) else { return };
    assert_eq!(Mark::found_in(&placed), Some(mark), "{placed}");
    let own = |text: &str| {
        let mut members: Map<String, Value> = serde_json::from_str(text).expect("an object");
        members.shift_remove("ipp_mark");
        members
    };
    assert_eq!(own(&placed), own(text), "{placed}");
}
