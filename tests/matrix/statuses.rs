//! Every status, in JSON, in HTML, empty, and as something else; said of work that was done, and of work that was not.

use crate::support::batch::prove;
use crate::support::case::{Case, Verb};
use crate::support::plan::{End, Fault, Operation, Plan};
use crate::support::wire::{Framing, made_up};

/// Those that have a meaning, those that proxies make up, and the ends of each class.
const STATUSES: [u16; 76] = [
    200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 299, 300, 301, 302, 303, 304, 305, 307, 308, 399, 400, 401, 402,
    403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428,
    429, 431, 451, 460, 494, 499, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 520, 521, 522, 523, 524, 525,
    526, 527, 529, 530, 561, 598, 599,
];

/// A content type and a body that names no session.
const BODIES: [(&str, &str); 4] = [
    ("application/problem+json", r#"{"title":"Conflict","detail":"Device is offline"}"#),
    ("text/html", "<html><body><h1>Request blocked</h1></body></html>"),
    ("application/json", ""),
    ("text/plain", r#"{"session_id":null,"status":"CREATED"}"#),
];

/// A 4xx says that nothing was done (D), so it is only said where that is so.
fn said(verb: Verb, operation: Operation, flags: &str, stride: usize) -> Vec<Case> {
    let mut cases = Vec::new();
    for (at, status) in STATUSES.into_iter().enumerate() {
        for (number, (kind, body)) in BODIES.into_iter().enumerate() {
            let worked = !(400..500).contains(&status) && (at + number) % 2 == 0;
            let fault = Fault::Say { worked, answer: made_up(status, kind, body), framing: Framing::Length };
            let plan = Plan::always(operation, fault);
            let label = format!("{verb:?}: {status} {kind} to {operation:?}, work done: {worked}");
            cases.push(Case::new(verb, label, plan).with(flags));
        }
    }
    cases.into_iter().step_by(stride).collect()
}

#[test]
fn every_status() {
    let mut cases = said(Verb::Create, Operation::Create, "--retries 1", 1);
    cases.extend(said(Verb::Pay, Operation::Create, "--retries 0", 9));
    cases.extend(said(Verb::Get, Operation::Read, "--retries 0", 5));
    cases.extend(said(Verb::Wait, Operation::Read, "--retries 0 --timeout 10ms", 5));
    cases.extend(said(Verb::Cancel, Operation::Cancel, "--retries 0", 5));
    cases.extend(said(Verb::Cancel, Operation::Read, "--retries 0", 7));
    cases.extend(said(Verb::Pay, Operation::Read, "--retries 0 --timeout 10ms", 9));
    cases.extend(said(Verb::Pay, Operation::Cancel, "--retries 0 --timeout 10ms", 9));
    prove("statuses", cases);
}

/// Cut at every byte: from the end of its head on it is a refusal, before it is nothing.
#[test]
fn a_refusal_that_is_cut() {
    let refusal = made_up(409, "application/problem+json", BODIES[0].1);
    let mut cases = Vec::new();
    for (verb, operation, stride) in [
        (Verb::Create, Operation::Create, 1),
        (Verb::Pay, Operation::Create, 5),
        (Verb::Get, Operation::Read, 7),
        (Verb::Cancel, Operation::Cancel, 7),
    ] {
        for (framing, end) in
            [(Framing::Length, End::Close), (Framing::Length, End::Reset), (Framing::Chunks, End::Close)]
        {
            let whole = refusal.write(framing);
            for length in (0..=whole.len()).step_by(stride) {
                let fault = Fault::Bytes { worked: false, bytes: whole[..length].to_vec(), end };
                let label = format!("{verb:?}: 409 to {operation:?}, {length} bytes, {framing:?}, {end:?}");
                cases.push(Case::new(verb, label, Plan::always(operation, fault)).with("--retries 0"));
            }
        }
    }
    prove("a refusal that is cut", cases);
}

/// A turned away request may be tried again; what is said the second time counts.
#[test]
fn one_status_and_then_another_one() {
    let mut cases = Vec::new();
    let step = |status, worked| Fault::Say {
        worked,
        answer: made_up(status, "application/json", ""),
        framing: Framing::Length,
    };
    for second in [200, 400, 401, 403, 404, 409, 429, 500, 503] {
        for (verb, operation) in
            [(Verb::Create, Operation::Create), (Verb::Get, Operation::Read), (Verb::Cancel, Operation::Cancel)]
        {
            for (first, worked) in [(429, false), (502, true), (503, false), (503, true), (504, true)] {
                let plan = Plan::at(operation, 0, step(first, worked)).and(operation, 1, step(second, false));
                let label = format!("{verb:?}: {first} (work done: {worked}), then {second}");
                cases.push(Case::new(verb, label, plan).with("--retries 1"));
            }
        }
    }
    prove("two statuses", cases);
}

#[test]
fn bodies_that_name_no_session() {
    let mut cases = Vec::new();
    let long = format!(r#"{{"session_id":"s-1","status":"FINALIZED","x":"{}"}}"#, "x".repeat(10 * 1024 * 1024));
    let other = r#"{"session_id":"0a6f3c1e-0000-4b0e-9d0c-7a1f2b3c4d5e","status":"FINALIZED","order_amount":100}"#;
    let bodies = [
        "{}",
        "[]",
        "null",
        "7",
        "\"\"",
        "{",
        r#"{"session_id":""}"#,
        r#"{"session_id":"."}"#,
        r#"{"session_id":7}"#,
        r#"{"session_id":[]}"#,
        r#"{"SESSION_ID":"s-1"}"#,
        "\u{feff}{}",
        "<html>",
        &long,
    ];
    for (verb, operation) in [
        (Verb::Create, Operation::Create),
        (Verb::Pay, Operation::Create),
        (Verb::Get, Operation::Read),
        (Verb::Wait, Operation::Read),
        (Verb::Cancel, Operation::Read),
        (Verb::Pay, Operation::Read),
    ] {
        let other = (operation == Operation::Read).then_some(other);
        for (number, body) in bodies.into_iter().chain(other).enumerate() {
            // Ten megabytes are enough once.
            let framings = if body.len() > 1000 { 1 } else { 3 };
            for framing in [Framing::Length, Framing::Close, Framing::Chunks].into_iter().take(framings) {
                let answer = made_up(200, "application/json", body);
                let plan = Plan::always(operation, Fault::Say { worked: true, answer, framing });
                let timeout = if matches!(verb, Verb::Pay | Verb::Wait) { "--timeout 10ms" } else { "" };
                let case = Case::new(verb, format!("{verb:?}: body {number} to {operation:?}, {framing:?}"), plan);
                cases.push(case.with(&format!("{timeout} --retries 0")));
            }
        }
    }
    prove("bodies without a session", cases);
}

#[test]
fn what_is_no_http_or_not_only() {
    let mut cases = Vec::new();
    let texts: [&[u8]; 10] = [
        b"not http at all\r\n\r\n",
        b"\r\n\r\n",
        b"\x00\x00\x00\x00",
        b"\x15\x03\x01\x00\x02\x02\x0a",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    ];
    for (number, bytes) in texts.into_iter().enumerate() {
        for (verb, operation) in [
            (Verb::Create, Operation::Create),
            (Verb::Pay, Operation::Create),
            (Verb::Get, Operation::Read),
            (Verb::Cancel, Operation::Cancel),
            (Verb::Cancel, Operation::Read),
        ] {
            for (end, worked) in [(End::Close, true), (End::Close, false), (End::Reset, true)] {
                let plan = Plan::always(operation, Fault::Bytes { worked, bytes: bytes.to_vec(), end });
                let case =
                    Case::new(verb, format!("{verb:?}: text {number} to {operation:?}, {end:?}, {worked}"), plan);
                cases.push(case.with("--retries 0"));
            }
        }
    }
    prove("no HTTP", cases);
}
