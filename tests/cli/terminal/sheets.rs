//! Many phones at a terminal: a bar while codes are made and used, Ctrl-C, and no bar where nobody looks.

use super::emulator;
use crate::support::Sandbox;
use crate::support::terminal::{CTRL_C, Terminal};

const MANY: &str = "device enroll --count 3000 --name Till --sheet codes.csv";

fn rows(shop: &Sandbox) -> usize {
    std::fs::read_to_string(shop.home().join("codes.csv")).expect("a sheet").lines().count() - 1
}

#[test]
fn the_bar_tells_done_failed_rate_and_time_left_and_is_gone_afterwards() {
    for columns in [80, 40] {
        let shop = emulator();
        let mut terminal = Terminal::run(&shop, columns, MANY);
        terminal.until("/3000 0 failed").until("/s ");
        let seen = terminal.types(CTRL_C).end().expect(130).hides(&["/3000 0 failed"]);
        seen.shows(&["stopping: what was sent is waited for"]);
        let listed = shop.run("enrollment list -o id").expect(0).out.lines().count();
        assert_eq!(rows(&shop), listed, "what was under way has its row");
    }
}

#[test]
fn ctrl_c_twice_quits_at_once_and_the_next_run_finds_the_rest() {
    let shop = emulator();
    let mut terminal = Terminal::run(&shop, 80, "device enroll --count 60 --name Till --sheet codes.csv --parallel 2");
    shop.run("emulator fault add latency --on create-enrollment --delay 1s --skip 8").expect(0);
    terminal.until("/60 0 failed").types(CTRL_C).until("once more quits at once").types(CTRL_C);
    terminal.end();
    shop.run("emulator fault clear").expect(0);
    shop.run("device enroll --count 60 --name Till --sheet codes.csv").expect(0);
    let listed = shop.run("enrollment list -o id").expect(0).out.lines().count();
    assert_eq!((rows(&shop), listed), (60, 60));
}

#[test]
fn quiet_and_pipes_have_no_bar() {
    let shop = emulator();
    let line = "device enroll --count 30 --sheet codes.csv";
    let seen = Terminal::run(&shop, 80, &format!("{line} -q")).end().expect(0);
    assert!(!seen.raw.contains("/30"), "{:?}", seen.raw);
    let seen = Terminal::shell(&emulator(), 80, &format!("$IPP {line} 2> err; cat err")).end().expect(0);
    seen.shows(&["30 of 30 done, 0 failed"]);
}

#[test]
fn the_watch_shows_each_phone_as_it_pairs() {
    let shop = emulator();
    shop.run("device enroll --count 2 --name Till --sheet codes.csv").expect(0);
    let codes = std::fs::read_to_string(shop.home().join("codes.csv")).expect("a sheet");
    let mut codes = codes.lines().skip(1).map(|row| row.split(',').nth(2).expect("a code"));
    let mut terminal = Terminal::run(&shop, 80, "device enroll --watch codes.csv");
    terminal.until("0/2 0 paired");
    shop.run(&format!("emulator phone pair {}", codes.next().expect("a code"))).expect(0);
    terminal.until("Till 1  My Store  paired").until("1/2 1 paired");
    shop.run(&format!("emulator phone pair {}", codes.next().expect("a code"))).expect(0);
    terminal.end().expect(0).shows(&["Till 2  My Store  paired"]).hides(&["/2 "]).fits();
    let mut terminal = Terminal::run(&shop, 80, "device enroll --count 3 --name Till --sheet more.csv -q");
    terminal.end().expect(0);
    let mut terminal = Terminal::run(&shop, 80, "device enroll --watch more.csv");
    terminal.until("0/3 0 paired").types(CTRL_C).end().expect(130).shows(&["the codes are as they were"]);
}
