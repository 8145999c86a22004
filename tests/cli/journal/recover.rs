//! What was lost is found by its mark: in the emulator's own events, and in the callbacks that were recorded.

use super::{CREATE, fail, lose, standings};
use crate::support::Sandbox;
use crate::support::server::{Answer, Server, json};
use ipp::webhook::events::Events;
use ipp::webhook::received::Received;
use serde_json::{Value, json};
use std::sync::Mutex;

pub const PHONE: &str = "0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5f";
const ID: &str = "0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";

/// The only session of the emulator's phone.
pub fn only_session(sandbox: &Sandbox) -> String {
    sandbox.run("emulator phone sessions Sim -o id").expect(0).out.trim().to_owned()
}

#[test]
fn the_answer_that_was_lost_is_found_by_the_mark() {
    let sandbox = Sandbox::emulator();
    let run = lose(&sandbox, "--ref A").says(&["not known", "(attempt 1)", "phone may be asking"]);
    run.says(&["`ipp session recover 1`"]);
    let id = only_session(&sandbox);
    let run = sandbox.run("session recover").expect(0).shows(&[&id, "CREATED", "1.00 SEK", "Simulated phone"]);
    run.says(&[&format!("attempt 1 is session {id}, which is CREATED")]);
    assert_eq!(standings(&sandbox), ["open"]);
    sandbox.run("session recover").expect(0).out_is("").says(&["nothing is unknown"]);
    sandbox.run("session recover -o json").expect(0).out_is("[]\n");
}

#[test]
fn programs_are_told_in_every_format() {
    for (format, begins) in [("json", "[\n  {\n    \"attempt\": 1"), ("jsonl", "{\"attempt\":1,"), ("csv", "attempt,")]
    {
        let sandbox = Sandbox::emulator();
        let error = lose(&sandbox, "-o json").error();
        assert_eq!((&error["attempt"], &error["session_id"], &error["code"]), (&json!(1), &Value::Null, &json!(24)));
        let run = sandbox.run(&format!("session recover --all --leave -o {format}")).expect(0);
        assert!(run.out.starts_with(begins) && run.out.contains(&only_session(&sandbox)), "{run:?}");
    }
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "");
    let run = sandbox.run("session recover -o id -q").expect(0);
    assert_eq!(run.out.trim(), only_session(&sandbox));
}

#[test]
fn flags_say_what_becomes_of_it() {
    let courses = [
        ("", "--leave", 0, "open"),
        ("", "--wait --timeout 50ms", 23, "open"),
        ("", "--cancel", 0, "unpaid"),
        ("POST /ipp/v1/dev/sessions/ID/simulate-tap", "--wait", 0, "paid"),
        ("POST /ipp/v1/dev/sessions/ID/simulate-tap", "--leave", 0, "paid"),
        ("POST /ipp/v1/dev/sessions/ID/simulate-tap", "--cancel", 6, "paid"),
        ("PUT /ipp/v1/sessions/ID/cancel", "--wait", 20, "unpaid"),
        ("PUT /ipp/v1/sessions/ID/cancel", "--cancel", 0, "unpaid"),
    ];
    for (meanwhile, flags, code, standing) in courses {
        let sandbox = Sandbox::emulator();
        lose(&sandbox, "--ref A");
        if !meanwhile.is_empty() {
            sandbox.run(&format!("api {}", meanwhile.replace("ID", &only_session(&sandbox)))).expect(0);
        }
        let run = sandbox.run(&format!("session recover 1 {flags} -o json")).expect(code);
        assert_eq!((&run.json()[0]["standing"], &run.json()[0]["attempt"]), (&json!(standing), &json!(1)), "{flags}");
    }
}

