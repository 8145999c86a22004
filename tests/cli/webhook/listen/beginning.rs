//! What has to be there before the first event; and the emulator, which learns of the listener.

use crate::support::Sandbox;
use crate::webhook::handlers::SECRET;
use crate::webhook::listening::{Sending, listen, ready, sandbox};
use std::os::unix::fs::{PermissionsExt, symlink};

const PAY: &str = "pay --env emulator --amount 249.00 --currency SEK --simulate-tap SUCCESS -q -o id";

#[test]
fn without_a_secret_it_says_how_to_get_one() {
    let run = Sandbox::new().run("webhook listen --port 0").expect(3).out_is("");
    run.says(&["no signing secret is known", "Kustom Portal", "tunnel", "IPP_WEBHOOK_SECRET"]);
    let run = Sandbox::new().with("IPP_WEBHOOK_SECRET", "hunter2").run("webhook listen --port 0").expect(3);
    run.hides("hunter2").says(&["whsec_"]);
}

#[test]
fn each_environment_has_its_own_steps() {
    for (environment, kind) in [("playground", "test"), ("production", "live")] {
        let sandbox = sandbox();
        let listening = listen(&sandbox, &format!("--env {environment} --path /hook"));
        let run = listening.end().expect(0).out_is("");
        run.says(&[&format!("make a {kind} destination"), "https://<tunnel>/hook", "ipp.session.created"]);
    }
}

#[test]
fn a_port_in_use_and_a_path_that_is_none_are_refused() {
    let sandbox = sandbox();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    sandbox.run(&format!("webhook listen --port {port}")).expect(2).says(&["is in use", "--port 0"]);
    for path in ["hook", "", "/a?b", "/a#b", "/a b", "/../a"] {
        sandbox.run(&format!("webhook listen --port 0 --path '{path}'")).expect(2).out_is("").says(&["no path"]);
    }
    sandbox.run("webhook listen --count 2").expect(2);
    sandbox.run("webhook listen --timeout 2s").expect(2);
    sandbox.run("webhook listen --dry-run").expect(2).says(&["nothing was changed"]);
    let error = sandbox.run(&format!("webhook listen --port {port} -o json")).expect(2).error();
    assert_eq!(error["kind"], "usage");
}

#[test]
fn a_listener_that_would_forward_to_itself_is_refused() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    for flag in ["--forward-to http://localhost:", "--forward *=http://user@127.0.0.1:"] {
        let run = sandbox().run(&format!("webhook listen --port {port} --path /hook {flag}{port}/hook")).expect(2);
        run.out_is("").says(&["/hook is this listener itself"]);
    }
}

#[test]
fn a_record_that_cannot_be_written_is_refused_before_anything_is_taken() {
    let sandbox = sandbox();
    sandbox.file("text", "not a folder");
    sandbox.run("webhook listen --port 0 --record text").expect(3).says(&["text"]);
    sandbox.run("webhook listen --port 0 --record text/below").expect(3).says(&["text/below"]);
}

#[test]
fn a_disk_that_is_full_is_told_and_the_sender_sends_again() {
    let sandbox = sandbox();
    let folder = sandbox.home().join("record");
    std::fs::create_dir(&folder).expect("a folder");
    let today = jiff::Timestamp::now().strftime("%F").to_string();
    // Tomorrow's file is full as well: midnight may pass.
    for day in [today, (jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24)).strftime("%F").to_string()] {
        symlink("/dev/full", folder.join(format!("{day}.jsonl"))).expect("a link");
    }
    let handler = crate::support::server::Server::never();
    let listening = listen(&sandbox, &format!("--record record --forward-to {}", handler.address));
    for id in ["a", "b"] {
        assert_eq!(Sending::event(id, "ipp.session.finalized").to(&listening.url), 503);
    }
    let run = listening.end().expect(0).shows(&["not recorded: No space left on device"]);
    assert_eq!(run.err.matches("events cannot be recorded").count(), 1, "{run:?}");
    handler.was_never_asked();
}

#[test]
fn the_record_is_for_its_owner() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "");
    assert_eq!(Sending::event("a", "x").to(&listening.url), 200);
    listening.end().expect(0);
    let folder = sandbox.state_dir().join("events");
    let mode = |path: &std::path::Path| path.metadata().expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let file = std::fs::read_dir(&folder).expect("a folder").next().expect("a file").expect("an entry").path();
    assert_eq!(mode(&file), 0o600);
}

#[test]
fn two_listeners_share_a_record() {
    let sandbox = sandbox();
    let one = listen(&sandbox, "-q");
    std::fs::remove_file(sandbox.home().join("ready")).expect("the first one's");
    let other = listen(&sandbox, "-q");
    let send = |url: &str, name: &str| {
        (0..100).for_each(|number| assert_eq!(Sending::event(&format!("{name}{number}"), "x").to(url), 200));
    };
    std::thread::scope(|scope| {
        scope.spawn(|| send(&one.url, "a"));
        scope.spawn(|| send(&other.url, "b"));
    });
    one.end().expect(0);
    other.end().expect(0);
    let run = sandbox.run("webhook list -o id").expect(0).err_is("");
    assert_eq!(run.out.lines().count(), 200);
}

fn destinations(sandbox: &Sandbox) -> usize {
    sandbox.run("emulator destination list -o id").expect(0).out.lines().count()
}

#[test]
fn the_emulator_sends_here_for_as_long_as_it_listens() {
    for signal in ["INT", "TERM", "HUP"] {
        let sandbox = Sandbox::new();
        let mut listening = listen(&sandbox, "--env emulator");
        assert_eq!(destinations(&sandbox), 1);
        sandbox.run(PAY).expect(0);
        // On a busy machine a delivery may fail at first, and then another comes before it.
        let lines = [(); 3].map(|()| listening.started.line()).concat();
        for kind in ["created", "activated", "finalized"] {
            let line = lines.lines().find(|line| line.contains(kind)).unwrap_or_default();
            assert!(line.contains(&format!("ipp.session.{kind}  ")) && line.contains("249.00 SEK  verified"), "{line}");
        }
        listening.started.signal(signal);
        listening.started.finish().expect(0).says(&["the emulator sends its events here"]);
        assert_eq!(destinations(&sandbox), 0, "{signal}");
        assert!(!sandbox.home().join("ready").exists());
    }
}

#[test]
fn what_kill_9_left_behind_is_taken_over() {
    let sandbox = Sandbox::new();
    let listening = listen(&sandbox, "--env emulator");
    listening.started.signal("KILL");
    let url = listening.url.clone();
    listening.started.finish();
    assert_eq!(destinations(&sandbox), 1);
    let port = url.trim_end_matches('/').rsplit(':').next().expect("a port");
    let again = sandbox.begin(&format!(
        "webhook listen --port {port} --env emulator --ready-file again --until ipp.session.finalized"
    ));
    ready(&sandbox.home().join("again"));
    sandbox.run(PAY).expect(0);
    again.finish().expect(0);
    assert_eq!(destinations(&sandbox), 0);
}

#[test]
fn the_emulator_signs_with_what_the_listener_was_given_and_a_rotation_is_followed() {
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET);
    let mut listening = listen(&sandbox, "--env emulator");
    assert_eq!(sandbox.run("emulator secret -o id").expect(0).out.trim(), SECRET);
    sandbox.run("emulator rotate-secret").expect(0);
    sandbox.run(PAY).expect(0);
    assert!(listening.started.line().contains("verified"));
    listening.end().expect(0).says(&["signs with the secret that was given"]).hides("whsec_");
}
