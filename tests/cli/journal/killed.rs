//! `kill -9` and two signals while the answer is awaited: the journal says unknown, and `recover` finds out.

use super::recover::{PHONE, record};
use super::{CREATE, journal, standings};
use crate::emulator::support::serving::Serving;
use crate::support::Sandbox;
use crate::support::server::{Answer, Server, json};
use std::time::{Duration, Instant};

#[test]
fn what_a_kill_interrupted_is_unknown_and_stands_in_the_way() {
    for command in ["session create", "pay"] {
        let server = Server::answering(vec![Answer::Silence]);
        let sandbox = Sandbox::playground(&server.address);
        let line = format!("{command} --amount 100 --currency SEK --device {PHONE} --ref A");
        let run = sandbox.begin(&line);
        server.wait_until_asked(0);
        run.signal("KILL");
        run.finish();
        let unknown = sandbox.run("session list --unknown").expect(0).shows(&["attempt-1", "unknown", "1.00 SEK", "A"]);
        assert_eq!(unknown.out.lines().count(), 2);
        sandbox.run(&line).expect(9).says(&["`ipp` died before it was answered", "`ipp session recover 1`"]);
        sandbox.run("session recover").expect(24).says(&["--settle paid"]);
        assert_eq!(server.asked().len(), 1, "it is never sent again");
        sandbox.run("session recover 1 --settle unpaid --request-timeout 1ms").expect(0);
        assert_eq!(standings(&sandbox), ["unpaid"]);
    }
}

#[test]
fn a_session_that_was_made_for_a_dead_process_is_found() {
    let home = Sandbox::emulator();
    let serving = Serving::start(&home.state_dir(), &[]);
    let sandbox = home.with("IPP_BASE_URL", &serving.address);
    sandbox.run("emulator fault add latency --delay 60s --on create-session").expect(0);
    let run = sandbox.begin(&format!("{CREATE} --ref A"));
    let began = Instant::now();
    while sandbox.run("emulator phone sessions Sim -o id").expect(0).out.is_empty() {
        assert!(began.elapsed() < Duration::from_secs(20), "it never came");
    }
    run.signal("KILL");
    run.finish();
    assert_eq!(standings(&sandbox), ["sending"]);
    sandbox.run("emulator fault clear").expect(0);
    let id = super::recover::only_session(&sandbox);
    serving.pay(&id);
    sandbox.run("session recover --wait").expect(0).shows(&[&id, "FINALIZED (paid)"]);
    assert_eq!(standings(&sandbox), ["paid"]);
}

#[test]
fn two_signals_leave_it_unknown_in_the_journal() {
    for [first, second] in [["INT", "INT"], ["TERM", "TERM"], ["HUP", "TERM"]] {
        let server = Server::answering(vec![Answer::Silence]);
        let sandbox = Sandbox::playground(&server.address);
        let mut run = sandbox.begin(&format!("{CREATE} --device {PHONE}"));
        server.wait_until_asked(0);
        run.signal(first);
        run.wait_to_say("waiting for the answer");
        run.signal(second);
        run.finish().expect(24).says(&["`ipp session recover 1`"]);
        let attempt = &journal(&sandbox)[0];
        assert_eq!(
            (&attempt["standing"], &attempt["why"]),
            (&"unknown".into(), &"interrupted before it was answered".into())
        );
    }
}

#[test]
fn a_signal_before_it_is_sent_leaves_nothing_behind() {
    let server = Server::answering(vec![Answer::Silence]);
    let sandbox = Sandbox::playground(&server.address);
    let run = sandbox.begin("pay --amount 100 --currency SEK --ref A");
    server.wait_for("GET /ipp/v1/devices", 1);
    run.signal("INT");
    run.finish().expect(130).out_is("");
    assert!(journal(&sandbox).is_empty(), "the phone was still looked for");
}

