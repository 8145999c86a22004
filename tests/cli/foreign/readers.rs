//! Everything that reads bytes which others wrote, and what has to hold whatever they are: nothing panics, what was
//! understood is understood again once it is written, and nothing is believed or repeated that must not be.

use super::{kept, typed};
use ipp::config::edit::{self, NewProfile};
use ipp::config::{ProfileName, file};
use ipp::csv;
use ipp::model::device::Device;
use ipp::model::draft::{Defaults, Draft};
use ipp::model::enrollment::Enrollment;
use ipp::model::environment::Environment;
use ipp::model::location::Location;
use ipp::model::money::{Currency, Money};
use ipp::model::order::Item;
use ipp::model::page::Page;
use ipp::model::problem::Problem;
use ipp::model::session::Session;
use ipp::model::tax::TaxRate;
use ipp::model::{duration, since};
use ipp::secret::Secret;
use ipp::webhook::claim::{Claim, TOLERANCE};
use ipp::webhook::events::Recorded;
use ipp::webhook::explain::{Evidence, explain};
use ipp::webhook::message::{self, Message};
use ipp::webhook::received::{harmless_path, summary};
use ipp::webhook::signature::SigningKey;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Cursor;

/// One of them.
pub type Reader = fn(&[u8]);

/// All of them, under the names of their folders in the corpus.
pub const ALL: [(&str, Reader); 7] = [
    ("answers", answers),
    ("callbacks", callbacks),
    ("config", config),
    ("sheets", sheets),
    ("amounts", amounts),
    ("typed", typed::read),
    ("kept", kept::read),
];

/// A key that stands in files of the corpus, and that no message may repeat.
pub const KEY: &str = "kco_live_api_RECOGNISABLE";

/// Bodies of the API's answers, and of orders that `--from` takes.
pub fn answers(bytes: &[u8]) {
    stays::<Session>(bytes);
    stays::<Device>(bytes);
    stays::<Enrollment>(bytes);
    stays::<Location>(bytes);
    let _ = serde_json::from_slice::<Page<Session>>(bytes);
    if let Some(problem) = Problem::read(bytes) {
        let _ = problem.summary();
    }
    if let Ok(draft) = serde_json::from_slice::<Draft>(bytes) {
        let defaults = Defaults { item_name: "x", tax_rate: TaxRate::NONE };
        if let Ok(order) = draft.complete(&defaults) {
            assert!(order.amount.minor > 0, "an order that pays nothing: {:?}", order.amount);
        }
    }
}

/// What was read and written is the same when it is read again.
fn stays<T: DeserializeOwned + Serialize>(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<T>(bytes) else { return };
    let written = serde_json::to_string(&value).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(serde_json::to_string(&again).expect("written"), written);
}

/// Requests to a handler, recorded lines, and bodies: none of them is signed with a key that nobody has.
pub fn callbacks(bytes: &[u8]) {
    let secret = Secret::new("whsec_bm9ib2R5IGhhcyB0aGlzIGtleSwgbm90IGV2ZW4gd2U=");
    let key = SigningKey::new(&secret).expect("a key");
    let message = Message::of_request(bytes).unwrap_or_else(|| Message::of_body(bytes.to_vec()));
    let claim = Claim::read(|name| message.values(name));
    if let Ok(claim) = claim {
        let verdict = claim.verify(std::slice::from_ref(&key), &message.body, claim.timestamp, TOLERANCE);
        assert!(verdict.is_err(), "a forgery was believed");
    }
    let _ = (message::headers(bytes), summary(&message.body), Recorded::of_line(bytes));
    let text = String::from_utf8_lossy(bytes);
    assert!(!harmless_path(&text).contains('\u{1b}') || text.contains('\u{1b}'));
    let mut parts = text.splitn(3, '\n');
    let mut part = || parts.next().unwrap_or_default();
    let evidence = Evidence { id: part(), timestamp: part(), signature: part(), body: &message.body };
    let explanation = explain(std::slice::from_ref(&secret), &[], &evidence);
    assert!(!explanation.found, "a mistake was named that nobody can have made");
}

/// The config file: read whole, no key repeated, and still one when a profile is added.
pub fn config(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.toml");
    std::fs::write(&path, bytes).expect("a file");
    let before = match file::load(&path) {
        Ok(before) => before,
        Err(error) => return assert!(!error.to_string().contains(KEY), "{error}"),
    };
    let name: ProfileName = "added-by-a-test".parse().expect("a name");
    match edit::add_profile(&path, &name, &NewProfile::new(Environment::Emulator)) {
        Ok(()) => {
            let after = file::load(&path).expect("still a config file");
            assert_eq!(after.profiles.len(), before.profiles.len() + 1);
            let kept = before.profiles.keys().all(|name| after.profiles.contains_key(name));
            assert!(kept, "a profile was lost");
        }
        Err(error) => {
            assert!(!error.to_string().contains(KEY), "{error}");
            assert_eq!(std::fs::read(&path).expect("a file"), bytes, "an edit that failed has changed the file");
        }
    }
}

/// Spreadsheets: what was read is read again from what is written of it.
pub fn sheets(bytes: &[u8]) {
    let Some((columns, rows)) = sheet(bytes) else { return };
    assert!(rows.iter().all(|row| row.len() == columns.len()), "{rows:?}");
    // Written first, they would be a mark, or name the separator.
    if columns.first().is_some_and(|name| name.starts_with('\u{feff}') || name.starts_with("sep=")) {
        return;
    }
    let restored = |cells: &[String]| {
        let texts: Vec<_> = cells.iter().map(|cell| csv::text(cell)).collect();
        csv::line(&texts, ',')
    };
    let header = restored(&columns);
    let written: String = std::iter::once(header).chain(rows.iter().map(|row| restored(row))).collect();
    let again = sheet(written.as_bytes()).unwrap_or_else(|| panic!("what was written cannot be read: {written:?}"));
    assert_eq!(again, (columns, rows), "{written:?}");
}

type Sheet = (Vec<String>, Vec<Vec<String>>);

fn sheet(bytes: &[u8]) -> Option<Sheet> {
    let mut reader = csv::Reader::new("sheet.csv", Box::new(Cursor::new(bytes.to_vec()))).ok()?;
    let columns = reader.columns().to_vec();
    let mut rows = Vec::new();
    while let Some(row) = reader.next_row().ok()? {
        rows.push(row.cells);
    }
    Some((columns, rows))
}

/// Amounts, lines, rates, currencies and times, as people type them: one a line.
pub fn amounts(bytes: &[u8]) {
    String::from_utf8_lossy(bytes).lines().for_each(amount);
}

fn amount(text: &str) {
    for code in ["SEK", "JPY", "KWD"] {
        let currency: Currency = code.parse().expect("a currency");
        if let Ok(money) = Money::parse(text, currency) {
            assert!(text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'), "{text} was taken as {money}");
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(digits.trim_start_matches('0'), money.minor.to_string().trim_start_matches('0'), "{text}");
        }
        if let Ok(item) = text.parse::<Item>()
            && let Ok(draft) = item.draft(currency)
        {
            let _ = draft.complete(0, TaxRate::NONE);
        }
    }
    if let Ok(rate) = text.parse::<TaxRate>() {
        assert_eq!(rate.to_string().parse(), Ok(rate), "{text}");
    }
    if let Ok(time) = duration::parse(text) {
        assert_eq!(duration::parse(&duration::show(time)), Ok(time), "{text}");
    }
    let _ = (text.parse::<Currency>(), text.parse::<since::Since>());
}
