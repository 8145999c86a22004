//! `--columns`, `--sort` and `--limit`: the same on every list, in every format.

use crate::support::Sandbox;
use crate::support::bodies::{device, page};
use crate::support::server::Server;
use serde_json::{Value, json};

/// Every list whose rows [`shop`] makes.
const LISTS: [&str; 9] = [
    "device list",
    "location list",
    "enrollment list",
    "session list",
    "profile list",
    "emulator deliveries",
    "emulator destination list",
    "emulator fault list",
    "emulator phone sessions \"Till 10\"",
];

/// A machine on which every list has something in it.
fn shop() -> Sandbox {
    let shop = Sandbox::emulator();
    shop.write_config("profile = \"demo\"\n[profiles.demo]\nenvironment = \"emulator\"\n");
    for name in ["Till 10", "till 2", "Kassa"] {
        shop.run(&format!("dev create-device --name \"{name}\"")).expect(0);
    }
    shop.run("emulator destination add http://127.0.0.1:9/hooks").expect(0);
    shop.run("emulator fault add callback-lost --count 1").expect(0);
    shop.run("session create --amount 100 --currency SEK --ref A --device \"Till 10\" -q").expect(0);
    shop.run("pay --amount 9.00 --currency SEK --ref B --device Kassa --simulate-tap SUCCESS -q").expect(0);
    shop
}

fn lines(shop: &Sandbox, line: &str) -> Vec<String> {
    shop.run(&format!("{line} -q")).expect(0).out.lines().map(str::to_owned).collect()
}

/// The columns that an unknown one is answered with.
fn known(shop: &Sandbox, list: &str) -> Vec<String> {
    let run = shop.run(&format!("{list} --columns nonsense")).expect(2).out_is("");
    assert!(run.err.contains("error: there is no column `nonsense`: nothing was read"), "{run:?}");
    let hint = run.err.lines().find_map(|line| line.strip_prefix("hint: the columns are "));
    hint.expect("a hint").split(", ").map(str::to_owned).collect()
}

#[test]
fn every_list_has_every_column_that_it_names() {
    let shop = shop();
    for list in LISTS {
        let columns = known(&shop, list);
        let all = columns.join(",");
        for format in ["table", "csv", "json", "jsonl"] {
            let run = shop.run(&format!("{list} --columns {all} --sort {all} -o {format}")).expect(0);
            assert!(!run.out.is_empty(), "{list} {format}");
        }
        for column in &columns {
            let csv = lines(&shop, &format!("{list} --columns {column} -o csv"));
            let header: Vec<String> = csv[0].split(',').map(str::to_owned).collect();
            let objects = shop.run(&format!("{list} --columns {column} -o json")).expect(0).json();
            for object in objects.as_array().expect("a list") {
                let members: Vec<&String> = object.as_object().expect("an object").keys().collect();
                assert_eq!(members, header.iter().collect::<Vec<_>>(), "{list} {column}");
                assert!(!members.is_empty() && !members[0].is_empty(), "{list} {column}");
            }
        }
    }
}

#[test]
fn columns_are_shown_in_the_order_that_was_asked_for() {
    let shop = shop();
    let table = lines(&shop, "device list --columns name,hardware-id,PLATFORM --sort name");
    assert_eq!(table[0].split_whitespace().collect::<Vec<_>>(), ["NAME", "HARDWARE", "ID", "PLATFORM"]);
    assert!(table[1].starts_with("Kassa"), "{table:?}");
    let csv = lines(&shop, "session list --columns amount,reference -o csv");
    assert_eq!(csv, ["order_amount,purchase_currency,merchant_reference1", "900,SEK,B", "100,SEK,A"]);
    let first = shop.run("device list --columns name,open_cash_register_id --limit 1 --json").expect(0).json();
    assert_eq!(first, json!([{"name": "Simulated phone", "open_cash_register_id": null}]));
}

