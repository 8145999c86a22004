//! `ipp device export`, `plan` and `apply`: the fleet as a file that a spreadsheet edits.

use crate::support::bodies::{DEVICE_ID, LOCATION_ID, device, page, problem};
use crate::support::server::{Answer, Asked, Server, json as answer};
use crate::support::terminal::{ENTER, Terminal};
use crate::support::{LIVE_KEY, Run, Sandbox, TEST_KEY};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, mpsc};

type Phones = Arc<Mutex<Vec<Value>>>;

/// The nth phone's id.
fn id(number: usize) -> String {
    format!("6f2c1f2e-9c1b-4c57-8a44-{number:012}")
}

/// So many phones at one shop, called `Till 0`, `Till 1`, on floor 1.
fn tills(count: usize) -> Vec<Value> {
    let till = |number| {
        let mut phone = device(&format!("Till {number}"));
        phone["id"] = json!(id(number));
        phone["metadata"] = json!({ "floor": "1" });
        phone
    };
    (0..count).map(till).collect()
}

/// Phones as the API keeps them, but first `meddle` may change them, or answer.
fn serving(
    phones: Vec<Value>,
    meddle: impl Fn(&Asked, &mut Vec<Value>) -> Option<Answer> + Send + Sync + 'static,
) -> (Server, Phones) {
    let phones = Arc::new(Mutex::new(phones));
    let kept = Arc::clone(&phones);
    let server = Server::scripted(move |asked, _| {
        let mut phones = kept.lock().expect("phones");
        if let Some(answer) = meddle(asked, &mut phones) {
            return answer;
        }
        let operation = asked.operation();
        if operation == "GET /ipp/v1/locations" {
            return page(&[json!({ "id": LOCATION_ID, "name": "My Store" })], true);
        }
        let Some((_, id)) = operation.split_once("/devices/") else { return page(&phones, true) };
        let Some(at) = phones.iter().position(|phone| phone["id"] == id) else { return problem(404, "gone") };
        match asked.method.as_str() {
            "PUT" => {
                let body: Value = serde_json::from_str(&asked.body).expect("JSON");
                for field in ["name", "location_id", "metadata"] {
                    phones[at][field] = body[field].clone();
                }
            }
            "DELETE" => {
                phones.remove(at);
                return answer(204, "");
            }
            _ => {}
        }
        answer(200, &phones[at].to_string())
    });
    (server, phones)
}

fn writes(server: &Server) -> usize {
    server.asked().iter().filter(|asked| asked.method != "GET").count()
}

/// A file that moves all of these to another floor.
fn upstairs(count: usize) -> String {
    (0..count).fold("id,metadata.floor\n".to_owned(), |text, number| text + &format!("{},2\n", id(number)))
}

#[test]
fn every_phone_is_a_row_and_every_key_a_column() {
    let sandbox = Sandbox::emulator();
    let till = sandbox.id("dev create-device --name \"=Till; 1\" --metadata floor:2 --metadata \"note:+46, a\"");
    let simulated = sandbox.id("device list --metadata simulated:true").lines().next().expect("an id").to_owned();
    let expected = format!(
        "id,name,location,metadata.floor,metadata.note,metadata.simulated\n{simulated},Simulated phone,My Store,,,true\n{till},\"'=Till; 1\",My Store,2,\"'+46, a\",true\n"
    );
    sandbox.run("device export").expect(0).err_is("").out_is(&expected);
    sandbox.run("device export -o csv").expect(0).err_is("").out_is(&expected);
}

#[test]
fn other_forms_are_those_of_the_list() {
    let sandbox = Sandbox::emulator();
    for format in ["json", "jsonl", "id"] {
        let list = sandbox.run(&format!("device list -o {format}")).expect(0).out;
        sandbox.run(&format!("device export -o {format}")).expect(0).err_is("").out_is(&list);
    }
    sandbox.run("device export -o junit").expect(2).out_is("");
    let shown = Sandbox::new().with("IPP_ENV", "playground").run("device export --dry-run -o json").expect(0);
    assert_eq!(shown.json()["method"], "GET");
}

