//! Who decides on colour: the flag, the variables, the terminal; and what is coloured.

use super::{GREEN, RED, YELLOW, emulator, open_session, see};
use crate::support::Sandbox;
use crate::support::terminal::Color;

const ESCAPE: char = '\u{1b}';

#[test]
fn the_status_tells_by_its_colour() {
    let shop = emulator();
    let pay = "pay --amount 100 --currency SEK --tax-rate 0%";
    let seen = see(&shop, 80, &format!("{pay} --simulate-tap SUCCESS")).expect(0);
    assert_eq!(seen.color("FINALIZED"), GREEN);
    assert_eq!(seen.color("amount"), Color::Default);
    let seen = see(&shop, 80, &format!("{pay} --timeout 1ms")).expect(23);
    assert_eq!(seen.color("CANCELLED"), RED);
    let open = open_session(&shop);
    assert_eq!(see(&shop, 80, &format!("session get {open}")).expect(0).color("CREATED"), YELLOW);
}

#[test]
fn errors_and_hints_have_their_colours() {
    let seen = see(&emulator(), 80, "device get nope").expect(5);
    assert_eq!((seen.color("error:"), seen.color("there is no device")), (RED, Color::Default));
    assert_eq!((seen.color("hint:"), seen.color("see them all")), (YELLOW, Color::Default));
}

#[test]
fn who_says_no_sees_none() {
    let asks: [(Sandbox, &str); 4] = [
        (emulator().with("NO_COLOR", "1"), ""),
        (emulator().with("TERM", "dumb"), ""),
        (emulator(), "--color never"),
        (emulator().with("CLICOLOR_FORCE", "1"), "--color never"),
    ];
    for (shop, flag) in asks {
        for line in ["device list", "device get nope", "pay --amount 1", "--help", "help pay", "device", "--nope"] {
            let seen = see(&shop, 80, &format!("{line} {flag}"));
            assert!(!seen.is_painted(), "{line} {flag}: {:?}", seen.raw);
        }
    }
}

#[test]
fn who_says_yes_sees_some() {
    for (shop, flag) in [(emulator().with("NO_COLOR", "1"), "--color always"), (emulator(), "--color auto")] {
        for line in ["device list", "device get nope", "help pay"] {
            assert!(see(&shop, 80, &format!("{line} {flag}")).is_painted(), "{line} {flag}");
        }
    }
}

#[test]
fn pipes_get_none_unless_they_are_asked_for() {
    let lines = ["device list", "location list", "profile show", "device get nope", "--help", "help pay", "--nope"];
    for line in lines {
        let run = emulator().run(line);
        assert!(!run.out.contains(ESCAPE) && !run.err.contains(ESCAPE), "{run:?}");
        let forced = emulator().with("CLICOLOR_FORCE", "1").run(line);
        let asked = emulator().run(&format!("{line} --color always"));
        if line != "profile show" {
            assert!(forced.out.contains(ESCAPE) || forced.err.contains(ESCAPE), "{forced:?}");
            assert!(asked.out.contains(ESCAPE) || asked.err.contains(ESCAPE), "{asked:?}");
        }
    }
    let both = emulator().with("CLICOLOR_FORCE", "1").with("NO_COLOR", "1").run("device list");
    assert!(!both.out.contains(ESCAPE), "{both:?}");
}

#[test]
fn json_is_never_coloured() {
    for line in ["device list -o json --color always", "device get nope --json --color always"] {
        let seen = see(&emulator(), 80, line);
        assert!(!seen.raw.contains(ESCAPE), "{:?}", seen.raw);
    }
}
