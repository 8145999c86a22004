//! What is shown of an event, and what its sender is told.

use crate::support::server::{Server, json};
use crate::support::{Run, Sandbox};
use crate::webhook::handlers::SECRET;
use crate::webhook::listening::{SESSION, Sending, event, listen, sandbox};
use serde_json::{Value, json as value};

const FINALIZED: &str = "ipp.session.finalized";

fn lines(run: &Run) -> Vec<Value> {
    run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn one_line_for_each_event() {
    let sandbox = sandbox();
    let mut listening = listen(&sandbox, "");
    assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 200);
    let line = listening.started.line();
    let (time, rest) = line.split_once("  ").expect("a time");
    assert!(time.len() == 9 && time.ends_with('Z'), "{line}");
    assert_eq!(rest, format!("{FINALIZED}  {SESSION}  verified\n"));
    assert_eq!(Sending::event("evt_2", "dispute.created").to(&listening.url), 200);
    assert_eq!(Sending::new("evt_3", "").to(&listening.url), 200);
    let run = listening.end().expect(0).shows(&["dispute.created        ", "(no type)              verified"]);
    run.says(&["listening on http://127.0.0.1:", "Integrations -> Webhooks", "make a test or live destination"]);
}

#[test]
fn programs_get_objects() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "-o jsonl");
    assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 200);
    assert_eq!(Sending::event("evt_1", FINALIZED).with("webhook-timestamp", "1").to(&listening.url), 401);
    let run = listening.end().expect(0);
    let [first, second] = lines(&run).try_into().expect("two lines");
    for (member, expected) in [
        ("id", value!("evt_1")),
        ("type", value!(FINALIZED)),
        ("session_id", value!(SESSION)),
        ("order_id", Value::Null),
        ("amount", Value::Null),
        ("verdict", value!("valid")),
        ("problem", Value::Null),
        ("duplicate", value!(false)),
        ("handlers", value!([])),
        ("answered", value!(200)),
    ] {
        assert_eq!(first[member], expected, "{member}: {first}");
    }
    assert_eq!((&second["verdict"], &second["answered"]), (&value!("wrong_signature"), &value!(401)));
    assert_eq!(first.get("body"), None);
    assert!(run.err.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{run:?}");
}

#[test]
fn every_format_streams() {
    let sandbox = sandbox();
    let show = |format: &str| {
        let listening = listen(&sandbox, &format!("-o {format} -q"));
        for id in ["evt_1", "evt_2"] {
            assert_eq!(Sending::event(&format!("{id}_{format}"), FINALIZED).to(&listening.url), 200);
        }
        listening.end().expect(0).err_is("").out
    };
    assert_eq!(show("id"), "evt_1_id\nevt_2_id\n");
    let csv = show("csv");
    assert_eq!(csv.lines().count(), 3);
    assert!(csv.starts_with("received_at,id,type,session_id,amount,currency,verdict,duplicate,answered\n"), "{csv}");
    let json = show("json");
    let documents: Vec<Value> =
        serde_json::Deserializer::from_str(&json).into_iter().collect::<Result<_, _>>().expect("documents");
    assert_eq!(documents.len(), 2);
}

#[test]
fn what_cannot_be_verified_is_marked_and_refused() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "");
    let url = &listening.url;
    let good = || Sending::event("evt_1", FINALIZED);
    let key = ipp::webhook::signature::SigningKey::new(&ipp::secret::Secret::new(SECRET)).expect("a secret");
    let stale = key.sign("evt_1", 1_000, &good().body);
    assert_eq!(good().with("webhook-signature", "v1,AAAA").to(url), 400);
    assert_eq!(good().with("webhook-id", "evt_2").to(url), 401);
    assert_eq!(good().with("webhook-timestamp", "1000").with("webhook-signature", &stale).to(url), 401);
    let unsigned = Sending { headers: Vec::new(), ..good() };
    assert_eq!(unsigned.to(url), 400);
    listening.end().expect(0).shows(&[
        "not verified: wrong signature  answered 401",
        "not verified: stale  answered 401",
        "not verified: the header `webhook-id` is missing  answered 400",
    ]);
}