#[test]
fn a_reference_that_was_paid_is_paid_whatever_else_was_tried() {
    let sandbox = Sandbox::emulator();
    sandbox.run(&format!("{} --ref D1", super::PAY)).expect(0);
    let id = sandbox.id(&format!("{CREATE} --ref D1 --allow-duplicate"));
    sandbox.run(&format!("session cancel {id}")).expect(0);
    sandbox.run("session recover --ref D1 --wait").expect(0).shows(&["FINALIZED (paid)"]);
    for nothing in ["''", "' '"] {
        sandbox.run(&format!("session recover --ref {nothing} --wait")).expect(5).out_is("");
    }
}

#[test]
fn nothing_unknown_is_not_nothing_open() {
    let sandbox = Sandbox::emulator();
    sandbox.run(&format!("{CREATE} --ref A")).expect(0);
    for line in ["session recover", "session recover --all"] {
        let run = sandbox.run(line).expect(0).hides("no matching");
        run.says(&["nothing is unknown; one payment", "was open when last seen", "--refresh"]);
    }
    assert_eq!(sandbox.run("session recover -o json").expect(0).json(), json!([]));
    for line in ["session recover --cancel", "session recover --all --wait"] {
        sandbox.run(line).expect(5).says(&["one payment that was asked for here was open", "give its id"]);
    }
}

#[test]
fn another_payment_that_is_open_is_told_of_beside_those_that_are_settled() {
    let sandbox = Sandbox::emulator();
    let open = "one payment that was asked for here was open when last seen";
    sandbox.run(&format!("{CREATE} --ref A")).expect(0);
    lose(&sandbox, "--ref B");
    sandbox.run("session recover --all --cancel").expect(0).shows(&["CANCELLED"]).says(&[open]);
    lose(&sandbox, "--ref C");
    sandbox.run("session recover --ref C --cancel").expect(0).hides(open);
    sandbox.run("session recover --all --leave").expect(0).says(&[open]);
}

#[test]
fn a_session_is_chosen_by_what_a_list_shows_of_it() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(&format!("{CREATE} --ref A"));
    let shown = format!("{}…", &id[..8]);
    sandbox.run(&format!("emulator phone pay {shown}")).expect(0).shows(&["FINALIZED"]);
    sandbox.run(&format!("session recover {shown} --wait")).expect(0).shows(&["FINALIZED (paid)"]);
    sandbox.run(&format!("session get {shown}")).expect(0).shows(&[&id]);
    sandbox.run("emulator phone pay 00000000").expect(5).says(&["not found"]);
}

#[test]
fn what_was_never_created_stays_unknown() {
    let sandbox = Sandbox::emulator();
    fail(&sandbox, "reset", "--ref A");
    let run = sandbox.run("session recover --ref A").expect(24).shows(&["attempt-1", "unknown"]);
    run.says(&[
        "attempt 1: 0 other sessions that were told of could be read",
        "look at the phone",
        "`ipp session recover 1 --settle paid`",
    ]);
    sandbox.shell("ipp session recover >/dev/full").expect(24);
    let run = sandbox.run("session recover 1 --wait -o json").expect(24);
    assert_eq!((&run.error()["attempt"], &run.error()["kind"]), (&json!(1), &json!("outcome_unknown")));
}

#[test]
fn of_several_one_has_to_be_named() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A");
    lose(&sandbox, "--ref B");
    lose(&sandbox, "--ref C");
    let run = sandbox.run("session recover").expect(2).out_is("");
    run.says(&["3 attempts are unknown", "attempt 1 at", "attempt 3 at", "`--all`"]);
    sandbox.run("session recover --ref B").expect(0);
    assert_eq!(standings(&sandbox), ["unknown", "open", "unknown"]);
    sandbox.run("session recover attempt-3").expect(0);
    let run = sandbox.run("session recover --all -o id").expect(0);
    assert_eq!((run.out.lines().count(), standings(&sandbox)), (1, vec!["open".to_owned(); 3]));
    sandbox.run("session recover 9").expect(5).says(&["knows no such attempt"]);
    sandbox.run("session recover --ref Z").expect(5);
    sandbox.run("session recover 1 --env playground --base-url http://127.0.0.1:1").expect(2).says(&["elsewhere"]);
}

