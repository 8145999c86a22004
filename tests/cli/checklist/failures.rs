//! Each of the seven fails at least once, with what to mend, and what hangs on it is not run.

use super::changed::{Changed, is_tap, refusal, with};
use super::{IDS, Report, nothing_is_left, sandbox};
use crate::support::Sandbox;
use crate::support::server::{Answer, Server, nobody};
use crate::webhook::handlers;
use serde_json::json as value;

#[test]
fn a_phone_that_is_not_there() {
    let report = Report::of(&sandbox(), "--device Till-9", 30);
    report.says("device", "failed", &["Till-9", "ipp device list"]);
    report.says("session", "not_run", &["there is no phone to ask", "`device`"]);
    assert_eq!(report.ended("passed").len(), 0);
    // One that was made, and stays away from the list.
    let changed = Changed::new(|asked, given| match asked.operation().as_str() {
        "GET /ipp/v1/devices" => (200, value!({"content": [], "last": true})),
        _ => given,
    });
    let report = Report::of(&changed.sandbox, "--only device --timeout 1s", 30);
    report.says("device", "failed", &["was made, and is not in the list of 0 phones", "try again"]);
}

#[test]
fn nobody_answers() {
    let report = Report::of(&Sandbox::playground(&nobody()), "--timeout 1s", 30);
    report.says("device", "failed", &["could not reach", "check the network"]);
    assert_eq!(report.ended("not_run"), &IDS[1..]);
}

#[test]
fn a_session_that_cannot_be_created() {
    let sandbox = sandbox();
    sandbox.run("emulator phone offline Sim").expect(0);
    let report = Report::of(&sandbox, "", 30);
    assert_eq!(report.ended("failed"), ["session", "decline", "cancel"]);
    assert_eq!(report.ended("not_run"), ["callback", "order", "endpoint"]);
    report.says("session", "failed", &["409", "Device is offline"]);
    report.says("callback", "not_run", &["a session is not there", "the first row that failed"]);
    // One that is dead from the beginning.
    let changed = Changed::new(|asked, (status, body)| match asked.operation().as_str() {
        "POST /ipp/v1/sessions" => (status, with(body, "status", "EXPIRED".into())),
        _ => (status, body),
    });
    let report = Report::of(&changed.sandbox, "--only session", 30);
    report.says("session", "failed", &["answered as EXPIRED", "look at the phone"]);
}

#[test]
fn a_callback_that_does_not_come_or_cannot_be_believed() {
    let lost = sandbox();
    lost.run("emulator fault add callback-lost --on ipp.session.finalized").expect(0);
    let report = Report::of(&lost, "--timeout 500ms", 30);
    report.says("callback", "failed", &["did not come within 500ms", "`ipp emulator fault list`"]);
    report.says("order", "not_run", &["no callback was heard", "`callback`"]);
    report.says("decline", "failed", &["did not come within 500ms"]);
    nothing_is_left(&lost);
    let forged = sandbox();
    forged.run("emulator fault add callback-bad-signature --on ipp.session.finalized").expect(0);
    let report = Report::of(&forged, "--timeout 500ms --only callback", 30);
    report.says("callback", "failed", &["not to be believed: the signature is wrong", "signing secret of this very"]);
}

#[test]
fn a_handler_that_does_not_answer_2xx() {
    let handler = handlers::always(500);
    let report = Report::of(&sandbox(), &format!("--handler {}", handler.address), 30);
    report.says("callback", "failed", &["the handler answered 500", "with 2xx, at once"]);
    report.says("cancel", "failed", &["the handler answered 500"]);
    report.says("endpoint", "failed", &["0 of 18 rows", "good: answer 2xx to what is rightly signed"]);
    // The same advice of several rows is given once.
    let mend = report.row("endpoint")["mend"].as_str().expect("words");
    assert_eq!(mend.matches("5xx says that the handler itself is broken").count(), 1, "{mend}");
    assert!(mend.contains("bad-signature, wrong-secret, stale, "), "{mend}");
    assert_eq!(report.ended("passed"), ["device", "session", "decline"]);
    let report = Report::of(&sandbox(), &format!("--handler {}", nobody()), 30);
    report.says("callback", "failed", &["the handler could not be reached (Connection refused", "see that it listens"]);
    report.says("endpoint", "failed", &["cannot be reached", "see that it listens there"]);
}

