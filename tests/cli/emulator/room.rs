//! No room, no right to write, a file that breaks: what is there stays, what can't be done is named.
//!
//! A limit on the size of files stands in for the full disk: any user may set it, and lift it while the server runs.

use super::support::client;
use super::support::serving::{Serving, integrity};
use crate::support::{Run, Sandbox};
use std::fs;
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

const COMMANDS: [&str; 4] = ["status", "reset --yes", "deliveries", "serve --port 0"];

#[test]
fn a_server_goes_on_when_there_is_room_again() {
    let sandbox = Sandbox::new();
    let serving = Serving::start_bounded(&sandbox.state_dir());
    let order = client::order(&serving.device());
    let kept: Vec<String> = (0..3).map(|_| serving.create()).collect();
    serving.bound(Some(1));
    for _ in 0..3 {
        let (status, problem) = serving.try_to("POST", "/sessions", &order);
        assert_eq!((status, &problem["title"]), (503, &"Service Unavailable".into()), "{problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("the disk is full")), "{problem}");
    }
    let (status, _) = serving.try_to("PUT", &format!("/sessions/{}/cancel", kept[0]), "");
    assert_eq!(status, 503);
    for id in &kept {
        assert_eq!(serving.ask("GET", &format!("/sessions/{id}"), "")["status"], "CREATED", "it can still be read");
    }
    serving.bound(None);
    serving.create();
    assert_eq!(serving.pay(&kept[0])["status"], "FINALIZED");
    serving.signal("TERM");
    assert_eq!(serving.end().0, Some(0));
    let status = sandbox.run("emulator status -o json").expect(0).json();
    assert_eq!(status["sessions"], serde_json::json!({"CREATED": 3, "FINALIZED": 1}), "nothing half, nothing twice");
    assert_eq!(integrity(&sandbox.state_dir()), "ok");
}

/// Runs `ipp` where no file may grow beyond so many blocks.
fn bounded(sandbox: &Sandbox, blocks: u32, line: &str) -> Run {
    sandbox.shell(&format!("trap '' XFSZ; ulimit -f {blocks}; exec ipp {line}"))
}

#[test]
fn commands_name_the_full_disk_and_what_to_do() {
    let sandbox = Sandbox::new();
    let secret = sandbox.run("emulator secret -o id").expect(0).out;
    for command in COMMANDS {
        let run = bounded(&sandbox, 1, &format!("emulator {command}")).expect(3);
        run.out_is("").says(&["emulator.db: the disk is full", "hint: see to it that there is room", "IPP_STATE_DIR"]);
    }
    let run = bounded(&sandbox, 1, "emulator run -- true").expect(3);
    run.says(&["cannot create", "emulator.db: the disk is full"]);
    let run = bounded(&sandbox, 1, "emulator run -o json -- true").expect(3);
    assert_eq!(run.error()["kind"], "configuration");
    let run = bounded(&sandbox, 1, "pay --env emulator --amount 100 --currency SEK --tax-rate 0%").expect(3);
    run.out_is("").says(&["emulator.db: the disk is full"]);
    // Room enough to open it, and none to write: the shared memory and half a transition fit.
    let run = bounded(&sandbox, 80, "emulator reset --yes").expect(3);
    run.says(&["the disk is full", "hint: nothing was changed", "`ipp emulator status`"]);
    assert_eq!(sandbox.run("emulator secret -o id").expect(0).out, secret, "it is the same world");
    let left: Vec<_> = fs::read_dir(sandbox.state_dir())
        .expect("a listing")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .filter(|name| name.ends_with(".new"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(integrity(&sandbox.state_dir()), "ok");
}

/// Runs `ipp` as somebody whom modes bind; they do not bind root.
fn unprivileged(sandbox: &Sandbox, line: &str) -> Run {
    if fs::metadata("/proc/self").expect("this process").uid() != 0 {
        return sandbox.run(line);
    }
    let binary = sandbox.home().join("ipp");
    if !binary.exists() {
        fs::copy(env!("CARGO_BIN_EXE_ipp"), &binary).expect("where anybody may run it");
        fs::set_permissions(sandbox.home(), fs::Permissions::from_mode(0o755)).expect("modes");
        let owned = Command::new("chown").args(["-R", "65534:65534"]).arg(sandbox.home()).status();
        assert!(owned.expect("chown").success());
    }
    let output = Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(&binary)
        .args(shlex::split(line).expect("words"))
        .env_clear()
        .envs(sandbox.environment())
        .current_dir(sandbox.home())
        .output()
        .expect("setpriv");
    Run::of(&output)
}

#[test]
fn what_cannot_be_written_is_named_and_left() {
    let sandbox = Sandbox::new();
    sandbox.run("emulator secret").expect(0);
    let (folder, file) = (sandbox.state_dir(), sandbox.state_dir().join("emulator.db"));
    let content = fs::read(&file).expect("the file");
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("modes");
    mode(&folder, 0o500);
    for command in COMMANDS {
        let run = unprivileged(&sandbox, &format!("emulator {command}")).expect(3);
        run.out_is("").says(&["emulator.db: the file or its folder is read-only", "IPP_STATE_DIR"]);
    }
    unprivileged(&sandbox, "emulator status --state state/ipp/new").expect(3).says(&["cannot create", "ipp/new"]);
    mode(&folder, 0o700);
    mode(&file, 0o400);
    for command in COMMANDS {
        unprivileged(&sandbox, &format!("emulator {command}")).expect(3).says(&["emulator.db: the file is read-only"]);
    }
    mode(&file, 0o600);
    fs::write(folder.join("emulator.serving"), "").expect("a file");
    mode(&folder.join("emulator.serving"), 0o400);
    let run = unprivileged(&sandbox, "emulator serve --port 0").expect(3);
    run.says(&["cannot open", "emulator.serving: Permission denied"]);
    assert_eq!(fs::read(&file).expect("the file"), content);
}

#[test]
fn a_file_that_broke_is_named_and_not_replaced() {
    let sandbox = Sandbox::new();
    let serving = Serving::start(&sandbox.state_dir(), &[]);
    let (id, path) = (serving.create(), sandbox.state_dir().join("emulator.db"));
    serving.signal("KILL");
    serving.end();
    fs::remove_file(path.with_extension("db-wal")).expect("the log");
    let file = fs::File::options().write(true).open(&path).expect("the file");
    let length = file.metadata().expect("a length").len();
    (1..length / 4096).for_each(|page| file.write_all_at(&[0xA5; 4096], page * 4096).expect("broken"));
    let serving = Command::new(env!("CARGO_BIN_EXE_ipp"))
        .args(["emulator", "serve", "--port", "0", "--state"])
        .arg(sandbox.state_dir())
        .output()
        .expect("a refusal");
    let run = Run::of(&serving).expect(3);
    run.says(&["emulator.db is damaged", "left as it is", "move the file away"]);
    sandbox.run(&format!("session get {id} --env emulator")).expect(3).says(&["is damaged"]);
    assert_eq!(fs::metadata(&path).expect("the file").len(), length);
}
