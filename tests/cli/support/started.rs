//! A run of `ipp` that has not ended yet: for signals, and for output that is read while it comes.

use super::{Run, Sandbox};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command};

/// Ended when it is dropped.
pub struct Started {
    child: Child,
    out: BufReader<ChildStdout>,
    read: String,
}

impl Sandbox {
    /// Starts a command line, and keeps hold of its streams.
    pub fn begin(&self, line: &str) -> Started {
        let mut child = self.start(line);
        let out = BufReader::new(child.stdout.take().expect("stdout"));
        Started { child, out, read: String::new() }
    }
}

impl Started {
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
