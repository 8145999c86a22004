//! `ipp webhook check`: a good handler passes, and each bad one is told what it should do instead.

use super::handlers::{self, SECRET};
use crate::support::server::{Answer, Server, nobody, with_headers};
use crate::support::{Run, Sandbox};
use serde_json::{Value, json};

fn sandbox() -> Sandbox {
    Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET)
}

fn check(server: &Server, flags: &str) -> Run {
    sandbox().run(&format!("webhook check {} {flags}", server.address)).hides("aXBwLXRlc3Q")
}

/// The ids of the rows that ended so.
fn rows(run: &Run, result: &str) -> Vec<String> {
    let rows: Vec<Value> = serde_json::from_str(&run.out).expect("rows");
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    rows.iter().filter(|row| row["result"] == result).map(|row| text(row, "id")).collect()
}

const REFUSED: [&str; 8] = [
    "bad-signature",
    "wrong-secret",
    "stale",
    "future",
    "missing-id",
    "missing-timestamp",
    "missing-signature",
    "changed-body",
];

const ACCEPTED: [&str; 10] = [
    "good",
    "rotation",
    "duplicate",
    "unknown-type",
    "unknown-session",
    "cancelled-after-finalized",
    "nanoseconds",
    "null-order-id",
    "unknown-fields",
    "burst",
];

#[test]
fn a_good_handler_passes_every_row() {
    let server = handlers::good();
    let run = check(&server, "-o json").expect(0).says(&["effects were not counted"]);
    assert_eq!((&run.json()[0]["effects"], &run.json()[1]["effects"]), (&Value::Null, &json!("not_counted")));
    assert_eq!(rows(&run, "passed").len(), REFUSED.len() + ACCEPTED.len());
    let row = &run.json()[0];
    assert_eq!((&row["expected"], &row["answered"], &row["advice"]), (&json!("2xx"), &json!("204"), &Value::Null));
    // Two rows of two callbacks, one of fifty.
    assert_eq!(server.asked().len(), 18 + 2 + 49);
    check(&server, "").expect(0).shows(&["ROW", "WHAT TO DO", "good ", "pass", "204 (50 times)"]);
    let ids = check(&server, "-o id").expect(0).out;
    assert!(REFUSED.iter().chain(&ACCEPTED).all(|id| ids.lines().any(|line| line == *id)), "{ids}");
}

#[test]
fn one_that_believes_everything_is_told_to_verify() {
    let run = check(&handlers::always(200), "-o json").expect(30);
    assert_eq!(rows(&run, "failed"), REFUSED);
    let named = format!("8 of 18 rows failed: {}", rows(&run, "failed").join(", "));
    assert_eq!(run.error()["message"], named);
    check(&handlers::always(200), "").expect(30).shows(&["FAIL"]).says(&[&named, "hint: each row"]);
}

#[test]
fn one_that_believes_nothing_fails_the_rest() {
    assert_eq!(rows(&check(&handlers::always(401), "-o json").expect(30), "failed"), ACCEPTED);
    assert_eq!(rows(&check(&handlers::reserialising(), "-o json").expect(30), "failed"), ACCEPTED);
    let broken = check(&handlers::always(500), "-o json").expect(30);
    assert_eq!(rows(&broken, "failed").len(), 18);
    assert!(broken.out.contains("5xx says that the handler itself is broken"), "{broken:?}");
}