#[test]
fn what_could_not_come_back_is_left_out_and_named() {
    let shops = [
        json!({ "id": LOCATION_ID, "name": "North" }),
        json!({ "id": "22222222-2222-4333-8444-555555555555", "name": "North" }),
    ];
    let mut phone = device("Till");
    phone["metadata"] = json!({ "Floor": "1", "floor": "2", " a": "3", "ipp_mark": "m", "b": 4 });
    let server = Server::scripted(move |asked, _| match asked.operation().as_str() {
        "GET /ipp/v1/locations" => page(&shops, true),
        _ => page(&[phone.clone(), phone.clone()], true),
    });
    let run = Sandbox::playground(&server.address).run("device export").expect(0);
    let run = run.says(&["the metadata keys ` a`, `Floor`, `floor` cannot be columns"]);
    run.out_is(&format!("id,name,location,metadata.b\n{DEVICE_ID},Till,{LOCATION_ID},4\n"));
}

#[test]
fn an_export_that_fails_prints_no_part_of_it() {
    let server = Server::answering(vec![page(&[device("Till")], false), problem(403, "no")]);
    let run = Sandbox::playground(&server.address).run("device export").expect(4).out_is("");
    run.says(&["403"]);
}

#[test]
fn an_export_that_nobody_edited_changes_nothing() {
    let sandbox = Sandbox::emulator();
    sandbox.run("dev create-device --name \" =Till; 1\" --metadata floor: --metadata \"note:+46, a\"").expect(0);
    sandbox.shell("ipp device export > fleet.csv").expect(0);
    let run = sandbox.run("device plan fleet.csv --detailed-exitcode -o json").expect(0).out_is("[]\n");
    run.says(&["0 of the 2 phones of the file are to change"]);
    sandbox.run("device apply fleet.csv").expect(0).out_is("").says(&["nothing is to be done"]);
}

#[test]
fn a_swedish_spreadsheet_is_planned_and_applied() {
    let sandbox = Sandbox::emulator();
    let till = sandbox.id("dev create-device --name Till --metadata floor:2 --metadata zone:a --metadata kept:1");
    let file = format!(
        "\u{feff}id;name;location;metadata.floor;metadata.zone;metadata.note;owner\r\n\r\n{till};Kassa Å;my;;b;'=1+1;Bo\r\n"
    );
    sandbox.file("fleet.csv", file.replace(";my;", ";My;"));
    let run = sandbox.run("device plan fleet.csv --detailed-exitcode").expect(10);
    let run =
        run.says(&["the column `owner` means nothing", "1 of the 1 phones", "1 is not in it, and stays as it is"]);
    run.shows(&[
        "name: `Till` -> `Kassa Å`; metadata floor: `2` -> nothing; metadata note: nothing -> `=1+1`; metadata zone: `a` -> `b`",
    ]);
    let plan = sandbox.run("device plan fleet.csv -o json").expect(0).json();
    assert_eq!((&plan[0]["id"], &plan[0]["row"], &plan[0]["action"]), (&json!(till), &json!(3), &json!("update")));
    assert_eq!(plan[0]["changes"][0], json!({ "field": "name", "before": "Till", "after": "Kassa Å" }));
    sandbox.run("device plan fleet.csv -o id").expect(0).out_is(&format!("{till}\n"));
    sandbox.run("device plan fleet.csv -o csv").expect(0).shows(&["row,id,name,action,changes\n", "Till,update,"]);
    let run = sandbox.run("device apply fleet.csv -o json").expect(0).out_is("[]\n");
    run.says(&["1 of 1 changes were made, 0 failed"]);
    let after = sandbox.run(&format!("device get {till} -o json")).expect(0).json();
    assert_eq!(after["metadata"], json!({ "zone": "b", "kept": "1", "simulated": "true", "note": "=1+1" }));
    assert_eq!(after["name"], "Kassa Å");
    sandbox.run("device plan fleet.csv --detailed-exitcode").expect(0).out_is("");
}

#[test]
fn what_cannot_be_meant_is_told_with_row_and_line() {
    let (server, _) = serving(tills(2), |_, _| None);
    let shop = Sandbox::playground(&server.address);
    let (first, second) = (id(0), id(1));
    let long = "x".repeat(101);
    for (text, words) in [
        ("name\nA\n".to_owned(), "no column `id`"),
        ("id\n".to_owned(), "no rows below its header"),
        (format!("id,name\n{first},A\n\n{first},B\n"), "row 4 (line 4): the device"),
        ("id,name\n,A\n".to_owned(), "row 2 (line 2): not an id: it is empty"),
        (format!("id,name\n{first},A\n{},B\n", id(9)), "row 3 (line 3): there is no device"),
        (format!("id,location\n{first},Moon\n"), "row 2 (line 2): there is no location `Moon`"),
        (format!("id,name\n{second},{long}\n"), "row 2 (line 2): a name has at most 100"),
        (format!("id,metadata.ipp_mark\n{first},x\n"), "`ipp_mark` is used by `ipp` itself"),
        (format!("id,metadata.\n{first},x\n"), "names no key"),
        (format!("id,name,NAME\n{first},x,y\n"), "two columns"),
    ] {
        shop.file("fleet.csv", text);
        for verb in ["plan", "apply"] {
            let run = shop.run(&format!("device {verb} fleet.csv -o json")).expect(2).out_is("");
            assert!(run.error()["message"].as_str().expect("a message").contains(words), "{words}: {run:?}");
        }
    }
    assert_eq!(writes(&server), 0);
}

