//! The kinds of faults, each by its name and in a sentence: those of requests, and those of callbacks.

use crate::model::near;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What can go wrong with a request or its answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RequestFault {
    /// The work is done at once, and the answer comes later.
    Latency,
    /// The work is done, and the connection is closed without an answer.
    LostAnswer,
    /// The connection is reset before the work.
    Reset,
    /// 429 with `Retry-After`, before the work.
    RateLimit,
    /// 500, before the work.
    ServerError,
    /// 503, before the work.
    Unavailable,
    /// The regional firewall's 403: HTML, before credentials are looked at.
    Firewall,
    /// The work is done, and the connection is closed in the middle of the answer's body.
    CutBody,
    /// The work is done, and the answer is a 200 that is no JSON.
    NotJson,
}

/// What can go wrong with a callback.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CallbackFault {
    /// It is never sent.
    Lost,
    /// It is sent twice.
    Doubled,
    /// It is sent later.
    Late,
    /// It is sent after the next one of its session.
    OutOfOrder,
    /// Its first attempt is signed with another secret.
    BadSignature,
}

/// Any of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum FaultKind {
    /// Of a request.
    Request(RequestFault),
    /// Of a callback.
    Callback(CallbackFault),
}

impl FaultKind {
    /// All of them, requests first.
    pub const ALL: [Self; 14] = [
        Self::Request(RequestFault::Latency),
        Self::Request(RequestFault::LostAnswer),
        Self::Request(RequestFault::Reset),
        Self::Request(RequestFault::RateLimit),
        Self::Request(RequestFault::ServerError),
        Self::Request(RequestFault::Unavailable),
        Self::Request(RequestFault::Firewall),
        Self::Request(RequestFault::CutBody),
        Self::Request(RequestFault::NotJson),
        Self::Callback(CallbackFault::Lost),
        Self::Callback(CallbackFault::Doubled),
        Self::Callback(CallbackFault::Late),
        Self::Callback(CallbackFault::OutOfOrder),
        Self::Callback(CallbackFault::BadSignature),
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request(RequestFault::Latency) => "latency",
            Self::Request(RequestFault::LostAnswer) => "lost-answer",
            Self::Request(RequestFault::Reset) => "reset",
            Self::Request(RequestFault::RateLimit) => "429",
            Self::Request(RequestFault::ServerError) => "500",
            Self::Request(RequestFault::Unavailable) => "503",
            Self::Request(RequestFault::Firewall) => "html-403",
            Self::Request(RequestFault::CutBody) => "cut-body",
            Self::Request(RequestFault::NotJson) => "not-json",
            Self::Callback(CallbackFault::Lost) => "callback-lost",
            Self::Callback(CallbackFault::Doubled) => "callback-doubled",
            Self::Callback(CallbackFault::Late) => "callback-late",
            Self::Callback(CallbackFault::OutOfOrder) => "callback-out-of-order",
            Self::Callback(CallbackFault::BadSignature) => "callback-bad-signature",
        }
    }

    /// What it does, in a sentence for people.
    pub fn what(self) -> &'static str {
        match self {
            Self::Request(RequestFault::Latency) => "The work is done at once, the answer comes late",
            Self::Request(RequestFault::LostAnswer) => "The work is done, the connection closes without an answer",
            Self::Request(RequestFault::Reset) => "The connection is reset before the work is done",
            Self::Request(RequestFault::RateLimit) => "429 with `Retry-After`, nothing is done",
            Self::Request(RequestFault::ServerError) => "500, nothing is done",
            Self::Request(RequestFault::Unavailable) => "503, nothing is done",
            Self::Request(RequestFault::Firewall) => "The regional firewall's 403: HTML, before the key is looked at",
            Self::Request(RequestFault::CutBody) => "The work is done, the connection closes in the answer's middle",
            Self::Request(RequestFault::NotJson) => "The work is done, the answer is a 200 that is no JSON",
            Self::Callback(CallbackFault::Lost) => "It is never sent, and not tried again",
            Self::Callback(CallbackFault::Doubled) => "It is sent twice",
            Self::Callback(CallbackFault::Late) => "It is sent late",
            Self::Callback(CallbackFault::OutOfOrder) => "It is sent after the next one of its session",
            Self::Callback(CallbackFault::BadSignature) => "Its first attempt is signed with another secret",
        }
    }

    /// How long it takes when nobody says, in milliseconds; nothing for those that take no time.
    pub fn usual_delay(self) -> Option<u64> {
        match self {
            Self::Request(RequestFault::Latency | RequestFault::RateLimit) => Some(1_000),
            Self::Callback(CallbackFault::Late | CallbackFault::OutOfOrder) => Some(5_000),
            Self::Request(_) | Self::Callback(_) => None,
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for FaultKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or_else(|| {
            let known = Self::ALL.map(Self::name);
            format!("`{text}` is not a fault; give one of {}{}", known.join(", "), near::meant(text, known))
        })
    }
}

impl TryFrom<String> for FaultKind {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<FaultKind> for String {
    fn from(kind: FaultKind) -> Self {
        kind.name().to_owned()
    }
}
