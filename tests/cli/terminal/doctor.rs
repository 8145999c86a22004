//! What `ipp doctor` looks like: nothing wider than the terminal, and a failure that catches the eye.

use super::{RED, emulator, see};
use crate::support::Sandbox;
use crate::support::server::nobody;
use crate::support::terminal::Terminal;

#[test]
fn it_fits_80_and_40_columns() {
    for columns in [80, 40] {
        see(&emulator(), columns, "doctor").expect(0).fits().shows(&["device-hardware", "no phone is paired twice"]);
        let shop = Sandbox::playground(&nobody());
        Terminal::shell(&shop, columns, "$IPP doctor 2> /dev/null").end().expect(30).fits();
    }
}

#[test]
fn a_failure_is_red_and_says_so_without_colour_too() {
    let shop = Sandbox::playground(&nobody());
    let seen = see(&shop, 160, "doctor").expect(30).shows(&["FAIL"]);
    assert_eq!(seen.color("FAIL"), RED);
    let seen = see(&shop.with("NO_COLOR", "1"), 160, "doctor").expect(30).shows(&["FAIL"]);
    assert!(!seen.is_painted());
}
