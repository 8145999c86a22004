//! Whatever stands in the journal's place: it is named and kept, and a payment that can't be written down is not asked for.

use super::{CREATE, journal};
use crate::support::server::{Server, json};
use crate::support::{LIVE_KEY, Run, Sandbox, TEST_KEY};
use rusqlite::Connection;
use std::fs;
use std::path::Path;

const DEVICE: &str = "--device 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f";

/// A machine with `content` for its journal, and a server that must not be asked.
fn with_journal(content: &[u8]) -> (Sandbox, Server) {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    fs::create_dir_all(sandbox.state_dir()).expect("a folder");
    fs::write(sandbox.state_dir().join("journal.db"), content).expect("a file");
    (sandbox, server)
}

/// Both ways of asking for a payment are refused before anything is sent.
#[track_caller]
fn refuses(sandbox: &Sandbox, server: &Server) -> Run {
    sandbox.run(&format!("pay --amount 100 --currency SEK {DEVICE} -o json")).expect(3).out_is("");
    let run = sandbox.run(&format!("{CREATE} {DEVICE}")).expect(3).out_is("");
    server.was_never_asked();
    run.says(&["could not be written into the journal", "nothing was sent", "journal.db"])
}

fn database(path: &Path, statements: &str) {
    Connection::open(path).and_then(|store| store.execute_batch(statements)).expect("a database");
}

#[test]
fn a_damaged_one_is_kept() {
    for content in
        [&b"a shopping list that is long enough to be looked at as if it were a database of its own"[..], b""]
    {
        let (sandbox, server) = with_journal(content);
        refuses(&sandbox, &server).says(&["damaged", "hint: keep the file"]);
        sandbox.run("session list").expect(3).says(&["damaged"]);
        sandbox.run("session recover").expect(3).says(&["damaged"]);
        assert_eq!(fs::read(sandbox.state_dir().join("journal.db")).expect("the file"), content);
    }
}

#[test]
fn one_of_another_application_or_of_a_newer_ipp_is_kept() {
    for (statements, word) in [
        ("CREATE TABLE recipes (name)", "another application"),
        ("PRAGMA application_id = 0x6970704a; PRAGMA user_version = 99; CREATE TABLE later (name)", "newer version"),
        ("PRAGMA application_id = 0x6970704a; CREATE TABLE never (name)", "damaged (there is no format 0)"),
    ] {
        let (sandbox, server) = with_journal(b"");
        database(&sandbox.state_dir().join("journal.db"), statements);
        refuses(&sandbox, &server).says(&[word]);
    }
}

