//! An API that lies, or says less than a proof takes: no row passes on it.

use super::changed::{Changed, is_tap, refusal, with};
use super::{Report, sandbox};
use crate::emulator::support::client;
use crate::support::Sandbox;
use crate::support::server::nobody;
use crate::webhook::handlers::SECRET;
use ipp::secret::Secret;
use ipp::webhook::signature::SigningKey;
use serde_json::{Value, json as value};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells that this session was paid, rightly signed.
pub fn tell_paid(port: &str, session: &str) {
    let id = "kevt_told";
    let body = value!({
        "id": id, "merchant_id": "DM1", "timestamp": "2026-06-05T18:33:39.6Z", "type": "ipp.session.finalized",
        "data": {"session_id": session, "order_id": null, "failure_reason": null}
    })
    .to_string();
    let now = jiff::Timestamp::now().as_second();
    let signature = SigningKey::new(&Secret::new(SECRET)).expect("a secret").sign(id, now, body.as_bytes());
    let headers =
        [format!("webhook-id: {id}"), format!("webhook-timestamp: {now}"), format!("webhook-signature: {signature}")];
    let address = format!("http://127.0.0.1:{port}");
    std::thread::spawn(move || {
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        client::send(&address, "POST", "/", &headers, &body).map(drop)
    });
}

pub fn free_port() -> String {
    nobody().rsplit(':').next().expect("a port").to_owned()
}

#[test]
fn a_decline_that_is_told_to_be_paid_after_it_was_read_does_not_pass() {
    let port = free_port();
    let own = port.clone();
    let changed = Changed::new(move |asked, given| {
        if asked.method == "GET" && given.1["status"] == "ACTIVE" {
            tell_paid(&own, given.1["session_id"].as_str().expect("an id"));
        }
        given
    });
    let report = Report::of(&changed.sandbox, &format!("--only decline --port {port}"), 30);
    report.says("decline", "failed", &["was declined, and ipp.session.finalized was told"]);
}

#[test]
fn a_second_callback_of_a_payment_that_comes_late_is_seen_at_the_end() {
    let (port, paid) = (free_port(), Mutex::new(String::new()));
    let own = port.clone();
    let changed = Changed::new(move |asked, given| {
        if asked.method == "GET" && given.1["status"] == "FINALIZED" {
            *paid.lock().expect("a lock") = given.1["session_id"].as_str().expect("an id").to_owned();
        }
        // The next item has begun.
        if asked.operation().ends_with("/cancel") && asked.nth == 0 {
            tell_paid(&own, &paid.lock().expect("a lock"));
        }
        given
    });
    let report = Report::of(&changed.sandbox, &format!("--only decline --only cancel --port {port}"), 30);
    report.says("decline", "failed", &["was told to be paid twice", "keep what was paid as paid once"]);
}

#[test]
fn another_order_than_the_sessions_does_not_pass() {
    let lies = [("order_id", value!("another"), "order another"), ("purchase_currency", value!("USD"), "1.00 USD")];
    for (member, lie, words) in lies {
        let changed = Changed::new(move |asked, (status, body)| match asked.path.starts_with("/ordermanagement") {
            true => (status, with(body, member, lie.clone())),
            false => (status, body),
        });
        Report::of(&changed.sandbox, "--only order", 30).says("order", "failed", &[words, "report it to Kustom"]);
    }
    // The session and the order agree, and neither is what was asked for.
    let both = Changed::new(|asked, (status, body)| match asked.method == "GET" && body["order_id"].is_string() {
        true => (status, with(body, "order_amount", 7.into())),
        false => (status, body),
    });
    Report::of(&both.sandbox, "--only order", 30).says("order", "failed", &["0.07 SEK", "1.00 SEK was asked"]);
}

#[test]
fn an_order_that_is_told_in_capitals_is_the_same() {
    let upper = |body: &Value| Value::from(body["order_id"].as_str().expect("an id").to_ascii_uppercase());
    let changed = Changed::new(move |asked, (code, body)| match asked.path.rsplit('/').next() {
        _ if asked.path.starts_with("/ipp/v1/sessions/") && body["order_id"].is_string() => {
            (code, with(body.clone(), "order_id", upper(&body)))
        }
        Some(id) if asked.path.starts_with("/ordermanagement") => {
            let order = value!({
                "order_id": id.to_ascii_lowercase(), "status": "CAPTURED", "order_amount": 100,
                "original_order_amount": 100, "captured_amount": 100, "refunded_amount": 0,
                "remaining_authorized_amount": 0, "purchase_currency": "SEK",
            });
            (200, order)
        }
        _ => (code, body),
    });
    Report::of(&changed.sandbox, "--only callback --only order", 0).says("order", "passed", &["name order"]);
}

