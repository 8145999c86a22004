//! `ipp pay`.

use crate::support::Sandbox;

const PAY: &str = "pay --env emulator --amount 2400.00 --currency SEK";

#[test]
fn a_decline_and_a_second_tap_are_paid() {
    let run =
        Sandbox::new().run(&format!("{PAY} --simulate-tap DECLINED_GENERIC --simulate-tap SUCCESS -o json")).expect(0);
    let session = run.json();
    assert_eq!(session["status"], "FINALIZED");
    assert_eq!(session["order_amount"], 240_000);
    assert!(session["order_id"].is_string());
}

#[test]
fn only_declined_it_is_cancelled_and_read_back() {
    let run = Sandbox::new().run(&format!("{PAY} --simulate-tap DECLINED_GENERIC --timeout 2s -o json")).expect(23);
    assert_eq!(run.json()["status"], "CANCELLED");
    assert_eq!(run.error()["code"], 23);
}