#[test]
fn a_phone_that_somebody_else_changed_is_named_and_not_written() {
    let (server, phones) = serving(tills(3), |asked, phones| {
        // Between the plan's list and the write.
        if asked.operation() == format!("GET /ipp/v1/devices/{}", id(1)) {
            phones[1]["metadata"]["owner"] = json!("Bo");
        }
        None
    });
    let shop = Sandbox::playground(&server.address);
    let rows: String = (0..3).map(|number| format!("{};2;=1\n", id(number))).collect();
    shop.file("fleet.csv", format!("id;metadata.floor;mine\n{rows}"));
    let run = shop.run("device apply fleet.csv -o json").expect(9);
    assert_eq!((&run.json()[0]["id"], &run.json()[0]["code"]), (&json!(id(1)), &json!(9)), "{run:?}");
    assert_eq!((run.json().as_array().map(Vec::len), &run.error()["kind"]), (Some(1), &json!("incomplete")));
    let run = run.says(&["2 of 3 changes were made, 1 failed", "fleet.failed.csv"]);
    assert_eq!(writes(&server), 2, "{run:?}");
    assert_eq!(phones.lock().expect("phones")[1]["metadata"], json!({ "floor": "1", "owner": "Bo" }));
    let again = std::fs::read_to_string(shop.home().join("fleet.failed.csv")).expect("a file");
    assert!(again.starts_with("id;metadata.floor;mine;problem\n") && again.contains("no longer what"), "{again}");
    shop.run("device apply fleet.failed.csv").expect(0).says(&["1 of 1 changes were made"]);
    assert_eq!(phones.lock().expect("phones")[1]["metadata"], json!({ "floor": "2", "owner": "Bo" }));
}

#[test]
fn what_is_written_is_read_back_and_compared() {
    let (server, _) =
        serving(tills(1), |asked, phones| (asked.method == "PUT").then(|| answer(200, &phones[0].to_string())));
    let shop = Sandbox::playground(&server.address);
    shop.file("fleet.csv", upstairs(1));
    let run = shop.run("device apply fleet.csv -o json").expect(24);
    assert!(run.json()[0]["problem"].as_str().is_some_and(|text| text.contains("not as it was to be")), "{run:?}");
}

#[test]
fn a_lost_answer_is_settled_by_reading_back() {
    let (server, phones) = serving(tills(1), |asked, phones| {
        (asked.method == "PUT").then(|| {
            phones[0]["metadata"]["floor"] = json!("2");
            Answer::Close
        })
    });
    let shop = Sandbox::playground(&server.address);
    shop.file("fleet.csv", upstairs(1));
    shop.run("device apply fleet.csv --retries 0").expect(0).says(&["1 of 1 changes were made"]);
    assert_eq!(phones.lock().expect("phones")[0]["metadata"]["floor"], "2");
}

#[test]
fn removing_needs_the_count_and_somebody_who_agrees() {
    let (server, phones) = serving(tills(4), |_, _| None);
    let shop = Sandbox::playground(&server.address);
    shop.file("fleet.csv", upstairs(2));
    let plan = shop.run("device plan fleet.csv --prune -o json").expect(0).json();
    assert_eq!((plan.as_array().map(Vec::len), &plan[2]["action"]), (Some(4), &json!("remove")));
    shop.run("device apply fleet.csv --prune 2").expect(9).says(&["nobody has agreed"]);
    shop.run("device apply fleet.csv --prune --yes").expect(9).says(&["2 phones are not in the file", "`--prune 2`"]);
    shop.run("device apply fleet.csv --prune 3 --yes").expect(9).out_is("").says(&["`--prune 3` was given"]);
    assert_eq!(writes(&server), 0);
    shop.run("device apply fleet.csv").expect(0).says(&["2 are not in it, and stay"]);
    assert_eq!(phones.lock().expect("phones").len(), 4);
    shop.run("device apply fleet.csv --prune 2 --yes").expect(0).says(&[&format!("Till 3 ({}): remove", id(3))]);
    assert_eq!(phones.lock().expect("phones").len(), 2);
}

