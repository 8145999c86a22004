//! How a run ends that did not go well: what may have happened with money is told before anything else, what was seen so far
//! is shown, and what is left behind is in the report.

use super::changed::{Changed, Given, is_tap, refusal};
use super::{IDS, Report, nothing_is_left, sandbox};
use crate::support::server::Asked;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, mpsc};
use std::time::Duration;

/// How long a request is waited for, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(60);

fn lost(asked: &Asked, given: Given) -> Given {
    match asked.operation() == "POST /ipp/v1/sessions" {
        true => refusal(502, "lost"),
        false => given,
    }
}

#[test]
fn an_unknown_payment_is_told_where_nothing_can_be_printed() {
    let shop = sandbox();
    shop.run("emulator fault add lost-answer --on create-session --count 1").expect(0);
    let run = shop.shell("ipp checklist --only session > /dev/full").expect(24);
    run.says(&["it is not known whether", "attempt 1", "`ipp session recover 1", "could not be written"]);
}

#[test]
fn an_unknown_payment_is_told_where_the_report_has_no_place_any_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("reports");
    std::fs::create_dir(&place).expect("a folder");
    let gone = place.clone();
    let changed = Changed::new(move |asked, given| {
        if asked.operation() == "POST /ipp/v1/sessions" {
            let _ = std::fs::remove_dir_all(&gone);
        }
        lost(asked, given)
    });
    let run = changed.sandbox.run(&format!("checklist --only session --report {}/r.md", place.display())).expect(24);
    run.says(&["it is not known whether", "attempt 1", "write ", "r.md"]);
}

#[test]
fn a_place_that_cannot_be_written_is_known_before_anything_is_asked() {
    let changed = Changed::new(|_, given| given);
    let full = Path::new("/proc/self");
    changed.sandbox.run(&format!("checklist --report {}/r.md", full.display())).expect(3).out_is("");
    changed.server.was_never_asked();
}

#[test]
fn ctrl_c_while_the_phone_is_made_says_that_it_may_be_there() {
    let changed = Changed::new(|asked, given| match asked.operation().as_str() {
        "GET /ipp/v1/devices" => (200, serde_json::json!({"content": [], "last": true})),
        "POST /ipp/v1/dev/devices" => loop {
            std::thread::park();
        },
        _ => given,
    });
    let started = changed.sandbox.begin("checklist --only device");
    changed.server.wait_for("POST /ipp/v1/dev/devices", 1);
    started.signal("INT");
    let run = started.finish().expect(130);
    let run = run.says(&["a simulated phone called `ipp checklist` may have been made", "`ipp device remove ID`"]);
    assert!(!run.err.contains("nothing that it asked for is open"), "{run:?}");
}

#[test]
fn what_was_seen_before_ctrl_c_is_shown_and_the_rest_was_not_run() {
    let changed = Changed::new(|asked, given| match is_tap(asked, "DECLINED_GENERIC") {
        true => loop {
            std::thread::park();
        },
        false => given,
    });
    let file = changed.sandbox.file("r.json", "the last one");
    let mut started = changed.sandbox.begin("checklist --report r.json -o json");
    changed.server.wait_until(|asked| asked.iter().any(|asked| is_tap(asked, "DECLINED_GENERIC")));
    assert!(std::fs::read_to_string(&file).expect("a report").contains("the run has not ended"));
    started.signal("INT");
    started.wait_to_say("the report is in");
    let run = started.finish().expect(130);
    let report = Report { value: run.json(), run };
    assert_eq!(report.ended("passed"), ["device"]);
    assert_eq!(report.ended("not_run"), &IDS[1..]);
    report.says("order", "not_run", &["name order", "something else is told of its sessions was not seen"]);
    report.says("decline", "not_run", &["interrupted"]).says("endpoint", "not_run", &["interrupted"]);
    assert_eq!(report.row("decline")["sessions"].as_array().expect("sessions").len(), 1);
    assert_eq!(std::fs::read_to_string(&file).expect("a report"), report.run.out);
    nothing_is_left(&changed.sandbox);
}

