//! Proofs of what the table says of requests, lists, locations, enrollments and devices.

use super::Proof;
use super::stage::{NONE, Stage, empty, minutes};
use serde_json::json;

pub const PROOFS: &[Proof] = &[
    (
        &[
            "basic-auth",
            "empty-username",
            "username-owner",
            "merchant-header",
            "unauthorized-body",
            "key-form",
            "key-any",
        ],
        keys,
    ),
    (&["problem-details", "largest-body", "no-such-path", "null-fields"], refusals),
    (&["page-envelope", "largest-page", "list-order", "locations"], pages),
    (&["only-location", "wrong-location"], locations),
    (
        &[
            "enrollment-lifetime",
            "enrollment-ttl",
            "enrollment-both",
            "enrollment-default",
            "enrollment-code",
            "enrollment-code-letters",
        ],
        lifetimes,
    ),
    (
        &[
            "enrollment-list",
            "enrollment-items",
            "enrollment-get",
            "enrollment-path",
            "enrollment-cancel",
            "deleted-status",
        ],
        enrollments,
    ),
    (&["pairing"], pairing),
    (&["pairing-mark"], marks),
    (
        &[
            "device-list",
            "device-filter",
            "device-get",
            "device-put",
            "device-name",
            "device-name-empty",
            "device-remove",
        ],
        devices,
    ),
    (&["simulated-device", "simulated-platform", "simulated-status"], simulated),
    (&["device-offline", "offline-reach"], offline),
];

fn keys(stage: &Stage) {
    let status = |headers: &[&str]| stage.send("GET", "/ipp/v1/locations", headers, "").status;
    let basic = |text: &str| format!("authorization: Basic {text}");
    assert_eq!((status(&[&basic("kco_test_api_any")]), status(&[&basic("kco_test_api_other")])), (200, 200));
    assert_eq!(status(&[&basic("kco_live_api_any")]), 401);
    assert_eq!(status(&[&basic("kco_test_api_")]), 401);
    // DM1-a:kco_test_api_any and :kco_test_api_any
    let (named, unnamed) = (basic("RE0xLWE6a2NvX3Rlc3RfYXBpX2FueQ=="), basic("Omtjb190ZXN0X2FwaV9hbnk="));
    assert_eq!((status(&[&named]), status(&[&unnamed])), (200, 200));
    assert_eq!(status(&[&named, "x-merchant-id: DM1"]), 200);
    assert_eq!(status(&[&named, "x-merchant-id: DM2"]), 401);
    let refused = stage.send("GET", "/ipp/v1/locations", &[], "");
    assert_eq!((refused.status, refused.body), (401, json!({"title": "Unauthorized", "detail": "Access Denied"})));
    let live = Stage::new(&["--as", "production"]);
    let status = |key: &str| live.send("GET", "/ipp/v1/locations", &[&basic(key)], "").status;
    assert_eq!((status("kco_live_api_any"), status("kco_test_api_any")), (200, 401));
}

fn refusals(stage: &Stage) {
    let refused = stage.ask("POST", "/enrollments", &json!({"ttl": "NEVER"}));
    assert!(refused.status == 400 && refused.body["errors"]["ttl"].is_string(), "{}", refused.body);
    assert!(refused.head.contains("application/problem+json"), "{}", refused.head);
    assert_eq!(stage.status("POST", "/enrollments", &json!({"ttl": null})), 201);
    let large = |size: usize| json!({"metadata": {"a": "x".repeat(size)}});
    assert_eq!(stage.status("POST", "/enrollments", &large(9 << 20)), 201);
    assert_eq!(stage.status("POST", "/enrollments", &large(10 << 20)), 413);
    assert_eq!((stage.status("GET", "/nowhere", &NONE), stage.status("PATCH", "/sessions", &NONE)), (404, 405));
}

fn pages(stage: &Stage) {
    for name in ["b", "a", "c"] {
        assert_eq!(stage.status("POST", "/dev/devices", &json!({"name": name})), 201);
    }
    let page = stage.get("/devices?page_size=3");
    let names: Vec<_> = page["content"].as_array().expect("a list").iter().map(|device| &device["name"]).collect();
    assert_eq!(names, ["Simulated phone", "b", "a"]);
    assert_eq!((&page["total_elements"], &page["total_pages"], &page["last"]), (&json!(4), &json!(2), &json!(false)));
    let beyond = stage.get("/devices?page_number=7");
    assert_eq!((&beyond["content"], &beyond["page_size"]), (&json!([]), &json!(20)));
    for list in ["devices", "enrollments", "locations"] {
        let status = |size| stage.status("GET", &format!("/{list}?page_size={size}"), &NONE);
        assert_eq!((status(100), status(101), status(0)), (200, 400, 400), "{list}");
    }
    let shop = &stage.get("/locations")["content"][0];
    assert_eq!(shop["name"], "My Store");
    assert_eq!(stage.get(&format!("/locations/{}", shop["id"].as_str().expect("an id"))), *shop);
}

fn locations(stage: &Stage) {
    let shop = &stage.get("/locations")["content"][0]["id"];
    assert_eq!(stage.enroll(&empty()).1["location_id"], *shop);
    let refused = stage.ask("POST", "/enrollments", &json!({"location_id": "11111111-2222-4333-8444-555555555555"}));
    assert!(refused.status == 400 && refused.body["errors"]["location_id"].is_string(), "{}", refused.body);
}

