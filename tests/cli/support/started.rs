//! A run of `ipp` that has not ended yet: for signals, and for output that is read while it comes.

use super::{Run, Sandbox};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// Ended when it is dropped.
pub struct Started {
    child: Child,
    out: BufReader<ChildStdout>,
    read: String,
}

impl Sandbox {
    /// Starts a command line, and keeps hold of its streams.
    pub fn begin(&self, line: &str) -> Started {
        Started::of(self.start(line))
    }

    /// The same through a shell, which replaces itself by the command.
    pub fn begin_shell(&self, script: &str) -> Started {
        let child = Command::new("/bin/sh")
            .args(["-c", script])
            .env_clear()
            .current_dir(self.home())
            .envs(self.environment())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a run");
        Started::of(child)
    }

    /// The same with a stdin that stays open for as long as it is kept.
    pub fn begin_reading(&self, line: &str) -> (Started, ChildStdin) {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("ipp"))
            .args(shlex::split(line).expect("words"))
            .env_clear()
            .current_dir(self.home())
            .envs(self.environment())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a run");
        let stdin = child.stdin.take().expect("stdin");
        (Started::of(child), stdin)
    }
}

impl Started {
    fn of(mut child: Child) -> Self {
        let out = BufReader::new(child.stdout.take().expect("stdout"));
        Self { child, out, read: String::new() }
    }

    /// Whether it ends by itself within this time.
    pub fn ends_within(&mut self, time: Duration) -> bool {
        let deadline = Instant::now() + time;
        while Instant::now() < deadline {
            if self.child.try_wait().expect("a status").is_some() {
                return true;
            }
            std::thread::yield_now();
        }
        false
    }

    /// Sends a signal: `INT`, `TERM`.
    pub fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        let status = Command::new("/bin/sh").args(["-c", &kill]).status().expect("a shell");
        assert!(status.success(), "{kill}");
    }

    /// The next line of stdout, as soon as it is there.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("a line");
        self.read.push_str(&line);
        line
    }

    /// Waits for a line of stderr that says `text`.
    #[track_caller]
    pub fn wait_to_say(&mut self, text: &str) {
        let stderr = self.child.stderr.as_mut().expect("stderr");
        let mut said = Vec::new();
        let mut byte = [0; 1];
        while !String::from_utf8_lossy(&said).contains(text) {
            assert_eq!(stderr.read(&mut byte).expect("stderr"), 1, "it ended without saying {text:?}");
            said.push(byte[0]);
        }
    }

    /// Waits for the end.
    pub fn finish(mut self) -> Run {
        self.out.read_to_string(&mut self.read).expect("stdout");
        let mut err = String::new();
        self.child.stderr.take().expect("stderr").read_to_string(&mut err).expect("stderr");
        let status = self.child.wait().expect("an end");
        Run { code: status.code().unwrap_or(-1), out: std::mem::take(&mut self.read), err }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // It has ended already, as a rule.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
