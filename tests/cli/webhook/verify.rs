//! `ipp webhook verify`: verdicts and their exit codes, and what people hand it.

use super::handlers::SECRET;
use crate::support::{Run, Sandbox};
use ipp::secret::Secret;
use ipp::webhook::signature;
use serde_json::json;
use standardwebhooks::Webhook;

const BODY: &str = r#"{"type":"ipp.session.finalized","data":{"session_id":"s-1"}}"#;
const SIGNATURE: &str = "v1,gZ2pOlBYdMPkXrihUg4WAK+3cIRUisH49UvzCWuB8nE=";
const AT: &str = "--at 2025-10-09T08:53:20Z";

fn sandbox() -> Sandbox {
    Sandbox::new().with("IPP_WEBHOOK_SECRET", SECRET)
}

/// Verifies a body from stdin with these flags.
fn verify(body: impl Into<Vec<u8>>, flags: &str) -> Run {
    let words = shlex::split(&format!("webhook verify {flags}")).expect("words");
    sandbox().ipp_reading(&words, body)
}

fn flags(id: &str, timestamp: &str, signature: &str) -> String {
    format!("--id '{id}' --timestamp '{timestamp}' --signature '{signature}' {AT}")
}

#[test]
fn the_projects_vector_is_valid() {
    let run = verify(BODY, &flags("msg_1", "1760000000", SIGNATURE)).expect(0).err_is("");
    run.shows(&["verdict    valid", "id         msg_1", "session    s-1", "secret     IPP_WEBHOOK_SECRET", "60 bytes"])
        .hides("aXBwLXRlc3Q");
    let run = verify(BODY, &format!("{} -o json", flags("msg_1", "1760000000", SIGNATURE))).expect(0).err_is("");
    let expected = json!({
        "verdict": "valid", "problem": null, "id": "msg_1", "timestamp": 1760000000,
        "signed_at": "2025-10-09T08:53:20Z", "age_seconds": 0, "tolerance_seconds": 300, "signatures": 1, "matched": 1,
        "secret": "IPP_WEBHOOK_SECRET", "body_bytes": 60, "type": "ipp.session.finalized", "session_id": "s-1",
    });
    assert_eq!(run.json(), expected);
}

