//! `ipp enrollment`.

use crate::support::bodies::{DEVICE_ID, LOCATION_ID, page};
use crate::support::pairing::{ENROLLMENT_ID, serving, serving_with};
use crate::support::server::{Server, json as answer};
use crate::support::{Sandbox, TEST_KEY};
use serde_json::json;

#[test]
fn a_code_is_made_and_listed() {
    let sandbox = Sandbox::emulator();
    let run =
        sandbox.run("enrollment create --metadata till:3 -o json").expect(0).err_is("{\"note\":\"env: emulator\"}\n");
    let code = run.json();
    assert_eq!((&code["status"], &code["metadata"]), (&json!("PENDING"), &json!({ "till": "3" })));
    assert_eq!(code["enrollment_code"].as_str().map(str::len), Some(8));
    assert_eq!(sandbox.run("enrollment list -o json").expect(0).err_is("").json(), json!([code]));
    assert_eq!(sandbox.run("enrollment list -o jsonl").expect(0).err_is("").json(), code);
    let id = code["enrollment_id"].as_str().expect("an id");
    sandbox.run("enrollment list -o id").expect(0).err_is("").out_is(&format!("{id}\n"));
    sandbox
        .run("enrollment list -o csv")
        .expect(0)
        .err_is("")
        .shows(&["enrollment_id,status,enrollment_code,expires_at,location_id,metadata\n", id]);
    // The code is a credential: a table of many does not show it.
    let secret = code["enrollment_code"].as_str().expect("a code");
    sandbox.run("enrollment list").expect(0).err_is("").shows(&["ENROLLMENT", id, "PENDING"]).hides(secret);
}

#[test]
fn a_new_code_is_shown_in_every_format() {
    let sandbox = Sandbox::emulator();
    let shown = sandbox.run("enrollment create").expect(0).err_is("env: emulator\n");
    assert!(shown.out.starts_with("code "), "{shown:?}");
    sandbox
        .run("enrollment create -o jsonl")
        .expect(0)
        .err_is("{\"note\":\"env: emulator\"}\n")
        .shows(&["\"PENDING\""]);
    sandbox.run("enrollment create -o csv").expect(0).err_is("env: emulator\n").shows(&["enrollment_id,status,"]);
    assert_eq!(sandbox.id("enrollment create").len(), 36);
    sandbox.run("enrollment create --ttl 24h -q -o json").expect(0).err_is("");
}

#[test]
fn the_code_is_in_no_log() {
    let run = Sandbox::emulator().run("enrollment create -vv").expect(0).says(&["POST /ipp/v1/enrollments 201", "***"]);
    let code = run.out.split_whitespace().nth(1).expect("a code");
    assert!(!run.err.contains(code), "{run:?}");
}

#[test]
fn used_codes_are_left_out_with_pending() {
    let sandbox = Sandbox::emulator();
    sandbox.run("dev create-device --name Till").expect(0);
    let pending = sandbox.id("enrollment create --metadata till:3");
    let all = sandbox.run("enrollment list -o json").expect(0).json();
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    sandbox.run("enrollment list --pending -o id").expect(0).err_is("").out_is(&format!("{pending}\n"));
    sandbox.run("enrollment list --metadata till:3 -o id").expect(0).err_is("").out_is(&format!("{pending}\n"));
    sandbox.run("enrollment list --metadata till:4").expect(0).out_is("").err_is("no pairing codes\n");
    assert_eq!(sandbox.run("enrollment list --location My --limit 1 -o json").expect(0).json(), json!([all[0]]));
}

#[test]
fn a_cancelled_code_is_gone() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id("enrollment create");
    let run =
        sandbox.run(&format!("enrollment cancel {id} -o json")).expect(0).err_is("{\"note\":\"env: emulator\"}\n");
    assert_eq!(run.json(), json!({ "enrollment_id": id, "status": "CANCELLED" }));
    sandbox.run("enrollment list").expect(0).out_is("").err_is("no pairing codes\n");
    sandbox.run(&format!("enrollment cancel {id}")).expect(6).out_is("").says(&["409", "CANCELLED"]);
}

