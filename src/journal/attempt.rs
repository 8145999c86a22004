//! One attempt to ask a phone for a payment: what was asked of whom, and what is known to have become of it.

use super::mark::Mark;
use crate::model::environment::Environment;
use crate::model::id::{DeviceId, LocationId, SessionId};
use crate::model::money::Money;
use crate::model::session::{Session, SessionStatus};
use jiff::Timestamp;
use serde::{Serialize, Serializer};
use url::{Host, Url};

/// What is known of an attempt.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Written, and not answered yet, or its process died: as good as unknown.
    Sending,
    /// The answer was lost: a session may exist.
    Unknown,
    /// Certain not to have happened.
    Refused,
    /// There is a session, which has not ended.
    Open,
    /// The money is taken.
    Paid,
    /// The session has ended, and was not paid.
    Unpaid,
    /// It went with the emulator's world.
    Gone,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Sending, Self::Unknown, Self::Refused, Self::Open, Self::Paid, Self::Unpaid, Self::Gone];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Refused => "refused",
            Self::Open => "open",
            Self::Paid => "paid",
            Self::Unpaid => "unpaid",
            Self::Gone => "gone",
        }
    }

    /// What a session's status says.
    pub fn of(status: &SessionStatus) -> Self {
        match status {
            SessionStatus::Finalized => Self::Paid,
            SessionStatus::Cancelled | SessionStatus::Expired | SessionStatus::Failed => Self::Unpaid,
            SessionStatus::Created | SessionStatus::Active | SessionStatus::Unknown(_) => Self::Open,
        }
    }

    /// What a session that was read says. One that may be paid, whatever its status, is not over.
    pub fn of_session(session: &Session) -> Self {
        match session.may_be_paid() {
            true => Self::Open,
            false => Self::of(&session.status),
        }
    }

    /// Whether it may have happened, and nobody knows.
    pub fn is_unknown(self) -> bool {
        matches!(self, Self::Sending | Self::Unknown)
    }

    /// What holds after a session was seen. Two processes may write what they saw in another order than they saw it, so
    /// an end stands, and a payment is never un-paid.
    pub(super) fn after(self, seen: Self) -> Self {
        match (self, seen) {
            (_, Self::Paid) | (Self::Paid, _) => Self::Paid,
            (Self::Unpaid, _) => Self::Unpaid,
            (_, seen) => seen,
        }
    }
}

/// Whose sessions are meant: the same environment at the same address. Merchant ids separate only where both are known.
/// The emulator is one place: its world is in the state folder, as the journal is, whatever port it is served on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    /// Where.
    pub environment: Environment,
    /// The base URL, as [`address`] spells it; `None` is the emulator inside the process. Of the emulator it only informs.
    pub address: Option<String>,
    /// Whose.
    pub merchant_id: Option<String>,
}

impl Scope {
    /// Whether an attempt was made there.
    pub fn covers(&self, attempt: &Attempt) -> bool {
        let same_merchant = match (&self.merchant_id, &attempt.merchant_id) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        };
        let same_address = self.environment == Environment::Emulator || attempt.address == self.address;
        attempt.environment == self.environment.name() && same_address && same_merchant
    }
}

/// One spelling for every way to write the same address. What [`Url`] leaves alone is the slash at the end, the dot after
/// the host, and that this machine has three names.
pub fn address(url: &Url) -> String {
    let mut url = url.clone();
    let own = match url.host() {
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.trim_end_matches('.') == "localhost",
        Some(Host::Ipv4(_)) | None => false,
    };
    let host = if own { "127.0.0.1".to_owned() } else { url.host_str().unwrap_or_default().to_owned() };
    // A host that cannot be replaced stays as it is written.
    let _ = url.set_host(Some(host.trim_end_matches('.')));
    url.as_str().trim_end_matches('/').to_owned()
}

