//! The promise that scripts build on: one test per row of `ipp help exit-codes`, named after its code.

use crate::support::bodies::{SESSION_ID, problem, session};
use crate::support::server::{Answer, Server};
use crate::support::{Run, Sandbox};

const WAIT: &str = "session wait 0a6f3c1e-5d43-4b0e-9d0c-7a1f2b3c4d5e";
const PAY: &str = "pay --amount 240000 --currency SEK --tax-rate 0% --device 6f2c1f2e-9c1b-4c57-8a44-0e1d7c5d3a10";

/// Runs against a server; the error object has to say the same code and this kind.
#[track_caller]
fn ends(answers: Vec<Answer>, line: &str, code: i32, kind: &str) -> Run {
    let server = Server::answering(answers);
    let run = Sandbox::playground(&server.address).run(&format!("{line} -o json")).expect(code);
    assert_eq!(
        (run.error()["code"].as_i64(), run.error()["kind"].as_str()),
        (Some(code.into()), Some(kind)),
        "{run:?}"
    );
    run
}

/// The codes and meanings of the printed table.
fn rows() -> Vec<(String, String)> {
    let run = Sandbox::new().run("help exit-codes").expect(0).err_is("");
    let row = |line: &str| {
        let (code, meaning) = line.trim_start().split_once("  ")?;
        code.parse::<u8>().ok().map(|code| (code.to_string(), meaning.to_owned()))
    };
    run.out.lines().filter_map(row).collect()
}

#[test]
fn the_printed_table_is_the_one_that_was_promised() {
    let promised = [
        ("0", "done; for `pay` and `session wait`: paid"),
        ("1", "a fault of ipp itself"),
        ("2", "usage, bad value, missing input"),
        ("3", "configuration or key missing or wrong here"),
        ("4", "key refused (401, 403)"),
        ("5", "not found"),
        ("6", "refused by the API (400, 409, 422)"),
        ("7", "nothing was sent: DNS, connect, TLS"),
        ("8", "server fault or rate limit, after retries"),
        ("9", "refused here: guard, policy, duplicate, not confirmed"),
        ("10", "`device plan --detailed-exitcode`: there is something to do"),
        ("20", "session or pairing code cancelled"),
        ("21", "session or pairing code expired"),
        ("22", "session failed"),
        ("23", "the time was up and it was not paid, or not paired"),
        ("24", "outcome unknown: it may have happened"),
        ("30", "a check failed, no event came; for `webhook verify`: wrong signature"),
        ("31", "`webhook verify`: stale, or from the future"),
        ("32", "`webhook verify`: malformed headers"),
        ("126", "a command that ipp was to run cannot be run"),
        ("127", "a command that ipp was to run was not found"),
        ("130", "interrupted"),
    ];
    assert_eq!(rows(), promised.map(|(code, meaning)| (code.to_owned(), meaning.to_owned())));
}

#[test]
fn what_is_no_row_of_the_table_is_told_below_it() {
    let sandbox = Sandbox::emulator();
    let topic = sandbox.run("help exit-codes").expect(0).out;
    for flag in ["--dry-run", "--curl", "--help"] {
        sandbox.run(&format!("pay --amount 100 --currency SEK {flag}")).expect(0);
        assert!(topic.contains(&format!("`{flag}`")), "{flag} ends with 0, and nothing was paid");
    }
    assert_eq!(sandbox.run("session list -o jsonl").expect(0).out, "");
    sandbox.file("no-program", "");
    for (command, code) in [("./no-program", 126), ("./nowhere", 127), ("sh -c 'kill -9 $$'", 137)] {
        sandbox.run(&format!("emulator run -- {command}")).expect(code);
        sandbox.run(&format!("webhook listen --port 0 --until 'ipp.*' -- {command}")).expect(code);
    }
    for told in ["128", "127", "126"] {
        assert!(topic.contains(&format!(" {told} ")), "{told}: {topic}");
    }
}

#[test]
fn every_row_has_a_test() {
    let source = include_str!("exit_codes.rs");
    for (code, meaning) in rows() {
        assert!(source.contains(&format!("fn code_{code}_")), "no test for {code} ({meaning})");
    }
}

#[test]
fn code_0_is_done_and_for_money_paid() {
    let server = Server::answering(vec![session("CREATED"), session("FINALIZED")]);
    Sandbox::playground(&server.address).run(PAY).expect(0);
    Sandbox::playground(&server.address).run(WAIT).expect(0);
    Sandbox::emulator().run("location list").expect(0);
}

#[test]
fn code_1_is_a_fault_of_ipp_itself() {
    let run = Sandbox::emulator().shell("ipp location list -o json >/dev/full").expect(1);
    assert_eq!(run.error()["kind"], "internal");
}