#[test]
fn one_signal_waits_for_the_answer_and_keeps_it() {
    for signal in ["INT", "TERM", "HUP"] {
        let (gate, held) = std::sync::mpsc::channel::<()>();
        let held = std::sync::Mutex::new(held);
        let server = Server::scripted(move |_, _| {
            held.lock().expect("a gate").recv().expect("it opens");
            json(200, r#"{"session_id":"s-1","status":"CREATED"}"#)
        });
        let sandbox = Sandbox::playground(&server.address);
        let mut run = sandbox.begin(&format!("{CREATE} --device {PHONE}"));
        server.wait_until_asked(0);
        run.signal(signal);
        run.wait_to_say("waiting for the answer");
        assert_eq!(standings(&sandbox), ["sending"]);
        gate.send(()).expect("it is awaited");
        run.finish().expect(130);
        assert_eq!(
            (standings(&sandbox), &journal(&sandbox)[0]["session_id"]),
            (vec!["open".to_owned()], &"s-1".into())
        );
    }
}

#[test]
fn a_cancel_that_is_given_up_leaves_it_open() {
    let server = Server::scripted(|asked, _| match asked.method.as_str() {
        "POST" => json(200, r#"{"session_id":"s-1","status":"CREATED"}"#),
        _ => Answer::Silence,
    });
    let sandbox = Sandbox::playground(&server.address);
    let line = format!("pay --amount 100 --currency SEK --device {PHONE} --cancel-on-interrupt");
    let run = sandbox.begin(&line);
    server.wait_for("GET /ipp/v1/sessions/s-1", 1);
    run.signal("INT");
    server.wait_for("PUT /ipp/v1/sessions/s-1/cancel", 1);
    run.signal("INT");
    run.finish().expect(130).says(&["may still be paid"]);
    assert_eq!(standings(&sandbox), ["open"]);
}

#[test]
fn a_signal_while_an_earlier_one_is_looked_at_sends_nothing() {
    let server = Server::scripted(|asked, _| match asked.method.as_str() {
        "POST" => json(200, r#"{"session_id":"s-1","status":"CREATED"}"#),
        _ => Answer::Silence,
    });
    let sandbox = Sandbox::playground(&server.address);
    let line = format!("{CREATE} --device {PHONE} --ref A");
    sandbox.run(&line).expect(0);
    let run = sandbox.begin(&line);
    server.wait_for("GET /ipp/v1/sessions/s-1", 1);
    run.signal("TERM");
    run.finish().expect(130).out_is("").says(&["interrupted: nothing was sent"]);
    assert_eq!((server.count("POST /ipp/v1/sessions"), standings(&sandbox)), (1, vec!["open".to_owned()]));
}

#[test]
fn a_signal_stops_a_search_and_what_is_sought_stays_unknown() {
    let server = Server::scripted(|asked, _| if asked.method == "POST" { Answer::Close } else { Answer::Silence });
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("{CREATE} --device {PHONE}")).expect(24);
    record(&sandbox, "s-1");
    let run = sandbox.begin("session recover --wait");
    server.wait_for("GET /ipp/v1/sessions/s-1", 1);
    run.signal("INT");
    run.finish().expect(130).out_is("").says(&["what was not settled by then is still unknown"]);
    assert_eq!(standings(&sandbox), ["unknown"]);
}

#[test]
fn a_signal_while_it_is_read_leaves_the_session_as_it_was() {
    let server = Server::scripted(|asked, _| match asked.method.as_str() {
        "POST" => json(200, r#"{"session_id":"s-1","status":"CREATED"}"#),
        _ => Answer::Silence,
    });
    let sandbox = Sandbox::playground(&server.address);
    sandbox.run(&format!("{CREATE} --device {PHONE}")).expect(0);
    let run = sandbox.begin("session recover 1 --cancel");
    server.wait_for("GET /ipp/v1/sessions/s-1", 1);
    run.signal("INT");
    run.finish().expect(130).says(&["session s-1 was left as it was, and may still be paid", "`ipp session wait s-1`"]);
    assert_eq!((server.count("PUT /ipp/v1/sessions/s-1/cancel"), standings(&sandbox)), (0, vec!["open".to_owned()]));
}

#[test]
fn a_signal_beats_what_else_went_wrong_and_hides_none_of_it() {
    let home = Sandbox::emulator();
    let serving = Serving::start(&home.state_dir(), &[]);
    let sandbox = home.with("IPP_BASE_URL", &serving.address);
    for reference in ["A", "B"] {
        super::lose(&sandbox, &format!("--ref {reference}"));
    }
    sandbox.run("session recover --all --leave").expect(0);
    let ids = journal(&sandbox).into_iter().map(|one| one["session_id"].as_str().expect("an id").to_owned());
    let [second, first] = ids.collect::<Vec<_>>().try_into().expect("two");
    sandbox.run(&format!("api PUT /ipp/v1/sessions/{second}/cancel")).expect(0);
    let mut run = sandbox.begin("session recover --all --wait -v");
    run.wait_to_say(&first);
    run.signal("INT");
    let run = run.finish().expect(130);
    run.says(&[&format!("session {second} is CANCELLED: it was not paid"), "it is still open, and may be paid"]);
}
