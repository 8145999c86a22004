//! `kill -9` in the middle: no earlier report is left that would be taken for this run's, and the next run puts away what is
//! certainly of a run that is no more, and nothing of one that is still alive.

use super::changed::{Changed, Given, is_tap};
use super::nothing_is_left;
use crate::support::server::{Asked, nobody};
use crate::support::started::Started;
use serde_json::json as value;
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};

/// An API that does not answer the first request for which `held` is true, and one without phones at first.
fn holding(held: impl Fn(&Asked) -> bool + Send + Sync + 'static) -> Changed {
    let is_held = AtomicBool::new(false);
    Changed::new(move |asked, given: Given| match asked.operation().as_str() {
        _ if held(asked) && !is_held.swap(true, Ordering::SeqCst) => loop {
            std::thread::park();
        },
        "GET /ipp/v1/devices" if asked.nth == 0 => (200, value!({"content": [], "last": true})),
        _ => given,
    })
}

fn declines(asked: &Asked) -> bool {
    is_tap(asked, "DECLINED_GENERIC")
}

/// A run that waits for the answer to a declined tap.
fn waiting(changed: &Changed, line: &str) -> Started {
    let started = changed.sandbox.begin(line);
    changed.server.wait_until(|asked| asked.iter().any(declines));
    started
}

/// The phone that a run has made.
fn made(changed: &Changed) -> String {
    let phones = changed.sandbox.run("device list -o json").expect(0).json();
    let made = phones.as_array().expect("a list").iter().find(|phone| phone["name"] == "ipp checklist");
    made.expect("one")["id"].as_str().expect("an id").to_owned()
}

fn kill(started: Started) {
    started.signal("KILL");
    started.finish();
}

#[test]
fn no_earlier_report_is_left_by_a_run_that_is_killed() {
    for (line, name, words) in [
        ("checklist", "r.md", "**the run has not ended: nothing is proved**"),
        ("checklist", "r.xml", "tests=\"7\" failures=\"0\" errors=\"7\""),
        ("checklist", "r.json", "\"holds\": false"),
        ("checklist --contract", "c.md", "**the run has not ended: nothing is proved**"),
        ("checklist --contract", "c.xml", "failures=\"0\" errors=\""),
        ("checklist --contract", "c.json", "\"holds\": false"),
    ] {
        let changed = holding(declines);
        let file = changed.sandbox.file(name, "all seven hold");
        kill(waiting(&changed, &format!("{line} --report {name}")));
        let text = std::fs::read_to_string(&file).expect("a report");
        assert!(text.contains(words) && text.contains("the run has not ended"), "{name}: {text}");
        assert!(!text.contains("all seven hold") && !text.contains("skipped=\"1"), "{name}: {text}");
        let home = std::fs::read_dir(changed.sandbox.home()).expect("a folder");
        let names: Vec<String> = home.map(|entry| entry.expect("one").file_name().to_string_lossy().into()).collect();
        assert!(!names.iter().any(|name| name.starts_with(".ipp-")), "{names:?}");
    }
}

#[test]
fn a_run_that_is_stopped_before_its_first_row_leaves_no_earlier_report() {
    let changed = Changed::new(|asked, given| match asked.operation() == "GET /ipp/v1/locations" {
        true => loop {
            std::thread::park();
        },
        false => given,
    });
    let file = changed.sandbox.file("c.md", "no assumption is contradicted");
    let started = changed.sandbox.begin("checklist --contract --report c.md");
    changed.server.wait_until_asked(0);
    started.signal("INT");
    started.finish().expect(130);
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(!text.contains("no assumption is contradicted"), "{text}");
}

#[test]
fn what_a_killed_run_left_is_put_away_by_the_next_one() {
    for line in ["checklist --clean", "checklist --contract"] {
        let changed = holding(declines);
        kill(waiting(&changed, line));
        let destinations = changed.sandbox.run("emulator destination list -o json").expect(0);
        assert_eq!(destinations.json().as_array().expect("a list").len(), 1, "{destinations:?}");
        let phones = changed.sandbox.run("device list -o id").expect(0).out;
        assert_eq!(phones.lines().count(), 2, "{phones}");
        let open = changed.sandbox.run("session list --open -o id").expect(0).out;
        let run = changed.sandbox.run("checklist --only session").expect(0);
        let run = run.says(&[
            "put away what an earlier run left: ",
            "its destination http://127.0.0.1:",
            "its simulated phone",
        ]);
        run.says(&[&format!("its session {}, which is CANCELLED", open.trim())]);
        nothing_is_left(&changed.sandbox);
        let phones = changed.sandbox.run("device list -o id").expect(0).out;
        assert_eq!(phones.lines().count(), 1, "{phones}");
        let again = changed.sandbox.run("checklist --only session").expect(0);
        assert!(!again.err.contains("an earlier run"), "{again:?}");
    }
}

