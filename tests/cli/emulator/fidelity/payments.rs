//! Proofs of what the table says of sessions, taps, callbacks and orders.

use super::Proof;
use super::stage::{NONE, Stage, world};
use crate::emulator::support::handler::event;
use crate::support::server::{Answer, Server};
use ipp::emulator::World;
use ipp::emulator::world::Attempt;
use ipp::model::session::{NewSession, Session, SessionStatus};
use serde_json::{Value, json};
use std::time::Duration;

pub const PROOFS: &[Proof] = &[
    (&["session-create", "session-status", "session-location", "session-unknown-device", "session-busy"], created),
    (&["session-lines"], long_orders),
    (&["session-sums", "session-values", "session-line-types", "session-formats", "session-tax-rate"], orders),
    (&["session-merchant-data", "session-reference2", "session-unknown-fields"], fields),
    (
        &["session-activate", "session-method", "session-pay", "callback-body", "callback-events", "callback-order"],
        paid,
    ),
    (&["decline-stays-open", "decline-reason", "decline-callback", "session-never-fails"], declined),
    (&["session-cancel", "session-cancel-again", "session-ended"], cancelled),
    (&["session-lifetime"], lapsed),
    (&["tap-outcomes", "tap-answer", "tap-activates"], taps),
    (&["callback-signature", "callback-rotation", "callback-overlap"], signed),
    (&["callback-schedule", "callback-again", "callback-stop"], delivered_again),
    (&["callback-redirect", "callback-limit", "callback-http"], delivered),
    (&["order-captured", "order-read", "order-fraud-status", "order-captures", "order-location"], captured),
    (&["order-capture", "order-refund", "order-cancel", "order-release", "order-release-path"], managed),
    (&["order-idempotency", "order-key", "order-key-elsewhere", "order-key-missing", "order-error-code"], written_once),
];

fn types(stage: &Stage, count: usize) -> Vec<String> {
    stage.handler.types(count).iter().map(|kind| kind.trim_start_matches("ipp.").to_owned()).collect()
}

fn created(stage: &Stage) {
    let made = stage.ask("POST", "/sessions", &stage.order());
    assert_eq!((made.status, &made.body["status"]), (201, &json!("CREATED")));
    assert_eq!(event(&stage.handler.next())["data"]["session_id"], made.body["session_id"]);
    let nobody = stage.create("device_id", json!("11111111-2222-4333-8444-555555555555"));
    assert_eq!(nobody.status, 404);
    assert_eq!(stage.status("POST", "/sessions", &stage.order()), 201, "the phone has one open");
    let (_, paired) = stage.enroll(&json!({}));
    assert!(paired["location_id"].is_string());
    let elsewhere = "/sessions?location_id=11111111-2222-4333-8444-555555555555";
    assert_eq!(stage.status("POST", elsewhere, &stage.order()), 404);
}

fn orders(stage: &Stage) {
    let refused = |name: &str, value: Value| {
        let refused = stage.create(name, value);
        assert!(refused.status == 400 && refused.body["errors"][name].is_string(), "{}", refused.body);
    };
    refused("order_amount", json!(24_901));
    refused("order_amount", json!(0));
    refused("order_items", json!([]));
    refused("purchase_currency", json!("sek"));
    refused("purchase_started_at", json!("today"));
    refused("device_id", json!("till"));
    let mut lines = stage.order()["order_items"].clone();
    lines[0]["tax_rate"] = json!(10_001);
    let refused = stage.create("order_items", lines.clone());
    assert!(refused.body["errors"]["order_items[0].tax_rate"].is_string(), "{}", refused.body);
    lines = stage.order()["order_items"].clone();
    for kind in ["physical", "discount", "digital", "shipping_fee", "surcharge", "moonlight"] {
        lines[0]["type"] = json!(kind);
        let made = stage.create("order_items", lines.clone());
        assert_eq!((made.status, &made.body["order_items"][0]["type"]), (201, &json!(kind)));
    }
}

