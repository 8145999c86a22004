//! `ipp device export`, `plan` and `apply`: the fleet as a file that a spreadsheet edits.

use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, LOCATION_ID, device, page};
use crate::support::server::Server;
use serde_json::json;

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
    let server = Server::answering(vec![page(&[device("Till")], false), crate::support::bodies::problem(403, "no")]);
    let run = Sandbox::playground(&server.address).run("device export").expect(4).out_is("");
    run.says(&["403"]);
}
