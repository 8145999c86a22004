//! `ipp emulator phone`: a test plays the clerk, the customer and the network.

use super::support::handler::{Handler, event};
use super::support::serving::Serving;
use crate::support::Sandbox;
use serde_json::json;

const CREATE: &str = "session create --env emulator --amount 100 --currency SEK -q";

/// A new pairing code, and its enrollment's id.
fn code(sandbox: &Sandbox, more: &str) -> (String, String) {
    let made = sandbox.run(&format!("enrollment create --env emulator -q -o json {more}")).expect(0).json();
    let text = |field: &str| made[field].as_str().expect("a text").to_owned();
    (text("enrollment_code"), text("enrollment_id"))
}

#[test]
fn a_phone_is_paired_once_with_a_code() {
    let sandbox = Sandbox::new();
    let (first, _) = code(&sandbox, "--metadata floor:2");
    let pair = format!("emulator phone pair {first} --name Till --platform ios -o json");
    let run = sandbox.run(&pair).expect(0).hides_all(&[&first, "bearer_token", "credentials"]);
    let device = run.json();
    assert_eq!((&device["name"], &device["platform"]), (&json!("Till"), &json!("IOS")));
    assert_eq!(device["metadata"], json!({"floor": "2"}));
    let listed = sandbox.run("device list --env emulator -o id").expect(0).out;
    assert!(listed.contains(device["id"].as_str().expect("an id")), "{listed}");
    let again = sandbox.run(&pair).expect(6).out_is("").hides(&first);
    let error = again.error();
    assert_eq!((&error["message"], &error["code"]), (&json!("the enrollment is CONSUMED"), &json!(6)), "{error}");
}

#[test]
fn a_code_comes_from_stdin_too() {
    let sandbox = Sandbox::new();
    let (code, _) = code(&sandbox, "");
    let pair = ["emulator", "phone", "pair", "-", "-o", "csv"];
    sandbox.ipp_reading(&pair, "\n").expect(2).out_is("").says(&["there is no code on stdin"]);
    sandbox.ipp_reading(&pair, format!("{code}\nand more")).expect(2).out_is("").hides(&code).says(&["no code"]);
    sandbox.ipp_reading(&pair, "x".repeat(5000)).expect(2).out_is("").says(&["no code"]);
    let paired = sandbox.ipp_reading(&pair, format!("{code}\n")).expect(0).hides(&code).out;
    assert!(paired.starts_with("id,name,") && paired.contains("Paired phone"), "{paired}");
}

#[test]
fn wrong_cancelled_and_expired_codes_are_told_apart() {
    let sandbox = Sandbox::new();
    let wrong = sandbox.run("emulator phone pair WRONG-CODE").expect(5).out_is("").hides("WRONG-CODE");
    wrong.says(&["no enrollment has this code", "ipp enrollment create --env emulator"]);
    let (cancelled, id) = code(&sandbox, "");
    sandbox.run(&format!("enrollment cancel {id} --env emulator --yes")).expect(0);
    sandbox.run(&format!("emulator phone pair {cancelled}")).expect(6).says(&["the enrollment is CANCELLED"]);
    let (expired, _) = code(&sandbox, "");
    // A server that lets time go fast: two hours are over before it has answered.
    let serving = Serving::start(&sandbox.state_dir(), &["--time-scale", "2000000000"]);
    sandbox.run(&format!("emulator phone pair {expired}")).expect(6).says(&["the enrollment is EXPIRED"]);
    drop(serving);
    sandbox.run("emulator phone pair X --platform windows").expect(2).says(&["IOS", "ANDROID", "TERMINAL"]);
    sandbox.run("emulator phone pair").expect(2).says(&["<CODE>"]);
}

