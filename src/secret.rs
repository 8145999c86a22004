//! Keys, pairing codes, signing secrets: texts that must not reach a screen, a log or a process list.
//!
//! `Debug` prints `***`, there is no `Display`, and the memory is wiped. `expose` is called where a secret is sent, and nowhere else.

use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// A text that is not shown.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The text itself, for the one place that sends it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The last four characters, which a person may see to tell keys apart; fewer of a short secret.
    pub fn last_four(&self) -> &str {
        let text = self.expose();
        let shown = if text.len() < 16 { 0 } else { 4 };
        text.char_indices().rev().nth(shown.max(1) - 1).filter(|_| shown > 0).map_or("", |(at, _)| &text[at..])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