#[test]
fn duplicates_are_told_also_those_of_an_earlier_listener() {
    let sandbox = sandbox();
    for (round, marks) in [(0, ["", "duplicate"]), (1, ["duplicate", "duplicate"])] {
        let mut listening = listen(&sandbox, "");
        // A forged event does not make the true one look like a duplicate.
        if round == 0 {
            assert_eq!(Sending::event("evt_1", FINALIZED).with("webhook-timestamp", "1").to(&listening.url), 401);
            listening.started.line();
        }
        for mark in marks {
            assert_eq!(Sending::event("evt_1", FINALIZED).to(&listening.url), 200);
            let line = listening.started.line();
            assert_eq!(line.contains("duplicate"), !mark.is_empty(), "{line}");
        }
        listening.end().expect(0);
    }
}

#[test]
fn filters_choose_what_is_shown_and_the_rest_is_recorded() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, &format!("--event '*.finalized' --event 'dispute.*' --session {SESSION} -o id"));
    for (id, kind) in [("a", FINALIZED), ("b", "ipp.session.created"), ("c", "dispute.created")] {
        assert_eq!(Sending::event(id, kind).to(&listening.url), 200);
    }
    let other = event("d", FINALIZED).replace(SESSION, "another");
    assert_eq!(Sending::new("d", other).to(&listening.url), 200);
    listening.end().expect(0).out_is("a\nc\n");
    sandbox.run("webhook list -o id").expect(0).out_is("d\nc\nb\na\n");
}

#[test]
fn bodies_are_shown_with_v_and_harmless() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "-v");
    assert_eq!(Sending::new("evt_1", "{\"type\":\"a\u{1b}[31m\"}\n\u{202e}").to(&listening.url), 200);
    let large = format!("{{\"type\":\"b\"}}{}", " ".repeat(10_000));
    assert_eq!(Sending::new("evt_2", large).to(&listening.url), 200);
    let run = listening.end().expect(0).hides("\u{1b}").hides("\u{202e}");
    run.shows(&["{\"type\":\"a\\u{1b}[31m\"}\\n\\u{202e}", "… (10012 bytes)"]);
}

#[test]
fn the_amount_is_read_back_where_a_key_is_there_and_only_for_what_is_verified() {
    let session =
        format!(r#"{{"session_id":"{SESSION}","status":"FINALIZED","order_amount":24900,"purchase_currency":"SEK"}}"#);
    let api = Server::answering(vec![json(200, &session)]);
    let sandbox = Sandbox::playground(&api.address).with("IPP_WEBHOOK_SECRET", SECRET);
    let listening = listen(&sandbox, "-o jsonl");
    assert_eq!(Sending::event("evt_0", FINALIZED).with("webhook-timestamp", "1").to(&listening.url), 401);
    for id in ["evt_1", "evt_2"] {
        assert_eq!(Sending::event(id, FINALIZED).to(&listening.url), 200);
    }
    let run = listening.end().expect(0).says(&["make a test destination"]);
    let amounts: Vec<_> = lines(&run).iter().map(|line| (line["amount"].clone(), line["currency"].clone())).collect();
    assert_eq!(amounts, [(Value::Null, Value::Null), (value!(24_900), value!("SEK")), (value!(24_900), value!("SEK"))]);
    assert_eq!(api.lines(), [format!("GET /ipp/v1/sessions/{SESSION}")], "an amount does not change");
}

#[test]
fn an_api_that_fails_costs_the_sender_nothing_and_is_asked_no_more_for_a_while() {
    let api = Server::answering(vec![crate::support::server::Answer::Silence]);
    let sandbox = Sandbox::playground(&api.address).with("IPP_WEBHOOK_SECRET", SECRET);
    let mut listening = listen(&sandbox, "");
    for id in ["evt_1", "evt_2", "evt_3"] {
        assert_eq!(Sending::event(id, FINALIZED).to(&listening.url), 200);
    }
    for _ in 0..3 {
        assert!(listening.started.line().ends_with("verified\n"));
    }
    listening.end().expect(0);
    assert_eq!(api.asked().len(), 1);
}

#[test]
fn the_tunnel_leads_to_the_address_that_is_listened_on() {
    let run = sandbox().run("webhook listen --listen 127.0.0.2 --port 0 --until ipp.x --timeout 1ms").expect(30);
    run.says(&["cloudflared tunnel --url http://127.0.0.2:", "ngrok http http://127.0.0.2:"]);
}