#[test]
fn a_session_that_is_read_back_without_what_was_asked_does_not_pass() {
    for (member, lie, words) in [
        ("device_id", value!(null), "names no `device_id`"),
        ("order_amount", value!(null), "names no `order_amount`"),
        ("purchase_currency", value!(null), "names no `purchase_currency`"),
        ("purchase_currency", value!("JPY"), "`purchase_currency` is JPY, and SEK was asked"),
        ("order_amount", value!(1), "`order_amount` is 1, and 100 was asked"),
    ] {
        let changed = Changed::new(move |asked, (status, body)| match asked.path.starts_with("/ipp/v1/sessions/") {
            true if asked.method == "GET" => (status, with(body, member, lie.clone())),
            _ => (status, body),
        });
        Report::of(&changed.sandbox, "--only session", 30).says("session", "failed", &[words]);
    }
}

#[test]
fn an_unpaid_session_that_names_an_order_does_not_pass_and_is_not_forgotten() {
    for (row, status) in [("cancel", "CANCELLED"), ("decline", "ACTIVE")] {
        let changed =
            Changed::new(move |asked, (code, body)| match asked.method == "GET" && body["status"] == status {
                true => (code, with(body, "order_id", value!("ord_of_whom"))),
                false => (code, body),
            });
        let report = Report::of(&changed.sandbox, &format!("--only {row}"), 30);
        report.says(row, "failed", &[status, "names an order", "may have been paid"]);
        if row == "cancel" {
            report.run.says(&["it is not known whether session"]);
        }
    }
}

