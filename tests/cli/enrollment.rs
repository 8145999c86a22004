//! `ipp enrollment`.

use crate::support::bodies::LOCATION_ID;
use crate::support::server::Server;
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
