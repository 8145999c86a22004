//! `ipp help`, its topics, `--help` and `--version`.

use crate::support::Sandbox;
use ipp::commands::help::topics;

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
    let all = topics::ALL.iter().map(|topic| format!("`{}`", topic.name)).collect::<Vec<_>>().join(", ");
    sandbox.run("help nonsense").expect(2).out_is("").says(&["no command and no topic `nonsense`", &all]);
    sandbox.run("help session nothing").expect(2).out_is("").says(&["`session nothing`"]);
    for (line, meant) in [
        ("help exit-code", "ipp help exit-codes"),
        ("help webhoks", "ipp help webhooks"),
        ("help devices", "ipp help device"),
        ("help mony", "ipp help money"),
        ("help session creat", "ipp help session create"),
        ("help money more", "ipp help money"),
        ("help exit", "ipp help exit-codes"),
        ("help env", "ipp help environment"),
        ("help scenarios", "ipp help testing"),
        ("help sessions", "ipp help session"),
        ("help tes", "ipp help test"),
        ("help Codes", "ipp help exit-codes"),
        ("help recover", "ipp help session recover"),
        ("help faults", "ipp help testing"),
        ("help simulate-tap", "ipp help dev simulate-tap"),
        ("help emulator pay", "ipp help emulator phone pay"),
    ] {
        sandbox.run(line).expect(2).out_is("").says(&[&format!("hint: did you mean `{meant}`?\n")]);
    }
    let run = sandbox.run("help create").expect(2).out_is("");
    run.says(&["hint: did you mean `ipp help session create` or `ipp help enrollment create`?\n"]);
    sandbox.run("help list").expect(2).out_is("").says(&["did you mean", "`ipp help session list`"]);
    let error = sandbox.run("help nonsense -o json").expect(2).out_is("").error();
    assert_eq!((&error["code"], &error["kind"]), (&2.into(), &"usage".into()));
    sandbox.run("help exit-codes -o json").expect(0).err_is("").shows(&["Exit codes"]);
    sandbox.run("sesion").expect(2).out_is("").says(&["unrecognized subcommand 'sesion'", "session"]);
    sandbox.run("").expect(2).out_is("").says(&["Usage: ipp"]);
    sandbox.run("session").expect(2).out_is("").says(&["Usage: ipp session"]);
}

#[test]
fn a_wrong_word_is_told_with_the_nearest() {
    let sandbox = Sandbox::new();
    for (line, meant) in [
        ("sessions", "'session'"),
        ("devices list", "'device'"),
        ("locations list", "'location'"),
        ("webhooks", "'webhook'"),
        ("enrollments list", "'enrollment'"),
        ("profiles", "'profile'"),
        ("device lst", "'list'"),
        ("session creat", "'create'"),
        ("pay --ammount 3", "'--amount'"),
        ("session list --opn", "'--open'"),
        ("pay --amount 1 --currency SEK --simulate-tap SUCESS", "'SUCCESS'"),
        ("emulator fault add lost-answr", "'lost-answer'"),
    ] {
        sandbox.run(line).expect(2).out_is("").says(&["  tip: ", meant]);
    }
    for (line, code, meant) in [
        ("device list --env emulatr", 2, "`emulator`"),
        ("emulator fault add 503 --on get-sesion", 2, "`get-session`"),
        ("session list --env emulator --columns time,stats", 2, "`status`"),
        ("device list --env emulator --sort nam", 2, "`name`"),
        ("pay --env emulator --amount 100 --currency SEK --device 'Simulatd phone'", 5, "`Simulated phone`"),
        ("location get 'My Stoe' --env emulator", 5, "`My Store`"),
    ] {
        sandbox.run(line).expect(code).out_is("").says(&[&format!("did you mean {meant}?")]);
    }
    sandbox.run("session attempts --env emulator").expect(0);
}

#[test]
fn topics_are_listed_and_fit_a_terminal() {
    let sandbox = Sandbox::new();
    let list = sandbox.run("help").expect(0).out;
    let (_, list) = list.split_once("Topics of `ipp help`:\n").expect("topics");
    let listed: Vec<&str> = list.lines().map_while(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    assert_eq!(listed, topics::ALL.each_ref().map(|topic| topic.name));
    for topic in &topics::ALL {
        let text = sandbox.run(&format!("help {}", topic.name)).expect(0).err_is("").out_is(topic.text).out;
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(crate::support::tree().find_subcommand(topic.name).is_none(), "{} is a command", topic.name);
        let arguments = sandbox.run("help help").expect(0).out;
        assert!(arguments.contains(topic.name), "{} is not named by `ipp help help`", topic.name);
    }
}

#[test]
fn the_commands_of_every_topic_run_as_they_stand() {
    for topic in &topics::ALL {
        let script: String =
            topic.text.lines().filter_map(|line| line.strip_prefix("    ")).map(|line| format!("{line}\n")).collect();
        let run = Sandbox::new().shell(&format!("set -eu\n{script}"));
        assert_eq!(run.code, 0, "{}: {script}\n{run:#?}", topic.name);
    }
}

#[test]
fn every_variable_is_explained() {
    let text = topics::named("environment").expect("a topic").text;
    let words: Vec<&str> = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').collect();
    let run = Sandbox::new().shell("ipp emulator run -- env | sed -n 's/^\\(IPP_[A-Z_]*\\)=.*/\\1/p'").expect(0);
    let (_, set) = text.split_once("Both `emulator run` and `webhook listen` set ").expect("what both set");
    let (set, _) = set.split_once(" for their command").expect("its end");
    assert!(run.out.lines().count() >= 5, "{run:?}");
    for name in run.out.lines() {
        assert!(set.contains(name), "`emulator run` sets {name}");
    }
    let read = crate::tidy::variables();
    assert!(["NO_COLOR", "https_proxy", "TERM", "IPP_ENV"].iter().all(|name| read.contains(*name)), "{read:?}");
    for name in &read {
        assert!(words.contains(&name.to_uppercase().as_str()), "`ipp help environment` does not name {name}");
    }
    for name in words.iter().filter(|word| word.starts_with("IPP_")) {
        assert!(read.contains(*name), "{name} is no variable of `ipp`");
    }
}

#[test]
fn neither_settings_nor_a_config_file_stand_in_the_way_of_help() {
    let sandbox = Sandbox::new().with("IPP_ENV", "moon");
    sandbox.write_config("nonsense");
    for line in ["--help", "help", "help exit-codes", "help money", "completions bash", "pay --help", "--version"] {
        sandbox.run(line).expect(0).err_is("");
    }
}
