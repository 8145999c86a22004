//! `ipp device enroll` of many phones: the sheet, what it survives, what is refused, and who has paired.

use crate::support::bodies::{DEVICE_ID, LOCATION_ID, page, problem};
use crate::support::server::{Server, json as answer};
use crate::support::{LIVE_KEY, Run, Sandbox, TEST_KEY};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

const SHOPS: &str = "\u{feff}name;location;metadata.floor;owner\r\n\"Till \"\"1\"\"\";My Store;2;=SUM(A1)\r\n\r\nTill 2;My;;Åsa\r\n;;;\r\nTill 2;;;\"Bo; Co\"\r\n";

/// Rows of a sheet, below its header.
pub fn rows(sandbox: &Sandbox, name: &str) -> Vec<String> {
    read(sandbox, name).lines().skip(1).map(str::to_owned).collect()
}

/// A file of the home.
pub fn read(sandbox: &Sandbox, name: &str) -> String {
    std::fs::read_to_string(sandbox.home().join(name)).expect("a file")
}

/// The ids of all enrollments.
fn listed(sandbox: &Sandbox) -> BTreeSet<String> {
    sandbox.run("enrollment list -o id").expect(0).out.lines().map(str::to_owned).collect()
}

/// Makes enrollments as the API does, except where `strikes` answers for the nth of them.
pub fn serving(strikes: impl Fn(usize) -> Option<crate::support::server::Answer> + Send + Sync + 'static) -> Server {
    let count = AtomicUsize::new(0);
    Server::scripted(move |asked, _| match asked.operation().as_str() {
        "GET /ipp/v1/locations" => page(&[json!({ "id": LOCATION_ID, "name": "My Store" })], true),
        "POST /ipp/v1/enrollments" => {
            let number = count.fetch_add(1, Ordering::SeqCst);
            let made = json!({ "enrollment_id": format!("e{number}"), "enrollment_code": format!("C{number}"), "status": "PENDING" });
            strikes(number).unwrap_or_else(|| answer(201, &made.to_string()))
        }
        _ => page(&[], true),
    })
}

fn failures(run: &Run) -> Vec<Value> {
    run.json().as_array().expect("a list").clone()
}

#[test]
fn a_swedish_spreadsheet_becomes_a_sheet_of_the_same_kind() {
    let sandbox = Sandbox::emulator();
    sandbox.file("shops.csv", SHOPS);
    let run = sandbox
        .run("device enroll --from shops.csv --sheet codes.csv --metadata by:ipp -o json")
        .expect(0)
        .out_is("[]\n");
    let run =
        run.says(&["`owner`", "`Till 2` is there 2 times", "3 phones: 3 made now, 0 were there before, 0 failed"]);
    let text = read(&sandbox, "codes.csv");
    let header = "\u{feff}name;location;metadata.floor;owner;code;expires_at;enrollment_id;mark:";
    assert!(text.starts_with(header), "{text}");
    assert!(text.contains("\n\"Till \"\"1\"\"\";My Store;2;'=SUM(A1);"), "{text}");
    let mode = std::fs::metadata(sandbox.home().join("codes.csv")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let made = sandbox.run("enrollment list -o json").expect(0).json();
    let made = made.as_array().expect("a list");
    let first = made.iter().find(|one| one["metadata"]["ipp_name"] == "Till \"1\"").expect("the first");
    assert_eq!((&first["metadata"]["floor"], &first["metadata"]["by"]), (&json!("2"), &json!("ipp")));
    assert_eq!(made.len(), 3);
    for one in made {
        let code = one["enrollment_code"].as_str().expect("a code");
        assert!(text.contains(code) && !run.err.contains(code), "the sheet holds the code, and nothing else does");
    }
}

#[test]
fn run_again_it_adds_only_what_is_missing() {
    let sandbox = Sandbox::emulator();
    sandbox.run("device enroll --count 3 --name Till --sheet codes.csv").expect(0);
    let before = rows(&sandbox, "codes.csv");
    sandbox
        .run("device enroll --count 3 --name Till --sheet codes.csv")
        .expect(0)
        .says(&["0 made now, 3 were there before"]);
    assert_eq!(rows(&sandbox, "codes.csv"), before);
    sandbox
        .run("device enroll --count 5 --name Till --sheet codes.csv")
        .expect(0)
        .says(&["2 made now, 3 were there before"]);
    assert_eq!((&rows(&sandbox, "codes.csv")[..3], listed(&sandbox).len()), (before.as_slice(), 5));
    sandbox.run("device enroll --count 5 --name Till --sheet other.csv").expect(0);
    assert_eq!(listed(&sandbox).len(), 10, "another sheet is another batch");
}

#[test]
fn a_kill_makes_no_code_twice() {
    for delay in [3, 12, 25] {
        let sandbox = Sandbox::emulator();
        let line = "device enroll --count 120 --name Till --sheet codes.csv";
        let mut child = sandbox.start(line);
        let sheet = sandbox.home().join("codes.csv");
        while !std::fs::read_to_string(&sheet).is_ok_and(|text| text.lines().count() > delay) {
            assert!(child.try_wait().expect("a child").is_none(), "it ended before it was killed");
        }
        child.kill().expect("a kill");
        child.wait().expect("an end");
        // As if the last row had been torn as well.
        let text = read(&sandbox, "codes.csv");
        std::fs::write(&sheet, &text[..text.len() - 9]).expect("a file");
        sandbox.run(line).expect(0);
        let ids: Vec<String> =
            rows(&sandbox, "codes.csv").iter().map(|row| row.split(',').nth(4).expect("an id").to_owned()).collect();
        assert_eq!(ids.len(), 120);
        assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), listed(&sandbox), "each code has one row");
    }
}

