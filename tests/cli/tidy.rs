//! The house rules that a machine can hold: arrows point down, each crate has one owner, no floats, short files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module of the crate may use besides itself.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("secret", &[]),
    ("tls", &[]),
    ("store", &[]),
    ("config", &["model", "secret", "webhook"]),
    ("api", &["model", "secret", "tls"]),
    ("webhook", &["model", "secret", "tls"]),
    ("emulator", &["model", "secret", "store", "webhook"]),
    ("journal", &["model", "secret", "store"]),
    ("known", &["model", "secret"]),
    ("error", &["api", "config", "emulator", "journal", "model", "webhook"]),
    ("guard", &["config", "error", "model"]),
    ("interrupt", &["error"]),
    ("csv", &["error"]),
    ("output", &["csv", "error", "model", "secret"]),
    ("prompt", &["error", "output", "secret"]),
    ("preview", &["api", "error", "output"]),
    ("trace", &["api", "output"]),
    (
        "context",
        &[
            "api",
            "config",
            "emulator",
            "error",
            "guard",
            "interrupt",
            "journal",
            "known",
            "model",
            "output",
            "preview",
            "prompt",
            "secret",
            "trace",
            "webhook",
        ],
    ),
    (
        "commands",
        &[
            "api",
            "cli",
            "config",
            "context",
            "csv",
            "emulator",
            "error",
            "guard",
            "interrupt",
            "journal",
            "known",
            "model",
            "output",
            "preview",
            "prompt",
            "secret",
            "webhook",
        ],
    ),
    ("arguments", &["output"]),
    ("deferred", &[]),
    ("cli", &["commands", "config", "context", "deferred", "model", "output"]),
];

/// Crates, and the only files or folders of `src` that may name them.
const OWNERS: &[(&str, &[&str])] = &[
    ("reqwest", &["api", "webhook/deliver.rs"]),
    ("axum", &["emulator/http"]),
    ("http_body", &["emulator/http/faults/cut.rs"]),
    ("rusqlite", &["emulator/world", "journal", "store.rs"]),
    ("hyper", &["webhook/receiver.rs", "webhook/receiver"]),
    ("hyper_util", &["webhook/receiver"]),
    ("http_body_util", &["webhook/receiver.rs", "webhook/receiver"]),
    ("dialoguer", &["prompt.rs"]),
    ("console", &["prompt.rs", "prompt", "output/progress.rs"]),
    ("rustix", &["prompt.rs", "prompt", "commands/child.rs"]),
    ("comfy_table", &["output/table.rs"]),
    ("unicode_width", &["output/measure.rs"]),
    ("indicatif", &["output/progress.rs"]),
    ("terminal_size", &["output/terminal.rs"]),
    ("clap_complete", &["commands/completions"]),
    ("clap_mangen", &["commands/man/page.rs"]),
    ("secrecy", &["secret.rs"]),
    ("iso_currency", &["model/money.rs"]),
    ("rustls", &["tls.rs", "tls"]),
    ("rustls_native_certs", &["tls.rs"]),
    ("webpki_roots", &["tls.rs"]),
    ("directories", &["config/paths.rs"]),
    ("toml_edit", &["config/edit", "config/edit.rs"]),
    (
        "fastrand",
        &["commands/webhook/replay.rs", "api/client.rs", "emulator/world/faults/chance.rs", "emulator/world/seeded.rs"],
    ),
    ("uuid", &["commands/device/enroll", "commands/test/plan.rs", "emulator", "journal/mark.rs", "webhook/made.rs"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every `.rs` file in these folders, with its path from the package's root.
fn sources(folders: &[&str]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> =
        folders.iter().map(|folder| root().join(folder)).filter(|path| path.exists()).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.extension().is_some_and(|extension| extension == "rs") {
                true => files.push(path),
                false if path.is_dir() => folders.push(path),
                false => {}
            }
        }
    }
    let shown = |path: &Path| path.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (shown(path), fs::read_to_string(path).expect("a file"))).collect()
}

