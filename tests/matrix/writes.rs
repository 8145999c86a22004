//! The other writes: phones, pairing codes, taps, and a create by `ipp api`. 0 only if it was done, 4 to 7 only if it was
//! not, and 24 where a `POST` may have been done; a `POST` never goes out twice.

use crate::support::batch::{begin, every, report};
use crate::support::plan::{End, Fault, Operation, Plan};
use crate::support::process;
use crate::support::proxy::Proxy;
use crate::support::told::{Meaning, Passage};
use crate::support::wire::{Framing, made_up};
use crate::support::world::World;
use serde_json::json;
use std::thread;

/// A command that writes.
struct Write {
    operation: Operation,
    /// Makes what it is about, and gives its id.
    begin: fn(&World, &str) -> String,
    /// The command, with the id and a name that nobody else has.
    line: fn(&str, &str) -> String,
    /// How often it was done: SQL with the id and the name.
    done: &'static str,
    /// Doing it again does nothing more.
    repeatable: bool,
}

const NOTHING: fn(&World, &str) -> String = |_, _| String::new();

const WRITES: [Write; 7] = [
    Write {
        operation: Operation::Write,
        begin: phone,
        line: |id, name| format!("device update {id} --name new-{name}"),
        done: "SELECT count(*) FROM devices WHERE id = ?1 AND object ->> '$.name' = 'new-' || ?2",
        repeatable: true,
    },
    Write {
        operation: Operation::Write,
        begin: phone,
        line: |id, _| format!("device remove {id} --yes"),
        done: "SELECT NOT EXISTS (SELECT 1 FROM devices WHERE id = ?1 OR id = ?2)",
        repeatable: true,
    },
    Write {
        operation: Operation::Write,
        begin: NOTHING,
        line: |_, name| format!("dev create-device --name {name}"),
        done: "SELECT count(*) FROM devices WHERE id = ?1 OR object ->> '$.name' = ?2",
        repeatable: false,
    },
    Write {
        operation: Operation::Write,
        begin: NOTHING,
        line: |_, name| format!("enrollment create --metadata case:{name}"),
        done: "SELECT count(*) FROM enrollments WHERE id = ?1 OR object ->> '$.metadata.case' = ?2",
        repeatable: false,
    },
    Write {
        operation: Operation::Write,
        begin: |world, name| {
            let body = json!({"ttl": "TWO_HOURS", "metadata": {"case": name}});
            text(&world.ask("POST", "/ipp/v1/enrollments", &body.to_string())["enrollment_id"])
        },
        line: |id, _| format!("enrollment cancel {id} --yes"),
        done: "SELECT count(*) FROM enrollments WHERE id = ?1 AND object ->> '$.status' = 'CANCELLED' AND ?2 > ''",
        repeatable: true,
    },
    Write {
        operation: Operation::Tap,
        begin: World::create,
        line: |id, _| format!("dev simulate-tap {id}"),
        done: "SELECT count(*) FROM sessions WHERE id = ?1 AND object ->> '$.status' = 'FINALIZED' AND ?2 > ''",
        repeatable: false,
    },
    Write {
        operation: Operation::Create,
        begin: |world, name| {
            let path = world.home().join(name);
            std::fs::write(&path, world.order(name)).expect("a file");
            path.to_str().expect("UTF-8").to_owned()
        },
        line: |path, _| format!("api POST /ipp/v1/sessions --from {path}"),
        done: "SELECT count(*) FROM sessions WHERE id = ?1 OR object ->> '$.merchant_reference1' = ?2",
        repeatable: false,
    },
];

fn phone(world: &World, name: &str) -> String {
    text(&world.ask("POST", "/ipp/v1/dev/devices", &json!({"name": name}).to_string())["device_id"])
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[test]
fn every_other_write() {
    let begun = begin();
    let workers: Vec<_> = WRITES.into_iter().map(|write| thread::spawn(move || prove(&write))).collect();
    let count = workers.into_iter().map(|worker| worker.join().expect("what holds")).sum();
    report("other writes", count, begun.elapsed());
}

/// Every fault at the one write of the command.
fn prove(write: &Write) -> usize {
    let proxy = Proxy::start(World::start(&[]));
    let faults = faults();
    for (number, fault) in faults.iter().enumerate() {
        run(&proxy, write, &format!("w-{number}"), fault);
    }
    faults.len()
}

fn faults() -> Vec<Option<Fault>> {
    let mut faults = vec![None, Some(Fault::Pass), Some(Fault::Trickle(Framing::Chunks))];
    for end in [End::Close, End::Reset] {
        let bytes = [0, 1, 16, 60, 150, 10_000];
        faults.extend(bytes.map(|bytes| Some(Fault::Request { bytes, end })));
        let bytes = (0..700).step_by(if every(2) == 1 { 1 } else { 61 });
        faults.extend(bytes.map(|bytes| Some(Fault::Answer { bytes, end, framing: Framing::Length })));
    }
    for (at, status) in
        [201, 202, 204, 301, 307, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504].into_iter().enumerate()
    {
        let worked = status < 300 || (!(400..500).contains(&status) && at % 2 == 0);
        for body in ["", "<html>"] {
            faults.push(Some(Fault::Say {
                worked,
                answer: made_up(status, "text/html", body),
                framing: Framing::Length,
            }));
        }
    }
    faults
}

/// Without a fault, nobody is there at all.
fn run(proxy: &Proxy, write: &Write, name: &str, fault: &Option<Fault>) {
    let world = proxy.world();
    let id = (write.begin)(world, name);
    proxy.arm(fault.clone().map_or(Plan::gone_from(0), |fault| Plan::at(write.operation, 0, fault)));
    let line = format!("{} -o json --retries 0", (write.line)(&id, name));
    let run = process::run(process::ipp_at(world.home(), &proxy.address(), &line));
    let passages = proxy.passages();
    let sent: Vec<&Passage> = passages.iter().filter(|passage| passage.operation == Some(write.operation)).collect();
    let done: i64 = world.store().query_row(write.done, (&id, name), |row| row.get(0)).expect("a number");
    let (allowed, shown) =
        (allowed(write, sent.last()), format!("{line}: {fault:?}, done {done} times\n{run:#?}\n{passages:#?}"));
    assert!(sent.len() <= 1 && done <= 1, "more than once: {shown}");
    assert!(allowed.contains(&run.code), "{allowed:?} can be known: {shown}");
    let is_true = match run.code {
        0 => done == 1,
        4..=7 => done == 0,
        code => matches!(code, 8 | 24),
    };
    assert!(is_true, "{shown}");
    assert!(run.code == 0 || run.error()["code"] == run.code, "{shown}");
    assert!(
        run.code != 24 || run.error()["hint"].as_str().is_some_and(|hint| hint.contains("may have happened")),
        "{shown}"
    );
}

fn allowed(write: &Write, last: Option<&&Passage>) -> Vec<i32> {
    let Some(last) = last else { return vec![7] };
    let of = |meaning: Meaning| match (meaning, last.status()) {
        // What came need not be what was wanted; what it was for was done all the same.
        (Meaning::Session { .. } | Meaning::Success, _) => vec![0, 24],
        (Meaning::Refused(401 | 403), _) => vec![4],
        (Meaning::Refused(404), _) => vec![5],
        (Meaning::Refused(429), _) => vec![8],
        (Meaning::Refused(_), _) => vec![6],
        (Meaning::Nothing, Some(_)) if write.repeatable => vec![8, 24],
        (Meaning::Nothing, _) => vec![24],
    };
    last.meanings().into_iter().flat_map(of).collect()
}