#[test]
fn another_payments_session_that_is_read_back_does_not_pass() {
    let changed = Changed::new(|asked, (code, body)| match asked.method == "GET" && body["status"] == "CANCELLED" {
        true => (code, with(body, "merchant_data", value!(r#"{"ipp_mark":"00000000000000000000000000000000"}"#))),
        false => (code, body),
    });
    Report::of(&changed.sandbox, "--only cancel", 30).says("cancel", "failed", &["not known whether session"]);
}

#[test]
fn who_may_not_ask_or_asks_too_often_was_not_refused_the_tap() {
    for status in [401, 403, 429] {
        let changed = Changed::new(move |asked, given| match given.0 == 409 && is_tap(asked, "SUCCESS") {
            true => refusal(status, "not now"),
            false => given,
        });
        let report = Report::of(&changed.sandbox, "--only cancel --retries 0", 30);
        report.says("cancel", "not_run", &["no refusal of the tap", &status.to_string()]);
        assert_eq!(report.finding("session-ended"), "not_seen");
    }
}

#[test]
fn a_probe_that_needs_a_shell_is_told_so() {
    let sandbox = sandbox();
    let refused = [
        "echo x | grep -q y",
        "has-order $IPP_ORDER_ID",
        "a && b",
        "a; b",
        "a > b",
        "has \\\"$IPP_ORDER_ID\\\"",
        "a `b`",
    ];
    for probe in refused {
        for line in [
            format!("checklist --only order --probe \"{probe}\""),
            format!("webhook check http://127.0.0.1:1/ --probe \"{probe}\""),
        ] {
            sandbox.run(&line).expect(2).out_is("").says(&["without a shell", "sh -c '"]);
        }
    }
    for probe in ["sh -c 'true | true && test $IPP_ORDER_ID'", "grep -q 'a|b;$' Cargo.toml", "sh -c \\\"exit $CODE\\\""]
    {
        sandbox.run(&format!("checklist --only order --dry-run --probe \"{probe}\"")).expect(0);
    }
}

#[test]
fn the_arguments_of_a_probe_are_in_no_report() {
    let line = "--only order --timeout 300ms --probe 'sh -c \"exit 3\" --password=hunter2'";
    let report = Report::of(&sandbox(), line, 30);
    report.says("order", "failed", &["the probe `sh` ended with"]);
    assert!(!report.run.out.contains("hunter2"));
}

#[test]
fn an_order_that_is_not_paid_for_proves_nothing() {
    for (status, result) in [("CANCELLED", "failed"), ("EXPIRED", "failed"), ("CLOSED", "failed"), ("NEW", "not_run")] {
        let changed = Changed::new(move |asked, (code, body)| match asked.path.starts_with("/ordermanagement") {
            true => (code, with(body, "status", status.into())),
            false => (code, body),
        });
        Report::of(&changed.sandbox, "--only order", 30).says("order", result, &[status, "AUTHORIZED"]);
    }
    for status in ["AUTHORIZED", "PART_CAPTURED"] {
        let changed = Changed::new(move |asked, (code, body)| match asked.path.starts_with("/ordermanagement") {
            true => (code, with(body, "status", status.into())),
            false => (code, body),
        });
        Report::of(&changed.sandbox, "--only order", 0).says("order", "passed", &[status]);
    }
}

#[test]
fn a_reference_that_is_not_given_back_fails_and_the_probe_gets_what_was_asked_for() {
    let changed = Changed::new(|asked, (code, body)| match asked.path.starts_with("/ipp/v1/sessions") {
        true => (code, with(body, "merchant_reference1", value!(null))),
        false => (code, body),
    });
    let probe = "--only session --only order --probe \"sh -c 'echo $IPP_REFERENCE > asked'\"";
    let report = Report::of(&changed.sandbox, probe, 30);
    report.says("session", "failed", &["names no `merchant_reference1`"]).says("order", "passed", &["the probe says"]);
    let asked = std::fs::read_to_string(changed.sandbox.home().join("asked")).expect("what the probe was told");
    assert!(asked.starts_with("ipp-checklist-"), "{asked:?}");
}

#[test]
fn an_order_whose_callback_was_refused_is_nowhere_unless_a_probe_says_so() {
    for code in [401, 500] {
        let handler = crate::webhook::handlers::always(code);
        let report = Report::of(&sandbox(), &format!("--only order --handler {}", handler.address), 30);
        report.says("order", "not_run", &[&format!("answered {code}"), "`--probe CMD`"]);
        let line = format!("--only order --handler {} --probe true", handler.address);
        Report::of(&sandbox(), &line, 0).says("order", "passed", &["the probe says"]);
    }
}

/// What shows this status for another one, whenever a session is read.
fn showing(status: &'static str, instead: &'static str) -> Changed {
    Changed::new(move |asked, (code, body)| match asked.method == "GET" && body["status"] == instead {
        true => (code, with(body, "status", status.into())),
        false => (code, body),
    })
}

#[test]
fn a_tap_that_was_taken_is_no_payment() {
    for (row, words) in
        [("callback", "the tap was taken, and session"), ("decline", "the tap of a good card was taken")]
    {
        let report = Report::of(&showing("ACTIVE", "FINALIZED").sandbox, &format!("--only {row} --timeout 500ms"), 30);
        report.says(row, "failed", &[words, "is ACTIVE", "ipp session get"]);
    }
}

#[test]
fn a_paid_session_without_an_order_and_an_order_without_a_currency_do_not_pass() {
    let unnamed = Changed::new(|asked, (code, body)| match asked.method == "GET" && body["status"] == "FINALIZED" {
        true => (code, with(body, "order_id", value!(null))),
        false => (code, body),
    });
    Report::of(&unnamed.sandbox, "--only order", 30).says("order", "failed", &["is paid, and names no order"]);
    let uncounted = Changed::new(|asked, (code, body)| match asked.path.starts_with("/ordermanagement") {
        true => (code, with(body, "purchase_currency", value!(""))),
        false => (code, body),
    });
    let report = Report::of(&uncounted.sandbox, "--only order", 30);
    report.says("order", "failed", &["minor units of no currency that is told, and 1.00 SEK was asked"]);
}

#[test]
fn a_cancelled_session_that_a_later_tap_pays_does_not_pass() {
    let is_tapped = AtomicBool::new(false);
    let paid = Changed::new(move |asked, (code, body)| {
        is_tapped.fetch_or(code == 409 && is_tap(asked, "SUCCESS"), Ordering::SeqCst);
        let lies = is_tapped.load(Ordering::SeqCst) && asked.method == "GET" && body["status"] == "CANCELLED";
        (code, if lies { with(body, "status", "FINALIZED".into()) } else { body })
    });
    let report = Report::of(&paid.sandbox, "--only cancel", 30);
    report.says("cancel", "failed", &["was cancelled, and is FINALIZED after a later tap", "must stay so"]);
    let unanswered = Changed::new(|asked, given| match given.0 == 409 && is_tap(asked, "SUCCESS") {
        true => refusal(500, "no"),
        false => given,
    });
    let report = Report::of(&unanswered.sandbox, "--only cancel --retries 0", 30);
    report.says("cancel", "failed", &["was not refused, but not answered", "the session itself is CANCELLED"]);
}

#[test]
fn a_phone_that_is_not_removed_is_named() {
    let kept = Changed::new(|asked, given| if asked.method == "DELETE" { refusal(403, "no") } else { given });
    let own = Sandbox::emulator().with("IPP_STATE_DIR", &kept.sandbox.state_dir().display().to_string());
    own.run("device remove \"Simulated phone\" --yes").expect(0);
    let run = kept.sandbox.run("checklist --only device --clean -o json").expect(30);
    run.says(&["not everything was put away: the simulated phone", "was not removed", "`ipp device remove "]);
}
