//! Ctrl-C and its kin while money is on the way: a look before leaving, and no cancel that nobody asked for.
//!
//! Signals are sent once the server has been asked for a certain thing; nothing here waits for time to pass.

use super::{CANCEL, CREATE, ID, ORDER, READ, session};
use crate::support::server::{Answer, Server, json};
use crate::support::started::Started;
use crate::support::{Run, Sandbox, TEST_KEY};
use std::io::Write;
use std::time::{Duration, Instant};

/// As long as it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Pays at a server that reads and cancels like this, and waits until it was asked for `line` that often.
fn paying(reads: Vec<Answer>, cancels: Vec<Answer>, flags: &str) -> (Started, Server, Sandbox) {
    let server = Server::routes(vec![(CREATE, vec![session("CREATED")]), (READ, reads), (CANCEL, cancels)]);
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.begin(&format!("pay {ORDER} -o json {flags}"));
    server.wait_for(READ, 1);
    (run, server, sandbox)
}

fn open(run: &Run) {
    assert_eq!(run.json()["status"], "ACTIVE");
    assert_eq!((&run.error()["code"], &run.error()["session_id"]), (&130.into(), &ID.into()));
}

#[test]
fn a_signal_reads_it_back_and_leaves_it_open() {
    for signal in ["INT", "TERM", "HUP"] {
        let (run, server, _home) = paying(vec![Answer::Silence, session("ACTIVE")], vec![], "");
        run.signal(signal);
        let run = run.finish().expect(130).says(&["still open"]);
        open(&run);
        assert_eq!(server.operations(), [CREATE, READ, READ]);
    }
}

#[test]
fn with_the_flag_it_is_cancelled_first() {
    let reads = vec![Answer::Silence, session("CANCELLED")];
    let (run, server, _home) = paying(reads, vec![session("CANCELLED")], "--cancel-on-interrupt");
    run.signal("INT");
    let run = run.finish().expect(130).says(&["not paid"]);
    assert_eq!(run.json()["status"], "CANCELLED");
    assert_eq!(server.operations(), [CREATE, READ, CANCEL, READ]);
}

#[test]
fn paid_in_the_meantime_is_0() {
    for flags in ["", "--cancel-on-interrupt"] {
        let reads = vec![Answer::Silence, session("FINALIZED")];
        let (run, _server, _home) = paying(reads, vec![session("CANCELLED")], flags);
        run.signal("TERM");
        assert_eq!(run.finish().expect(0).json()["status"], "FINALIZED");
    }
}

#[test]
fn a_second_signal_quits_at_once() {
    let (run, server, _home) = paying(vec![Answer::Silence], vec![], "");
    run.signal("INT");
    server.wait_for(READ, 2);
    run.signal("INT");
    let run = run.finish().expect(130).says(&["may still be paid"]);
    assert_eq!((run.out.as_str(), &run.error()["session_id"]), ("", &ID.into()));
    assert_eq!(server.operations(), [CREATE, READ, READ]);
}

#[test]
fn what_cannot_be_read_after_a_signal_is_24() {
    let (run, _server, _home) = paying(vec![Answer::Silence, Answer::Close], vec![], "--retries 0");
    run.signal("INT");
    assert_eq!(run.finish().expect(24).error()["session_id"], ID);
}

#[test]
fn a_signal_while_it_is_created_does_not_lose_the_session() {
    for (command, reads) in [("pay", 1), ("session create", 0)] {
        let (gate, held) = std::sync::mpsc::channel::<()>();
        let held = std::sync::Mutex::new(held);
        let server = Server::scripted(move |asked, _| {
            if asked.operation() == CREATE {
                held.lock().expect("a gate").recv().expect("it opens");
            }
            session("ACTIVE")
        });
        let sandbox = Sandbox::playground(&server.address);
        let mut run = sandbox.begin(&format!("{command} {ORDER}"));
        server.wait_for(CREATE, 1);
        run.signal("INT");
        run.wait_to_say("waiting for the answer");
        gate.send(()).expect("it is awaited");
        let run = run.finish().expect(130).says(&[ID]);
        assert!(run.out.contains("ACTIVE"), "{run:?}");
        assert_eq!((server.count(CREATE), server.count(READ)), (1, reads));
    }
}

#[test]
fn two_signals_while_it_is_created_are_24() {
    for command in ["pay", "session create"] {
        let server = Server::answering(vec![Answer::Silence]);
        let sandbox = Sandbox::playground(&server.address);
        let mut run = sandbox.begin(&format!("{command} {ORDER}"));
        server.wait_for(CREATE, 1);
        run.signal("INT");
        run.wait_to_say("waiting for the answer");
        run.signal("INT");
        run.finish().expect(24).says(&["phone may be asking"]);
        assert_eq!(server.operations(), [CREATE]);
    }
}

