//! `ipp emulator run`: an emulator for one command, which ends as the command does.

use crate::support::Sandbox;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn its_code_is_the_commands_own() {
    let sandbox = Sandbox::new();
    sandbox.run("emulator run -- true").expect(0);
    sandbox.run("emulator run -- sh -c 'exit 3'").expect(3);
    sandbox.run("emulator run -- sh -c 'kill -9 $$'").expect(137);
    sandbox.run("emulator run -- no-such-program").expect(127).says(&["cannot run `no-such-program`"]);
    sandbox.file("text", "no program");
    sandbox.run("emulator run -- ./text").expect(126);
    assert_eq!(sandbox.run("emulator run -o json -- no-such-program").expect(127).error()["kind"], "not_run");
    let hint = |words: &str| sandbox.run(&format!("emulator run -o json -- {words}")).error()["hint"].to_string();
    assert!(hint("no-such-program").contains("where this machine looks for programs"));
    assert!(hint("./no-such-program").contains("and a path, or the interpreter"));
    assert!(hint("./text").contains("may be run (`chmod +x`)") && !hint("./text").contains("looks for"));
    sandbox.run("emulator run").expect(2);
}

#[test]
fn the_command_finds_the_emulator_in_its_environment() {
    let ipp = env!("CARGO_BIN_EXE_ipp");
    let sandbox = Sandbox::new().with("IPP_ENV", "production").with("IPP_PROFILE", "shop");
    let pay = format!("{ipp} pay --amount 249.00 --currency SEK --simulate-tap SUCCESS -o json");
    let paid = sandbox.run(&format!("emulator run -- {pay}")).expect(0).json();
    assert_eq!(paid["status"], "FINALIZED");
    let out =
        sandbox.run("emulator run -- sh -c 'echo $IPP_ENV $IPP_BASE_URL $IPP_API_KEY $IPP_STATE_DIR'").expect(0).out;
    let words: Vec<&str> = out.split_whitespace().collect();
    assert_eq!((words[0], words[2]), ("emulator", "kco_test_api_emulator"));
    assert!(words[1].starts_with("http://127.0.0.1:"));
    assert!(!std::path::Path::new(words[3]).exists(), "the temporary folder is removed");
}

#[test]
fn a_folder_that_is_named_is_kept() {
    let sandbox = Sandbox::new();
    let create = "ipp session create --amount 100 --currency SEK -o id";
    let ipp = env!("CARGO_BIN_EXE_ipp");
    let id = sandbox.run(&format!("emulator run --state here -- {}", create.replacen("ipp", ipp, 1))).expect(0).out;
    let status = sandbox.run("emulator status --state here -o json").expect(0).json();
    assert_eq!(status["sessions"]["CREATED"], 1, "{id}");
}

#[test]
fn what_cannot_be_recovered_any_more_is_said() {
    let ipp = env!("CARGO_BIN_EXE_ipp");
    let create = format!("{ipp} session create --amount 100 --currency SEK");
    let sandbox = Sandbox::new();
    let fault = "--fault lost-answer,on=create-session,count=1";
    let run = sandbox.run(&format!("emulator run {fault} -- {create}")).expect(24);
    run.says(&["`ipp session recover 1`", "gone with it", "`--state DIR` keeps them"]);
    let run = sandbox.run("emulator run -o json -- sh -c 'exit 24'").expect(24);
    assert!(run.err.starts_with("{\"note\":"), "{run:?}");
    sandbox.run("emulator run -- sh -c 'exit 23'").expect(23).err_is("");
    sandbox.run(&format!("emulator run {fault} --state here -- {create}")).expect(24).hides("gone with it");
    let run = sandbox.with("IPP_STATE_DIR", "here").run("session recover 1 --env emulator").expect(0);
    run.says(&["attempt 1 is session"]);
}

/// A shell under `ipp emulator run` that says its id and what it has started.
fn start(script: &str) -> (std::process::Child, BufReader<std::process::ChildStdout>) {
    let sandbox = Sandbox::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ipp"))
        .args(["emulator", "run", "--", "/bin/sh", "-c", script])
        .env_clear()
        .envs(sandbox.environment())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a process");
    let out = BufReader::new(child.stdout.take().expect("stdout"));
    (child, out)
}

fn signal(name: &str, id: &str) -> bool {
    Command::new("/bin/sh").args(["-c", &format!("kill -{name} {id} 2>/dev/null")]).status().expect("a shell").success()
}

/// Whether the process is there, and more than an entry that nobody has asked for.
fn runs(id: &str) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    !status.is_empty() && !status.contains(") Z ")
}

#[test]
fn signals_are_passed_on() {
    for (name, code) in [("TERM", 7), ("INT", 8), ("USR1", 9)] {
        let script =
            "trap 'exit 7' TERM; trap 'exit 8' INT; trap 'exit 9' USR1; echo ready; while :; do sleep 0.01; done";
        let (mut child, mut out) = start(script);
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        assert!(signal(name, &child.id().to_string()));
        assert_eq!(child.wait().expect("an end").code(), Some(code), "{name}");
    }
}

#[test]
fn what_the_command_leaves_running_ends_with_it() {
    let (mut child, mut out) = start("sleep 1000 >/dev/null & echo $!; exit 4");
    let mut id = String::new();
    out.read_line(&mut id).expect("an id");
    assert_eq!(child.wait().expect("an end").code(), Some(4));
    assert!(!runs(id.trim()), "it still runs");
}

#[test]
fn the_command_ends_with_an_emulator_that_is_killed() {
    // Once it is answered, the one that has started it knows whom it has started.
    let (mut child, mut out) =
        start("curl -sS \"$IPP_BASE_URL\" >/dev/null; sleep 1000 >/dev/null & echo $!; echo $$; wait");
    let mut ids = [String::new(), String::new()];
    for id in &mut ids {
        out.read_line(id).expect("an id");
    }
    child.kill().expect("a signal that nothing can be done about");
    child.wait().expect("an end");
    let deadline = Instant::now() + Duration::from_secs(20);
    while ids.iter().any(|id| runs(id.trim())) {
        assert!(Instant::now() < deadline, "{ids:?} still run");
    }
}

#[test]
fn the_command_needs_no_dashes_before_it() {
    let sandbox = Sandbox::new();
    let run = sandbox.run("emulator run --seed 1 sh -c 'echo $IPP_ENV --seed'").expect(0);
    run.out_is("emulator --seed\n");
    sandbox.run("emulator run --sed 1 true").expect(2).out_is("").says(&["--sed"]);
}