#[test]
fn a_run_that_is_alive_keeps_what_is_its_own() {
    let changed = holding(declines);
    let started = waiting(&changed, "checklist --contract");
    let count = |line: &str| changed.sandbox.run(line).expect(0).out.lines().count();
    let lists = ["emulator destination list -o id", "device list -o id", "session list --open -o id"];
    let before = lists.map(count);
    let other = changed.sandbox.run("checklist --only session").expect(0);
    assert!(!other.err.contains("an earlier run"), "{other:?}");
    assert_eq!(lists.map(count), before);
    started.signal("INT");
    started.finish().expect(130);
    nothing_is_left(&changed.sandbox);
}

#[test]
fn a_create_that_a_killed_run_did_not_hear_of_is_told_with_the_way_to_find_it() {
    let changed = holding(|asked| asked.operation() == "POST /ipp/v1/sessions");
    let started = changed.sandbox.begin("checklist --only session --clean");
    changed.server.wait_for("POST /ipp/v1/sessions", 1);
    kill(started);
    let run = changed.sandbox.run("checklist --only device").expect(0).hides("its simulated phone");
    run.says(&["an earlier run left", "attempt 1", "`ipp session recover 1`", "where a payment may be open"]);
}

#[test]
fn what_cannot_be_put_away_for_a_killed_run_is_told_with_the_command() {
    let is_held = AtomicBool::new(false);
    let changed = Changed::new(move |asked, given| match asked.operation().as_str() {
        _ if declines(asked) && !is_held.swap(true, Ordering::SeqCst) => loop {
            std::thread::park();
        },
        line if line.starts_with("DELETE /ipp/v1/devices/") => super::changed::refusal(403, "not for this key"),
        _ => given,
    });
    kill(waiting(&changed, "checklist --contract"));
    let run = changed.sandbox.run("checklist --only device").expect(0);
    run.says(&["an earlier run left what is not put away", "not for this key", "`ipp device remove "]);
}

#[test]
fn a_run_without_a_lease_may_be_alive() {
    let changed = holding(declines);
    let started = waiting(&changed, "checklist --clean");
    std::fs::remove_dir_all(changed.sandbox.state_dir().join("checklists")).expect("leases");
    let lists = ["emulator destination list -o id", "device list -o id", "session list --open -o id"];
    let count = |line: &str| changed.sandbox.run(line).expect(0).out.lines().count();
    let before = lists.map(count);
    let other = changed.sandbox.run("checklist --only device").expect(0);
    assert!(!other.err.contains("an earlier run"), "{other:?}");
    assert_eq!(lists.map(count), before);
    kill(started);
}

#[test]
fn a_phone_that_somebody_has_taken_over_stays() {
    let changed = holding(declines);
    kill(waiting(&changed, "checklist --clean"));
    let run = |line: &str| changed.sandbox.run(line).expect(0);
    let id = made(&changed);
    run(&format!("device update {id} --name 'Till 4'"));
    run("checklist --only device").says(&["its session "]).hides("its simulated phone");
    run(&format!("device get {id}"));
}

#[test]
fn a_phone_with_somebodys_payment_stays_and_is_told() {
    let changed = holding(declines);
    kill(waiting(&changed, "checklist --clean"));
    let run = |line: &str| changed.sandbox.run(line).expect(0);
    let id = made(&changed);
    // The dead run's own session is in the way of another one on this phone, as on a real one.
    let open = run("session list --open -o id").out;
    run(&format!("session cancel {}", open.trim()));
    let own = run(&format!("session create --amount 100 --currency SEK --ref MINE --device {id} -o id")).out;
    run("checklist --only session").says(&[&format!("{id}, where a payment may be open: `ipp device remove {id}`")]);
    assert_eq!(run(&format!("session get {} -o json", own.trim())).json()["status"], "CREATED");
    run(&format!("session cancel {}", own.trim()));
    run("checklist --only session").says(&[&format!("its simulated phone {id}, which is removed")]);
}

#[test]
fn a_destination_where_somebody_answers_now_is_told_until_it_can_be_removed() {
    let changed = holding(declines);
    let place = nobody();
    let port = place.rsplit(':').next().expect("a port").to_owned();
    kill(waiting(&changed, &format!("checklist --port {port}")));
    let run = |line: &str| changed.sandbox.run(line).expect(0);
    let other = TcpListener::bind(format!("127.0.0.1:{port}")).expect("the port");
    run("checklist --only device").says(&[&format!("{place}/, where somebody answers now: unless")]);
    drop(other);
    run("checklist --only device").says(&[&format!("its destination {place}/, which is removed")]);
    let list = run("emulator destination list -o json").json();
    assert_eq!(list, value!([]));
}

#[test]
fn somebody_elses_destination_stays() {
    let changed = holding(declines);
    let place = nobody();
    let port = place.rsplit(':').next().expect("a port").to_owned();
    let run = |line: &str| changed.sandbox.run(line).expect(0);
    run(&format!("emulator destination add {place}/"));
    kill(waiting(&changed, &format!("checklist --port {port}")));
    run("checklist --only device").says(&["its session "]).hides("destination");
    let list = run("emulator destination list -o json").json();
    assert_eq!(list.as_array().map(Vec::len), Some(1), "{list:#}");
}