#[test]
fn a_session_without_the_mark_is_only_likely() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "--ref A --merchant-data \"order 7\"");
    let id = only_session(&sandbox);
    let run = sandbox.run("session recover").expect(24);
    run.says(&[
        &format!("attempt 1 is likely session {id}"),
        &format!("`ipp session recover 1 --settle session={id}`"),
    ]);
    assert_eq!(standings(&sandbox), ["unknown"]);
    sandbox.run(&format!("session recover 1 --settle session={id}")).expect(0).shows(&[&id, "CREATED"]);
}

#[test]
fn what_cannot_be_read_stays_unknown_and_says_why() {
    let sandbox = Sandbox::emulator();
    lose(&sandbox, "");
    sandbox.run("emulator fault add 500 --on get-session").expect(0);
    sandbox.run("session recover --retries 0").expect(24).says(&["caused by: ", "500"]);
}

/// A server that closes without an answer to a create, and shows the session that came of it afterwards.
fn forgetful() -> Server {
    let data = Mutex::new(Value::Null);
    Server::scripted(move |asked, _| match asked.method.as_str() {
        "POST" => {
            let sent: Value = serde_json::from_str(&asked.body).expect("JSON");
            *data.lock().expect("data") = sent["merchant_data"].clone();
            Answer::Close
        }
        _ if !asked.path.ends_with(ID) => json(404, "{}"),
        _ => json(
            200,
            &json!({
                "session_id": ID, "status": "FINALIZED", "order_amount": 100, "purchase_currency": "SEK",
                "merchant_data": *data.lock().expect("data"),
            })
            .to_string(),
        ),
    })
}

pub fn record(sandbox: &Sandbox, session: &str) {
    let folder = sandbox.state_dir().join("events");
    std::fs::create_dir_all(&folder).expect("a folder");
    let body = json!({"type": "ipp.session.finalized", "data": {"session_id": session}}).to_string().into_bytes();
    let received = Received { at: jiff::Timestamp::now(), path: "/".to_owned(), headers: Vec::new(), body };
    Events::new(folder).append(&received, Some("not verified"), false).expect("recorded");
}

#[test]
fn recorded_callbacks_tell_of_it_as_well() {
    let server = forgetful();
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("{CREATE} --device {PHONE} --ref A")).expect(24);
    sandbox.run("session recover").expect(24);
    for session in ["somebody-elses", "../../etc/passwd", "", ID] {
        record(&sandbox, session);
    }
    let run = sandbox.run("session recover --wait").expect(0).shows(&[ID, "FINALIZED (paid)"]);
    run.says(&[&format!("attempt 1 is session {ID}, which is FINALIZED")]);
    assert!(server.asked().iter().all(|asked| !asked.path.contains("..")), "{:?}", server.lines());
    assert_eq!(standings(&sandbox), ["paid"]);
}

#[test]
fn a_line_of_the_record_that_is_torn_costs_no_other() {
    let server = forgetful();
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("{CREATE} --device {PHONE} --ref A")).expect(24);
    record(&sandbox, ID);
    let folder = sandbox.state_dir().join("events");
    let day = std::fs::read_dir(&folder).expect("a listing").next().expect("a file").expect("an entry").path();
    let mut content = std::fs::read(&day).expect("a file");
    content.extend_from_slice(b"{\"torn");
    std::fs::write(&day, content).expect("a file");
    sandbox.run("session recover").expect(0).says(&["passed over: "]).shows(&[ID]);
}

