//! What ends CMD when `ipp` is killed and can do nothing any more.
//!
//! A shell waits at the other end of a pipe: a word says that all is well, and an end without one that `ipp` has died.
//! It has a group of its own, so that no signal meant for the others reaches it, and none of their streams.

use std::process::Stdio;
use tokio::io::AsyncWriteExt;
use tokio::process::{Child, ChildStdin, Command};

/// Ends what `$1` names, gently at first.
const SCRIPT: &str = "read -r word || { kill -s TERM -- \"$1\"; sleep 1; kill -s KILL -- \"$1\"; }";

/// Waits for the end of this process.
pub(super) struct Heir(Option<(Child, ChildStdin)>);

impl Heir {
    /// Watches from now on. `target` is what `kill` takes: a process, or a group with a minus. Without a shell nobody
    /// watches, and all else is the same.
    pub(super) fn watch(target: &str) -> Self {
        let shell = Command::new("/bin/sh")
            .args(["-c", SCRIPT, "sh", target])
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self(shell.ok().and_then(|mut shell| shell.stdin.take().map(|word| (shell, word))))
    }

    /// Where there is nothing to be ended.
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// Nothing is left to be ended.
    pub(super) async fn dismiss(&mut self) {
        if let Some((mut shell, mut word)) = self.0.take() {
            // One that has gone needs no word.
            let _ = (word.write_all(b"\n").await, shell.wait().await);
        }
    }
}
