//! Signals while money is on its way: nothing is dropped that may have been charged.

use crate::support::bodies::{SESSION_ID, session};
use crate::support::server::{Answer, Server};
use crate::support::{Run, Sandbox};
use std::io::{BufRead, BufReader, Read};

const PAY: &str =
    "pay --amount 240000 --currency SEK --tax-rate 0% --device 6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10 -o json";

#[test]
fn a_script_leaves_the_payment_open_and_says_so() {
    let server = Server::answering(vec![session("CREATED"), session("ACTIVE")]);
    let sandbox = Sandbox::playground(&server.address);
    let child = sandbox.start(PAY);
    server.wait_until_asked(1);
    sandbox.signal(&child, "TERM");
    let run = Run::of(&child.wait_with_output().expect("an end")).expect(130);
    assert_eq!((&run.json()["status"], &run.error()["session_id"]), (&"ACTIVE".into(), &SESSION_ID.into()));
    run.says(&["it is still open, and may be paid", &format!("`ipp session get {SESSION_ID}`")]);
    assert!(!server.lines().iter().any(|line| line.starts_with("PUT ")), "{:?}", server.lines());
}

#[test]
fn a_payment_that_is_paid_all_the_same_is_0() {
    let server = Server::answering(vec![session("CREATED"), session("ACTIVE"), session("FINALIZED")]);
    let sandbox = Sandbox::playground(&server.address);
    let child = sandbox.start(PAY);
    server.wait_until_asked(1);
    sandbox.signal(&child, "INT");
    let run = Run::of(&child.wait_with_output().expect("an end")).expect(0);
    assert_eq!(run.json()["status"], "FINALIZED");
}

#[test]
fn a_create_under_way_is_waited_for_and_then_unknown() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    let mut child = sandbox.start(PAY);
    server.wait_until_asked(0);
    sandbox.signal(&child, "INT");
    let mut err = BufReader::new(child.stderr.take().expect("stderr"));
    let mut said = String::new();
    while !said.contains("once more quits at once") {
        assert!(err.read_line(&mut said).expect("a line") > 0, "{said}");
    }
    sandbox.signal(&child, "INT");
    err.read_to_string(&mut said).expect("the rest");
    let output = child.wait_with_output().expect("an end");
    let run = Run { err: said, ..Run::of(&output) }.expect(24).out_is("");
    assert_eq!(run.error()["kind"], "outcome_unknown");
    assert_eq!(server.lines(), ["POST /ipp/v1/sessions"]);
}
