//! The same payment is not asked for twice: by reference, and without one by phone and amount.

use super::{CREATE, PAY, journal, lose, sessions, standings};
use crate::support::server::{Server, json};
use crate::support::{Run, Sandbox};
use serde_json::json;

/// Refused, and nothing was sent: the sessions are as many as before.
#[track_caller]
fn refused(sandbox: &Sandbox, line: &str) -> Run {
    let before = sessions(sandbox);
    let run = sandbox.run(line).expect(9).out_is("").says(&["nothing was sent", "`--allow-duplicate`"]);
    assert_eq!(sessions(sandbox), before);
    run
}

#[test]
fn a_reference_is_used_once_while_it_is_open_paid_or_unknown() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(&format!("{CREATE} --ref OPEN"));
    let run = refused(&sandbox, &format!("{CREATE} --ref OPEN"));
    run.says(&["reference OPEN was used already", "attempt 1 at 20", "1.00 SEK", "Simulated phone", &id]).says(&[
        "CREATED (still open)",
        &format!("`ipp session wait {id}`"),
        &format!("`ipp session cancel {id}`"),
    ]);
    sandbox.run(&format!("{PAY} --ref PAID")).expect(0);
    refused(&sandbox, &format!("{PAY} --ref PAID")).says(&["FINALIZED (paid)", "`ipp session get"]);
    lose(&sandbox, "--ref LOST");
    refused(&sandbox, &format!("{PAY} --ref LOST")).says(&["attempt 3", "unknown", "`ipp session recover 3`"]);
    sandbox.run(&format!("{CREATE} --ref OPEN --allow-duplicate")).expect(0);
    assert_eq!(sessions(&sandbox), 4);
}

#[test]
fn blanks_around_a_reference_make_no_other_order() {
    let sandbox = Sandbox::emulator();
    sandbox.run(&format!("{PAY} --ref A")).expect(0);
    let run = sandbox.ipp(&["pay", "--amount", "100", "--currency", "SEK", "--ref", " A\t"]).expect(9);
    run.says(&["reference A was used already", "nothing was sent"]);
    sandbox.run(&format!("{PAY} --ref a")).expect(0);
}

#[test]
fn programs_are_told_which_one_stands_in_the_way() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(&format!("{CREATE} --ref A"));
    let error = sandbox.run(&format!("{PAY} --ref A -o json")).expect(9).out_is("").error();
    assert_eq!((&error["attempt"], &error["session_id"]), (&json!(1), &json!(id)));
    assert_eq!((&error["kind"], &error["code"]), (&json!("refused_here"), &json!(9)));
    assert_eq!(error["standing"], "open");
}

#[test]
fn what_ended_unpaid_stands_in_nobodys_way() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(&format!("{CREATE} --ref A"));
    sandbox.run(&format!("session cancel {id}")).expect(0);
    sandbox.run(&format!("{PAY} --ref A")).expect(0);
    assert_eq!(standings(&sandbox), ["paid", "unpaid"]);
}

#[test]
fn an_open_one_is_read_once_more_before_it_is_in_the_way() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(&format!("{CREATE} --ref A"));
    // By another machine: this one's journal is not told.
    sandbox.run(&format!("api PUT /ipp/v1/sessions/{id}/cancel")).expect(0);
    assert_eq!(standings(&sandbox), ["open"]);
    let id = sandbox.id(&format!("{CREATE} --ref A"));
    sandbox.run(&format!("api POST /ipp/v1/dev/sessions/{id}/simulate-tap")).expect(0);
    refused(&sandbox, &format!("{CREATE} --ref A")).says(&["FINALIZED (paid)"]);
    assert_eq!(standings(&sandbox), ["paid", "unpaid"]);
}

#[test]
fn one_that_cannot_be_read_again_stays_in_the_way() {
    let sandbox = Sandbox::emulator();
    sandbox.id(&format!("{CREATE} --ref A"));
    sandbox.run("emulator fault add 500 --on get-session").expect(0);
    refused(&sandbox, &format!("{CREATE} --ref A --retries 0")).says(&["could not be read again"]);
}

#[test]
fn without_a_reference_the_same_amount_waits_its_turn_while_one_is_open() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(CREATE);
    refused(&sandbox, CREATE).says(&["1.00 SEK was asked for on the same device already"]);
    sandbox.run("session create --amount 101 --currency SEK").expect(0);
    sandbox.run(&format!("dev simulate-tap {id}")).expect(0);
    sandbox.run(PAY).expect(0);
    sandbox.run(PAY).expect(0);
}

#[test]
fn what_pay_left_open_and_was_paid_is_told_before_the_money_is_asked_for_again() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.run("pay --amount 100 --currency SEK --timeout 100ms --keep-open -o id").expect(23).out;
    let id = id.trim();
    sandbox.run(&format!("emulator phone pay {id}")).expect(0);
    let run =
        refused(&sandbox, PAY).says(&[id, "FINALIZED (paid)", "it was paid after it was last seen", "ask once more"]);
    assert_eq!(standings(&sandbox), ["paid"], "{run:?}");
    // Whoever has been told and asks again has another customer.
    sandbox.run(PAY).expect(0);
}

