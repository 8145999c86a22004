//! Where there is no emulator to look into, callbacks tell of a session whose answer was lost: lost ones, doubled, late,
//! out of order, and badly signed ones. What they name is only read, and known by its mark.

use crate::support::batch::{begin, report};
use crate::support::case::order;
use crate::support::deed::Deed;
use crate::support::plan::{End, Fault, Operation, Plan};
use crate::support::process::{self, Run};
use crate::support::proxy::Proxy;
use crate::support::wire::{self, Framing};
use crate::support::world::{PATIENCE, World};
use ipp::webhook::events::Events;
use ipp::webhook::received::Received;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

const KINDS: [&str; 6] =
    ["", "callback-doubled", "callback-late", "callback-out-of-order", "callback-bad-signature", "callback-lost"];

#[test]
fn callbacks_find_what_was_lost() {
    let begun = begin();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/callbacks", listener.local_addr().expect("an address"));
    let proxy = Proxy::start(World::start(&["--webhook", &url, "--time-scale", "20"]));
    let folder = proxy.world().home().join("state/events");
    std::fs::create_dir_all(&folder).expect("a folder");
    thread::spawn(move || receive(&listener, &folder));
    let mut count = 0;
    for (kind, paid) in KINDS.into_iter().flat_map(|kind| [(kind, false), (kind, true)]) {
        lose(&proxy, kind, paid, &format!("C-{count}"));
        count += 1;
    }
    report("callbacks", count, begun.elapsed());
}

/// Loses the answer to a create, and finds the session again, as soon as a callback can have told of it.
fn lose(proxy: &Proxy, kind: &str, paid: bool, reference: &str) {
    let world = proxy.world();
    if !kind.is_empty() {
        world.ask("POST", "/emulator/v1/faults", &format!(r#"{{"kind":"{kind}"}}"#));
    }
    let before = world.count();
    proxy.arm(Plan::at(Operation::Create, 0, Fault::Answer { bytes: 0, end: End::Close, framing: Framing::Length }));
    let run = ipp(proxy, &format!("pay {} -o json", order(proxy, reference)));
    assert_eq!(run.code, 24, "{run:#?}");
    proxy.arm(Plan::default());
    let (id, _) = world.sessions(reference, before).remove(0);
    if paid || kind == "callback-out-of-order" {
        // What is held back comes after the next one.
        Deed::Pay.happen(world, &id);
    }
    let found = if kind == "callback-lost" { by_hand(proxy, &id) } else { recovered(proxy) };
    assert_eq!(found.code, 0, "{kind}: {found:#?}");
    let listed = ipp(proxy, "session list --refresh -o json").json();
    let attempt = &listed[0];
    assert_eq!(attempt["merchant_reference1"], reference);
    assert_eq!(
        (&attempt["session_id"], &attempt["status"]),
        (&id.into(), &world.sessions(reference, before)[0].1.clone().into())
    );
    world.ask("DELETE", "/emulator/v1/faults", "");
}

/// A recover that races the callback: unknown, for as long as nothing has told of it.
fn recovered(proxy: &Proxy) -> Run {
    let begun = Instant::now();
    loop {
        let run = ipp(proxy, "session recover --all --leave -o json");
        if run.code != 24 || begun.elapsed() > PATIENCE {
            return run;
        }
    }
}

/// No callback ever tells of it, so a person does.
fn by_hand(proxy: &Proxy, id: &str) -> Run {
    let run = ipp(proxy, "session recover -o json");
    assert_eq!(run.code, 24, "{run:#?}");
    let attempt = run.error()["attempt"].clone();
    ipp(proxy, &format!("session recover {attempt} --settle session={id} -o json"))
}

/// In the playground, where nobody can look into the server's own events.
fn ipp(proxy: &Proxy, line: &str) -> Run {
    let mut command = process::ipp_at(proxy.world().home(), &proxy.address(), line);
    command.env("IPP_ENV", "playground");
    process::run(command)
}

/// Records whatever comes, as `ipp` records it.
fn receive(listener: &TcpListener, folder: &Path) {
    for stream in listener.incoming().flatten() {
        let folder = folder.to_owned();
        thread::spawn(move || take(stream, folder));
    }
}

fn take(mut stream: TcpStream, folder: PathBuf) {
    let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = stream.read(&mut part) {
        bytes.extend_from_slice(&part[..count]);
        let Some(length) = wire::request_length(&bytes).filter(|length| *length <= bytes.len()) else { continue };
        let body = bytes[wire::head_end(&bytes).expect("a head")..length].to_vec();
        let received =
            Received { at: jiff::Timestamp::now(), path: "/callbacks".to_owned(), headers: Vec::new(), body };
        Events::new(folder.clone()).append(&received, None, false).expect("recorded");
        bytes.drain(..length);
        if stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").is_err() {
            return;
        }
    }
}