#[test]
fn a_code_that_is_not_listed_is_taken_back_and_made_anew() {
    let sheet = "name,location,code,expires_at,enrollment_id,mark:0123456789ab\n";
    // Its mark is known from a first run that failed.
    let server = serving(|_| None);
    let shop = Sandbox::playground(&server.address);
    shop.file("codes.csv", sheet);
    shop.run("device enroll --count 1 --sheet codes.csv").expect(0);
    let mark = rows(&shop, "codes.csv")[0].rsplit(',').next().expect("a mark").to_owned();
    let orphan = json!({ "enrollment_id": "orphan", "status": "PENDING", "metadata": { "ipp_mark": mark } });
    let is_gone = AtomicBool::new(false);
    let server = Server::scripted(move |asked, _| match asked.operation().as_str() {
        "GET /ipp/v1/locations" => page(&[json!({ "id": LOCATION_ID, "name": "My Store" })], true),
        "GET /ipp/v1/enrollments" if is_gone.load(Ordering::SeqCst) => page(&[], true),
        "GET /ipp/v1/enrollments" => page(std::slice::from_ref(&orphan), true),
        "POST /ipp/v1/enrollments" => {
            answer(201, r#"{"enrollment_id":"new","enrollment_code":"C","status":"PENDING"}"#)
        }
        _ => {
            is_gone.store(true, Ordering::SeqCst);
            answer(204, "")
        }
    });
    let shop = Sandbox::playground(&server.address);
    shop.file("codes.csv", sheet);
    shop.run("device enroll --count 1 --sheet codes.csv").expect(0).says(&["1 made now"]);
    let operations: Vec<String> = server.operations().into_iter().filter(|line| !line.starts_with("GET")).collect();
    assert_eq!(operations, ["DELETE /ipp/v1/enrollments/orphan", "POST /ipp/v1/enrollments"]);
}

#[test]
fn what_failed_is_the_answer_and_a_file_to_run_again() {
    let server = serving(|number| (number == 1).then(|| problem(400, "no such floor")));
    let shop = Sandbox::playground(&server.address);
    shop.file("shops.csv", "name,owner\nTill 1,Åsa\nTill 2,=Bo\nTill 3,Cy\n");
    let run = shop.run("device enroll --from shops.csv --sheet codes.csv --parallel 1 -o json").expect(6);
    let failed = failures(&run);
    assert_eq!(
        (failed.len(), &failed[0]["row"], &failed[0]["name"], &failed[0]["code"]),
        (1, &json!(3), &json!("Till 2"), &json!(6))
    );
    assert_eq!(run.error()["kind"], "incomplete");
    let again = read(&shop, "codes.failed.csv");
    assert!(
        again.starts_with("name,owner,problem,mark:")
            && again.contains("\nTill 2,'=Bo,")
            && again.contains("no such floor"),
        "{again}"
    );
    shop.run("device enroll --from codes.failed.csv --sheet codes.csv").expect(0).says(&["1 made now"]);
    assert_eq!(rows(&shop, "codes.csv").len(), 3);
    let table = Sandbox::playground(&serving(|_| Some(problem(400, "no"))).address);
    table.run("device enroll --count 1 --sheet codes.csv").expect(6).shows(&["ROW", "NAME", "PROBLEM", "My Store"]);
}

#[test]
fn what_every_code_would_meet_is_met_once() {
    let server = serving(|_| Some(problem(401, "no")));
    let shop = Sandbox::playground(&server.address);
    let run = shop.run("device enroll --count 500 --sheet codes.csv --parallel 2 -o json").expect(4);
    assert!(server.count("POST /ipp/v1/enrollments") <= 3, "{:?}", server.count("POST /ipp/v1/enrollments"));
    assert!(run.error()["message"].as_str().expect("a text").contains("were not tried"), "{run:?}");
    let server = serving(|_| Some(problem(400, "no")));
    let shop = Sandbox::playground(&server.address);
    shop.run("device enroll --count 500 --sheet codes.csv").expect(6);
    assert!(server.count("POST /ipp/v1/enrollments") <= 30);
}

#[test]
fn a_lost_answer_is_unknown_until_the_list_shows_it() {
    let server = serving(|number| (number == 0).then(|| problem(500, "lost")));
    let shop = Sandbox::playground(&server.address);
    let run = shop.run("device enroll --count 2 --sheet codes.csv -o json").expect(24);
    assert_eq!((failures(&run).len(), &failures(&run)[0]["code"]), (1, &json!(24)));
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 2, "it is not sent again");
    let sandbox = Sandbox::emulator();
    sandbox.run("emulator fault add lost-answer --on create-enrollment --count 1").expect(0);
    sandbox
        .run("device enroll --count 3 --sheet codes.csv -o json")
        .expect(0)
        .out_is("[]\n")
        .says(&["2 made now, 1 were"]);
    assert_eq!((rows(&sandbox, "codes.csv").len(), listed(&sandbox).len()), (3, 3));
}

