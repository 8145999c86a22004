//! Which argument can be what: the whole tree of commands, with a source of values for each argument that has one.
//!
//! The only place that knows arguments by their names; a test says when one of those that are to be completed is not.

use super::place::Place;
use super::values::{self, Value};
use crate::cli::Cli;
use clap::{Arg, Command, CommandFactory, ValueHint};
use clap_complete::CompletionCandidate;
use clap_complete::engine::{ArgValueCompleter, complete};
use std::ffi::OsString;
use std::sync::Arc;

/// What could stand in the place of the last word.
pub(super) fn candidates(words: &[String]) -> Vec<CompletionCandidate> {
    let Some((current, typed)) = words.split_last() else { return Vec::new() };
    let place = Arc::new(Place::of(typed));
    let mut command = with_values(whole(), &place);
    let words: Vec<OsString> = words.iter().map(OsString::from).collect();
    let last = words.len() - 1;
    let folder = std::env::current_dir().ok();
    let mut found = complete(&mut command, words, last, folder.as_deref()).unwrap_or_default();
    // Flags are offered to whoever types a dash.
    if current.is_empty() {
        found.retain(|candidate| !candidate.get_value().to_string_lossy().starts_with('-'));
    }
    found
}

/// Every command with its arguments.
pub(super) fn whole() -> Command {
    let mut command = Cli::command();
    command.build();
    command
}

fn with_values(command: Command, place: &Arc<Place>) -> Command {
    let name = command.get_name().to_owned();
    command
        .mut_args(|arg| match value(&name, &arg) {
            Some(value) => {
                let place = Arc::clone(place);
                arg.add(ArgValueCompleter::new(move |current: &std::ffi::OsStr| {
                    values::candidates(value, &place, &current.to_string_lossy())
                }))
            }
            None if is_file(&arg) => arg.value_hint(ValueHint::AnyPath),
            None => arg,
        })
        .mut_subcommands(|command| with_values(command, place))
}

/// What an argument of a command can be.
fn value(command: &str, arg: &Arg) -> Option<Value> {
    match (command, arg.get_id().as_str()) {
        (_, "device") => Some(Value::Device),
        (_, "location") => Some(Value::Location),
        (_, "session" | "sessions") => Some(Value::Session),
        ("recover", "chosen") => Some(Value::Attempt),
        (_, "profile") | ("use" | "remove" | "show", "name") => Some(Value::Profile),
        (_, "env") => Some(Value::Environment),
        (_, "event" | "events" | "until") => Some(Value::Event),
        ("add", "on") => Some(Value::Struck),
        (_, "faults") => Some(Value::Fault),
        ("help" | "man", "words") => Some(Value::Topic),
        ("test", "example") => Some(Value::Example),
        _ => None,
    }
}

fn is_file(arg: &Arg) -> bool {
    let names = arg.get_value_names().unwrap_or_default();
    arg.get_value_hint() == ValueHint::Unknown && names.iter().any(|name| name.as_str() == "FILE")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ids of arguments that a value was found for, by the command's words.
    fn found(command: &Command, words: &str, all: &mut Vec<String>) {
        for arg in command.get_arguments() {
            if let Some(value) = value(command.get_name(), arg) {
                all.push(format!("{words} {}: {value:?}", arg.get_id()));
            }
        }
        for child in command.get_subcommands() {
            found(child, &format!("{words} {}", child.get_name()), all);
        }
    }

    #[test]
    fn every_device_location_session_and_profile_can_be_completed() {
        let mut all = Vec::new();
        found(&whole(), "ipp", &mut all);
        for wanted in [
            "ipp profile: Profile",
            "ipp env: Environment",
            "ipp pay device: Device",
            "ipp session get session: Session",
            "ipp session list device: Device",
            "ipp session recover chosen: Attempt",
            "ipp device get device: Device",
            "ipp device enroll location: Location",
            "ipp dev simulate-tap session: Session",
            "ipp profile use name: Profile",
            "ipp emulator phone pay session: Session",
            "ipp emulator fault add on: Struck",
            "ipp emulator serve faults: Fault",
            "ipp webhook listen until: Event",
            "ipp webhook send event: Event",
            "ipp help words: Topic",
            "ipp man words: Topic",
            "ipp test example: Example",
        ] {
            assert!(all.iter().any(|one| one == wanted), "{wanted} is not in {all:#?}");
        }
        assert!(!all.iter().any(|one| one.starts_with("ipp profile add name")), "a new profile has a new name");
    }

    #[test]
    fn commands_and_flags_come_from_the_tree() {
        let names = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            let values = candidates(&words);
            values.iter().map(|one| one.get_value().to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names("ipp session c"), ["create", "cancel"]);
        assert_eq!(names("ipp device list --loc"), ["--location"]);
        assert!(names("ipp session ").iter().all(|name| !name.starts_with('-')));
        assert!(names("ipp device export ").is_empty());
        assert!(names("ipp device export -").contains(&"--profile".to_owned()));
        assert_eq!(names("ipp --env p"), ["production", "playground"]);
        assert_eq!(names("ipp device list --output=j"), ["--output=json", "--output=jsonl", "--output=junit"]);
        assert_eq!(names("ipp webhook listen --until ipp.payment"), ["ipp.payment.failed"]);
        assert_eq!(names("ipp help exit"), ["exit-codes"]);
        assert_eq!(names("ipp help mon"), ["money"]);
        assert_eq!(names("ipp man tes"), ["test", "testing"]);
        assert_eq!(names("ipp test --example "), crate::commands::test::examples::names().collect::<Vec<_>>());
    }
}
