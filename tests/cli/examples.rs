//! Every example that the help shows is run as it stands, by a shell, on a machine that has nothing.

use crate::support::{LIVE_KEY, Sandbox};
use std::os::unix::fs::PermissionsExt;

/// Whether it does not end by itself: its own tests run it.
fn serves(line: &str) -> bool {
    line.starts_with("ipp emulator serve") || line.starts_with("ipp webhook listen") && !line.contains("--until")
}

/// A command with its words, and the lines of its examples.
struct Shown {
    words: String,
    leaf: bool,
    lines: Vec<String>,
}

fn all() -> Vec<Shown> {
    fn walk(command: &clap::Command, words: &str, all: &mut Vec<Shown>) {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let leaf = command.get_subcommands().next().is_none();
        all.push(Shown { words: words.to_owned(), leaf, lines: examples(&help) });
        command.get_subcommands().for_each(|child| walk(child, &format!("{words} {}", child.get_name()), all));
    }
    let mut all_commands = Vec::new();
    walk(&crate::support::tree(), "ipp", &mut all_commands);
    all_commands
}

/// The indented lines after `Examples:`, without comments.
fn examples(help: &str) -> Vec<String> {
    let (_, rest) = help.split_once("Examples:\n").unwrap_or_default();
    let indented = rest.lines().map_while(|line| (line.is_empty() || line.starts_with("  ")).then_some(line.trim()));
    indented.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// What has to be there before an example can work.
fn prepared(words: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let bin = sandbox.home().join("bin");
    std::fs::create_dir_all(&bin).expect("a folder");
    // A password manager that knows one key.
    std::fs::write(bin.join("pass"), format!("#!/bin/sh\necho {LIVE_KEY}\n")).expect("a file");
    std::fs::set_permissions(bin.join("pass"), PermissionsExt::from_mode(0o755)).expect("a mode");
    for folder in [".local/share/bash-completion/completions", ".config/fish/completions"] {
        std::fs::create_dir_all(sandbox.home().join(folder)).expect("a folder");
    }
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
    for Shown { words, leaf, lines } in all() {
        assert!(
            !leaf || lines.iter().any(|line| line.contains(&words)),
            "`{words}` has no example of itself: {lines:?}"
        );
        assert!(lines.iter().all(|line| line.contains("ipp ")), "{words}: {lines:?}");
    }
}

#[test]
fn every_example_runs_as_it_stands() {
    for Shown { words, mut lines, .. } in all() {
        lines.retain(|line| !serves(line));
        // One after the other, since an example may use what the one before it made.
        let run = prepared(&words).shell(&format!("set -e\n{}", lines.join("\n")));
        assert_eq!(run.code, 0, "the examples of `{words}`: {lines:#?}\n{run:#?}");
        assert!(!run.err.contains("error: "), "the examples of `{words}`: {run:#?}");
    }
}
