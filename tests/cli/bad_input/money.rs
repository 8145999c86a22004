//! Amounts, currencies and tax rates that are none, and those that only look odd.

use crate::support::Sandbox;
use crate::support::bodies::DEVICE_ID;
use crate::support::server::Server;
use serde_json::json;

/// `session create` and `pay` of this amount, which must not get anywhere.
#[track_caller]
fn refused(amount: &str, currency: &str, says: &str) {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    for command in [vec!["session", "create"], vec!["pay"]] {
        let flags = ["--amount", amount, "--currency", currency, "--device", DEVICE_ID, "--tax-rate", "25%"];
        let run = sandbox.ipp(&[command, flags.to_vec()].concat()).expect(2).out_is("");
        assert!(run.err.starts_with("error: ") && run.err.contains(says), "{amount:?} {currency:?} {run:?}");
    }
    server.was_never_asked();
}

#[test]
fn what_is_no_amount_is_refused() {
    for amount in [
        "2,400",
        "2400.5",
        "1e3",
        "-5",
        "+5",
        "٣٤",
        "",
        " ",
        "2 400",
        "2400.",
        ".50",
        "2400.000",
        "0x10",
        "１００",
        "NaN",
        "--",
        "1_000",
    ] {
        refused(
            amount,
            "SEK",
            "is not an amount; give minor units such as 240000, or major units with exactly 2 decimals",
        );
    }
}

#[test]
fn nothing_and_too_much_cannot_be_paid() {
    for amount in ["0", "0.00", "000"] {
        refused(amount, "SEK", "an amount of 0 cannot be paid");
    }
    for amount in ["9223372036854775808", "92233720368547758.08", "99999999999999999999999999"] {
        refused(amount, "SEK", "is too large; the API takes at most 9223372036854775807 minor units");
    }
}

#[test]
fn the_largest_amount_is_kept_to_the_digit() {
    let sandbox = Sandbox::new().with("IPP_ENV", "playground");
    for amount in ["9223372036854775807", "92233720368547758.07"] {
        let line = format!(
            "session create --amount {amount} --currency SEK --device {DEVICE_ID} --tax-rate 25% --dry-run -o json -q"
        );
        let body = sandbox.run(&line).expect(0).err_is("").json()["body"].clone();
        assert_eq!(
            (&body["order_amount"], &body["order_tax_amount"]),
            (&json!(i64::MAX), &json!(1_844_674_407_370_955_161_i64))
        );
    }
}

#[test]
fn what_is_no_currency_is_refused() {
    for currency in ["XXX", "SE", "", "SEKK", "XAU", "XTS", "S€K", "752", "ＳＥＫ"] {
        refused("100", currency, "is not a currency that can be paid in");
    }
    let server = Server::never();
    let run = Sandbox::playground(&server.address).run("pay --amount 100").expect(2).out_is("");
    run.says(&["the currency is missing", "hint: give `--currency`"]);
    server.was_never_asked();
}

#[test]
fn a_currency_in_lower_case_is_meant() {
    let sandbox = Sandbox::emulator();
    for currency in ["sek", "Sek"] {
        let line = format!("session create --amount 24.00 --currency {currency} --tax-rate 0% --ref {currency}");
        let run = sandbox.run(&format!("{line} -o json"));
        let session = run.expect(0).json();
        assert_eq!((&session["purchase_currency"], &session["order_amount"]), (&json!("SEK"), &json!(2_400)));
    }
}

#[test]
fn the_decimals_are_the_currencys_own() {
    let sandbox = Sandbox::emulator();
    let create = |amount: &str, currency: &str| {
        sandbox
            .run(&format!("session create --amount {amount} --currency {currency} --tax-rate 0% --allow-duplicate"))
            .expect(0)
            .out
    };
    assert!(create("2400", "JPY").contains("amount   2,400 JPY\n"));
    assert!(create("2.400", "KWD").contains("amount   2.400 KWD\n"));
    assert!(create("2400", "KWD").contains("amount   2.400 KWD\n"));
    refused("24.00", "JPY", "whole units such as 2400: this currency has no decimals");
    refused("2400.", "JPY", "whole units such as 2400: this currency has no decimals");
    refused("2.40", "KWD", "exactly 3 decimals such as 2400.000");
}

#[test]
fn a_tax_rate_is_from_0_to_100_percent() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    for rate in ["101%", "100.01%", "-1%", "25", "0.25", "25.123%", "%", "1e1%", "٢٥%", "", "25 %"] {
        let rate_flag = format!("--tax-rate={rate}");
        let line = ["pay", "--amount", "100", "--currency", "SEK", &rate_flag];
        sandbox.ipp(&line).expect(2).out_is("").says(&["--tax-rate"]);
        let item = format!("Shirt:1@1.00:{rate}");
        sandbox.ipp(&["pay", "--currency", "SEK", "--item", &item]).expect(2).out_is("").says(&["--item"]);
    }
    let order = json!({ "purchase_currency": "SEK", "order_items": [{ "name": "Shirt", "unit_price": 100, "tax_rate": 10_001 }] });
    let run = sandbox.ipp_reading(&["pay", "--from", "-"], order.to_string()).expect(2).out_is("");
    run.says(&["line 1 (`Shirt`): tax_rate is 10001 basis points", "nothing was sent"]);
    server.was_never_asked();
}