#[test]
fn code_2_is_usage() {
    ends(vec![session("CREATED")], "pay --amount 2,400 --currency SEK", 2, "usage");
    ends(vec![session("CREATED")], "pay --no-such-flag", 2, "usage");
    ends(vec![session("CREATED")], "no-such-command", 2, "usage");
    ends(vec![session("CREATED")], "", 2, "usage");
}

#[test]
fn code_3_is_configuration() {
    let run = Sandbox::new().run("location list -o json").expect(3);
    assert_eq!(run.error()["kind"], "configuration");
    let run = Sandbox::new().run("location list --env playground -o json").expect(3);
    assert_eq!(run.error()["kind"], "configuration");
}

#[test]
fn code_3_is_a_state_folder_that_cannot_be_used() {
    let sandbox = Sandbox::emulator();
    std::fs::create_dir_all(sandbox.state_dir()).expect("a folder");
    std::fs::write(sandbox.state_dir().join("emulator.db"), "no database at all, and longer than a header")
        .expect("a file");
    let run = sandbox.run("device list -o json").expect(3).says(&["emulator.db", "is damaged", "IPP_STATE_DIR"]);
    assert_eq!(run.error()["kind"], "configuration");
}

#[test]
fn code_4_is_a_refused_key() {
    for status in [401, 403] {
        ends(vec![problem(status, "No")], WAIT, 4, "key_refused");
        ends(vec![problem(status, "No")], PAY, 4, "key_refused");
    }
    let firewall = crate::support::server::with_headers(403, &[("content-type", "text/html")], "<html>blocked</html>");
    ends(vec![firewall], WAIT, 4, "key_refused").says(&["firewall", "<html>blocked"]);
}

#[test]
fn code_5_is_not_found() {
    ends(vec![problem(404, "No")], WAIT, 5, "not_found");
    let run = Sandbox::emulator().run("device get Nobody -o json").expect(5);
    assert_eq!(run.error()["kind"], "not_found");
}

#[test]
fn code_6_is_refused_by_the_api() {
    for status in [400, 409, 422] {
        ends(vec![problem(status, "No")], WAIT, 6, "refused_by_api");
        ends(vec![problem(status, "No")], PAY, 6, "refused_by_api");
    }
}

#[test]
fn code_7_is_nothing_sent() {
    // Nobody can listen on port 0.
    for line in [PAY, WAIT] {
        let line = format!("{line} --retries 0 --timeout 1s -o json");
        let run = Sandbox::playground("http://127.0.0.1:0").run(&line);
        if line.starts_with("pay") {
            let run = run.expect(7).out_is("");
            assert_eq!(run.error()["message"], "no session was created, and nothing will be charged");
        } else {
            // While waiting, the network may come back; at the end nobody knows.
            run.expect(24).out_is("");
        }
    }
    let run = Sandbox::playground("http://127.0.0.1:0").run("location list --retries 0 -o json").expect(7);
    assert_eq!(run.error()["kind"], "not_sent");
}

#[test]
fn code_8_is_a_server_fault_after_retries() {
    let now = |status| crate::support::server::with_headers(status, &[("retry-after", "0")], "{}");
    for status in [502, 503, 504, 429] {
        let server = Server::answering(vec![now(status)]);
        let run = Sandbox::playground(&server.address).run(&format!("session get {SESSION_ID} --retries 2 -o json"));
        assert_eq!(run.expect(8).error()["kind"], "server_fault");
        assert_eq!(server.asked().len(), 3, "{status}");
    }
    ends(vec![now(500)], &format!("session get {SESSION_ID}"), 8, "server_fault");
    ends(vec![now(429)], &format!("{PAY} --retries 1"), 8, "server_fault");
}

#[test]
fn code_9_is_refused_here() {
    ends(vec![session("CREATED")], "device remove Till", 9, "refused_here");
}

#[test]
fn code_10_is_something_to_do() {
    let shop = Sandbox::emulator();
    shop.shell("ipp device export > fleet.csv").expect(0);
    let plan = "device plan fleet.csv --detailed-exitcode -o json";
    assert_eq!(shop.run(plan).expect(0).json(), serde_json::json!([]));
    shop.shell("sed -i 's/Simulated phone/Till 1/' fleet.csv").expect(0);
    assert_eq!(shop.run(plan).expect(10).json().as_array().map(Vec::len), Some(1));
    shop.run("device plan fleet.csv").expect(0).shows(&["Till 1"]);
}

#[test]
fn code_20_is_cancelled() {
    ends(vec![session("CANCELLED")], WAIT, 20, "session_cancelled");
    ends(vec![session("CREATED"), session("CANCELLED")], PAY, 20, "session_cancelled");
}

#[test]
fn code_21_is_expired() {
    ends(vec![session("EXPIRED")], WAIT, 21, "session_expired");
    ends(vec![session("CREATED"), session("EXPIRED")], PAY, 21, "session_expired");
}

#[test]
fn code_22_is_failed() {
    ends(vec![session("FAILED")], WAIT, 22, "session_failed");
    ends(vec![session("CREATED"), session("FAILED")], PAY, 22, "session_failed");
}

