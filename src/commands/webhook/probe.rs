//! The command that tells how many effects a handler has had: `--probe`. Run without a shell, with two variables more.

use crate::config::key::KeyCommand;
use crate::config::variables;
use crate::error::Error;
use crate::webhook::check::Counts;
use std::str::FromStr;

/// A command that prints a whole number on its first line, within 10 seconds.
#[derive(Clone, Debug)]
pub(in crate::commands) struct Probe(KeyCommand);

impl FromStr for Probe {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse::<KeyCommand>()?.without_shell().map(Self)
    }
}

impl Probe {
    /// The same without this variable, too: a probe finds no secret in its environment.
    pub(super) fn without(self, variable: Option<&str>) -> Self {
        Self(self.0.without(variable))
    }

    /// How many effects the events of this session have had so far.
    pub(super) async fn count(&self, webhook_id: &str, session_id: &str) -> Result<u64, Error> {
        let told = [(variables::WEBHOOK_ID, webhook_id), (variables::SESSION_ID, session_id)];
        let line = self.0.run_with(&told).await.map_err(|problem| self.wrong(&problem))?;
        line.expose().parse().map_err(|_| self.wrong("printed what is no whole number on its first line"))
    }

    fn wrong(&self, problem: &str) -> Error {
        Error::Usage {
            what: format!("the probe `{}` {problem}", self.0),
            hint: Some(
                "a probe prints how many effects the events of the session $IPP_SESSION_ID have had, a whole number; it \
                 is run without a shell: wrap it in `sh -c '...'` if it needs one"
                    .to_owned(),
            ),
        }
    }
}

/// The counts of a row, as far as they are known.
#[derive(Default)]
pub(super) struct Counted(Vec<u64>);

impl Counted {
    pub(super) fn add(&mut self, count: u64) {
        self.0.push(count);
    }

    /// Before the first callback, after it, after the last.
    /// `beginning` is before the whole check, of a session that the handler knows.
    pub(super) fn counts(&self, beginning: Option<u64>) -> Option<Counts> {
        match self.0[..] {
            [before, after_first, .., after_last] => Some(Counts { beginning, before, after_first, after_last }),
            [before, after] => Some(Counts { beginning, before, after_first: after, after_last: after }),
            _ => None,
        }
    }
}
