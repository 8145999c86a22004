//! What goes for good is asked about everywhere, and never where nobody can answer.

use super::{emulator, see};
use crate::support::Sandbox;
use crate::support::terminal::{CTRL_C, ENTER, Seen, Terminal};

const DEVICE: &str = "remove device Simulated phone";
const PROFILE: &str = "remove profile demo";

fn devices(shop: &Sandbox) -> usize {
    shop.run("device list -o id").expect(0).out.lines().count()
}

fn removing(shop: &Sandbox, line: &str, question: &str, keys: &str) -> Seen {
    Terminal::run(shop, 200, line).until_asked(question).types(keys).end()
}

#[test]
fn a_device_goes_only_on_yes() {
    let shop = emulator();
    for (keys, code) in [(ENTER, 9), ("n", 9), (CTRL_C, 130)] {
        removing(&shop, "device remove Simulated", DEVICE, keys).expect(code);
        assert_eq!(devices(&shop), 1);
    }
    removing(&shop, "device remove Simulated", DEVICE, "y").expect(0).shows(&["removed"]);
    assert_eq!(devices(&shop), 0);
}

#[test]
fn a_profile_goes_only_on_yes() {
    let shop = Sandbox::new();
    shop.run("profile add demo --env emulator").expect(0);
    for (keys, code) in [(ENTER, 9), ("n", 9), (CTRL_C, 130)] {
        removing(&shop, "profile remove demo", PROFILE, keys).expect(code);
        shop.run("profile show demo").expect(0);
    }
    removing(&shop, "profile remove demo", PROFILE, "y").expect(0).shows(&["removed"]);
    shop.run("profile show demo").expect(3);
}

#[test]
fn yes_and_no_are_told_afterwards() {
    let shop = emulator().with("NO_COLOR", "1");
    removing(&shop, "device remove Simulated", DEVICE, "n").expect(9).shows(&["in emulator? no"]);
    removing(&shop, "device remove Simulated", DEVICE, "y").expect(0).shows(&["in emulator? yes"]);
}

#[test]
fn no_input_never_asks() {
    let shop = emulator();
    shop.run("profile add demo --env emulator").expect(0);
    shop.run("dev create-device --name \"Till 2\"").expect(0);
    let lines =
        [("device remove Simulated", 9), ("profile remove demo", 9), ("session create --amount 100 --currency SEK", 2)];
    for (line, code) in lines {
        see(&shop, 80, &format!("{line} --no-input")).expect(code).hides(&["?"]);
    }
    see(&Sandbox::new(), 80, "profile add shop --env playground --no-input").expect(0).hides(&["?"]);
    assert_eq!(devices(&shop), 2);
}

#[test]
fn with_another_stdin_nobody_is_asked() {
    let shop = emulator();
    shop.run("dev create-device --name \"Till 2\"").expect(0);
    for (line, code) in [("device remove Till", 9), ("pay --amount 100 --currency SEK", 2)] {
        Terminal::shell(&shop, 80, &format!("$IPP {line} < /dev/null")).end().expect(code).hides(&["?"]);
        Terminal::shell(&shop, 80, &format!("echo y | $IPP {line}")).end().expect(code).hides(&["?"]);
    }
    assert_eq!(devices(&shop), 2);
}

#[test]
fn with_another_stderr_nobody_is_asked() {
    Terminal::shell(&emulator(), 80, "$IPP device remove Simulated 2> /dev/null").end().expect(9);
}

#[test]
fn the_answer_may_go_into_a_pipe() {
    let shop = emulator();
    let mut terminal = Terminal::shell(&shop, 200, "$IPP device remove Simulated -o id | cat > id; cat id");
    let seen = terminal.until_asked(DEVICE).types("y").end().expect(0);
    assert_eq!(seen.text.lines().last().map(str::len), Some(36), "{}", seen.text);
}

#[test]
fn what_is_refused_anyway_brings_no_notice() {
    see(&emulator(), 80, "pay --currency SEK").expect(2).shows(&["there is nothing to pay"]).hides(&["tax:"]);
}
