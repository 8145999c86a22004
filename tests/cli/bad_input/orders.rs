//! Order files that are none, and lines that do not add up.

use crate::support::Sandbox;
use crate::support::bodies::DEVICE_ID;
use crate::support::server::Server;
use serde_json::{Value, json};

/// Everything that takes an order from a file.
const COMMANDS: [&[&str]; 2] = [&["session", "create"], &["pay"]];

/// An order on stdin that must not get anywhere.
#[track_caller]
fn refused(order: &Value, says: &[&str]) {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    for command in COMMANDS {
        let line = [command, &["--from", "-", "--device", DEVICE_ID]].concat();
        sandbox.ipp_reading(&line, order.to_string()).expect(2).out_is("").says(says).says(&["nothing was sent"]);
    }
    server.was_never_asked();
}

fn line(total: i64, tax: i64) -> Value {
    json!({ "name": "Socks", "quantity": 2, "unit_price": 100, "tax_rate": 2500, "total_amount": total, "total_tax_amount": tax })
}

#[test]
fn a_line_that_does_not_add_up_is_named_with_its_difference() {
    let order =
        |line: Value| json!({ "purchase_currency": "SEK", "order_items": [{ "name": "A", "unit_price": 100 }, line] });
    refused(
        &order(line(201, 40)),
        &["line 2 (`Socks`): total_amount is 201, off by 1 minor units", "leave a total out"],
    );
    refused(&order(line(100, 20)), &["line 2 (`Socks`): total_amount is 100, off by -100 minor units"]);
    refused(&order(line(200, 42)), &["line 2 (`Socks`): total_tax_amount is 42, off by 2 minor units"]);
}

#[test]
fn lines_that_do_not_add_up_to_the_order_are_refused() {
    let order = |amount: i64, tax: i64| json!({ "purchase_currency": "SEK", "order_amount": amount, "order_tax_amount": tax, "order_items": [line(200, 40)] });
    refused(&order(199, 40), &["the lines add up to 200 minor units, but order_amount is 199: off by -1"]);
    refused(&order(200, 41), &["the lines add up to 40 minor units, but order_tax_amount is 41: off by 1"]);

    let server = Server::never();
    let line = "pay --amount 2399.99 --currency SEK --item T-Shirt:2@1000.00:25% --item Socks:1@400.00:25%";
    let run = Sandbox::playground(&server.address).run(line).expect(2).out_is("");
    run.says(&["the lines add up to 240000 minor units, but order_amount is 239999: off by -1"]);
    server.was_never_asked();
}

#[test]
fn amounts_that_overflow_or_pay_nothing_are_refused() {
    let order = |price: i64, quantity: i64| json!({ "purchase_currency": "SEK", "order_items": [{ "name": "A", "unit_price": price, "quantity": quantity }] });
    refused(&order(i64::MAX, 2), &["line 1 (`A`)", "int64"]);
    refused(&order(i64::MIN, -1), &["line 1 (`A`)", "int64"]);
    refused(&order(0, 1), &["cannot be paid"]);
    refused(&order(-100, 1), &["cannot be paid"]);
    refused(&json!({ "purchase_currency": "SEK" }), &["nothing to pay", "`--amount`"]);
    refused(&json!({ "order_amount": 100 }), &["the currency is missing"]);
}

#[test]
fn a_line_on_the_command_line_has_its_form() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    for item in [
        "Shirt",
        "Shirt:1",
        ":1@100",
        "Shirt:0@100",
        "Shirt:-1@100",
        "Shirt:1.5@100",
        "Shirt@100",
        "",
        "Shirt:99999999999999999999@1",
    ] {
        sandbox.ipp(&["pay", "--currency", "SEK", "--item", item]).expect(2).out_is("").says(&["NAME:QUANTITY@PRICE"]);
    }
    for price in ["1,00", "-1", "0", "1e3", "1.5", ""] {
        let item = format!("Shirt:1@{price}");
        sandbox.ipp(&["pay", "--currency", "SEK", "--item", &item]).expect(2).out_is("").says(&["amount"]);
    }
    server.was_never_asked();
}

