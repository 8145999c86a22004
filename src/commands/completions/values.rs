//! Where the values come from: the config file, what is known of the account, the journal, and lists that never change.
//! None of them asks the network, and each is empty where there is nothing to read.

use super::place::Place;
use crate::cli::Cli;
use crate::commands::help::topics;
use crate::commands::session::standing;
use crate::commands::test::examples;
use crate::context::{account, scope};
use crate::journal::{Attempt, Filter, Journal, Which};
use crate::known::{Entry, Known};
use crate::model::device::Device;
use crate::model::environment::Environment;
use crate::model::event::EventType;
use crate::model::fault::FaultKind;
use crate::model::location::Location;
use crate::model::operation::Operation;
use crate::output::is_harmless;
use clap::CommandFactory;
use clap::builder::StyledStr;
use clap_complete::CompletionCandidate;
use std::collections::HashMap;

/// How many open sessions are offered: the newest.
const MOST_SESSIONS: usize = 200;

/// With more values than this, nobody reads a word about each.
const MOST_WORDS: usize = 1000;

/// What an argument can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Value {
    /// The id or the name of a phone.
    Device,
    /// The id or the name of a shop.
    Location,
    /// An open session of this machine.
    Session,
    /// The number of an attempt that nobody knows the outcome of.
    Attempt,
    /// A profile of the config file.
    Profile,
    Environment,
    /// The type of a callback.
    Event,
    /// What a fault can strike: operations and callbacks.
    Struck,
    /// What can go wrong.
    Fault,
    /// A command, or a topic of the help.
    Topic,
    /// A file of steps that `ipp test` brings.
    Example,
}

/// A value, and a word about it.
type Offer = (String, String);

/// What begins like `current`.
pub(super) fn candidates(value: Value, place: &Place, current: &str) -> Vec<CompletionCandidate> {
    let offers = match value {
        Value::Device => known(place, current, Known::of::<Device>),
        Value::Location => known(place, current, Known::of::<Location>),
        Value::Session => sessions(place),
        Value::Attempt => attempts(place, Which::Unknown).iter().map(unknown).collect(),
        Value::Profile => profiles(place),
        Value::Environment => Environment::ALL.map(|environment| bare(environment.name())).to_vec(),
        Value::Event => EventType::KNOWN.map(|event| bare(event.name())).to_vec(),
        Value::Struck => struck(),
        Value::Fault => FaultKind::ALL.map(|kind| (kind.name().to_owned(), kind.what().to_owned())).to_vec(),
        Value::Topic => topics(),
        Value::Example => examples::names().map(bare).collect(),
    };
    let offered = offers.into_iter().filter(|(value, _)| value.starts_with(current));
    let candidate = |(value, help): Offer| {
        let help = (!help.is_empty()).then(|| help.into());
        // Without a tag of ours each one would be made one.
        CompletionCandidate::new(value).help(help).tag(Some(StyledStr::new()))
    };
    offered.map(candidate).collect()
}

fn bare(name: &str) -> Offer {
    (name.to_owned(), String::new())
}

fn known(place: &Place, current: &str, of: impl Fn(&Known) -> &[Entry]) -> Vec<Offer> {
    let Some(settings) = place.settings() else { return Vec::new() };
    offers(of(&Known::load(&settings.state_dir, &account(&settings))), current)
}

