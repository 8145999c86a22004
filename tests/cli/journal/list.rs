//! `ipp session list`: this machine's own record, in every format and of any length.

use super::{CREATE, PAY, lose};
use crate::support::server::{Server, json};
use crate::support::{Run, Sandbox};
use rusqlite::Connection;
use serde_json::json;
use std::time::{Duration, Instant};

const OWN: &str = "this is this machine's own record (emulator): the API has no list of sessions, so those of other \
                   machines are not in it; what is open may have ended since it was last seen (`--refresh` asks)\n";

/// One of each: paid, open and unknown, in this order.
fn shop() -> (Sandbox, String, String) {
    let sandbox = Sandbox::emulator();
    let (paid, open) = (sandbox.id(&format!("{PAY} --ref PAID")), sandbox.id(&format!("{CREATE} --ref OPEN")));
    lose(&sandbox, "--ref LOST");
    (sandbox, paid, open)
}

#[test]
fn the_newest_comes_first_in_every_format() {
    let (sandbox, paid, open) = shop();
    let list = |flags: &str| sandbox.run(&format!("session list {flags}")).expect(0);
    let table = list("").err_is(OWN).shows(&["SESSION", "TIME", "STATUS", "AMOUNT", "DEVICE", "REFERENCE"]);
    let lines: Vec<_> = table.out.lines().collect();
    assert!(
        lines[1].starts_with("attempt-3") && lines[1].contains("unknown") && lines[1].ends_with("LOST"),
        "{lines:?}"
    );
    assert!(lines[2].starts_with(&open) && lines[2].contains("CREATED") && lines[2].contains("Simulated phone"));
    assert!(lines[3].starts_with(&paid) && lines[3].contains("FINALIZED (paid)"), "{lines:?}");
    assert_eq!(list("-o id -q").err_is("").out, format!("attempt-3\n{open}\n{paid}\n"));
    let object = list("-o json").json();
    assert_eq!((&object[1]["session_id"], &object[1]["order_amount"]), (&json!(open), &json!(100)));
    assert_eq!(object[2]["seen"][0]["by"], "pay");
    assert_eq!(list("-o jsonl").out.lines().count(), 3);
    let csv = list("-o csv").out;
    assert!(csv.starts_with("attempt,began_at,standing,status,session_id,") && csv.lines().count() == 4, "{csv}");
    let note: serde_json::Value = serde_json::from_str(&list("-o json").err).expect("one object a line");
    assert!(note["note"].as_str().is_some_and(|note| note.contains("own record")));
}

#[test]
fn what_may_have_ended_since_is_said_only_where_something_open_is_listed() {
    let (sandbox, ..) = shop();
    let list = |flags: &str| sandbox.run(&format!("session list {flags}")).expect(0);
    for flags in ["", "--open", "--since 1h"] {
        list(flags).err_is(OWN);
    }
    for flags in ["--paid", "--unknown", "--refresh", "--open --refresh"] {
        list(flags).says(&["this machine's own record"]).hides("may have ended").hides("`--refresh`");
    }
}

#[test]
fn filters_go_together() {
    let (sandbox, paid, open) = shop();
    let ids = |flags: &str| sandbox.run(&format!("session list -q -o id {flags}")).expect(0).out;
    assert_eq!(
        (ids("--paid"), ids("--open"), ids("--unknown")),
        (format!("{paid}\n"), format!("{open}\n"), "attempt-3\n".into())
    );
    assert_eq!(ids("--limit 1"), "attempt-3\n");
    assert_eq!((ids("--since 1h").lines().count(), ids("--since 2999-01-01").lines().count()), (3, 0));
    assert_eq!((ids("--device sim").lines().count(), ids("--device nobody").lines().count()), (3, 0));
    assert_eq!(ids("--paid --device Simulated --since 1d --limit 5"), format!("{paid}\n"));
    assert_eq!(ids("--env playground"), "", "each environment by itself");
    for flags in ["--open --paid", "--since yesterday", "--limit 0", "--since -1h"] {
        sandbox.run(&format!("session list {flags}")).expect(2).out_is("");
    }
}

