//! `-v`: one line a request on stderr; `-vv`: headers and bodies too. Secrets have been taken out before they get here.

use crate::api::{Exchange, Sight};
use crate::output::{Voice, note_text};
use std::io::Write;

/// How much of the requests is shown: the number of `-v`.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    level: u8,
    as_json: bool,
    voice: Option<Voice>,
}

impl Trace {
    /// `as_json` makes each line one object, like everything else on stderr then.
    pub fn new(level: u8, as_json: bool) -> Self {
        Self { level, as_json, voice: None }
    }

    /// The same where nothing may wait for whoever reads stderr.
    pub fn aside(self, voice: Voice) -> Self {
        Self { voice: Some(voice), ..self }
    }

    /// Whether anything is shown.
    pub fn is_on(&self) -> bool {
        self.level > 0
    }

    /// What shows lines that somebody else makes.
    pub fn notes(self) -> impl Fn(&str) {
        move |line| self.show(Sight::Note(line))
    }

    /// Shows what the client tells.
    pub fn show(&self, sight: Sight<'_>) {
        let lines = match (self.level, sight) {
            (0, _) | (_, Sight::Begins(_) | Sight::Ends) => return,
            (_, Sight::Note(text)) => vec![text.to_owned()],
            (1, Sight::Exchange(exchange)) => vec![summary(exchange)],
            (_, Sight::Exchange(exchange)) => in_full(exchange),
        };
        let text: String = lines.iter().map(|line| note_text(line, self.as_json)).collect();
        match &self.voice {
            Some(voice) => voice.say(text.into_bytes()),
            // A stderr that can't be written to leaves nobody to tell.
            None => drop(std::io::stderr().write_all(text.as_bytes())),
        }
    }
}

fn summary(exchange: &Exchange) -> String {
    let id = exchange.correlation_id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
    let Exchange { method, path, outcome, elapsed, .. } = exchange;
    format!("{method} {path} {outcome}{id} {} ms", elapsed.as_millis())
}

fn in_full(exchange: &Exchange) -> Vec<String> {
    let sent = exchange.request_headers.iter().map(|(name, value)| format!("> {name}: {value}"));
    let came = exchange.response_headers.iter().map(|(name, value)| format!("< {name}: {value}"));
    let mut lines = vec![summary(exchange)];
    lines.extend(sent.chain(exchange.request_body.iter().map(|body| format!("> {body}"))));
    lines.extend(came.chain(exchange.response_body.iter().map(|body| format!("< {body}"))));
    lines
}