#[test]
fn rows_that_cannot_be_are_all_named_before_anything_is_sent() {
    let server = serving(|_| None);
    let shop = Sandbox::playground(&server.address);
    let long = "x".repeat(101);
    shop.file("shops.csv", format!("name;location;metadata.ipp_mark\nA;Nowhere;\n\n{long};My;\nB;My;1\nC;My;\n"));
    let run = shop.run("device enroll --from shops.csv --sheet codes.csv").expect(2).out_is("");
    run.says(&[
        "shops.csv: row 2 (line 2): there is no location `Nowhere`",
        "shops.csv: row 4 (line 4): a name has at most 100 characters",
        "shops.csv: row 5 (line 5): the metadata key `ipp_mark` is used by `ipp` itself",
        "`ipp location list`",
    ]);
    assert!(!shop.home().join("codes.csv").exists());
    for (content, words) in [
        ("", "is empty"),
        ("name\n", "no rows below its header"),
        ("name,name\nA,B\n", "two columns `name`"),
        ("name\n\"A\n", "never ends"),
    ] {
        shop.file("shops.csv", content);
        shop.run("device enroll --from shops.csv --sheet codes.csv").expect(2).out_is("").says(&[words]);
    }
    shop.run("device enroll --from nothing.csv --sheet codes.csv").expect(2).says(&["cannot read nothing.csv"]);
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 0);
}

#[test]
fn wrong_flags_are_refused_before_anything_is_sent() {
    let server = Server::never();
    let shop = Sandbox::playground(&server.address);
    shop.file("mine.csv", "name\nA\n");
    for (more, words) in [
        ("--count 3", "--sheet"),
        ("--from mine.csv", "--sheet"),
        ("--sheet codes.csv", "give `--from FILE` or `--count COUNT`"),
        ("--count 0 --sheet codes.csv", "0"),
        ("--count 3 --from mine.csv --sheet codes.csv", "cannot be used with"),
        (&format!("--count 10 --name {} --sheet codes.csv", "x".repeat(99)), "at most 100 characters"),
        ("--count 3 --sheet codes.txt", "neither a .csv nor a .html"),
        ("--count 3 --sheet a.csv --sheet b.csv", "two sheets of the same kind"),
        ("--count 3 --sheet a.csv --parallel 0", "0"),
        ("--count 3 --sheet a.csv --no-wait", "cannot be used with"),
        ("--watch mine.csv", "is no sheet of codes"),
        ("--watch nothing.csv", "cannot read nothing.csv"),
    ] {
        shop.run(&format!("device enroll {more}")).expect(2).out_is("").says(&[words]);
    }
    server.was_never_asked();
}