#[test]
fn rows_are_sorted_as_people_count_and_the_limit_comes_after() {
    let shop = shop();
    let sorted = |flags: &str| lines(&shop, &format!("device list --columns name -o csv {flags}")).split_off(1);
    assert_eq!(sorted("--sort name"), ["Kassa", "Simulated phone", "till 2", "Till 10"]);
    assert_eq!(sorted("--sort -name --limit 2"), ["Till 10", "till 2"]);
    assert_eq!(sorted("--sort=-name --limit 1"), ["Till 10"]);
    assert_eq!(sorted("--sort platform,-name")[0], "Till 10");
    assert_eq!(
        lines(&shop, "session list --sort amount --columns amount -o jsonl")[0],
        r#"{"order_amount":100,"purchase_currency":"SEK"}"#
    );
    let by_name = lines(&shop, "device list --sort name -o id");
    assert_eq!(by_name[0], shop.id("device get Kassa"));
    assert_eq!(lines(&shop, "profile list --limit 1 -o id"), ["demo"]);
}

#[test]
fn a_list_is_read_no_further_than_it_is_shown_unless_it_is_sorted() {
    let reads = |flags: &str| {
        let pages = vec![page(&[device("a"), device("b")], false), page(&[device("c")], true)];
        let server = Server::answering(pages);
        let run = Sandbox::playground(&server.address).run(&format!("device list -o jsonl {flags}")).expect(0);
        (server.asked().len(), run.out.lines().count())
    };
    assert_eq!(reads("--limit 1"), (1, 1));
    assert_eq!(reads("--limit 1 --sort name"), (2, 1));
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_read() {
    let server = Server::never();
    let shop = Sandbox::playground(&server.address);
    for (flags, said) in [
        ("--columns ''", "there is no column ``"),
        ("--columns id,,name", "there is no column ``"),
        ("--columns id,ID", "the column `ID` is named twice"),
        ("--columns id -o id", "`-o id` prints ids and no columns"),
        ("--sort nonsense", "there is no column `nonsense`"),
        ("--sort --limit", "there is no column `-limit`"),
        ("--sort -", "there is no column ``"),
        ("--columns '\u{1b}[2J'", "there is no column `\\u{1b}[2J`"),
    ] {
        shop.run(&format!("device list {flags}")).expect(2).out_is("").says(&[said]);
    }
    let error = shop.run("device list --columns nonsense --json").expect(2).error();
    assert_eq!((&error["code"], &error["kind"]), (&json!(2), &json!("usage")));
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("location_id")), "{error}");
    shop.run("emulator deliveries --redeliver 1 --sort id").expect(2);
    server.was_never_asked();
}

#[test]
fn a_session_is_called_by_the_beginning_that_its_list_shows() {
    let shop = shop();
    let id = lines(&shop, "session list --open -o id").remove(0);
    let run = shop.run(&format!("session get {} -o id", &id[..8])).expect(0).out_is(&format!("{id}\n"));
    assert_eq!(run.err, format!("session: `{}` is taken as {id}\n", &id[..8]));
    shop.run(&format!("session get {} -o id", &id[..3])).expect(5);
    shop.run(&format!("dev simulate-tap {} -q -o id", &id[..8])).expect(0).out_is(&format!("{id}\n"));
    shop.run(&format!("session get {}x", &id[..8])).expect(5);
}

#[test]
fn a_beginning_of_two_sessions_is_refused_and_both_are_named() {
    let shared = ["5e551000-0000-4000-8000-000000000001", "5e551000-0000-4000-8000-000000000002"];
    let created = shared.map(|id| {
        let body = json!({"session_id": id, "status": "CREATED", "order_amount": 100, "purchase_currency": "SEK"});
        crate::support::server::json(201, &body.to_string())
    });
    let server = Server::answering(created.to_vec());
    let shop = Sandbox::playground(&server.address);
    let device = crate::support::bodies::DEVICE_ID;
    for reference in ["A", "B"] {
        let line = format!("session create --amount 100 --currency SEK --device {device} --ref {reference} -q");
        shop.run(&line).expect(0);
    }
    let asked = server.asked().len();
    let run = shop.run("session cancel 5e551000 --json").expect(2).out_is("");
    let message: &Value = &run.error()["message"];
    assert!(shared.iter().all(|id| message.as_str().is_some_and(|text| text.contains(id))), "{message}");
    assert_eq!(server.asked().len(), asked);
}
