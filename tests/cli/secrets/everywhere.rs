//! Every command with `-vv`: streams, the journal and everything else on disk, and a second host.

use super::lines::{At, LINES, filled};
use super::repeater::{self, UNKNOWN, Way};
use super::{BEARER, CODE, KEY, SIGNING, found_in};
use crate::support::bodies::DEVICE_ID;
use crate::support::server::{Server, with_headers};
use crate::support::{Run, Sandbox};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Whose purpose is to print one: the command, the secret, and why.
const PRINTS: &[(&str, &str, &str)] = &[
    ("enrollment create", CODE, "it makes the code that a clerk types into the phone, on stdout"),
    ("device enroll", CODE, "it makes the code that a clerk types into the phone, on stdout with `--no-wait`"),
    ("enrollment list", CODE, "for programs, on stdout; a table of many does not show it"),
    ("api", KEY, "prints what the API answers, on stdout, as it came"),
    ("api", BEARER, "prints what the API answers, on stdout, as it came"),
    ("emulator secret", SIGNING, "prints the secret that handlers verify with, on stdout"),
];

/// A machine with every secret in its settings, and none in its environment.
fn machine(address: &str) -> Sandbox {
    let sandbox = Sandbox::new().with("IPP_PROFILE", "shop");
    let profile = format!(
        "environment = \"playground\"\nbase_url = \"{address}\"\napi_key = \"{KEY}\"\nwebhook_secret = \"{SIGNING}\"\n"
    );
    sandbox.file("scenario.toml", scenario());
    sandbox.file("fleet.csv", format!("id,name,metadata.floor\n{DEVICE_ID},New,2\n"));
    sandbox.write_config(&format!("[profiles.shop]\n{profile}\n[profiles.spare]\n{profile}"));
    sandbox
}

/// A bit of everything that a scenario may do.
fn scenario() -> String {
    format!(
        "[[scenario]]\nname = \"a\"\nsteps = [\n\
         {{ create = {{ amount = \"1.00\", currency = \"SEK\", device = \"{DEVICE_ID}\" }} }},\n\
         {{ expect = {{ status = [\"CREATED\", \"ACTIVE\", \"FINALIZED\"], within = \"20ms\" }} }},\n\
         {{ run = [\"session\", \"get\", \"${{session.session_id}}\", \"-vv\"] }}]\n\
         finally = [{{ phone = \"T\" }}]\n"
    )
}

fn leaves(command: &clap::Command, words: &str) -> Vec<String> {
    let children: Vec<_> = command.get_subcommands().collect();
    let below = |child: &&clap::Command| leaves(child, &format!("{words} {}", child.get_name()));
    if children.is_empty() { vec![words.trim().to_owned()] } else { children.iter().flat_map(below).collect() }
}

#[test]
fn every_command_is_looked_at() {
    let mut named: Vec<String> = LINES.iter().map(|(words, ..)| (*words).to_owned()).collect();
    let mut all = leaves(&crate::support::tree(), "");
    all.retain(|words| words != "help" && !words.starts_with("help "));
    named.retain(|words| words != "help");
    named.sort();
    all.sort();
    assert_eq!(named, all, "give each command a line in `lines.rs`");
}

/// stdout may hold what a command is for, and in JSON the API's own fields; stderr never.
#[track_caller]
fn check(words: &str, line: &str, run: &Run) {
    // `api` knows no columns, and a signature of nobody is malformed.
    let may_be_refused = ["api", "webhook verify"].contains(&words);
    assert!(![1, 2].contains(&run.code) || may_be_refused, "{line} is no line to test with: {run:#?}");
    let wanted = PRINTS.iter().filter(|(own, ..)| *own == words).map(|(_, secret, _)| *secret);
    let known =
        serde_json::from_str(&run.out).map_or_else(|_| run.out.clone(), |value| without_unknown(value).to_string());
    let out = wanted.fold(known, |out, secret| out.replace(secret, ""));
    assert_eq!((found_in(&out), found_in(&run.err)), (vec![], vec![]), "{line}: {run:#?}");
}

fn without_unknown(mut value: Value) -> Value {
    match &mut value {
        Value::Object(object) => {
            object.remove(UNKNOWN);
            object.values_mut().for_each(|member| *member = without_unknown(member.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = without_unknown(item.take())),
        _ => {}
    }
    value
}

/// Everything in the folder but what keeps secrets on purpose: the settings, and the emulator's world.
fn check_disk(folder: &Path, line: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        match path.is_dir() {
            true => check_disk(&path, line),
            false if name == "config.toml" || name.starts_with("emulator.db") => {}
            false => {
                let text = String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned();
                assert_eq!(found_in(&text), Vec::<&str>::new(), "{line}: {}", path.display());
            }
        }
    }
}

#[test]
fn whatever_the_server_repeats() {
    for way in Way::ALL {
        let server = repeater::serve(way);
        for (words, _, rest) in LINES.iter().filter(|(_, at, _)| *at == At::Api) {
            let formats: &[&str] =
                if matches!(way, Way::Objects) { &["table", "json", "csv", "id"] } else { &["table", "json"] };
            for format in formats {
                let sandbox = machine(&server.address);
                let line = format!("{} -vv --retries 0 -o {format}", filled(words, rest, &server.address, ""));
                // What the journal lists and recovers is what was answered before.
                sandbox.run(&filled(
                    "session create",
                    "--amount 100 --currency SEK --device {device} --ref earlier -q",
                    "",
                    "",
                ));
                let run = sandbox.run(&line);
                check(words, &format!("{way:?}: {line}"), &run);
                check_disk(sandbox.home(), &line);
            }
        }
    }
}

#[test]
fn what_needs_no_server_tells_nothing_either() {
    for (words, _, rest) in LINES.iter().filter(|(_, at, _)| *at == At::Here) {
        let line = format!("{} -vv", filled(words, rest, "", ""));
        let run = machine("http://127.0.0.1:9").ipp_reading(&shlex::split(&line).expect("words"), format!("{KEY}\n"));
        check(words, &line, &run);
    }
}

#[test]
fn the_emulator_tells_nothing_either() {
    for (words, _, rest) in LINES.iter().filter(|(_, at, _)| *at == At::Emulator) {
        for format in ["table", "json", "csv"] {
            let home = Sandbox::emulator().with("IPP_WEBHOOK_SECRET", SIGNING);
            let open = home.run("session create --amount 100 --currency SEK -q -o id").expect(0).out;
            home.run("emulator destination add http://127.0.0.1:9/spare").expect(0);
            let code = home.run("enrollment create -q -o json").expect(0).json()["enrollment_code"].clone();
            let code = code.as_str().expect("a code");
            let line = format!("{} -vv -o {format}", filled(words, rest, "", open.trim()));
            let run = home.ipp_reading(&shlex::split(&line).expect("words"), format!("{code}\n"));
            check(words, &line, &run);
            run.hides(code);
        }
    }
}

#[test]
fn a_second_host_hears_nothing() {
    for (words, _, rest) in LINES.iter().filter(|(_, at, _)| *at == At::Api) {
        for status in [301, 302, 303, 307, 308] {
            let second = Server::never();
            let target = format!("{}/ipp/v1/elsewhere", second.address);
            let first = Server::answering(vec![with_headers(status, &[("location", &target)], "")]);
            let line = format!("{} -vv --retries 0", filled(words, rest, &first.address, ""));
            let run = machine(&first.address).run(&line);
            check(words, &line, &run);
            second.was_never_asked();
        }
    }
}
