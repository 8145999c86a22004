//! Tables fit the terminal, and ids can be copied.

use super::{emulator, open_session, see};
use crate::support::Sandbox;

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
fn ids_are_whole_where_there_is_room() {
    let (shop, lines) = shop();
    for (line, id) in &lines {
        for columns in [80, 60, 40] {
            see(&shop, columns, line).expect(0).shows(&[id]);
        }
    }
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
    for line in ["enrollment list", "device get Simulated", "location get My"] {
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
