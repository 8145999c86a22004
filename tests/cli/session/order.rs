//! What is to be paid: the documented order in every way in, equal to the digit, and files that are taken as they are.

use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, session};
use crate::support::server::Server;
use serde_json::{Value, json};

const ITEMS: &str = "--item \"T-Shirt:2@1000.00:25%:SKU-001\" --item \"Socks:1@400.00:25%:SKU-002\"";

/// The order of the API's documentation.
fn documented() -> Value {
    json!({
        "purchase_currency": "SEK", "order_amount": 240_000, "order_tax_amount": 48_000,
        "merchant_reference1": "ORDER-12345",
        "order_items": [line("T-Shirt", "SKU-001", 2, 100_000, 40_000), line("Socks", "SKU-002", 1, 40_000, 8_000)],
    })
}

fn line(name: &str, reference: &str, quantity: i64, price: i64, tax: i64) -> Value {
    json!({
        "reference": reference, "name": name, "quantity": quantity, "unit_price": price,
        "total_amount": quantity * price, "tax_rate": 2500, "total_tax_amount": tax,
    })
}

#[track_caller]
fn is_documented(session: &Value) {
    for (field, value) in documented().as_object().expect("an object") {
        assert_eq!(&session[field], value, "{field}");
    }
}

#[test]
fn the_documented_order_goes_in_as_items() {
    let line = format!("session create --currency SEK {ITEMS} --ref ORDER-12345 -o json");
    let run = Sandbox::emulator().run(&line).expect(0).err_is("{\"note\":\"env: emulator\"}\n");
    is_documented(&run.json());
}

#[test]
fn the_documented_order_goes_in_with_its_amount_checked() {
    let line = format!("session create --amount 2400.00 --currency SEK {ITEMS} --ref ORDER-12345 -o json");
    is_documented(&Sandbox::emulator().run(&line).expect(0).json());
}

#[test]
fn the_documented_order_goes_in_as_a_file() {
    let sandbox = Sandbox::emulator();
    sandbox.file("order.json", documented().to_string());
    let run =
        sandbox.run("session create --from order.json -o json").expect(0).err_is("{\"note\":\"env: emulator\"}\n");
    is_documented(&run.json());
}

#[test]
fn the_documented_order_goes_in_on_stdin() {
    let sandbox = Sandbox::emulator();
    is_documented(
        &sandbox
            .ipp_reading(&["session", "create", "--from", "-", "-o", "json"], documented().to_string())
            .expect(0)
            .json(),
    );
}

#[test]
fn the_documented_order_is_paid() {
    let sandbox = Sandbox::emulator();
    sandbox.file("order.json", documented().to_string());
    let session = sandbox.run("pay --from order.json --simulate-tap SUCCESS -o json").expect(0).json();
    assert_eq!(session["status"], "FINALIZED");
    is_documented(&session);
}

#[test]
fn what_a_file_leaves_out_is_worked_out() {
    let order = json!({ "purchase_currency": "SEK", "order_items": [
        { "name": "T-Shirt", "reference": "SKU-001", "quantity": 2, "unit_price": 100_000, "tax_rate": 2500 },
        { "name": "Socks", "reference": "SKU-002", "quantity": 1, "unit_price": 40_000, "tax_rate": 2500 },
    ] });
    let sandbox = Sandbox::emulator();
    let line = ["session", "create", "--from", "-", "--ref", "ORDER-12345", "-o", "json"];
    is_documented(&sandbox.ipp_reading(&line, order.to_string()).expect(0).json());
}

#[test]
fn unknown_fields_of_a_file_are_sent_as_they_are() {
    let server = Server::answering(vec![session("CREATED")]);
    let sandbox = Sandbox::playground(&server.address);
    let mut order = documented();
    order["device_id"] = json!(DEVICE_ID);
    order["loyalty"] = json!({ "card": [1, "two", null] });
    order["order_items"][0]["colour"] = json!("blue");
    sandbox.file("order.json", order.to_string());
    sandbox.run("session create --from order.json").expect(0);
    let sent: Value = serde_json::from_str(&server.asked()[0].body).expect("JSON");
    assert_eq!((&sent["loyalty"], &sent["order_items"][0]["colour"]), (&order["loyalty"], &json!("blue")));
    assert_eq!(sent["device_id"], DEVICE_ID);
}

#[test]
fn flags_win_over_the_file_but_not_on_what_is_to_be_paid() {
    let sandbox = Sandbox::emulator();
    sandbox.file("order.json", r#"{"order_amount": 100, "purchase_currency": "SEK", "merchant_reference1": "A"}"#);
    let run = sandbox.run("session create --from order.json --currency sek --ref B --amount 1.00 -o json").expect(0);
    let session = run.json();
    assert_eq!((&session["purchase_currency"], &session["merchant_reference1"]), (&json!("SEK"), &json!("B")));
    let refused = sandbox.run("session create --from order.json --currency NOK").expect(2);
    refused.says(&["the file says currency SEK, and `--currency` says NOK"]);
    let refused = sandbox.run("session create --from order.json --amount 2.00").expect(2);
    refused.says(&["the file says amount 100, and `--amount` says 200"]);
}

#[test]
fn discounts_are_lines_with_negative_amounts() {
    let order = json!({ "purchase_currency": "SEK", "order_items": [
        { "name": "Shirt", "unit_price": 100_000, "tax_rate": 2500 },
        { "type": "discount", "name": "Member", "unit_price": -10_000, "tax_rate": 2500 },
    ] });
    let run = Sandbox::emulator().ipp_reading(&["session", "create", "--from", "-", "-o", "json"], order.to_string());
    let session = run.expect(0).json();
    assert_eq!((&session["order_amount"], &session["order_tax_amount"]), (&json!(90_000), &json!(18_000)));
    assert_eq!(session["order_items"][1]["total_tax_amount"], -2_000);
}

#[test]
fn a_line_without_a_rate_takes_the_flag_then_the_profile() {
    let sandbox = Sandbox::new();
    sandbox.write_config("[profiles.shop]\nenvironment = \"emulator\"\ntax_rate = \"12%\"\nitem_name = \"Goods\"\n");
    let create = |flags: &str| {
        let line = format!("session create --amount 11200 --currency SEK {flags} --allow-duplicate -o json");
        let run = sandbox.run(&line).expect(0);
        (run.json()["order_tax_amount"].clone(), run.json()["order_items"][0]["name"].clone())
    };
    assert_eq!(create(""), (json!(1_200), json!("Goods")));
    assert_eq!(create("--tax-rate 0% --item-name Book"), (json!(0), json!("Book")));
}
