//! `ipp session`: create, get, wait and cancel. The order and the choice of the phone have files of their own.

mod cancel;
mod choice;
mod create;
mod order;
mod wait;

use crate::support::Sandbox;
use crate::support::bodies::SESSION_ID;
use serde_json::json;

#[test]
fn one_is_shown_in_every_format() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id("session create --amount 240000 --currency SEK --ref ORDER-1");
    let shown = sandbox.run(&format!("session get {id}")).expect(0).err_is("");
    assert!(
        shown.out.starts_with(&format!("session    {id}\nstatus     CREATED\namount     2,400.00 SEK\n")),
        "{shown:?}"
    );
    let object = sandbox.run(&format!("session get {id} -o json")).expect(0).err_is("").json();
    assert_eq!((&object["order_amount"], &object["merchant_reference1"]), (&json!(240_000), &json!("ORDER-1")));
    let line = sandbox.run(&format!("session get {id} -o jsonl")).expect(0).err_is("");
    assert_eq!((line.out.lines().count(), line.json()), (1, object));
    sandbox.run(&format!("session get {id} -o id")).expect(0).err_is("").out_is(&format!("{id}\n"));
    let csv = sandbox.run(&format!("session get {id} -o csv")).expect(0).err_is("");
    assert!(csv.out.starts_with("session_id,status,order_amount,order_tax_amount,purchase_currency,"), "{csv:?}");
    assert!(csv.out.contains(&format!("\n{id},CREATED,240000,0,SEK,")), "{csv:?}");
}

#[test]
fn one_that_is_not_there_is_not_found() {
    let sandbox = Sandbox::emulator();
    for line in ["get", "wait", "cancel"] {
        let run = sandbox.run(&format!("session {line} {SESSION_ID} -o json")).expect(5).out_is("");
        assert_eq!((&run.error()["kind"], &run.error()["status"]), (&json!("not_found"), &json!(404)), "{line}");
    }
}

#[test]
fn a_beginning_is_not_enough_for_a_session() {
    // No operation lists sessions, so an id is taken as it is.
    let run = Sandbox::emulator().run("session get 0a6f").expect(5).out_is("");
    run.says(&["404", "hint: check the id"]);
}