#[test]
fn an_endpoint_that_believes_everything() {
    let handler = handlers::always(200);
    let report = Report::of(&sandbox(), &format!("--handler {}", handler.address), 30);
    assert_eq!(report.ended("failed"), ["endpoint"]);
    report.says("endpoint", "failed", &["0 failed", "10 of 18 rows", "stale, future: compare `webhook-timestamp`"]);
}

#[test]
fn an_order_that_is_not_linked() {
    let report =
        Report::of(&sandbox(), "--only order --timeout 700ms --probe 'sh -c \"echo no such order >&2; exit 3\"'", 30);
    report.says("order", "failed", &["no such order", "until 700ms were up", "store `order_id`"]);
    let other = Changed::new(|asked, (status, body)| match body["status"] == "FINALIZED" {
        true if asked.method == "GET" => (status, with(body, "order_id", "another".into())),
        _ => (status, body),
    });
    let report = Report::of(&other.sandbox, "--only order", 30);
    report.says("order", "failed", &["and the session another", "take the order from the session"]);
    let hidden = Changed::new(|asked, given| match asked.path.starts_with("/ordermanagement") {
        true => refusal(403, "not for this key"),
        false => given,
    });
    let report = Report::of(&hidden.sandbox, "--only order", 30);
    report.says("order", "failed", &["not for this key", "may read Order Management"]);
    let wrong = Changed::new(|asked, (status, body)| match asked.path.starts_with("/ordermanagement") {
        true => (status, with(body, "order_amount", 99.into())),
        false => (status, body),
    });
    Report::of(&wrong.sandbox, "--only order", 30).says("order", "failed", &["0.99 SEK", "1.00 SEK"]);
}

#[test]
fn a_decline_that_ends_the_session() {
    let changed = Changed::new(|asked, (status, body)| match body["status"] == "ACTIVE" && asked.method == "GET" {
        true => (status, with(body, "status", "FAILED".into())),
        false => (status, body),
    });
    let report = Report::of(&changed.sandbox, "--only decline", 30);
    report.says("decline", "failed", &["is FAILED after DECLINED_GENERIC", "stay open"]);
    assert_eq!(report.finding("decline-stays-open"), "contradicted");
    let refused = Changed::new(|asked, given| match is_tap(asked, "DECLINED_GENERIC") {
        true => refusal(404, "no such outcome"),
        false => given,
    });
    let report = Report::of(&refused.sandbox, "--only decline", 30);
    report.says("decline", "failed", &["no such outcome"]);
    nothing_is_left(&refused.sandbox);
}

#[test]
fn a_cancel_that_does_not_hold() {
    let kept = Changed::new(|asked, (status, body)| match body["status"] == "CANCELLED" && asked.method == "GET" {
        true => (status, with(body, "status", "ACTIVE".into())),
        false => (status, body),
    });
    let report = Report::of(&kept.sandbox, "--only cancel", 30);
    report.says("cancel", "failed", &["is ACTIVE after the cancel", "believe only that"]);
    let taken = Changed::new(|asked, given| match given.0 == 409 && is_tap(asked, "SUCCESS") {
        true => (200, value!({})),
        false => given,
    });
    let report = Report::of(&taken.sandbox, "--only cancel", 30);
    report.says("cancel", "failed", &["a tap after the cancel was taken"]);
    assert_eq!(report.finding("session-ended"), "contradicted");
    let lost = sandbox();
    lost.run("emulator fault add callback-lost --on ipp.session.cancelled").expect(0);
    Report::of(&lost, "--only cancel --timeout 500ms", 30).says(
        "cancel",
        "failed",
        &["ipp.session.cancelled did not come"],
    );
}

#[test]
fn a_lost_answer_is_unknown_and_nothing_more_is_asked_for() {
    let sandbox = sandbox();
    sandbox.run("emulator fault add lost-answer --on create-session --count 1").expect(0);
    let run = sandbox.run("checklist -o json").expect(24);
    let report = Report { value: run.json(), run };
    report.says("session", "failed", &["it is not known whether", "ipp session recover 1"]);
    report.says("decline", "not_run", &["nothing more was asked for"]);
    report.says("cancel", "not_run", &["nothing more was asked for"]);
    assert_eq!(report.run.error()["attempt"], 1);
    assert_eq!(sandbox.run("session list -o json").expect(0).json().as_array().expect("a list").len(), 1);
}

