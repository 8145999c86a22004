//! Every way a command can end other than well, each with its exit code, what it means for the money, and the next step.
//!
//! The exit code is the promise that scripts build on: 0 only if it is done (for `pay` and `wait`: paid), 20 to 23 only
//! if it is not paid, 24 whenever it cannot be known.

mod about;
mod fleet;
mod hints;
mod pairing;

pub use fleet::FleetError;
pub use pairing::PairingError;

use crate::api;
use crate::config;
use crate::emulator::{self, WorldError};
use crate::journal::{self, Standing};
use crate::model::id::SessionId;
use crate::model::money::Money;
use crate::model::session::SessionStatus;
use crate::webhook::claim::{Fault, FaultKind};
use std::io;

/// Why a command did not end well.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A value that cannot be used, or a choice that is missing.
    #[error("{what}")]
    Usage {
        /// What is wrong.
        what: String,
        /// What to give instead.
        hint: Option<String>,
    },
    /// A payment for no phone in particular, where there are several. Nothing was sent.
    #[error("no device is named, and there is more than one: nothing was sent\n{candidates}")]
    DeviceNotNamed {
        /// A line for each.
        candidates: String,
    },
    /// The settings or the key.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// The emulator's own files.
    #[error(transparent)]
    Emulator(#[from] emulator::OpenError),
    /// The emulator's world, where it is asked without the API.
    #[error(transparent)]
    World(#[from] WorldError),
    /// A command that `ipp` was to run.
    #[error("cannot run `{command}`")]
    NotRun {
        /// Its name.
        command: String,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// A call of the API.
    #[error(transparent)]
    Api(#[from] api::Error),
    /// A pairing code that no phone has used, or codes that were not made.
    #[error(transparent)]
    Pairing(#[from] PairingError),
    /// Phones that are not as a file says.
    #[error(transparent)]
    Fleet(#[from] FleetError),
    /// A name that nothing has.
    #[error("{what}")]
    NotFound {
        /// What was looked for.
        what: String,
        /// Where to look.
        hint: String,
    },
    /// A callback that must not be believed.
    #[error("{fault}")]
    NotBelieved {
        /// Why not.
        fault: Fault,
        /// Whether the usual mistakes have been tried.
        explained: bool,
    },
    /// A handler of callbacks that cannot be reached. Nothing was sent.
    #[error("nothing was sent: the handler at {url} cannot be reached: {why}")]
    Unreached {
        /// Without what may be a secret.
        url: String,
        /// As the system says it.
        why: String,
    },
    /// Something that was to be shown did not hold.
    #[error("{what}")]
    CheckFailed {
        /// What did not hold.
        what: String,
        /// Where to look.
        hint: Option<String>,
    },
    /// Refused on this machine: guard, policy, not confirmed. Nothing was sent.
    #[error("{what}")]
    Refused {
        /// What was refused, and by which rule.
        what: String,
        /// How it can be allowed, if it can.
        hint: Option<String>,
    },
    /// The same payment was asked for before, and that stands in the way. Nothing was sent.
    #[error("{what}: nothing was sent")]
    Duplicate {
        /// What was asked for before, when, and what became of it.
        what: String,
        /// Its number in the journal.
        attempt: i64,
        /// How it stands, as far as the journal knows.
        standing: Standing,
        /// Its session, when that is known.
        session: Option<SessionId>,
        /// What to do.
        hint: String,
    },
    /// This machine's record of payments.
    #[error(transparent)]
    Journal(#[from] journal::Error),
    /// A payment that could not be written down, and so was not asked for.
    #[error("the payment could not be written into the journal, so it was not asked for: nothing was sent")]
    NotJournalled(#[source] journal::Error),
    /// A create that is certain not to have happened.
    #[error("no session was created, and nothing will be charged")]
    NotCreated(#[source] api::Error),
    /// It cannot be known whether the money moves.
    #[error("{what}")]
    Unknown {
        /// What is known.
        what: String,
        /// The session, when its id is known.
        session: Option<SessionId>,
        /// The journal's number of the attempt, where its session is not known.
        attempt: Option<i64>,
        /// What to do.
        hint: String,
        /// Why it is not known.
        #[source]
        cause: Option<Box<api::Error>>,
    },
    /// The session has ended, and was not paid.
    #[error("session {session} is {status}: it was not paid")]
    Ended {
        /// Which.
        session: SessionId,
        /// How.
        status: SessionStatus,
    },
    /// The session was paid, where something else was wanted.
    #[error("session {session} was paid before it could be cancelled: the money is taken")]
    PaidInstead {
        /// Which.
        session: SessionId,
    },
    /// A cancel was refused, and the session is open.
    #[error("session {session} is not cancelled: it is {status}, and may still be paid")]
    NotCancelled {
        /// Which.
        session: SessionId,
        /// As read back.
        status: SessionStatus,
        /// Why not.
        #[source]
        refusal: Box<api::Error>,
    },
    /// The time was up.
    #[error("the time was up and session {session} was not paid: it is {status}")]
    TimeUp {
        /// Which.
        session: SessionId,
        /// As read back.
        status: SessionStatus,
    },
    /// A person has said that it was not paid, and no session is known.
    #[error("{what}: there is nothing to wait for")]
    SettledUnpaid {
        /// What is known of it.
        what: String,
        /// Its number in the journal.
        attempt: i64,
    },
    /// What was paid is not what was asked.
    #[error("session {session} was paid, but the amount is {paid} and {asked} was asked")]
    AmountDiffers {
        /// Which.
        session: SessionId,
        /// As the API says.
        paid: String,
        /// As `ipp` sent.
        asked: Money,
    },
    /// Ctrl-C or a signal.
    #[error("interrupted: {what}")]
    Interrupted {
        /// What was going on, and how it stands.
        what: String,
        /// The session, when there is one that has not ended.
        session: Option<SessionId>,
    },
    /// stdout cannot be written.
    #[error("the result could not be written{}", of_session(.session))]
    Output {
        /// Why.
        #[source]
        cause: io::Error,
        /// The session that it was about, and how it stands.
        session: Option<Box<(SessionId, SessionStatus)>>,
    },
    /// stdout cannot be written, and a server that nobody knows the address of is of no use.
    #[error("the server has ended, because where it listens could not be written")]
    Unannounced(#[source] io::Error),
    /// A fault of `ipp` itself.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// A value that cannot be used.
    pub fn usage(what: impl Into<String>) -> Self {
        Self::Usage { what: what.into(), hint: None }
    }

    /// A check with rows that did not pass.
    pub fn rows_failed(what: String) -> Self {
        Self::CheckFailed { what, hint: Some("each row that failed says what to do instead".to_owned()) }
    }

    /// The process's exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage { .. } | Self::DeviceNotNamed { .. } => 2,
            Self::Config(error) if error.is_usage() => 2,
            Self::Config(_) | Self::Emulator(_) | Self::Journal(_) | Self::NotJournalled(_) => 3,
            Self::World(error) => world_code(error),
            Self::Pairing(error) => error.exit_code(),
            Self::Fleet(error) => error.exit_code(),
            Self::NotRun { cause, .. } if cause.kind() == io::ErrorKind::NotFound => 127,
            Self::NotRun { .. } => 126,
            Self::Api(error) | Self::NotCreated(error) => api_code(error),
            Self::NotCancelled { refusal, .. } => api_code(refusal),
            Self::NotFound { .. } => 5,
            Self::PaidInstead { .. } => 6,
            Self::Refused { .. } | Self::Duplicate { .. } => 9,
            Self::Ended { status, .. } => ended_code(status),
            Self::Unreached { .. } => 7,
            Self::CheckFailed { .. } => 30,
            Self::NotBelieved { fault, .. } => match fault.kind() {
                FaultKind::WrongSignature => 30,
                FaultKind::Stale => 31,
                FaultKind::Malformed => 32,
            },
            Self::TimeUp { .. } | Self::SettledUnpaid { .. } => 23,
            Self::Unknown { .. } => 24,
            Self::Interrupted { .. } => 130,
            Self::AmountDiffers { .. } | Self::Output { .. } | Self::Unannounced(_) | Self::Internal(_) => 1,
        }
    }

    /// A stable word for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Pairing(error) => return error.kind(),
            Self::Fleet(error) => return error.kind(),
            _ => {}
        }
        match self.exit_code() {
            2 => "usage",
            3 => "configuration",
            4 => "key_refused",
            5 => "not_found",
            6 => "refused_by_api",
            7 => "not_sent",
            8 => "server_fault",
            9 => "refused_here",
            20 => "session_cancelled",
            21 => "session_expired",
            22 => "session_failed",
            23 => "time_up",
            24 => "outcome_unknown",
            30 => "check_failed",
            31 => "stale",
            32 => "malformed",
            126 | 127 => "not_run",
            130 => "interrupted",
            _ => "internal",
        }
    }

    /// What to do next, where a person can do something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Usage { hint, .. } | Self::Refused { hint, .. } | Self::CheckFailed { hint, .. } => hint.clone(),
            Self::DeviceNotNamed { .. } => Some("name one with `--device`".to_owned()),
            Self::Config(error) => error.hint(),
            Self::World(error) => hints::world(error),
            Self::Fleet(error) => Some(error.hint().to_owned()),
            Self::Pairing(error) => error.hint(),
            Self::NotRun { cause, .. } => Some(hints::not_run(cause).to_owned()),
            Self::Emulator(error) => Some(hints::open(error)),
            Self::Journal(error) | Self::NotJournalled(error) => Some(hints::journal(error)),
            Self::Api(error) | Self::NotCreated(error) => hints::api(error),
            Self::NotFound { hint, .. } | Self::Unknown { hint, .. } | Self::Duplicate { hint, .. } => {
                Some(hint.clone())
            }
            Self::NotBelieved { fault, explained } => hints::belief(fault, *explained),
            Self::Unreached { .. } => Some("see that it listens there, and that the port is the right one".to_owned()),
            Self::Ended { .. } => None,
            Self::PaidInstead { session } | Self::AmountDiffers { session, .. } => {
                Some(format!("see it with `ipp session get {session}`"))
            }
            Self::NotCancelled { session, .. } => Some(format!(
                "`ipp session cancel {session}` tries it again, `ipp session wait {session}` waits for the payment"
            )),
            Self::TimeUp { session, status } if !status.has_ended() => Some(format!(
                "the phone still asks for it: `ipp session wait {session}` goes on, `ipp session cancel {session}` ends it"
            )),
            Self::TimeUp { .. } => None,
            Self::SettledUnpaid { .. } => Some("ask for the money again if it is still to be paid".to_owned()),
            Self::Interrupted { session, .. } => session.as_ref().map(|session| {
                format!(
                    "`ipp session wait {session}` waits for it, `ipp session cancel {session}` ends it, and \
                         `ipp session get {session}` shows how it stands"
                )
            }),
            Self::Output { .. } => Some("what was asked for has been done; only the printing failed".to_owned()),
            Self::Unannounced(_) => Some("nothing is served now; give it a stdout that can be written".to_owned()),
            Self::Internal(_) => None,
        }
    }
}

fn of_session(session: &Option<Box<(SessionId, SessionStatus)>>) -> String {
    session.as_ref().map(|session| format!(": session {} is {}", session.0, session.1)).unwrap_or_default()
}

fn ended_code(status: &SessionStatus) -> u8 {
    match status {
        SessionStatus::Cancelled => 20,
        SessionStatus::Expired => 21,
        SessionStatus::Failed => 22,
        SessionStatus::Finalized | SessionStatus::Created | SessionStatus::Active | SessionStatus::Unknown(_) => 24,
    }
}

fn world_code(error: &WorldError) -> u8 {
    match error {
        WorldError::Invalid(_) => 2,
        WorldError::NotFound { .. } | WorldError::UnknownCode => 5,
        WorldError::Unavailable(_) | WorldError::Store(_) => 3,
        _ => 6,
    }
}

fn api_code(error: &api::Error) -> u8 {
    match error {
        _ if error.may_have_happened() => 24,
        api::Error::Setup { .. } => 3,
        api::Error::NotSent { .. } => 7,
        api::Error::NoAnswer { .. } | api::Error::Unreadable { .. } => 8,
        api::Error::Refused(refusal) => match refusal.status {
            401 | 403 => 4,
            404 => 5,
            429 => 8,
            400..500 => 6,
            _ => 8,
        },
    }
}
