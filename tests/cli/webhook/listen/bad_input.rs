//! Senders that know no measure, and what of it must not hurt: every one is answered or dropped, and the next event is
//! taken.

use crate::webhook::handlers::SECRET;
use crate::webhook::listening::{Listening, Sending, exchange, listen, sandbox, status};
use ipp::secret::Secret;
use ipp::webhook::signature::SigningKey;
use std::io::{Read, Write};
use std::net::TcpStream;

const FINALIZED: &str = "ipp.session.finalized";
const LARGEST: usize = 10 * 1024 * 1024;

fn good() -> Sending {
    Sending::event("evt_1", FINALIZED)
}

/// Host and port.
fn address(url: &str) -> &str {
    url.trim_start_matches("http://").trim_end_matches('/')
}

/// It still takes what is right.
fn lives(listening: Listening) -> crate::support::Run {
    assert_eq!(good().to(&listening.url), 200);
    listening.end().expect(0)
}

#[test]
fn bodies_of_every_size() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "-q -o id");
    let url = &listening.url;
    assert_eq!(Sending::new("empty", "").to(url), 200);
    assert_eq!(Sending::new("bytes", vec![0, 0xff, 0xfe, b'\n']).to(url), 200);
    assert_eq!(Sending::new("largest", vec![b'x'; LARGEST - 1]).to(url), 200);
    assert_eq!(Sending::new("too large", vec![b'x'; LARGEST]).to(url), 413);
    assert_eq!(Sending::new("much too large", vec![b'x'; 2 * LARGEST]).to(url), 413);
    lives(listening).out_is("empty\nbytes\nlargest\nevt_1\n");
    let run = sandbox.run("webhook list -o json --limit 2").expect(0);
    assert_eq!(run.json()[1]["body_bytes"], LARGEST - 1);
}

#[test]
fn chunks_without_end_are_refused_once_they_are_too_many() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "");
    let mut stream = TcpStream::connect(address(&listening.url)).expect("a connection");
    stream.write_all(b"POST / HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n").expect("sent");
    let chunk = [b"10000\r\n".as_slice(), &[b'x'; 0x10000], b"\r\n"].concat();
    let mut reader = stream.try_clone().expect("a stream");
    let writer = std::thread::spawn(move || while stream.write_all(&chunk).is_ok() {});
    let mut answer = [0; 12];
    reader.read_exact(&mut answer).expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 413");
    lives(listening).says(&["POST /: 413, the body is too large"]);
    drop(reader);
    writer.join().expect("an end");
}

#[test]
fn requests_that_are_no_events_are_told_a_few_times() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "--path /webhooks/kustom");
    assert!(listening.url.ends_with("/webhooks/kustom"));
    let ask = |line: &str| {
        exchange(&listening.url, format!("{line} HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n").as_bytes())
    };
    assert_eq!(status(&ask("GET /webhooks/kustom")), 405);
    assert!(ask("PUT /webhooks/kustom").contains("allow: POST\r\n"));
    for _ in 0..30 {
        assert_eq!(status(&ask("POST /")), 404);
    }
    assert_eq!(status(&exchange(&listening.url, b"\x16\x03\x01 this is TLS\r\n\r\n")), 400);
    let run = lives(listening);
    assert!(run.err.contains("GET /webhooks/kustom: 405, only POST is taken"), "{run:?}");
    assert_eq!(run.err.matches("POST /: 404").count(), 18);
    assert_eq!(run.err.matches("further requests").count(), 1);
}

#[test]
fn headers_that_are_wrong() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "");
    let url = &listening.url;
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        assert_eq!(good().and(name, "1").to(url), 400, "{name} twice");
        assert_eq!(good().with(name, "").to(url), 400, "{name} empty");
        assert_eq!(good().with(name, "å").to(url), 400, "{name} not ASCII");
    }
    for timestamp in ["soon", "1e9", "-1", "99999999999999999999", "9223372036854775808", "1.5", "0x10"] {
        assert_eq!(good().with("webhook-timestamp", timestamp).to(url), 400, "{timestamp}");
    }
    assert_eq!(good().with("webhook-timestamp", "9223372036854775807").to(url), 401);
    for signature in ["v1,", "v1,AAAA", "v2,AAAA", "nothing", "v1,not base64"] {
        assert_eq!(good().with("webhook-signature", signature).to(url), 400, "{signature}");
    }
    let run = lives(listening);
    assert!(run.out.lines().all(|line| line.is_ascii()), "{run:?}");
}