fn long_orders(stage: &Stage) {
    let mut lines = vec![stage.order()["order_items"][0].clone(); 1000];
    for line in &mut lines[1..] {
        let nothing = [("unit_price", 0), ("total_amount", 0), ("total_tax_amount", 0)];
        nothing.into_iter().for_each(|(name, value)| line[name] = json!(value));
    }
    let made = stage.create("order_items", json!(lines));
    assert_eq!(made.status, 201, "{}", made.body["errors"]);
    lines.push(lines[1].clone());
    let refused = stage.create("order_items", json!(lines));
    assert_eq!(
        (refused.status, &refused.body["errors"]["order_items"]),
        (400, &json!("must not have more than 1000 lines"))
    );
}

fn fields(stage: &Stage) {
    let back = |name: &str| stage.create(name, json!("{\"a\":1}")).body[name].clone();
    assert_eq!((back("merchant_data"), back("merchant_reference2")), (json!("{\"a\":1}"), json!("{\"a\":1}")));
    assert_eq!(back("weather"), NONE);
    let mut lines = stage.order()["order_items"].clone();
    lines[0]["weather"] = json!("fair");
    assert_eq!(stage.create("order_items", lines).body["order_items"][0]["weather"], "fair");
}

fn paid(stage: &Stage) {
    let id = stage.serving.create();
    let choose = |method: &str| stage.phone("POST", &format!("/sessions/{id}/choose?method={method}"), &NONE).body;
    assert_eq!((&choose("swish")["status"], choose("klarna")["status"].as_str()), (&json!("ACTIVE"), Some("ACTIVE")));
    let paid = stage.phone("POST", &format!("/sessions/{id}/pay"), &NONE).body;
    assert!(paid["status"] == "FINALIZED" && paid["order_id"].is_string(), "{paid}");
    assert_eq!(types(stage, 2), ["session.created", "session.activated"], "once, in order, and nothing of the account");
    let told = event(&stage.handler.next());
    assert_eq!((&told["type"], &told["data"]["order_id"]), (&json!("ipp.session.finalized"), &paid["order_id"]));
    assert!(told["id"].as_str().is_some_and(|id| id.starts_with("kevt_")), "{told}");
    let nanoseconds = told["timestamp"].as_str().and_then(|at| at.split(['.', 'Z']).nth(1)).map(str::len);
    assert_eq!(
        (nanoseconds, &told["merchant_id"], &told["data"]["failure_reason"]),
        (Some(9), &json!("DM11917000"), &NONE)
    );
}

fn declined(stage: &Stage) {
    let id = stage.serving.create();
    for reason in ["STOLEN_CARD", "PROCESSING_ERROR"] {
        let declined = stage.phone("POST", &format!("/sessions/{id}/decline?reason={reason}"), &NONE).body;
        assert_eq!(declined["status"], "ACTIVE");
    }
    assert_eq!(types(stage, 2), ["session.created", "session.activated"]);
    let told = event(&stage.handler.next());
    assert_eq!((&told["type"], &told["data"]["failure_reason"]), (&json!("ipp.payment.failed"), &json!("STOLEN_CARD")));
    assert_eq!(stage.serving.pay(&id)["status"], "FINALIZED");
}

fn cancelled(stage: &Stage) {
    let (open, paid) = (stage.serving.create(), stage.serving.create());
    stage.serving.pay(&paid);
    let cancel = |id: &str| stage.ask("PUT", &format!("/sessions/{id}/cancel"), &NONE);
    assert_eq!(cancel(&open).body["status"], "CANCELLED");
    assert_eq!((cancel(&open).status, cancel(&paid).status), (200, 409));
    assert_eq!(stage.status("POST", &format!("/dev/sessions/{open}/simulate-tap"), &NONE), 409);
    let told = types(stage, 5);
    assert_eq!(told.iter().filter(|kind| *kind == "session.cancelled").count(), 1, "{told:?}");
}