/// Ctrl-C while an answer is held back: that to the first request for which `held` is true.
#[track_caller]
fn interrupted_at(held: impl Fn(&Asked, &Given) -> bool + Send + Sync + 'static) -> Report {
    let (is_held, (tell, holds)) = (AtomicBool::new(false), mpsc::channel());
    let changed =
        Changed::new(move |asked, given| match held(asked, &given) && !is_held.swap(true, Ordering::SeqCst) {
            true => loop {
                // Whoever has heard of it may go.
                let _ = tell.send(());
                std::thread::park();
            },
            false => given,
        });
    let started = changed.sandbox.begin("checklist -o json");
    holds.recv_timeout(PATIENCE).expect("a request that is held back");
    started.signal("INT");
    let run = started.finish().expect(130);
    nothing_is_left(&changed.sandbox);
    Report { value: run.json(), run }
}

#[test]
fn nothing_but_the_phone_has_passed_without_the_last_look() {
    let during_cancel = interrupted_at(|asked, given| is_tap(asked, "SUCCESS") && given.0 == 409);
    let is_late = AtomicBool::new(false);
    let during_look = interrupted_at(move |asked, given| {
        is_late.fetch_or(is_tap(asked, "SUCCESS") && given.0 == 409, Ordering::SeqCst)
            && asked.method == "GET"
            && given.1["status"] == "FINALIZED"
    });
    for report in [&during_cancel, &during_look] {
        assert_eq!((report.ended("passed"), report.ended("not_run")), (vec!["device"], IDS[1..].to_vec()));
        for id in ["session", "callback", "order", "decline"] {
            let seen = report.row(id)["sessions"][0].as_str().unwrap_or_default();
            report.says(id, "not_run", &[seen, "was not seen: the run was interrupted"]);
        }
    }
    during_cancel.says("cancel", "not_run", &["the run was interrupted"]);
    during_look.says("cancel", "not_run", &["is CANCELLED", "was not seen: the run was interrupted"]);
}

#[test]
fn what_is_left_behind_is_in_the_report() {
    let kept = || {
        Changed::new(|asked, given| match asked.operation().starts_with("DELETE /ipp/v1/devices/") {
            true => refusal(403, "not for this key"),
            false => match asked.operation().as_str() {
                "GET /ipp/v1/devices" if asked.nth == 0 => (200, serde_json::json!({"content": [], "last": true})),
                _ => given,
            },
        })
    };
    let report = Report::of(&kept().sandbox, "--only device --clean", 30);
    let left = report.value["left"][0].as_str().expect("words");
    assert!(left.contains("was not removed") && left.contains("`ipp device remove "), "{left}");
    assert!(report.value["verdict"].as_str().expect("words").contains("not everything was put away"));
    let run = |form: &str| kept().sandbox.run(&format!("checklist --only device --clean -o {form}")).expect(30);
    run("markdown").shows(&["## Left behind\n\n- ", "was not removed"]);
    run("junit").shows(&["tests=\"2\" failures=\"1\"", "name=\"left-behind\"", "was not removed"]);
}

/// An API that, once a session is asked for, breaks the mark by which this machine knows its destination.
fn unleavable(change: impl Fn(&Asked, Given) -> Given + Send + Sync + 'static) -> (Changed, Arc<OnceLock<PathBuf>>) {
    let place = Arc::new(OnceLock::<PathBuf>::new());
    let marks = Arc::clone(&place);
    let changed = Changed::new(move |asked, given| {
        if asked.operation() == "POST /ipp/v1/sessions" && asked.nth == 0 {
            for mark in std::fs::read_dir(marks.get().expect("a place")).expect("marks") {
                let mark = mark.expect("a mark").path();
                std::fs::remove_file(&mark).expect("a file");
                std::fs::create_dir_all(mark.join("in the way")).expect("a folder");
            }
        }
        change(asked, given)
    });
    place.set(changed.sandbox.state_dir().join("listeners")).expect("once");
    (changed, place)
}

#[test]
fn a_destination_that_cannot_be_left_costs_neither_rows_nor_report_nor_a_pending_24() {
    let (changed, _place) = unleavable(lost);
    let run = changed.sandbox.run("checklist --only session --report r.md -o json").expect(24);
    let run = run.says(&["it is not known whether", "attempt 1", "remove ", "the report is in"]);
    let report = Report { value: run.json(), run };
    report.says("session", "failed", &["attempt 1"]);
    let (changed, _place) = unleavable(|_, given| given);
    let run = changed.sandbox.run("checklist --only session --report r.md -o json").expect(3);
    let run = run.says(&["remove ", "the report is in"]);
    let report = Report { value: run.json(), run };
    assert_eq!(report.ended("passed"), ["session"]);
    let left = report.value["left"][0].as_str().expect("words");
    assert!(left.contains("listeners") && report.value["holds"] == false, "{left}");
}
