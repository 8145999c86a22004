//! What each kind of step is made of.

use super::field::{Field, Fields};
use super::near;
use super::scenario::{Action, Create, Flag};
use super::source::Wrong;
use super::words::Words;
use crate::model::event::EventType;
use crate::model::session::SessionStatus;
use crate::model::tap::TapOutcome;
use std::time::Duration;

/// How long something that is expected may take when nobody says otherwise.
const WITHIN: Duration = Duration::from_secs(10);

/// What `create` takes that `session create` has a flag for; they have the same names.
const FLAGS: [&str; 10] =
    ["amount", "currency", "item", "ref", "ref2", "merchant-data", "tax-rate", "item-name", "device", "location"];

const STATUSES: [SessionStatus; 6] = [
    SessionStatus::Created,
    SessionStatus::Active,
    SessionStatus::Finalized,
    SessionStatus::Cancelled,
    SessionStatus::Expired,
    SessionStatus::Failed,
];

/// Whether a kind of step takes this key besides its own.
pub(super) fn takes(verb: &str, key: &str) -> bool {
    match key {
        "as" => ["create", "run", "phone"].contains(&verb),
        "session" => ["tap", "cancel", "wait", "expect"].contains(&verb),
        "steps" => verb == "repeat",
        "limit" => !["wait", "expect"].contains(&verb),
        _ => false,
    }
}

/// A step that holds no others.
pub(super) fn read(verb: Field<'_>, fields: &Fields<'_>) -> Result<Action, Wrong> {
    let label = fields.take("as", label)?;
    let session = fields.take("session", label_of)?;
    match verb.key {
        "create" => create(verb, label),
        "tap" => Ok(Action::Tap { outcome: verb.parsed(str::parse::<TapOutcome>)?, session }),
        "cancel" => verb.is_true().map(|()| Action::Cancel { session }),
        "wait" => Ok(Action::Wait { timeout: verb.duration()?, session }),
        "phone" => Ok(Action::Phone { name: verb.words()?, label }),
        "run" => {
            let words = verb.items()?.iter().map(Field::words).collect::<Result<_, _>>()?;
            Ok(Action::Run { words, label })
        }
        _ => expect(verb, fields, session),
    }
}

/// The name of what a step makes.
fn label(field: Field<'_>) -> Result<String, Wrong> {
    let name = field.plain()?;
    let is_plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-'));
    match is_plain && name != "session" {
        true => Ok(name.to_owned()),
        false => Err(field.wrong("expected letters, digits, `_` and `-`, and another name than `session`")),
    }
}

fn label_of(field: Field<'_>) -> Result<String, Wrong> {
    field.plain().map(str::to_owned)
}

fn create(field: Field<'_>, label: Option<String>) -> Result<Action, Wrong> {
    // TOML's keys have underscores elsewhere in ipp, flags have dashes: here as there.
    let name = |flag: &str| flag.replace('-', "_");
    let names = FLAGS.map(name);
    let known: Vec<&str> = names.iter().map(String::as_str).chain(["allow_duplicate"]).collect();
    let fields = field.fields(&known)?;
    let mut flags = Vec::new();
    for flag in FLAGS {
        let Some(field) = fields.get(&name(flag)) else { continue };
        let values = if flag == "item" { field.one_or_more()? } else { vec![field] };
        for value in values {
            flags.push(Flag { name: flag, words: value.words()?, place: value.place() });
        }
    }
    let allow_duplicate = fields.take("allow_duplicate", |field| field.boolean())?.unwrap_or_default();
    Ok(Action::Create(Box::new(Create { flags, allow_duplicate, label })))
}

fn expect(field: Field<'_>, step: &Fields<'_>, session: Option<String>) -> Result<Action, Wrong> {
    let fields = field.fields(&["status", "callback", "exit", "out", "within", "count"])?;
    let kinds = fields.among(&["status", "callback", "exit", "out"]);
    let within = fields.take("within", |field| field.duration())?;
    let refuse = |keys: &[&str], what: &str| match fields.among(keys).first() {
        Some(extra) => Err(extra.wrong(&format!("`expect` of `{what}` takes no `{}`", extra.key))),
        None => Ok(()),
    };
    match kinds.iter().map(|kind| kind.key).collect::<Vec<_>>()[..] {
        ["status"] => {
            refuse(&["count"], "status")?;
            let any_of = kinds[0].one_or_more()?.into_iter().map(status).collect::<Result<_, _>>()?;
            Ok(Action::Status { any_of, within: within.unwrap_or(WITHIN), session })
        }
        ["callback"] => {
            let count = fields.take("count", |field| field.count(0..=1_000))?.unwrap_or(1);
            let within = match within {
                None if count == 0 => {
                    return Err(field.wrong("how long should none come? give `within`, such as within = \"2s\""));
                }
                within => within.unwrap_or(WITHIN),
            };
            let count = usize::try_from(count).unwrap_or_default();
            Ok(Action::Callback { kind: event(kinds[0])?, count, within, session })
        }
        ["exit"] | ["out"] | ["exit", "out"] | ["out", "exit"] => {
            refuse(&["within", "count"], kinds[0].key)?;
            if let Some(extra) = step.get("session") {
                return Err(extra.wrong("it is about the step right before, whichever session that is of"));
            }
            let codes = fields.take("exit", |field| field.one_or_more()?.into_iter().map(code).collect())?;
            Ok(Action::Ended { codes: codes.unwrap_or(vec![0]), out: fields.take("out", out)? })
        }
        _ => Err(field.wrong("expected one of status, callback, exit (with out)")),
    }
}

/// A text that can be looked for.
fn out(field: Field<'_>) -> Result<Words, Wrong> {
    let words = field.words()?;
    match words.fixed().and_then(|text| words.proves_nothing(&text)) {
        Some(problem) => Err(field.wrong(&problem)),
        None => Ok(words),
    }
}

fn code(field: Field<'_>) -> Result<u8, Wrong> {
    Ok(u8::try_from(field.count(0..=255)?).unwrap_or_default())
}

fn status(field: Field<'_>) -> Result<SessionStatus, Wrong> {
    field.parsed(|text| match SessionStatus::from(text.to_ascii_uppercase()) {
        SessionStatus::Unknown(word) => {
            let meant = match word.as_str() {
                // The nearest by its letters is FAILED, which is the opposite.
                "PAID" | "COMPLETED" | "CAPTURED" | "SUCCESS" => "; one that is paid is `FINALIZED`".to_owned(),
                word => near::meant(word, STATUSES.iter().map(SessionStatus::name), "", ""),
            };
            Err(format!("there is no status `{text}`{meant}"))
        }
        status => Ok(status),
    })
}

fn event(field: Field<'_>) -> Result<EventType, Wrong> {
    field.parsed(|text| match EventType::from(text.to_owned()) {
        EventType::Unknown(_) => {
            // The nearest by its letters may mean something else: the right one is known by what it says.
            let known: Vec<&str> = EventType::KNOWN.iter().map(EventType::name).collect();
            Err(format!("there is no event `{text}`; there are {}", known.join(", ")))
        }
        kind => Ok(kind),
    })
}
