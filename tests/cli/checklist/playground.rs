//! Elsewhere than on the emulator: what cannot be heard from here is not said to have come.

use super::Report;
use crate::emulator::support::serving::Serving;
use crate::support::server::{Server, json};
use crate::support::{Run, Sandbox};
use crate::webhook::handlers::{self, SECRET};

/// A playground: a served emulator under another name.
struct Playground {
    sandbox: Sandbox,
    serving: Serving,
    _state: tempfile::TempDir,
}

fn playground(secret: Option<&str>, webhook: Option<&str>) -> Playground {
    let state = tempfile::tempdir().expect("a folder");
    let file = state.path().join("secret");
    std::fs::write(&file, SECRET).expect("a file");
    let mut flags = vec!["--webhook-secret-file", file.to_str().expect("UTF-8")];
    webhook.iter().for_each(|url| flags.extend(["--webhook", url]));
    let serving = Serving::start(state.path(), &flags);
    let sandbox = Sandbox::playground(&serving.address);
    let sandbox = match secret {
        Some(secret) => sandbox.with("IPP_WEBHOOK_SECRET", secret),
        None => sandbox,
    };
    Playground { sandbox, serving, _state: state }
}

/// A port that is free now.
fn free_port() -> String {
    crate::support::server::nobody().rsplit(':').next().expect("a port").to_owned()
}

#[test]
fn without_ears_only_what_the_api_shows_holds() {
    let playground = playground(None, None);
    let report = Report::of(&playground.sandbox, "--timeout 300ms", 30);
    assert_eq!(report.ended("passed"), ["device", "session"]);
    assert_eq!(report.ended("not_run"), ["callback", "order", "decline", "cancel", "endpoint"]);
    report.says("callback", "not_run", &["nothing on this machine received it", "give `--listen`"]);
    report.says("decline", "not_run", &["stayed open, and a second tap paid", "cannot be seen from here"]);
    report.says("cancel", "not_run", &["is CANCELLED, and a later tap was refused", "cannot be seen from here"]);
}

#[test]
fn a_tunnel_that_points_here_makes_all_seven_hold() {
    let (port, handler) = (free_port(), handlers::good());
    let playground = playground(Some(SECRET), Some(&format!("http://127.0.0.1:{port}/")));
    let flags = format!("--listen --port {port} --handler {}", handler.address);
    let report = Report::of(&playground.sandbox, &flags, 0);
    report.says("callback", "passed", &["verified, and the handler answered 204"]);
    assert!(report.run.err.contains("cloudflared tunnel") && report.run.err.contains("all seven hold"));
    let first = playground.serving.ask("GET", "/devices", "");
    assert_eq!(first["content"].as_array().expect("phones").len(), 1);
}

#[test]
fn another_destinations_secret_is_named() {
    let port = free_port();
    let playground = playground(Some("whsec_b3RoZXI="), Some(&format!("http://127.0.0.1:{port}/")));
    let report = Report::of(&playground.sandbox, &format!("--listen --port {port} --only callback --timeout 1s"), 30);
    report.says("callback", "failed", &["not to be believed", "signing secret of this very destination"]);
}

#[test]
fn a_listener_beside_it_is_looked_at() {
    let playground = playground(Some(SECRET), None);
    let listener = playground.sandbox.begin("webhook listen --port 0 --ready-file ready");
    let url = crate::webhook::listening::ready(&playground.sandbox.home().join("ready"));
    // The destination is made where Kustom's are: not by this command.
    let added =
        Sandbox::new().run(&format!("emulator destination add {url} --state {}", playground._state.path().display()));
    added.expect(0);
    let report = Report::of(&playground.sandbox, "", 30);
    assert_eq!(report.ended("passed"), ["device", "session", "callback", "order", "decline", "cancel"]);
    let handler = handlers::good();
    let report = Report::of(&playground.sandbox, &format!("--only callback --handler {}", handler.address), 30);
    report.says("callback", "not_run", &["what the handler answered cannot be seen from here", "`--listen` besides"]);
    drop(listener);
}

#[test]
fn a_secret_is_needed_before_anything_is_sent() {
    let server = Server::answering(vec![json(500, "{}")]);
    let sandbox = Sandbox::playground(&server.address);
    let run: Run = sandbox.run("checklist --listen --port 0").expect(3).out_is("");
    run.says(&["cloudflared tunnel", "IPP_WEBHOOK_SECRET"]);
    sandbox.run("checklist --handler http://127.0.0.1:9/").expect(3).out_is("");
    server.was_never_asked();
}

#[test]
fn what_a_row_tells_to_run_is_of_the_same_place() {
    let place = playground(None, None);
    let address = &place.serving.address;
    let flags = format!("--env playground --base-url {address}");
    let run = place.sandbox.run(&format!("checklist --only device {flags} --device Till-9 -o json")).expect(30);
    assert!(run.out.contains(&format!("`ipp {flags} device list`")), "{run:?}");
}
