//! What counts for `--until`: what happens once the listener is ready, is chosen, and is new.

use crate::support::Sandbox;
use crate::webhook::listening::{Sending, listen, ready, sandbox};

const FINALIZED: &str = "ipp.session.finalized";
const PAY: &str = "pay --env emulator --amount 249.00 --currency SEK --simulate-tap SUCCESS";

#[test]
fn what_was_paid_before_is_not_what_is_waited_for() {
    let sandbox = Sandbox::new();
    let listening = listen(&sandbox, "--env emulator");
    listening.started.signal("KILL");
    let port = listening.url.trim_end_matches('/').rsplit(':').next().expect("a port").to_owned();
    listening.started.finish();
    sandbox.run(PAY).expect(0);
    let step = format!("webhook listen --env emulator --port {port} --until {FINALIZED} --timeout 7s -- true");
    sandbox.run(&step).expect(30).says(&["ipp.session.finalized  ", "of before, or on record already: 1"]);
}

#[test]
fn what_is_on_record_already_does_not_count_again() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "");
    assert_eq!(Sending::event("b", FINALIZED).to(&listening.url), 200);
    listening.end().expect(0);
    let listening = listen(&sandbox, &format!("--until {FINALIZED} --timeout 2s"));
    assert_eq!(Sending::event("b", FINALIZED).to(&listening.url), 200);
    listening.started.finish().expect(30).shows(&["duplicate"]).says(&["on record already: 1"]);
}

#[test]
fn what_is_left_out_cannot_be_waited_for_and_a_slip_is_named() {
    let sandbox = sandbox();
    let listen = |flags: &str| sandbox.run(&format!("webhook listen --port 0 {flags}"));
    let run = listen(&format!("--event ipp.session.created --until {FINALIZED}")).expect(2).out_is("");
    run.says(&["`--event` leaves out ipp.session.finalized"]);
    assert_eq!(listen("--event 'dispute.*' --until 'ipp.*' -o json").expect(2).error()["kind"], "usage");
    listen("--event 'ipp.*' --event x --until '*.finalized' --timeout 1ms").expect(30).says(&["`x` is no event"]);
    let run = listen("--until ipp.session.finalised --timeout 1ms").expect(30);
    run.says(&["`ipp.session.finalised` is no event of In-Person Payments"]);
}

/// Runs a listener of the emulator at this port to its end, with something done meanwhile.
fn listening_at(sandbox: &Sandbox, port: &str, meanwhile: &str) {
    let file = format!("ready-{}", meanwhile.len());
    let started = sandbox.begin(&format!("webhook listen --env emulator --port {port} --ready-file {file}"));
    ready(&sandbox.home().join(file));
    sandbox.run(meanwhile).expect(0);
    started.signal("INT");
    started.finish().expect(0);
}

#[test]
fn a_destination_that_somebody_made_stays() {
    let sandbox = Sandbox::new();
    let listening = listen(&sandbox, "--env emulator");
    let url = listening.url.clone();
    listening.end().expect(0);
    let port = url.trim_end_matches('/').rsplit(':').next().expect("a port");
    let id = sandbox.id(&format!("emulator destination add {url}"));
    listening_at(&sandbox, port, "emulator destination list");
    assert_eq!(sandbox.run("emulator destination list -o id").expect(0).out, format!("{id}\n"));
    // One that goes meanwhile has gone.
    listening_at(&sandbox, port, &format!("emulator destination remove {id} --yes"));
    assert_eq!(sandbox.run("emulator destination list -o id").expect(0).out, "");
}