#[test]
fn the_published_vector_is_valid() {
    let sandbox = Sandbox::new().with("IPP_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    let line = "webhook verify --id msg_p5jXN8AQM9LWM0D4loKWxJek --timestamp 1614265330 --at 1614265330 \
                --signature v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    sandbox.ipp_reading(&shlex::split(line).expect("words"), r#"{"test": 2432232314}"#).expect(0).err_is("");
}

#[test]
fn what_others_sign_is_valid_whatever_the_bytes() {
    let oracle = Webhook::new(SECRET).expect("a secret");
    for body in [&b""[..], b"\x00\r\n", b"{}\n", &[b'x'; 1024 * 1024]] {
        let signature = oracle.sign("msg_2", 1_760_000_000, body).expect("signed");
        verify(body, &flags("msg_2", "1760000000", &signature)).expect(0).err_is("");
    }
    // The other implementation takes text only; bodies are bytes.
    let body = b"\xff\xfe\x00";
    let signature = signature::header(&[Secret::new(SECRET)], "msg_2", 1_760_000_000, body).expect("signed");
    verify(body, &flags("msg_2", "1760000000", &signature)).expect(0).err_is("");
}

#[test]
fn wrong_stale_and_malformed_are_told_apart() {
    let judged = |flags: &str, code: i32, verdict: &str, kind: &str| {
        let run = verify(BODY, &format!("{flags} -o json")).expect(code);
        assert_eq!((&run.json()["verdict"], &run.error()["kind"]), (&json!(verdict), &json!(kind)), "{run:?}");
        assert_eq!(run.error()["code"], code);
    };
    judged(&flags("msg_2", "1760000000", SIGNATURE), 30, "wrong_signature", "check_failed");
    judged(&flags("msg_1", "1760000000", SIGNATURE).replace("08:53:20", "08:58:21"), 31, "stale", "stale");
    judged(&flags("msg_1", "1760000000", SIGNATURE).replace("08:53:20", "08:48:19"), 31, "future", "stale");
    judged(&flags("msg_1", "soon", SIGNATURE), 32, "malformed", "malformed");
    // Without `--at` it is judged now, and is years old.
    judged(&flags("msg_1", "1760000000", SIGNATURE).replace(AT, ""), 31, "stale", "stale");
    let wide = format!("{} --tolerance 10m", flags("msg_1", "1760000000", SIGNATURE).replace("08:53:20", "08:58:21"));
    verify(BODY, &wide).expect(0);
    let run = verify(BODY, &flags("msg_2", "1760000000", SIGNATURE)).expect(30).shows(&["wrong signature"]);
    run.says(&["error: the signature is wrong", "hint: do not act on it", "--explain"]);
}

#[test]
fn headers_of_any_form_are_judged_and_never_believed_by_accident() {
    for (id, timestamp, signature) in [
        ("", "1760000000", SIGNATURE),
        ("msg_1", "", SIGNATURE),
        ("msg_1", "1760000000", ""),
        ("msg_1", "-1760000000", SIGNATURE),
        ("msg_1", "9223372036854775808", SIGNATURE),
        ("msg_1", "01760000000", SIGNATURE),
        ("msg_1", "1760000000", "v1,AAAA"),
        ("msg_1", "1760000000", "v1,!!!"),
        ("msg_1", "1760000000", "v2,gZ2pOlBYdMPkXrihUg4WAK+3cIRUisH49UvzCWuB8nE="),
        ("msg_1", "1760000000", "gZ2pOlBYdMPkXrihUg4WAK+3cIRUisH49UvzCWuB8nE="),
        ("m\u{e5}g", "1760000000", SIGNATURE),
    ] {
        verify(BODY, &flags(id, timestamp, signature)).expect(32).shows(&["malformed"]);
    }
    let many = format!("{} {SIGNATURE}", vec!["v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; 999].join(" "));
    let run = verify(BODY, &format!("{} -o json", flags("msg_1", "1760000000", &many))).expect(0);
    assert_eq!((&run.json()["signatures"], &run.json()["matched"]), (&json!(1000), &json!(1000)));
}

#[test]
fn a_whole_request_has_its_own_headers() {
    for end in ["\n", "\r\n"] {
        let head = [
            "POST /callbacks?x=1 HTTP/1.1".to_owned(),
            "Host: shop.example".to_owned(),
            "Webhook-Id: msg_1".to_owned(),
            "WEBHOOK-TIMESTAMP:1760000000".to_owned(),
            format!("webhook-signature:   {SIGNATURE}  "),
            String::new(),
            BODY.to_owned(),
        ];
        verify(head.join(end), AT).expect(0).err_is("");
        verify(format!("{}\n", head.join(end)), AT).expect(30);
        let framed = head.join(end).replace("Host:", "Content-Length: 60\nHost:");
        verify(format!("{framed}\n"), AT).expect(0).says(&["content-length says 60 bytes and 61 are there"]);
        let twice = head.join(end).replace("Host: shop.example", "webhook-id: msg_1");
        verify(twice, AT).expect(32).says(&["`webhook-id` is there more than once"]);
        // A flag says more than the file.
        verify(head.join(end), &format!("{AT} --id msg_2")).expect(30);
    }
}

#[test]
fn headers_can_stand_in_a_file_of_their_own() {
    let sandbox = sandbox();
    let headers = format!("webhook-id: msg_1\r\nwebhook-timestamp: 1760000000\r\nwebhook-signature: {SIGNATURE}\r\n");
    let (body, headers) = (sandbox.file("body", BODY), sandbox.file("headers", headers));
    sandbox.run(&format!("webhook verify {body} --headers-file {headers} {AT}")).expect(0).err_is("");
    let words = shlex::split(&format!("webhook verify {body} --headers-file - {AT}")).expect("words");
    sandbox.ipp_reading(&words, "webhook-id: msg_1\n").expect(32).says(&["`webhook-timestamp` is missing"]);
}

#[test]
fn what_cannot_be_judged_is_usage() {
    verify(BODY, "").expect(2).out_is("").says(&["a body without its headers", "`--headers-file`"]);
    verify("", "").expect(2).out_is("");
    verify(BODY, "--id msg_1 --headers-file -").expect(2).out_is("").says(&["stdin can be one thing only"]);
    verify(BODY, "--id msg_1 --secret-from -").expect(2).out_is("").says(&["stdin can be one thing only"]);
    verify(vec![b'x'; 10 * 1024 * 1024 + 1], "--id a").expect(2).out_is("").says(&["larger than 10 MiB"]);
    verify(BODY, "--id a --at yesterday").expect(2).out_is("").says(&["Unix seconds"]);
    verify(BODY, "--id a --tolerance 0s").expect(2).out_is("");
    let sandbox = sandbox();
    sandbox.run("webhook verify missing --id a").expect(2).out_is("").says(&["cannot read missing"]);
    sandbox.run("webhook verify / --id a").expect(2).out_is("").says(&["cannot read /"]);
}

#[test]
fn escape_codes_in_a_callback_do_not_reach_the_screen() {
    let body = "{\"type\":\"\\u001b[31mred\",\"data\":{\"session_id\":\"\\u202e\"}}";
    let run = verify(body, &flags("a\u{7f}b", "1760000000", SIGNATURE)).expect(32);
    assert!(!run.out.contains('\u{1b}') && !run.out.contains('\u{202e}'), "{run:?}");
}

#[test]
fn what_ipp_has_recorded_itself_is_read_and_judged_as_of_its_time() {
    use crate::webhook::listening::{Sending, listen};
    let sandbox = sandbox();
    let listening = listen(&sandbox, "-q");
    assert_eq!(Sending::event("a", "ipp.session.created").to(&listening.url), 200);
    listening.end().expect(0);
    let folder = sandbox.state_dir().join("events");
    let file = std::fs::read_dir(folder).expect("a folder").next().expect("a file").expect("an entry").path();
    let line = std::fs::read(file).expect("a line");
    for record in
        [line, sandbox.run("webhook list -o jsonl").out.into(), sandbox.run("webhook list -o json").out.into()]
    {
        let run = sandbox.ipp_reading(&["webhook", "verify", "--tolerance", "60s"], record.clone()).expect(0);
        run.shows(&["valid", "a", "ipp.session.created"]).says(&["judged as of 20"]);
        sandbox.ipp_reading(&["webhook", "verify", "--at", "2999-01-01T00:00:00Z"], record).expect(31);
    }
    let twice = sandbox.run("webhook list -o json").json();
    let twice = serde_json::to_vec(&[&twice[0], &twice[0]]).expect("JSON");
    sandbox.ipp_reading(&["webhook", "verify"], twice).expect(2).out_is("").says(&["these are 2 events"]);
}

#[test]
fn a_wrong_signature_says_which_secret_was_tried() {
    let run = verify("{}", &flags("msg_1", "1760000000", SIGNATURE)).expect(30);
    run.shows(&["secret     none; tried: IPP_WEBHOOK_SECRET"]).hides("aXBwLXRlc3Q");
    let run = verify("{}", &format!("{} -o json", flags("msg_1", "1760000000", SIGNATURE))).expect(30);
    assert_eq!(run.json()["tried"], json!(["IPP_WEBHOOK_SECRET"]));
    let head = "webhook-id: msg_1\nwebhook-timestamp: 1760000000\nwebhook-signature:";
    let request = format!("\u{feff}\nPOST / HTTP/1.1\n{head} {SIGNATURE}\n\n{BODY}");
    verify(request, AT).expect(0).says(&["byte order mark"]);
}
