//! `ipp help`, `--help` and `--version`.

use crate::support::Sandbox;

/// The words of every command, `[]` being `ipp` itself.
fn commands() -> Vec<Vec<String>> {
    fn walk(command: &clap::Command, words: &[String], all: &mut Vec<Vec<String>>) {
        all.push(words.to_vec());
        for child in command.get_subcommands() {
            walk(child, &[words, &[child.get_name().to_owned()]].concat(), all);
        }
    }
    let mut all = Vec::new();
    walk(&crate::support::tree(), &[], &mut all);
    all
}

#[test]
fn every_command_explains_itself_in_three_ways() {
    let sandbox = Sandbox::new();
    assert!(commands().len() > 30);
    for words in commands() {
        let line = words.join(" ");
        let long = sandbox.run(&format!("{line} --help")).expect(0).err_is("");
        assert!(long.out.contains(&format!("Usage: {}", format!("ipp {line}").trim_end())), "{long:?}");
        sandbox.run(&format!("{line} -h")).expect(0).err_is("").shows(&["Usage: "]);
        sandbox.run(&format!("help {line}")).expect(0).err_is("").out_is(&long.out);
    }
}

#[test]
fn the_version_is_the_packages() {
    let version = format!("ipp {}\n", env!("CARGO_PKG_VERSION"));
    Sandbox::new().run("--version").expect(0).err_is("").out_is(&version);
    Sandbox::new().run("-V").expect(0).err_is("").out_is(&version);
}

#[test]
fn what_nobody_knows_is_usage() {
    let sandbox = Sandbox::new();
    sandbox.run("help nothing").expect(2).out_is("").says(&["no command and no topic `nothing`", "`exit-codes`"]);
    sandbox.run("help session nothing").expect(2).out_is("").says(&["`session nothing`"]);
    sandbox.run("help exit-codes -o json").expect(0).err_is("").shows(&["Exit codes"]);
    sandbox.run("sesion").expect(2).out_is("").says(&["unrecognized subcommand 'sesion'", "session"]);
    sandbox.run("").expect(2).out_is("").says(&["Usage: ipp"]);
    sandbox.run("session").expect(2).out_is("").says(&["Usage: ipp session"]);
}

#[test]
fn neither_settings_nor_a_config_file_stand_in_the_way_of_help() {
    let sandbox = Sandbox::new().with("IPP_ENV", "moon");
    sandbox.write_config("nonsense");
    for line in ["--help", "help", "help exit-codes", "completions bash", "pay --help", "--version"] {
        sandbox.run(line).expect(0).err_is("");
    }
}