#[test]
fn what_the_documents_leave_open_is_told_beside_rows_that_hold() {
    let changed = Changed::new(|asked, given| match (asked.operation().as_str(), asked.nth) {
        // The second of the cancel's item, beside one that is open.
        ("POST /ipp/v1/sessions", 1) => refusal(409, "Device is busy"),
        (operation, 1) if operation.ends_with("/cancel") => refusal(409, "Ended already"),
        _ if given.1["captured_amount"] == 100 => {
            (200, with(with(given.1, "status", "AUTHORIZED".into()), "captured_amount", 0.into()))
        }
        _ => given,
    });
    let report = Report::of(&changed.sandbox, "--only cancel", 0);
    assert_eq!(
        (report.finding("session-busy"), report.finding("session-cancel-again")),
        ("contradicted", "contradicted")
    );
    assert_eq!(report.finding("session-ended"), "confirmed");
    let report = Report::of(&changed.sandbox, "--only order", 0);
    assert_eq!(report.finding("order-captured"), "contradicted");
}

#[test]
fn a_handler_that_never_answers_is_known_before_the_callback_is_late() {
    let handler = Server::answering(vec![Answer::Silence]);
    let report = Report::of(&sandbox(), &format!("--handler {} --only callback --timeout 1s", handler.address), 30);
    report.says(
        "callback",
        "failed",
        &["the handler did not answer ipp.session.created before (no answer within 750ms)", "within 750ms"],
    );
}

#[test]
fn an_order_that_comes_a_little_later_is_waited_for() {
    let changed = Changed::new(|asked, given| match asked.path.starts_with("/ordermanagement") && asked.nth < 2 {
        true => refusal(404, "not yet"),
        false => given,
    });
    Report::of(&changed.sandbox, "--only order", 0);
}

#[test]
fn what_servers_say_is_harmless_in_every_form() {
    let evil = "\u{1b}[2J<script>|[x](http://evil) kco_test_api_LEAK whsec_LEAK";
    let changed = Changed::new(move |asked, given| match asked.operation() == "POST /ipp/v1/sessions" {
        true => refusal(422, evil),
        false => given,
    });
    for form in ["table", "json", "jsonl", "junit", "markdown"] {
        let run = changed.sandbox.run(&format!("checklist --only session -o {form}")).expect(30);
        run.hides_all(&["\u{1b}", "LEAK"]);
    }
    let run = changed.sandbox.run("checklist --only session -o markdown").expect(30);
    run.shows(&["&lt;script>\\|\\[x\\](http"]);
}

#[test]
fn two_at_once_do_not_hear_each_other() {
    let sandbox = sandbox();
    let handler = handlers::good();
    let line = format!("checklist -o json --handler {}", handler.address);
    let (one, other) = (sandbox.begin(&line), sandbox.begin(&line));
    let sessions = |run: crate::support::Run| run.json()["rows"][1]["sessions"][0].clone();
    let (one, other) = (sessions(one.finish().expect(0)), sessions(other.finish().expect(0)));
    assert_ne!(one, other);
    nothing_is_left(&sandbox);
}

#[test]
fn one_mistake_has_one_remedy() {
    // A secret that is decoded wrongly refuses everything, also what is to be refused.
    let handler = handlers::always(401);
    let report = Report::of(&sandbox(), &format!("--handler {}", handler.address), 30);
    report.says("endpoint", "failed", &["0 of 18 rows of `ipp webhook check` passed", "8 were not run"]);
    let mend = report.row("endpoint")["mend"].as_str().expect("words");
    assert!(mend.starts_with("good: answer 2xx") && !mend.contains("; "), "{mend}");
}

#[test]
fn rows_that_were_not_sent_are_counted_as_such() {
    let handler = Server::answering(vec![Answer::Close]);
    let report = Report::of(&sandbox(), &format!("--only endpoint --timeout 1s --handler {}", handler.address), 30);
    report.says("endpoint", "failed", &["0 of 18 rows of `ipp webhook check` passed, 15 were not run"]);
    let all = report.value.to_string();
    assert!(!all.contains("answered connection closed") && !all.contains("within 15s"), "{all}");
}

#[test]
fn what_cannot_be_done_is_refused_before_anything_is_sent() {
    let shop = sandbox();
    shop.run("checklist --only session --outcomes all").expect(2).out_is("").says(&["`--outcomes`", "decline"]);
    let run = shop.run("checklist --only order --probe no-such-tool --timeout 20s").expect(127).out_is("");
    run.says(&["no-such-tool"]);
    shop.run("session list -o json").expect(0).out_is("[]\n");
}