#[test]
fn a_cancelled_code_is_told_in_every_format() {
    let sandbox = Sandbox::emulator();
    let told = |format: &str| {
        let id = sandbox.id("enrollment create");
        let run = sandbox.run(&format!("enrollment cancel {id} -o {format}")).expect(0).says(&["env: emulator"]);
        run.out.replace(&id, "ID")
    };
    assert_eq!(told("table"), "enrollment  ID\nstatus      CANCELLED\n");
    assert_eq!(told("jsonl"), "{\"enrollment_id\":\"ID\",\"status\":\"CANCELLED\"}\n");
    assert_eq!(told("csv"), "enrollment_id,status\nID,CANCELLED\n");
    assert_eq!(told("id"), "ID\n");
}

#[test]
fn a_code_that_is_not_there_is_not_found() {
    let run = Sandbox::emulator().run(&format!("enrollment cancel {LOCATION_ID} -o json")).expect(5).out_is("");
    assert_eq!((&run.error()["code"], &run.error()["status"]), (&json!(5), &json!(404)));
}

#[test]
fn the_lifetime_is_sent_in_both_fields_or_as_the_profile_says() {
    let body = |setting: &str, ttl: &str| {
        let sandbox = Sandbox::new();
        sandbox.write_config(&format!("[profiles.shop]\nenvironment = \"playground\"\n{setting}\n"));
        let run = sandbox.run(&format!("enrollment create --ttl {ttl} --dry-run -o json")).expect(0).err_is("");
        run.json()["body"].clone()
    };
    assert_eq!(body("", "2h"), json!({ "ttl": "TWO_HOURS", "expires_in": 7_200_000 }));
    assert_eq!(body("", "72h"), json!({ "ttl": "SEVENTY_TWO_HOURS", "expires_in": 259_200_000 }));
    assert_eq!(body("enrollment_expiry = \"ttl\"", "24h"), json!({ "ttl": "TWENTY_FOUR_HOURS" }));
    assert_eq!(body("enrollment_expiry = \"expires_in\"", "48h"), json!({ "expires_in": 172_800_000 }));
}

#[test]
fn wrong_values_are_refused_before_anything_is_sent() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run("enrollment create --ttl 3h").expect(2).out_is("").says(&["2h, 24h, 48h or 72h"]);
    sandbox.run("enrollment create --metadata a:1 --metadata a:2").expect(2).out_is("").says(&["`a` is given twice"]);
    sandbox.run("enrollment list --metadata a:1 --metadata a:2").expect(2).out_is("").says(&["`a` is given twice"]);
    let six: String = (0..6).map(|key| format!(" --metadata k{key}:v")).collect();
    sandbox.run(&format!("enrollment list{six}")).expect(2).out_is("").says(&["at most 5"]);
    server.was_never_asked();
}

#[test]
fn writes_are_shown_without_a_key_and_never_with_it() {
    for sandbox in [Sandbox::new(), Sandbox::new().with("IPP_API_KEY", TEST_KEY)] {
        let sandbox = sandbox.with("IPP_ENV", "playground");
        for line in
            ["enrollment create --location My --metadata a:b".to_owned(), format!("enrollment cancel {LOCATION_ID}")]
        {
            let shown = sandbox.run(&format!("{line} --dry-run -o json")).expect(0).hides(TEST_KEY);
            assert_eq!(shown.json()["headers"]["authorization"], "Basic ***");
            let curl = sandbox.run(&format!("{line} --curl")).expect(0).hides(TEST_KEY);
            assert!(curl.out.starts_with("curl -sS -X "), "{curl:?}");
            assert!(curl.out.contains("\"authorization: Basic $IPP_API_KEY\""), "{curl:?}");
        }
    }
}