#[test]
fn a_clerk_chooses_is_declined_and_is_paid() {
    let sandbox = Sandbox::new();
    let id = sandbox.id(CREATE);
    let status = |line: &str| sandbox.run(&format!("{line} -o json")).expect(0).json()["status"].clone();
    assert_eq!(sandbox.id("emulator phone sessions Simulated"), id);
    for method in ["card", "klarna", "swish", "vipps"] {
        assert_eq!(status(&format!("emulator phone choose {id} --method {method}")), "ACTIVE");
    }
    sandbox.run(&format!("emulator phone choose {id} --method cash")).expect(2).says(&["klarna"]);
    assert_eq!(status(&format!("emulator phone decline {id} --reason lost_card")), "ACTIVE");
    sandbox.run(&format!("emulator phone decline {id} --reason SUCCESS")).expect(2).says(&["LOST_CARD"]);
    let paid = sandbox.run(&format!("emulator phone pay {id}")).expect(0);
    assert!(paid.out.contains("FINALIZED (paid)"), "{paid:?}");
    assert_eq!(status(&format!("session get {id} --env emulator")), "FINALIZED");
    for verb in ["choose", "pay", "decline", "cancel"] {
        sandbox.run(&format!("emulator phone {verb} {id}")).expect(6).out_is("").says(&["the session is FINALIZED"]);
    }
    for verb in ["choose", "pay", "decline", "cancel"] {
        sandbox.run(&format!("emulator phone {verb} s-1")).expect(5).out_is("").says(&["session `s-1` not found"]);
    }
    sandbox.run("emulator phone sessions Simulated").expect(0).out_is("").says(&["no sessions"]);
}

#[test]
fn what_a_phone_shows_comes_in_every_format() {
    let sandbox = Sandbox::new();
    let ids = [sandbox.id(CREATE), sandbox.id(&format!("{CREATE} --allow-duplicate"))];
    let list = |format: &str| sandbox.run(&format!("emulator phone sessions Sim -o {format}")).expect(0).out;
    assert_eq!(list("id"), format!("{}\n{}\n", ids[0], ids[1]));
    assert_eq!(list("jsonl").lines().count(), 2);
    assert!(list("csv").starts_with("session_id,status,order_amount"));
    assert!(list("table").contains("CREATED"));
    sandbox.run(&format!("emulator phone cancel {}", ids[0])).expect(0);
    let left: serde_json::Value = serde_json::from_str(&list("json")).expect("JSON");
    assert_eq!((left.as_array().map(Vec::len), &left[0]["session_id"]), (Some(1), &json!(ids[1])));
    sandbox.run("emulator phone sessions Nobody").expect(5).out_is("").says(&["Nobody"]);
}

#[test]
fn an_offline_phone_gets_no_session() {
    let sandbox = Sandbox::new();
    let off = sandbox.run("emulator phone offline Simulated -o json").expect(0).json();
    assert_eq!(off["online"], false);
    sandbox.run(CREATE).expect(6).says(&["Device is offline"]);
    let on = sandbox.run("emulator phone online Simulated").expect(0);
    assert!(on.out.contains("online"), "{on:?}");
    sandbox.run(CREATE).expect(0);
    sandbox.run("emulator phone offline Nobody").expect(5).out_is("");
}

#[test]
fn callbacks_go_out_with_or_without_a_server() {
    let sandbox = Sandbox::new();
    let handler = Handler::answering(200);
    sandbox.run(&format!("emulator destination add {}", handler.url)).expect(0);
    let id = sandbox.id(CREATE);
    sandbox
        .run(&format!("emulator phone decline {id} --reason STOLEN_CARD"))
        .expect(0)
        .says(&["declined: STOLEN_CARD"]);
    assert_eq!(handler.types(2), ["ipp.session.created", "ipp.session.activated"]);
    let failed = event(&handler.next());
    assert_eq!(
        (&failed["type"], &failed["data"]["failure_reason"]),
        (&json!("ipp.payment.failed"), &json!("STOLEN_CARD"))
    );
    let _serving = Serving::start(&sandbox.state_dir(), &[]);
    sandbox.run(&format!("emulator phone cancel {id}")).expect(0);
    assert_eq!(handler.types(1), ["ipp.session.cancelled"]);
}

#[test]
fn the_emulator_is_meant_whatever_the_profile_says() {
    let sandbox = Sandbox::production("http://127.0.0.1:9");
    let off = sandbox.run("emulator phone offline Simulated -o csv").expect(0).out;
    assert!(off.starts_with("id,name,online\n") && off.ends_with(",false\n"), "{off}");
    assert_eq!(sandbox.id("emulator phone online Simulated").len(), 36);
    sandbox.run("emulator phone offline Simulated --dry-run").expect(2).says(&["nothing was changed"]);
    sandbox.run("emulator phone sessions Simulated --state elsewhere").expect(0);
}
