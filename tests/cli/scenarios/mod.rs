//! `ipp test`: scenarios over the real binary.

mod ending;
mod files;
mod hearing;
mod interrupted;
mod left;
mod places;
mod proved;
mod reports;
mod running;
mod secrets;
mod told;

use crate::support::Sandbox;

/// A file with one scenario of these steps.
fn scenario(steps: &str) -> String {
    format!("[[scenario]]\nname = \"a\"\nsteps = [\n{steps}\n]\n")
}

const CREATE: &str = "{ create = { amount = \"249.00\", currency = \"SEK\" } },\n";

/// An emulator, and a file in its home with one scenario of these steps.
fn with(steps: &str) -> Sandbox {
    let sandbox = Sandbox::emulator();
    sandbox.file("a.toml", scenario(steps));
    sandbox
}

/// What this machine's journal knows of its sessions: status by status, the newest first.
fn statuses(sandbox: &Sandbox) -> Vec<String> {
    let list = sandbox.run("session list -o json -q").expect(0).json();
    let status = |attempt: &serde_json::Value| attempt["status"].as_str().unwrap_or("unknown").to_owned();
    list.as_array().expect("a list").iter().map(status).collect()
}

/// Listens on this machine, as a destination of the playground, while `work` is done.
fn listening(elsewhere: &Sandbox, sandbox: &Sandbox, work: impl FnOnce()) {
    let mut listener = sandbox.begin("webhook listen --port 0 --ready-file ready");
    listener.wait_to_say("listening on ");
    let ready = sandbox.home().join("ready");
    let url = loop {
        match std::fs::read_to_string(&ready) {
            Ok(url) if url.ends_with('\n') => break url,
            _ => std::thread::yield_now(),
        }
    };
    elsewhere.run(&format!("emulator destination add {}", url.trim())).expect(0);
    work();
    listener.signal("TERM");
    listener.finish().expect(0);
}