/// A session in a world.
fn session(world: &mut World) -> Session {
    let device = world.devices(&Default::default(), Default::default()).expect("devices").content.remove(0).id;
    let order = crate::emulator::support::client::order(device.as_str());
    world.create_session(&serde_json::from_str::<NewSession>(&order).expect("an order")).expect("created")
}

fn lapsed(_: &Stage) {
    let (mut world, hands, _folder) = world();
    let id = session(&mut world).session_id;
    hands.forward(15 * 60 - 1);
    assert_eq!(world.session(&id).expect("read").status, SessionStatus::Created);
    hands.forward(1);
    assert_eq!(world.session(&id).expect("read").status, SessionStatus::Expired);
    assert_eq!(world.deliveries(&Default::default(), 20).expect("listed").len(), 1, "of its creation");
}

fn taps(stage: &Stage) {
    let tap = |id: &str, outcome: &str| {
        stage.ask("POST", &format!("/dev/sessions/{id}/simulate-tap?outcome={outcome}"), &NONE)
    };
    let id = stage.serving.create();
    let declines = "DECLINED_GENERIC INSUFFICIENT_FUNDS LOST_CARD STOLEN_CARD EXPIRED_CARD INCORRECT_CVC \
                    PROCESSING_ERROR INCORRECT_NUMBER CARD_VELOCITY_EXCEEDED";
    for outcome in declines.split_whitespace() {
        let declined = tap(&id, outcome);
        assert_eq!((declined.status, &declined.body["status"]), (200, &json!("ACTIVE")), "{outcome}");
    }
    assert_eq!((tap(&id, "MAYBE").status, tap(&id, "SUCCESS").body["status"].as_str()), (400, Some("FINALIZED")));
    assert_eq!(types(stage, 2), ["session.created", "session.activated"]);
    let live = Stage::new(&["--as", "production"]);
    let key = ["authorization: Basic kco_live_api_x"];
    let path = format!("/ipp/v1/dev/sessions/{}/simulate-tap", live.serving.create());
    assert_eq!(live.send("POST", &path, &key, "").status, 404);
}

fn signed(stage: &Stage) {
    stage.serving.create();
    let header = |asked: &crate::support::server::Asked| asked.header("webhook-signature").map(str::to_owned);
    assert!(header(&stage.handler.next()).is_some_and(|header| header.starts_with("v1,")));
    let (mut world, hands, _folder) = world();
    world.rotate_secret().expect("rotated");
    hands.forward(599);
    assert_eq!(world.secrets().expect("secrets").len(), 2);
    hands.forward(1);
    assert_eq!(world.secrets().expect("secrets").len(), 1);
}

fn delivered_again(_: &Stage) {
    let (mut world, hands, _folder) = world();
    session(&mut world);
    let attempt = |status| Attempt { status: Some(status), error: None, duration: Duration::ZERO };
    let waits = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    for wait in waits {
        assert_eq!(world.next_due_in().expect("asked"), Some(Duration::ZERO));
        world.record_attempt(1, &attempt(302)).expect("recorded");
        assert_eq!(world.next_due_in().expect("asked"), Some(Duration::from_secs(wait)));
        hands.forward(wait);
    }
    world.record_attempt(1, &attempt(500)).expect("recorded");
    assert_eq!(world.next_due_in().expect("asked"), None, "given up");
    session(&mut world);
    world.record_attempt(2, &attempt(410)).expect("recorded");
    session(&mut world);
    assert_eq!(world.next_due_in().expect("asked"), None, "the destination was stopped");
}