#[test]
fn a_file_of_somebody_else_is_never_written_to() {
    let sandbox = Sandbox::emulator();
    for content in ["name\nA\n", "", "half a row", "\u{0}\u{1}"] {
        sandbox.file("mine.csv", content);
        sandbox.run("device enroll --count 3 --sheet mine.csv").expect(2).out_is("");
        assert_eq!(read(&sandbox, "mine.csv"), content);
    }
    assert!(listed(&sandbox).is_empty());
}

#[test]
fn a_full_disk_loses_no_code() {
    let made = std::sync::Arc::new(std::sync::Mutex::new(Vec::<Value>::new()));
    let seen = std::sync::Arc::clone(&made);
    let server = Server::scripted(move |asked, number| match asked.operation().as_str() {
        "GET /ipp/v1/locations" => page(&[json!({ "id": LOCATION_ID, "name": "My Store" })], true),
        "GET /ipp/v1/enrollments" => page(&seen.lock().expect("a list"), true),
        _ => {
            let body: Value = serde_json::from_str(&asked.body).expect("JSON");
            let code = json!({ "enrollment_id": format!("e{number}"), "enrollment_code": "C", "status": "PENDING", "metadata": body["metadata"] });
            seen.lock().expect("a list").push(code.clone());
            answer(201, &code.to_string())
        }
    });
    let shop = Sandbox::playground(&server.address);
    let line = "ipp device enroll --count 60 --name Till --sheet codes.csv -o json";
    let run = shop.shell(&format!("trap '' XFSZ; ulimit -f 4; {line}"));
    assert_eq!((run.code, &run.error()["kind"]), (1, &json!("internal")), "{run:?}");
    assert!(run.err.contains("cannot write codes.csv") && run.err.contains("found by their marks"), "{run:?}");
    let run = shop.shell(line).expect(0);
    assert_eq!((rows(&shop, "codes.csv").len(), made.lock().expect("a list").len()), (60, 60), "{run:?}");
}

#[test]
fn a_sheet_that_cannot_be_written_stops_before_the_first_code() {
    let sandbox = Sandbox::emulator();
    let run = sandbox.run("device enroll --count 3 --sheet nowhere/codes.csv -o json").expect(1).out_is("");
    assert!(run.error()["hint"].as_str().expect("a hint").contains("found by their marks"), "{run:?}");
    assert!(listed(&sandbox).is_empty());
}

#[test]
fn the_page_has_a_card_for_each_and_no_markup_of_others() {
    let sandbox = Sandbox::emulator();
    sandbox.file("shops.csv", "name\n<script>alert(1)</script>\nTill 2\n");
    sandbox.run("device enroll --from shops.csv --sheet codes.html").expect(0).says(&["codes.csv and codes.html"]);
    let page = read(&sandbox, "codes.html");
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "{page}");
    assert_eq!(page.matches("<article>").count(), 2);
    let mode = std::fs::metadata(sandbox.home().join("codes.html")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(rows(&sandbox, "codes.csv").len(), 2, "what it could be gone on with");
}

#[test]
fn production_asks_once_for_all() {
    let server = serving(|_| None);
    let shop = Sandbox::production(&server.address);
    shop.run("device enroll --count 2 --sheet codes.csv").expect(9).out_is("").says(&["nobody has agreed"]);
    server.was_never_asked();
    shop.run("device enroll --count 2 --sheet codes.csv --yes").expect(0).hides(LIVE_KEY);
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 2);
}

#[test]
fn policy_holds_for_each_shop() {
    let server = serving(|_| None);
    let shop = Sandbox::new().with("IPP_API_KEY", TEST_KEY);
    shop.write_config(&format!(
        "profile = \"a\"\n[profiles.a]\nenvironment = \"playground\"\nbase_url = \"{}\"\nlocations = [\"{DEVICE_ID}\"]\n",
        server.address
    ));
    shop.run("device enroll --count 2 --sheet codes.csv").expect(9).says(&["`locations`"]);
    assert_eq!(server.count("POST /ipp/v1/enrollments"), 0);
}

