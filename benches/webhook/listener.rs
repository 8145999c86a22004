//! `ipp webhook listen` as a process.

use crate::SECRET;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Ended when it is dropped.
pub struct Listener {
    pub address: String,
    child: Child,
}

impl Listener {
    /// Records in `folder`, and forwards if there is a handler.
    pub fn start(folder: &Path, handler: Option<&str>) -> Self {
        std::fs::create_dir_all(folder).expect("a folder");
        let ready = folder.join("ready");
        let mut command = Command::new(env!("CARGO_BIN_EXE_ipp"));
        command.env_clear().env("IPP_WEBHOOK_SECRET", SECRET).env("HOME", folder).env("IPP_STATE_DIR", folder);
        command.args(["webhook", "listen", "--port", "0", "-q", "--ready-file"]).arg(&ready);
        if let Some(handler) = handler {
            command.args(["--forward-to", &format!("http://{handler}/")]);
        }
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a listener");
        let began = Instant::now();
        let url = loop {
            if let Ok(url) = std::fs::read_to_string(&ready) {
                break url;
            }
            assert!(began.elapsed() < Duration::from_secs(10), "it is not ready");
            std::thread::yield_now();
        };
        Self { address: url.trim().trim_start_matches("http://").trim_end_matches('/').to_owned(), child }
    }

    /// Its memory, now and at most.
    pub fn megabytes(&self) -> (u64, u64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("Linux");
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a field");
            line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") / 1_000
        };
        (field("VmRSS:"), field("VmHWM:"))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
