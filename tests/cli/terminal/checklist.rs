//! What `ipp checklist` looks like: progress while it waits, nothing wider than the terminal, and Ctrl-C that leaves nothing
//! open.

use super::{GREEN, RED, YELLOW, emulator, see};
use crate::support::Sandbox;
use crate::support::terminal::{CTRL_C, Terminal};

#[test]
fn it_fits_80_and_40_columns() {
    for columns in [80, 40] {
        let seen = Terminal::shell(&emulator(), columns, "$IPP checklist 2> /dev/null").end().expect(30).fits();
        seen.shows(&["endpoint", "not run", "session-busy", "confirmed"]);
        let seen = Terminal::shell(&emulator(), columns, "$IPP checklist --contract 2> /dev/null").end();
        seen.expect(0).fits().shows(&["order-captured", "not seen"]);
        see(&emulator(), columns, "checklist --help").expect(0).fits();
    }
}

#[test]
fn results_catch_the_eye() {
    let seen = see(&emulator(), 200, "checklist --device none").expect(30);
    assert_eq!((seen.color("FAIL"), seen.color("not run")), (RED, YELLOW));
    let seen = see(&emulator(), 200, "checklist --only device").expect(0);
    assert_eq!(seen.color("pass"), GREEN);
    let seen = see(&emulator().with("NO_COLOR", "1"), 200, "checklist --device none").expect(30);
    assert!(!seen.is_painted());
}

/// A run that waits while the answer to a tap is late: the session is open, whatever the tap has done.
fn tapping(shop: &Sandbox) -> Terminal<'_> {
    shop.run("emulator fault add latency --on simulate-tap --delay 20s").expect(0);
    let mut terminal = Terminal::run(shop, 100, "checklist --only decline");
    terminal.until("5/7 decline: tapping a simulated card (DECLINED_GENERIC)");
    terminal
}

#[test]
fn a_signal_cancels_what_is_open_and_reads_it_back() {
    for typed in [true, false] {
        let shop = emulator();
        let mut terminal = tapping(&shop);
        match typed {
            true => drop(terminal.types(CTRL_C)),
            false => terminal.signal("TERM"),
        }
        let seen = terminal.end().expect(130);
        seen.hides(&["tapping a simulated"]).shows(&["the checklist was stopped", "nothing that it asked for is open"]);
        let sessions = shop.run("session list -o json").expect(0).json();
        assert_eq!(sessions[0]["status"], "CANCELLED", "{sessions:#}");
        shop.run("emulator destination list -o json").expect(0).out_is("[]\n");
    }
}

#[test]
fn a_tunnel_is_waited_for() {
    let shop = Sandbox::playground(&crate::support::server::nobody())
        .with("IPP_WEBHOOK_SECRET", "whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=");
    let mut terminal = Terminal::run(&shop, 100, "checklist --listen --port 0");
    terminal.until_asked("do the tunnel and the destination point here?").types("n\r");
    terminal.end().expect(9).shows(&["cloudflared tunnel", "listening on http://127.0.0.1:", "nothing was sent"]);
}
