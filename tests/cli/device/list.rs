//! `ipp device list`: formats, all pages, limits, filters.

use crate::support::Sandbox;
use crate::support::bodies::{DEVICE_ID, LOCATION_ID, device, page};
use crate::support::server::{Server, json as answer};
use ipp::emulator::World;
use ipp::model::device::NewSimulatedDevice;
use serde_json::{Map, json};
use std::collections::BTreeSet;

/// More than two full pages.
const MANY: usize = 250;

fn sandbox_with_many() -> Sandbox {
    let sandbox = Sandbox::emulator();
    let mut world = World::open(&sandbox.state_dir()).expect("a world");
    for number in 1..MANY {
        let new = NewSimulatedDevice { name: format!("Till {number}"), location_id: None, metadata: Map::new() };
        world.create_simulated_device(&new).expect("a device");
    }
    sandbox
}

#[test]
fn what_ties_a_phone_to_its_code_is_left_out_of_the_table_alone() {
    let phone = json!({"id": DEVICE_ID, "name": "Till 1", "platform": "ANDROID",
        "metadata": {"floor": "2", "ipp_batch": "b-1", "ipp_mark": "m-1", "ipp_name": "Till 1"}});
    let server = Server::answering(vec![page(&[phone], true)]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run("device list").expect(0).shows(&["floor:2"]).hides("ipp_");
    for format in ["json", "jsonl", "csv"] {
        sandbox.run(&format!("device list -o {format}")).expect(0).shows(&["ipp_mark", "ipp_batch", "ipp_name"]);
    }
}

#[test]
fn a_list_has_every_format() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id("device list");
    let table = sandbox.run("device list").expect(0).err_is("");
    let lines: Vec<Vec<&str>> = table.out.lines().map(|line| line.split_whitespace().collect()).collect();
    let row = vec![id.as_str(), "Simulated", "phone", "ANDROID", "simulated:true"];
    assert_eq!(lines, [vec!["ID", "NAME", "PLATFORM", "METADATA"], row]);
    let all = sandbox.run("device list -o json").expect(0).err_is("").json();
    assert_eq!((all.as_array().map(Vec::len), &all[0]["id"]), (Some(1), &json!(id)));
    assert_eq!(sandbox.run("device list -o jsonl").expect(0).err_is("").json(), all[0]);
    let csv = sandbox.run("device list -o csv").expect(0).err_is("");
    assert_eq!(csv.out.lines().count(), 2, "{csv:?}");
    assert!(csv.out.starts_with("id,name,location_id,platform,metadata,hardware_id,"), "{csv:?}");
}

#[test]
fn an_empty_list_is_one_in_every_format() {
    let empty = |format: &str| {
        let server = Server::answering(vec![page(&[], true)]);
        Sandbox::playground(&server.address).run(&format!("device list -o {format}")).expect(0)
    };
    empty("table").out_is("").err_is("no devices\n");
    empty("json").out_is("[]\n").err_is("");
    empty("jsonl").out_is("").err_is("");
    empty("id").out_is("").err_is("");
    let header = "id,name,location_id,platform,metadata,hardware_id,merchant_id,created_at,open_cash_register_id\n";
    empty("csv").out_is(header).err_is("");
}

#[test]
fn all_pages_are_listed_in_every_format() {
    let sandbox = sandbox_with_many();
    let ids = sandbox.run("device list -o id").expect(0).err_is("").out;
    assert_eq!(ids.lines().collect::<BTreeSet<_>>().len(), MANY);
    assert_eq!(ids.lines().count(), MANY);
    assert_eq!(sandbox.run("device list -o json").expect(0).json().as_array().map(Vec::len), Some(MANY));
    for (format, headings) in [("jsonl", 0), ("csv", 1), ("table", 1)] {
        let run = sandbox.run(&format!("device list -o {format}")).expect(0).err_is("");
        assert_eq!(run.out.lines().count(), MANY + headings, "{format}");
    }
}

#[test]
fn a_limit_cuts_inside_a_page_and_across_pages() {
    let sandbox = sandbox_with_many();
    let all = sandbox.run("device list -o id").expect(0).out;
    for limit in [1, 99, 100, 101, 249, 250, 251] {
        let run = sandbox.run(&format!("device list -o id --limit {limit}")).expect(0).err_is("");
        assert_eq!(run.out.lines().collect::<Vec<_>>(), all.lines().take(limit).collect::<Vec<_>>(), "{limit}");
    }
}

#[test]
fn a_name_beyond_the_first_page_is_found() {
    let sandbox = sandbox_with_many();
    let run = sandbox.run("device get \"Till 249\" -o json").expect(0).err_is("");
    assert_eq!(run.json()["name"], "Till 249");
    // More candidates than fit are counted.
    sandbox.run("device get Till").expect(2).out_is("").says(&["Till 1\n", "and 239 more"]);
}

#[test]
fn json_lines_are_printed_before_a_later_page_fails() {
    let server = Server::answering(vec![page(&[device("Till")], false), answer(404, "{}")]);
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.run("device list -o jsonl").expect(5);
    assert_eq!(run.json()["name"], "Till");
    assert_eq!(run.error()["code"], 5);

    let server = Server::answering(vec![page(&[device("Till")], false), answer(404, "{}")]);
    Sandbox::playground(&server.address).run("device list -o json").expect(5).out_is("");
}

#[test]
fn filters_go_into_the_query() {
    let server = Server::answering(vec![page(&[device("Till")], true)]);
    let five: String = (1..=5).map(|key| format!(" --metadata k{key}:v:{key}")).collect();
    let line = format!("device list --location {LOCATION_ID}{five} -o id");
    Sandbox::playground(&server.address).run(&line).expect(0).out_is(&format!("{DEVICE_ID}\n")).err_is("");
    let metadata: String = (1..=5).map(|key| format!("&metadata=k{key}%3Av%3A{key}")).collect();
    let query = format!("location_id={LOCATION_ID}{metadata}&page_number=0&page_size=100");
    assert_eq!(server.lines(), [format!("GET /ipp/v1/devices?{query}")]);
}

#[test]
fn filters_have_to_hold_all_at_once() {
    let sandbox = Sandbox::emulator();
    let till = sandbox.id("dev create-device --name Till --metadata floor:2 --metadata till:3");
    let list = |filters: &str| sandbox.run(&format!("device list -o id {filters}")).expect(0).err_is("").out;
    assert_eq!(list("--metadata floor:2 --metadata till:3"), format!("{till}\n"));
    assert_eq!(list("--metadata floor:2 --metadata till:4"), "");
    assert_eq!(list("--location My --metadata simulated:true").lines().count(), 2);
    sandbox.run("device list --location Nowhere").expect(5).out_is("").says(&["no location"]);
}

#[test]
fn six_filters_and_double_keys_are_refused_here() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    let six: String = (1..=6).map(|key| format!(" --metadata k{key}:v")).collect();
    sandbox.run(&format!("device list{six}")).expect(2).out_is("").says(&["at most 5 metadata filters, and 6"]);
    let run = sandbox.run("device list --metadata a:1 --metadata a:2 -o json").expect(2).out_is("");
    assert_eq!(run.error()["message"], "the metadata key `a` is given twice");
    server.was_never_asked();
}

#[test]
fn a_default_location_does_not_narrow_a_list() {
    let server = Server::answering(vec![page(&[], true)]);
    let sandbox = Sandbox::playground(&server.address).with("IPP_LOCATION", LOCATION_ID);
    sandbox.run("device list").expect(0).out_is("").err_is("no devices\n");
    assert_eq!(server.lines(), ["GET /ipp/v1/devices?page_number=0&page_size=100"]);
}