/// A phone that is to be removed, while the server answers like this: exit code, and how many are left.
fn pruning(meddle: impl Fn(&Asked, &mut Vec<Value>) -> Option<Answer> + Send + Sync + 'static) -> (Run, usize) {
    let (server, phones) = serving(tills(2), meddle);
    let shop = Sandbox::playground(&server.address);
    shop.file("fleet.csv", "id,metadata.floor\n".to_owned() + &id(0) + ",1\n");
    let run = shop.run("device apply fleet.csv --prune 1 --yes --retries 0 -o json");
    let left = phones.lock().expect("phones").len();
    (run, left)
}

#[test]
fn a_phone_is_removed_only_as_the_plan_saw_it() {
    let (read, one) = (format!("GET /ipp/v1/devices/{}", id(1)), id(1));
    let (run, left) = pruning(move |asked, phones| {
        if asked.operation() == read {
            phones[1]["name"] = json!("Bar");
        }
        None
    });
    let run = run.expect(9).says(&["0 of 1 changes were made, 1 failed"]);
    assert_eq!((&run.json()[0]["id"], left), (&json!(one), 2));
    assert!(run.json()[0]["problem"].as_str().is_some_and(|text| text.contains("no longer what")), "{run:?}");
}

#[test]
fn what_is_gone_is_as_it_was_to_be_and_what_is_not_known_is_said() {
    let read = format!("GET /ipp/v1/devices/{}", id(1));
    let (run, left) = pruning(move |asked, phones| {
        if asked.operation() == read {
            phones.pop();
        }
        None
    });
    run.expect(0).says(&["1 of 1 changes were made"]);
    assert_eq!(left, 1);
    for (removes, code, left) in [(true, 0, 1), (false, 24, 2)] {
        let (run, there) = pruning(move |asked, phones| {
            (asked.method == "DELETE").then(|| {
                phones.truncate(if removes { 1 } else { 2 });
                Answer::Close
            })
        });
        assert_eq!((run.code, there), (code, left), "{run:?}");
    }
    let (run, _) = pruning(|asked, _| (asked.method == "DELETE").then(|| problem(404, "gone")));
    run.expect(0);
    let read = format!("GET /ipp/v1/devices/{}", id(1));
    let (run, left) = pruning(move |asked, _| (asked.operation() == read).then(|| problem(500, "no")));
    assert_eq!((run.expect(8).json()[0]["code"].clone(), left), (json!(8), 2));
}

#[test]
fn two_signals_end_it_and_say_what_may_have_been_made() {
    let (server, _) = serving(tills(2), |asked, _| (asked.method == "PUT").then_some(Answer::Silence));
    let shop = Sandbox::playground(&server.address);
    shop.file("fleet.csv", upstairs(2));
    let mut run = shop.begin("device apply fleet.csv --parallel 1 -o json");
    server.wait_for(&format!("PUT /ipp/v1/devices/{}", id(0)), 1);
    run.signal("INT");
    run.wait_to_say("once more quits at once");
    run.signal("INT");
    let error = run.finish().expect(130).error();
    assert_eq!(error["kind"], "interrupted");
    assert!(error["message"].as_str().is_some_and(|text| text.contains("may have been made")), "{error}");
}

#[test]
fn on_a_terminal_the_count_is_typed() {
    let (server, phones) = serving(tills(4), |_, _| None);
    let shop = Sandbox::playground(&server.address);
    shop.file("fleet.csv", upstairs(4).lines().take(3).map(|line| format!("{line}\n")).collect::<String>());
    let question = "Type how many are to be removed";
    let ask = || Terminal::run(&shop, 200, "device apply fleet.csv --prune --yes");
    ask().until(question).types(&format!("y{ENTER}")).end().expect(9).shows(&["not confirmed"]);
    assert_eq!(writes(&server), 0);
    ask().until(question).types(&format!("2{ENTER}")).end().expect(0);
    assert_eq!(phones.lock().expect("phones").len(), 2);
}

