//! `ipp webhook send`: what reaches a handler, how it answered, and who has to agree.

use super::handlers::{self, SECRET};
use crate::support::bodies::SESSION_ID;
use crate::support::server::{Answer, Server, json as answer, nobody, with_headers};
use crate::support::{Run, Sandbox};
use serde_json::{Value, json};

fn send(to: &str, flags: &str) -> Run {
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET);
    sandbox.run(&format!("webhook send ipp.session.finalized --to {to} {flags}")).hides("aXBwLXRlc3Q")
}

#[test]
fn a_well_formed_event_is_signed_and_posted() {
    let server = handlers::good();
    let run =
        send(&format!("{}/hook?token=RECOGNISABLE", server.address), "").expect(0).err_is("").hides("RECOGNISABLE");
    run.shows(&["status   204 (", "type     ipp.session.finalized"]);
    let asked = server.asked().remove(0);
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/hook?token=RECOGNISABLE"));
    assert_eq!(asked.header("content-type"), Some("application/json"));
    assert!(asked.header("user-agent").is_some_and(|agent| agent.starts_with("ipp/")));
    let event: Value = serde_json::from_str(&asked.body).expect("JSON");
    assert_eq!(asked.header("webhook-id"), event["id"].as_str());
    assert_eq!(event["merchant_id"], "DM11917000");
    assert!(event["data"]["order_id"].is_string() && event["data"]["failure_reason"].is_null());
    let run = send(&server.address, "-o json").expect(0).err_is("");
    assert_eq!((&run.json()["status"], &run.json()["error"]), (&json!(204), &Value::Null));
    assert_eq!(send(&server.address, "--id evt_7 -o id").expect(0).out, "evt_7\n");
}

#[test]
fn every_flaw_is_noticed_by_a_good_handler() {
    let server = handlers::good();
    for flaw in ["bad-signature", "wrong-secret", "stale", "future", "changed-body"] {
        let run = send(&server.address, &format!("--{flaw} -o json")).expect(30);
        assert_eq!((&run.json()["status"], &run.error()["kind"]), (&json!(401), &json!("check_failed")), "{flaw}");
    }
    send(&server.address, "--unsigned").expect(30).shows(&["400"]).says(&["answered 400"]);
    send(&server.address, "--rotation").expect(0);
    send(&server.address, "--stale --future").expect(2).out_is("");
}

#[test]
fn a_session_gives_its_real_fields_and_data_says_more() {
    let body =
        format!(r#"{{"session_id":"{SESSION_ID}","status":"FINALIZED","order_id":"ord-1","merchant_id":"DM7"}}"#);
    let api = Server::answering(vec![answer(200, &body)]);
    let handler = handlers::always(200);
    let sandbox = Sandbox::playground(&api.address).with("IPP_WEBHOOK_SECRET", SECRET);
    let line = format!("webhook send ipp.session.finalized --to {} --session {SESSION_ID}", handler.address);
    let said = sandbox.run(&format!("{line} --data '{{\"more\":[1]}}'")).expect(0);
    assert!(said.err.starts_with("env: playground"), "{said:?}");
    let event: Value = serde_json::from_str(&handler.asked()[0].body).expect("JSON");
    assert_eq!(event["merchant_id"], "DM7");
    let data = json!({"session_id": SESSION_ID, "order_id": "ord-1", "failure_reason": null, "more": [1]});
    assert_eq!(event["data"], data);
    let lost = Server::answering(vec![answer(404, "{}")]);
    let sandbox = Sandbox::playground(&lost.address).with("IPP_WEBHOOK_SECRET", SECRET);
    sandbox.run(&line).expect(0).says(&["cannot be read, so the rest is made up"]);
    for data in ["7", "[]", "{", "{\"session_id\":7}"] {
        send(&handler.address, &format!("--data '{data}'")).expect(2).out_is("").says(&["--data"]);
    }
}

#[test]
fn the_exit_code_tells_an_answer_from_none_and_from_nobody() {
    let large = "x".repeat(10 * 1024 * 1024);
    let cases = [
        (with_headers(500, &[], "oops \u{1b}[31m"), 30, "answered 500"),
        (with_headers(307, &[("location", "/elsewhere")], ""), 30, "answered 307"),
        (Answer::Close, 30, "did not answer"),
        (Answer::Silence, 30, "no answer within 100ms"),
    ];
    for (answer, code, said) in cases {
        let server = Server::answering(vec![answer]);
        let run = send(&server.address, "--timeout 100ms").expect(code).says(&[said]).hides("\u{1b}");
        assert_eq!(server.asked().len(), 1, "it is sent once: {run:?}");
    }
    let server = Server::answering(vec![with_headers(200, &[], &large)]);
    let run = send(&server.address, "").expect(0);
    assert!(run.out.len() < 2_000, "an excerpt");
    let run = send(&nobody(), "-o json").expect(7).out_is("");
    assert_eq!(run.error()["kind"], "not_sent");
}

#[test]
fn it_can_be_shown_instead_of_sent_and_needs_no_secret_for_that() {
    let server = Server::never();
    let run = send(&server.address, "--dry-run -o json").expect(0).err_is("");
    assert!(run.json()["headers"]["webhook-signature"].as_str().is_some_and(|text| text.starts_with("v1,")));
    assert_eq!(run.json()["body"]["type"], "ipp.session.finalized");
    let line = format!("webhook send ipp.session.created --to {} --dry-run", server.address);
    Sandbox::new().run(&line).expect(0).says(&["the signature is left out"]);
    server.was_never_asked();
    let good = handlers::good();
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET);
    let curl = sandbox.run(&format!("webhook send ipp.session.finalized --to {} --curl", good.address)).expect(0).out;
    sandbox.shell(&format!("{} -o /dev/null -w '%{{http_code}}'", curl.trim())).expect(0).out_is("204");
}

