//! An API that lies, or says less than a proof takes: no row passes on it.

use super::changed::{Changed, is_tap, refusal, with};
use super::{Report, sandbox};
use crate::emulator::support::client;
use crate::support::server::{Asked, nobody};
use crate::webhook::handlers::SECRET;
use ipp::secret::Secret;
use ipp::webhook::signature::SigningKey;
use serde_json::json as value;
use std::time::Duration;

/// Tells that the session of this tap was paid, rightly signed, after a while.
fn tell_paid(port: &str, asked: &Asked, id: &str, after: Duration) {
    let session = asked.path.split('/').rev().nth(1).expect("a session");
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
        std::thread::sleep(after);
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        client::send(&address, "POST", "/", &headers, &body).map(drop)
    });
}

#[test]
fn a_decline_that_is_told_to_be_paid_a_little_later_does_not_pass() {
    let port = nobody().rsplit(':').next().expect("a port").to_owned();
    let own = port.clone();
    let changed = Changed::new(move |asked, given| {
        if is_tap(asked, "DECLINED_GENERIC") {
            tell_paid(&own, asked, "kevt_early", Duration::from_millis(200));
        }
        given
    });
    let report = Report::of(&changed.sandbox, &format!("--only decline --port {port}"), 30);
    report.says("decline", "failed", &["was declined, and ipp.session.finalized was told"]);
}

#[test]
fn a_second_callback_of_a_payment_that_comes_late_is_seen_at_the_end() {
    let port = nobody().rsplit(':').next().expect("a port").to_owned();
    let own = port.clone();
    let changed = Changed::new(move |asked, given| {
        if is_tap(asked, "SUCCESS") {
            tell_paid(&own, asked, "kevt_late", Duration::from_millis(200));
        }
        given
    });
    let report = Report::of(&changed.sandbox, &format!("--only decline --port {port}"), 30);
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
