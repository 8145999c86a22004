//! Tables fit the terminal, and ids can be copied.

use super::{emulator, open_session, see};
use crate::support::Sandbox;
use crate::support::bodies::page;
use crate::support::server::Server;
use crate::support::terminal::Terminal;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

const NAME: &str = "Till 2, by the door to the yard, where the flowers stand";

/// A shop with all that a list can show.
fn shop() -> (Sandbox, Vec<(String, String)>) {
    let shop = emulator();
    shop.write_config(
        "profile = \"demo\"\n[profiles.demo]\nenvironment = \"emulator\"\n\
         [profiles.a-second-one-with-a-long-name]\nenvironment = \"playground\"\nmerchant_id = \"DM11917000\"\n\
         api_key_command = \"pass show kustom/in-person/playground\"\n",
    );
    let id = |line: &str| shop.run(line).expect(0).out.trim().to_owned();
    let session = open_session(&shop);
    let device = id(&format!("dev create-device --name \"{NAME}\" --metadata till:2 -o id"));
    let location = id("location list -o id");
    let enrollment = id("enrollment create -o id");
    let lines = vec![
        ("device list".to_owned(), device.clone()),
        (format!("device get {device}"), device),
        ("location list".to_owned(), location.clone()),
        (format!("location get {location}"), location),
        ("enrollment list".to_owned(), enrollment),
        (format!("session get {session}"), session),
    ];
    (shop, lines)
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    let (shop, lines) = shop();
    let more = ["profile list", "profile show", "profile show --origin"].map(str::to_owned);
    for line in lines.into_iter().map(|(line, _)| line).chain(more) {
        for columns in [80, 60, 40, 20] {
            let seen = see(&shop, columns, &line).expect(0).fits();
            assert!(!seen.text.is_empty(), "{line} at {columns}");
        }
    }
}

#[test]
fn ids_are_whole_where_there_is_room_and_can_be_used_where_there_is_none() {
    let (shop, lines) = shop();
    for (line, id) in &lines {
        for columns in [80, 40] {
            see(&shop, columns, line).expect(0).shows(&[id]);
        }
        see(&shop, 60, line).expect(0).shows(&[&id[..8]]).fits();
    }
    let seen = see(&shop, 60, "device list").expect(0);
    let beginning = seen.text.lines().nth(2).and_then(|row| row.split('…').next()).expect("a cut id").to_owned();
    assert_eq!(beginning.len(), 8, "{}", seen.text);
    let device = &lines[0].1;
    shop.run(&format!("device get {beginning} -o id")).expect(0).out_is(&format!("{device}\n"));
    shop.run(&format!("device get {beginning}… -o id")).expect(0).out_is(&format!("{device}\n"));
}

#[test]
fn nothing_is_cut_and_nothing_is_left_out_where_nobody_looks() {
    let (shop, lines) = shop();
    for format in ["table", "csv", "json", "jsonl", "id"] {
        let line = format!("$IPP device list -o {format} > list; $IPP session list -q -o {format} > sessions");
        Terminal::shell(&shop, 40, &line).end().expect(0);
        let read = |name: &str| std::fs::read_to_string(shop.home().join(name)).expect("a list");
        assert!(read("list").contains(&lines[0].1) && !read("list").contains('…'), "{format}");
        assert!(read("sessions").contains(&lines[5].1) && !read("sessions").contains('…'), "{format}");
        let is_rfc = format == "id" || read("sessions").contains("T") && !read("sessions").contains(" ago");
        assert!(is_rfc && !read("sessions").contains("now"), "{format}");
    }
}

#[test]
fn headings_are_never_broken() {
    let shop = emulator();
    shop.run("emulator destination add http://127.0.0.1:9/a/long/path/to/the/handler").expect(0);
    open_session(&shop);
    for (line, left_out) in [("session list -q", ""), ("emulator deliveries", "no room for SESSION, URL")] {
        let wide = see(&shop, 200, line).expect(0).fits();
        let headings: Vec<&str> = wide.text.lines().next().expect("headings").split("  ").map(str::trim).collect();
        for columns in [110, 80, 60] {
            let seen = see(&shop, columns, line).expect(0);
            let first = seen.text.lines().next().expect("headings");
            let shown = first.split("  ").map(str::trim).filter(|heading| !heading.is_empty());
            shown.for_each(|heading| assert!(headings.contains(&heading), "{columns}: {heading}\n{}", seen.text));
        }
        see(&shop, 80, line).expect(0).fits().shows(&[left_out]);
        let seen = see(&shop, 40, line).expect(0).fits();
        for heading in headings.iter().filter(|heading| !["", "REFERENCE"].contains(heading)) {
            let word = heading.to_lowercase();
            assert!(seen.text.lines().any(|line| line.starts_with(&word)), "{heading}:\n{}", seen.text);
        }
    }
    see(&shop, 80, "emulator deliveries -q").expect(0).hides(&["no room"]);
    see(&shop, 80, "emulator deliveries --columns session,url,event").expect(0).fits().shows(&["event  ", "url  "]);
}

