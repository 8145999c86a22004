//! The examples of the help: each of them is understood, and those that end by themselves are run.

use crate::support::Sandbox;
use clap::{CommandFactory, Parser};

/// The lines of the examples of `ipp emulator` and everything below it.
fn examples() -> Vec<String> {
    fn walk(command: &clap::Command, all: &mut Vec<String>) {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        all.extend(help.lines().filter(|line| line.starts_with("  ")).map(|line| line.trim().to_owned()));
        command.get_subcommands().for_each(|child| walk(child, all));
    }
    let mut all = Vec::new();
    let command = ipp::cli::Cli::command();
    walk(command.find_subcommand("emulator").expect("the command"), &mut all);
    all
}

#[test]
fn every_example_is_understood() {
    let examples = examples();
    assert!(examples.len() >= 12, "{examples:?}");
    for line in examples.iter().filter(|line| line.starts_with("ipp ")) {
        let words = shlex::split(line).expect("words");
        if let Err(error) = ipp::cli::Cli::try_parse_from(words) {
            panic!("{line}: {error}");
        }
    }
}

#[test]
fn those_that_end_by_themselves_work() {
    let sandbox = Sandbox::new();
    for line in examples().iter().filter(|line| !line.contains("emulator serve") && !line.contains("--redeliver")) {
        let output = sandbox.shell(line);
        assert!(output.status.success(), "{line}: {output:?}");
    }
}
