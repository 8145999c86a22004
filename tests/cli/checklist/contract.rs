//! `ipp checklist --contract`: on the emulator nothing is contradicted, and an API that is otherwise is told to be so, row by
//! row, with what was seen.

use super::changed::{Changed, Given, is_tap, refusal, with};
use super::{nothing_is_left, sandbox};
use crate::support::Sandbox;
use crate::support::bodies::problem;
use crate::support::server::{Asked, Server, json, nobody};
use ipp::emulator::fidelity::{Mark, all};
use serde_json::{Value, json as value};
use std::collections::BTreeSet;

/// The rows of a run.
pub struct Rows(Value);

impl Rows {
    #[track_caller]
    pub fn of(sandbox: &Sandbox, flags: &str, code: i32) -> Self {
        let run = sandbox.run(&format!("checklist --contract -o json {flags}")).expect(code);
        Self(run.json())
    }

    pub fn ended(&self, result: &str) -> Vec<&str> {
        let rows = self.0["rows"].as_array().expect("rows").iter();
        rows.filter(|row| row["result"] == result).map(|row| row["id"].as_str().expect("an id")).collect()
    }

    #[track_caller]
    pub fn says(&self, id: &str, result: &str, words: &str) -> &Self {
        let rows = self.0["rows"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no {id}"));
        assert!(row["result"] == result && row["seen"].as_str().expect("words").contains(words), "{row:#}");
        self
    }
}

#[test]
fn the_emulator_contradicts_nothing_and_every_assumption_has_a_row() {
    let sandbox = sandbox();
    let rows = Rows::of(&sandbox, "", 0);
    assert_eq!(rows.ended("contradicted"), Vec::<&str>::new());
    let ids: BTreeSet<String> =
        rows.0["rows"].as_array().expect("rows").iter().map(|row| row["id"].as_str().expect("an id").into()).collect();
    let assumed: BTreeSet<String> =
        all().iter().filter(|row| row.mark == Mark::Assumed).map(|row| row.id.to_owned()).collect();
    assert!(ids.is_superset(&assumed), "{:?}", assumed.difference(&ids));
    assert_eq!(ids.len(), rows.0["rows"].as_array().expect("rows").len(), "an id stands twice");
    assert!(rows.ended("confirmed").len() >= 47, "{:?}", rows.ended("confirmed"));
    for row in rows.0["rows"].as_array().expect("rows") {
        let own = all().into_iter().find(|behaviour| behaviour.id == row["id"]).expect("a behaviour");
        assert_eq!(row["assumed"], own.what);
        assert!(!row["seen"].as_str().expect("words").is_empty(), "{row:#}");
    }
    nothing_is_left(&sandbox);
    let phones = sandbox.run("device list -o id").expect(0).out;
    assert_eq!(phones.lines().count(), 1, "{phones}");
    let codes = sandbox.run("enrollment list -o json").expect(0).json();
    assert!(codes.as_array().expect("codes").iter().all(|code| code["status"] != "PENDING"), "{codes:#}");
    sandbox.run("checklist --contract -q -o json").expect(0).hides("enrollment_code\":");
}

/// An API that changes answers so, and the assumptions that it is to contradict, each with words of what was seen.
#[track_caller]
fn contradicted(change: impl Fn(&Asked, Given) -> Given + Send + Sync + 'static, expected: &[(&str, &str)]) {
    let changed = Changed::new(change);
    let rows = Rows::of(&changed.sandbox, "--timeout 2s", 30);
    let ids: BTreeSet<&str> = rows.ended("contradicted").into_iter().collect();
    assert_eq!(ids, expected.iter().map(|(id, _)| *id).collect::<BTreeSet<&str>>(), "{:#}", rows.0);
    for (id, words) in expected {
        rows.says(id, "contradicted", words);
    }
    nothing_is_left(&changed.sandbox);
}

pub fn is(asked: &Asked, operation: &str) -> bool {
    asked.operation() == operation.replace(" /", " /ipp/v1/")
}

pub fn of_one(asked: &Asked, method: &str, noun: &str) -> bool {
    asked.method == method && asked.path.starts_with(&format!("/ipp/v1/{noun}/"))
}

#[test]
fn an_account_that_is_otherwise() {
    contradicted(
        |asked, given| match asked {
            _ if asked.header("x-merchant-id").is_none() && is(asked, "GET /enrollments") => {
                refusal(400, "x-merchant-id is missing")
            }
            _ if is(asked, "GET /ipp-checklist") => refusal(400, "no"),
            _ if asked.path.contains("page_size=101") => (200, value!({"content": [], "last": true})),
            _ if asked.path.contains("page_number=1000000") => refusal(404, "no such page"),
            _ => given,
        },
        &[
            ("merchant-header", "x-merchant-id is missing"),
            ("no-such-path", "an unknown path: 400; PATCH of a list: 405"),
            ("largest-page", "answered with 200"),
            ("list-order", "no such page"),
        ],
    );
}

#[test]
fn pairing_codes_that_are_otherwise() {
    contradicted(
        |asked, (status, body)| match asked {
            _ if is(asked, "POST /enrollments") && asked.body.contains("null") => refusal(400, "null"),
            _ if is(asked, "POST /enrollments") && !asked.body.contains("ttl") => {
                refusal(400, "Validation Failed: ttl: must not be null")
            }
            _ if is(asked, "POST /enrollments") && asked.body.contains("expires_in") => {
                (status, with(body, "expires_at", format!("{:.0}", jiff::Timestamp::now()).into()))
            }
            _ if is(asked, "POST /enrollments") && status == 400 => refusal(404, "no such shop"),
            _ if is(asked, "POST /enrollments") => (status, with(body, "enrollment_code", "1234-5678".into())),
            _ if of_one(asked, "GET", "enrollments") => (200, value!({})),
            _ if of_one(asked, "DELETE", "enrollments") && status == 409 => refusal(404, "gone"),
            _ if of_one(asked, "DELETE", "enrollments") => (200, body),
            _ => (status, body),
        },
        &[
            ("null-fields", "400"),
            ("enrollment-lifetime", "ttl: must not be null"),
            ("enrollment-default", "ttl: must not be null"),
            ("enrollment-both", "ends in 0 minutes"),
            ("wrong-location", "no such shop"),
            ("enrollment-code-letters", "9 characters"),
            ("enrollment-items", "not the same: enrollment_code"),
            ("enrollment-get", "200"),
            ("deleted-status", "200"),
            ("enrollment-cancel", "gone"),
        ],
    );
}

#[test]
fn phones_that_are_otherwise() {
    contradicted(
        |asked, (status, body)| match asked {
            _ if is(asked, "POST /dev/devices") => (200, body),
            _ if of_one(asked, "GET", "devices") => refusal(405, "not so"),
            _ if of_one(asked, "PUT", "devices") => (200, value!({})),
            _ if asked.path.contains("metadata=ipp_checklist%3Anobody") => {
                (200, value!({"content": [{"id": "all"}], "last": true}))
            }
            _ if is(asked, "GET /devices") => {
                let text = body.to_string().replace("\"ANDROID\"", "\"IOS\"");
                (status, serde_json::from_str(&text).expect("JSON"))
            }
            _ => (status, body),
        },
        &[
            ("simulated-status", "200"),
            ("device-get", "405"),
            ("device-name-empty", "200"),
            ("device-filter", "by its metadata 1 were found, by another's 1"),
            ("simulated-platform", "IOS"),
        ],
    );
}

#[test]
fn payments_that_are_otherwise() {
    let is_create = |asked: &Asked| is(asked, "POST /sessions");
    contradicted(
        move |asked, (status, body)| match asked {
            _ if is_create(asked) && asked.body.contains("-busy\"") => refusal(409, "Device is busy"),
            _ if is_create(asked) && asked.body.contains("\"ipp_checklist\"}") => (status, body),
            _ if is_create(asked) && asked.body.contains("-kind\"") => refusal(422, "no such type"),
            _ if is_create(asked) && status == 404 => refusal(400, "no such device"),
            _ if is_create(asked) && status == 201 => (200, body),
            _ if of_one(asked, "GET", "sessions") && body["status"] == "ACTIVE" => {
                (status, with(body, "status", "CREATED".into()))
            }
            _ if of_one(asked, "GET", "sessions") => {
                (status, with(with(body, "merchant_reference2", Value::Null), "ipp_checklist", true.into()))
            }
            _ if asked.method == "PUT" && status == 409 => refusal(403 + 19, "ended"),
            _ if asked.method == "PUT" && asked.nth == 1 => refusal(410, "again"),
            _ if is_tap(asked, "DECLINED_GENERIC") => (202, value!({})),
            _ if asked.path.ends_with("/captures") => (200, value!({"captures": []})),
            _ if body["fraud_status"] == "ACCEPTED" => {
                (200, with(with(body, "fraud_status", "PENDING".into()), "status", "AUTHORIZED".into()))
            }
            _ if asked.path.starts_with("/ordermanagement") && status == 404 => {
                (404, value!({"error_code": "NOT_FOUND", "error_messages": []}))
            }
            _ => (status, body),
        },
        &[
            ("session-busy", "Device is busy"),
            ("session-line-types", "422"),
            ("session-unknown-device", "400"),
            ("session-status", "200"),
            ("decline-stays-open", "CREATED"),
            ("session-reference2", "not returned"),
            ("session-unknown-fields", "one of the order was taken, and returned"),
            ("session-ended", "422"),
            ("session-cancel-again", "410"),
            ("tap-answer", "202, no session"),
            ("order-captures", "no array"),
            ("order-captured", "AUTHORIZED"),
            ("order-fraud-status", "PENDING"),
            ("order-error-code", "NOT_FOUND"),
        ],
    );
}

#[test]
fn what_ought_to_be_refused_and_is_not_is_cancelled_again() {
    // Whatever it is told, it makes a session of it.
    let changed = Changed::new(|asked, given| match is(asked, "POST /sessions") && given.0 >= 400 {
        true => (201, value!({"session_id": "made-up", "status": "CREATED"})),
        false if asked.path.contains("made-up") => (200, value!({"session_id": "made-up", "status": "CANCELLED"})),
        false => given,
    });
    let rows = Rows::of(&changed.sandbox, "", 30);
    for id in ["session-unknown-device", "session-values", "session-formats", "session-tax-rate"] {
        rows.says(id, "contradicted", "201");
    }
}

#[test]
fn callbacks_that_are_otherwise() {
    let quiet = sandbox();
    quiet.run("emulator fault add callback-lost --on ipp.payment.failed --on ipp.session.activated").expect(0);
    let rows = Rows::of(&quiet, "--timeout 500ms", 30);
    rows.says("tap-activates", "contradicted", "ipp.session.activated was not heard");
    rows.says("decline-callback", "contradicted", "not heard").says("decline-reason", "not_seen", "not heard");
    rows.says("callback-events", "contradicted", "heard: ipp.session.created, ipp.session.finalized");
    let deaf = sandbox();
    deaf.run("emulator fault add callback-lost").expect(0);
    let rows = Rows::of(&deaf, "--timeout 500ms", 0);
    rows.says("callback-order", "not_seen", "no callback of it was heard");
}

#[test]
fn what_keeps_it_from_being_seen_is_said_and_is_no_contradiction() {
    let changed = Changed::new(|asked, given| match is(asked, "POST /sessions") || is(asked, "POST /enrollments") {
        true => refusal(403, "not for this key"),
        false => given,
    });
    let rows = Rows::of(&changed.sandbox, "", 0);
    for id in ["session-busy", "session-values", "order-captured", "enrollment-both", "enrollment-get"] {
        rows.says(id, "not_seen", "");
    }
    rows.says("order-captured", "not_seen", "not for this key");
    let broken = Changed::new(|asked, given| match is(asked, "POST /dev/devices") {
        true => refusal(404, "no simulation here"),
        false => given,
    });
    let rows = Rows::of(&broken.sandbox, "", 0);
    rows.says("simulated-status", "not_seen", "no simulation here").says("session-status", "not_seen", "");
}

#[test]
fn what_was_not_reached_is_not_judged() {
    // Nothing ever ends: a second cancel, and what comes after the end, cannot be seen.
    let changed = Changed::new(|asked, (status, body)| match of_one(asked, "GET", "sessions") {
        true => (status, with(body, "status", "ACTIVE".into())),
        false => (status, body),
    });
    let rows = Rows::of(&changed.sandbox, "--timeout 1s", 30);
    rows.says("session-ended", "not_seen", "it is ACTIVE after the tap of a good card");
    rows.says("session-cancel-again", "not_seen", "it is ACTIVE after the first cancel");
    assert_eq!(rows.ended("contradicted"), Vec::<&str>::new());
}

#[test]
fn where_nothing_can_be_seen_nothing_is_reported() {
    Sandbox::playground(&nobody()).run("checklist --contract").expect(7).out_is("");
    let server = Server::answering(vec![problem(401, "Access Denied")]);
    Sandbox::playground(&server.address).run("checklist --contract --report r.md").expect(4).out_is("");
    let never = Server::answering(vec![json(500, "{}")]);
    Sandbox::production(&never.address).run("checklist --contract").expect(9).out_is("");
    never.was_never_asked();
    sandbox().run("checklist --contract --only device").expect(2);
    let shown = sandbox().run("checklist --contract --dry-run -o json").expect(0).json();
    assert_eq!(shown["confirmed"], 0);
}

#[test]
fn it_is_a_report_in_every_form() {
    let sandbox = sandbox();
    let run = sandbox.run("checklist --contract -o junit --report c.md").expect(0);
    run.shows(&["<testsuite name=\"ipp checklist --contract\"", "failures=\"0\"", "name=\"session-busy\""]);
    let text = std::fs::read_to_string(sandbox.home().join("c.md")).expect("a report");
    assert!(text.starts_with("# What ipp assumes") && text.contains("**no assumption is contradicted: "), "{text}");
    sandbox.run("checklist --contract -o csv").expect(0).shows(&["id,mark,assumed,result,seen,to_change\n"]);
    assert!(sandbox.run("checklist --contract -o id").expect(0).out.lines().any(|id| id == "order-captured"));
}

#[test]
fn too_little_to_judge_by_and_a_server_in_trouble_are_not_seen() {
    let one = sandbox();
    one.run(
        "emulator fault add callback-lost --on ipp.payment.failed --on ipp.session.activated --on ipp.session.created",
    )
    .expect(0);
    Rows::of(&one, "--timeout 500ms", 30).says("callback-order", "not_seen", "which has no order");
    let changed = Changed::new(|asked, given| match asked.method == "PUT" && asked.path.ends_with("/cancel") {
        true if given.0 == 409 || asked.nth == 1 => refusal(503, "later"),
        _ => given,
    });
    let rows = Rows::of(&changed.sandbox, "--retries 0", 0);
    rows.says("session-cancel-again", "not_seen", "503").says("session-ended", "not_seen", "503");
}

#[test]
fn an_event_that_the_destination_may_not_have_is_not_seen() {
    let state = tempfile::tempdir().expect("a folder");
    let port = nobody().rsplit(':').next().expect("a port").to_owned();
    let file = state.path().join("secret");
    std::fs::write(&file, crate::webhook::handlers::SECRET).expect("a file");
    let url = format!("http://127.0.0.1:{port}/");
    let flags = ["--webhook-secret-file", file.to_str().expect("UTF-8"), "--webhook", &url];
    let serving = crate::emulator::support::serving::Serving::start(state.path(), &flags);
    let place = state.path().display();
    Sandbox::new()
        .run(&format!(
            "emulator fault add callback-lost --on ipp.session.activated --on ipp.session.cancelled --state {place}"
        ))
        .expect(0);
    let sandbox = Sandbox::playground(&serving.address).with("IPP_WEBHOOK_SECRET", crate::webhook::handlers::SECRET);
    let rows = Rows::of(&sandbox, &format!("--listen --port {port} --timeout 1s"), 0);
    rows.says("tap-activates", "not_seen", "may not have this event").says(
        "decline-callback",
        "confirmed",
        "was heard",
    );
    rows.says("callback-events", "not_seen", "none came");
}

#[test]
fn what_cannot_be_put_away_is_said_with_the_way_to_do_it() {
    let kept = Changed::new(|asked, given| match of_one(asked, "DELETE", "enrollments") {
        true => refusal(403, "not for this key"),
        false => given,
    });
    let run = kept.sandbox.run("checklist --contract -o json").expect(30);
    run.says(&["was not cancelled", "not for this key", "`ipp enrollment cancel "]);
    let lost = Changed::new(|asked, given| match is(asked, "POST /dev/devices") {
        true => refusal(500, "oops"),
        false => given,
    });
    let run = lost.sandbox.run("checklist --contract -o json").expect(30);
    run.says(&["a simulated phone called `ipp checklist` may have been made", "`ipp device remove ID`"]);
    let lost = Changed::new(|asked, given| match asked.operation().as_str() {
        "GET /ipp/v1/devices" => (200, value!({"content": [], "last": true})),
        "POST /ipp/v1/dev/devices" => refusal(500, "oops"),
        _ => given,
    });
    let run = lost.sandbox.run("checklist --only device -o json").expect(30);
    run.says(&["a simulated phone called `ipp checklist` may have been made", "`ipp device list`"]);
}