#[test]
fn pages_that_break_later_refuse_as_well() {
    let (sandbox, server) = with_journal(b"");
    fs::remove_file(sandbox.state_dir().join("journal.db")).expect("removed");
    sandbox.run("session list").expect(0);
    let other = Server::answering(vec![json(200, r#"{"session_id":"s-1","status":"CREATED"}"#)]);
    sandbox.run(&format!("{CREATE} {DEVICE} --base-url {}", other.address)).expect(0);
    let path = sandbox.state_dir().join("journal.db");
    let mut content = fs::read(&path).expect("the file");
    content[4096..].fill(0xAA);
    fs::write(&path, content).expect("broken");
    refuses(&sandbox, &server);
}

#[test]
fn a_place_that_cannot_be_written_refuses() {
    let (sandbox, server) = with_journal(b"");
    let path = sandbox.state_dir().join("journal.db");
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("a folder in its place");
    refuses(&sandbox, &server);
    fs::remove_dir_all(sandbox.state_dir()).expect("removed");
    fs::write(sandbox.state_dir(), "no folder").expect("a file");
    refuses(&sandbox, &server);
}

#[test]
fn a_full_disk_refuses() {
    for blocks in [0, 1, 8, 30] {
        let server = Server::never();
        let sandbox = Sandbox::playground(&server.address);
        let run = sandbox.shell(&format!("trap '' XFSZ; ulimit -f {blocks}; exec ipp {CREATE} {DEVICE}")).expect(3);
        run.out_is("").says(&["nothing was sent", "hint: see to it that there is room"]);
        server.was_never_asked();
    }
    // The same where it was begun before.
    let server = Server::answering(vec![json(200, r#"{"session_id":"s-1","status":"CREATED"}"#)]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("{CREATE} {DEVICE} --ref A")).expect(0);
    let run = sandbox.shell(&format!("trap '' XFSZ; ulimit -f 0; exec ipp {CREATE} {DEVICE} --ref B")).expect(3);
    run.out_is("").says(&["the disk is full", "nothing was sent"]);
    assert_eq!((server.operations().len(), journal(&sandbox).len()), (1, 1));
}

#[test]
fn reading_goes_on_without_it() {
    let server = Server::answering(vec![json(200, r#"{"session_id":"s-1","status":"FINALIZED"}"#)]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run("session get s-1").expect(0).err_is("");
    assert!(!sandbox.state_dir().exists(), "none is begun where nothing was asked for");
    fs::create_dir_all(sandbox.state_dir()).expect("a folder");
    fs::write(sandbox.state_dir().join("journal.db"), "a shopping list").expect("a file");
    for line in ["session get s-1", "session wait s-1"] {
        sandbox.run(line).expect(0).says(&["what became of it is not written down", "damaged"]);
    }
}

#[test]
fn the_emulator_begins_anew_all_the_same() {
    let sandbox = Sandbox::emulator();
    sandbox.run("device list").expect(0);
    fs::write(sandbox.state_dir().join("journal.db"), "a shopping list").expect("a file");
    sandbox.run("emulator reset --yes").expect(0).says(&["not written down", "damaged"]);
}

#[test]
fn it_is_for_its_owner_only_and_holds_no_secret() {
    use std::os::unix::fs::PermissionsExt;
    let echo = json(400, &format!(r#"{{"detail":"bad key {TEST_KEY} or {LIVE_KEY}"}}"#));
    let server = Server::answering(vec![echo, json(200, r#"{"session_id":"s-1","status":"CREATED"}"#)]);
    let sandbox = Sandbox::playground(&server.address).with("IPP_WEBHOOK_SECRET", "whsec_UkVDT0dOSVNBQkxF");
    sandbox.run(&format!("{CREATE} {DEVICE} --ref A -vv")).expect(6);
    sandbox.run(&format!("{CREATE} {DEVICE} --ref A -vv")).expect(0);
    for file in fs::read_dir(sandbox.state_dir()).expect("a listing") {
        let path = file.expect("an entry").path();
        assert_eq!(fs::metadata(&path).expect("metadata").permissions().mode() & 0o777, 0o600, "{path:?}");
        let text = String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned();
        assert!(!text.contains("RECOGNISABLE") && !text.contains("UkVDT0dOSVNBQkxF"), "{path:?}");
    }
    let folder = fs::metadata(sandbox.state_dir()).expect("metadata");
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);
}

#[test]
fn an_answer_that_cannot_be_written_down_is_given_all_the_same() {
    let paid = r#"{"session_id":"s-1","status":"FINALIZED","order_amount":100,"purchase_currency":"SEK"}"#;
    for (command, shown) in [("session create", "CREATED"), ("pay", "FINALIZED")] {
        let sandbox = Sandbox::new();
        let path = sandbox.state_dir().join("journal.db");
        let server = Server::scripted(move |asked, _| {
            if asked.method == "POST" {
                database(&path, "DROP TABLE sightings");
                return json(200, r#"{"session_id":"s-1","status":"CREATED"}"#);
            }
            json(200, paid)
        });
        let sandbox = sandbox.with("IPP_ENV", "playground").with("IPP_BASE_URL", &server.address);
        let sandbox = sandbox.with("IPP_API_KEY", TEST_KEY);
        let run = sandbox.run(&format!("{command} --amount 100 --currency SEK {DEVICE} --ref A")).expect(0);
        let run = run.shows(&["s-1", shown]).says(&["what became of it is not written down", "journal.db"]);
        assert_eq!(run.err.matches("not written down").count(), 1, "it is said once: {run:?}");
        sandbox.run(&format!("{CREATE} {DEVICE} --ref A")).expect(3).says(&["nothing was sent"]);
    }
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_never_guessed() {
    for (change, word) in
        [("standing = 'settled'", "`settled` is no standing"), ("began_at = 'yesterday'", "failed to parse")]
    {
        let server = Server::answering(vec![json(200, r#"{"session_id":"s-1","status":"CREATED"}"#)]);
        let sandbox = Sandbox::playground(&server.address);
        sandbox.run(&format!("{CREATE} {DEVICE} --ref A")).expect(0);
        database(&sandbox.state_dir().join("journal.db"), &format!("UPDATE attempts SET {change}"));
        for line in ["session list", "session recover 1 --settle unpaid"] {
            sandbox.run(line).expect(3).out_is("").says(&["journal.db", word]);
        }
        sandbox.run("session get s-1").expect(0).says(&["not written down", word]);
    }
}