#[test]
fn cancelling_in_production_needs_yes_and_policy_forbids_it() {
    let data = Mutex::new(Value::Null);
    let server = Server::scripted(move |asked, _| match asked.method.as_str() {
        "POST" => {
            let sent: Value = serde_json::from_str(&asked.body).expect("JSON");
            *data.lock().expect("data") = sent["merchant_data"].clone();
            Answer::Close
        }
        "PUT" => json(200, "{}"),
        _ => {
            let data = data.lock().expect("data").clone();
            json(200, &json!({"session_id": ID, "status": "ACTIVE", "merchant_data": data}).to_string())
        }
    });
    let sandbox = Sandbox::production(&server.address);
    sandbox.run(&format!("{CREATE} --device {PHONE} --yes")).expect(24);
    record(&sandbox, ID);
    sandbox.run("session recover --cancel").expect(9).says(&["nobody has agreed to cancel"]);
    sandbox.write_config("[profiles.shop]\nenvironment = \"production\"\nread_only = true\n");
    sandbox.run("session recover --cancel --yes --profile shop").expect(9).says(&["`read_only`"]);
    assert_eq!((server.asked().len(), standings(&sandbox)), (1, vec!["unknown".to_owned()]));
    sandbox.run("session recover --leave --profile shop").expect(0).shows(&[ID, "ACTIVE"]);
    assert_eq!(
        server.lines(),
        [
            "POST /ipp/v1/sessions".to_owned(),
            format!("GET /ipp/v1/sessions/{ID}"),
            format!("GET /ipp/v1/sessions/{ID}")
        ]
    );
}

#[test]
fn what_has_no_session_is_neither_waited_for_nor_cancelled() {
    let server = Server::answering(vec![json(409, r#"{"detail":"Device is offline"}"#), Answer::Close]);
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("{CREATE} --device {PHONE} --ref A")).expect(6);
    sandbox.run("session recover 1").expect(0).shows(&["attempt-1", "refused"]);
    let run = sandbox.run("session recover 1 --wait").expect(5);
    run.says(&["refused (there is no session): there is nothing to wait for", "nothing is charged for it"]);
    sandbox.run(&format!("{CREATE} --device {PHONE} --ref B")).expect(24);
    sandbox.run("session recover 2 --settle paid").expect(0);
    sandbox.run("session recover 2 --cancel").expect(9).says(&["as a person said: there is nothing to cancel"]);
    assert_eq!((server.asked().len(), standings(&sandbox)), (2, vec!["paid".to_owned(), "refused".to_owned()]));
}

#[test]
fn a_session_that_cannot_be_read_may_be_paid() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(CREATE);
    sandbox.run("emulator fault add 500 --on get-session").expect(0);
    for flags in ["--wait", "--cancel", "--leave"] {
        let run = sandbox.run(&format!("session recover 1 {flags} --retries 0")).expect(24);
        run.says(&[&format!("it is not known whether session {id} is paid"), "look at the phone"]);
    }
    assert_eq!(standings(&sandbox), ["open"]);
}

#[test]
fn what_went_with_the_emulators_world_is_gone() {
    for (line, code) in
        [("session recover 1 --wait", 5), ("session recover 1", 0), ("session list --open --refresh", 0)]
    {
        let sandbox = Sandbox::emulator();
        sandbox.run(&format!("{CREATE} --ref A")).expect(0);
        for name in ["emulator.db", "emulator.db-wal", "emulator.db-shm"] {
            let _ = std::fs::remove_file(sandbox.state_dir().join(name));
        }
        sandbox.run(line).expect(code);
        assert_eq!(standings(&sandbox), ["gone"], "{line}");
        sandbox.run("session recover 1 --wait").expect(5).says(&["gone with the emulator's world"]);
    }
}

#[test]
fn a_long_list_of_attempts_is_cut() {
    let server = Server::answering(vec![Answer::Close]);
    let sandbox = Sandbox::playground(&server.address);
    for number in 1..=11 {
        sandbox.run(&format!("{CREATE} --device {PHONE} --ref R-{number}")).expect(24);
    }
    sandbox.run("session recover").expect(2).says(&["11 attempts are unknown", "and 1 more", "`--all`"]);
}