#[test]
fn a_wait_is_left_the_same_way() {
    for (flags, lines) in [("", vec![READ, READ]), ("--cancel-on-interrupt", vec![READ, CANCEL, READ])] {
        let reads = vec![Answer::Silence, session("ACTIVE")];
        let server = Server::routes(vec![(READ, reads), (CANCEL, vec![session("CANCELLED")])]);
        let sandbox = Sandbox::playground(&server.address);
        let run = sandbox.begin(&format!("session wait {ID} -o json {flags}"));
        server.wait_for(READ, 1);
        run.signal("TERM");
        open(&run.finish().expect(130));
        assert_eq!(server.operations(), lines);
    }
}

#[test]
fn where_policy_forbids_a_cancel_it_is_read_back_and_left() {
    let server = Server::routes(vec![(READ, vec![Answer::Silence, session("ACTIVE")])]);
    let sandbox = Sandbox::new().with("IPP_API_KEY", TEST_KEY);
    sandbox.write_config(&format!(
        "profile = \"shop\"\n[profiles.shop]\nenvironment = \"playground\"\nbase_url = \"{}\"\nread_only = true\n",
        server.address
    ));
    let run = sandbox.begin(&format!("session wait {ID} -o json"));
    server.wait_for(READ, 1);
    run.signal("INT");
    let run = run.finish().expect(130).says(&["`read_only` (config.toml:5) forbids to cancel session"]);
    open(&run);
    assert_eq!(server.operations(), [READ, READ]);
}

#[test]
fn a_signal_while_the_key_is_fetched_leaves_the_session_as_it_was() {
    let server = Server::never();
    let sandbox = Sandbox::new();
    sandbox.write_config(&format!(
        "profile = \"shop\"\n[profiles.shop]\nenvironment = \"playground\"\nbase_url = \"{}\"\n\
         api_key_command = \"sh -c 'echo > begun; exec sleep 8'\"\n",
        server.address
    ));
    let run = sandbox.begin(&format!("session wait {ID}"));
    let began = Instant::now();
    while !sandbox.home().join("begun").exists() {
        assert!(began.elapsed() < PATIENCE, "the key was never asked for");
        std::thread::yield_now();
    }
    run.signal("TERM");
    run.finish().expect(130).out_is("").says(&[&format!("session {ID} was left as it was, and may still be paid")]);
    server.was_never_asked();
}

#[test]
fn a_signal_during_a_simulated_tap_is_answered_by_what_is_read() {
    const TAP: &str = "POST /ipp/v1/dev/sessions/0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e/simulate-tap";
    for (status, code) in [("FINALIZED", 0), ("CANCELLED", 130), ("ACTIVE", 130)] {
        let server = Server::routes(vec![
            (CREATE, vec![session("CREATED")]),
            (TAP, vec![Answer::Silence]),
            (READ, vec![session(status)]),
        ]);
        let run = Sandbox::playground(&server.address).begin(&format!("pay {ORDER} --simulate-tap SUCCESS -o json"));
        server.wait_for(TAP, 1);
        run.signal("INT");
        assert_eq!(run.finish().expect(code).json()["status"], status);
        assert_eq!(server.operations(), [CREATE, TAP, READ]);
    }
}

#[test]
fn a_cancel_that_is_interrupted_twice_says_that_it_may_be_paid() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    let mut run = sandbox.begin(&format!("session cancel {ID}"));
    server.wait_for(CANCEL, 1);
    run.signal("INT");
    run.wait_to_say("once more quits at once");
    run.signal("INT");
    run.finish().expect(130).says(&["it may be cancelled, and may still be paid"]);
}

#[test]
fn the_first_signal_lets_a_cancel_be_answered_and_read_back() {
    let pay = format!("pay {ORDER} --timeout 400ms");
    for (command, code, status) in [(format!("session cancel {ID}"), 0, "CANCELLED"), (pay, 23, "CANCELLED")] {
        let (gate, held) = std::sync::mpsc::channel::<()>();
        let held = std::sync::Mutex::new(held);
        let is_cancelled = std::sync::atomic::AtomicBool::new(false);
        let server = Server::scripted(move |asked, _| match asked.operation().as_str() {
            CANCEL => {
                held.lock().expect("a gate").recv().expect("it opens");
                is_cancelled.store(true, std::sync::atomic::Ordering::SeqCst);
                session("CANCELLED")
            }
            _ if is_cancelled.load(std::sync::atomic::Ordering::SeqCst) => session("CANCELLED"),
            _ => session("ACTIVE"),
        });
        let sandbox = Sandbox::playground(&server.address);
        let mut run = sandbox.begin(&format!("{command} -o json"));
        server.wait_for(CANCEL, 1);
        run.signal("INT");
        run.wait_to_say("once more quits at once");
        gate.send(()).expect("it is awaited");
        assert_eq!(run.finish().expect(code).json()["status"], status);
        assert_eq!(server.operations().last().map(String::as_str), Some(READ));
    }
}

