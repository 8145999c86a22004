//! `ipp completions`, and the scripts that packages ship.

mod known;
mod shells;

use crate::support::Sandbox;
use std::path::Path;

/// Each shell, and the name under which it looks for the script.
const SHELLS: [(&str, &str); 5] =
    [("bash", "ipp.bash"), ("zsh", "_ipp"), ("fish", "ipp.fish"), ("powershell", "_ipp.ps1"), ("elvish", "ipp.elv")];

#[test]
fn the_shipped_scripts_are_what_the_command_prints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    for (shell, file) in SHELLS {
        let printed = Sandbox::new().run(&format!("completions {shell}")).expect(0).err_is("").out;
        let shipped = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
        // Not `assert_eq`: nobody wants to read two scripts.
        let fresh = shipped == printed;
        assert!(fresh, "completions/{file} is stale: run `.ci/generate`");
    }
}

#[test]
fn nothing_else_is_shipped() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    let mut expected = SHELLS.map(|(_, file)| file.to_owned()).to_vec();
    files.sort();
    expected.sort();
    assert_eq!(files, expected);
}

/// What could stand at the end of this line; words are parted by one blank, and the last one may be empty.
fn candidates(sandbox: &Sandbox, line: &str) -> Vec<String> {
    let words =
        [&["completions", "zsh", "--candidates", "--"], line.split(' ').collect::<Vec<_>>().as_slice()].concat();
    let run = sandbox.ipp(&words).expect(0).err_is("");
    run.out.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn topics_and_examples_are_offered() {
    let sandbox = Sandbox::new();
    assert_eq!(candidates(&sandbox, "ipp help mon"), ["money"]);
    assert_eq!(candidates(&sandbox, "ipp man tes"), ["test", "testing"]);
    assert_eq!(candidates(&sandbox, "ipp test --example a"), ["all"]);
    for name in candidates(&sandbox, "ipp test --example ") {
        sandbox.run(&format!("test --example {name}")).expect(0);
    }
    assert_eq!(candidates(&sandbox, "ipp test --example ").len(), 9);
}

#[test]
fn an_unknown_shell_is_usage() {
    let run = Sandbox::new().run("completions tcsh").expect(2).out_is("");
    run.says(&["'tcsh'", "bash", "elvish", "fish", "powershell", "zsh"]);
    Sandbox::new().run("completions").expect(2).out_is("").says(&["<SHELL>"]);
    Sandbox::new().run("completions bash -- ipp device").expect(2).out_is("").says(&["--candidates"]);
}