#[test]
fn one_that_refuses_everything_is_told_so_and_one_that_is_broken_is_not() {
    let advice = |run: &Run, id: &str| {
        let rows = run.json();
        let row = rows.as_array().expect("rows").iter().find(|row| row["id"] == id).expect(id).clone();
        row["advice"].as_str().unwrap_or_default().to_owned()
    };
    for code in [400, 401, 403] {
        let run = check(&handlers::always(code), "-o json").expect(30);
        assert_eq!((rows(&run, "failed"), rows(&run, "not_run")), (to_owned(&ACCEPTED), to_owned(&REFUSED)));
        for id in REFUSED {
            assert!(advice(&run, id).starts_with("sent and refused, which proves nothing"), "{id}: {run:?}");
        }
        assert!(ACCEPTED[1..].iter().all(|id| advice(&run, id).starts_with("mend `good` first")), "{run:?}");
    }
    // The address is another's: what it refuses proves as little, and each row says what it wants.
    let elsewhere = check(&handlers::always(404), "-o json").expect(30);
    assert_eq!(rows(&elsewhere, "not_run"), REFUSED);
    assert!(!advice(&elsewhere, "rotation").contains("mend `good` first"), "{elsewhere:?}");
    for (code, own) in [(302, "redirects are not followed"), (500, "5xx says that the handler itself is broken")] {
        let run = check(&handlers::always(code), "-o json").expect(30).hides("`good` first");
        assert_eq!(rows(&run, "failed").len(), 18);
        assert!(advice(&run, "stale").contains(own), "{run:?}");
        assert!(!advice(&run, "rotation").is_empty() && !advice(&run, "burst").is_empty(), "{run:?}");
    }
    // It believes what is right, and breaks while it acts on it: what it refuses is rightly refused.
    let breaking = Server::scripted(|asked, _| match handlers::judged(asked, asked.body.as_bytes()) {
        204 => handlers::status(500),
        code => handlers::status(code),
    });
    let run = check(&breaking, "-o json").expect(30).hides("`good` first");
    assert_eq!((rows(&run, "passed"), rows(&run, "failed")), (to_owned(&REFUSED), to_owned(&ACCEPTED)));
}