#[test]
fn a_file_that_is_no_order_is_refused_by_name() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    let cases = [
        ("not JSON", "order_amount: 100", "cannot be used: "),
        ("cut off", r#"{"order_amount": 100"#, "cannot be used: EOF"),
        ("an array", r#"[{"order_amount": 100}]"#, "it holds no JSON object"),
        ("an empty array", "[]", "it holds no JSON object"),
        ("a number", "100", "it holds no JSON object"),
        ("a text", r#""order""#, "it holds no JSON object"),
        ("null", "null", "it holds no JSON object"),
        ("nothing", "", "is empty"),
        ("blanks", " \n\t ", "is empty"),
        ("two documents", "{} {}", "cannot be used: trailing characters"),
        ("an amount as text", r#"{"order_amount": "100"}"#, "invalid type"),
        ("an amount with decimals", r#"{"order_amount": 100.5}"#, "invalid type"),
        ("an amount beyond int64", r#"{"order_amount": 9223372036854775808}"#, "invalid value"),
        ("lines that are none", r#"{"order_items": {}}"#, "invalid type"),
        ("a byte order mark", "\u{feff}{}", "cannot be used"),
    ];
    for (what, content, says) in cases {
        let path = sandbox.file("order.json", content);
        for command in COMMANDS {
            let run = sandbox.ipp(&[command, &["--from", &path, "--currency", "SEK"]].concat()).expect(2).out_is("");
            assert!(run.err.contains(says) && run.err.contains(&path), "{what}: {run:?}");
        }
        let run = sandbox.ipp_reading(&["pay", "--from", "-", "--currency", "SEK"], content).expect(2).out_is("");
        assert!(run.err.contains(says) && run.err.contains("stdin"), "{what}: {run:?}");
    }
    server.was_never_asked();
}

#[test]
fn a_file_that_cannot_be_read_is_refused_by_name() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    let huge = sandbox.home().join("huge.json");
    std::fs::File::create(&huge).and_then(|file| file.set_len(50 * 1024 * 1024)).expect("a file");
    sandbox.file("latin1.json", b"{\"merchant_data\": \"\xe5\"}");
    for (path, says) in [
        ("huge.json", "huge.json is larger than 10 MiB"),
        (".", "cannot read .: "),
        ("missing.json", "cannot read missing.json: No such file"),
        ("missing/order.json", "cannot read missing/order.json: "),
        ("", "cannot read"),
        ("latin1.json", "latin1.json cannot be used"),
    ] {
        for command in COMMANDS {
            let line = [command, &["--from", path, "--amount", "100", "--currency", "SEK"]].concat();
            sandbox.ipp(&line).expect(2).out_is("").says(&[says]);
        }
        sandbox.ipp(&["api", "POST", "/ipp/v1/sessions", "--from", path]).expect(2).out_is("").says(&[says]);
    }
    let line = ["pay", "--from", "-", "--amount", "100", "--currency", "SEK"];
    sandbox.ipp_reading(&line, vec![b' '; 11 * 1024 * 1024]).expect(2).says(&["stdin is larger than 10 MiB"]);
    server.was_never_asked();
}

#[test]
fn a_file_nested_without_end_is_refused() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    let deep = format!(r#"{{"extra": {}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let line = ["pay", "--from", "-", "--amount", "100", "--currency", "SEK"];
    sandbox.ipp_reading(&line, deep).expect(2).out_is("").says(&["recursion limit"]);
    server.was_never_asked();
}

#[test]
fn items_and_a_file_exclude_each_other() {
    let sandbox = Sandbox::emulator();
    sandbox.run("pay --from x --item A:1@1 --currency SEK").expect(2).out_is("").says(&["--from", "--item"]);
}
