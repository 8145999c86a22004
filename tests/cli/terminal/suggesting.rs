//! After a result a person is told the next command; a script is not.

use super::{emulator, see};
use crate::support::Sandbox;

const PAYMENT: &str = "--amount 249.00 --currency SEK";

/// A command, and how the next one begins.
const RESULTS: [(&str, &str); 6] = [
    ("session create --amount 249.00 --currency SEK", "next: `ipp --env emulator session wait "),
    ("enrollment create", "next: `ipp --env emulator enrollment wait "),
    ("device enroll --no-wait", "next: `ipp --env emulator enrollment wait "),
    ("dev create-device --name Till", "next: `ipp --env emulator pay --device "),
    ("profile add shop", "next: `ipp doctor`"),
    ("setup", "next: `ipp pay --amount 249.00"),
];

#[test]
fn a_person_is_told_the_next_command() {
    for (line, next) in RESULTS {
        see(&Sandbox::new(), 140, &format!("{line} --env emulator")).expect(0).shows(&[next]);
        let quiet = see(&Sandbox::new(), 140, &format!("{line} --env emulator -q")).expect(0);
        assert!(!quiet.text.contains("next:"), "{}", quiet.text);
    }
}

#[test]
fn a_script_and_a_program_are_not() {
    for (line, _) in RESULTS {
        let line = format!("{line} --env emulator");
        Sandbox::new().run(&line).expect(0).hides("next:");
        let json = see(&Sandbox::new(), 140, &format!("{line} -o json")).expect(0);
        assert!(!json.text.contains("next:"), "{}", json.text);
    }
}

#[test]
fn what_is_suggested_works() {
    let sandbox = emulator();
    let seen = see(&sandbox, 200, "dev create-device --name Till").expect(0);
    let (_, next) = seen.text.split_once("next: `ipp ").expect("a suggestion");
    sandbox.run(next.split('`').next().expect("a command")).expect(0).shows(&["FINALIZED"]);
    let seen = see(&sandbox, 200, &format!("session create {PAYMENT} --device Till")).expect(0);
    let (_, next) = seen.text.split_once("next: `ipp ").expect("a suggestion");
    let next = next.split('`').next().expect("a command");
    let id = next.split(' ').next_back().expect("an id");
    sandbox.run(&format!("dev simulate-tap {id}")).expect(0);
    sandbox.run(next).expect(0).shows(&["FINALIZED"]);
}
