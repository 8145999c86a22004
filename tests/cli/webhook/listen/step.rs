//! The step of a test: a command runs while events are taken, and its exit code is the step's.

use crate::support::Sandbox;
use crate::webhook::listening::sandbox;
use serde_json::Value;

const LISTEN: &str = "webhook listen --env emulator --port 0";
const PAY: &str = "pay --amount 249.00 --currency SEK --simulate-tap SUCCESS -q -o id";

fn ipp() -> &'static str {
    env!("CARGO_BIN_EXE_ipp")
}

#[test]
fn it_ends_as_the_command_does_once_the_event_came() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&format!("{LISTEN} --until ipp.session.finalized -- {} {PAY}", ipp())).expect(0);
    assert_eq!(run.out.lines().count(), 1, "stdout is the command's: {run:?}");
    run.says(&["ipp.session.created  ", "ipp.session.finalized  ", "249.00 SEK  verified"]);
    assert_eq!(sandbox.run("emulator destination list -o id").expect(0).out, "");
    let run = sandbox.run(&format!("{LISTEN} -o jsonl --until 'ipp.session.*' --count 3 -- {} {PAY}", ipp())).expect(0);
    let lines: Vec<Value> = run.err.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let types: Vec<_> = lines.iter().filter_map(|line| line["event"]["type"].as_str()).collect();
    assert_eq!(types, ["ipp.session.created", "ipp.session.activated", "ipp.session.finalized"]);
}

#[test]
fn the_commands_own_code_comes_first() {
    let sandbox = Sandbox::new();
    let until = |flags: &str, command: &str| sandbox.run(&format!("{LISTEN} --until 'x.*' {flags} -- {command}"));
    until("", "sh -c 'exit 7'").expect(7);
    until("", "sh -c 'kill -9 $$'").expect(137);
    until("", "no-such-program").expect(127).says(&["cannot run `no-such-program`"]);
    until("--timeout 200ms", "true").expect(30).says(&["x.* did not come within 200ms"]);
    let run = until("--timeout 200ms -o json", "sleep 1000").expect(30);
    assert_eq!(run.error()["kind"], "check_failed");
    assert_eq!(sandbox.run("emulator destination list -o id").expect(0).out, "");
    until("--timeout 200ms --count 2", "true").expect(30).says(&["; 0 of 2 came"]);
    // Without --until it only serves.
    sandbox.run(&format!("{LISTEN} -- sh -c 'exit 3'")).expect(3);
    sandbox.run(&format!("{LISTEN} -- true")).expect(0);
}

#[test]
fn the_command_finds_everything_in_its_environment() {
    let names = "$IPP_ENV $IPP_WEBHOOK_URL $IPP_BASE_URL $IPP_API_KEY $IPP_WEBHOOK_SECRET $IPP_STATE_DIR x$IPP_PROFILE";
    let sandbox = Sandbox::new().with("IPP_PROFILE", "shop");
    sandbox.write_config("[profiles.shop]\nenvironment = \"production\"\n");
    let run = sandbox.run(&format!("{LISTEN} -- sh -c 'echo {names}'")).expect(0);
    let words: Vec<&str> = run.out.split_whitespace().collect();
    assert_eq!((words[0], words[3], words[6]), ("emulator", "kco_test_api_emulator", "x"));
    assert!(words[1].starts_with("http://127.0.0.1:") && words[1].ends_with('/') && words[2].starts_with("http://"));
    assert_eq!(words[4], sandbox.run("emulator secret -o id").expect(0).out.trim());
    assert_eq!(words[5], sandbox.state_dir().to_str().expect("UTF-8"));
    // Any client can use the emulator that is served.
    let ask = "curl -fsS -H \"Authorization: Basic $IPP_API_KEY\" \"$IPP_BASE_URL/ipp/v1/locations\"";
    let run = sandbox.shell(&format!("ipp {LISTEN} -- sh -c '{ask}'")).expect(0);
    assert_eq!(run.json()["content"][0]["name"], "My Store");
    // Elsewhere only the address and the secret are set.
    let run = self::sandbox().run(&format!("webhook listen --port 0 -- sh -c 'echo {names}'")).expect(0);
    assert_eq!(run.out.split_whitespace().count(), 3, "{run:?}");
}

