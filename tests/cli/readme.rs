//! The README's commands, run as they stand there, each block on a machine of its own.

use crate::support::Sandbox;

const README: &str = include_str!("../../README.md");

/// The shell blocks, except those that build: those are run where a build is wanted anyway.
fn blocks() -> Vec<&'static str> {
    let mut parts = README.split("```sh\n").skip(1);
    parts.by_ref().filter_map(|part| part.split("\n```").next()).filter(|block| !block.starts_with("cargo ")).collect()
}

#[test]
fn every_block_runs() {
    let blocks = blocks();
    assert!(blocks.len() >= 5, "{blocks:?}");
    for block in blocks {
        let run = Sandbox::new().shell(&format!("set -eu\n{block}")).expect(0);
        assert!(!run.err.contains("error:"), "{block}\n\n{run:#?}");
    }
}

#[test]
fn the_exit_codes_are_those_of_the_help() {
    let help = Sandbox::new().run("help exit-codes").expect(0);
    for line in help.out.lines().filter(|line| line.starts_with(' ')) {
        let (code, meaning) = line.trim().split_once("  ").expect("a code and its meaning");
        assert!(README.contains(&format!("| {code} | {} |", meaning.trim())), "{line}");
    }
}

#[test]
fn every_variable_of_the_settings_is_named() {
    for name in ipp::config::variables::ALL.into_iter().chain(ipp::config::variables::FOR_COMMANDS) {
        assert!(README.contains(&format!("`{name}`")), "{name}");
    }
}