/// The lines that are no comment.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// `src/api/client.rs` and `src/api.rs` are of `api`.
fn module(path: &str) -> &str {
    path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default()
}

#[test]
fn arrows_point_down_only() {
    for (path, text) in sources(&["src"]) {
        let own = module(&path);
        if ["lib", "main"].contains(&own) {
            continue;
        }
        let (_, allowed) =
            ARROWS.iter().find(|(name, _)| *name == own).unwrap_or_else(|| panic!("{own} has no arrows"));
        for line in code(&text) {
            for target in line.split("crate::").skip(1).filter_map(|rest| rest.split(|letter| !is_word(letter)).next())
            {
                assert!(target == own || allowed.contains(&target), "{path}: {own} must not use {target}: {line}");
            }
        }
    }
}

#[test]
fn the_world_knows_nothing_of_http() {
    for (path, text) in sources(&["src/emulator/world"]) {
        assert!(!code(&text).any(|line| line.contains("emulator::http")), "{path}");
    }
}

#[test]
fn every_crate_has_one_owner() {
    for (path, text) in sources(&["src"]) {
        let place = path.trim_start_matches("src/");
        for (name, owners) in OWNERS {
            let needle = format!("{name}::");
            let named = code(&text).any(|line| {
                line.match_indices(&needle)
                    .any(|(at, _)| !line[..at].ends_with(|letter| is_word(letter) || letter == ':'))
                    || line.contains(&format!(" ::{needle}"))
            });
            let owned = owners.iter().any(|owner| place == *owner || place.starts_with(&format!("{owner}/")));
            assert!(owned || !named, "{path}: only {owners:?} may use {name}");
        }
    }
}

#[test]
fn there_are_no_floats() {
    for (path, text) in sources(&["src"]) {
        let floats = text.split(|letter| !is_word(letter)).any(|word| ["f32", "f64"].contains(&word));
        assert!(!floats, "{path}: money is counted in whole minor units");
    }
}

#[test]
fn every_file_says_why_it_exists() {
    for (path, text) in sources(&["src", "tests", "benches"]) {
        assert!(text.starts_with("//! "), "{path} does not begin with `//!`");
    }
}

#[test]
fn no_file_is_long() {
    for (path, text) in sources(&["src"]) {
        assert!(text.lines().count() <= 400, "{path} has more than 400 lines");
    }
}

/// The variables that `ipp` reads or sets: its own, and whatever is named where the environment is read.
pub fn variables() -> BTreeSet<String> {
    let own = ipp::config::variables::ALL.into_iter().chain(ipp::config::variables::FOR_COMMANDS);
    let mut all: BTreeSet<String> = own.map(str::to_owned).collect();
    for (_, text) in sources(&["src"]) {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        if text.contains("env::var") {
            let literals = code(&text).flat_map(|line| line.split('"').skip(1).step_by(2));
            let is_name = |word: &str| {
                word.chars().all(is_word) && (word.contains('_') || word.to_uppercase() == word) && word.len() > 3
            };
            all.extend(literals.filter(|word| is_name(word)).map(str::to_owned));
        }
    }
    all
}

#[test]
fn tests_do_not_sleep_and_sources_know_no_tests() {
    for (path, text) in
        sources(&["tests/cli", "tests/matrix"]).into_iter().filter(|(path, _)| !path.ends_with("tidy.rs"))
    {
        assert!(!code(&text).any(|line| line.contains("sleep(") || line.contains("#[ignore")), "{path}");
    }
    let known: BTreeSet<&str> =
        ipp::config::variables::ALL.into_iter().chain(ipp::config::variables::FOR_COMMANDS).collect();
    for (path, text) in sources(&["src"]).into_iter().filter(|(path, _)| !path.contains("/tests")) {
        let (text, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        let words = code(text).flat_map(|line| line.split(|letter| !is_word(letter)));
        for name in words.filter(|word| word.starts_with("IPP_")) {
            assert!(known.contains(name), "{path}: {name} is no variable that people are told of");
        }
    }
}
