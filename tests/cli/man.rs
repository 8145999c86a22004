//! `ipp man`: pages and reference, and those that are shipped.

use crate::support::Sandbox;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The pages of both sections, by name.
fn pages(folder: &Path) -> BTreeMap<String, String> {
    let sections: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a folder").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        sections.len() == 2 && sections.iter().all(|name| ["man1", "man7"].contains(&name.as_str())),
        "{sections:?}"
    );
    let mut all = BTreeMap::new();
    for section in sections {
        let pages = files(&folder.join(&section));
        let ending = section.replace("man", ".");
        assert!(pages.keys().all(|name| name.ends_with(&ending)), "{section}: {:?}", pages.keys());
        all.extend(pages);
    }
    all
}

/// The files of a folder, by name.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file"));
    entries
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("a text");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect()
}

#[test]
fn the_shipped_pages_are_what_the_command_writes() {
    let sandbox = Sandbox::new();
    let count = pages(&docs().join("man")).len();
    let note = format!("{count} pages are in new/man\n");
    sandbox.run("man --dir new/man").expect(0).out_is("").err_is(&note);
    let (written, shipped) = (pages(&sandbox.home().join("new/man")), pages(&docs().join("man")));
    let stale: Vec<&String> = written.keys().filter(|name| shipped.get(*name) != written.get(*name)).collect();
    assert!(stale.is_empty(), "docs/man is stale: run `.ci/generate`; {stale:?}");
    let foreign: Vec<&String> = shipped.keys().filter(|name| !written.contains_key(*name)).collect();
    assert!(foreign.is_empty(), "docs/man holds what is no page: run `.ci/generate`; {foreign:?}");
}

#[test]
fn the_shipped_reference_is_what_the_command_prints() {
    let printed = Sandbox::new().run("man --markdown").expect(0).err_is("").out;
    let fresh = std::fs::read_to_string(docs().join("reference.md")).unwrap_or_default() == printed;
    assert!(fresh, "docs/reference.md is stale: run `.ci/generate`");
}

#[test]
fn a_page_is_printed_for_a_command_and_for_a_topic() {
    let sandbox = Sandbox::new();
    let shipped = pages(&docs().join("man"));
    for (line, file) in [
        ("man", "ipp.1"),
        ("man session create", "ipp-session-create.1"),
        ("man session create -o json", "ipp-session-create.1"),
        ("man exit-codes", "ipp-exit-codes.7"),
    ] {
        sandbox.run(line).expect(0).err_is("").out_is(&shipped[file]);
    }
    sandbox
        .run("man pay")
        .expect(0)
        .shows(&[".TH ipp-pay 1 ", ".SH EXAMPLES", "\\-\\-amount", "ipp(1)"])
        .hides("\\-\\-proxy");
    sandbox.run("man").expect(0).shows(&["\\-\\-proxy", "ipp\\-session(1)", "\\-\\-version"]);
    sandbox.run("man money").expect(0).shows(&[".TH ipp-money 7 ", "ipp session recover"]);
}

#[test]
fn every_page_is_what_a_formatter_understands() {
    for (name, text) in pages(&docs().join("man")) {
        let controls = text.lines().filter(|line| line.starts_with(['.', '\'']));
        for control in controls.filter_map(|line| line.get(1..)?.split(' ').next()) {
            let known = ["ie", "el", "TH", "SH", "TP", "PP", "RS", "RE", "IP", "nf", "fi", "br"].contains(&control);
            assert!(known, "{name}: .{control}");
        }
        for escaped in text.split('\\').skip(1) {
            let known = ["-", "(", "f", "&", "*", "n"].iter().any(|start| escaped.starts_with(start));
            assert!(known, "{name}: \\{escaped}");
        }
        assert!(!text.contains('\u{1b}') && text.contains(".SH NAME") && text.contains(".SH \"SEE ALSO\""), "{name}");
    }
}

/// The tags of a page (options, arguments, commands), each with the line below it.
fn tagged(page: &str) -> Vec<(&str, &str)> {
    let lines: Vec<&str> = page.lines().collect();
    let tags = lines.iter().enumerate().filter(|(_, line)| **line == ".TP");
    tags.map(|(at, _)| (lines[at + 1], lines[at + 2])).collect()
}

#[test]
fn every_option_of_every_page_has_its_text() {
    let mut blank = Vec::new();
    for (name, page) in pages(&docs().join("man")) {
        assert!(!page.contains(".SH OPTIONS") || !tagged(&page).is_empty(), "{name}");
        let without = tagged(&page).into_iter().filter(|(_, below)| below.trim().is_empty() || below.starts_with('.'));
        blank.extend(without.map(|(tag, _)| format!("{name}: {tag}")));
    }
    assert!(blank.is_empty(), "{blank:#?}");
}

#[test]
fn every_page_has_a_date() {
    for (name, page) in pages(&docs().join("man")) {
        let title = page.lines().find(|line| line.starts_with(".TH ")).expect("a title");
        assert!(!title.contains("\"\""), "{name}: {title}");
    }
}

#[test]
fn what_nobody_knows_and_what_cannot_be_written_is_usage() {
    let sandbox = Sandbox::new();
    sandbox.run("man nonsense").expect(2).out_is("").says(&["no command and no topic `nonsense`", "`exit-codes`"]);
    sandbox.run("man session creat").expect(2).out_is("").says(&["hint: did you mean `ipp man session create`?\n"]);
    let error = sandbox.run("man session nonsense -o json").expect(2).out_is("").error();
    assert_eq!(error["message"], "there is no command and no topic `session nonsense`");
    sandbox.run("man session --dir new").expect(2).out_is("").says(&["cannot be used with"]);
    sandbox.run("man --markdown --dir new").expect(2).out_is("").says(&["cannot be used with"]);
    let file = sandbox.file("a-file", "mine");
    sandbox.run("man --dir a-file").expect(2).out_is("").says(&["cannot write a-file: "]);
    assert_eq!(std::fs::read_to_string(file).expect("still there"), "mine");
}
