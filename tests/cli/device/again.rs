//! A sheet that is gone on with: what failed, what was made twice, what ran out, and files that are not what they were.

use super::sheet::{read, rows, serving};
use crate::support::bodies::{LOCATION_ID, page, problem};
use crate::support::server::{Server, json as answer};
use crate::support::{Run, Sandbox};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Barrier, Mutex};

#[test]
fn phones_without_names_that_failed_are_run_again_as_themselves() {
    let server = serving(|number| [1, 3].contains(&number).then(|| problem(400, "no")));
    let shop = Sandbox::playground(&server.address);
    shop.run("device enroll --count 5 --location My --sheet s.csv --parallel 1").expect(6).says(&["2 failed"]);
    let again = read(&shop, "s.failed.csv");
    assert!(again.starts_with("name,location,problem,mark:"), "{again}");
    let run = shop.run("device enroll --from s.failed.csv --sheet s.csv").expect(0);
    assert!(run.says(&["2 phones: 2 made now, 0 were there before"]).err.find("kept in the sheet").is_none());
    let marks: BTreeSet<String> =
        rows(&shop, "s.csv").iter().filter_map(|row| row.rsplit(',').next().map(str::to_owned)).collect();
    assert_eq!((marks.len(), rows(&shop, "s.csv").len()), (5, 5));
    shop.run("device enroll --count 5 --location My --sheet s.csv").expect(0).says(&["0 made now, 5 were there"]);
    let doubled = format!("{again}{}", again.lines().last().map(|line| format!("{line}\n")).unwrap_or_default());
    shop.file("s.failed.csv", doubled);
    shop.run("device enroll --from s.failed.csv --sheet s.csv")
        .expect(2)
        .out_is("")
        .says(&["another row has the mark"]);
}

/// An account that lists what was made in it, and forgets what was cancelled. The creates are done when so many are there.
fn account(together: usize) -> (Server, Arc<Mutex<Vec<Value>>>) {
    let made = Arc::new(Mutex::new(Vec::<Value>::new()));
    let (seen, gate) = (Arc::clone(&made), Barrier::new(together));
    let server = Server::scripted(move |asked, number| match asked.operation().as_str() {
        "GET /ipp/v1/locations" => page(&[json!({ "id": LOCATION_ID, "name": "My Store" })], true),
        "GET /ipp/v1/enrollments" => page(&seen.lock().expect("a list"), true),
        "GET /ipp/v1/devices" => page(&[], true),
        operation if operation.starts_with("DELETE ") => {
            seen.lock().expect("a list").retain(|code| {
                !operation.ends_with(&format!("/{}", code["enrollment_id"].as_str().unwrap_or_default()))
            });
            answer(204, "")
        }
        _ => {
            let body: Value = serde_json::from_str(&asked.body).expect("JSON");
            let code = json!({ "enrollment_id": format!("e{number}"), "enrollment_code": "C", "status": "PENDING", "metadata": body["metadata"] });
            gate.wait();
            seen.lock().expect("a list").push(code.clone());
            answer(201, &code.to_string())
        }
    });
    (server, made)
}

fn ids(shop: &Sandbox, sheet: &str) -> BTreeSet<String> {
    rows(shop, sheet).iter().map(|row| row.split(',').nth(4).expect("an id").to_owned()).collect()
}

fn there(made: &Mutex<Vec<Value>>) -> BTreeSet<String> {
    let made = made.lock().expect("a list");
    made.iter().map(|code| code["enrollment_id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn codes_that_a_killed_run_was_still_making_are_taken_back() {
    let (server, made) = account(8);
    let shop = Sandbox::playground(&server.address);
    let line = "device enroll --count 4 --location My --sheet s.csv";
    let mut child = shop.start(line);
    server.wait_for("POST /ipp/v1/enrollments", 4);
    child.kill().expect("a kill");
    child.wait().expect("an end");
    let run = shop.run(line).expect(0);
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 8, "{run:?}");
    let run: Run = shop.run(line).expect(0);
    assert_eq!((ids(&shop, "s.csv").len(), there(&made)), (4, ids(&shop, "s.csv")), "{run:?}");
}

#[test]
fn a_later_run_takes_back_what_was_made_twice_and_says_so() {
    let (server, made) = account(1);
    let shop = Sandbox::playground(&server.address);
    let line = "device enroll --count 2 --location My --sheet s.csv";
    shop.run(line).expect(0);
    let mut extra = made.lock().expect("a list")[0].clone();
    extra["enrollment_id"] = json!("extra");
    let mut used = extra.clone();
    (used["enrollment_id"], used["status"]) = (json!("used"), json!("CONSUMED"));
    made.lock().expect("a list").extend([extra, used]);
    let run = shop.run(line).expect(0).says(&["1 code that was made twice is cancelled", "`used`"]);
    assert!(run.err.contains("0 made now, 2 were there before"), "{run:?}");
    let deletes: Vec<String> = server.operations().into_iter().filter(|line| line.starts_with("DELETE")).collect();
    assert_eq!(deletes, ["DELETE /ipp/v1/enrollments/extra"]);
}

#[test]
fn a_file_with_no_column_that_is_known_is_refused() {
    let server = serving(|_| None);
    let shop = Sandbox::playground(&server.address);
    shop.file("shops.csv", "Namn;Butik\nKassa 1;My Store\n");
    let run = shop.run("device enroll --from shops.csv --sheet s.csv").expect(2).out_is("");
    run.says(&["`Namn`, `Butik`", "`name`, `location` or `metadata.KEY`", "`--count`"]);
    assert_eq!((server.count("POST /ipp/v1/enrollments"), shop.home().join("s.csv").exists()), (0, false));
}

#[test]
fn a_column_that_the_sheet_has_not_is_refused_and_not_lost() {
    let server = serving(|_| None);
    let shop = Sandbox::playground(&server.address);
    shop.file("a.csv", "name,owner\nTill 1,Bo\n");
    shop.run("device enroll --from a.csv --sheet s.csv").expect(0);
    shop.file("b.csv", "name,phone\nTill 2,123\n");
    shop.run("device enroll --from b.csv --sheet s.csv").expect(2).out_is("").says(&["has no column `phone`"]);
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 1);
    shop.file("c.csv", "name,OWNER\nTill 2,Cy\n");
    shop.run("device enroll --from c.csv --sheet s.csv").expect(0);
    assert!(rows(&shop, "s.csv")[1].contains("Till 2,Cy,"));
}

#[test]
fn a_sheet_of_another_account_is_refused() {
    let server = serving(|_| None);
    let shop = Sandbox::playground(&server.address);
    shop.run("device enroll --count 1 --sheet s.csv").expect(0);
    let before = read(&shop, "s.csv");
    assert!(before.lines().next().is_some_and(|header| header.ends_with("@playground")), "{before}");
    let emulator = Sandbox::emulator();
    emulator.file("s.csv", &before);
    for line in ["device enroll --watch s.csv", "device enroll --count 2 --sheet s.csv"] {
        let run = emulator.run(line).expect(9).out_is("");
        run.says(&["holds codes of playground, and this is emulator"]);
    }
    assert_eq!(
        (read(&emulator, "s.csv"), emulator.run("enrollment list -o id").expect(0).out),
        (before, String::new())
    );
    let unnamed = read(&shop, "s.csv").replace("@playground", "");
    emulator.file("s.csv", unnamed);
    emulator.run("device enroll --watch s.csv --no-wait").expect(0).says(&["are another account's"]);
}
