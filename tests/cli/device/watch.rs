//! `ipp device enroll --watch` and `ipp enrollment wait` beside people who change the same phones.

use super::sheet::rows;
use crate::support::bodies::{DEVICE_ID, LOCATION_ID, page};
use crate::support::server::{Server, json as answer};
use crate::support::{Sandbox, TEST_KEY};
use serde_json::{Value, json};

const WATCH: &str = "device enroll --watch codes.csv --no-wait";

/// An emulator with a sheet of so many phones, the first of which is paired.
fn paired(count: usize) -> (Sandbox, String) {
    let sandbox = Sandbox::emulator();
    sandbox.run(&format!("device enroll --count {count} --name Till --sheet codes.csv")).expect(0);
    let code = rows(&sandbox, "codes.csv")[0].split(',').nth(2).expect("a code").to_owned();
    let device = sandbox.id(&format!("emulator phone pair {code}"));
    (sandbox, device)
}

fn name(sandbox: &Sandbox, device: &str) -> Value {
    sandbox.run(&format!("device get {device} -o json")).expect(0).json()["name"].clone()
}

#[test]
fn a_phone_is_named_once_and_keeps_what_people_call_it_then() {
    for is_seen_before in [true, false] {
        let (sandbox, device) = paired(1);
        if is_seen_before {
            sandbox.run(WATCH).expect(0);
            assert_eq!(name(&sandbox, &device), "Till 1");
        }
        sandbox.run(&format!("device update {device} --name Bar")).expect(0);
        sandbox.run(WATCH).expect(0);
        let id = rows(&sandbox, "codes.csv")[0].split(',').nth(4).expect("an id").to_owned();
        sandbox.run(&format!("enrollment wait {id} -o json")).expect(0);
        assert_eq!(name(&sandbox, &device), "Bar");
    }
}

/// Two phones of a sheet, the list of which is older than what one of them has become.
fn aged(now: Value) -> Server {
    let phone = |id: &str, mark: &str| {
        let metadata = json!({ "ipp_mark": mark, "ipp_batch": "0123456789ab", "ipp_name": "Till 1" });
        json!({ "id": id, "name": "Phone", "location_id": LOCATION_ID, "metadata": metadata })
    };
    let codes = [("e1", "0123456789ab-000000000001"), ("e2", "0123456789ab-000000000002")];
    Server::scripted(move |asked, _| match asked.operation().as_str() {
        "GET /ipp/v1/enrollments" => {
            page(&codes.map(|(id, _)| json!({ "enrollment_id": id, "status": "CONSUMED" })), true)
        }
        "GET /ipp/v1/devices" => page(&[phone("other", codes[0].1), phone(DEVICE_ID, codes[1].1)], true),
        "GET /ipp/v1/devices/other" => answer(200, &phone("other", codes[0].1).to_string()),
        operation if operation.starts_with("GET ") => {
            let mut phone = phone(DEVICE_ID, codes[1].1);
            for (key, value) in now.as_object().expect("an object") {
                match key.as_str() {
                    "metadata" => phone["metadata"]["floor"] = value.clone(),
                    _ => phone[key] = value.clone(),
                }
            }
            answer(200, &phone.to_string())
        }
        _ => answer(200, &phone(DEVICE_ID, codes[1].1).to_string()),
    })
}

const SHEET: &str = "name,location,code,expires_at,enrollment_id,mark:0123456789ab\n\
Till 1,My Store,A,,e1,0123456789ab-000000000001\nTill 2,My Store,B,,e2,0123456789ab-000000000002\n";

fn written(server: &Server) -> Vec<Value> {
    let puts = server.asked().into_iter().filter(|asked| asked.method == "PUT" && asked.path.ends_with(DEVICE_ID));
    puts.map(|asked| serde_json::from_str(&asked.body).expect("JSON")).collect()
}

#[test]
fn what_somebody_changes_meanwhile_is_kept() {
    let server = aged(json!({ "metadata": "2" }));
    let shop = Sandbox::playground(&server.address);
    shop.file("codes.csv", SHEET);
    shop.run(WATCH).expect(0).shows(&["paired"]);
    let written = written(&server);
    assert_eq!(
        (written.len(), &written[0]["name"], &written[0]["metadata"]["floor"]),
        (1, &json!("Till 2"), &json!("2"))
    );
}

#[test]
fn policy_holds_for_phones_that_are_named() {
    let server = aged(json!({ "location_id": DEVICE_ID }));
    let shop = Sandbox::new().with("IPP_API_KEY", TEST_KEY);
    shop.write_config(&format!(
        "profile = \"a\"\n[profiles.a]\nenvironment = \"playground\"\nbase_url = \"{}\"\nlocations = [\"{LOCATION_ID}\"]\n",
        server.address
    ));
    shop.file("codes.csv", SHEET);
    let run = shop.run(WATCH).expect(0).says(&["`Till 2` is paired, but could not be named", "`locations`"]);
    assert!(written(&server).is_empty() && !run.err.contains("`Till 1` is paired, but"), "{run:?}");
}

#[test]
fn a_single_look_shows_what_is_cancelled() {
    let (sandbox, _) = paired(2);
    let id = rows(&sandbox, "codes.csv")[1].split(',').nth(4).expect("an id").to_owned();
    sandbox.run(&format!("enrollment cancel {id}")).expect(0);
    let shown = sandbox.run(&format!("{WATCH} -o json")).expect(0).json();
    assert_eq!((&shown[0]["state"], &shown[1]["state"]), (&json!("paired"), &json!("cancelled")));
}

#[test]
fn a_watch_that_ends_without_phones_is_no_success() {
    for (statuses, code) in [(["EXPIRED", "CANCELLED"], 21), (["CANCELLED", "CANCELLED"], 20)] {
        let server = Server::scripted(move |asked, _| match asked.operation().as_str() {
            "GET /ipp/v1/enrollments" => {
                page(&[0, 1].map(|at| json!({ "enrollment_id": format!("e{}", at + 1), "status": statuses[at] })), true)
            }
            _ => page(&[], true),
        });
        let shop = Sandbox::playground(&server.address);
        shop.file("codes.csv", SHEET);
        let run = shop.run("device enroll --watch codes.csv -o csv").expect(code);
        let states = statuses.map(|status| format!(",{},", status.to_lowercase()));
        let run = run.shows(&[&format!("Till 1,My Store{}", states[0]), &format!("Till 2,My Store{}", states[1])]);
        run.says(&["0 of 2 phones are paired", "make new codes for those with another sheet"]);
    }
}
