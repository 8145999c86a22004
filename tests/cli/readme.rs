//! The commands of the README and of the other pages for people, run as they stand there, each block on a machine of its
//! own. The recipes for pipelines have a test of theirs.

use crate::support::Sandbox;
use std::path::Path;

const README: &str = include_str!("../../README.md");

/// What has another test: the recipes, and what is made from the commands.
const TESTED_ELSEWHERE: [&str; 2] = ["ci.md", "reference.md"];

/// The README and what it points to, by the path in the project.
fn pages() -> Vec<(String, String)> {
    let docs = std::fs::read_dir(root().join("docs")).expect("a folder");
    let names = docs.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
    let pages = names.filter(|name| name.ends_with(".md") && !TESTED_ELSEWHERE.contains(&name.as_str()));
    let paths = pages.map(|name| format!("docs/{name}")).chain(["README.md".to_owned()]);
    paths.map(|path| (path.clone(), std::fs::read_to_string(root().join(&path)).expect("a text"))).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The fenced parts of one language.
fn fenced<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    page.split(&format!("```{language}\n")).skip(1).filter_map(|part| part.split("\n```").next()).collect()
}

#[test]
fn every_block_runs() {
    let pages = pages();
    assert!(pages.len() >= 6, "{pages:?}");
    for (path, page) in pages {
        // Those that build are run where a build is wanted anyway.
        for block in fenced(&page, "sh").into_iter().filter(|block| !block.starts_with("cargo ")) {
            let run = Sandbox::new().shell(&format!("set -eu\n{block}")).expect(0);
            assert!(!run.err.contains("error:"), "{path}: {block}\n\n{run:#?}");
            assert!(!run.err.contains("0 of the "), "what is shown changes nothing: {path}: {block}\n\n{run:#?}");
        }
    }
}

#[test]
fn the_readme_runs_from_top_to_bottom_on_one_machine() {
    let sandbox = Sandbox::new();
    for block in fenced(README, "sh").into_iter().filter(|block| !block.starts_with("cargo ")) {
        let run = sandbox.shell(&format!("set -eu\n{block}")).expect(0);
        assert!(!run.err.contains("error:"), "{block}\n\n{run:#?}");
    }
}

#[test]
fn every_scenario_passes() {
    let files: Vec<String> = pages().iter().flat_map(|(_, page)| fenced(page, "toml")).map(str::to_owned).collect();
    assert!(!files.is_empty());
    for file in files {
        let sandbox = Sandbox::new();
        sandbox.file("shown.toml", &file);
        sandbox.run("test shown.toml --env emulator").expect(0).shows(&["declined, then paid"]);
    }
}

#[test]
fn every_link_leads_to_what_a_release_brings_along() {
    let release = std::fs::read_to_string(root().join(".ci/release")).expect("a script");
    let (_, copied) = release.split_once("&& cp -r ").expect("what is copied");
    let brought: Vec<&str> = copied.lines().next().unwrap_or_default().split(' ').collect();
    assert!(brought.contains(&"README.md") && brought.contains(&"docs"), "{brought:?}");
    for (path, page) in pages() {
        let folder = root().join(&path).parent().expect("a folder").to_owned();
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.starts_with("https://") || link.starts_with('#') {
                continue;
            }
            let target = folder.join(link).canonicalize().unwrap_or_else(|error| panic!("{path}: {link}: {error}"));
            let within = target.strip_prefix(root().canonicalize().expect("a folder")).expect("a file of the project");
            let first = within.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
            assert!(brought.contains(&first.as_str()), "{path}: {link} is not in the archive of a release");
        }
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