#[test]
fn code_23_is_time_up() {
    ends(vec![session("ACTIVE")], &format!("{WAIT} --timeout 50ms"), 23, "time_up");
    ends(vec![session("ACTIVE")], &format!("{PAY} --timeout 50ms --keep-open"), 23, "time_up");
}

#[test]
fn code_24_is_unknown() {
    ends(vec![Answer::Close], PAY, 24, "outcome_unknown");
    // The cancel is answered, and what is read back is still open: it may yet be paid.
    ends(vec![session("ACTIVE")], &format!("{PAY} --timeout 50ms"), 24, "outcome_unknown");
}

/// Verifies a callback whose signature is right, with this id and this time.
fn verified(id: &str, timestamp: &str, code: i32, kind: &str) {
    let body = "{\"type\":\"ipp.session.finalized\",\"data\":{\"session_id\":\"s-1\"}}";
    let signature = "v1,gZ2pOlBYdMPkXrihUg4WAK+3cIRUisH49UvzCWuB8nE=";
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", "whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=");
    let words = ["webhook", "verify", "--id", id, "--timestamp", timestamp, "--signature", signature, "-o", "json"];
    let run = sandbox.ipp_reading(&words, body).expect(code);
    assert_eq!(
        (run.error()["code"].as_i64(), run.error()["kind"].as_str()),
        (Some(code.into()), Some(kind)),
        "{run:?}"
    );
}

#[test]
fn code_30_is_a_failed_check_and_a_wrong_signature() {
    verified("msg_2", "1760000000", 30, "check_failed");
    let server = Server::answering(vec![problem(500, "No")]);
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", "whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=");
    for line in ["webhook check", "webhook send x --to"] {
        let run = sandbox.run(&format!("{line} {} -o json", server.address)).expect(30);
        assert_eq!(run.error()["kind"], "check_failed");
    }
}

#[test]
fn code_31_is_a_stale_callback() {
    verified("msg_1", "1760000000", 31, "stale");
}

#[test]
fn code_32_is_a_malformed_callback() {
    verified("msg_1", "soon", 32, "malformed");
}

#[test]
fn code_126_is_a_command_that_cannot_be_run() {
    let sandbox = Sandbox::new();
    let file = sandbox.file("no-program", "");
    let run = sandbox.run(&format!("emulator run -o json -- {file}")).expect(126).out_is("");
    assert_eq!(run.error()["code"], 126);
}

#[test]
fn code_127_is_a_command_that_was_not_found() {
    let sandbox = Sandbox::emulator().with("IPP_WEBHOOK_SECRET", "whsec_aXBwLXRlc3Qtc2lnbmluZy1rZXk=");
    for line in ["emulator run -- nosuch", "webhook listen --port 0 -- nosuch", "checklist --probe nosuch"] {
        let run = sandbox.run(line).expect(127).out_is("").says(&["cannot run `nosuch`"]);
        run.hides("entity not found");
    }
    sandbox.run("checklist --probe nosuch").expect(127).says(&["caused by: no such command\n"]);
}

#[test]
fn code_130_is_interrupted_and_leaves_the_session_alone() {
    let server = Server::answering(vec![session("ACTIVE")]);
    for signal in ["INT", "TERM", "HUP"] {
        let run = signalled(&server, &format!("{WAIT} -o json"), signal).expect(130);
        assert_eq!(run.json()["status"], "ACTIVE");
        assert_eq!(run.error()["kind"], "interrupted");
        assert_eq!(run.error()["session_id"], SESSION_ID);
    }
    assert!(server.lines().iter().all(|line| line.starts_with("GET ")));
    let quiet = Server::answering(vec![Answer::Silence]);
    signalled(&quiet, "location list", "INT").expect(130).out_is("").says(&["interrupted: the command was stopped"]);
}

#[test]
fn code_130_cancels_only_where_that_was_said() {
    let server = Server::answering(vec![session("ACTIVE")]);
    signalled(&server, &format!("{WAIT} --cancel-on-interrupt"), "INT").expect(130);
    assert!(server.lines().contains(&format!("PUT /ipp/v1/sessions/{SESSION_ID}/cancel")), "{:?}", server.lines());
    let server = Server::answering(vec![session("ACTIVE"), session("ACTIVE"), session("FINALIZED")]);
    signalled(&server, &format!("{PAY} --cancel-on-interrupt"), "INT").expect(0);
}

/// Starts a command, and sends it a signal as soon as it has asked something.
fn signalled(server: &Server, line: &str, signal: &str) -> Run {
    let before = server.asked().len();
    let sandbox = Sandbox::playground(&server.address);
    let child = sandbox.start(line);
    server.wait_until_asked(before);
    sandbox.signal(&child, signal);
    Run::of(&child.wait_with_output().expect("an end"))
}