#[test]
fn signals_go_to_the_command() {
    let sandbox = sandbox();
    for (signal, code) in [("TERM", 7), ("INT", 8), ("USR1", 9)] {
        let script =
            "trap \"exit 7\" TERM; trap \"exit 8\" INT; trap \"exit 9\" USR1; echo ready; while :; do sleep 0.01; done";
        let mut started = sandbox.begin(&format!("webhook listen --port 0 --until x -- sh -c '{script}'"));
        assert_eq!(started.line(), "ready\n");
        started.signal(signal);
        started.finish().expect(code);
    }
}

#[test]
fn what_the_command_leaves_running_ends_with_it() {
    let sandbox = sandbox();
    for (flags, ending, code) in [("", "exit 4", 4), ("--until x --timeout 200ms", "exit 0", 30)] {
        let left = format!("sleep 1000 >/dev/null 2>&1 & echo $!; {ending}");
        let run = sandbox.run(&format!("webhook listen --port 0 {flags} -- sh -c '{left}'")).expect(code);
        let status = std::fs::read_to_string(format!("/proc/{}/stat", run.out.trim())).unwrap_or_default();
        assert!(status.is_empty() || status.contains(") Z "), "it still runs: {status}");
    }
}

#[test]
fn what_the_command_leaves_running_may_make_the_event() {
    let sandbox = Sandbox::new();
    let later = format!("({} {PAY} >/dev/null 2>&1) & exit 0", ipp());
    sandbox.run(&format!("{LISTEN} --until ipp.session.finalized -- sh -c '{later}'")).expect(0);
}

#[test]
fn a_closed_pipe_does_not_end_the_step() {
    let sandbox = Sandbox::new();
    let line = format!("ipp {LISTEN} --until ipp.session.finalized -- ipp {PAY} 2>err; echo $? >code");
    sandbox.shell(&format!("({line}) | true")).expect(0);
    assert_eq!(std::fs::read_to_string(sandbox.home().join("code")).expect("a code"), "0\n");
    // What goes wrong after the emulator was told is taken back as well.
    sandbox.run("webhook listen --ready-file missing/ready --port 0 --env emulator").expect(3);
    assert_eq!(sandbox.run("emulator destination list -o id").expect(0).out, "");
}

#[test]
fn what_is_heard_of_a_payment_of_this_machine_is_in_its_journal() {
    let sandbox = Sandbox::new();
    let id = sandbox.id("session create --env emulator --amount 100 --currency SEK");
    let tap = format!("emulator phone pay {id} -q");
    sandbox.run(&format!("{LISTEN} --until ipp.session.finalized -- {} {tap}", ipp())).expect(0);
    let listed = sandbox.run("session list --env emulator -o json").expect(0).json();
    assert_eq!((&listed[0]["session_id"], &listed[0]["status"]), (&id.into(), &"FINALIZED".into()));
}

#[test]
fn what_is_made_up_is_not_in_the_journal() {
    let sandbox = Sandbox::new();
    let id = sandbox.id("session create --env emulator --amount 100 --currency SEK");
    let made_up = format!("{} webhook send ipp.session.finalized --session {id} -q --to $IPP_WEBHOOK_URL", ipp());
    let run = sandbox.run(&format!("{LISTEN} --until ipp.session.finalized -- sh -c '{made_up}'")).expect(0);
    run.says(&["ipp.session.finalized  "]);
    let listed = sandbox.run("session list --env emulator -o json").expect(0).json();
    assert_eq!((&listed[0]["session_id"], &listed[0]["status"]), (&id.into(), &"CREATED".into()));
}

#[test]
fn a_second_signal_ends_a_command_that_will_not_end() {
    let sandbox = sandbox();
    for line in ["webhook listen --port 0 --until dispute.created --", "emulator run --"] {
        let script = "trap \"\" TERM INT; echo ready; sleep 1000";
        let mut started = sandbox.begin(&format!("{line} sh -c '{script}'"));
        assert_eq!(started.line(), "ready\n");
        started.signal("TERM");
        started.signal("INT");
        started.finish().expect(137);
    }
}
