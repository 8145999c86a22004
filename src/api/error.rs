//! How a call can fail, and what that says about whether it happened.

use super::request::Effect;
use super::unreached::Unreached;
use crate::model::problem::Problem;

/// A call that did not end with an answer that can be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The client could not be made: a file of certificates, a proxy.
    #[error("{what}")]
    Setup {
        /// What is wrong.
        what: String,
    },
    /// Nothing left this machine: DNS, connect, TLS.
    #[error("could not reach {host}{reason}: nothing was sent")]
    NotSent {
        /// Host and port.
        host: String,
        /// Why, as far as there are plain words for it.
        reason: Unreached,
        /// Why.
        #[source]
        cause: reqwest::Error,
    },
    /// It was sent, and no whole answer came.
    #[error("{method} {path} got no whole answer from {host}")]
    NoAnswer {
        /// What was asked.
        method: String,
        /// Of what.
        path: String,
        /// Host and port.
        host: String,
        /// What sending it may have done.
        effect: Effect,
        /// Why.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An answer other than 2xx.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// A 2xx that cannot be read.
    #[error("{method} {path} was answered with {status}, but the answer cannot be read: {why}")]
    Unreadable {
        /// What was asked.
        method: String,
        /// Of what.
        path: String,
        /// The status.
        status: u16,
        /// What is wrong with it.
        why: String,
        /// What sending it may have done.
        effect: Effect,
    },
}

/// An answer other than 2xx, with all that it said.
#[derive(Debug, thiserror::Error)]
#[error("{method} {path} was answered with {status}{}{}{}{}", aimed(.location), said(.problem, .excerpt), quotable(.correlation_id), earlier(*.after_another))]
pub struct Refusal {
    /// What was asked.
    pub method: String,
    /// Of what.
    pub path: String,
    /// The status.
    pub status: u16,
    /// What sending it may have done.
    pub effect: Effect,
    /// What the API said, as far as it can be read.
    pub problem: Problem,
    /// The beginning of a body that is not JSON.
    pub excerpt: Option<String>,
    /// Kustom's id of the request.
    pub correlation_id: Option<String>,
    /// Where a redirect, which is never followed, pointed.
    pub location: Option<String>,
    /// An earlier try of the same write may have been done: this answer is not about that one.
    pub after_another: bool,
}

fn said(problem: &Problem, excerpt: &Option<String>) -> String {
    match (problem.summary(), excerpt) {
        (summary, _) if !summary.is_empty() => format!(": {summary}"),
        (_, Some(excerpt)) => format!(": {excerpt}"),
        _ => String::new(),
    }
}

fn aimed(location: &Option<String>) -> String {
    location.as_ref().map(|location| format!(", a redirect to {location}")).unwrap_or_default()
}

fn earlier(after_another: bool) -> &'static str {
    if after_another { ", but an earlier try may have been done" } else { "" }
}

/// What support asks for first.
fn quotable(correlation_id: &Option<String>) -> String {
    correlation_id.as_ref().map(|id| format!(" (correlation id {id})")).unwrap_or_default()
}

impl Error {
    /// What stands where a status would stand, for a call that has none.
    pub(super) fn in_short(&self) -> String {
        match self {
            Self::NotSent { .. } => "not sent".to_owned(),
            Self::NoAnswer { .. } => "no whole answer".to_owned(),
            other => other.to_string(),
        }
    }

    /// The status of an answer other than 2xx.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused(refusal) => Some(refusal.status),
            _ => None,
        }
    }

    /// Whether what was asked may have happened all the same.
    ///
    /// A `POST` is only known not to have happened when nothing was sent, or when the API refused it (4xx). What is sent
    /// again and refused then may have been done the first time.
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::Setup { .. } | Self::NotSent { .. } => false,
            Self::NoAnswer { effect, .. } | Self::Unreadable { effect, .. } => *effect != Effect::Read,
            Self::Refused(refusal) => match refusal.status {
                400..500 => refusal.after_another,
                _ => refusal.effect == Effect::Once,
            },
        }
    }

    /// Whether asking again later can help: used while waiting for a session.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Setup { .. } => false,
            Self::NotSent { .. } | Self::NoAnswer { .. } | Self::Unreadable { .. } => true,
            Self::Refused(refusal) => refusal.status >= 500 || refusal.status == 429,
        }
    }
}