#[test]
fn a_thousand_signatures_of_which_one_is_right() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "");
    let (sent, wrong) = (good(), "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    let right = sent.headers.iter().find(|(name, _)| name == "webhook-signature").expect("a signature").1.clone();
    let all = format!("{}{right}", format!("{wrong} ").repeat(999));
    assert_eq!(sent.clone().with("webhook-signature", &all).to(&listening.url), 200);
    assert_eq!(sent.with("webhook-signature", &[wrong; 1000].join(" ")).to(&listening.url), 401);
    lives(listening);
}

#[test]
fn ids_and_types_are_content_and_never_paths() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "-o jsonl");
    for (number, id) in ["../../../../tmp/evil", "/etc/passwd", "..", "a\tb", &"x".repeat(5000)].iter().enumerate() {
        let body = format!(r#"{{"type":"../{number}\u001b[2J","data":{{"session_id":"../../x"}}}}"#);
        let (now, id) = (jiff::Timestamp::now().as_second(), id.replace('\t', " "));
        let signature = SigningKey::new(&Secret::new(SECRET)).expect("a secret").sign(&id, now, body.as_bytes());
        let sent = Sending::new(&id, body).with("webhook-signature", &signature);
        assert_eq!(sent.with("webhook-timestamp", &now.to_string()).to(&listening.url), 200, "{id}");
    }
    lives(listening).hides("\u{1b}");
    let folder = sandbox.state_dir().join("events");
    let names: Vec<_> =
        std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("one").file_name()).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert!(names[0].to_string_lossy().ends_with(".jsonl"));
}

#[test]
fn a_thousand_connections_at_once() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "-q -o id");
    let url = &listening.url;
    let address = address(url);
    // Some that never say anything stand in the way of those that do.
    let silent: Vec<_> = (0..200).map(|_| TcpStream::connect(address).expect("a connection")).collect();
    std::thread::scope(|scope| {
        for number in 0..8 {
            scope.spawn(move || {
                for count in 0..100 {
                    assert_eq!(Sending::event(&format!("{number}_{count}"), FINALIZED).to(url), 200);
                }
            });
        }
    });
    drop(silent);
    let run = lives(listening);
    assert_eq!(run.out.lines().count(), 801);
}

#[test]
fn slow_senders_are_dropped_after_seconds() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "");
    let begin = |bytes: &[u8]| {
        let mut stream = TcpStream::connect(address(&listening.url)).expect("a connection");
        stream.write_all(bytes).expect("sent");
        stream
    };
    let half = good().bytes(&listening.url);
    let streams = [begin(b""), begin(b"POST / HTTP/1.1\r\nhost"), begin(&half[..half.len() - 1])];
    let answers = streams.map(|mut stream| {
        let mut answer = Vec::new();
        // A reset is an end, too.
        let _ = stream.read_to_end(&mut answer);
        status(&String::from_utf8_lossy(&answer))
    });
    assert!(answers[0] == 0 && [0, 408].contains(&answers[1]) && answers[2] == 408, "{answers:?}");
    lives(listening).says(&["POST /: 408, the body did not come in time"]);
}

#[test]
fn a_pipe_that_nobody_reads_keeps_no_sender_waiting() {
    let sandbox = sandbox();
    let listening = listen(&sandbox, "-q");
    // More lines than any pipe holds.
    for number in 0..1500 {
        assert_eq!(Sending::event(&format!("evt_{number}"), FINALIZED).to(&listening.url), 200);
    }
    let run = listening.end().expect(0);
    assert_eq!(run.out.lines().count(), 1500);
}
