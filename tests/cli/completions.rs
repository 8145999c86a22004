//! `ipp completions`, and the scripts that packages ship.

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

#[test]
fn the_bash_script_completes_commands_and_flags() {
    let script = "eval \"$(ipp completions bash)\"; COMP_WORDS=(ipp session c); COMP_CWORD=2; _ipp ipp c session; echo \"${COMPREPLY[@]}\"";
    let sandbox = Sandbox::new();
    sandbox.file("try.sh", script);
    sandbox.shell("exec bash try.sh").expect(0).err_is("").out_is("create cancel\n");
}

#[test]
fn an_unknown_shell_is_usage() {
    let run = Sandbox::new().run("completions tcsh").expect(2).out_is("");
    run.says(&["'tcsh'", "bash", "elvish", "fish", "powershell", "zsh"]);
    Sandbox::new().run("completions").expect(2).out_is("").says(&["<SHELL>"]);
}
