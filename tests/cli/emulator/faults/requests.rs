//! Each fault of a request against the commands: the exit code tells the truth about what was done.

use super::{add, sessions, struck};
use crate::support::{Run, Sandbox};
use std::time::{Duration, Instant};

const CREATE: &str = "session create --amount 100 --currency SEK";
const PAY: &str = "pay --amount 100 --currency SEK --simulate-tap SUCCESS";

/// Creates a session while this goes wrong with the create, and says how many there are then.
#[track_caller]
fn create(fault: &str, flags: &str) -> (Run, u64) {
    let sandbox = Sandbox::emulator();
    add(&sandbox, &format!("{fault} --on create-session"));
    let run = sandbox.run(&format!("{CREATE} {flags}"));
    let twice = struck(&sandbox);
    assert!(twice <= 1 || fault.starts_with("429"), "a create is sent once: {run:?}");
    (run, sessions(&sandbox))
}

#[test]
fn a_create_whose_work_was_done_is_unknown_and_happened_once() {
    for fault in ["lost-answer", "cut-body", "not-json"] {
        for flags in ["", "-o json"] {
            let (run, sessions) = create(fault, flags);
            let run = run.expect(24).out_is("").says(&["not known"]);
            assert_eq!(sessions, 1, "{fault}");
            assert!(flags.is_empty() || run.error()["kind"] == "outcome_unknown", "{run:?}");
        }
    }
    let (run, sessions) = create("latency --delay 60s", "--request-timeout 2s --connect-timeout 1s");
    run.expect(24).says(&["not known"]);
    assert_eq!(sessions, 1, "it was too late for the client, and done all the same");
}

#[test]
fn a_create_that_was_not_done_is_unknown_as_far_as_anybody_can_know() {
    for fault in ["reset", "500", "503"] {
        let (run, sessions) = create(fault, "");
        run.expect(24).says(&["not known"]);
        assert_eq!(sessions, 0, "{fault}");
    }
}

#[test]
fn a_firewall_refuses_and_nothing_was_created() {
    let (run, sessions) = create("html-403", "");
    run.expect(4).says(&["nothing will be charged", "firewall"]);
    assert_eq!(sessions, 0);
}

#[test]
fn a_rate_limit_is_waited_for_and_then_the_create_happens_once() {
    let began = Instant::now();
    let (run, count) = create("429 --delay 1s --count 1", "");
    run.expect(0);
    assert!(began.elapsed() >= Duration::from_secs(1) && count == 1, "{:?}", began.elapsed());
    let began = Instant::now();
    let (run, count) = create("429 --delay 600s", "");
    run.expect(8).says(&["429"]);
    assert!(began.elapsed() < Duration::from_secs(20) && count == 0, "a wish beyond the deadline ends it");
}

#[test]
fn reads_are_asked_again_until_they_are_answered() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(CREATE);
    let get = format!("session get {id} -o json");
    for fault in ["503", "reset", "lost-answer", "cut-body"] {
        add(&sandbox, &format!("{fault} --on get-session --count 3"));
        assert_eq!(sandbox.run(&get).expect(0).json()["status"], "CREATED", "{fault}");
        assert_eq!(struck(&sandbox), 3, "{fault}");
        sandbox.run("emulator fault clear").expect(0);
        add(&sandbox, &format!("{fault} --on get-session --count 4"));
        sandbox.run(&get).expect(8);
        sandbox.run("emulator fault clear").expect(0);
    }
    for (fault, code) in [("500", 8), ("not-json", 8), ("html-403", 4)] {
        add(&sandbox, &format!("{fault} --on get-session --count 1"));
        sandbox.run(&get).expect(code);
        assert_eq!(struck(&sandbox), 1, "{fault} is not asked again");
        sandbox.run("emulator fault clear").expect(0);
    }
}

#[test]
fn a_cancel_whose_answer_is_lost_is_sent_again_and_the_session_is_cancelled() {
    let sandbox = Sandbox::emulator();
    for fault in ["lost-answer", "reset", "cut-body", "503"] {
        let id = sandbox.id(CREATE);
        add(&sandbox, &format!("{fault} --on cancel-session --count 1"));
        assert_eq!(sandbox.run(&format!("session cancel {id} -o json")).expect(0).json()["status"], "CANCELLED");
        assert_eq!(struck(&sandbox), 1, "{fault}");
        sandbox.run("emulator fault clear").expect(0);
    }
}

#[test]
fn a_payment_comes_through_whatever_happens_to_its_reads() {
    for fault in ["503 --rate 30", "reset --rate 30", "cut-body --rate 30", "latency --delay 20ms"] {
        let sandbox = Sandbox::emulator();
        add(&sandbox, &format!("{fault} --on get-session --seed 5"));
        assert_eq!(sandbox.run(&format!("{PAY} -o json")).expect(0).json()["status"], "FINALIZED", "{fault}");
    }
}

#[test]
fn a_payment_of_which_nothing_can_be_read_is_never_called_unpaid() {
    for fault in ["503", "reset", "not-json"] {
        let sandbox = Sandbox::emulator();
        add(&sandbox, &format!("{fault} --on get-session --on cancel-session"));
        let run = sandbox.run(&format!("{PAY} --timeout 1s --retries 0 -o json")).expect(24);
        assert_eq!(run.error()["kind"], "outcome_unknown", "{fault}: {run:?}");
        sandbox.run("emulator fault clear").expect(0);
        let id = run.error()["session_id"].as_str().expect("an id").to_owned();
        assert_eq!(sandbox.run(&format!("session get {id} -o json")).expect(0).json()["status"], "FINALIZED");
    }
}

#[test]
fn the_clerks_commands_are_not_struck() {
    let sandbox = Sandbox::emulator();
    let id = sandbox.id(CREATE);
    add(&sandbox, "reset");
    sandbox.run("device list --retries 0").expect(8);
    sandbox.run(&format!("emulator phone pay {id}")).expect(0);
    sandbox.run("emulator status").expect(0);
}
