//! How it ends: signals, pipes, `--until`.

use crate::support::server::{Answer, Server};
use crate::webhook::listening::{Sending, listen, ready, sandbox};
use std::io::Read;

const FINALIZED: &str = "ipp.session.finalized";

#[test]
fn a_signal_ends_it_with_0_and_the_ready_file_goes() {
    let sandbox = sandbox();
    for signal in ["INT", "TERM", "HUP"] {
        let listening = listen(&sandbox, "");
        listening.started.signal(signal);
        listening.started.finish().expect(0).out_is("");
        assert!(!sandbox.home().join("ready").exists());
    }
    sandbox.run("webhook listen --port 0 --ready-file ready -- no-such-program").expect(127);
    assert!(!sandbox.home().join("ready").exists());
}

#[test]
fn a_signal_in_the_middle_lets_the_sender_know_in_a_while() {
    let sandbox = sandbox();
    let silent = Server::answering(vec![Answer::Silence]);
    let listening = listen(&sandbox, &format!("--forward-to {}", silent.address));
    let url = listening.url.clone();
    let sender = std::thread::spawn(move || Sending::event("evt_1", FINALIZED).to(&url));
    silent.wait_for("POST /", 1);
    listening.end().expect(0);
    assert!([0, 503].contains(&sender.join().expect("an answer")));
    sandbox.run("webhook list -o id").expect(0).out_is("evt_1\n");
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let sandbox = sandbox();
    let silent = Server::answering(vec![Answer::Silence]);
    let listening = listen(&sandbox, &format!("--forward-to {}", silent.address));
    let url = listening.url.clone();
    let sender = std::thread::spawn(move || Sending::event("evt_1", FINALIZED).to(&url));
    silent.wait_for("POST /", 1);
    listening.started.signal("TERM");
    listening.started.signal("TERM");
    listening.started.finish().expect(0);
    sender.join().expect("an end");
}

#[test]
fn a_closed_pipe_ends_it_quietly_with_0() {
    let sandbox = sandbox();
    let mut child = sandbox.start("webhook listen --port 0 --ready-file ready -q");
    let url = ready(&sandbox.home().join("ready"));
    drop(child.stdout.take());
    assert_eq!(Sending::event("evt_1", FINALIZED).to(&url), 200);
    let mut err = String::new();
    child.stderr.take().expect("stderr").read_to_string(&mut err).expect("text");
    assert_eq!((child.wait().expect("an end").code(), err.as_str()), (Some(0), ""));
}

#[test]
fn a_stdout_that_is_full_is_an_error() {
    let sandbox = sandbox();
    let script = "ipp webhook listen --port 0 --ready-file ready >/dev/full & ";
    let post = "while ! test -s ready; do :; done; curl -s -o /dev/null -d '{}' \"$(cat ready)\"; wait $!";
    let run = sandbox.shell(&format!("{script}{post}")).expect(1);
    run.says(&["the result could not be written"]);
}

#[test]
fn until_ends_it_once_so_many_came_each_counted_once() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "--until 'ipp.session.*' --count 2 -o id -q");
    let url = &listening.url;
    assert_eq!(Sending::event("a", "dispute.created").to(url), 200);
    assert_eq!(Sending::event("b", FINALIZED).to(url), 200);
    assert_eq!(Sending::event("b", FINALIZED).to(url), 200);
    assert_eq!(Sending::event("c", FINALIZED).with("webhook-timestamp", "1").to(url), 401);
    assert_eq!(Sending::event("d", FINALIZED).to(url), 200);
    listening.started.finish().expect(0).out_is("a\nb\nb\nc\nd\n");
}

#[test]
fn until_waits_for_the_right_session_and_for_the_handler() {
    let sandbox = sandbox();
    let handler = Server::answering(vec![crate::webhook::handlers::status(400), crate::webhook::handlers::status(200)]);
    let other = crate::webhook::listening::event("a", FINALIZED).replace(crate::webhook::listening::SESSION, "s-2");
    let session = crate::webhook::listening::SESSION;
    let flags = format!("--until {FINALIZED} --session {session} --forward-to {} -o id -q", handler.address);
    let listening = listen(&sandbox, &flags);
    assert_eq!(Sending::new("a", other).to(&listening.url), 200);
    assert_eq!(Sending::event("b", FINALIZED).to(&listening.url), 502);
    assert_eq!(Sending::event("b", FINALIZED).to(&listening.url), 200);
    listening.started.finish().expect(0).out_is("b\nb\n");
}

#[test]
fn the_time_may_be_up_and_a_signal_may_come_before() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, &format!("--until {FINALIZED} --timeout 2s"));
    assert_eq!(Sending::event("a", FINALIZED).with("webhook-timestamp", "1").to(&listening.url), 401);
    let run = listening.started.finish().expect(30);
    run.says(&["error: the event ipp.session.finalized did not come within 2s; not verified: 1", "ipp webhook list"]);
    let run = sandbox.run(&format!("webhook listen --port 0 --until {FINALIZED} --timeout 1ms -o json")).expect(30);
    assert_eq!(run.error()["kind"], "check_failed");
    let listening = listen(&sandbox, &format!("--until {FINALIZED}"));
    listening.end().expect(130).says(&["stopped before the event came"]);
}