#[test]
fn wide_letters_and_marks_are_aligned() {
    let names = ["Kassa", "レジ 3", "Cafe\u{301}", "مقهى", "店👩"];
    let devices: Vec<Value> = names.into_iter().zip(1..).map(|(name, number)| phone(name, number)).collect();
    let server = Server::answering(vec![page(&devices, true)]);
    let seen = see(&Sandbox::playground(&server.address), 80, "device list --columns name,platform").expect(0);
    let rows: Vec<&str> = seen.text.lines().collect();
    assert_eq!(rows.len(), 6, "{}", seen.text);
    for row in 0..6 {
        let place = seen.column_of(row, if row == 0 { "PLATFORM" } else { "ANDROID" });
        assert_eq!(place, 8, "{}", seen.text);
    }
}

#[test]
fn times_are_seen_from_now() {
    let now = Timestamp::now();
    let ago = |seconds: i64| (now - SignedDuration::from_secs(seconds)).to_string();
    let mut devices = vec![phone("a", 1), phone("b", 2), phone("c", 3), phone("d", 4)];
    for (device, seconds) in devices.iter_mut().zip([190, 7300, -750, 100 * 86400]) {
        device["created_at"] = ago(seconds).into();
    }
    devices[3]["created_at"] = "2001-02-03T04:05:06.789Z".into();
    let server = Server::answering(vec![page(&devices, true)]);
    let shop = Sandbox::playground(&server.address);
    let seen = see(&shop, 80, "device list --columns name,created_at --sort created_at").expect(0);
    let rows: Vec<Vec<&str>> = seen
        .text
        .lines()
        .skip(1)
        .map(|row| row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(rows, [["d", "2001-02-03"], ["b", "2 hours ago"], ["a", "3 minutes ago"], ["c", "in 12 minutes"]]);
    let piped = shop.run("device list --columns created_at").expect(0);
    assert!(piped.out.contains("2001-02-03T04:05:06Z") && !piped.out.contains("ago"), "{piped:?}");
    let csv = shop.run("device list --columns created_at -o csv").expect(0);
    assert!(csv.out.contains("2001-02-03T04:05:06.789Z"), "{csv:?}");
}

fn phone(name: &str, number: u32) -> Value {
    json!({ "id": format!("6f2c1f2e-9c1b-4c57-8a44-{number:012}"), "name": name, "platform": "ANDROID" })
}

#[test]
fn pay_answers_within_the_width() {
    let line = "pay --amount 2400.00 --currency SEK --tax-rate 25% --simulate-tap SUCCESS -q";
    for columns in [80, 40, 20] {
        let seen = see(&emulator(), columns, line).expect(0).fits();
        seen.shows(&["session", "FINALIZED", "lines"]);
    }
    see(&emulator(), 80, line).shows(&[
        "status     FINALIZED (paid)",
        "amount     2,400.00 SEK",
        "tax        480.00 SEK",
    ]);
}

#[test]
fn a_list_is_as_wide_as_the_terminal_allows() {
    let seen = see(&emulator(), 80, "device list").expect(0);
    assert_eq!(seen.text.lines().count(), 2, "{}", seen.text);
    seen.shows(&["  Simulated phone  ANDROID   simulated:true"]);
}

#[test]
fn a_narrow_list_has_a_block_for_each_record() {
    let shop = emulator();
    shop.run("dev create-device --name \"Till 2\"").expect(0);
    let seen = see(&shop, 40, "device list").expect(0);
    let blocks: Vec<&str> = seen.text.split("\n\n").collect();
    assert_eq!(blocks.len(), 2, "{}", seen.text);
    assert!(blocks.iter().all(|block| block.lines().any(|line| line == "platform  ANDROID")), "{}", seen.text);
}

#[test]
fn at_20_columns_words_stay_words() {
    let shop = emulator();
    see(&shop, 20, "profile show").expect(0).shows(&["(the emulator's"]);
    see(&shop, 20, "location list").expect(0).shows(&["My Store", "Stockholm"]);
}

#[test]
fn times_for_people_have_no_fractions() {
    let shop = emulator();
    shop.run("enrollment create").expect(0);
    for line in ["device get Simulated", "location get My"] {
        let seen = see(&shop, 80, line).expect(0);
        let times: Vec<&str> =
            seen.text.split_whitespace().filter(|word| word.starts_with("20") && word.contains('T')).collect();
        assert!(!times.is_empty() && times.iter().all(|time| time.len() == "2026-01-01T00:00:00Z".len()), "{times:?}");
    }
}

#[test]
fn an_empty_list_says_so() {
    see(&emulator(), 40, "enrollment list").expect(0).shows(&["no pairing codes"]);
}