/// The system tells whoever runs in a terminal that it is gone, and then the shell tells its jobs.
#[test]
fn a_terminal_that_hangs_up_does_so_once() {
    let (gate, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    let server = Server::scripted(move |asked, _| match (asked.method.as_str(), asked.nth) {
        ("POST", _) => session("CREATED"),
        (_, 0) => Answer::Silence,
        _ => {
            held.lock().expect("a gate").recv().expect("it opens");
            session("FINALIZED")
        }
    });
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.begin(&format!("pay {ORDER} -o json"));
    server.wait_for(READ, 1);
    run.signal("HUP");
    server.wait_for(READ, 2);
    run.signal("HUP");
    gate.send(()).expect("it is awaited");
    assert_eq!(run.finish().expect(0).json()["status"], "FINALIZED");
}

#[test]
fn a_signal_that_was_ignored_at_the_start_ends_nothing() {
    let (gate, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    let server = Server::scripted(move |asked, _| {
        if asked.nth == 0 {
            held.lock().expect("a gate").recv().expect("it opens");
        }
        session("FINALIZED")
    });
    let sandbox = Sandbox::playground(&server.address);
    let script = format!("trap '' HUP; exec {} session wait {ID}", env!("CARGO_BIN_EXE_ipp"));
    let child = sandbox.begin_shell(&script);
    server.wait_for(READ, 1);
    child.signal("HUP");
    gate.send(()).expect("it is awaited");
    child.finish().expect(0);
}

/// Long enough for a signal to have ended a command that it ends.
const MOMENT: Duration = Duration::from_millis(300);
const DEVICE: &str = "/ipp/v1/devices/0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f";

/// Every write that has no wait of its own, and what the server is asked last.
fn writes() -> [(&'static str, String); 2] {
    [
        ("api POST /ipp/v1/sessions", CREATE.to_owned()),
        ("device update 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f --name X", format!("PUT {DEVICE}")),
    ]
}

fn phone() -> Answer {
    json(200, r#"{"id":"0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f","name":"Till"}"#)
}

#[test]
fn any_write_gets_its_answer_before_a_signal_ends_it() {
    for (line, write) in writes() {
        let (gate, held) = std::sync::mpsc::channel::<()>();
        let held = std::sync::Mutex::new(held);
        let server = Server::scripted(move |asked, _| {
            if asked.method != "GET" {
                held.lock().expect("a gate").recv().expect("it opens");
            }
            phone()
        });
        let sandbox = Sandbox::playground(&server.address);
        let mut run = sandbox.begin(&format!("{line} -o json"));
        server.wait_for(&write, 1);
        run.signal("TERM");
        assert!(!run.ends_within(MOMENT), "{line}: it did not wait for the answer");
        gate.send(()).expect("it is awaited");
        assert_eq!(run.finish().expect(0).json()["name"], "Till");
        assert_eq!(server.count(&write), 1);
    }
}

#[test]
fn two_signals_in_any_write_are_24() {
    for (line, write) in writes() {
        let server = Server::scripted(|asked, _| if asked.method == "GET" { phone() } else { Answer::Silence });
        let sandbox = Sandbox::playground(&server.address);
        let mut run = sandbox.begin(line);
        server.wait_for(&write, 1);
        run.signal("TERM");
        assert!(!run.ends_within(MOMENT), "{line}: one was enough");
        run.signal("TERM");
        run.finish().expect(24).says(&["it may have happened", "look at what is there"]).out_is("");
        assert_eq!(server.count(&write), 1);
    }
}

#[test]
fn a_signal_while_only_reading_ends_it_at_once() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    let mut run = sandbox.begin("device update 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f --name X");
    server.wait_for(&format!("GET {DEVICE}"), 1);
    run.signal("TERM");
    assert!(run.ends_within(PATIENCE), "it hangs");
    run.finish().expect(130);
}

#[test]
fn a_signal_ends_a_command_that_waits_for_its_stdin() {
    for line in ["pay --from -", "session create --from -", "api POST /ipp/v1/sessions --from -"] {
        let server = Server::never();
        let sandbox = Sandbox::playground(&server.address);
        let (mut run, mut stdin) = sandbox.begin_reading(line);
        // More than a pipe holds: once it is written, somebody reads.
        stdin.write_all(&vec![b' '; 1024 * 1024]).expect("it is read");
        run.signal("INT");
        assert!(run.ends_within(PATIENCE), "{line} hangs");
        run.finish().expect(130).out_is("");
        drop(stdin);
        server.was_never_asked();
    }
}
