//! What ends CMD when `ipp` is killed and can do nothing any more.
//!
//! A shell waits at the other end of a pipe: the first line names whom to end, a second one says that all is well, and an
//! end without it that `ipp` has died. It is there before CMD is, has a group of its own, so that no signal meant for the
//! others reaches it, and none of their streams.

use std::fs::File;
use std::io::Write;
use std::process::Stdio;
use tokio::process::{Child, Command};

/// Ends what the first line names, gently at first.
const SCRIPT: &str = "read -r target || exit 0
read -r word || { kill -s TERM -- \"$target\"; sleep 1; kill -s KILL -- \"$target\"; }";

/// Waits for the end of this process.
pub(super) struct Heir(Option<(Child, File)>);

impl Heir {
    /// Waits from now on for a name, or for the end. Without a shell nobody does, and all else is the same.
    pub(super) fn wait() -> Self {
        let shell = Command::new("/bin/sh")
            .args(["-c", SCRIPT])
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let with_pipe = |mut shell: Child| {
            let pipe = shell.stdin.take()?.into_owned_fd().ok()?;
            Some((shell, File::from(pipe)))
        };
        Self(shell.ok().and_then(with_pipe))
    }

    /// Ends this, too, when this process dies. `target` is what `kill` takes: a process, or a group with a minus.
    pub(super) fn watch(&mut self, target: &str) {
        self.say(target);
    }

    /// Nothing is left to be ended.
    pub(super) async fn dismiss(&mut self) {
        self.say("");
        if let Some((mut shell, pipe)) = self.0.take() {
            drop(pipe);
            // One that has gone needs no wait.
            let _ = shell.wait().await;
        }
    }

    /// A line is far shorter than what a pipe takes at once, and one that has gone needs none.
    fn say(&mut self, line: &str) {
        if let Some((_, pipe)) = &mut self.0 {
            let _ = pipe.write_all(format!("{line}\n").as_bytes());
        }
    }
}