/// A merchant's reference as it is compared: blanks around it make no other order, and an empty one, as some systems send
/// it, is none; it would make every payment the same.
pub fn reference(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// An attempt that is about to be made.
#[derive(Clone, Debug)]
pub struct NewAttempt {
    /// When.
    pub began_at: Timestamp,
    /// Whose.
    pub scope: Scope,
    /// The profile in use.
    pub profile: Option<String>,
    /// The phone.
    pub device_id: DeviceId,
    /// What it is called, where that was read.
    pub device_name: Option<String>,
    /// The shop, where it is known.
    pub location_id: Option<LocationId>,
    /// What is asked for.
    pub amount: Money,
    /// The merchant's reference, as [`reference`] makes it.
    pub reference1: Option<String>,
    /// The second one, the same.
    pub reference2: Option<String>,
    /// `purchase_started_at`, as sent.
    pub started_at: String,
    /// `None` where it had to be left out.
    pub mark: Option<Mark>,
    /// The step of a scenario that asks for it, where one does: by it the scenario finds what its commands have asked for.
    pub step: Option<String>,
    /// The body, as sent.
    pub body: String,
}

/// An attempt as the journal has it. Its JSON has the API's names where there are such.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Attempt {
    /// Its number in this journal.
    #[serde(rename = "attempt")]
    pub number: i64,
    /// When it was written, right before it was sent.
    #[serde(serialize_with = "to_the_millisecond")]
    pub began_at: Timestamp,
    /// What is known of it.
    pub standing: Standing,
    /// Once that is known.
    pub session_id: Option<SessionId>,
    /// As last seen, by whatever command.
    pub status: Option<String>,
    /// Why it is unknown or refused.
    pub why: Option<String>,
    /// Minor units.
    pub order_amount: i64,
    /// ISO 4217.
    pub purchase_currency: String,
    /// The phone.
    pub device_id: DeviceId,
    /// What it was called.
    pub device_name: Option<String>,
    /// The shop.
    pub location_id: Option<LocationId>,
    /// The merchant's reference.
    pub merchant_reference1: Option<String>,
    /// The second one.
    pub merchant_reference2: Option<String>,
    /// As sent.
    pub purchase_started_at: String,
    /// Where it was sent.
    pub environment: String,
    /// The base URL; null for the emulator inside the process.
    pub address: Option<String>,
    /// Whose.
    pub merchant_id: Option<String>,
    /// The profile that was in use.
    pub profile: Option<String>,
    /// What `merchant_data` holds of it; null where it had to be left out.
    pub mark: Option<String>,
    /// SHA-256 of the body as sent.
    pub body_sha256: String,
    /// Everything that was seen of it, in order.
    pub seen: Vec<Sighting>,
}

/// One thing that was seen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, serde::Deserialize)]
pub struct Sighting {
    /// When.
    pub at: String,
    /// A status of the API, or a standing.
    pub what: String,
    /// By which command.
    pub by: String,
}

fn to_the_millisecond<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&format_args!("{at:.3}"))
}

fn differ(given_back: &Option<String>, sent: &Option<String>) -> bool {
    reference(given_back.as_deref()).is_some_and(|text| Some(text) != reference(sent.as_deref()))
}

impl Attempt {
    /// Whether a person said how it ended, and no session is known.
    pub fn is_settled_by_hand(&self) -> bool {
        self.session_id.is_none() && matches!(self.standing, Standing::Paid | Standing::Unpaid)
    }

    /// In what a session that was read is another payment's: its mark, or where it has none its phone or reference. What the
    /// API does not give back contradicts nothing.
    pub fn contradiction(&self, session: &Session) -> Option<&'static str> {
        let mark = session.merchant_data.as_deref().and_then(Mark::found_in);
        let differs = |id: &DeviceId| !id.as_str().eq_ignore_ascii_case(self.device_id.as_str());
        match mark {
            Some(mark) => (self.mark.as_deref() != Some(mark.as_str())).then_some("mark"),
            _ if session.device_id.as_ref().is_some_and(differs) => Some("device"),
            _ if differ(&session.merchant_reference1, &self.merchant_reference1) => Some("reference"),
            _ if differ(&session.merchant_reference2, &self.merchant_reference2) => Some("second reference"),
            _ => None,
        }
    }

    /// What was asked for; `None` only if the row was tampered with.
    pub fn amount(&self) -> Option<Money> {
        Some(Money { minor: self.order_amount, currency: self.purchase_currency.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling() {
        for (text, spelling) in [
            ("HTTPS://API.Example.COM:443/", "https://api.example.com"),
            ("https://api.example.com./kustom//", "https://api.example.com/kustom"),
            ("http://localhost:4010", "http://127.0.0.1:4010"),
            ("http://localhost.:4010/", "http://127.0.0.1:4010"),
            ("http://[::1]:4010", "http://127.0.0.1:4010"),
            ("http://127.0.0.1:4010", "http://127.0.0.1:4010"),
            ("http://127.0.0.2:80/", "http://127.0.0.2"),
        ] {
            assert_eq!(address(&Url::parse(text).expect("a URL")), spelling, "{text}");
        }
    }
}
