//! A run on a pseudo-terminal of a given width, as a person would see it.

use super::{Run, Sandbox};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::Read;

/// Runs `ipp` on a terminal; both streams come as one.
pub fn run(sandbox: &Sandbox, columns: u16, arguments: &[&str]) -> Run {
    let size = PtySize { rows: 50, cols: columns, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(assert_cmd::cargo::cargo_bin("ipp"));
    command.env_clear();
    command.cwd(sandbox.home());
    command.args(arguments);
    sandbox.environment().into_iter().for_each(|(name, value)| command.env(name, value));
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).expect("a run");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut bytes = Vec::new();
    // Linux ends a terminal whose last writer has gone with an error.
    let _ = reader.read_to_end(&mut bytes);
    let code = i32::try_from(child.wait().expect("an end").exit_code()).unwrap_or(-1);
    Run { code, out: String::from_utf8_lossy(&bytes).into_owned(), err: String::new() }
}