/// By name, where it can be typed, and by id to whoever types one. A name that several have is no answer, but it is offered
/// once it is begun: without it, another name with that beginning would seem to be the only one.
fn offers(entries: &[Entry], current: &str) -> Vec<Offer> {
    let mut names: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
    entries.iter().for_each(|entry| *names.entry(&entry.name).or_default() += 1);
    let is_typed = |name: &str| !name.is_empty() && !name.starts_with('-') && is_harmless(name);
    let begins = |entry: &&Entry| entry.id.starts_with(current) || entry.name.starts_with(current);
    let word = |text: &str| if entries.len() > MOST_WORDS { String::new() } else { text.to_owned() };
    let mut offers: Vec<Offer> = Vec::with_capacity(entries.len());
    for Entry { id, name } in entries.iter().filter(begins) {
        let owners = names.get(name.as_str()).copied().unwrap_or_default();
        if is_typed(name) && owners == 1 {
            offers.push((name.clone(), word(id)));
            if current.is_empty() || !id.starts_with(current) {
                continue;
            }
        } else if owners > 1 && is_typed(name) && !current.is_empty() && name.starts_with(current) {
            offers.push((name.clone(), "several have this name: give an id".to_owned()));
            // Once is enough.
            names.insert(name, 0);
        }
        if is_typed(id) {
            offers.push((id.clone(), word(name)));
        }
    }
    offers
}

fn attempts(place: &Place, which: Which) -> Vec<Attempt> {
    let Some(settings) = place.settings() else { return Vec::new() };
    let profile = settings.profile.as_ref().map(|profile| profile.value.as_str());
    let is_own = |attempt: &Attempt| {
        settings.environment.value == Environment::Emulator || attempt.profile.as_deref() == profile
    };
    let filter = Filter { which, ..Filter::default() };
    let read = || {
        let journal = Journal::open_existing(&settings.state_dir).ok()??;
        journal.page(&scope(&settings), &filter, None, MOST_SESSIONS).ok()
    };
    read().unwrap_or_default().into_iter().filter(is_own).collect()
}

fn sessions(place: &Place) -> Vec<Offer> {
    let offer = |attempt: &Attempt| Some((attempt.session_id.as_ref()?.to_string(), described(attempt)));
    attempts(place, Which::Open).iter().filter_map(offer).collect()
}

fn unknown(attempt: &Attempt) -> Offer {
    (attempt.number.to_string(), described(attempt))
}

fn described(attempt: &Attempt) -> String {
    let amount = attempt.amount().map(|amount| amount.to_string());
    let device = attempt.device_name.clone();
    let facts = [amount, attempt.merchant_reference1.clone(), device, Some(standing(attempt))];
    facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn profiles(place: &Place) -> Vec<Offer> {
    let Some(file) = place.config_file() else { return Vec::new() };
    let named = file.profiles.iter().map(|(name, profile)| (name.to_string(), profile.environment.value.to_string()));
    named.collect()
}

fn struck() -> Vec<Offer> {
    let operations = Operation::ALL.map(|operation| bare(operation.name()));
    operations.into_iter().chain(EventType::KNOWN.map(|event| bare(event.name()))).collect()
}

fn topics() -> Vec<Offer> {
    let about = |command: &clap::Command| command.get_about().map(ToString::to_string).unwrap_or_default();
    let command = Cli::command();
    let commands = command.get_subcommands().map(|one| (one.get_name().to_owned(), about(one)));
    commands.chain(topics::ALL.iter().map(|topic| bare(topic.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(entries: &[(&str, &str)], current: &str) -> Vec<String> {
        let entries: Vec<Entry> =
            entries.iter().map(|(id, name)| Entry { id: (*id).to_owned(), name: (*name).to_owned() }).collect();
        offers(&entries, current).into_iter().map(|(value, _)| value).collect()
    }

    #[test]
    fn names_come_first_and_ids_where_names_do_not_do() {
        let entries =
            [("6f2c", "Till 1"), ("a1", "Twice"), ("a2", "Twice"), ("b1", ""), ("b2", "-x"), ("b3", "\u{202e}")];
        assert_eq!(offered(&entries, ""), ["Till 1", "a1", "a2", "b1", "b2", "b3"]);
        assert_eq!(offered(&entries, "6f"), ["Till 1", "6f2c"]);
        assert_eq!(offered(&entries, "Tw"), ["Twice", "a1", "a2"]);
        assert!(offered(&[("\u{1b}", "-")], "").is_empty());
    }
}
