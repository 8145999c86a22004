//! Which phone takes the payment: named, the profile's, the only one; a missing choice names the flag.

use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, page};
use crate::support::server::Server;
use serde_json::json;

const CREATE: &str = "session create --amount 240000 --currency SEK --tax-rate 25%";

/// Two more phones; their ids.
fn with_two_tills(sandbox: &Sandbox) -> [String; 2] {
    ["Till 1", "Till 2"].map(|name| sandbox.id(&format!("dev create-device --name \"{name}\"")))
}

#[test]
fn the_only_phone_is_taken() {
    let sandbox = Sandbox::emulator();
    let only = sandbox.id("device list");
    assert_eq!(sandbox.run(&format!("{CREATE} -o json")).expect(0).json()["device_id"], only);
}

#[test]
fn a_missing_choice_in_a_script_names_the_flag_and_the_candidates() {
    let sandbox = Sandbox::emulator();
    let tills = with_two_tills(&sandbox);
    for line in [CREATE, "pay --amount 240000 --currency SEK --tax-rate 25%"] {
        let run = sandbox.run(line).expect(2).out_is("");
        let run = run.says(&["no device is named, and there is more than one: nothing was sent", "`--device`"]);
        run.says(&[&tills[0], "Till 1", &tills[1], "Till 2", "Simulated phone"]);
    }
}

#[test]
fn an_ambiguous_beginning_sends_no_payment() {
    let phone = |id: &str, name: &str| json!({ "id": id, "name": name });
    let phones = [phone(DEVICE_ID, "Till 1"), phone("22222222-2222-4333-8444-555555555555", "Till 2")];
    let server = Server::answering(vec![page(&phones, true)]);
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.run(&format!("{CREATE} --device Till -o json")).expect(2).out_is("");
    assert_eq!(run.error()["kind"], "usage");
    assert_eq!(server.lines(), ["GET /ipp/v1/devices?page_number=0&page_size=100"]);
}

#[test]
fn a_phone_is_named_by_id_name_or_beginning() {
    let sandbox = Sandbox::emulator();
    let [_, second] = with_two_tills(&sandbox);
    for reference in [second.as_str(), "Till 2", &second[..13]] {
        let run = sandbox.run(&format!("{CREATE} --device \"{reference}\" --allow-duplicate -o json")).expect(0);
        assert_eq!(run.json()["device_id"], second.as_str(), "{reference}");
    }
}

#[test]
fn the_flag_wins_over_the_variable_and_that_over_the_profile() {
    let sandbox = Sandbox::new();
    sandbox.write_config("[profiles.shop]\nenvironment = \"emulator\"\ndevice = \"Simulated\"\n");
    let [first, second] = with_two_tills(&sandbox);
    let simulated = sandbox.id("device list --limit 1");
    let chosen = |sandbox: &Sandbox, flag: &str| {
        sandbox.run(&format!("{CREATE} {flag} -o json")).expect(0).json()["device_id"].clone()
    };
    assert_eq!(chosen(&sandbox, ""), simulated.as_str());
    let sandbox = sandbox.with("IPP_DEVICE", "Till 1");
    assert_eq!(chosen(&sandbox, ""), first.as_str());
    assert_eq!(chosen(&sandbox, "--device \"Till 2\""), second.as_str());
}

#[test]
fn a_phone_that_is_not_there_is_not_found() {
    let sandbox = Sandbox::emulator();
    sandbox.run(&format!("{CREATE} --device Nobody")).expect(5).out_is("").says(&["no device", "`ipp device list`"]);
    sandbox.run(&format!("{CREATE} --device {DEVICE_ID}")).expect(5).out_is("").says(&["nothing will be charged"]);
    sandbox.run("device remove \"Simulated phone\" --yes").expect(0);
    sandbox.run(CREATE).expect(5).out_is("").says(&["there is no device", "`ipp enrollment create`"]);
}

#[test]
fn only_phones_of_the_location_count() {
    let sandbox = Sandbox::emulator();
    let here = sandbox.id("location list");
    let run = sandbox.run(&format!("{CREATE} --location My -v -o id")).expect(0);
    run.says(&[&format!("devices?location_id={here}"), &format!("POST /ipp/v1/sessions?location_id={here} 201")]);
}

#[test]
fn a_look_up_that_fails_is_no_payment() {
    let server = Server::answering(vec![crate::support::bodies::problem(401, "Access Denied")]);
    Sandbox::playground(&server.address).run(&format!("{CREATE} --device Till")).expect(4).out_is("").says(&["401"]);
    assert_eq!(server.asked().len(), 1);
}