fn to_owned(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn a_probe_counts_the_effects() {
    let sandbox = sandbox();
    let probe = "--probe \"sh -c 'grep -c \\\"$IPP_SESSION_ID\\\" effects || true'\"";
    let run = |once: bool| {
        let server = handlers::with_effects(sandbox.home().join("effects"), once);
        sandbox.run(&format!("webhook check {} -o json {probe}", server.address))
    };
    assert_eq!(rows(&run(true).expect(0), "passed").len(), 18);
    let twice = run(false).expect(30);
    assert_eq!(rows(&twice, "failed"), ["duplicate"]);
    assert!(twice.out.contains("1 effects, then 2") && twice.out.contains("remember each `webhook-id`"), "{twice:?}");
    assert_eq!(run(true).json()[1]["effects"], "counted");
    let server = handlers::good();
    let idle = sandbox.run(&format!("webhook check {} -o json --probe 'echo 0'", server.address)).expect(30);
    assert_eq!(rows(&idle, "failed"), ["duplicate", "cancelled-after-finalized"]);
    assert!(idle.out.contains("nothing is proved"), "{idle:?}");
    let still = sandbox.run(&format!("webhook check {} -o json --probe 'echo 5'", server.address)).expect(30);
    assert_eq!(rows(&still, "failed"), ["duplicate", "cancelled-after-finalized"]);
    // One that counts all sessions does as well.
    for (once, code) in [(true, 0), (false, 30)] {
        let server = handlers::with_effects(sandbox.home().join("effects"), once);
        let line = format!("webhook check {} -o json --probe \"sh -c 'wc -l < effects'\"", server.address);
        sandbox.run(&line).expect(code);
    }
}

#[test]
fn a_probe_that_does_not_work_is_known_before_anything_is_sent() {
    let server = Server::never();
    for (probe, said) in [
        ("false", "exit status: 1"),
        ("echo many", "no whole number"),
        ("true", "printed nothing"),
        ("no-such-tool", "not found"),
    ] {
        let run = check(&server, &format!("--probe '{probe}'")).expect(2).out_is("");
        run.says(&[&format!("the probe `{probe}`"), said, "$IPP_SESSION_ID"]);
    }
    server.was_never_asked();
}

#[test]
fn pipelines_get_junit() {
    let run = check(&handlers::always(200), "-o junit").expect(30);
    run.shows(&[
        "<testsuites tests=\"18\" failures=\"8\" errors=\"0\" skipped=\"0\"",
        "<testcase classname=\"ipp webhook check\" name=\"good\" ",
        "<failure message=\"rightly signed, 15 minutes ago: expected 4xx, got 200\">compare ",
    ]);
    let sandbox = Sandbox::emulator();
    for line in ["pay --amount 1 --currency SEK", "location list", "webhook verify", "profile show"] {
        sandbox.run(&format!("{line} -o junit")).expect(2).out_is("").says(&["only a report has a form for JUnit"]);
    }
    assert!(!sandbox.state_dir().exists());
}

#[test]
fn a_handler_that_hangs_is_given_up_after_three_rows() {
    let server = Server::answering(vec![Answer::Silence]);
    let run = check(&server, "--timeout 100ms -o json").expect(30);
    assert_eq!((rows(&run, "failed").len(), rows(&run, "not_run").len()), (3, 15));
    assert!(run.out.contains("no answer within 100ms") && run.out.contains("put it into a queue"), "{run:?}");
    assert!(run.out.contains("answer every callback within 100ms"), "{run:?}");
    let failed = rows(&run, "failed").join(", ");
    let message = format!("3 of 18 rows failed: {failed}; 15 were not run: the handler does not answer");
    assert_eq!(run.error()["message"], message);
    let table = run.json();
    let left: Vec<_> = table.as_array().expect("rows").iter().filter(|row| row["result"] == "not_run").collect();
    assert!(left.iter().all(|row| row["advice"].as_str().is_some_and(|text| text.contains("mend"))), "{table}");
    check(&server, "--timeout 100ms -o junit")
        .expect(30)
        .shows(&["failures=\"3\" errors=\"0\" skipped=\"15\"", "<skipped "]);
}

#[test]
fn one_that_closes_redirects_or_talks_too_much_gets_clear_rows() {
    let run = check(&Server::answering(vec![Answer::Close]), "-o json").expect(30);
    assert_eq!((rows(&run, "failed").len(), rows(&run, "not_run").len()), (3, 15));
    let elsewhere = Server::never();
    let location = elsewhere.address.clone();
    let redirecting = Server::scripted(move |_, _| with_headers(307, &[("location", &location)], ""));
    let run = check(&redirecting, "-o json").expect(30);
    assert_eq!(rows(&run, "failed").len(), 18);
    assert!(run.out.contains("redirects are not followed"), "{run:?}");
    elsewhere.was_never_asked();
    let large = "x".repeat(10 * 1024 * 1024);
    let talking = Server::scripted(move |_, _| with_headers(200, &[], &large));
    let run = check(&talking, "-o json").expect(30);
    assert_eq!((rows(&run, "failed").len(), &run.json()[0]["answered"]), (8, &json!("200 with a large body")));
}

#[test]
fn where_nobody_listens_nothing_was_checked() {
    let run = sandbox().run(&format!("webhook check {} -o json", nobody())).expect(7).out_is("");
    assert_eq!(run.error()["kind"], "not_sent");
    assert!(run.error()["message"].as_str().is_some_and(|text| text.starts_with("nothing was sent: the handler at")));
}

#[test]
fn the_rows_can_be_read_without_a_secret_and_without_sending() {
    let server = Server::never();
    let line = format!("webhook check {} --dry-run", server.address);
    let run = Sandbox::new().run(&format!("{line} -o json")).expect(0).err_is("");
    assert_eq!(rows(&run, "not_run").len(), 18);
    Sandbox::new().run(&line.replace("--dry-run", "--curl")).expect(2).out_is("").says(&["use `--dry-run`"]);
    server.was_never_asked();
}

#[test]
fn production_has_to_agree() {
    let server = Server::never();
    let sandbox = Sandbox::production("http://127.0.0.1:9").with("IPP_WEBHOOK_SECRET", SECRET);
    let run = sandbox.run(&format!("webhook check {}", server.address)).expect(9).out_is("");
    run.says(&["nobody has agreed to send made-up callbacks to ", "in production"]);
    server.was_never_asked();
}

#[test]
fn ctrl_c_ends_it_at_once() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = sandbox();
    let started = sandbox.begin(&format!("webhook check {}", server.address));
    server.wait_until_asked(0);
    started.signal("INT");
    started.finish().expect(130).out_is("").says(&["interrupted"]);
}

#[test]
fn every_callback_comes_over_a_connection_of_its_own() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let (tell, connections) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            tell.send(()).expect("a test");
            std::thread::spawn(move || {
                let mut stream = stream;
                while let Some(asked) = crate::support::server::read(&mut stream) {
                    let code = handlers::judged(&asked, asked.body.as_bytes());
                    let answer = format!("HTTP/1.1 {code} X\r\ncontent-length: 0\r\n\r\n");
                    // Whoever has its answer may go.
                    let _ = std::io::Write::write_all(&mut stream, answer.replace("204", "200").as_bytes());
                }
            });
        }
    });
    sandbox().run(&format!("webhook check {address}")).expect(0);
    assert_eq!(connections.try_iter().count(), 18 + 2 + 49);
}