#[test]
fn the_wait_ends_with_the_phone() {
    let sandbox = Sandbox::emulator();
    let made = sandbox.run("enrollment create --metadata till:3 -o json").expect(0).json();
    let (id, code) =
        (made["enrollment_id"].as_str().expect("an id"), made["enrollment_code"].as_str().expect("a code"));
    sandbox.run(&format!("enrollment wait {id} --timeout 1ms -o json")).expect(23).out_is("").says(&["time_up"]);
    let device = sandbox.id(&format!("emulator phone pair {code}"));
    sandbox.run(&format!("enrollment wait {id} -o id")).expect(0).err_is("").out_is(&format!("{device}\n"));
    assert_eq!(sandbox.run(&format!("enrollment wait {id} -o json")).expect(0).json()["name"], "Paired phone");
}

#[test]
fn a_code_without_any_mark_is_known_by_the_new_phone() {
    let sandbox = Sandbox::emulator();
    let made = sandbox.run("enrollment create -o json").expect(0).json();
    let (id, code) =
        (made["enrollment_id"].as_str().expect("an id"), made["enrollment_code"].as_str().expect("a code"));
    let child = sandbox.start(&format!("enrollment wait {id} -o id -v"));
    let mut child = child;
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().expect("stderr")));
    // Once it has seen which phones there are.
    assert!(lines.by_ref().any(|line| line.expect("a line").contains("/devices")));
    let device = sandbox.id(&format!("emulator phone pair {code}"));
    let rest = std::thread::spawn(move || lines.count());
    let output = child.wait_with_output().expect("an end");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).trim()), (Some(0), device.as_str()));
    assert!(rest.join().is_ok());
}

#[test]
fn each_end_of_the_wait_has_its_code() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id("enrollment create");
    sandbox.run(&format!("enrollment cancel {id}")).expect(0);
    let run = sandbox.run(&format!("enrollment wait {id} -o json")).expect(5).out_is("");
    assert_eq!(run.error()["kind"], "not_found");
    let ended = |statuses: &[&'static str]| {
        let run =
            Sandbox::playground(&serving(statuses).address).run(&format!("enrollment wait {ENROLLMENT_ID} -o json"));
        assert_eq!(run.out, "");
        (run.code, run.error()["kind"].as_str().expect("a kind").to_owned())
    };
    assert_eq!(ended(&["EXPIRED"]), (21, "code_expired".to_owned()));
    assert_eq!(ended(&["PENDING", "EXPIRED"]), (21, "code_expired".to_owned()));
    assert_eq!(ended(&["PENDING", "GONE"]), (20, "code_cancelled".to_owned()));
    Sandbox::emulator().run("enrollment wait \"\"").expect(2).out_is("");
    Sandbox::emulator().run(&format!("enrollment wait {id} --dry-run -o json")).expect(0).shows(&["GET"]);
}

#[test]
fn in_production_a_wait_writes_nothing_unasked() {
    let server = serving_with(&["CONSUMED"], |asked| {
        let code = json!({ "enrollment_id": ENROLLMENT_ID, "status": "CONSUMED", "metadata": { "ipp_mark": "m", "ipp_name": "Till 3" } });
        let device = json!({ "id": DEVICE_ID, "name": "Phone", "metadata": { "ipp_mark": "m", "ipp_name": "Till 3" } });
        match asked.operation().as_str() {
            "GET /ipp/v1/enrollments" => Some(page(&[code], true)),
            "GET /ipp/v1/devices" => Some(page(&[device], true)),
            operation if operation.starts_with("GET /ipp/v1/devices/") => Some(answer(200, &device.to_string())),
            _ => None,
        }
    });
    let shop = Sandbox::production(&server.address);
    let line = format!("enrollment wait {ENROLLMENT_ID} -o id");
    shop.run(&line)
        .expect(0)
        .out_is(&format!("{DEVICE_ID}\n"))
        .says(&["has not got its name `Till 3`", "nobody has agreed"]);
    assert_eq!(server.count(&format!("PUT /ipp/v1/devices/{DEVICE_ID}")), 0);
    shop.run(&format!("{line} --yes")).expect(0);
    assert_eq!(server.count(&format!("PUT /ipp/v1/devices/{DEVICE_ID}")), 1);
}