#[test]
fn requests_are_shown_without_a_key_and_write_no_sheet() {
    let shop = Sandbox::new().with("IPP_ENV", "playground");
    shop.file("shops.csv", SHOPS);
    let shown = shop.run("device enroll --from shops.csv --sheet codes.csv --dry-run -o json").expect(0).json();
    assert_eq!((shown.as_array().map(Vec::len), &shown[0]["body"]["metadata"]["floor"]), (Some(3), &json!("2")));
    assert_eq!(shop.run("device enroll --count 3 --sheet codes.csv --curl").expect(0).out.lines().count(), 3);
    assert!(!shop.home().join("codes.csv").exists());
}

#[test]
fn stdin_is_read_as_a_file_is() {
    let sandbox = Sandbox::emulator();
    let run = sandbox.ipp_reading(&["device", "enroll", "--from", "-", "--sheet", "codes.csv"], SHOPS).expect(0);
    run.says(&["3 made now"]);
}

#[test]
fn two_at_once_do_not_write_one_sheet() {
    let sandbox = Sandbox::emulator();
    let mut child = sandbox.start("device enroll --count 500 --sheet codes.csv");
    let sheet = sandbox.home().join("codes.csv");
    while !std::fs::read_to_string(&sheet).is_ok_and(|text| text.lines().count() > 2) {
        assert!(child.try_wait().expect("a child").is_none());
    }
    sandbox.run("device enroll --count 3 --sheet codes.csv").expect(9).says(&["another `ipp` is writing"]);
    sandbox.signal(&child, "TERM");
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the same command again makes them"));
    assert_eq!(rows(&sandbox, "codes.csv").len(), listed(&sandbox).len(), "what was under way has its row");
}

#[test]
fn who_has_paired_is_shown_and_gets_a_name() {
    let sandbox = Sandbox::emulator();
    sandbox.run("device enroll --count 3 --name Till --sheet codes.csv").expect(0);
    let cells = |row: usize, at: usize| rows(&sandbox, "codes.csv")[row].split(',').nth(at).expect("a cell").to_owned();
    let device = sandbox.id(&format!("emulator phone pair {}", cells(0, 2)));
    let shown = sandbox.run("device enroll --watch codes.csv --no-wait -o json").expect(0).json();
    assert_eq!(
        (&shown[0]["state"], &shown[0]["device_id"], &shown[1]["state"]),
        (&json!("paired"), &json!(device), &json!("waiting"))
    );
    assert_eq!(sandbox.run(&format!("device get {device} -o json")).expect(0).json()["name"], "Till 1");
    let run = sandbox.run("device enroll --watch codes.csv --timeout 1ms -o jsonl").expect(23);
    assert_eq!((run.out.lines().count(), &run.error()["kind"]), (1, &json!("not_all_paired")));
    for row in [1, 2] {
        sandbox.run(&format!("emulator phone pair {}", cells(row, 2))).expect(0);
    }
    let run = sandbox.run("device enroll --watch codes.csv -o id").expect(0);
    assert_eq!(run.out.lines().count(), 3);
    let names = sandbox.run("device list -o csv").expect(0).out;
    assert!(["Till 1", "Till 2", "Till 3"].iter().all(|name| names.contains(name)), "{names}");
}

#[test]
fn codes_that_are_gone_end_the_watch_with_a_code_of_their_own() {
    let sandbox = Sandbox::emulator();
    sandbox.run("device enroll --count 1 --name Till --sheet codes.csv").expect(0);
    let id = listed(&sandbox).into_iter().next().expect("an id");
    sandbox.run(&format!("enrollment cancel {id}")).expect(0);
    sandbox.run("device enroll --watch codes.csv").expect(20).shows(&["cancelled"]).says(&["0 of 1 phones are paired"]);
}

#[test]
fn ten_thousand_rows_are_read() {
    let shop = Sandbox::new().with("IPP_ENV", "playground");
    let rows: String = (0..10_000).map(|number| format!("Till {number};My Store;{}\n", "x".repeat(100))).collect();
    shop.file("shops.csv", format!("name;location;note\n{rows}"));
    let run = shop.run("device enroll --from shops.csv --sheet codes.csv --dry-run -o jsonl").expect(0);
    assert_eq!(run.out.lines().count(), 10_000);
}