#[test]
fn production_has_to_agree_and_is_never_told_in_the_clear() {
    let server = handlers::always(200);
    let sandbox = Sandbox::production("http://127.0.0.1:9").with("IPP_WEBHOOK_SECRET", SECRET);
    let line = format!("webhook send ipp.session.finalized --to {}", server.address);
    let run = sandbox.run(&line).expect(9).out_is("");
    run.says(&["nobody has agreed to send ipp.session.finalized to http://127.0.0.1", "in production", "`--yes`"]);
    let open = "webhook send ipp.session.finalized --to http://shop.example/hook --yes";
    sandbox.run(open).expect(9).out_is("").says(&["is not encrypted", "https"]);
    server.was_never_asked();
    sandbox
        .run(&format!("{line} --yes"))
        .expect(0)
        .says(&["env: production (at http://127.0.0.1:9, merchant DM11917000)"]);
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn what_cannot_be_sent_is_usage() {
    for to in ["not-a-url", "ftp://host/", "file:///etc/passwd", "http://"] {
        send(to, "").expect(2).out_is("");
    }
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET);
    sandbox.run("webhook send '' --to http://127.0.0.1:9").expect(2).out_is("");
    sandbox.run("webhook send \"a\nb\" --to http://127.0.0.1:9").expect(2).out_is("");
    sandbox.run("webhook send x --to http://127.0.0.1:9 --id 'a b'").expect(2).out_is("");
    let server = handlers::always(200);
    let run = sandbox.run(&format!("webhook send order.created --to {}", server.address)).expect(0);
    run.says(&["`order.created` is no event of In-Person Payments"]);
    Sandbox::new().run("webhook send x --to http://127.0.0.1:9").expect(3).out_is("").says(&["no signing secret"]);
}

#[test]
fn a_secret_of_production_is_judged_as_production() {
    let (handler, sandbox) = (Server::never(), Sandbox::emulator());
    sandbox.write_config(&format!("[profiles.shop]\nenvironment = \"production\"\nwebhook_secret = \"{SECRET}\"\n"));
    let flags = "--env emulator --secret-from profile:shop";
    for command in ["webhook send ipp.session.finalized --to", "webhook check"] {
        let run = sandbox.run(&format!("{command} {} {flags}", handler.address)).expect(9).out_is("");
        run.says(&["nobody has agreed to", "in production"]);
        let run = sandbox.run(&format!("{command} http://shop.example/hook {flags} --yes")).expect(9).out_is("");
        run.says(&["is not encrypted"]);
    }
    let run = sandbox.run(&format!("webhook listen --port 0 --forward-to http://shop.example/hook {flags}")).expect(9);
    run.says(&["is not encrypted"]);
    handler.was_never_asked();
    let taking = handlers::always(200);
    let line = format!("webhook send ipp.session.finalized --to {} {flags} --yes", taking.address);
    sandbox.run(&line).expect(0).says(&["env: emulator", "env: production (profile shop)"]);
}

#[test]
fn what_is_elsewhere_is_reached_through_the_proxy_and_no_password_is_shown() {
    let (proxy, here) = (handlers::always(200), handlers::always(200));
    let open = "http://user:hunter2@shop.example/hook";
    let through = format!("--proxy {}", proxy.address);
    let run = send(open, &through).expect(0).hides("hunter2");
    run.says(&["shop.example", "is not encrypted: whoever listens can read and repeat what is sent"]);
    assert_eq!(proxy.lines(), ["POST http://shop.example/hook"]);
    send(&here.address, &through).expect(0);
    assert_eq!((proxy.asked().len(), here.asked().len()), (1, 1), "this machine is reached without it");
    let closed = nobody().replace("http://", "http://user:hunter2@");
    send("http://shop.example/hook", &format!("--proxy {closed}")).expect(7).out_is("").hides("hunter2");
    send(open, "--curl").expect(0).shows(&["http://user:***@shop.example/hook"]).hides("hunter2");
}
