//! What a check has found, before it is a row.

use crate::error::Error;
use std::time::{Duration, Instant};

/// Where an error has no hint of its own.
const LOOK: &str = "`ipp doctor -vv` shows what was asked and what came";

/// How a check ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Finding {
    /// All is well, as far as it can be known.
    Pass(String),
    /// Works, and may not for long, or not as it is meant.
    Warn { found: String, mend: String },
    /// Does not work.
    Fail { found: String, mend: String },
    /// Why it could not be run.
    Skipped(String),
}

impl Finding {
    pub(super) fn warn(found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::Warn { found: found.into(), mend: mend.into() }
    }

    pub(super) fn fail(found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::Fail { found: found.into(), mend: mend.into() }
    }

    pub(super) fn skipped(why: impl Into<String>) -> Self {
        Self::Skipped(why.into())
    }

    /// A failure, in the words of the error, its causes, and its hint.
    pub(super) fn of(error: &Error) -> Self {
        Self::of_or(error, LOOK)
    }

    /// The same with a mend for errors that have no hint.
    pub(super) fn of_or(error: &Error, mend: &str) -> Self {
        let mut found = error.to_string();
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            let text = inner.to_string();
            if !found.contains(&text) {
                found = format!("{found}: {text}");
            }
            cause = inner.source();
        }
        Self::fail(found, error.hint().unwrap_or_else(|| mend.to_owned()))
    }

    /// The same of a connection that was not made, where the innermost cause says it best.
    pub(super) fn unreached(error: &Error, host: &str) -> Self {
        let mut innermost: &dyn std::error::Error = error;
        while let Some(cause) = innermost.source() {
            innermost = cause;
        }
        Self::fail(format!("could not reach {host}: {innermost}"), error.hint().unwrap_or_default())
    }

    pub(super) fn has_failed(&self) -> bool {
        matches!(self, Self::Fail { .. })
    }
}

/// A check with its stable id, what it found and how long it took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Checked {
    pub id: &'static str,
    pub finding: Finding,
    pub duration: Duration,
}

impl Checked {
    /// What took no time.
    pub(super) fn at_once(id: &'static str, finding: Finding) -> Self {
        Self { id, finding, duration: Duration::ZERO }
    }

    pub(super) fn since(id: &'static str, started: Instant, finding: Finding) -> Self {
        Self { id, finding, duration: started.elapsed() }
    }
}

/// What `work` came to, or that it took too long.
pub(super) async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Result<T, Finding> {
    tokio::time::timeout(limit, work).await.map_err(|_| {
        let limit = crate::model::duration::show(limit);
        Finding::fail(
            format!("not done within {limit}"),
            "see whether the network is slow, or give it longer with `--timeout`",
        )
    })
}

/// `1 phone`, `2 phones`.
pub(super) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// The first few of many, for people.
pub(super) fn listed(names: &[String]) -> String {
    const MOST: usize = 5;
    let shown = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