#[test]
fn production_asks_once_and_policy_holds_for_each_phone() {
    let (server, _) = serving(tills(3), |_, _| None);
    let shop = Sandbox::production(&server.address);
    shop.file("fleet.csv", upstairs(3));
    shop.run("device plan fleet.csv").expect(0).hides(LIVE_KEY);
    let before = server.asked().len();
    shop.run("device apply fleet.csv").expect(9).out_is("").says(&["nobody has agreed"]);
    assert_eq!(server.asked().len(), before);
    shop.run("device apply fleet.csv --yes").expect(0).hides(LIVE_KEY);
    let held = Sandbox::new().with("IPP_API_KEY", TEST_KEY);
    held.file("fleet.csv", upstairs(3).replace(",2", ",3"));
    for (rule, words) in
        [(format!("locations = [\"{DEVICE_ID}\"]"), "`locations`"), ("read_only = true".to_owned(), "`read_only`")]
    {
        held.write_config(&format!(
            "profile = \"a\"\n[profiles.a]\nenvironment = \"playground\"\nbase_url = \"{}\"\n{rule}\n",
            server.address
        ));
        held.run("device apply fleet.csv --yes").expect(9).says(&[words]);
    }
    assert_eq!(writes(&server), 3);
}

#[test]
fn ctrl_c_in_the_middle_leaves_a_true_report() {
    let (release, held) = mpsc::channel::<()>();
    let held = Mutex::new(held);
    let (server, phones) = serving(tills(3), move |asked, _| {
        if asked.method == "PUT" {
            held.lock().expect("a channel").recv().expect("a word");
        }
        None
    });
    let shop = Sandbox::playground(&server.address);
    shop.file("fleet.csv", upstairs(3));
    let mut child = shop.start("device apply fleet.csv --parallel 1 -o json");
    server.wait_for(&format!("PUT /ipp/v1/devices/{}", id(0)), 1);
    shop.signal(&child, "INT");
    let mut stderr = BufReader::new(child.stderr.take().expect("stderr"));
    let mut said = String::new();
    while !said.contains("stopping") {
        assert_ne!(stderr.read_line(&mut said).expect("a line"), 0, "{said}");
    }
    release.send(()).expect("a server");
    stderr.read_to_string(&mut said).expect("the rest");
    let output = child.wait_with_output().expect("an end");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).as_ref()), (Some(130), "[]\n"), "{said}");
    assert!(said.contains("1 of 3 changes were made, 0 failed, 2 not tried"), "{said}");
    assert!(said.contains("2 of 3 changes were not tried; the same command again makes them"), "{said}");
    let floors: Vec<Value> =
        phones.lock().expect("phones").iter().map(|phone| phone["metadata"]["floor"].clone()).collect();
    assert_eq!(floors, ["2", "1", "1"]);
    let again = std::fs::read_to_string(shop.home().join("fleet.failed.csv")).expect("a file");
    assert_eq!(again, format!("id,metadata.floor,problem\n{},2,\n{},2,\n", id(1), id(2)));
}

#[test]
fn a_key_that_is_refused_ends_it_at_once() {
    let (server, _) = serving(tills(40), |asked, _| (asked.method == "PUT").then(|| problem(403, "no")));
    let shop = Sandbox::playground(&server.address);
    shop.file("fleet.csv", upstairs(40));
    let run = shop.run("device apply fleet.csv --parallel 2 -o jsonl").expect(4);
    assert!(writes(&server) <= 4, "{run:?}");
    run.says(&["not tried"]);
}

#[test]
fn a_dry_run_shows_what_the_rows_name() {
    let shop = Sandbox::new().with("IPP_ENV", "playground");
    shop.file("fleet.csv", format!("id,name,metadata.floor\n{},A,\n", id(0)));
    let run = shop.run("device apply fleet.csv --dry-run -o json").expect(0).says(&["would be read first"]);
    assert_eq!((&run.json()[0]["method"], &run.json()[0]["body"]), (&json!("PUT"), &json!({ "name": "A" })));
    shop.run("device apply fleet.csv --curl").expect(2).out_is("").says(&["--dry-run"]);
    assert_eq!(shop.run("device plan fleet.csv --dry-run -o json").expect(0).json()["method"], "GET");
}

#[test]
fn ten_thousand_phones_are_planned() {
    let phones = tills(10_000);
    let server = Server::scripted(move |asked, _| {
        if asked.operation() == "GET /ipp/v1/locations" {
            return page(&[], true);
        }
        let number = asked.path.split(['=', '&']).nth(1).and_then(|text| text.parse::<usize>().ok()).expect("a page");
        page(&phones[number * 100..(number + 1) * 100], number == 99)
    });
    let shop = Sandbox::playground(&server.address);
    shop.file("fleet.csv", upstairs(10_000));
    assert_eq!(shop.run("device plan fleet.csv -o id").expect(0).out.lines().count(), 10_000);
    assert_eq!(shop.run("device export").expect(0).out.lines().count(), 10_001);
}