#[test]
fn where_nothing_was_asked_for_the_list_is_empty_and_nothing_is_made() {
    let sandbox = Sandbox::emulator();
    sandbox.run("session list").expect(0).out_is("").err_is(&format!("{OWN}no matching sessions in the journal\n"));
    sandbox.run("session list -o json --refresh").expect(0).out_is("[]\n");
    assert!(!sandbox.state_dir().join("journal.db").exists());
    Sandbox::new().run("session list").expect(3).out_is("");
}

#[test]
fn refresh_reads_the_open_ones_again() {
    let (sandbox, _, open) = shop();
    sandbox.run(&format!("api POST /ipp/v1/dev/sessions/{open}/simulate-tap")).expect(0);
    let status = |run: Run| run.expect(0).json()[1]["status"].clone();
    assert_eq!(status(sandbox.run("session list -o json")), "CREATED", "as it was last seen");
    assert_eq!(status(sandbox.run("session list --refresh -o json")), "FINALIZED");
    assert_eq!(status(sandbox.run("session list -o json")), "FINALIZED", "and kept");
    sandbox.run("session list --refresh --dry-run").expect(2);
}

#[test]
fn what_cannot_be_read_again_is_listed_as_it_was() {
    let (sandbox, _, open) = shop();
    sandbox.run("emulator fault add 500 --on get-session").expect(0);
    let run = sandbox.run("session list --refresh --open --retries 0").expect(8);
    run.shows(&[&open, "CREATED"]).says(&["500"]);
}

#[test]
fn many_are_read_at_once_and_one_that_is_gone_costs_no_other() {
    let server = Server::scripted(|asked, count| match asked.method.as_str() {
        "POST" => json(200, &format!(r#"{{"session_id":"s-{count}","status":"CREATED"}}"#)),
        _ if asked.path.ends_with("s-3") => json(404, "{}"),
        _ => {
            let id = asked.path.rsplit('/').next().expect("an id").to_owned();
            json(200, &format!(r#"{{"session_id":"{id}","status":"FINALIZED"}}"#))
        }
    });
    let sandbox = Sandbox::playground(&server.address);
    for reference in 0..20 {
        sandbox.run(&format!("{CREATE} --device {} --ref R-{reference}", super::recover::PHONE)).expect(0);
    }
    let run = sandbox.run("session list --refresh -o json").expect(0).says(&["session s-3 was not found"]);
    let paid = run.json().as_array().expect("a list").iter().filter(|one| one["standing"] == "paid").count();
    assert_eq!((paid, server.asked().len()), (19, 40));
}

/// Fills the journal as if so many had been paid here.
fn fill(sandbox: &Sandbox, count: u32) {
    let mut store = Connection::open(sandbox.state_dir().join("journal.db")).expect("a journal");
    let transaction = store.transaction().expect("a transaction");
    for number in 0..count {
        let statement = "INSERT INTO attempts (began_at, standing, session_id, status, environment, device_id, amount,
            currency, started_at, body_sha256, reference1) VALUES ('2026-06-05T18:33:39.000Z', 'paid', 's-' || ?1,
            'FINALIZED', 'emulator', 'd', 100, 'SEK', '', '', 'R-' || ?1)";
        transaction.execute(statement, [number]).expect("a row");
    }
    transaction.commit().expect("a commit");
}

#[test]
fn ten_thousand_are_listed_and_a_closed_pipe_ends_it_quietly() {
    let sandbox = Sandbox::emulator();
    sandbox.id(CREATE);
    fill(&sandbox, 10_000);
    let began = Instant::now();
    for format in ["jsonl", "id", "csv", "table"] {
        let run = sandbox.run(&format!("session list -q -o {format}")).expect(0);
        assert!(run.out.lines().count() >= 10_001, "{format}");
    }
    assert_eq!(sandbox.run("session list -o json").expect(0).json().as_array().map(Vec::len), Some(10_001));
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    // The guard finds its way among them.
    sandbox.run(&format!("{PAY} --ref R-5000")).expect(0);
    let run = sandbox.shell("ipp session list -o jsonl -q | head -n 1 > first; echo done").expect(0);
    run.out_is("done\n").err_is("");
    let first = std::fs::read_to_string(sandbox.home().join("first")).expect("a line");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&first).expect("JSON")["standing"], "paid");
}
