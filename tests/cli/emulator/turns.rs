//! Who waits for whom: deliveries of a session for the one before, writers for another process, and nobody else.

use super::support::client;
use super::support::handler::event;
use super::support::serving::Serving;
use crate::support::Sandbox;
use crate::support::server::{Answer, Server, json};
use ipp::emulator::World;
use std::sync::{Mutex, mpsc};
use std::time::{Duration, Instant};

/// A handler whose first answer comes when the sender that belongs to it is dropped.
fn slow_at_first() -> (Server, mpsc::Sender<()>) {
    let (tell, told) = mpsc::channel::<()>();
    let told = Mutex::new(told);
    let script = move |_: &_, count| -> Answer {
        if count == 0 {
            // Without a word it answers at the end of the test.
            let _ = told.lock().expect("a channel").recv();
        }
        json(200, "")
    };
    (Server::scripted(script), tell)
}

#[test]
fn what_is_asked_for_again_on_its_way_is_sent_again() {
    let sandbox = Sandbox::new();
    let (slow, tell) = slow_at_first();
    let serving = Serving::start(&sandbox.state_dir(), &["--webhook", &slow.address]);
    serving.create();
    slow.wait_for("POST /", 1);
    let run = sandbox.run("emulator deliveries --redeliver 1 -o json").expect(0).says(&["the server sends it now"]);
    assert_eq!(run.json()["status"], "pending");
    drop(tell);
    slow.wait_for("POST /", 2);
    serving.signal("TERM");
    assert_eq!(serving.end().0, Some(0));
    let delivery = sandbox.run("emulator deliveries -o json").expect(0).json();
    let delivery = &delivery[0];
    assert_eq!((&delivery["status"], delivery["attempts"].as_array().map(Vec::len)), (&"delivered".into(), Some(2)));
}

#[test]
fn callbacks_of_a_session_go_one_after_the_other_from_two_servers() {
    let state = tempfile::tempdir().expect("a folder");
    let (slow, tell) = slow_at_first();
    let one = Serving::start(state.path(), &["--webhook", &slow.address]);
    let two = Serving::start(state.path(), &[]);
    let id = one.create();
    slow.wait_for("POST /", 1);
    two.pay(&id);
    let other = two.create();
    slow.wait_for("POST /", 2);
    // What is due the longest is taken first, so that the payment was looked at before.
    let of = |index: usize| event(&slow.asked()[index])["data"]["session_id"].clone();
    assert_eq!((of(0), of(1)), (id.as_str().into(), other.as_str().into()));
    drop(tell);
    slow.wait_for("POST /", 4);
    let types: Vec<_> = slow.asked()[2..].iter().map(|asked| event(asked)["type"].clone()).collect();
    assert_eq!(types, ["ipp.session.activated", "ipp.session.finalized"]);
}

#[test]
fn a_locked_file_holds_up_neither_looks_nor_the_end() {
    let state = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(state.path(), &[]);
    let device = serving.device();
    let path = format!("/devices/{device}");
    let key = serving.said["api_key"].as_str().expect("a key").to_owned();
    let mut other = World::open(state.path()).expect("another process's world");
    let patience = Duration::from_secs(4);
    let locked = other.together(|_| {
        let writers: Vec<_> = (0..4)
            .map(|_| {
                let (address, key, path) = (serving.address.clone(), key.clone(), path.clone());
                std::thread::spawn(move || client::ask(&address, &key, "PUT", &path, r#"{"name":"Till"}"#))
            })
            .collect();
        let began = Instant::now();
        for _ in 0..50 {
            assert_eq!(serving.ask("GET", &path, "")["id"], device.as_str());
        }
        assert!(began.elapsed() < patience, "looks were held up: {:?}", began.elapsed());
        for writer in writers {
            let (status, body) = writer.join().expect("no panic").expect("an answer");
            let detail = body["detail"].as_str().unwrap_or_default();
            assert!(status == 503 && detail.contains("another process has kept it locked"), "{status} {body}");
        }
        assert!(began.elapsed() < patience * 2, "they waited one after the other: {:?}", began.elapsed());
        let (began, address) = (Instant::now(), serving.address.clone());
        let cut = std::thread::spawn(move || client::ask(&address, &key, "PUT", &path, r#"{"name":"Till"}"#));
        serving.signal("TERM");
        assert_eq!(serving.end().0, Some(0));
        assert!(began.elapsed() < patience, "the end was held up: {:?}", began.elapsed());
        // Whether it was refused or cut off does not matter.
        drop(cut.join().expect("no panic"));
    });
    assert!(locked.is_some());
}
