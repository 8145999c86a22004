//! `ipp emulator fidelity`: the table, that it and the source say the same, and that each row is what the emulator does.

mod account;
mod payments;
mod stage;

use crate::support::Sandbox;
use ipp::emulator::fidelity::{Mark, all};
use stage::Stage;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn source(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names that a line of source defines.
fn defined(text: &str) -> BTreeSet<&str> {
    let mut words =
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty());
    let mut names = BTreeSet::new();
    while let Some(word) = words.next() {
        if ["fn", "const", "struct", "enum"].contains(&word) {
            names.extend(words.clone().next());
        }
    }
    names
}

#[test]
fn each_row_names_code_that_exists() {
    for row in all() {
        let text = source(row.file);
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
        assert!(defined(&code).contains(row.item), "{}: no `{}` in src/{}", row.id, row.item, row.file);
    }
    let ids: BTreeSet<&str> = all().into_iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), all().len(), "an id stands twice");
}

#[test]
fn each_assumption_of_the_model_has_a_row() {
    let text = source("model/assumed.rs");
    let public: String = text.lines().filter(|line| line.starts_with("pub ")).map(|line| format!("{line}\n")).collect();
    for item in defined(&public) {
        let row = all().into_iter().find(|row| row.file == "model/assumed.rs" && row.item == item);
        assert!(row.is_some_and(|row| row.mark == Mark::Assumed), "no row for `{item}` of src/model/assumed.rs");
    }
}

#[test]
fn each_file_that_assumes_has_a_row() {
    fn walk(folder: PathBuf, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.ends_with("tests") {
                walk(path, files);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(root.join("emulator"), &mut files);
    for path in files {
        let file = path.strip_prefix(&root).expect("inside").to_str().expect("UTF-8");
        let assumes = source(file).lines().any(|line| line.contains("// Assumed") || line.contains(" Assumed:"));
        let told = all().iter().any(|row| row.mark == Mark::Assumed && row.file == file);
        assert!(told || !assumes, "src/{file} assumes something, and no row says so");
    }
}

#[test]
fn the_table_comes_in_every_format() {
    let sandbox = Sandbox::new();
    let listed = sandbox.run("emulator fidelity -o json").expect(0).err_is("").json();
    let rows = listed.as_array().expect("a list");
    assert_eq!(rows.len(), all().len());
    let lifetime = rows.iter().find(|row| row["id"] == "session-lifetime").expect("a row");
    assert_eq!(lifetime["mark"], "A");
    assert_eq!(lifetime["to_change"], "`SESSION_LIFETIME` in src/model/assumed.rs");
    for row in rows {
        assert_eq!(row["mark"] == "A", row["to_change"].is_string(), "{row}");
    }
    let documented = sandbox.run("emulator fidelity --mark d --mark P -o csv").expect(0).out;
    assert!(
        documented.starts_with("id,mark,behaviour,code,to_change\n") && !documented.contains(",A,"),
        "{documented}"
    );
    assert_eq!(sandbox.run("emulator fidelity -o id").expect(0).out.lines().count(), all().len());
    assert_eq!(sandbox.run("emulator fidelity -o jsonl").expect(0).out.lines().count(), all().len());
    assert!(sandbox.run("emulator fidelity").expect(0).out.contains("BEHAVIOUR"));
    sandbox.run("emulator fidelity --mark x").expect(2).out_is("").says(&["'x'"]);
}

/// The rows that it proves, and how.
type Proof = (&'static [&'static str], fn(&Stage));

/// What goes wrong only on purpose has tests of its own.
const FAULTS: &str = "emulator/http/faults";

#[test]
fn each_row_has_a_proof() {
    let proofs = account::PROOFS.iter().chain(payments::PROOFS);
    let proved: Vec<&str> = proofs.flat_map(|(ids, _)| ids.iter().copied()).collect();
    let rows = all().into_iter().filter(|row| !row.file.starts_with(FAULTS)).map(|row| row.id);
    let (rows, distinct): (BTreeSet<&str>, BTreeSet<&str>) = (rows.collect(), proved.iter().copied().collect());
    assert_eq!(rows, distinct);
    assert_eq!(distinct.len(), proved.len(), "one proof for each");
}

#[test]
fn what_is_said_of_requests_and_the_account_is_done() {
    account::PROOFS.iter().for_each(|(_, proof)| proof(&Stage::new(&[])));
}

#[test]
fn what_is_said_of_payments_and_callbacks_is_done() {
    payments::PROOFS.iter().for_each(|(_, proof)| proof(&Stage::new(&[])));
}
