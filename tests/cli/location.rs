//! `ipp location`.

use crate::support::Sandbox;
use crate::support::bodies::{LOCATION_ID, page};
use crate::support::server::Server;
use serde_json::json;

#[test]
fn the_list_for_people_has_a_heading_and_the_id() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id("location list");
    let run = sandbox.run("location list").expect(0).err_is("");
    let lines: Vec<Vec<&str>> = run.out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines, [vec!["ID", "NAME", "CITY", "COUNTRY"], vec![&id, "My", "Store", "Stockholm", "SE"]]);
}

#[test]
fn every_format_holds_the_same_shop() {
    let sandbox = Sandbox::emulator();
    let all = sandbox.run("location list -o json").expect(0).err_is("").json();
    let shop = &all[0];
    assert_eq!((all.as_array().map(Vec::len), &shop["name"]), (Some(1), &json!("My Store")));
    let lines = sandbox.run("location list -o jsonl").expect(0).err_is("");
    assert_eq!((lines.out.lines().count(), &lines.json()), (1, shop));
    let id = shop["id"].as_str().expect("an id");
    sandbox.run("location list -o id").expect(0).err_is("").out_is(&format!("{id}\n"));
    let table = sandbox.run("location list -o csv").expect(0).err_is("");
    let (header, row) = table.out.split_once('\n').expect("a header");
    assert_eq!(
        header,
        "id,name,street_address,street_address2,postal_code,city,country,merchant_id,created_at,updated_at"
    );
    assert!(row.starts_with(&format!("{id},My Store,Storgatan 1,,111 22,Stockholm,SE,DM11917000,")), "{row}");
}

#[test]
fn one_is_found_by_id_name_and_beginning() {
    let sandbox = Sandbox::emulator();
    let shop = sandbox.run("location list -o json").expect(0).json()[0].clone();
    let id = shop["id"].as_str().expect("an id");
    for reference in [id, "My Store", "My", &id[..8]] {
        let run = sandbox.ipp(&["location", "get", reference, "-o", "json"]).expect(0).err_is("");
        assert_eq!(run.json(), shop, "{reference}");
    }
    sandbox.run("location get My").expect(0).err_is("").shows(&[id, "Storgatan 1", "111 22", "DM11917000"]);
    sandbox.run("location get My -o jsonl").expect(0).err_is("").shows(&["{\"id\":"]);
    sandbox.run("location get My -o id").expect(0).err_is("").out_is(&format!("{id}\n"));
    sandbox.run("location get My -o csv").expect(0).err_is("").shows(&["id,name,", ",My Store,"]);
}

#[test]
fn one_that_is_not_there_is_not_found() {
    let sandbox = Sandbox::emulator();
    let run = sandbox.run("location get Nowhere -o json").expect(5).out_is("");
    assert_eq!(run.error()["kind"], "not_found");
    assert_eq!(run.error()["hint"], "see them all with `ipp location list`");
    sandbox.ipp(&["location", "get", LOCATION_ID]).expect(5).out_is("").says(&["error: ", LOCATION_ID]);
}

#[test]
fn a_beginning_of_several_names_them_all() {
    let shop = |id: &str, name: &str| json!({ "id": id, "name": name });
    let shops = [shop(LOCATION_ID, "Store North"), shop("22222222-2222-4333-8444-555555555555", "Store South")];
    let server = Server::answering(vec![page(&shops, true)]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run("location get Store").expect(2).out_is("").says(&[LOCATION_ID, "Store North", "Store South"]);
    sandbox.run("location get \"Store South\"").expect(0).err_is("").shows(&["Store South"]);
}

#[test]
fn all_pages_are_read_and_a_limit_stops_early() {
    let shop = |name: &str| json!({ "id": LOCATION_ID, "name": name });
    let pages = || vec![page(&[shop("A"), shop("B")], false), page(&[shop("C")], true)];
    let server = Server::answering(pages());
    let run = Sandbox::playground(&server.address).run("location list -o json").expect(0).err_is("");
    assert_eq!(run.json(), json!([shop("A"), shop("B"), shop("C")]));
    let path = |number| format!("GET /ipp/v1/locations?page_number={number}&page_size=100");
    assert_eq!(server.lines(), [path(0), path(1)]);

    let server = Server::answering(pages());
    let run = Sandbox::playground(&server.address).run("location list --limit 1 -o json").expect(0).err_is("");
    assert_eq!(run.json(), json!([shop("A")]));
    assert_eq!(server.lines(), [path(0)]);
}

#[test]
fn a_limit_of_nothing_is_refused() {
    let server = Server::never();
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run("location list --limit 0").expect(2).out_is("").says(&["--limit", "give a whole number, 1 or more"]);
    sandbox.run("location list --limit some").expect(2).out_is("").says(&["--limit"]);
    server.was_never_asked();
}

#[test]
fn a_page_that_repeats_ends_the_list() {
    let server = Server::answering(vec![page(&[json!({ "id": LOCATION_ID })], false)]);
    let run = Sandbox::playground(&server.address).run("location list -o id").expect(0).err_is("");
    assert_eq!(run.out, format!("{LOCATION_ID}\n"));
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn the_request_is_shown_without_a_key() {
    let sandbox = Sandbox::new().with("IPP_ENV", "playground");
    sandbox.run("location list --curl").expect(0).err_is("").shows(&[
        "curl -sS -X GET",
        "$IPP_API_KEY",
        "https://api.playground.kustom.co/ipp/v1/locations",
    ]);
    let run = sandbox.ipp(&["location", "get", LOCATION_ID, "--dry-run", "-o", "json"]).expect(0).err_is("");
    assert_eq!(run.json()["url"], format!("https://api.playground.kustom.co/ipp/v1/locations/{LOCATION_ID}"));
}
