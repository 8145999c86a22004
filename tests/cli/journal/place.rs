//! Where a payment was made: the emulator is one place however it is reached, and elsewhere an address has one spelling.

use super::recover::{PHONE, only_session};
use super::{CREATE, PAY, journal, lose, sessions, standings};
use crate::emulator::support::serving::Serving;
use crate::support::Sandbox;
use crate::support::server::{Server, json};

#[test]
fn the_emulator_is_one_place_however_it_is_reached() {
    let sandbox = Sandbox::emulator();
    let step = format!("webhook listen --port 0 -- {} {PAY} --ref CI-1", env!("CARGO_BIN_EXE_ipp"));
    sandbox.run(&step).expect(0);
    let run = sandbox.run(&step).expect(9);
    assert!(run.err.contains("reference CI-1 was used already"), "{run:?}");
    sandbox.run(&format!("{PAY} --ref CI-1")).expect(9);
    let serving = Serving::start(&sandbox.state_dir(), &[]);
    for address in [serving.address.clone(), serving.address.replace("127.0.0.1", "localhost")] {
        sandbox.run(&format!("{PAY} --ref CI-1 --base-url {address}")).expect(9);
    }
    assert_eq!(sessions(&sandbox), 1);
    let address = journal(&sandbox)[0]["address"].clone();
    assert!(address.as_str().is_some_and(|address| address.starts_with("http://127.0.0.1:")), "{address}");
}

#[test]
fn what_was_lost_at_one_port_is_found_at_any_other() {
    for recover in ["session recover 1", "session recover --all"] {
        let sandbox = Sandbox::emulator();
        let serving = Serving::start(&sandbox.state_dir(), &[]);
        lose(&sandbox, &format!("--ref A --base-url {}", serving.address));
        drop(serving);
        sandbox.run(recover).expect(0).shows(&[&only_session(&sandbox), "CREATED"]);
        assert_eq!(standings(&sandbox), ["open"]);
    }
}

#[test]
fn elsewhere_an_address_has_one_spelling() {
    let server = Server::answering(vec![json(200, r#"{"session_id":"s-1","status":"FINALIZED"}"#)]);
    let sandbox = Sandbox::playground(&server.address);
    let create = format!("{CREATE} --device {PHONE} --ref A");
    sandbox.run(&format!("{create} --base-url {}/", server.address.replace("127.0.0.1", "LOCALHOST"))).expect(0);
    sandbox.run(&create).expect(9).says(&["reference A was used already"]);
    let other = Server::answering(vec![json(200, r#"{"session_id":"s-2","status":"CREATED"}"#)]);
    sandbox.run(&format!("{create} --base-url {}", other.address)).expect(0);
    let run = sandbox.run(&format!("session recover 1 --base-url {}", other.address)).expect(2);
    run.says(&[&format!("attempt 1 was made elsewhere: in playground at {}", server.address)]);
}