fn delivered(stage: &Stage) {
    stage.handler.answer(302);
    stage.serving.create();
    assert_eq!((stage.handler.next().path.as_str(), stage.handler.is_quiet()), ("/callbacks", true));
    assert_eq!(ipp::model::assumed::ANSWER_LIMIT, Duration::from_secs(15));
    let silent = Server::answering(vec![Answer::Silence]);
    assert!(World::check_destination(&silent.address).is_ok(), "plain http");
    assert!(World::check_destination("https://shop.example/").is_ok());
}

fn captured(stage: &Stage) {
    let paid = stage.serving.pay(&stage.serving.create());
    let path = format!("/ordermanagement/v1/orders/{}", paid["order_id"].as_str().expect("an id"));
    let order = stage.with(&[], "GET", &path, &NONE).body;
    assert_eq!((&order["status"], &order["captured_amount"]), (&json!("CAPTURED"), &json!(24_900)));
    assert_eq!(order["fraud_status"], "ACCEPTED");
    let captures = stage.with(&[], "GET", &format!("{path}/captures"), &NONE).body;
    assert_eq!((captures.as_array().map(Vec::len), &captures), (Some(1), &order["captures"]));
    let refund = stage.write(&format!("{path}/refunds"), &json!({"refunded_amount": 1}));
    assert!(refund.head.contains(&format!("location: {path}/refunds/")), "{}", refund.head);
}

fn managed(stage: &Stage) {
    let order = stage.authorized();
    let to = |verb: &str, body: Value| stage.write(&format!("{order}/{verb}"), &body).status;
    assert_eq!(to("captures", json!({"captured_amount": 24_901})), 403);
    assert_eq!(to("captures", json!({"captured_amount": 900})), 201);
    assert_eq!(
        (to("refunds", json!({"refunded_amount": 901})), to("refunds", json!({"refunded_amount": 900}))),
        (403, 201)
    );
    assert_eq!(
        (to("refunds", json!({"refunded_amount": 0})), to("refunds", json!({"refunded_amount": -1}))),
        (201, 400)
    );
    assert_eq!(to("refunds", json!({"refunded_amount": 200_000_001})), 400);
    assert_eq!(to("cancel", NONE), 403);
    let shown = |order: &str| stage.with(&[], "GET", order, &NONE).body["status"].clone();
    let (cancelled, released) = (stage.authorized(), stage.authorized());
    assert_eq!(stage.write(&format!("{cancelled}/cancel"), &NONE).status, 204);
    assert_eq!(stage.write(&format!("{released}/release-remaining-authorization"), &NONE).status, 204);
    assert_eq!((shown(&cancelled), shown(&released)), (json!("CANCELLED"), json!("CLOSED")));
}

fn written_once(stage: &Stage) {
    let order = stage.authorized();
    let path = format!("{order}/captures");
    let key = ["klarna-idempotency-key: 6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10"];
    let capture = |amount: i64| stage.with(&key, "POST", &path, &json!({"captured_amount": amount}));
    let refused = capture(24_901);
    assert_eq!((refused.status, &refused.body["error_code"]), (403, &json!("CAPTURE_NOT_ALLOWED")));
    let (first, second) = (capture(100), capture(200));
    assert_eq!((first.status, &first.body), (201, &second.body));
    assert_eq!(stage.with(&[], "GET", &order, &NONE).body["captured_amount"], 100);
    let again = key[0].to_uppercase().replace('-', "").replace("KLARNAIDEMPOTENCYKEY", "klarna-idempotency-key");
    let elsewhere = format!("{}/cancel", stage.authorized());
    assert_eq!(stage.with(&[&again], "POST", &elsewhere, &NONE).body, first.body, "it is the key that counts");
    let missing = stage.with(&[], "POST", &path, &json!({"captured_amount": 100}));
    assert_eq!((missing.status, &missing.body["error_code"]), (400, &json!("BAD_REQUEST")));
    assert_eq!(stage.with(&[], "GET", "/ordermanagement/v1/nowhere", &NONE).body["error_code"], "RESOURCE_NOT_FOUND");
}