#[test]
fn what_was_found_open_and_was_paid_is_told_before_the_money_is_asked_for_again() {
    let sandbox = Sandbox::emulator();
    super::lose(&sandbox, "");
    sandbox.run("session recover --leave").expect(0).says(&["is still open"]);
    let id = super::journal(&sandbox)[0]["session_id"].as_str().expect("an id").to_owned();
    sandbox.run(&format!("emulator phone pay {id}")).expect(0);
    refused(&sandbox, PAY).says(&[&id, "FINALIZED (paid)"]);
    sandbox.run(PAY).expect(0);
}

#[test]
fn a_phone_is_the_same_in_capitals_and_an_empty_reference_is_none() {
    let sandbox = Sandbox::emulator();
    let device = sandbox.run("device list -o id").expect(0).out.trim().to_owned();
    sandbox.id(&format!("{CREATE} --device {device}"));
    refused(&sandbox, &format!("{CREATE} --device {}", device.to_uppercase())).says(&["on the same device"]);
    for amount in [300, 301] {
        let order = json!({"order_amount": amount, "purchase_currency": "SEK", "merchant_reference1": ""});
        let file = sandbox.file("order.json", order.to_string());
        sandbox.run(&format!("session create --from {file}")).expect(0);
    }
    let run = refused(&sandbox, "session create --from order.json");
    run.says(&["3.01 SEK was asked for on the same device already"]);
}

#[test]
fn the_window_is_a_setting() {
    let sandbox = Sandbox::new();
    sandbox.write_config("[profiles.shop]\nenvironment = \"emulator\"\nduplicate_window = \"0\"\n");
    sandbox.id(CREATE);
    sandbox.id(CREATE);
    sandbox.id(&format!("{CREATE} --ref A"));
    refused(&sandbox, &format!("{CREATE} --ref A"));
    sandbox.run("profile show").expect(0).shows(&["duplicate_window"]);
}

#[test]
fn of_two_at_the_same_moment_exactly_one_is_sent() {
    let sandbox = Sandbox::emulator();
    // The emulator's own beginning is not what is raced for.
    sandbox.run("device list").expect(0);
    for round in 0..12 {
        let started: Vec<_> = (0..2).map(|_| sandbox.begin(&format!("{PAY} --ref R-{round}"))).collect();
        let mut codes: Vec<_> = started.into_iter().map(|one| one.finish().code).collect();
        codes.sort_unstable();
        assert_eq!(codes, [0, 9], "round {round}");
        assert_eq!(sessions(&sandbox), round + 1);
    }
    assert_eq!(journal(&sandbox).len(), 12);
}

#[test]
fn a_new_beginning_of_the_emulator_frees_everything() {
    let sandbox = Sandbox::emulator();
    sandbox.run(&format!("{PAY} --ref PAID")).expect(0);
    lose(&sandbox, "--ref LOST");
    sandbox.run("emulator reset --yes").expect(0);
    for reference in ["PAID", "LOST"] {
        sandbox.run(&format!("{PAY} --ref {reference}")).expect(0);
    }
    assert_eq!(standings(&sandbox), ["paid", "paid", "gone", "gone"]);
    // The world may also be taken away by hand.
    for name in ["emulator.db", "emulator.db-wal", "emulator.db-shm"] {
        let _ = std::fs::remove_file(sandbox.state_dir().join(name));
    }
    sandbox.run(&format!("{PAY} --ref PAID")).expect(0);
}

#[test]
fn what_is_only_shown_is_neither_written_nor_marked() {
    let sandbox = Sandbox::emulator();
    for flag in ["--dry-run", "--curl"] {
        for line in [CREATE, "pay --amount 100 --currency SEK --ref A"] {
            sandbox.run(&format!("{line} {flag}")).expect(0).hides("ipp_mark");
        }
    }
    assert!(!sandbox.state_dir().join("journal.db").exists());
}

#[test]
fn the_mark_goes_beside_the_callers_own_data() {
    let body = |data: &str| {
        let server = Server::answering(vec![json(200, r#"{"session_id":"s-1","status":"CREATED"}"#)]);
        let sandbox = Sandbox::playground(&server.address);
        sandbox
            .ipp(
                &shlex::split(&format!("{CREATE} --device {}", super::recover::PHONE))
                    .expect("words")
                    .iter()
                    .map(String::as_str)
                    .chain(data.lines())
                    .collect::<Vec<_>>(),
            )
            .expect(0);
        let sent: serde_json::Value = serde_json::from_str(&server.asked()[0].body).expect("JSON");
        let mark = journal(&sandbox)[0]["mark"].clone();
        (sent["merchant_data"].as_str().expect("data").to_owned(), mark)
    };
    let (data, mark) = body("");
    assert_eq!(data, format!(r#"{{"ipp_mark":{mark}}}"#));
    let (data, mark) = body("--merchant-data\n{\"order\": 1.00}");
    assert_eq!(data, format!(r#"{{"order": 1.00,"ipp_mark":{mark}}}"#));
    let (data, mark) = body("--merchant-data\norder 7");
    assert_eq!((data.as_str(), mark), ("order 7", serde_json::Value::Null));
}
