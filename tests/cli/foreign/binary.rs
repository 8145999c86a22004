//! The corpus, given to the real binary as the API, a sender of callbacks, a file or a person would give it.

use super::{corpus, readers::KEY};
use crate::support::bodies::{DEVICE_ID, SESSION_ID};
use crate::support::server::{Answer, Server};
use crate::support::{Run, Sandbox};
use ipp::model::session::Session;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

/// No panic, nothing that a terminal would obey, and no key.
#[track_caller]
fn is_sound(run: &Run, codes: &[i32], what: &str) {
    assert!(codes.contains(&run.code), "{what}: {run:#?}");
    assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{what}: {run:#?}");
    assert!(!run.out.contains(KEY) && !run.err.contains(KEY), "{what}: {run:#?}");
    assert!(!run.err.contains("panicked"), "{what}: {run:#?}");
}

/// A server whose every answer has this status and body.
fn serving(status: u16, body: &[u8]) -> Server {
    let mut bytes = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    Server::answering(vec![Answer::Bytes(bytes)])
}

#[test]
fn answers_that_are_read() {
    let get = format!("session get {SESSION_ID}");
    for (name, body) in corpus("answers") {
        let (server, refusing) = (serving(200, &body), serving(400, &body));
        let playground = Sandbox::playground(&server.address);
        for line in [get.as_str(), "device list", "location list", "enrollment list --limit 3"] {
            is_sound(&playground.run(line), &[0, 8], &format!("{name}: {line}"));
        }
        let run = playground.run(&format!("{get} -o json"));
        is_sound(&run, &[0, 8], &name);
        let _ = if run.code == 0 { run.json() } else { run.error() };
        let refused = Sandbox::playground(&refusing.address).run(&format!("{get} -o json"));
        is_sound(&refused, &[6], &name);
        let _ = refused.error();
    }
}

#[test]
fn an_answer_to_a_create_is_a_session_or_unknown() {
    for (name, body) in corpus("answers") {
        let server = serving(201, &body);
        let playground = Sandbox::playground(&server.address);
        let is_session = serde_json::from_slice::<Session>(&body).is_ok_and(|session| is_ours(&session));
        let create = format!("session create --amount 240000 --currency SEK --tax-rate 25% --device {DEVICE_ID}");
        let run = playground.run(&create);
        is_sound(&run, &[if is_session { 0 } else { 24 }], &name);
        let creates = server.asked().into_iter().filter(|asked| asked.method == "POST").count();
        assert_eq!(creates, 1, "{name}");
    }
}

/// Whether it can be the session of a payment on this phone that was sent without a reference.
fn is_ours(session: &Session) -> bool {
    let is_blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    !session.session_id.as_str().is_empty()
        && is_blank(&session.merchant_reference1)
        && is_blank(&session.merchant_reference2)
        && session.device_id.as_ref().is_none_or(|id| id.as_str().eq_ignore_ascii_case(DEVICE_ID))
}

#[test]
fn callbacks_that_nobody_signed() {
    for (name, bytes) in corpus("callbacks") {
        let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", "whsec_bm9ib2R5IGhhcyB0aGlzIGtleSwgbm90IGV2ZW4gd2U=");
        let file = sandbox.file("callback", &bytes);
        for flags in ["", "--explain -o json"] {
            let run = sandbox.run(&format!("webhook verify {file} {flags}"));
            is_sound(&run, &[2, 30, 31, 32], &name);
        }
    }
}

#[test]
fn config_files() {
    for (name, bytes) in corpus("config") {
        let sandbox = Sandbox::new();
        let sandbox = sandbox.with("IPP_CONFIG", "its.toml");
        sandbox.file("its.toml", &bytes);
        for line in ["profile list", "profile show", "profile list -o json"] {
            let run = sandbox.run(line);
            is_sound(&run, &[0, 3], &format!("{name}: {line}"));
        }
    }
}

#[test]
fn spreadsheets() {
    let emulator = Sandbox::emulator();
    for (name, bytes) in corpus("sheets") {
        let file = emulator.file("sheet.csv", &bytes);
        is_sound(&emulator.run(&format!("device plan {file}")), &[0, 2, 5, 30], &name);
        let enroll = emulator.run(&format!("device enroll --from {file} --sheet codes.csv --dry-run -o json"));
        is_sound(&enroll, &[0, 2, 5], &name);
    }
}

#[test]
fn scenario_files() {
    let emulator = Sandbox::emulator();
    for (name, bytes) in corpus("scenarios") {
        let file = emulator.file("its.toml", &bytes);
        let run = emulator.run(&format!("test {file} --list"));
        is_sound(&run, &[0, 2], &name);
        assert!(run.code == 0 || run.err.contains("its.toml:"), "{name} has no place: {run:#?}");
    }
}

#[test]
fn amounts() {
    let emulator = Sandbox::emulator();
    for (name, bytes) in corpus("amounts") {
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.contains(&0)) {
            let amount = [b"--amount=", line].concat();
            let words = ["session", "create", "--dry-run", "-o", "json", "--currency=SEK"].map(OsStr::new);
            let run = emulator.ipp(&[&words[..], &[OsStr::from_bytes(&amount)]].concat());
            is_sound(&run, &[0, 2], &format!("{name}: {}", String::from_utf8_lossy(line)));
        }
    }
    // The oldest trick: it must not be taken for another option.
    emulator.run("session create --dry-run --currency SEK --amount --yes").expect(2).out_is("");
}
