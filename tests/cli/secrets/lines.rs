//! One line for each command of the tree, as a person would give it. A new command needs one, or a test says so.

use crate::support::bodies::{DEVICE_ID, LOCATION_ID, SESSION_ID};

/// What a line is run against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum At {
    /// The server that repeats everything.
    Api,
    /// The emulator of the state folder, whose secrets are its own.
    Emulator,
    /// Nothing at all.
    Here,
    /// Its own tests run it: it does not end by itself, or runs another command.
    Elsewhere,
}

/// The words of a command, what it is run against, and what follows the words.
pub const LINES: &[(&str, At, &str)] = &[
    ("pay", At::Api, "--amount 100 --currency SEK --device {device} --timeout 20ms"),
    ("session create", At::Api, "--amount 100 --currency SEK --device {device}"),
    ("session get", At::Api, "{session}"),
    ("session wait", At::Api, "{session} --timeout 20ms"),
    ("session cancel", At::Api, "{session}"),
    ("session list", At::Api, "--refresh"),
    ("session recover", At::Api, "--all --leave"),
    ("device list", At::Api, ""),
    ("device get", At::Api, "{device}"),
    ("device update", At::Api, "{device} --name New"),
    ("device remove", At::Api, "{device} --yes"),
    ("device export", At::Api, ""),
    ("device plan", At::Api, "fleet.csv --prune"),
    ("device apply", At::Api, "fleet.csv --prune 1 --yes"),
    ("device enroll", At::Api, "--location {location} --no-wait"),
    ("enrollment wait", At::Api, "{session} --timeout 20ms"),
    ("enrollment list", At::Api, ""),
    ("enrollment create", At::Api, "--location {location}"),
    ("enrollment cancel", At::Api, "{session} --yes"),
    ("location list", At::Api, ""),
    ("location get", At::Api, "{location}"),
    ("dev create-device", At::Api, "--name Till --location {location}"),
    ("dev simulate-tap", At::Api, "{session}"),
    ("api", At::Api, "GET /ipp/v1/devices/{device}"),
    ("webhook send", At::Api, "ipp.session.finalized --to {address}/callbacks --session {session}"),
    ("webhook check", At::Api, "{address}/callbacks --timeout 2s"),
    ("webhook replay", At::Api, "--last 5 --to {address}/callbacks"),
    ("webhook list", At::Here, ""),
    ("webhook verify", At::Here, "- --id msg_1 --timestamp 1760000000 --signature v1,AAAA --explain"),
    ("setup", At::Api, ""),
    ("doctor", At::Api, "--webhook {address}/callbacks"),
    ("profile list", At::Here, ""),
    ("profile show", At::Here, "--origin"),
    ("profile add", At::Here, "other --env playground --api-key-stdin"),
    ("profile use", At::Here, "shop"),
    ("profile remove", At::Here, "spare --yes"),
    ("completions", At::Here, "bash"),
    ("man", At::Here, "session create"),
    ("help", At::Here, "exit-codes"),
    ("emulator status", At::Emulator, ""),
    ("emulator reset", At::Emulator, "--yes"),
    ("emulator deliveries", At::Emulator, ""),
    ("emulator secret", At::Emulator, ""),
    ("emulator rotate-secret", At::Emulator, ""),
    ("emulator fidelity", At::Emulator, ""),
    ("emulator destination add", At::Emulator, "http://127.0.0.1:9/callbacks"),
    ("emulator destination list", At::Emulator, ""),
    ("emulator destination remove", At::Emulator, "http://127.0.0.1:9/spare --yes"),
    ("emulator fault add", At::Emulator, "503"),
    ("emulator fault list", At::Emulator, ""),
    ("emulator fault clear", At::Emulator, ""),
    ("emulator phone pair", At::Emulator, "-"),
    ("emulator phone sessions", At::Emulator, "Sim"),
    ("emulator phone choose", At::Emulator, "{open}"),
    ("emulator phone pay", At::Emulator, "{open}"),
    ("emulator phone decline", At::Emulator, "{open}"),
    ("emulator phone cancel", At::Emulator, "{open}"),
    ("emulator phone offline", At::Emulator, "Sim"),
    ("emulator phone online", At::Emulator, "Sim"),
    ("emulator run", At::Elsewhere, ""),
    ("emulator serve", At::Elsewhere, ""),
    ("webhook listen", At::Elsewhere, ""),
];

/// The line, with everything filled in.
pub fn filled(words: &str, rest: &str, address: &str, open: &str) -> String {
    let pairs = [
        ("{device}", DEVICE_ID),
        ("{session}", SESSION_ID),
        ("{location}", LOCATION_ID),
        ("{address}", address),
        ("{open}", open),
    ];
    pairs.iter().fold(format!("{words} {rest}"), |line, (name, value)| line.replace(name, value))
}