fn lifetimes(stage: &Stage) {
    let lives = |body| minutes(&stage.enroll(&body).1);
    assert_eq!((lives(empty()), lives(json!({"expires_in": 600_000}))), (120, 10));
    let named = [("TWO_HOURS", 2), ("TWENTY_FOUR_HOURS", 24), ("FORTY_EIGHT_HOURS", 48), ("SEVENTY_TWO_HOURS", 72)];
    for (ttl, hours) in named {
        assert_eq!(lives(json!({"ttl": ttl, "expires_in": 600_000})), hours * 60, "of both, `ttl` wins");
    }
    let code = |body| stage.enroll(&body).1["enrollment_code"].as_str().expect("a code").to_owned();
    let (short, long) = (code(empty()), code(json!({"ttl": "TWENTY_FOUR_HOURS"})));
    assert_eq!((short.len(), long.len()), (8, 36));
    assert!(short.chars().all(|letter| letter.is_ascii_uppercase()), "{short}");
}

fn enrollments(stage: &Stage) {
    let ((kept, made), (gone, _), (used, pairing)) =
        (stage.enroll(&empty()), stage.enroll(&empty()), stage.enroll(&empty()));
    let (past, _) = stage.enroll(&json!({"expires_in": 1}));
    stage.phone("POST", "/devices", &json!({"enrollment_code": pairing["enrollment_code"]}));
    let delete = |id: &str| stage.status("DELETE", &format!("/enrollments/{id}"), &NONE);
    assert_eq!((delete(&gone), delete(&past), delete(&used), delete(&gone)), (204, 204, 409, 409));
    let listed = |query: &str| stage.get(&format!("/enrollments{query}"))["content"].clone();
    let ids = |list: serde_json::Value| {
        let id = |one: &serde_json::Value| one["enrollment_id"].as_str().expect("an id").to_owned();
        list.as_array().expect("a list").iter().map(id).collect::<Vec<_>>()
    };
    assert_eq!(listed("")[0], made);
    assert_eq!(ids(listed("")), [kept.as_str(), &used]);
    assert_eq!(ids(listed("?include_consumed=false")), [kept.as_str()]);
    assert_eq!(stage.status("GET", &format!("/enrollments/{kept}"), &NONE), 405);
}

fn pairing(stage: &Stage) {
    let (_, made) = stage.enroll(&json!({"metadata": {"floor": "2"}}));
    let pair =
        || stage.phone("POST", "/devices", &json!({"enrollment_code": made["enrollment_code"], "name": "Till 1"}));
    let paired = pair();
    assert_eq!((paired.status, &paired.body["metadata"]["floor"]), (201, &json!("2")));
    assert_eq!(pair().status, 409, "once");
}

fn marks(stage: &Stage) {
    let (_, made) = stage.enroll(&json!({"metadata": {"ipp_mark": "m1", "ipp_batch": "b", "ipp_name": "Till 1"}}));
    stage.phone("POST", "/devices", &json!({"enrollment_code": made["enrollment_code"]}));
    assert_eq!(stage.get("/devices?metadata=ipp_mark:m1")["content"][0]["metadata"], made["metadata"]);
}

fn devices(stage: &Stage) {
    stage.ask("POST", "/dev/devices", &json!({"name": "Till 1", "metadata": {"floor": "2"}}));
    assert_eq!(stage.get("/devices")["total_elements"], 2);
    let filtered = stage.get("/devices?metadata=floor:2");
    assert_eq!((&filtered["total_elements"], &filtered["content"][0]["name"]), (&json!(1), &json!("Till 1")));
    let path = format!("/devices/{}", filtered["content"][0]["id"].as_str().expect("an id"));
    assert_eq!(stage.get(&path), filtered["content"][0]);
    let put = stage.ask("PUT", &path, &json!({"name": "Till 2"}));
    assert_eq!((put.status, &put.body["metadata"], put.body["location_id"].is_string()), (200, &empty(), false));
    let renamed = |name: String| stage.status("PUT", &path, &json!({"name": name}));
    assert_eq!((renamed("x".repeat(100)), renamed("x".repeat(101)), renamed(String::new())), (200, 400, 400));
    let session = stage.create("device_id", filtered["content"][0]["id"].clone()).body["session_id"].clone();
    assert_eq!(stage.status("DELETE", &path, &NONE), 204);
    assert_eq!(stage.status("GET", &path, &NONE), 404);
    assert_eq!(stage.serving.pay(session.as_str().expect("an id"))["status"], "FINALIZED");
}

fn simulated(stage: &Stage) {
    let made = stage.ask("POST", "/dev/devices", &json!({"name": "Till 1"}));
    assert_eq!(made.status, 201);
    let device = stage.get(&format!("/devices/{}", made.body["device_id"].as_str().expect("an id")));
    assert_eq!((&device["metadata"]["simulated"], &device["platform"]), (&json!("true"), &json!("ANDROID")));
}

fn offline(stage: &Stage) {
    let (open, device) = (stage.serving.create(), stage.serving.device());
    stage.phone("PUT", &format!("/devices/{device}/offline"), &NONE);
    let refused = stage.ask("POST", "/sessions", &stage.order());
    assert_eq!((refused.status, refused.body), (409, json!({"detail": "Device is offline"})));
    assert_eq!(stage.serving.pay(&open)["status"], "FINALIZED");
}
