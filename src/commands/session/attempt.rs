//! How an attempt of the journal is shown.

use crate::journal::{Attempt, Standing};
use crate::model::session::SessionStatus;
use crate::output::{Field, Record, Tone};

/// What stands before its number where there is no session's id to print.
pub(super) const PREFIX: &str = "attempt-";

impl Record for Attempt {
    const PLURAL: &'static str = "matching sessions in the journal";
    const COLUMNS: &'static [&'static str] = &["SESSION", "TIME", "STATUS", "AMOUNT", "DEVICE", "REFERENCE"];
    const CSV: &'static [&'static str] = &[
        "attempt",
        "began_at",
        "standing",
        "status",
        "session_id",
        "order_amount",
        "purchase_currency",
        "device_id",
        "device_name",
        "merchant_reference1",
        "merchant_reference2",
        "why",
    ];
    const MEMBERS: &'static [(&'static str, &'static [&'static str])] = &[
        ("SESSION", &["session_id"]),
        ("TIME", &["began_at"]),
        ("STATUS", &["standing", "status"]),
        ("AMOUNT", &["order_amount", "purchase_currency"]),
        ("DEVICE", &["device_name", "device_id"]),
        ("REFERENCE", &["merchant_reference1"]),
    ];
    const SPARE: &'static [&'static str] = &["DEVICE", "TIME", "REFERENCE"];

    fn cells(&self) -> Vec<Field> {
        let session = self.session_id.as_ref().map_or_else(|| self.id().into(), |id| Field::id(id.as_str()));
        vec![
            session,
            time(self),
            status(self),
            amount(self).into(),
            self.device_name.as_deref().unwrap_or(self.device_id.as_str()).into(),
            self.merchant_reference1.clone().unwrap_or_default().into(),
        ]
    }

    /// The session's, or a word that can't be taken for one.
    fn id(&self) -> String {
        self.session_id.as_ref().map_or_else(|| format!("{PREFIX}{}", self.number), ToString::to_string)
    }
}

/// An attempt in a sentence: when, how much, where, and what is known of it.
pub(super) fn in_words(attempt: &Attempt) -> String {
    let session = attempt.session_id.as_ref().map(|id| format!(", session {id}")).unwrap_or_default();
    format!(
        "attempt {} at {} of {} on device {}{session} is {}",
        attempt.number,
        time(attempt).text,
        amount(attempt),
        device(attempt),
        standing(attempt)
    )
}

/// What is known of it, in words.
pub(in crate::commands) fn standing(attempt: &Attempt) -> String {
    let status = attempt.status.clone().unwrap_or_default();
    match attempt.standing {
        Standing::Sending => "unknown (it is being sent now, or `ipp` died before it was answered)".to_owned(),
        Standing::Unknown => "unknown (the phone may be asking for the money)".to_owned(),
        Standing::Refused => "refused (there is no session)".to_owned(),
        Standing::Open if has_ended(attempt) => format!("{status} (and may be paid all the same)"),
        Standing::Open => format!("{status} (still open)"),
        Standing::Paid if status.is_empty() => "paid, as a person said".to_owned(),
        Standing::Paid => format!("{status} (paid)"),
        Standing::Unpaid if status.is_empty() => "not paid, as a person said".to_owned(),
        Standing::Unpaid => format!("{status} (not paid)"),
        Standing::Gone => "gone with the emulator's world".to_owned(),
    }
}

/// Whether its session has ended, and something in it says that it may be paid.
fn has_ended(attempt: &Attempt) -> bool {
    attempt.status.as_deref().is_some_and(|status| SessionStatus::from(status.to_owned()).has_ended())
}

/// Where it was made, with the address, if it had one.
pub(super) fn place(attempt: &Attempt) -> String {
    let address = attempt.address.as_ref().map(|address| format!(" at {address}")).unwrap_or_default();
    format!("in {}{address}", attempt.environment)
}

fn status(attempt: &Attempt) -> Field {
    let status = attempt.status.clone();
    match attempt.standing {
        Standing::Sending | Standing::Unknown => Field::toned("unknown", Tone::Bad),
        Standing::Refused => Field::toned("refused", Tone::Bad),
        Standing::Open if has_ended(attempt) => {
            Field::toned(format!("{} (may be paid)", status.unwrap_or_default()), Tone::Bad)
        }
        Standing::Open => Field::toned(status.unwrap_or_default(), Tone::Busy),
        Standing::Paid => {
            Field::toned(status.map_or("paid".to_owned(), |status| format!("{status} (paid)")), Tone::Good)
        }
        Standing::Unpaid => {
            Field::toned(status.map_or("not paid".to_owned(), |status| format!("{status} (not paid)")), Tone::Bad)
        }
        Standing::Gone => "gone".into(),
    }
}

fn time(attempt: &Attempt) -> Field {
    Field::time(Some(&attempt.began_at.to_string()))
}

fn amount(attempt: &Attempt) -> String {
    let unread = || format!("{} minor units {}", attempt.order_amount, attempt.purchase_currency);
    attempt.amount().map_or_else(unread, |amount| amount.to_string())
}

fn device(attempt: &Attempt) -> String {
    match &attempt.device_name {
        Some(name) => format!("{name} ({})", attempt.device_id),
        None => attempt.device_id.to_string(),
    }
}
