//! Runs the real binary in a home of its own, with nothing of this machine's environment.

use super::world::{KEY, PATIENCE};
use serde_json::Value;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;

/// The code of a run that a signal ended.
pub const KILLED: i32 = -1;

/// What a run left behind.
#[derive(Clone, Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code().unwrap_or(KILLED), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// The last words: the error object.
    pub fn error(&self) -> Value {
        let line = self.err.lines().last().unwrap_or_default();
        serde_json::from_str::<Value>(line).map(|value| value["error"].clone()).unwrap_or_default()
    }

    /// stdout as JSON; null where there is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_default()
    }
}

/// `ipp` with this home, not yet run.
pub fn ipp(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ipp"));
    command
        .env_clear()
        .current_dir(home)
        .env("HOME", home)
        .env("PATH", "/usr/bin:/bin")
        .env("IPP_STATE_DIR", home.join("state"))
        .env("IPP_ENV", "emulator");
    command
}

/// The same, talking to this address.
pub fn ipp_at(home: &Path, address: &str, line: &str) -> Command {
    let mut command = ipp(home);
    command.env("IPP_BASE_URL", address).env("IPP_API_KEY", KEY).args(shlex::split(line).expect("words"));
    command
}

/// Starts it.
pub fn start(mut command: Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a run")
}

/// Waits for its end, which has to come.
pub fn finish(child: Child) -> Run {
    let id = child.id();
    let (done, end) = mpsc::channel();
    std::thread::spawn(move || done.send(child.wait_with_output().expect("an end")));
    match end.recv_timeout(PATIENCE) {
        Ok(output) => Run::of(&output),
        Err(_) => {
            signal(id, "KILL");
            panic!("it hangs")
        }
    }
}

/// Runs it to its end.
pub fn run(command: Command) -> Run {
    finish(start(command))
}

/// Sends a signal to a process of ours.
pub fn signal(id: u32, name: &str) {
    // It may have ended by itself.
    let _ = Command::new("/bin/sh").args(["-c", &format!("kill -{name} {id} 2>/dev/null")]).status();
}
