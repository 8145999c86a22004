//! Every example that the help shows is run as it stands on the screen, by a shell, on a machine that has nothing.

use crate::support::{LIVE_KEY, Sandbox};
use std::os::unix::fs::PermissionsExt;

/// Columns of the narrowest terminal on which no line of any help is broken.
const NARROW: usize = 80;

/// Whether it does not end by itself: its own tests run it.
fn serves(line: &str) -> bool {
    line.starts_with("ipp emulator serve") || line.starts_with("ipp webhook listen") && !line.contains("--until")
}

/// A command with its words, and its examples, each with the lines that go on with it.
struct Shown {
    words: String,
    leaf: bool,
    examples: Vec<String>,
}

fn all() -> Vec<Shown> {
    fn walk(command: &clap::Command, words: &str, all: &mut Vec<Shown>) {
        let leaf = command.get_subcommands().next().is_none();
        all.push(Shown { words: words.to_owned(), leaf, examples: examples(&printed(words, NARROW)) });
        command.get_subcommands().for_each(|child| walk(child, &format!("{words} {}", child.get_name()), all));
    }
    let mut all_commands = Vec::new();
    walk(&crate::support::tree(), "ipp", &mut all_commands);
    all_commands
}

/// What `--help` shows on a terminal of this width.
fn printed(words: &str, columns: usize) -> String {
    let line = format!("{words} --help");
    Sandbox::new().with("COLUMNS", &columns.to_string()).run(line.trim_start_matches("ipp ")).expect(0).out
}

/// The indented lines after `Examples:`, without comments; what is indented more belongs to the line before it.
fn examples(help: &str) -> Vec<String> {
    let (_, rest) = help.split_once("Examples:\n").unwrap_or_default();
    let indented = rest.lines().map_while(|line| if line.is_empty() { Some("") } else { line.strip_prefix("  ") });
    let mut all: Vec<String> = Vec::new();
    for line in indented.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match all.last_mut().filter(|_| line.starts_with(' ')) {
            Some(example) => *example = format!("{example}\n{line}"),
            None => all.push(line.to_owned()),
        }
    }
    all
}

/// What has to be there before an example can work.
fn prepared(words: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let bin = sandbox.home().join("bin");
    std::fs::create_dir_all(&bin).expect("a folder");
    // A password manager that knows one key.
    std::fs::write(bin.join("pass"), format!("#!/bin/sh\necho {LIVE_KEY}\n")).expect("a file");
    std::fs::set_permissions(bin.join("pass"), PermissionsExt::from_mode(0o755)).expect("a mode");
    if ["ipp profile use", "ipp profile remove"].contains(&words) {
        sandbox.run("profile add demo --env emulator").expect(0);
    }
    if words == "ipp emulator deliveries" {
        sandbox.run("emulator destination add http://127.0.0.1:9").expect(0);
        sandbox.run("session create --env emulator --amount 100 --currency SEK").expect(0);
    }
    if words == "ipp webhook replay" {
        let ipp = env!("CARGO_BIN_EXE_ipp");
        let create = format!("{ipp} session create --env emulator --amount 100 --currency SEK");
        let listen = "webhook listen --env emulator --port 0 --until ipp.session.created";
        sandbox.run(&format!("{listen} -- {create}")).expect(0);
    }
    sandbox
}

#[test]
fn every_command_has_an_example_of_itself() {
    for Shown { words, leaf, examples } in all() {
        assert!(
            !leaf || examples.iter().any(|example| example.contains(&words)),
            "`{words}` has no example of itself: {examples:?}"
        );
        assert!(examples.iter().all(|example| example.contains("ipp ")), "{words}: {examples:?}");
    }
}

#[test]
fn every_example_runs_as_it_stands_on_the_screen() {
    for Shown { words, mut examples, .. } in all() {
        examples.retain(|example| !serves(example));
        // One after the other, since an example may use what the one before it made.
        let run = prepared(&words).shell(&format!("set -e\n{}", examples.join("\n")));
        assert_eq!(run.code, 0, "the examples of `{words}`: {examples:#?}\n{run:#?}");
        assert!(!run.err.contains("error: "), "the examples of `{words}`: {run:#?}");
    }
}

#[test]
fn what_stands_after_the_options_is_never_broken() {
    fn walk(command: &clap::Command, words: &str, broken: &mut Vec<String>) {
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for columns in [NARROW, 100] {
            let help = printed(words, columns);
            let wide = help.lines().filter(|line| line.chars().count() > columns);
            broken.extend(wide.map(|line| format!("{words} at {columns}: {line}")));
            let as_written = help.ends_with(&after) || help.ends_with(&format!("{after}\n"));
            broken
                .extend((!as_written).then(|| format!("{words} at {columns}: what is printed is not what is written")));
        }
        let long = after.lines().filter(|line| line.chars().count() > NARROW - 2);
        broken.extend(long.map(|line| format!("{words}: {line}")));
        command.get_subcommands().for_each(|child| walk(child, &format!("{words} {}", child.get_name()), broken));
    }
    let mut broken = Vec::new();
    walk(&crate::support::tree(), "ipp", &mut broken);
    assert!(broken.is_empty(), "{broken:#?}");
}
